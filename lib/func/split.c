/* SPDX-License-Identifier: Apache-2.0 */
/* Strings to lists and back (Sprig: strings.go; Go: strings.SplitN). */
#include "func/help.h"
#include "base/sort.h"

/* A string that is being split. */
typedef struct splitter {
	pn_str rest, separator;
	int64_t left; /* pieces still to come at most; below 0: no bound */
	bool done;
} splitter;

/* Begins to split; an empty separator splits between all runes. */
static splitter split_begin(pn_str s, pn_str separator, int64_t limit)
{
	bool none = limit == 0 || (!separator.len && !s.len);

	return (splitter){ s, separator, limit, none };
}

/* Finds the next piece; false when there is none. */
static bool split_next(splitter *sp, pn_str *piece)
{
	size_t at = sp->separator.len ? pn_str_find(sp->rest, sp->separator) : PN_NOT_FOUND;

	if (sp->done)
		return false;
	if (!sp->separator.len) {
		pn_utf8_decode(sp->rest, &at);
		if (at == sp->rest.len)
			at = PN_NOT_FOUND;
	}
	if (at == PN_NOT_FOUND || sp->left == 1) {
		*piece = sp->rest;
		sp->done = true;
		return true;
	}
	*piece = pn_str_slice(sp->rest, 0, at);
	sp->rest = pn_str_slice(sp->rest, at + sp->separator.len, sp->rest.len);
	if (sp->left > 0)
		sp->left--;
	return true;
}

/* Returns the pieces under the keys _0, _1 ... */
static bool split_to_map(pn_call *c, splitter sp)
{
	pn_arena *arena = pn_call_arena(c);
	pn_map *map = pn_map_new(arena, 0);
	pn_str piece;

	if (!map)
		return pn_fail_memory(c->cx->err, arena);
	for (unsigned long i = 0; split_next(&sp, &piece); i++) {
		pn_value text = pn_string(piece);

		if (!pn_call_steps(c, 1))
			return false;
		if (!pn_map_set(map, pn_str_format(arena, "_%lu", i), &text))
			return pn_fail_memory(c->cx->err, arena);
	}
	c->result = pn_map_value(PN_TYPE_STRING_MAP, map);
	return true;
}

static bool fn_split(pn_call *c)
{
	return split_to_map(c, split_begin(pn_arg_str(c, 1), pn_arg_str(c, 0), -1));
}

static bool fn_splitn(pn_call *c)
{
	return split_to_map(c, split_begin(pn_arg_str(c, 2), pn_arg_str(c, 0), pn_arg_int(c, 1)));
}

static bool fn_split_list(pn_call *c)
{
	splitter sp = split_begin(pn_arg_str(c, 1), pn_arg_str(c, 0), -1);
	pn_list_builder list;
	pn_str piece;

	pn_list_begin(&list, pn_call_arena(c), 0);
	while (split_next(&sp, &piece)) {
		pn_value text = pn_string(piece);

		pn_list_add(&list, &text);
	}
	return pn_ret_list(c, &list, PN_TYPE_STRINGS);
}

static bool fn_join(pn_call *c)
{
	pn_list_builder list;
	pn_value strings;
	pn_buf out;

	pn_list_begin(&list, pn_call_arena(c), 0);
	pn_add_strings(&list, pn_arg(c, 1));
	strings = pn_list_end(&list, PN_TYPE_STRINGS);
	pn_buf_init(&out, pn_call_arena(c));
	for (uint32_t i = 0; i < strings.len; i++) {
		if (i)
			pn_buf_add(&out, pn_arg_str(c, 0));
		pn_buf_add(&out, pn_value_str(&strings.as.items[i]));
	}
	return pn_ret_buf(c, &out);
}

static bool fn_to_strings(pn_call *c)
{
	pn_list_builder list;

	if (pn_arg(c, 0)->type == PN_TYPE_STRINGS)
		return pn_ret(c, pn_arg(c, 0));
	pn_list_begin(&list, pn_call_arena(c), 0);
	pn_add_strings(&list, pn_arg(c, 0));
	return pn_ret_list(c, &list, PN_TYPE_STRINGS);
}

static int by_text(const void *a, const void *b)
{
	return pn_str_cmp(pn_value_str(a), pn_value_str(b));
}

/* A []string is sorted where it is, as by Sprig: whoever holds it sees the new order. */
static bool fn_sort_alpha(pn_call *c)
{
	pn_value *items;

	if (pn_is_nil(pn_arg(c, 0))) {
		pn_value nothing = pn_string(PN_STR("<nil>"));
		pn_list_builder list;

		pn_list_begin(&list, pn_call_arena(c), 1);
		pn_list_add(&list, &nothing);
		return pn_ret_list(c, &list, PN_TYPE_STRINGS);
	}
	if (!fn_to_strings(c))
		return false;
	items = (pn_value *)(uintptr_t)c->result.as.items;
	if (c->result.len > 1)
		pn_sort(items, c->result.len, sizeof *items, by_text);
	return true;
}

static const pn_func functions[] = {
	{ "join", fn_join, "sa", PN_FUNC_ENCODER | PN_FUNC_PIECES, "join SEPARATOR LIST",
	  "Write the elements of LIST that are not nil with SEPARATOR between them." },
	{ "sortAlpha", fn_sort_alpha, "a", 0, "sortAlpha LIST",
	  "Return the texts of the elements of LIST, sorted bytewise." },
	{ "split", fn_split, "ss", PN_FUNC_SLICES, "split SEPARATOR STRING",
	  "Cut STRING at each SEPARATOR into a dict with the keys _0, _1 and so on." },
	{ "splitList", fn_split_list, "ss", PN_FUNC_SLICES, "splitList SEPARATOR STRING",
	  "Cut STRING at each SEPARATOR into a list of strings." },
	{ "splitn", fn_splitn, "sis", PN_FUNC_SLICES, "splitn SEPARATOR COUNT STRING",
	  "Cut STRING like split, into at most COUNT pieces." },
	{ "toStrings", fn_to_strings, "a", 0, "toStrings LIST",
	  "Return the texts of the elements of LIST that are not nil." },
};

const pn_func_family pn_family_split = { "Strings and lists", PN_ROWS(functions), NULL, 0 };
