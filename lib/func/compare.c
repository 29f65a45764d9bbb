/* SPDX-License-Identifier: Apache-2.0 */
/* Comparison as Go's templates have it (Go: text/template/funcs.go). */
#include "func/help.h"

/* Deep enough for every struct that a template can meet. */
enum { STRUCT_DEPTH = 8 };

/* The kinds that can be compared with themselves (Go: basicKind); 0 for all others. */
static pn_kind basic_kind(const pn_value *v)
{
	switch ((pn_kind)v->kind) {
	case PN_BOOL:
	case PN_INT:
	case PN_UINT:
	case PN_FLOAT:
	case PN_COMPLEX:
	case PN_STRING:
		return (pn_kind)v->kind;
	default:
		return PN_NIL;
	}
}

static bool fail_kinds(pn_call *c, const pn_value *a, const pn_value *b)
{
	if (pn_call_old_texts(c))
		return pn_call_fail(c, "incompatible types for comparison");
	return pn_call_fail(c, "incompatible types for comparison: %.*s and %.*s",
			    PN_ARG(pn_value_type_name(a)), PN_ARG(pn_value_type_name(b)));
}

/* Fails with a text of Go's fmt; the arguments are four at most. */
static bool fail_format(pn_call *c, pn_str format, const pn_value *args, size_t count)
{
	pn_buf text;

	pn_buf_init(&text, pn_call_arena(c));
	pn_format_printf(&text, format, args, count);
	return pn_fail_str(c->cx->err, PINTLE_ERR_EXEC, pn_buf_str(&text));
}

static bool is_nil_of_its_type(const pn_value *v)
{
	switch ((pn_kind)v->kind) {
	case PN_NIL:
		return true;
	case PN_MAP:
		return !v->as.map;
	case PN_LIST:
		return !v->as.items;
	case PN_BYTES:
		return !v->as.text;
	case PN_OBJECT:
		return !v->as.object;
	default:
		return false;
	}
}

/* Compares what has no basic kind: pointers by address, structs by their fields, or with nil. */
static bool equal_others(pn_call *c, const pn_value *a, const pn_value *b, bool *truth)
{
	pn_str kind_a = pn_value_kind_name(a), kind_b = pn_value_kind_name(b);
	pn_value type_a = pn_string(pn_value_type_name(a));
	pn_value type_b = pn_string(pn_value_type_name(b));

	if (a->kind != PN_NIL && b->kind != PN_NIL && !pn_str_eq(kind_a, kind_b)) {
		pn_value args[] = { *a, type_a, type_b, *b };

		return fail_format(c, PN_STR("non-comparable types %s: %v, %s: %v"), args, 4);
	}
	if (is_nil_of_its_type(a) || is_nil_of_its_type(b)) {
		*truth = is_nil_of_its_type(a) == is_nil_of_its_type(b);
		return true;
	}
	if (b->kind != PN_OBJECT || b->type == PN_TYPE_CHART_MD) {
		pn_value args[] = { *b, type_b };

		return fail_format(c, PN_STR("non-comparable type %s: %v"), args, 2);
	}
	*truth = a->type == b->type &&
		 (a->as.object == b->as.object ||
		  (pn_str_is(kind_b, "struct") && pn_value_deep_equal(a, b, STRUCT_DEPTH)));
	return true;
}

static bool equal_basic(const pn_value *a, const pn_value *b)
{
	switch ((pn_kind)a->kind) {
	case PN_BOOL:
		return a->as.boolean == b->as.boolean;
	case PN_FLOAT:
		return a->as.number == b->as.number;
	case PN_COMPLEX:
		return a->as.complex[0] == b->as.complex[0] && a->as.complex[1] == b->as.complex[1];
	case PN_STRING:
		return pn_str_eq(pn_value_str(a), pn_value_str(b));
	default:
		return a->as.uinteger == b->as.uinteger;
	}
}

