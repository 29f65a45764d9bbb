/*
 * exec: walks a syntax tree and writes text (Go: text/template/exec.go). Scopes, pipelines, fields,
 * methods, calls. It knows no function: they arrive in tables. In a traced run each piece of text
 * carries the place that wrote it; a plain run has no trace and does nothing for it.
 * Called by render. One pn_exec is for one render and one thread.
 */
#ifndef PN_EXEC_EXEC_H
#define PN_EXEC_EXEC_H

#include "exec/call.h"
#include "exec/failure.h"
#include "tmpl/tmpl.h"
#include "value/trace.h"

/* What one file of functions offers. Both tables may be empty. */
typedef struct pn_func_family {
	const char *title;	  /* a heading in docs/functions.md */
	const pn_func *functions; /* sorted by name */
	size_t function_count;
	const pn_method *methods; /* of one or more Go types, sorted by type, then name */
	size_t method_count;
	void *data; /* for pn_call.data; the first family of a pn_funcs alone may have it */
	uint64_t method_names; /* pn_method_bit of each method; a test tells what it has to be */
} pn_func_family;

/* Families whose functions are found by the hashes of their names: constants, made beforehand. */
typedef struct pn_func_index {
	const pn_func_family *const *families; /* 254 at most, of 256 functions at most */
	size_t count;
	const pn_func_family *const *methods; /* those that have any */
	size_t method_count;
	/* Open addressing, less than full: a family's number * 256 + a row's number + 1; 0: free */
	const uint16_t *slots;
	uint32_t slot_count; /* a power of two */
} pn_func_index;

/*
 * Which functions and methods there are. The first family that has a name wins. Nothing is made of
 * them before the first look-up. Immutable; shared by parse and execution.
 */
typedef struct pn_funcs {
	const pn_func_family *const *families; /* a few, which are searched in order; */
	size_t family_count;
	const pn_func_index *index; /* then these; NULL: none */
	const pn_func_family *last; /* and then this one; NULL: none */
} pn_funcs;

/* A bit of a method's name, so that most other names are seen to be none. */
static inline uint64_t pn_method_bit(uint32_t hash)
{
	return (uint64_t)1 << (hash >> 17) % 64;
}

/* Finds a function by name; NULL when there is none. */
const pn_func *pn_funcs_find(const pn_funcs *funcs, pn_str name);
/* Finds a method of a type; NULL when there is none. */
const pn_func *pn_funcs_method(const pn_funcs *funcs, pn_type type, pn_name name);
/* A finder of functions for pn_tmpl_parse; nodes then hold pn_func. Lives as long as `funcs`. */
pn_func_finder pn_funcs_finder(const pn_funcs *funcs);

/* How map keys that are missing behave. */
typedef enum pn_missing_key { PN_MISSING_ZERO = 0, PN_MISSING_ERROR } pn_missing_key;

typedef struct pn_exec_options {
	const pn_funcs *funcs;
	const pn_env *env;
	pn_missing_key missing_key;    /* PN_MISSING_ERROR is for lint --strict */
	bool go_1_23_texts;	       /* Helm 3.17: older texts, no range over numbers */
	bool no_checksums;	       /* checksums do not tell of their arguments */
	pn_trace *trace;	       /* NULL: a plain run */
	pn_failure *failure;	       /* filled in when a run fails; NULL: nobody wants to know */
	bool (*cancelled)(void *data); /* asked now and then; may be NULL */
	void *data;		       /* for cancelled */
	void *host;		       /* what include, tpl and others find through pn_exec_host */
} pn_exec_options;

/* Makes a machine in cx's arena; cx and options must live as long. NULL without memory. */
pn_exec *pn_exec_new(pn_cx *cx, const pn_exec_options *options);

/*
 * Executes the template `name` of a set with `data` as dot and returns its text as a string value
 * (with marks when traced). A failure's chain is Go's: each execution frame is one link, "template:
 * NAME:LINE:COL: executing \"X\" at <EXPR>: " with the error of the function it called as inner
 * error, or with the message when nothing is inside; *out then is what was written before it, when
 * it came to that. May be called while another run is under way (include, tpl): depth and steps are
 * counted across.
 */
bool pn_exec_run(pn_exec *exec, const pn_tmpl_set *set, pn_str name, const pn_value *data,
		 pn_value *out);
/* The same for a template that was found already. */
bool pn_exec_run_define(pn_exec *exec, const pn_tmpl_set *set, const pn_define *define,
			const pn_value *data, pn_value *out);
/* The same for one that was parsed from a text of the render's own (tpl): traces follow it. */
bool pn_exec_run_text(pn_exec *exec, const pn_tmpl_set *set, const pn_define *define,
		      const pn_value *template, const pn_value *data, pn_value *out);

/* Maps that are watched share so many bits. */
enum { PN_WATCH_WORDS = 16, PN_WATCH_BITS = 64 * PN_WATCH_WORDS };

/*
 * What makes a run more than a function of its template and its dot, and what it looked at. Counts
 * only grow, so that two looks tell whether something happened in between.
 */
typedef struct pn_side_effects {
	uint64_t outside;     /* results that depend on clock, entropy, host or place of the call */
	uint64_t deepest;     /* most templates that were under way at once */
	uint64_t changes;     /* of watched maps */
	uint64_t changed_any; /* the last change that may be one of any map */
	uint64_t changed_word[PN_WATCH_WORDS]; /* the last change of a map with one of 64 bits */
	uint64_t *changed; /* by bit, the last change of a map with it; NULL: there was none */
	uint64_t looked[PN_WATCH_WORDS]; /* the bits of maps that were looked into */
} pn_side_effects;
/* What there was so far; `deepest` and `looked` may be set back by whoever asks for those of a run.
 */
pn_side_effects *pn_exec_side_effects(pn_exec *exec);
/* Watches the maps in a value; to be told of all that templates can get hold of. */
void pn_exec_watch_maps(pn_exec *exec, const pn_value *v);
/* Counts a change of whatever map. */
void pn_exec_note_change(pn_exec *exec);
/* How many templates are under way, and how many may be. */
uint64_t pn_exec_nesting(const pn_exec *exec);
uint64_t pn_exec_most_nesting(const pintle_limits *limits);

/* Says where the next failure is to be noted: an empty record, or NULL. */
void pn_exec_watch(pn_exec *exec, pn_failure *failure);
/* The set whose template is executing now: where include looks names up. */
const pn_tmpl_set *pn_exec_set(const pn_exec *exec);
/* What the options gave as host. */
void *pn_exec_host(const pn_exec *exec);
/* The finder that made the trees, for the texts of tpl. */
pn_func_finder pn_exec_finder(const pn_exec *exec);
/*
 * Removes every occurrence of a text from a string value, and keeps its marks in place (Helm:
 * engine.go deletes "<no value>" after each file and tpl).
 */
bool pn_exec_delete(pn_exec *exec, pn_value *text, pn_str what);

#endif
