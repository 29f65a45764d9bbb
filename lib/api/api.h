/*
 * api: the public functions of include/pintle, made of the rooms below. Nothing is computed here:
 * options are checked and completed, texts are turned into strings, errors into pintle_error.
 */
#ifndef PN_API_API_H
#define PN_API_API_H

#include <pintle/pintle.h>

#include "render/render.h"
#include "diff/secret.h"
#include "report/report.h"

struct pintle_chart {
	const pintle_allocator *mem;
	pn_arena arena;
	pintle_limits limits;
	pn_chart *chart;
	pn_bundle *bundle;
	const char *name, *version, *app_version, *type; /* of Chart.yaml */
	pn_func *host_rows;				 /* host functions as rows, sorted */
	const pintle_function **host_functions;		 /* in the order of the rows */
	size_t host_count;
	pn_func_family host;
};

struct pintle_values {
	const pintle_allocator *mem;
	pn_arena arena;
	pintle_limits limits;
	pintle_timings *timings; /* the host's; NULL: it does not ask */
	const pintle_file_view *view;
	pn_overrides overrides;
	pn_map *seen; /* by lint: what schemas refer to that was warned about; NULL: nothing yet */
};

/* Parses and executes a template on its own, with `dot` as its data; *out as with pn_exec_run. */
bool pn_text_template(pn_cx *cx, pn_str name, pn_str text, const pn_funcs *funcs,
		      const pn_value *dot, pn_str *out);

struct pintle_findings {
	const pintle_allocator *mem;
	pn_arena arena;
	pn_findings findings;
};

struct pintle_manifest {
	const pintle_allocator *mem;
	pn_arena arena;
	pn_manifest manifest;
	pn_output_options printed; /* how `text` was made */
	pn_overrides overrides;	   /* as the user's values were; borrows from them */
	pn_str text, debug_text;
	size_t unmatched; /* the show_only pattern that matches nothing of debug_text; or none */
	struct pn_questions
		*questions; /* tables for questions about a traced one; NULL: none yet */
};

struct pintle_secrets {
	const pintle_allocator *mem;
	pn_arena arena;
	pintle_limits limits;
	pn_secrets *secrets;
};

/* Makes an empty list whose arena holds at most `limit` bytes (0: no bound); NULL: *err is set. */
pintle_findings *pn_findings_new(const pintle_allocator *mem, size_t limit, pn_error *err);

/* Counts objects that were found to be the same in another way. */
void pn_comparison_add_same(pintle_comparison *comparison, size_t count);
/* Makes secrets; NULL: *err is set. */
pintle_secrets *pn_secrets_make(const pintle_secrets_options *options, pn_error *err);

/* Hands an error over to the caller, who may not want it (NULL); err is finished. */
void pn_error_publish(pintle_error *out, pn_error *err);
/* Publishes err and returns false, for `return`. */
bool pn_refuse(pintle_error *out, pn_error *err);

static inline pintle_text pn_text(pn_str s)
{
	return (pintle_text){ s.ptr ? s.ptr : "", s.len };
}

/* Gives the caller a copy of a text that it owns. */
bool pn_text_give(pintle_text *out, pn_str text, pn_error *err);
/* Turns the host's functions, checked, into rows of a family, kept in the chart's arena. */
bool pn_host_family(pintle_chart *chart, const pintle_function *functions, size_t count,
		    pn_error *err);

/* Clock, entropy and zone of one render, as the options say. */
typedef struct pn_outside {
	pn_env env;
	pn_str seed; /* ptr NULL: the system's entropy */
	bool fixed_clock;
	int64_t clock;
	pn_str zone;
} pn_outside;
void pn_outside_init(pn_outside *outside, const pintle_render_options *options);

/* Copies strings; NULL without memory. */
pn_str *pn_strings(pn_arena *arena, const char *const *items, size_t count);
/* Turns options into what the render room is told; `outside` must live as long as *out. */
bool pn_release_prepare(pn_cx *cx, const pintle_render_options *options, pn_outside *outside,
			pn_release *out);
/* Reads the objects that lookup answers from, if there are any. */
bool pn_release_read_objects(pn_cx *cx, const pintle_render_options *options, pn_release *out);

#endif
