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

/* Function tables, searched in order: the first table that has the name wins. */
typedef struct pn_func_table {
	const pn_func *rows; /* sorted by name */
	size_t count;
	void *data; /* for pn_call.data */
} pn_func_table;

/* A row made ready for calls, its parameters counted: what identifier nodes hold. */
typedef struct pn_callee {
	pn_node_func node; /* for the tree: the name */
	const pn_func *func;
	void *data;    /* of the row's table */
	uint32_t hash; /* pn_str_hash of the name */
	uint16_t name_len;
	uint8_t fixed; /* parameters before the variadic one */
	char rest;     /* the letter of the variadic parameter; 0: it has none */
} pn_callee;

/* Which functions and methods there are. Immutable; shared by parse and execution. */
typedef struct pn_funcs {
	const pn_func_table *tables;
	size_t table_count;
	const pn_method *const *methods; /* sorted by type, then name */
	size_t method_count;
	/* The rest is filled by pn_funcs_prepare. */
	const pn_callee *callees;	 /* of all tables' rows, then of all methods */
	const pn_callee *method_callees; /* in the order of `methods` */
	uint16_t *index;		 /* open addressing by name: callee number + 1 */
	uint32_t index_cap;		 /* a power of two */
	struct pn_method_range {
		uint32_t from, to;
		uint64_t names;		/* a bit for each, by the last six bits of its hash */
	} method_ranges[PN_TYPE_COUNT]; /* the methods of each type */
} pn_funcs;

/* Makes tables and methods ready for look-ups; to be called once. False without memory. */
bool pn_funcs_prepare(pn_arena *arena, pn_funcs *funcs);
/* Finds a function by name; NULL when there is none. */
const pn_callee *pn_funcs_find(const pn_funcs *funcs, pn_str name);
/* Finds a method of a type; NULL when there is none. */
const pn_callee *pn_funcs_method(const pn_funcs *funcs, pn_type type, pn_name name);
/* A finder of functions for pn_tmpl_parse; nodes then hold pn_callee. Lives as long as `funcs`. */
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
	uint64_t changed[PN_WATCH_BITS];       /* the last change of a map with this bit */
	uint64_t looked[PN_WATCH_WORDS];       /* the bits of maps that were looked into */
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
