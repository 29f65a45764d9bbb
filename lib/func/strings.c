/* SPDX-License-Identifier: Apache-2.0 */
/* Strings: searching, trimming, replacing, indenting. Bytes unless said (Sprig: strings.go). */
#include "base/run.h"
#include "func/help.h"

static bool fn_contains(pn_call *c)
{
	return pn_ret_bool(c, pn_str_find(pn_arg_str(c, 1), pn_arg_str(c, 0)) != PN_NOT_FOUND);
}

static bool fn_has_prefix(pn_call *c)
{
	return pn_ret_bool(c, pn_str_starts(pn_arg_str(c, 1), pn_arg_str(c, 0)));
}

static bool fn_has_suffix(pn_call *c)
{
	return pn_ret_bool(c, pn_str_ends(pn_arg_str(c, 1), pn_arg_str(c, 0)));
}

static bool fn_hello(pn_call *c)
{
	return pn_ret_str(c, PN_STR("Hello!"));
}

/* Appends s, every line of it after `width` blanks, to what `out` holds. */
static bool indent_into(pn_call *c, pn_buf *out, int64_t width, pn_str s)
{
	const char *at = s.ptr, *end = s.ptr + s.len;
	size_t blanks = (size_t)width;
	char *to;

	if (width < 0)
		return pn_call_fail(c, "strings: negative Repeat count");
	do {
		/* Room for all that is left and one indentation; mostly it is there. */
		size_t left = (size_t)(end - at) + PN_RUN_SLACK;

		to = pn_buf_room(out, blanks > SIZE_MAX / 4 ? SIZE_MAX : blanks + left);
		if (!to)
			break;
		to = pn_run_put_blanks(to, blanks);
		out->len += blanks;
		if (at == end)
			break;
		out->len += (size_t)(pn_run_copy_line(to, &at, end) - to);
	} while (at[-1] == '\n');
	return pn_ret_buf(c, out);
}

static bool fn_indent(pn_call *c)
{
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	return indent_into(c, &out, pn_arg_int(c, 0), pn_arg_str(c, 1));
}

static bool fn_nindent(pn_call *c)
{
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	pn_buf_byte(&out, '\n');
	return indent_into(c, &out, pn_arg_int(c, 0), pn_arg_str(c, 1));
}

static bool fn_lower(pn_call *c)
{
	return pn_ret_str(c, pn_str_to_lower(pn_call_arena(c), pn_arg_str(c, 0)));
}

static bool fn_upper(pn_call *c)
{
	return pn_ret_str(c, pn_str_to_upper(pn_call_arena(c), pn_arg_str(c, 0)));
}

static bool fn_plural(pn_call *c)
{
	return pn_ret_str(c, pn_arg_str(c, pn_arg_int(c, 2) == 1 ? 0 : 1));
}

/* The longest string that Go can make; beyond it there is a panic, not a lack of memory. */
static const size_t go_max_alloc = (size_t)1 << 48;

static bool fn_repeat(pn_call *c)
{
	int64_t count = pn_arg_int(c, 0);
	pn_str s = pn_arg_str(c, 1);
	size_t total;
	pn_buf out;

	if (count < 0)
		return pn_call_fail(c, "strings: negative Repeat count");
	if (!pn_size_mul(&total, s.len, (size_t)count) || total > INT64_MAX)
		return pn_call_fail(c, "strings: Repeat output length overflow");
	if (total > go_max_alloc)
		return pn_call_fail(c, "runtime error: makeslice: len out of range");
	if (!total)
		return pn_ret_str(c, PN_STR_EMPTY);
	pn_buf_init(&out, pn_call_arena(c));
	if (!pn_buf_reserve(&out, total))
		return pn_ret_buf(c, &out);
	while (count--)
		pn_buf_add(&out, s);
	return pn_ret_buf(c, &out);
}

/* Puts `insert` before every rune and at the end (Go: strings.Replace with an empty old). */
static bool insert_between(pn_call *c, pn_str insert, pn_str s)
{
	pn_buf out;
	size_t width;

	pn_buf_init(&out, pn_call_arena(c));
	while (s.len) {
		pn_buf_add(&out, insert);
		pn_utf8_decode(s, &width);
		pn_buf_add(&out, pn_str_slice(s, 0, width));
		s = pn_str_slice(s, width, s.len);
	}
	pn_buf_add(&out, insert);
	return pn_ret_buf(c, &out);
}

