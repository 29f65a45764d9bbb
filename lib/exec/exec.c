/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/machine.h"

enum {
	FIRST_OUTPUT = 4096, /* bytes, most files of a chart give no more */
	FUEL = 4096,	     /* steps between two looks at the limits */
	LEVELS_PER_DEPTH =
		12, /* templates nest deeper than values: beyond Go's 100000 by default */
};

pn_exec *pn_exec_new(pn_cx *cx, const pn_exec_options *options)
{
	pn_exec *x = PN_NEW(cx->arena, pn_exec);
	size_t most = cx->limits->output_bytes;

	if (!x)
		return NULL;
	x->cx = cx;
	x->options = *options;
	x->trace = options->trace;
	x->dollar = (pn_name){ "$", 1, pn_str_hash(PN_STR("$")) };
	x->steps_left = cx->limits->steps;
	for (size_t i = 0; i < options->funcs->family_count; i++)
		x->methods |= options->funcs->families[i]->method_names;
	if (options->funcs->last)
		x->methods |= options->funcs->last->method_names;
	if (options->funcs->family_count)
		x->func_data = options->funcs->families[0]->data;
	pn_buf_init(&x->out, cx->arena);
	x->out.max = most < PN_VALUE_MAX_LEN ? most : PN_VALUE_MAX_LEN;
	pn_buf_begin(&x->out, x->out.max < FIRST_OUTPUT ? x->out.max : FIRST_OUTPUT);
	return x;
}

void pn_exec_watch(pn_exec *exec, pn_failure *failure)
{
	exec->options.failure = failure;
}

const pn_tmpl_set *pn_exec_set(const pn_exec *exec)
{
	return exec->now->set;
}

uint64_t pn_exec_nesting(const pn_exec *exec)
{
	return exec->nesting;
}

void *pn_exec_host(const pn_exec *exec)
{
	return exec->options.host;
}

pn_func_finder pn_exec_finder(const pn_exec *exec)
{
	return pn_funcs_finder(exec->options.funcs);
}

/* Reports a text that could not be written. */
static bool check_out(pn_exec *x)
{
	if (x->cx->arena->failed)
		return pn_fail_memory(x->cx->err, x->cx->arena);
	if (x->out.failed)
		return pn_exec_fail_limit(x, "output_bytes", x->out.max, "bytes of text");
	return true;
}

bool pn_exec_refuel(pn_exec *x)
{
	if (!check_out(x))
		return false;
	if (x->options.cancelled && x->options.cancelled(x->options.data))
		return pn_exec_fail_str(x, PINTLE_ERR_CANCELLED, PN_STR("cancelled"));
	if (x->steps_left == 0)
		return pn_exec_fail_limit(x, "steps", x->cx->limits->steps, "template nodes");
	x->fuel = x->steps_left < FUEL ? (uint32_t)x->steps_left : FUEL;
	x->steps_left -= x->fuel;
	x->fuel--;
	return true;
}

bool pn_call_steps(pn_call *c, uint64_t count)
{
	pn_exec *x = c->exec;

	if (count <= x->fuel) {
		x->fuel -= (uint32_t)count;
		return true;
	}
	count -= x->fuel;
	x->fuel = 0;
	if (count > x->steps_left)
		return pn_call_fail(c, "limit 'steps' exceeded: more than %llu template nodes",
				    (unsigned long long)x->cx->limits->steps);
	x->steps_left -= count;
	return !x->options.cancelled || !x->options.cancelled(x->options.data) ||
	       pn_fail(x->cx->err, PINTLE_ERR_CANCELLED, "cancelled");
}

bool pn_exec_on_fresh_stack(pn_exec *x, void (*fn)(void *data), void *data)
{
	size_t most = x->cx->limits->arena_bytes / PN_STACK_FRESH_BYTES;
	bool ok;

	if (x->fresh_stacks && x->fresh_stacks >= most)
		return pn_exec_fail_limit(x, "arena_bytes", x->cx->limits->arena_bytes,
					  "bytes for nested templates");
	x->fresh_stacks++;
	ok = pn_stack_run(&x->stack, fn, data);
	x->fresh_stacks--;
	return ok || pn_fail(x->cx->err, PINTLE_ERR_NO_MEMORY, "out of memory");
}

