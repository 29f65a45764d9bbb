/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The machine behind exec.h, for the files of this room alone.
 *
 *   pn_exec ── now ──> pn_activation ── outer ──> pn_activation ... one for each template under way
 *     variables  [ $ x y | $ z ... ]   each activation sees those from its own $ on
 *     slab       [ args of a call | args of a call inside it ... ]
 *     out        [ text of a file | text of an include in it ... ]  each run cuts off its own end
 */
#ifndef PN_EXEC_MACHINE_H
#define PN_EXEC_MACHINE_H

#include "base/stack.h"
#include "exec/exec.h"

/* One template under way (Go: state). */
typedef struct pn_activation {
	struct pn_activation *outer;
	const pn_define *define;
	const pn_tmpl_set *set;
	const pn_node *at;	/* the last node that was touched: what errors name (Go: s.node) */
	const pn_node *call;	/* the call under way: what a traced inner run was called from */
	uint32_t variables;	/* where its variables begin */
	uint32_t depth;		/* of {{template}} within a run, from 0 */
	uint32_t frame, source; /* traced: ids of the stack level and the text */
	const pn_value *text;	/* traced: the text of a tpl; NULL: not one */
} pn_activation;

typedef struct pn_variable {
	pn_name name;
	pn_value value;
} pn_variable;

/* A piece of the value stack; pieces never move, so pointers into them hold. */
typedef struct pn_slab {
	struct pn_slab *older, *newer;
	uint32_t used, cap;
	pn_value items[];
} pn_slab;

typedef struct pn_slab_mark {
	pn_slab *slab;
	uint32_t used;
} pn_slab_mark;

/* Marks of the text in `out`, by offset in `out`. */
typedef struct pn_mark_list {
	pn_text_mark *items;
	uint32_t count, cap;
} pn_mark_list;

/* What a costly function made of its texts. */
typedef struct pn_kept {
	struct pn_kept *older;
	const pn_func *func;
	pn_value args[2];
	pn_value result;
} pn_kept;

struct pn_exec {
	pn_cx *cx;
	pn_exec_options options;
	pn_trace *trace;  /* NULL in plain runs */
	void *func_data;  /* of the first family */
	uint64_t methods; /* whatever maps may have, by pn_method_bit */
	pn_activation *now;
	pn_name dollar; /* "$" */
	pn_variable *variables;
	uint32_t variable_count, variable_cap;
	uint32_t fuel;	     /* steps until the limits are looked at */
	uint64_t steps_left; /* beyond the fuel */
	uint64_t nesting;    /* activations under way */
	pn_slab *slab;
	pn_buf out;
	pn_mark_list marks;
	pn_stack stack;
	uint32_t fresh_stacks; /* in use; they count as memory of the render */
	pn_map *draws;	       /* how often each place drew random bytes; NULL until one did */
	pn_side_effects effects;
	uint32_t watched; /* how many maps are */
	bool mixed;	  /* maps that are not watched may stand in watched ones */
	pn_kept *kept;	  /* results of costly functions, the last one first */
};

/* How a walk went on. */
typedef enum pn_flow { PN_FLOW_NEXT = 0, PN_FLOW_BREAK, PN_FLOW_CONTINUE, PN_FLOW_FAIL } pn_flow;

/* What stands in a command: the node that errors name, arguments after the called one, dot. */
typedef struct pn_words {
	const pn_node *node;
	const pn_node *args; /* side by side */
	uint32_t argc;
	const pn_value *final; /* the value that came through '|'; NULL: none */
	const pn_value *dot;
} pn_words;

/* ---- exec.c: accounting ---- */

/* Looks at limits, cancellation and memory; false when it is over. */
bool pn_exec_refuel(pn_exec *x);
/* Counts one step. */
static inline bool pn_exec_step(pn_exec *x)
{
	if (x->fuel == 0)
		return pn_exec_refuel(x);
	x->fuel--;
	return true;
}
/* Runs fn(data) on a fresh stack because the present one is nearly used; false when it cannot. */
bool pn_exec_on_fresh_stack(pn_exec *x, void (*fn)(void *data), void *data);
/* Begins and ends a template; the activation is the caller's storage. */
bool pn_activation_enter(pn_exec *x, pn_activation *a, const pn_define *define,
			 const pn_value *data);
void pn_activation_leave(pn_exec *x);

/* ---- scope.c: variables and the value stack ---- */

