/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists (Sprig: list.go). No function changes its argument. Results are []interface {} whatever
 * was given, except from slice. Unlike a Go slice a list has no room behind its end, so a slice
 * beyond it always fails.
 */
#include "func/help.h"

/* Checks that a value is a list; else fails with "WORDS KIND". */
static bool need_list(pn_call *c, const pn_value *v, const char *words)
{
	pn_str kind = pn_value_kind_name(v);

	if (pn_is_slice(v))
		return pn_call_steps(c, v->len);
	if (pn_is_nil(v))
		return pn_fail_nil(c);
	return pn_call_fail(c, "%s %.*s", words, PN_ARG(kind));
}

/* Adds the elements [from, to) of a list. */
static void add_range(pn_list_builder *out, const pn_value *list, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		pn_value item = pn_value_at(list, i);

		pn_list_add(out, &item);
	}
}

/* Returns the elements [from, to) as a new list. */
static bool ret_range(pn_call *c, const pn_value *list, size_t from, size_t to)
{
	pn_list_builder out;

	pn_list_begin(&out, pn_call_arena(c), to - from);
	add_range(&out, list, from, to);
	return pn_ret_list(c, &out, PN_TYPE_LIST);
}

static bool ret_nil_list(pn_call *c)
{
	c->result = pn_list(PN_TYPE_LIST, NULL, 0);
	return true;
}

static bool fn_append(pn_call *c)
{
	const pn_value *list = pn_arg(c, 0);
	pn_list_builder out;

	if (!need_list(c, list, "Cannot push on type"))
		return false;
	pn_list_begin(&out, pn_call_arena(c), (size_t)list->len + 1);
	add_range(&out, list, 0, list->len);
	pn_list_add(&out, pn_arg(c, 1));
	return pn_ret_list(c, &out, PN_TYPE_LIST);
}

/* Divides two numbers and rounds down; b is not 0. */
static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Negative sizes give what Go's arithmetic with them gives: mostly a panic. */
static bool fn_chunk(pn_call *c)
{
	int64_t size = pn_arg_int(c, 0), count, length;
	const pn_value *list = pn_arg(c, 1);
	pn_list_builder out;

	if (!need_list(c, list, "Cannot chunk type"))
		return false;
	length = list->len;
	count = size ? floor_div(length - 1, size) + 1 : -1;
	pn_list_begin(&out, pn_call_arena(c), 0);
	for (int64_t i = 0; i < count; i++) {
		int64_t n = i == count - 1 && length % size ? length % size : size;
		pn_list_builder part;
		pn_value chunk;

		if (n < 0)
			count = -1;
		else {
			pn_list_begin(&part, pn_call_arena(c), (size_t)n);
			add_range(&part, list, (size_t)(i * size), (size_t)(i * size + n));
			chunk = pn_list_end(&part, PN_TYPE_LIST);
			pn_list_add(&out, &chunk);
		}
	}
	if (count < 0)
		return pn_call_fail(c, "runtime error: makeslice: len out of range");
	return pn_ret_list(c, &out, PN_TYPE_LISTS);
}

static bool fn_compact(pn_call *c)
{
	const pn_value *list = pn_arg(c, 0);
	pn_list_builder out;

	if (!need_list(c, list, "Cannot compact on type"))
		return false;
	pn_list_begin(&out, pn_call_arena(c), 0);
	for (size_t i = 0; i < list->len; i++) {
		pn_value item = pn_value_at(list, i);

		if (!pn_value_empty(&item))
			pn_list_add(&out, &item);
	}
	return pn_ret_list(c, &out, PN_TYPE_LIST);
}

static bool fn_concat(pn_call *c)
{
	pn_list_builder out;

	pn_list_begin(&out, pn_call_arena(c), 0);
	for (uint32_t i = 0; i < c->argc; i++) {
		const pn_value *list = pn_arg(c, i);
		pn_str kind = pn_value_kind_name(list);

		if (pn_is_nil(list))
			return pn_fail_nil(c);
		if (!pn_is_slice(list))
			return pn_call_fail(c, "Cannot concat type %.*s as list", PN_ARG(kind));
		if (!pn_call_steps(c, list->len))
			return false;
		add_range(&out, list, 0, list->len);
	}
	return out.count ? pn_ret_list(c, &out, PN_TYPE_LIST) : ret_nil_list(c);
}

static bool fn_first(pn_call *c)
{
	const pn_value *list = pn_arg(c, 0);

	if (!need_list(c, list, "Cannot find first on type"))
		return false;
	if (list->len)
		c->result = pn_value_at(list, 0);
	return true;
}

