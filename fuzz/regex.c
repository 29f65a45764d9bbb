/* SPDX-License-Identifier: Apache-2.0 */
/* A pattern, then a newline, then a text. */
#include "target.h"

#include "regex/regex.h"

void fuzz_one(pn_cx *cx, pn_str input)
{
	pn_str pattern, text, replaced;
	const pn_regex *re;
	pn_regex_list list;

	pn_str_cut(input, PN_STR("\n"), &pattern, &text);
	if (!pn_regex_compile(cx, pattern, &re))
		return;
	(void)pn_regex_find_all(cx, re, text, -1, &list);
	(void)pn_regex_split(cx, re, text, -1, &list);
	(void)pn_regex_replace(cx, re, text, PN_STR("<$1${x}>"), &replaced);
}