void pn_activation_leave(pn_exec *x)
{
	x->variable_count = x->now->variables;
	x->now = x->now->outer;
	x->nesting--;
}

uint64_t pn_exec_most_nesting(const pintle_limits *limits)
{
	return (uint64_t)limits->depth * LEVELS_PER_DEPTH;
}

bool pn_activation_enter(pn_exec *x, pn_activation *a, const pn_define *define,
			 const pn_value *data)
{
	uint64_t most = pn_exec_most_nesting(x->cx->limits);
	const pn_activation *outer = x->now;

	if (outer && x->nesting > most)
		return pn_exec_fail_limit(x, "depth", most, "nested templates");
	a->outer = x->now;
	a->define = define;
	a->at = a->call = define->root;
	a->variables = x->variable_count;
	x->now = a;
	x->nesting++;
	if (x->nesting > x->effects.deepest)
		x->effects.deepest = x->nesting;
	if (x->trace) {
		a->source = pn_trace_source(x->trace, define->source->name, define->source->text);
		a->frame = pn_marks_frame(x, outer, a);
	}
	if (pn_variable_push(x, x->dollar, data))
		return true;
	pn_activation_leave(x);
	return false;
}

/* Takes the text that was written since `start` off the output, as a string. */
static bool take_text(pn_exec *x, size_t start, uint32_t first_mark, pn_value *out)
{
	pn_str all, text;

	if (!check_out(x))
		return false;
	all = pn_buf_str(&x->out);
	text = pn_str_dup(x->cx->arena, pn_str_slice(all, start, all.len));
	*out = pn_string(text);
	if (x->trace)
		out->marks = pn_marks_cut(x, first_mark, start);
	return !x->cx->arena->failed || pn_fail_memory(x->cx->err, x->cx->arena);
}

bool pn_exec_run_define(pn_exec *exec, const pn_tmpl_set *set, const pn_define *define,
			const pn_value *data, pn_value *out)
{
	return pn_exec_run_text(exec, set, define, NULL, data, out);
}

bool pn_exec_run_text(pn_exec *exec, const pn_tmpl_set *set, const pn_define *define,
		      const pn_value *template, const pn_value *data, pn_value *out)
{
	pn_activation a = { .set = set, .text = template };
	size_t start = exec->out.len;
	uint32_t first_mark = exec->marks.count;
	pn_slab_mark mark;
	bool ok;

	if (!exec->now)
		pn_stack_begin(&exec->stack);
	if (!pn_slab_take(exec, 0, &mark) || !pn_activation_enter(exec, &a, define, data))
		return false;
	ok = pn_walk_list(exec, data, define->root) != PN_FLOW_FAIL;
	ok = take_text(exec, start, first_mark, out) && ok;
	exec->out.len = start;
	exec->marks.count = first_mark;
	pn_activation_leave(exec);
	pn_slab_give(exec, mark);
	return ok;
}

bool pn_exec_run(pn_exec *exec, const pn_tmpl_set *set, pn_str name, const pn_value *data,
		 pn_value *out)
{
	const pn_define *define = pn_tmpl_set_find(set, name);
	pn_buf text;

	if (define)
		return pn_exec_run_define(exec, set, define, data, out);
	/* Helm names the set "gotpl" (Helm: engine.go, render). */
	pn_buf_init(&text, exec->cx->arena);
	pn_buf_lit(&text, "template: no template ");
	pn_buf_quote(&text, name);
	pn_buf_lit(&text, " associated with template \"gotpl\"");
	return pn_fail_str(exec->cx->err, PINTLE_ERR_EXEC, pn_buf_str(&text));
}
