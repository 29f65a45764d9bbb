/* SPDX-License-Identifier: Apache-2.0 */
#include "review/source_text.h"

static bool find_lines(pn_arena *arena, pn_source_text *s)
{
	size_t most = pn_str_count(s->text, PN_STR("\n")) + 1;

	s->lines = PN_NEW_ARRAY(arena, uint32_t, most);
	if (!s->lines)
		return false;
	s->lines[s->line_count++] = 0;
	for (size_t at = 0, n; at < s->text.len; at += n + 1) {
		n = pn_str_find_byte(pn_str_slice(s->text, at, s->text.len), '\n');
		if (n == PN_NOT_FOUND)
			break;
		s->lines[s->line_count++] = (uint32_t)(at + n + 1);
	}
	return true;
}

/* Returns where a quoted constant ends that begins at `at`. */
static size_t skip_quoted(pn_str text, size_t at)
{
	char quote = text.ptr[at++];

	for (; at < text.len && text.ptr[at] != quote; at++) {
		if (text.ptr[at] == '\\' && quote != '`')
			at++;
	}
	return at + 1 < text.len ? at + 1 : text.len;
}

/* Returns where a comment ends that begins behind "{{" or "{{- "; 0 when none does. */
static size_t skip_comment(pn_str text, size_t at)
{
	size_t end;

	if (at + 1 < text.len && text.ptr[at] == '-' && memchr(" \t\r\n", text.ptr[at + 1], 4))
		at += 2;
	if (!pn_str_starts(pn_str_slice(text, at, text.len), PN_STR("/*")))
		return 0;
	end = pn_str_find(pn_str_slice(text, at, text.len), PN_STR("*/"));
	return end == PN_NOT_FOUND ? text.len : at + end + 2;
}

/* Returns where the action ends whose "{{" is at `at`. */
static size_t skip_action(pn_str text, size_t at)
{
	size_t comment = skip_comment(text, at + 2);

	for (at = comment ? comment : at + 2; at < text.len;) {
		if (pn_str_starts(pn_str_slice(text, at, text.len), PN_STR("}}")))
			return at + 2;
		at = memchr("\"`'", text.ptr[at], 3) ? skip_quoted(text, at) : at + 1;
	}
	return text.len;
}

static bool find_actions(pn_arena *arena, pn_source_text *s)
{
	size_t at = 0, found;

	s->actions = PN_NEW_ARRAY(arena, pn_action, pn_str_count(s->text, PN_STR("{{")));
	if (!s->actions)
		return false;
	while ((found = pn_str_find(pn_str_slice(s->text, at, s->text.len), PN_STR("{{"))) !=
	       PN_NOT_FOUND) {
		size_t end = skip_action(s->text, at + found);

		s->actions[s->action_count++] =
			(pn_action){ (uint32_t)(at + found), (uint32_t)end };
		at = end;
	}
	return true;
}

bool pn_source_text_make(pn_arena *arena, pn_str name, pn_str text, pn_source_text *out)
{
	*out = (pn_source_text){ .name = name, .text = text };
	return find_lines(arena, out) && find_actions(arena, out);
}

void pn_source_text_locate(const pn_source_text *source, uint32_t offset, uint32_t *line,
			   uint32_t *column)
{
	uint32_t low = 1, high = source->line_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (source->lines[middle] <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	*line = low;
	*column = offset - source->lines[low - 1] + 1;
}

pn_str pn_source_text_line(const pn_source_text *source, uint32_t line)
{
	pn_str rest, text;

	if (line == 0 || line > source->line_count)
		return PN_STR_EMPTY;
	rest = pn_str_slice(source->text, source->lines[line - 1], source->text.len);
	pn_str_cut(rest, PN_STR("\n"), &text, &rest);
	if (pn_str_ends(text, PN_STR("\r")))
		text.len--;
	return text;
}

const pn_action *pn_source_text_action(const pn_source_text *source, uint32_t offset)
{
	uint32_t low = 0, high = source->action_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (source->actions[middle].to <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == source->action_count || source->actions[low].from > offset)
		return NULL;
	return &source->actions[low];
}
