/*
 * exec: walks a syntax tree and writes text (Go: text/template/exec.go). Scopes, pipelines, fields,
 * methods, calls. It knows no function: they arrive in tables. In a traced run each piece of text
 * carries the place that wrote it; a plain run has no trace and does nothing for it.
 * Called by render. One pn_exec is for one render and one thread.
 */
#ifndef PN_EXEC_EXEC_H
#define PN_EXEC_EXEC_H

#include "exec/call.h"
#include "tmpl/tmpl.h"
#include "value/trace.h"

/* Function tables, searched in order: the first table that has the name wins. */
typedef struct pn_func_table {
	const pn_func *rows; /* sorted by name */
	size_t count;
	void *data; /* for pn_call.data */
} pn_func_table;

/* Which functions and methods there are. Immutable; shared by parse and execution. */
typedef struct pn_funcs {
	const pn_func_table *tables;
	size_t table_count;
	const pn_method *methods; /* sorted by type, then name */
	size_t method_count;
} pn_funcs;

/* How map keys that are missing behave. */
typedef enum pn_missing_key { PN_MISSING_ZERO = 0, PN_MISSING_ERROR } pn_missing_key;

typedef struct pn_exec_options {
	const pn_funcs *funcs;
	const pn_env *env;
	pn_missing_key missing_key;    /* PN_MISSING_ERROR is for lint --strict */
	bool go_1_23_texts;	       /* Helm 3.17: older wording of comparison errors */
	pn_trace *trace;	       /* NULL: a plain run */
	bool (*cancelled)(void *data); /* asked now and then; may be NULL */
	void *data;		       /* for cancelled */
	void *host;		       /* what include, tpl and others find through pn_exec_host */
} pn_exec_options;

/* Makes a machine in cx's arena; cx and options must live as long. NULL without memory. */
pn_exec *pn_exec_new(pn_cx *cx, const pn_exec_options *options);

/* The text an execution writes, with its marks when traced. */
typedef struct pn_out pn_out;

/*
 * Executes the template `name` of a set with `data` as dot and returns its text as a string value
 * (with marks when traced). A failure's chain is Go's: "template: NAME:LINE:COL: executing ...".
 * `expected` is a guess of the text's size, 0 for none. May be called while another run is under
 * way (include, tpl): depth and steps are counted across.
 */
bool pn_exec_run(pn_exec *exec, const pn_tmpl_set *set, pn_str name, const pn_value *data,
		 size_t expected, pn_value *out);

/* The set whose template is executing now: where include looks names up. */
const pn_tmpl_set *pn_exec_set(const pn_exec *exec);
/* The name of the template whose file or tpl text is executing (Go: t.Name() seen by tpl). */
void *pn_exec_host(const pn_exec *exec);
/* A finder over the function tables, for pn_tmpl_parse. The result lives as long as `funcs`. */
pn_func_finder pn_funcs_finder(const pn_funcs *funcs);
/* Finds a row by name, and its table's data; NULL when there is none. */
const pn_func *pn_funcs_find(const pn_funcs *funcs, pn_str name, void **data);

#endif
