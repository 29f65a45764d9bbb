/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regular expressions (Sprig: regex.go). The must... functions fail with the pattern's error, the
 * others with that of Go's MustCompile; regexMatch takes a bad pattern for one that does not match.
 */
#include "func/help.h"
#include "regex/regex.h"

/* Says whether the error is the pattern's own, not one of limits or memory. */
static bool is_pattern_error(const pn_call *c)
{
	return c->cx->err->status == PINTLE_ERR_EXEC;
}

/* Puts Go's words for a failed MustCompile before the pattern's error; returns false. */
static bool fail_compile(pn_call *c, pn_str pattern)
{
	pn_buf text;

	if (!is_pattern_error(c))
		return false;
	pn_buf_init(&text, pn_call_arena(c));
	pn_buf_lit(&text, "regexp: Compile(");
	if (pn_str_can_backquote(pattern)) {
		pn_buf_byte(&text, '`');
		pn_buf_add(&text, pattern);
		pn_buf_byte(&text, '`');
	} else {
		pn_buf_quote(&text, pattern);
	}
	pn_buf_lit(&text, "): ");
	pn_error_wrap_str(c->cx->err, pn_buf_str(&text));
	return false;
}

/* Compiles the first argument; `must` is for the functions whose names begin so. */
static bool compile(pn_call *c, bool must, const pn_regex **re)
{
	pn_str pattern = pn_arg_str(c, 0);

	return pn_regex_compile(c->cx, pattern, re) || (!must && fail_compile(c, pattern));
}

static bool fn_must_regex_match(pn_call *c)
{
	const pn_regex *re;
	bool matched;

	return compile(c, true, &re) && pn_regex_match(c->cx, re, pn_arg_str(c, 1), &matched) &&
	       pn_ret_bool(c, matched);
}

static bool fn_regex_match(pn_call *c)
{
	if (fn_must_regex_match(c))
		return true;
	if (!is_pattern_error(c))
		return false;
	pn_error_clear(c->cx->err);
	return pn_ret_bool(c, false);
}

static bool find(pn_call *c, bool must)
{
	const pn_regex *re;
	pn_str found;

	return compile(c, must, &re) && pn_regex_find(c->cx, re, pn_arg_str(c, 1), &found) &&
	       pn_ret_str(c, found);
}

static bool fn_regex_find(pn_call *c)
{
	return find(c, false);
}

static bool fn_must_regex_find(pn_call *c)
{
	return find(c, true);
}

/* Sets the strings as the result, a []string; items is NULL for Go's nil slice. */
static bool ret_strings(pn_call *c, const pn_regex_list *strings)
{
	pn_list_builder list;

	if (!strings->items) {
		c->result = pn_list(PN_TYPE_STRINGS, NULL, 0);
		return true;
	}
	pn_list_begin(&list, pn_call_arena(c), strings->count);
	for (size_t i = 0; i < strings->count; i++) {
		pn_value item = pn_string(strings->items[i]);

		pn_list_add(&list, &item);
	}
	return pn_ret_list(c, &list, PN_TYPE_STRINGS);
}

static bool find_all(pn_call *c, bool must)
{
	const pn_regex *re;
	pn_regex_list found;

	return compile(c, must, &re) &&
	       pn_regex_find_all(c->cx, re, pn_arg_str(c, 1), pn_arg_int(c, 2), &found) &&
	       ret_strings(c, &found);
}

static bool fn_regex_find_all(pn_call *c)
{
	return find_all(c, false);
}

static bool fn_must_regex_find_all(pn_call *c)
{
	return find_all(c, true);
}

static bool split(pn_call *c, bool must)
{
	const pn_regex *re;
	pn_regex_list pieces;

	return compile(c, must, &re) &&
	       pn_regex_split(c->cx, re, pn_arg_str(c, 1), pn_arg_int(c, 2), &pieces) &&
	       ret_strings(c, &pieces);
}

static bool fn_regex_split(pn_call *c)
{
	return split(c, false);
}

static bool fn_must_regex_split(pn_call *c)
{
	return split(c, true);
}

