/* SPDX-License-Identifier: Apache-2.0 */
/* Marks of texts that show several arguments: printf, join, toJson ... */
#include "exec/machine.h"

enum { MAX_DEPTH = 64 };

/* The search for arguments in a result. */
typedef struct search {
	pn_exec *x;
	pn_str text;	       /* the result's */
	size_t at;	       /* up to here it is explained */
	uint32_t first_origin; /* of what was met; 0: nothing yet */
	bool several;	       /* more than one origin, or marks */
	bool looks;	       /* only look whether it is worth it */
} search;

/* Returns how much of a text stands as it is where it is quoted: up to what is escaped. */
static size_t plain_length(pn_str s)
{
	size_t n = 0;

	while (n < s.len && (unsigned char)s.ptr[n] >= ' ' && !memchr("\"\\<>&", s.ptr[n], 5))
		n++;
	return n;
}

/* Finds a text, or the beginning of one that was escaped, from where the search is. */
static bool find_text(search *s, pn_str what, size_t *at)
{
	pn_str rest = pn_str_slice(s->text, s->at, s->text.len);
	size_t found;

	if (!what.len)
		return false;
	found = pn_str_find(rest, what);
	if (found == PN_NOT_FOUND)
		found = pn_str_find(rest, pn_str_slice(what, 0, plain_length(what)));
	*at = s->at + found;
	return found != PN_NOT_FOUND;
}

/* Marks what stands between two arguments as the function's own. */
static void mark_own(search *s, size_t to)
{
	bool words = false;

	for (size_t i = s->at; i < to && !words; i++)
		words = !memchr(" \t\"'`", s->text.ptr[i], 6);
	if (words || s->at == 0)
		pn_mark_add(s->x, s->at, pn_mark_site(s->x, s->x->now->call, 0, 0));
}

static void visit_leaf(search *s, const pn_value *v)
{
	pn_str what = pn_value_str(v);
	pn_buf buf;
	size_t at;

	if (v->kind != PN_STRING) {
		pn_buf_init(&buf, s->x->cx->arena);
		pn_format_value(&buf, v);
		what = pn_buf_str(&buf);
	}
	if (!find_text(s, what, &at))
		return;
	if (at > s->at)
		mark_own(s, at);
	if (what.len > s->text.len - at)
		what.len = s->text.len - at;
	pn_marks_piece(s->x, s->x->now->call, at, v, 0, what.len);
	s->at = at + what.len;
}

/* Notes whether there is more to tell than one origin. */
static void look(search *s, const pn_value *v)
{
	if (v->kind == PN_STRING && v->marks)
		s->several = true;
	if (v->origin && s->first_origin && v->origin != s->first_origin)
		s->several = true;
	if (v->origin)
		s->first_origin = v->origin;
}

static void visit(search *s, const pn_value *v, uint32_t depth)
{
	const pn_entry *entries;
	size_t count;

	if (s->looks && s->several)
		return;
	if (v->kind == PN_LIST && depth) {
		for (uint32_t i = 0; i < v->len; i++)
			visit(s, &v->as.items[i], depth - 1);
	} else if (v->kind == PN_MAP && depth && v->as.map) {
		entries = pn_map_sorted(v->as.map);
		count = pn_map_count(v->as.map);
		for (size_t i = 0; i < count; i++) {
			pn_value key = pn_string(entries[i].key);

			key.origin = entries[i].value.origin;
			if (!s->looks)
				visit_leaf(s, &key);
			visit(s, &entries[i].value, depth - 1);
		}
	} else if (s->looks) {
		look(s, v);
	} else if (v->kind != PN_NIL && v->kind != PN_OBJECT) {
		visit_leaf(s, v);
	}
}

/* Skips the text of a format up to its next verb, which stands in the result as it is. */
static pn_str skip_literal(search *s, pn_str format)
{
	size_t i = 0;

	for (; i < format.len && s->at < s->text.len; i++, s->at++) {
		if (format.ptr[i] != '%')
			continue;
		if (i + 1 == format.len || format.ptr[i + 1] != '%')
			break;
		i++;
	}
	format = pn_str_slice(format, i, format.len);
	/* A verb: flags, width and so on up to its letter. */
	for (i = 0; i < format.len; i++) {
		char c = format.ptr[i] | 0x20;

		if (c >= 'a' && c <= 'z')
			return pn_str_slice(format, i + 1, format.len);
	}
	return PN_STR_EMPTY;
}

/* printf: what is between the verbs is known. */
static void visit_format(search *s, const pn_call *call)
{
	pn_str format = pn_value_str(&call->args[0]);

	for (uint32_t i = 1; i < call->argc; i++) {
		size_t before = s->at, from;

		format = skip_literal(s, format);
		from = s->at;
		s->at = before;
		if (from > before)
			mark_own(s, from);
		s->at = from;
		visit(s, &call->args[i], MAX_DEPTH);
	}
}

bool pn_marks_pieces(pn_exec *x, const pn_call *call, pn_value *result)
{
	search s = { .x = x, .text = pn_value_str(result), .looks = true };
	uint32_t first = x->marks.count;
	bool is_printf = call->func->params[0] == 's' && call->func->params[1] == 'a' &&
			 call->func->params[2] == '*';

	for (uint32_t i = 0; i < call->argc; i++)
		visit(&s, &call->args[i], MAX_DEPTH);
	if (!s.several && !(s.first_origin && pn_str_find_byte(s.text, '\n') != PN_NOT_FOUND))
		return false;
	s.looks = false;
	if (is_printf)
		visit_format(&s, call);
	for (uint32_t i = 0; i < call->argc && !is_printf; i++)
		visit(&s, &call->args[i], MAX_DEPTH);
	if (s.at < s.text.len && s.at)
		mark_own(&s, s.text.len);
	result->marks = pn_marks_cut(x, first, 0);
	x->marks.count = first;
	return result->marks != 0;
}
