/* SPDX-License-Identifier: Apache-2.0 */
#include "render/place.h"

void pn_text_locate(pn_str text, size_t offset, uint32_t *line, uint32_t *column)
{
	pn_str before = pn_str_slice(text, 0, offset);
	size_t at;

	*line = 1;
	while ((at = pn_str_find_byte(before, '\n')) != PN_NOT_FOUND) {
		before = pn_str_slice(before, at + 1, before.len);
		++*line;
	}
	*column = (uint32_t)before.len;
}

/* Says whether a byte of a template is literal text rather than in an action. */
static bool is_literal(pn_str text, size_t offset)
{
	pn_str before = pn_str_slice(text, 0, offset);
	size_t open = pn_str_find_last(before, PN_STR("{{"));
	size_t close = pn_str_find_last(before, PN_STR("}}"));

	return open == PN_NOT_FOUND || (close != PN_NOT_FOUND && close > open);
}

bool pn_text_where(pn_arena *arena, const pn_trace *trace, const pn_part *root,
		   const pn_value *rendered, size_t offset, pn_where *out)
{
	uint32_t skip, at;
	const pn_site *site =
		pn_trace_site_get(trace, pn_trace_site_at(trace, rendered, offset, &skip));
	const pn_trace_frame *frame;
	uint32_t source;
	pn_str name, text;

	if (!site || !pn_trace_source_get(trace, site->source, &name, &text))
		return false;
	source = site->source;
	at = site->offset;
	if (!site->origin && !site->from && is_literal(text, at))
		at += skip;
	frame = pn_trace_frame_get(trace, site->frame);
	while (frame && pn_str_is(name, "gotpl")) {
		source = frame->source;
		at = frame->offset;
		frame = pn_trace_frame_get(trace, frame->parent);
		if (!pn_trace_source_get(trace, source, &name, &text))
			return false;
	}
	out->file = pn_part_file_place(arena, root, name);
	pn_text_locate(text, at, &out->line, &out->column);
	return true;
}