static bool replace(pn_call *c, bool must)
{
	const pn_regex *re;
	pn_str text;

	return compile(c, must, &re) &&
	       pn_regex_replace(c->cx, re, pn_arg_str(c, 1), pn_arg_str(c, 2), &text) &&
	       pn_ret_str(c, text);
}

static bool fn_regex_replace_all(pn_call *c)
{
	return replace(c, false);
}

static bool fn_must_regex_replace_all(pn_call *c)
{
	return replace(c, true);
}

static bool replace_literal(pn_call *c, bool must)
{
	const pn_regex *re;
	pn_str text;

	return compile(c, must, &re) &&
	       pn_regex_replace_literal(c->cx, re, pn_arg_str(c, 1), pn_arg_str(c, 2), &text) &&
	       pn_ret_str(c, text);
}

static bool fn_regex_replace_all_literal(pn_call *c)
{
	return replace_literal(c, false);
}

static bool fn_must_regex_replace_all_literal(pn_call *c)
{
	return replace_literal(c, true);
}

static bool fn_regex_quote_meta(pn_call *c)
{
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	pn_regex_quote(&out, pn_arg_str(c, 0));
	return pn_ret_buf(c, &out);
}

static const pn_func functions[] = {
	{ "mustRegexFind", fn_must_regex_find, "ss", PN_FUNC_LINES, "mustRegexFind REGEX STRING",
	  "Return the first match of REGEX in STRING, or an empty string." },
	{ "mustRegexFindAll", fn_must_regex_find_all, "ssi", PN_FUNC_SLICES,
	  "mustRegexFindAll REGEX STRING N",
	  "Return a list of at most N matches of REGEX in STRING, all when N is negative." },
	{ "mustRegexMatch", fn_must_regex_match, "ss", 0, "mustRegexMatch REGEX STRING",
	  "Say whether STRING contains a match of REGEX." },
	{ "mustRegexReplaceAll", fn_must_regex_replace_all, "sss", PN_FUNC_LINES,
	  "mustRegexReplaceAll REGEX STRING TEMPLATE",
	  "Replace each match of REGEX in STRING by TEMPLATE, where ${1} is the first group." },
	{ "mustRegexReplaceAllLiteral", fn_must_regex_replace_all_literal, "sss", PN_FUNC_LINES,
	  "mustRegexReplaceAllLiteral REGEX STRING TEXT",
	  "Replace each match of REGEX in STRING by TEXT as it stands." },
	{ "mustRegexSplit", fn_must_regex_split, "ssi", PN_FUNC_SLICES,
	  "mustRegexSplit REGEX STRING N",
	  "Cut STRING at matches of REGEX into at most N pieces, all when N is negative." },
	{ "regexFind", fn_regex_find, "ss", PN_FUNC_LINES, "regexFind REGEX STRING",
	  "Return the first match of REGEX in STRING, or an empty string." },
	{ "regexFindAll", fn_regex_find_all, "ssi", PN_FUNC_SLICES, "regexFindAll REGEX STRING N",
	  "Return a list of at most N matches of REGEX in STRING, all when N is negative." },
	{ "regexMatch", fn_regex_match, "ss", 0, "regexMatch REGEX STRING",
	  "Say whether STRING contains a match of REGEX; false for a malformed REGEX." },
	{ "regexQuoteMeta", fn_regex_quote_meta, "s", 0, "regexQuoteMeta STRING",
	  "Put a backslash before each character of STRING that means something in a REGEX." },
	{ "regexReplaceAll", fn_regex_replace_all, "sss", PN_FUNC_LINES,
	  "regexReplaceAll REGEX STRING TEMPLATE",
	  "Replace each match of REGEX in STRING by TEMPLATE, where ${1} is the first group." },
	{ "regexReplaceAllLiteral", fn_regex_replace_all_literal, "sss", PN_FUNC_LINES,
	  "regexReplaceAllLiteral REGEX STRING TEXT",
	  "Replace each match of REGEX in STRING by TEXT as it stands." },
	{ "regexSplit", fn_regex_split, "ssi", PN_FUNC_SLICES, "regexSplit REGEX STRING N",
	  "Cut STRING at matches of REGEX into at most N pieces, all when N is negative." },
};

const pn_func_family pn_family_regex = { "Regular expressions", PN_ROWS(functions), NULL, 0, NULL };
