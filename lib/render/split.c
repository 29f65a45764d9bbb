/* SPDX-License-Identifier: Apache-2.0 */
/* Cutting a text into documents (Helm: pkg/release/v1/util/manifest.go). */
#include "base/run.h"
#include "render/document.h"

/* RE2's \s. */
static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/*
 * Finds the next match of (?:^|\s*\n)---\s* in text from `from` on; `^` is the text's start only.
 * The match begins with the white space before the line break.
 */
static bool next_separator(pn_str text, size_t from, size_t *start, size_t *end)
{
	const char *end_of_text = text.ptr + text.len, *at = text.ptr + from;

	for (;; at++) {
		size_t dashes;

		at = pn_run_to_pair(at, end_of_text, '-');
		if (end_of_text - at < 3)
			return false;
		dashes = (size_t)(at - text.ptr);
		if (at[2] != '-' || (dashes && (dashes == from || at[-1] != '\n')))
			continue;
		*start = dashes;
		while (*start > from && is_space(text.ptr[*start - 1]))
			(*start)--;
		*end = dashes + 3;
		while (*end < text.len && is_space(text.ptr[*end]))
			(*end)++;
		return true;
	}
}

/* Gives a piece to the caller, unless it is blank. */
static bool give(pn_str piece, pn_profile profile, bool (*each)(void *, pn_str), void *data)
{
	pn_str left = pn_str_trim_left_space(piece);

	if (profile == PN_PROFILE_HELM_3)
		return !piece.len || each(data, pn_str_trim_space(piece));
	return !left.len || each(data, left);
}

bool pn_split(pn_str text, pn_profile profile, bool (*each)(void *data, pn_str document),
	      void *data)
{
	size_t from = 0, start, end;

	text = profile == PN_PROFILE_HELM_3 ? pn_str_trim_space(text)
					    : pn_str_trim_left_space(text);
	while (next_separator(text, from, &start, &end)) {
		if (!give(pn_str_slice(text, from, start), profile, each, data))
			return false;
		from = end;
	}
	return give(pn_str_slice(text, from, text.len), profile, each, data);
}