static bool fn_last(pn_call *c)
{
	const pn_value *list = pn_arg(c, 0);

	if (!need_list(c, list, "Cannot find last on type"))
		return false;
	if (list->len)
		c->result = pn_value_at(list, list->len - 1);
	return true;
}

/* Looks for an equal value among `count` ones; steps running out is an error, too. */
static bool find_equal(pn_call *c, const pn_value *v, const pn_value *among, size_t count,
		       bool *found)
{
	*found = false;
	for (size_t i = 0; i < count && !*found; i++) {
		if (!pn_call_steps(c, 1))
			return false;
		*found = pn_value_deep_equal(v, &among[i], PN_VALUE_MAX_DEPTH);
	}
	return true;
}

static bool fn_has(pn_call *c)
{
	const pn_value *list = pn_arg(c, 1);

	if (pn_is_nil(list))
		return pn_ret_bool(c, false);
	if (!need_list(c, list, "Cannot find has on type"))
		return false;
	for (size_t i = 0; i < list->len; i++) {
		pn_value item = pn_value_at(list, i);

		if (pn_value_deep_equal(pn_arg(c, 0), &item, PN_VALUE_MAX_DEPTH))
			return pn_ret_bool(c, true);
	}
	return pn_ret_bool(c, false);
}

static bool fn_initial(pn_call *c)
{
	const pn_value *list = pn_arg(c, 0);

	if (!need_list(c, list, "Cannot find initial on type"))
		return false;
	return list->len ? ret_range(c, list, 0, list->len - 1) : ret_nil_list(c);
}

static bool fn_list(pn_call *c)
{
	pn_list_builder out;

	pn_list_begin(&out, pn_call_arena(c), c->argc);
	for (uint32_t i = 0; i < c->argc; i++)
		pn_list_add(&out, pn_arg(c, i));
	return pn_ret_list(c, &out, PN_TYPE_LIST);
}

static bool fn_prepend(pn_call *c)
{
	const pn_value *list = pn_arg(c, 0);
	pn_list_builder out;

	if (!need_list(c, list, "Cannot prepend on type"))
		return false;
	pn_list_begin(&out, pn_call_arena(c), (size_t)list->len + 1);
	pn_list_add(&out, pn_arg(c, 1));
	add_range(&out, list, 0, list->len);
	return pn_ret_list(c, &out, PN_TYPE_LIST);
}

static bool fn_rest(pn_call *c)
{
	const pn_value *list = pn_arg(c, 0);

	if (!need_list(c, list, "Cannot find rest on type"))
		return false;
	return list->len ? ret_range(c, list, 1, list->len) : ret_nil_list(c);
}

static bool fn_reverse(pn_call *c)
{
	const pn_value *list = pn_arg(c, 0);
	pn_list_builder out;

	if (!need_list(c, list, "Cannot find reverse on type"))
		return false;
	pn_list_begin(&out, pn_call_arena(c), list->len);
	for (size_t i = list->len; i-- > 0;)
		add_range(&out, list, i, i + 1);
	return pn_ret_list(c, &out, PN_TYPE_LIST);
}

static bool fn_slice(pn_call *c)
{
	const pn_value *list = pn_arg(c, 0);
	int64_t from, to;

	if (!need_list(c, list, "list should be type of slice or array but"))
		return false;
	if (!list->len)
		return true;
	from = c->argc > 1 ? pn_cast_int64(pn_arg(c, 1)) : 0;
	to = c->argc > 2 ? pn_cast_int64(pn_arg(c, 2)) : (int64_t)list->len;
	if (from < 0 || to < from || to > (int64_t)list->len)
		return pn_call_fail(c, "reflect.Value.Slice: slice index out of bounds");
	c->result = *list;
	c->result.len = (uint32_t)(to - from);
	if (list->kind == PN_LIST)
		c->result.as.items += from;
	else
		c->result.as.text += from;
	return true;
}

static bool fn_uniq(pn_call *c)
{
	const pn_value *list = pn_arg(c, 0);
	pn_list_builder out;

	if (!need_list(c, list, "Cannot find uniq on type"))
		return false;
	pn_list_begin(&out, pn_call_arena(c), list->len);
	for (size_t i = 0; i < list->len && !out.arena->failed; i++) {
		pn_value item = pn_value_at(list, i);
		bool there;

		if (!find_equal(c, &item, out.items, out.count, &there))
			return false;
		if (!there)
			pn_list_add(&out, &item);
	}
	return pn_ret_list(c, &out, PN_TYPE_LIST);
}

