/* SPDX-License-Identifier: Apache-2.0 */
/* Strings: looking, cutting, replacing. All work on bytes unless said (Sprig: strings.go). */
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
	{ "trimPrefix", fn_trim_prefix, "ss", PN_FUNC_LINES, "trimPrefix PREFIX STRING",
	  "Remove PREFIX from the start of STRING, once." },
	{ "trimSuffix", fn_trim_suffix, "ss", PN_FUNC_LINES, "trimSuffix SUFFIX STRING",
	  "Remove SUFFIX from the end of STRING, once." },
};

const pn_func_family pn_family_strings = { "Strings", PN_ROWS(functions), NULL, 0 };
