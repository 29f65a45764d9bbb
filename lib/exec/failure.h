/*
 * What stood where a run failed, for who explains the error afterwards. Only runs that are given a
 * pn_failure fill it in; what it points to lives as long as the run's arena.
 */
#ifndef PN_EXEC_FAILURE_H
#define PN_EXEC_FAILURE_H

#include "tmpl/tmpl.h"
#include "value/value.h"

typedef enum pn_failure_kind {
	PN_FAILURE_OTHER = 0,
	PN_FAILURE_NIL,	    /* something was asked of what is nil: see `start`, `names` */
	PN_FAILURE_FIELD,   /* ... of what has no such field */
	PN_FAILURE_VALUE,   /* `value` is not of a kind that can stand there */
	PN_FAILURE_CALL,    /* a function failed: the first of `calls` */
	PN_FAILURE_TEMPLATE /* {{template}} names one that is not there */
} pn_failure_kind;

/* A template that was under way. */
typedef struct pn_failed_level {
	const pn_define *define;
	const pn_tmpl_set *set;
	const pn_node *node;	/* what it was at: the innermost's is what the error names */
	pn_value dollar;	/* its $ */
	uint32_t frame, source; /* traced: ids of its stack level and text */
	const void *activation; /* for who fills this in */
} pn_failed_level;

/* An argument of a function that failed. */
typedef struct pn_failed_argument {
	pn_value value;
	const pn_node *node; /* NULL: it came through '|' */
	pn_value start;	     /* what the names of a field or variable were followed from */
} pn_failed_argument;

/* A function that failed, or a template that it executed did. */
typedef struct pn_failed_call {
	pn_str name;
	const pn_node *node;
	size_t level; /* the template that called it */
	const pn_failed_argument *arguments;
	uint32_t count;
} pn_failed_call;

enum { PN_FAILED_LEVELS = 32, PN_FAILED_CALLS = 32 };

typedef struct pn_failure {
	pn_failure_kind kind;
	pn_failed_level levels[PN_FAILED_LEVELS]; /* the innermost first; the outermost ones of a */
	size_t level_count;			  /* deep recursion are left out */
	size_t depth;				  /* of all levels */
	pn_failed_call calls[PN_FAILED_CALLS];	  /* the innermost first */
	size_t call_count;
	/* NIL, FIELD: start.NAME.NAME... failed at name number `at`; VALUE: `value`. */
	pn_value start, value;
	pn_names names;
	uint32_t at;
} pn_failure;

#endif
