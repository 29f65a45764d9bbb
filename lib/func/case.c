/* SPDX-License-Identifier: Apache-2.0 */
/* Letter case and white space within words (Go: strings.Title; goutils: wordutils.go). */
#include "func/help.h"

/* Says whether a word ends at this rune (Go: strings.isSeparator). */
static bool is_separator(uint32_t rune)
{
	if (rune < 0x80)
		return !(rune == '_' || (rune >= '0' && rune <= '9') ||
			 ((rune | 0x20) >= 'a' && (rune | 0x20) <= 'z'));
	return !pn_rune_is_letter(rune) && !pn_rune_is_digit(rune) && pn_rune_is_space(rune);
}

static bool fn_title(pn_call *c)
{
	pn_str s = pn_arg_str(c, 0);
	uint32_t previous = ' ';
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	while (s.len) {
		uint32_t rune = pn_utf8_next(&s);

		pn_buf_rune(&out, is_separator(previous) ? pn_rune_to_title(rune) : rune);
		previous = rune;
	}
	return pn_ret_buf(c, &out);
}

static bool fn_untitle(pn_call *c)
{
	pn_str s = pn_arg_str(c, 0);
	bool first = true;
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	while (s.len) {
		uint32_t rune = pn_utf8_next(&s);
		bool space = pn_rune_is_space(rune);

		pn_buf_rune(&out, first && !space ? pn_rune_to_lower(rune) : rune);
		first = space;
	}
	return pn_ret_buf(c, &out);
}

/* Swaps one rune; `first` says whether it begins a word, and is updated. */
static uint32_t swap_case(uint32_t rune, bool *first)
{
	bool title = *first;

	if (pn_rune_is_upper(rune) || pn_rune_is_title(rune)) {
		*first = false;
		return pn_rune_to_lower(rune);
	}
	if (pn_rune_is_lower(rune)) {
		*first = false;
		return title ? pn_rune_to_title(rune) : pn_rune_to_upper(rune);
	}
	*first = pn_rune_is_space(rune);
	return rune;
}

static bool fn_swapcase(pn_call *c)
{
	pn_str s = pn_arg_str(c, 0);
	bool first = true;
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	while (s.len)
		pn_buf_rune(&out, swap_case(pn_utf8_next(&s), &first));
	return pn_ret_buf(c, &out);
}

/* goutils takes each byte for a rune, in the next two functions. */

static bool fn_initials(pn_call *c)
{
	pn_str s = pn_arg_str(c, 0);
	bool first = true;
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	for (size_t i = 0; i < s.len; i++) {
		unsigned char byte = (unsigned char)s.ptr[i];
		bool space = pn_rune_is_space(byte);

		if (first && !space)
			pn_buf_rune(&out, byte);
		first = space;
	}
	return pn_ret_buf(c, &out);
}

static bool fn_nospace(pn_call *c)
{
	pn_str s = pn_arg_str(c, 0);
	bool changed = false;
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	for (size_t i = 0; i < s.len; i++) {
		unsigned char byte = (unsigned char)s.ptr[i];

		if (pn_rune_is_space(byte))
			changed = true;
		else
			pn_buf_rune(&out, byte);
	}
	return changed ? pn_ret_buf(c, &out) : pn_ret_str(c, s);
}

static const pn_func functions[] = {
	{ "initials", fn_initials, "s", 0, "initials STRING",
	  "Return the first letter of each word of STRING." },
	{ "nospace", fn_nospace, "s", PN_FUNC_LINES, "nospace STRING",
	  "Remove all white space from STRING." },
	{ "swapcase", fn_swapcase, "s", PN_FUNC_LINES, "swapcase STRING",
	  "Make upper case letters lower and lower case ones upper." },
	{ "title", fn_title, "s", PN_FUNC_LINES, "title STRING",
	  "Make the first letter of each word upper case." },
	{ "untitle", fn_untitle, "s", PN_FUNC_LINES, "untitle STRING",
	  "Make the first letter of each word lower case." },
};

const pn_func_family pn_family_case = { "Letter case", PN_ROWS(functions), NULL, 0 };
