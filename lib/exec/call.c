/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/machine.h"

/* Among how many kept results one is looked for, and up to which length texts are compared. */
enum { KEPT_MOST = 32, COMPARED_MOST = 64 };

/* The parameters of a function; the letter of the variadic one stands behind the others. */
typedef struct params {
	const char *letters;
	uint32_t fixed;
	bool variadic;
} params;

static inline params params_of(const pn_func *func)
{
	const char *letters = func->params;
	uint32_t count = 0;

	while (letters[count])
		count++;
	if (count && letters[count - 1] == '*')
		return (params){ letters, count - 2, true };
	return (params){ letters, count, false };
}

/* Checks the number of arguments; the one that came through '|' counts as the last. */
static inline bool check_count(pn_exec *x, const pn_func *func, const params *p,
			       const pn_words *words)
{
	uint32_t count = words->argc + (words->final != NULL);

	if (p->variadic && count < p->fixed)
		return pn_exec_fail(x, "wrong number of args for %s: want at least %u got %u",
				    func->name, p->fixed, words->argc);
	if (!p->variadic && count != p->fixed)
		return pn_exec_fail(x, "wrong number of args for %s: want %u got %u", func->name,
				    p->fixed, count);
	return true;
}

/* The letter of the parameter that an argument is for. */
static inline char letter_at(const params *p, uint32_t i)
{
	return p->letters[i < p->fixed ? i : p->fixed];
}

/* Evaluates an argument, of which most are constant texts, fields and dot. */
static inline bool eval_argument(pn_exec *x, const pn_value *dot, char letter, const pn_node *node,
				 pn_value *out)
{
	uint8_t constant = pn_params[letter - 'A'].constant;
	pn_words words = { .node = node, .dot = dot };

	if (node->kind == PN_NODE_FIELD)
		return pn_eval_field(x, &words, node, out) && pn_param_fits(x, letter, out);
	if (node->kind == PN_NODE_STRING &&
	    (constant == PN_TAKES_STRING || constant == PN_TAKES_ANY)) {
		x->now->at = node;
		*out = pn_string(pn_node_string(node));
		return true;
	}
	return pn_eval_param(x, dot, letter, node, out);
}

/* Evaluates and and or, which stop at the first argument that decides (Go: evalCall). */
static bool eval_lazy(pn_exec *x, const pn_words *words, bool stop_at, pn_value *out)
{
	const pn_node *at = words->args;

	*out = pn_nil();
	for (uint32_t i = 0; i < words->argc; i++, at = pn_node_next(at)) {
		if (!eval_argument(x, words->dot, 'v', at, out))
			return false;
		if (pn_value_truth(out) == stop_at)
			return true;
	}
	if (words->final)
		*out = *words->final;
	return true;
}

/* Evaluates the arguments into args, which has room for all. */
static inline bool eval_arguments(pn_exec *x, const params *p, const pn_words *words,
				  pn_value *args)
{
	const pn_node *at = words->args;

	for (uint32_t i = 0; i < words->argc; i++, at = pn_node_next(at)) {
		if (!eval_argument(x, words->dot, letter_at(p, i), at, &args[i]))
			return false;
	}
	if (words->final) {
		args[words->argc] = *words->final;
		return pn_param_fits(x, letter_at(p, words->argc), &args[words->argc]);
	}
	return true;
}

/* Whether two texts are known to be the same: long ones by their places, texts never change. */
static bool is_same_text(const pn_value *a, const pn_value *b)
{
	if (a->len != b->len)
		return false;
	return a->as.text == b->as.text ||
	       (a->len <= COMPARED_MOST && pn_bytes_eq(a->as.text, b->as.text, a->len));
}

static const pn_kept *find_kept(const pn_exec *x, const pn_call *call)
{
	const pn_kept *kept = x->kept;

	for (uint32_t i = 0; kept && i < KEPT_MOST; i++, kept = kept->older) {
		if (kept->func == call->func && is_same_text(&kept->args[0], &call->args[0]) &&
		    (call->argc < 2 || is_same_text(&kept->args[1], &call->args[1])))
			return kept;
	}
	return NULL;
}

/* Runs a function of one or two texts whose results are kept. */
static bool run_costly(pn_exec *x, pn_call *call)
{
	const pn_kept *known = x->trace ? NULL : find_kept(x, call);
	pn_kept *kept;

	if (known) {
		call->result = known->result;
		return true;
	}
	if (!call->func->run(call))
		return false;
	kept = pn_alloc(x->cx->arena, sizeof *kept);
	if (!kept)
		return false;
	*kept = (pn_kept){ x->kept, call->func, { call->args[0] }, call->result };
	if (call->argc > 1)
		kept->args[1] = call->args[1];
	x->kept = kept;
	return true;
}

/* Runs a function of a kind that needs care. */
static bool run_special(pn_exec *x, pn_call *call)
{
	if (call->func->flags & PN_FUNC_COSTLY)
		return run_costly(x, call);
	x->effects.outside++;
	return call->func->run(call);
}

