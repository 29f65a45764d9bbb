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

bool pn_site_where(pn_arena *arena, const pn_trace *trace, const pn_part *root, uint32_t site,
		   pn_where *out)
{
	const pn_site *s = pn_trace_site_get(trace, site);
	const pn_trace_frame *frame;
	uint32_t source, offset;
	pn_str name, text;

	if (!s)
		return false;
	source = s->source;
	offset = s->offset;
	frame = pn_trace_frame_get(trace, s->frame);
	while (pn_trace_source_get(trace, source, &name, &text) && pn_str_is(name, "gotpl") &&
	       frame) {
		source = frame->source;
		offset = frame->offset;
		frame = pn_trace_frame_get(trace, frame->parent);
	}
	if (!pn_trace_source_get(trace, source, &name, &text))
		return false;
	out->file = pn_part_file_place(arena, root, name);
	pn_text_locate(text, offset, &out->line, &out->column);
	return true;
}
