/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/machine.h"

/* What an error says of where it happened. */
typedef struct place {
	pn_where where;
	pn_str name, expr;
	pn_str prefix; /* "template: F:L:C: executing "X" at <E>: " */
} place;

/* Describes the current node (Go: state.errorf, Tree.ErrorContext). */
static place current_place(pn_exec *x)
{
	const pn_activation *a = x->now;
	place p = { .where.file = a->define->source->name, .name = a->define->name };
	pn_buf buf;

	pn_tmpl_locate(a->define->source, a->at->pos, &p.where.line, &p.where.column);
	pn_buf_init(&buf, &x->cx->err->arena);
	pn_node_print(&buf, a->at);
	p.expr = pn_buf_str(&buf);
	pn_buf_init(&buf, &x->cx->err->arena);
	pn_buf_lit(&buf, "template: ");
	pn_buf_add(&buf, p.where.file);
	pn_buf_format(&buf, ":%u:%u: executing ", p.where.line, p.where.column);
	pn_buf_quote(&buf, p.name);
	pn_buf_lit(&buf, " at <");
	pn_buf_add(&buf, p.expr);
	pn_buf_lit(&buf, ">: ");
	p.prefix = pn_buf_str(&buf);
	return p;
}

/* Notes the place in a link and, if it is the innermost one, in the error. */
static void note_place(pn_error *err, pn_link *link, const place *p)
{
	if (!link)
		return;
	link->where = p->where;
	link->where.file = pn_str_dup(&err->arena, p->where.file);
	link->name = pn_str_dup(&err->arena, p->name);
	link->expr = p->expr;
	pn_error_at(err, link->where.file, p->where.line, p->where.column);
}

bool pn_exec_fail_str(pn_exec *x, pintle_status status, pn_str text)
{
	pn_error *err = x->cx->err;
	place p;

	if (pn_error_is_set(err))
		return false;
	pn_failure_begin(x, PN_FAILURE_OTHER, NULL);
	p = current_place(x);
	pn_fail_str(err, status, pn_str_concat(&err->arena, p.prefix, text));
	note_place(err, err->chain, &p);
	return false;
}

bool pn_exec_fail(pn_exec *x, const char *format, ...)
{
	pn_buf buf;
	va_list args;

	pn_buf_init(&buf, &x->cx->err->arena);
	va_start(args, format);
	pn_buf_vformat(&buf, format, args);
	va_end(args);
	return pn_exec_fail_str(x, PINTLE_ERR_EXEC, pn_buf_str(&buf));
}

bool pn_exec_fail_node(pn_exec *x, const char *before, const pn_node *node, const char *after)
{
	pn_buf buf;

	pn_buf_init(&buf, &x->cx->err->arena);
	pn_buf_add(&buf, pn_str_from(before));
	pn_node_print(&buf, node);
	pn_buf_add(&buf, pn_str_from(after));
	return pn_exec_fail_str(x, PINTLE_ERR_EXEC, pn_buf_str(&buf));
}

bool pn_exec_fail_value(pn_exec *x, const char *before, const pn_value *v, const char *after)
{
	pn_buf buf;

	pn_failure_begin(x, PN_FAILURE_VALUE, v);
	pn_buf_init(&buf, &x->cx->err->arena);
	pn_buf_add(&buf, pn_str_from(before));
	pn_format_indirect(&buf, v);
	pn_buf_add(&buf, pn_str_from(after));
	return pn_exec_fail_str(x, PINTLE_ERR_EXEC, pn_buf_str(&buf));
}

bool pn_exec_fail_limit(pn_exec *x, const char *limit, uint64_t bound, const char *what)
{
	pn_buf buf;

	pn_buf_init(&buf, &x->cx->err->arena);
	pn_buf_format(&buf, "limit '%s' exceeded: more than %llu %s", limit,
		      (unsigned long long)bound, what);
	return pn_exec_fail_str(x, PINTLE_ERR_LIMIT, pn_buf_str(&buf));
}

bool pn_exec_wrap_call(pn_exec *x, const char *name)
{
	pn_error *err = x->cx->err;
	place p = current_place(x);
	pn_buf buf;

	pn_buf_init(&buf, &err->arena);
	pn_buf_add(&buf, p.prefix);
	pn_buf_format(&buf, "error calling %s: ", name);
	note_place(err, pn_error_wrap_str(err, pn_buf_str(&buf)), &p);
	return false;
}
