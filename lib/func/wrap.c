/* SPDX-License-Identifier: Apache-2.0 */
/* Breaking long lines at blanks, in bytes (goutils: wordutils.go). */
#include "func/help.h"

typedef struct wrapping {
	size_t width;	  /* bytes a line, at least 1 */
	pn_str separator; /* what is put between lines */
	bool cut_words;	  /* break words that are longer than a line */
} wrapping;

/*
 * Finds where the line that begins s ends: a blank (which is dropped), or `width` when a long word
 * is cut, or the end of s.
 */
static size_t line_end(const wrapping *w, pn_str s)
{
	size_t at = w->width;

	for (size_t i = w->width + 1; i-- > 0;)
		if (s.ptr[i] == ' ')
			return i;
	if (w->cut_words)
		return at;
	while (at < s.len && s.ptr[at] != ' ')
		at++;
	return at;
}

static bool wrap(pn_call *c, const wrapping *w, pn_str s)
{
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	while (s.len > w->width) {
		size_t end;

		if (s.ptr[0] == ' ') {
			s = pn_str_slice(s, 1, s.len);
			continue;
		}
		end = line_end(w, s);
		pn_buf_add(&out, pn_str_slice(s, 0, end));
		if (end < s.len)
			pn_buf_add(&out, w->separator);
		s = pn_str_slice(s, end + (end < s.len && s.ptr[end] == ' '), s.len);
	}
	pn_buf_add(&out, s);
	return pn_ret_buf(c, &out);
}

/* Reads a width; anything below 1 is 1. */
static size_t arg_width(const pn_call *c, uint32_t i)
{
	return pn_arg_int(c, i) < 1 ? 1 : (size_t)pn_arg_int(c, i);
}

static bool fn_wrap(pn_call *c)
{
	wrapping w = { .width = arg_width(c, 0), .separator = PN_STR("\n") };

	return wrap(c, &w, pn_arg_str(c, 1));
}

static bool fn_wrap_with(pn_call *c)
{
	wrapping w = { arg_width(c, 0), pn_arg_str(c, 1), true };

	if (!w.separator.len)
		w.separator = PN_STR("\n");
	return wrap(c, &w, pn_arg_str(c, 2));
}

static const pn_func functions[] = {
	{ "wrap", fn_wrap, "is", PN_FUNC_LINES, "wrap WIDTH STRING",
	  "Break STRING at blanks into lines of at most WIDTH bytes, where words permit." },
	{ "wrapWith", fn_wrap_with, "iss", PN_FUNC_LINES, "wrapWith WIDTH SEPARATOR STRING",
	  "Break STRING into lines of at most WIDTH bytes with SEPARATOR between them." },
};

const pn_func_family pn_family_wrap = { "Wrapping", PN_ROWS(functions), NULL, 0 };