static bool fn_replace(pn_call *c)
{
	pn_str old = pn_arg_str(c, 0), new = pn_arg_str(c, 1), s = pn_arg_str(c, 2);

	if (!old.len)
		return insert_between(c, new, s);
	return pn_ret_str(c, pn_str_replace(pn_call_arena(c), s, old, new));
}

static bool fn_trim(pn_call *c)
{
	return pn_ret_str(c, pn_str_trim_space(pn_arg_str(c, 0)));
}

/* Says whether a rune is in the set; bad bytes all count as U+FFFD. */
static bool has_rune(pn_str set, uint32_t rune)
{
	while (set.len)
		if (pn_utf8_next(&set) == rune)
			return true;
	return false;
}

static bool fn_trim_all(pn_call *c)
{
	pn_str set = pn_arg_str(c, 0), s = pn_arg_str(c, 1);
	size_t width;

	while (s.len && has_rune(set, pn_utf8_decode(s, &width)))
		s = pn_str_slice(s, width, s.len);
	while (s.len && has_rune(set, pn_utf8_decode_last(s, &width)))
		s.len -= width;
	return pn_ret_str(c, s);
}

static bool fn_trim_prefix(pn_call *c)
{
	pn_str prefix = pn_arg_str(c, 0), s = pn_arg_str(c, 1);

	return pn_ret_str(c, pn_str_starts(s, prefix) ? pn_str_slice(s, prefix.len, s.len) : s);
}

static bool fn_trim_suffix(pn_call *c)
{
	pn_str suffix = pn_arg_str(c, 0), s = pn_arg_str(c, 1);

	return pn_ret_str(c, pn_str_ends(s, suffix) ? pn_str_slice(s, 0, s.len - suffix.len) : s);
}

static const pn_func functions[] = {
	{ "contains", fn_contains, "ss", 0, "contains PART STRING",
	  "Say whether PART occurs in STRING." },
	{ "hasPrefix", fn_has_prefix, "ss", 0, "hasPrefix PREFIX STRING",
	  "Say whether STRING begins with PREFIX." },
	{ "hasSuffix", fn_has_suffix, "ss", 0, "hasSuffix SUFFIX STRING",
	  "Say whether STRING ends with SUFFIX." },
	{ "hello", fn_hello, "", 0, "hello", "Return the text Hello!." },
	{ "indent", fn_indent, "is", PN_FUNC_LINES, "indent WIDTH STRING",
	  "Put WIDTH blanks before every line of STRING, empty ones too." },
	{ "lower", fn_lower, "s", PN_FUNC_LINES, "lower STRING", "Make STRING lower case." },
	{ "nindent", fn_nindent, "is", PN_FUNC_LINES, "nindent WIDTH STRING",
	  "Put a newline before STRING, and WIDTH blanks before every line of it." },
	{ "plural", fn_plural, "ssi", 0, "plural ONE MANY COUNT",
	  "Return ONE when COUNT is 1, else MANY." },
	{ "repeat", fn_repeat, "is", PN_FUNC_LINES, "repeat COUNT STRING",
	  "Write STRING COUNT times." },
	{ "replace", fn_replace, "sss", PN_FUNC_LINES, "replace OLD NEW STRING",
	  "Replace every OLD in STRING by NEW; an empty OLD stands between all characters." },
	{ "trim", fn_trim, "s", PN_FUNC_LINES, "trim STRING",
	  "Remove white space from both ends of STRING." },
	{ "trimAll", fn_trim_all, "ss", PN_FUNC_LINES, "trimAll SET STRING",
	  "Remove the characters of SET from both ends of STRING." },
	{ "trimPrefix", fn_trim_prefix, "ss", PN_FUNC_LINES, "trimPrefix PREFIX STRING",
	  "Remove PREFIX from the start of STRING, once." },
	{ "trimSuffix", fn_trim_suffix, "ss", PN_FUNC_LINES, "trimSuffix SUFFIX STRING",
	  "Remove SUFFIX from the end of STRING, once." },
	{ "trimall", fn_trim_all, "ss", PN_FUNC_LINES, "trimall SET STRING",
	  "Do what trimAll does, under its older name." },
	{ "upper", fn_upper, "s", PN_FUNC_LINES, "upper STRING", "Make STRING upper case." },
};

const pn_func_family pn_family_strings = { "Strings", PN_ROWS(functions), NULL, 0 };