/* Compares one pair (Go: eq's loop body). */
static bool equal(pn_call *c, const pn_value *a, const pn_value *b, bool *truth)
{
	pn_kind kind_a = basic_kind(a), kind_b = basic_kind(b);

	*truth = false;
	if (kind_a == kind_b && kind_a == PN_NIL)
		return equal_others(c, a, b, truth);
	if (kind_a == kind_b)
		*truth = equal_basic(a, b);
	else if (kind_a == PN_INT && kind_b == PN_UINT)
		*truth = a->as.integer >= 0 && a->as.uinteger == b->as.uinteger;
	else if (kind_a == PN_UINT && kind_b == PN_INT)
		*truth = b->as.integer >= 0 && a->as.uinteger == b->as.uinteger;
	else if (a->kind != PN_NIL && b->kind != PN_NIL)
		return fail_kinds(c, a, b);
	return true;
}

static bool less_basic(const pn_value *a, const pn_value *b)
{
	switch ((pn_kind)a->kind) {
	case PN_INT:
		return a->as.integer < b->as.integer;
	case PN_UINT:
		return a->as.uinteger < b->as.uinteger;
	case PN_FLOAT:
		return a->as.number < b->as.number;
	default:
		return pn_str_cmp(pn_value_str(a), pn_value_str(b)) < 0;
	}
}

/* Orders one pair (Go: lt). */
static bool less(pn_call *c, const pn_value *a, const pn_value *b, bool *truth)
{
	pn_kind kind_a = basic_kind(a), kind_b = basic_kind(b);

	if (kind_a == PN_NIL || kind_b == PN_NIL)
		return pn_call_fail(c, "invalid type for comparison");
	if (kind_a == PN_INT && kind_b == PN_UINT)
		*truth = a->as.integer < 0 || a->as.uinteger < b->as.uinteger;
	else if (kind_a == PN_UINT && kind_b == PN_INT)
		*truth = b->as.integer >= 0 && a->as.uinteger < b->as.uinteger;
	else if (kind_a != kind_b)
		return fail_kinds(c, a, b);
	else if (kind_a == PN_BOOL || kind_a == PN_COMPLEX)
		return pn_call_fail(c, "invalid type for comparison");
	else
		*truth = less_basic(a, b);
	return true;
}

static bool fn_eq(pn_call *c)
{
	bool truth = false;

	if (c->argc < 2)
		return pn_call_fail(c, "missing argument for comparison");
	for (uint32_t i = 1; i < c->argc && !truth; i++) {
		if (!equal(c, pn_arg(c, 0), pn_arg(c, i), &truth))
			return false;
	}
	return pn_ret_bool(c, truth);
}

static bool fn_ne(pn_call *c)
{
	bool truth = false;

	return equal(c, pn_arg(c, 0), pn_arg(c, 1), &truth) && pn_ret_bool(c, !truth);
}

static bool fn_lt(pn_call *c)
{
	bool truth = false;

	return less(c, pn_arg(c, 0), pn_arg(c, 1), &truth) && pn_ret_bool(c, truth);
}

/* Go asks for less first, then for equal: a NaN is neither. */
static bool less_or_equal(pn_call *c, bool *truth)
{
	if (!less(c, pn_arg(c, 0), pn_arg(c, 1), truth))
		return false;
	return *truth || equal(c, pn_arg(c, 0), pn_arg(c, 1), truth);
}

static bool fn_le(pn_call *c)
{
	bool truth = false;

	return less_or_equal(c, &truth) && pn_ret_bool(c, truth);
}

static bool fn_gt(pn_call *c)
{
	bool truth = false;

	return less_or_equal(c, &truth) && pn_ret_bool(c, !truth);
}

static bool fn_ge(pn_call *c)
{
	bool truth = false;

	return less(c, pn_arg(c, 0), pn_arg(c, 1), &truth) && pn_ret_bool(c, !truth);
}

static const pn_func functions[] = {
	{ "eq", fn_eq, "vv*", 0, "eq VALUE OTHER...",
	  "Say whether VALUE equals one of the others." },
	{ "ge", fn_ge, "vv", 0, "ge A B", "Say whether A is at least B." },
	{ "gt", fn_gt, "vv", 0, "gt A B", "Say whether A is greater than B." },
	{ "le", fn_le, "vv", 0, "le A B", "Say whether A is at most B." },
	{ "lt", fn_lt, "vv", 0, "lt A B", "Say whether A is less than B." },
	{ "ne", fn_ne, "vv", 0, "ne A B", "Say whether A and B differ." },
};

const pn_func_family pn_family_compare = { "Comparison", PN_ROWS(functions), NULL, 0 };
