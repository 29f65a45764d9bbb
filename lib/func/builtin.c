/* SPDX-License-Identifier: Apache-2.0 */
/* The functions that Go's templates bring along (Go: text/template/funcs.go). */
#include "func/help.h"

static bool fn_not(pn_call *c)
{
	return pn_ret_bool(c, !pn_value_truth(pn_arg(c, 0)));
}

/* Returns the name of the type behind a pointer. */
static pn_str pointed_type(const pn_value *v)
{
	pn_str name = pn_value_type_name(v);

	return name.len && name.ptr[0] == '*' ? pn_str_slice(name, 1, name.len) : name;
}

static bool is_nil_pointer(const pn_value *v)
{
	return v->kind == PN_OBJECT && !v->as.object;
}

/* Turns an index argument into a position; up to `len` itself, as Go does (Go: indexArg). */
static bool index_position(pn_call *c, const pn_value *index, size_t len, size_t *out)
{
	int64_t n = index->as.integer; /* a huge unsigned one is negative then, as in Go */

	if (index->kind == PN_NIL)
		return pn_call_fail(c, "cannot index slice/array with nil");
	if (index->kind != PN_INT && index->kind != PN_UINT)
		return pn_call_fail(c, "cannot index slice/array with type %.*s",
				    PN_ARG(pn_value_type_name(index)));
	if (n < 0 || (uint64_t)n > len)
		return pn_call_fail(c, "index out of range: %lld", (long long)n);
	*out = (size_t)n;
	return true;
}

static bool index_list(pn_call *c, pn_value *item, const pn_value *index)
{
	bool boxed =
		item->kind == PN_LIST && pn_type_get((pn_type)item->type)->element == PN_TYPE_NIL;
	size_t at = 0;

	if (!index_position(c, index, item->len, &at))
		return false;
	if (at == item->len)
		return pn_call_fail(c, "reflect: %s index out of range",
				    item->kind == PN_STRING ? "string" : "slice");
	*item = pn_value_at(item, at);
	item->flags = boxed ? PN_VALUE_BOXED : 0;
	return true;
}

static bool index_map(pn_call *c, pn_value *item, const pn_value *index)
{
	pn_type element = (pn_type)pn_type_get((pn_type)item->type)->element;
	const pn_value *found;

	if (index->kind == PN_NIL)
		return pn_call_fail(c, "value is nil; should be of type string");
	if (index->type != PN_TYPE_STRING)
		return pn_call_fail(c, "value has type %.*s; should be string",
				    PN_ARG(pn_value_type_name(index)));
	found = pn_map_get(item->as.map, pn_value_str(index));
	*item = found ? *found : pn_zero_value(element);
	item->flags = element == PN_TYPE_NIL ? PN_VALUE_BOXED : 0;
	return true;
}

static bool fn_index(pn_call *c)
{
	pn_value item = *pn_arg(c, 0);

	if (item.kind == PN_NIL)
		return pn_call_fail(c, "index of untyped nil");
	for (uint32_t i = 1; i < c->argc; i++) {
		bool ok;

		if (item.kind == PN_NIL || is_nil_pointer(&item))
			return pn_call_fail(c, "index of nil pointer");
		if (item.kind == PN_MAP)
			ok = index_map(c, &item, pn_arg(c, i));
		else if (item.kind == PN_LIST || item.kind == PN_BYTES || item.kind == PN_STRING)
			ok = index_list(c, &item, pn_arg(c, i));
		else
			ok = pn_call_fail(c, "can't index item of type %.*s",
					  PN_ARG(pointed_type(&item)));
		if (!ok)
			return false;
	}
	return pn_ret(c, &item);
}

static bool fn_len(pn_call *c)
{
	const pn_value *v = pn_arg(c, 0);
	size_t len;

	if (v->kind == PN_NIL && !(v->flags & PN_VALUE_BOXED))
		return pn_call_fail(c, "reflect: call of reflect.Value.Type on zero Value");
	if (v->kind == PN_NIL || is_nil_pointer(v))
		return pn_call_fail(c, "len of nil pointer");
	if (!pn_value_len(v, &len))
		return pn_call_fail(c, "len of type %.*s", PN_ARG(pointed_type(v)));
	return pn_ret_int(c, (int64_t)len);
}

/* Always fails: no value that a template of Helm's can get hold of is a function. */
static bool fn_call(pn_call *c)
{
	const pn_value *v = pn_arg(c, 0);
	pn_buf text;

	if (v->kind == PN_NIL)
		return pn_call_fail(c, "call of nil");
	pn_buf_init(&text, pn_call_arena(c));
	pn_buf_lit(&text, "non-function ");
	pn_buf_add(&text, pn_call_first_text(c));
	pn_buf_lit(&text, " of type ");
	pn_buf_add(&text, pn_value_type_name(v));
	return pn_fail_str(c->cx->err, PINTLE_ERR_EXEC, pn_buf_str(&text));
}

static bool fn_print(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_format_print(&text, c->args, c->argc);
	return pn_ret_buf(c, &text);
}

static bool fn_println(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_format_println(&text, c->args, c->argc);
	return pn_ret_buf(c, &text);
}

static bool fn_printf(pn_call *c)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_format_printf(&text, pn_arg_str(c, 0), c->args + 1, c->argc - 1);
	return pn_ret_buf(c, &text);
}

static const pn_func functions[] = {
	{ "and", NULL, "vv*", PN_FUNC_LAZY_AND, "and VALUE...",
	  "Return the first VALUE that is false, else the last; what follows is not evaluated." },
	{ "call", fn_call, "vv*", 0, "call FUNCTION VALUE...",
	  "Call a FUNCTION that is a value; charts have none, so this fails." },
	{ "index", fn_index, "vv*", 0, "index VALUE KEY...",
	  "Return the element of a list, map or string under KEY, and so on for more keys." },
	{ "len", fn_len, "v", 0, "len VALUE",
	  "Return the number of elements of a list or map, or of bytes in a string." },
	{ "not", fn_not, "v", 0, "not VALUE", "Return whether VALUE is false." },
	{ "or", NULL, "vv*", PN_FUNC_LAZY_OR, "or VALUE...",
	  "Return the first VALUE that is true, else the last; what follows is not evaluated." },
	{ "print", fn_print, "a*", PN_FUNC_LINES | PN_FUNC_ENCODER | PN_FUNC_PIECES,
	  "print VALUE...",
	  "Join the texts of values, with a blank between two that are no strings." },
	{ "printf", fn_printf, "sa*", PN_FUNC_LINES | PN_FUNC_ENCODER | PN_FUNC_PIECES,
	  "printf FORMAT VALUE...", "Format values as FORMAT says, with Go's verbs." },
	{ "println", fn_println, "a*", PN_FUNC_LINES | PN_FUNC_ENCODER | PN_FUNC_PIECES,
	  "println VALUE...", "Join the texts of values with blanks and end the line." },
};

const pn_func_family pn_family_builtin = { "Go's own", PN_ROWS(functions), NULL, 0 };
