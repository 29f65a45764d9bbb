/*
 * The walker, for the files of this room alone: goes through templates with maybes for values.
 *
 *   visit = one template with one maybe as its dot; gone through once a round
 *   round = one pass over all templates; there is another one while maps that templates make, or
 *           change, keep growing
 */
#ifndef PN_READS_WALKER_H
#define PN_READS_WALKER_H

#include "base/stack.h"
#include "reads/maybe.h"

typedef struct pn_visit {
	uint32_t number;
	uint32_t round;	      /* the last one that came by; 0: none */
	bool is_pure;	      /* it prints nothing of its own between values */
	const pn_maybe *text; /* what it prints, as far as that matters to who takes the text */
} pn_visit;

typedef struct pn_bound {
	pn_str name; /* "$x" */
	const pn_maybe *value;
} pn_bound;

/* Texts of tpl, parsed. */
typedef struct pn_parsed_text {
	pn_str text;
	const pn_tmpl *tmpl; /* NULL: it does not parse */
	pn_tmpl_set *set;
} pn_parsed_text;

typedef struct pn_walker {
	pn_cx *cx;
	pn_arena *arena;
	const pn_reads_options *options;
	pn_reads *reads;
	pn_maybes maybes;
	pn_stack stack;

	/* where it is */
	const pn_tmpl_set *set;
	const pn_tmpl_source *source;
	pn_visit *visit;
	uint32_t depth;
	uint32_t nesting; /* of maps that it is looking into */
	uint32_t encoded; /* > 0: what is read whole now is in a text like YAML */
	uint32_t muted;	  /* > 0: what is read now is for an error message */

	const pn_define **defines; /* all there are */
	uint32_t define_count, define_cap;

	pn_pairs visits;   /* by template and dot */
	pn_pairs mades;	   /* by node and visit */
	pn_pairs followed; /* texts by atom and dot: the last round that did */
	pn_pairs roots;	   /* what templates put into a part's root object */
	uint32_t visit_count, round;
	bool changed; /* something grew that may have been looked into before */

	pn_bound *bounds; /* variables, of the template under way from `first` on */
	uint32_t bound_count, bound_cap, first;
	uint32_t assigned; /* how often one of them grew */

	pn_read_place **guards; /* places that the conditions around ask for */
	uint32_t guard_count, guard_cap;
	uint32_t asking;     /* > 0: what is named now is asked for, not taken for granted */
	uint32_t collecting; /* > 0: it becomes a guard, too */

	pn_map *texts; /* to numbers into `parsed` */
	pn_parsed_text *parsed;
	uint32_t parsed_count, parsed_cap;

	uint64_t steps_left;
	bool over; /* no steps are left */
} pn_walker;

/* A call under way: its arguments, the piped one last. */
typedef struct pn_asked {
	const pn_node *node;
	pn_str name;
	const pn_maybe **args;
	uint32_t argc;
} pn_asked;

/* Counts a step; false when it is over. */
bool pn_walker_step(pn_walker *w);

/* ---- walk.c ---- */

/* Goes through a template with a dot; returns the text that it prints, as far as it matters. */
const pn_maybe *pn_walk_define(pn_walker *w, const pn_define *define, const pn_maybe *dot);
/* Goes through all templates, again and again until nothing grows. */
void pn_walk_all(pn_walker *w, const pn_task *tasks, size_t count);

/* Notes that the branches of the condition under way may count on a place. */
void pn_walk_guard(pn_walker *w, pn_read_place *place);

/* ---- eval.c ---- */

const pn_maybe *pn_ask_pipe(pn_walker *w, const pn_maybe *dot, const pn_node *pipe);
/* Returns the variable's value, to be changed; NULL when there is none. */
const pn_maybe **pn_ask_variable(pn_walker *w, pn_str name);
void pn_ask_bind(pn_walker *w, pn_str name, const pn_maybe *value);

/* ---- take.c: getting at what is in values ---- */

/* What is under a key. */
const pn_maybe *pn_take_field(pn_walker *w, const pn_node *at, const pn_maybe *from, pn_str key);
/* What is under the keys that an expression may stand for. */
const pn_maybe *pn_take_by(pn_walker *w, const pn_node *at, const pn_maybe *from,
			   const pn_maybe *key);
/* The items of lists, the entries' values of maps. */
const pn_maybe *pn_take_each(pn_walker *w, const pn_node *at, const pn_maybe *from);
/* The keys of maps. */
const pn_maybe *pn_take_keys(pn_walker *w, const pn_maybe *from);
/* Notes that a value is read: as the scalar that it is, all of it where it is encoded. */
void pn_take_whole(pn_walker *w, const pn_node *at, const pn_maybe *what);
/* Puts a value under a key, or under any key for NULL. */
void pn_put_field(pn_walker *w, const pn_maybe *into, const pn_str *key, const pn_maybe *value);
/* Merges values into others. */
void pn_put_under(pn_walker *w, const pn_maybe *into, const pn_maybe *values);
/* The map or list that a node of the visit under way makes. */
pn_made *pn_made_at(pn_walker *w, const pn_node *node);
/* Joins sets; too large ones lose their atoms, whose places then are vague. */
const pn_maybe *pn_join(pn_walker *w, const pn_maybe *a, const pn_maybe *b);

/* ---- call.c ---- */

const pn_maybe *pn_ask_call(pn_walker *w, const pn_asked *call);
/* Says whether a function only makes an error of its arguments. */
bool pn_call_fails(pn_str name);
/* Says whether a function asks for its arguments rather than takes them for granted. */
bool pn_call_asks(pn_str name);

/* What values leave in a text that is made of them, for tpl to look at. */
const pn_maybe *pn_echo(pn_walker *w, const pn_maybe *of);

/* ---- text.c: include, tpl ---- */

const pn_maybe *pn_ask_include(pn_walker *w, const pn_maybe *names, const pn_maybe *dot);
const pn_maybe *pn_ask_tpl(pn_walker *w, const pn_maybe *texts, const pn_maybe *dot);
/* What methods of .Files give for names of files; other values as they are. */
const pn_maybe *pn_ask_file(pn_walker *w, const pn_maybe *files, const pn_maybe *names);
/* What printf makes of texts that are known. */
const pn_maybe *pn_ask_printf(pn_walker *w, const pn_asked *call);
/* The pieces that texts fall into; NULL when it is not known where. */
const pn_maybe *pn_ask_pieces(pn_walker *w, const pn_asked *call);
/* What print makes of them. */
const pn_maybe *pn_ask_print(pn_walker *w, const pn_asked *call);

#endif