/* Runs the function; what it returns stands as Go's result of that type would. */
static inline bool run(pn_exec *x, pn_call *call, pn_value *out)
{
	const pn_words *words = call->site;
	uint32_t first_mark = x->marks.count;
	bool special = call->func->flags & (PN_FUNC_COSTLY | PN_FUNC_VOLATILE);

	x->now->call = words->node;
	if (!(special ? run_special(x, call) : call->func->run(call)) || x->cx->arena->failed) {
		if (!pn_error_is_set(x->cx->err))
			pn_fail_memory(x->cx->err, x->cx->arena);
		x->now->at = words->node;
		pn_failure_call(x, call);
		return pn_exec_wrap_call(x, call->func->name);
	}
	*out = call->result;
	/* Nil can only be the result of a function that returns interface {}. */
	if (call->func->params[0] != 'v')
		out->flags = out->kind == PN_NIL ? PN_VALUE_BOXED : 0;
	if (x->trace)
		pn_marks_call(x, call, first_mark, out);
	return true;
}

bool pn_eval_call(pn_exec *x, const pn_func *func, const pn_value *self, const pn_words *words,
		  pn_value *out)
{
	uint32_t flags = func->flags;
	uint32_t count = words->argc + (words->final != NULL);
	params p = params_of(func);
	pn_slab_mark mark;
	pn_value *args;
	bool ok;

	if (!check_count(x, func, &p, words))
		return false;
	if (flags & PN_FUNC_UNFIT)
		return pn_exec_fail(x, "%s", func->doc);
	if (flags & (PN_FUNC_LAZY_AND | PN_FUNC_LAZY_OR))
		return eval_lazy(x, words, (flags & PN_FUNC_LAZY_OR) != 0, out);
	args = pn_slab_take(x, count, &mark);
	if (!args)
		return false;
	ok = eval_arguments(x, &p, words, args);
	if (ok) {
		pn_call call = { .func = func,
				 .self = self,
				 .args = args,
				 .argc = count,
				 .cx = x->cx,
				 .env = x->options.env,
				 .exec = x,
				 .data = x->func_data,
				 .site = words };

		ok = run(x, &call, out);
	}
	pn_slab_give(x, mark);
	return ok;
}

pn_str pn_call_first_text(const pn_call *c)
{
	const pn_words *words = c->site;
	pn_arena *arena = c->cx->arena;
	pn_buf buf;

	pn_buf_init(&buf, arena);
	if (words->argc)
		pn_node_print(&buf, words->args);
	else if (c->args[0].kind == PN_STRING)
		pn_buf_add(&buf, pn_value_str(&c->args[0]));
	else /* Go: reflect.Value.String */
		pn_buf_format(&buf, "<%.*s Value>", PN_ARG(pn_value_type_name(&c->args[0])));
	return pn_buf_str(&buf);
}

bool pn_call_old_texts(const pn_call *c)
{
	return c->exec->options.go_1_23_texts;
}

bool pn_call_no_checksums(const pn_call *c)
{
	return c->exec->options.no_checksums;
}

pn_call_place pn_call_place_of(const pn_call *c)
{
	const pn_activation *a = c->exec->now, *root = a;

	c->exec->effects.outside++;
	while (root->outer)
		root = root->outer;
	return (pn_call_place){ c->func->name, root->define->name, a->define->source->name,
				a->define->source->text, a->call ? a->call->pos : 0 };
}

/* Counts how often a place drew random bytes before. */
static bool count_draw(pn_exec *x, pn_str place, int64_t *times)
{
	pn_value *count, one = pn_int(1);

	if (!x->draws)
		x->draws = pn_map_new(x->cx->arena, 0);
	if (!x->draws)
		return false;
	count = pn_map_get(x->draws, place);
	*times = count ? count->as.integer++ : 0;
	return count || pn_map_set(x->draws, place, &one);
}

/*
 * A seed gives each place its own stream, so that one call more elsewhere changes nothing here: a
 * place is the template that is rendered, the text and offset of the call, and its how-manieth run.
 */
bool pn_call_random(pn_call *c, void *out, size_t size)
{
	pn_call_place at = pn_call_place_of(c);
	pn_arena *arena = c->cx->arena;
	pn_str stream;
	pn_buf place;
	int64_t times;

	pn_buf_init(&place, arena);
	pn_buf_add(&place, at.root);
	pn_buf_byte(&place, '\n');
	pn_buf_add(&place, at.source);
	pn_buf_format(&place, "\n%u", at.offset);
	if (place.failed || !count_draw(c->exec, pn_buf_str(&place), &times))
		return pn_fail_memory(c->cx->err, arena);
	stream = pn_str_format(arena, "%.*s\n%lld", PN_ARG(pn_buf_str(&place)), (long long)times);
	return c->env->random(c->env->data, &at, stream, out, size) ||
	       pn_call_fail(c, "no random bytes are to be had");
}