bool pn_variable_push(pn_exec *x, pn_name name, const pn_value *value);
/* Finds the innermost variable of the template; NULL and an error when there is none. */
pn_value *pn_variable_find(pn_exec *x, pn_name name);
/* Takes room for `count` values, to be given back in reverse order; NULL without memory. */
pn_value *pn_slab_take_slow(pn_exec *x, size_t count, pn_slab_mark *mark);
static inline pn_value *pn_slab_take(pn_exec *x, size_t count, pn_slab_mark *mark)
{
	pn_slab *slab = x->slab;

	if (!slab || slab->cap - slab->used < count)
		return pn_slab_take_slow(x, count, mark);
	*mark = (pn_slab_mark){ slab, slab->used };
	slab->used += (uint32_t)count;
	return &slab->items[mark->used];
}
static inline void pn_slab_give(pn_exec *x, pn_slab_mark mark)
{
	x->slab = mark.slab;
	x->slab->used = mark.used;
}

/* ---- fail.c: errors at the current node ---- */

/* Fails with "template: NAME:LINE:COL: executing "X" at <NODE>: TEXT"; returns false. */
bool pn_exec_fail(pn_exec *x, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool pn_exec_fail_str(pn_exec *x, pintle_status status, pn_str text);
/* Fails with before + NODE as the template writes it + after. */
bool pn_exec_fail_node(pn_exec *x, const char *before, const pn_node *node, const char *after);
/* Fails with before + VALUE (what a pointer points to) + after. */
bool pn_exec_fail_value(pn_exec *x, const char *before, const pn_value *v, const char *after);
/* Puts the current node and "error calling NAME: " before the error of a function. */
bool pn_exec_wrap_call(pn_exec *x, const char *name);
/* Fails because a limit is exceeded. */
bool pn_exec_fail_limit(pn_exec *x, const char *limit, uint64_t bound, const char *what);

/* ---- failure.c: only where somebody wants to know ---- */

/* Notes what kind of failure the one to come is; value may be NULL. The first one counts. */
void pn_failure_begin(pn_exec *x, pn_failure_kind kind, const pn_value *value);
/* Notes which names failed, and what they were followed from; returns false. */
bool pn_failure_names(pn_exec *x, const pn_value *start, pn_names names);
/* Notes a call that failed. */
void pn_failure_call(pn_exec *x, const pn_call *call);

/* ---- walk.c, range.c ---- */

pn_flow pn_walk_list(pn_exec *x, const pn_value *dot, const pn_node *list);
pn_flow pn_walk_range(pn_exec *x, const pn_value *dot, const pn_node *node);

/* ---- pipeline.c ---- */

/* Evaluates a pipeline and sets its variables; NULL gives the absent value. */
bool pn_eval_pipeline(pn_exec *x, const pn_value *dot, const pn_node *pipe, pn_value *out);
/* Evaluates what may stand as an argument and has a value of its own: all but constants. */
bool pn_eval_operand(pn_exec *x, const pn_value *dot, const pn_node *node, pn_value *out);
/* Evaluates a constant without a wanted type (Go: evalEmptyInterface). */
bool pn_eval_constant(pn_exec *x, const pn_node *node, pn_value *out);

/* ---- field.c ---- */

/* Evaluates .A.B.C on *start; the last name gets the words' arguments. */
bool pn_eval_fields(pn_exec *x, const pn_words *words, const pn_names *names, const pn_value *start,
		    pn_value *out);

/* Evaluates a FIELD node on dot. */
static inline bool pn_eval_field(pn_exec *x, const pn_words *words, const pn_node *node,
				 pn_value *out)
{
	pn_names names = pn_names_in(pn_node_inside(node));

	x->now->at = node;
	return pn_eval_fields(x, words, &names, words->dot, out) ||
	       pn_failure_names(x, words->dot, names);
}

/* ---- call.c, param.c ---- */

/* Calls a function or method. */
bool pn_eval_call(pn_exec *x, const pn_func *func, const pn_value *self, const pn_words *words,
		  pn_value *out);
/* Evaluates an argument for a parameter of the type that the letter names. */
bool pn_eval_param(pn_exec *x, const pn_value *dot, char letter, const pn_node *node,
		   pn_value *out);
/* Makes sure that a value can be given to such a parameter (Go: validateType). */
bool pn_param_check(pn_exec *x, char letter, pn_value *value);

/* Which constants of a template a parameter takes. */
typedef enum pn_constant_kind {
	PN_TAKES_NONE = 0,
	PN_TAKES_ANY,
	PN_TAKES_STRING,
	PN_TAKES_BOOL,
	PN_TAKES_INT,
	PN_TAKES_UINT,
	PN_TAKES_FLOAT
} pn_constant_kind;

typedef struct pn_param {
	uint8_t type;	  /* pn_type; PN_TYPE_NIL: any */
	uint8_t constant; /* pn_constant_kind */
	bool nilable;	  /* Go: canBeNil */
} pn_param;

/* Parameter types by their letter, see pn_func. */
extern const pn_param pn_params['z' - 'A' + 1];

/* pn_param_check, but what fits as it stands, as nearly all do, is seen at once. */
static inline bool pn_param_fits(pn_exec *x, char letter, pn_value *value)
{
	uint8_t type = pn_params[letter - 'A'].type;

	if (letter == 'v')
		return true;
	if (value->kind == PN_NIL || (type != PN_TYPE_NIL && type != value->type))
		return pn_param_check(x, letter, value);
	value->flags = 0;
	return true;
}

/* ---- print.c ---- */

/* Appends a value as %v does, but what a pointer points to rather than the pointer. */
void pn_format_indirect(pn_buf *out, const pn_value *v);
/* Writes a value as the action `node` prints it. */
void pn_print_value(pn_exec *x, const pn_node *node, const pn_value *v);

/* ---- marks.c: traced runs only ---- */

/* Adds a mark; of several at one place the last one holds. */
void pn_mark_add(pn_exec *x, size_t offset, uint32_t site);
/* Makes a site of a node of the template that is executing now. */
uint32_t pn_mark_site(pn_exec *x, const pn_node *node, uint32_t origin, uint32_t at);
/* Marks what was written since `start` as literal text of a node. */
void pn_marks_text(pn_exec *x, const pn_node *node, size_t start);
/* Marks what was written since `start` as a value printed by a node. */
void pn_marks_value(pn_exec *x, const pn_node *node, size_t start, const pn_value *v);
/* Marks bytes from..to of a value's text where they stand in the text under way. */
void pn_marks_piece(pn_exec *x, const pn_node *node, size_t offset, const pn_value *v, size_t from,
		    size_t to);
/* Stores the marks from number `first` on, relative to `start`, and returns their id. */
uint32_t pn_marks_cut(pn_exec *x, uint32_t first, size_t start);
/* The stack level of a template that is entered. */
uint32_t pn_marks_frame(pn_exec *x, const pn_activation *outer, const pn_activation *entered);

/* A branch or loop under way. */
typedef struct pn_branch {
	uint32_t frame; /* around it */
	uint32_t reads;
} pn_branch;
/* Before the pipeline that decides; after it, with its value; behind the branch. */
void pn_marks_branch_begin(pn_exec *x, pn_branch *branch);
void pn_marks_branch_enter(pn_exec *x, const pn_branch *branch, const pn_node *node,
			   const pn_value *v, bool is_else);
void pn_marks_branch_leave(pn_exec *x, const pn_branch *branch);

/* ---- marks_call.c: traced runs only ---- */

/*
 * Gives the result of a call its marks and origin, and notes what was read. Marks from number
 * `first` on are those that the function made itself.
 */
void pn_marks_call(pn_exec *x, const pn_call *call, uint32_t first, pn_value *result);
/* ---- marks_lines.c, marks_pieces.c: traced runs only ---- */

/* Gives the result the marks of a text whose lines it has kept. */
void pn_marks_lines(pn_exec *x, const pn_value *argument, pn_value *result);
/* The site of a map's or list's key, where a node prints it: its mark may leave that open. */
uint32_t pn_marks_key_site(pn_exec *x, const pn_node *node, uint32_t site);
/*
 * Says of maps and lists that a call put under keys, and that were written nowhere themselves, that
 * the call wrote the keys. Its arguments are keys and values in turn; `set` has the map before
 * them.
 */
void pn_marks_keys(pn_exec *x, const pn_call *call, const pn_value *result);
/*
 * Gives the result the marks of the arguments that it shows, in order; false when one origin tells
 * as much.
 */
bool pn_marks_pieces(pn_exec *x, const pn_call *call, pn_value *result);

#endif