static bool fn_without(pn_call *c)
{
	const pn_value *list = pn_arg(c, 0);
	pn_list_builder out;

	if (!need_list(c, list, "Cannot find without on type"))
		return false;
	pn_list_begin(&out, pn_call_arena(c), 0);
	for (size_t i = 0; i < list->len; i++) {
		pn_value item = pn_value_at(list, i);
		bool omit;

		if (!find_equal(c, &item, c->args + 1, c->argc - 1, &omit))
			return false;
		if (!omit)
			pn_list_add(&out, &item);
	}
	return pn_ret_list(c, &out, PN_TYPE_LIST);
}

static const pn_func functions[] = {
	{ "append", fn_append, "aa", 0, "append LIST VALUE",
	  "Return a new list with VALUE at the end of LIST." },
	{ "chunk", fn_chunk, "ia", 0, "chunk SIZE LIST",
	  "Cut LIST into lists of SIZE elements; the last one may be shorter." },
	{ "compact", fn_compact, "a", 0, "compact LIST",
	  "Return the elements of LIST that are not empty." },
	{ "concat", fn_concat, "a*", 0, "concat LIST...", "Join lists into a new one." },
	{ "first", fn_first, "a", 0, "first LIST",
	  "Return the first element of LIST, or nil when there is none." },
	{ "has", fn_has, "aa", 0, "has VALUE LIST", "Say whether LIST has VALUE." },
	{ "initial", fn_initial, "a", 0, "initial LIST",
	  "Return all elements of LIST but the last." },
	{ "last", fn_last, "a", 0, "last LIST",
	  "Return the last element of LIST, or nil when there is none." },
	{ "list", fn_list, "a*", 0, "list VALUE...", "Make a list of values." },
	{ "mustAppend", fn_append, "aa", 0, "mustAppend LIST VALUE", "Do what append does." },
	{ "mustChunk", fn_chunk, "ia", 0, "mustChunk SIZE LIST", "Do what chunk does." },
	{ "mustCompact", fn_compact, "a", 0, "mustCompact LIST", "Do what compact does." },
	{ "mustFirst", fn_first, "a", 0, "mustFirst LIST", "Do what first does." },
	{ "mustHas", fn_has, "aa", 0, "mustHas VALUE LIST", "Do what has does." },
	{ "mustInitial", fn_initial, "a", 0, "mustInitial LIST", "Do what initial does." },
	{ "mustLast", fn_last, "a", 0, "mustLast LIST", "Do what last does." },
	{ "mustPrepend", fn_prepend, "aa", 0, "mustPrepend LIST VALUE", "Do what prepend does." },
	{ "mustPush", fn_append, "aa", 0, "mustPush LIST VALUE", "Do what append does." },
	{ "mustRest", fn_rest, "a", 0, "mustRest LIST", "Do what rest does." },
	{ "mustReverse", fn_reverse, "a", 0, "mustReverse LIST", "Do what reverse does." },
	{ "mustSlice", fn_slice, "aa*", 0, "mustSlice LIST [FROM [TO]]", "Do what slice does." },
	{ "mustUniq", fn_uniq, "a", 0, "mustUniq LIST", "Do what uniq does." },
	{ "mustWithout", fn_without, "aa*", 0, "mustWithout LIST VALUE...",
	  "Do what without does." },
	{ "prepend", fn_prepend, "aa", 0, "prepend LIST VALUE",
	  "Return a new list with VALUE before LIST." },
	{ "push", fn_append, "aa", 0, "push LIST VALUE", "Do what append does." },
	{ "rest", fn_rest, "a", 0, "rest LIST", "Return all elements of LIST but the first." },
	{ "reverse", fn_reverse, "a", 0, "reverse LIST",
	  "Return the elements of LIST in reverse order." },
	{ "slice", fn_slice, "aa*", 0, "slice LIST [FROM [TO]]",
	  "Return the elements of LIST from FROM up to, but not including, TO." },
	{ "tuple", fn_list, "a*", 0, "tuple VALUE...", "Do what list does." },
	{ "uniq", fn_uniq, "a", 0, "uniq LIST",
	  "Return LIST without the elements that equal an earlier one." },
	{ "without", fn_without, "aa*", 0, "without LIST VALUE...",
	  "Return LIST without the elements that equal one of the values." },
};

const pn_func_family pn_family_list = { "Lists", PN_ROWS(functions), NULL, 0 };
