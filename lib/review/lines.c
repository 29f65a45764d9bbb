/* SPDX-License-Identifier: Apache-2.0 */
#include "review/lines.h"

bool pn_lines_make(pn_cx *cx, const pn_manifest *manifest, const pn_output_options *options,
		   pn_lines *out)
{
	pn_buf text;

	*out = (pn_lines){ .layout.arena = cx->arena };
	pn_buf_init(&text, cx->arena);
	if (!pn_manifest_print(cx, manifest, options, &text, &out->layout))
		return false;
	out->text = pn_buf_str(&text);
	out->starts = PN_NEW_ARRAY(cx->arena, size_t, pn_str_count(out->text, PN_STR("\n")) + 1);
	if (!out->starts || cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t at = 0; at < out->text.len;) {
		size_t end = pn_str_find_byte(pn_str_slice(out->text, at, out->text.len), '\n');

		out->starts[out->count++] = at;
		at = end == PN_NOT_FOUND ? out->text.len : at + end + 1;
	}
	return true;
}

pn_str pn_lines_at(const pn_lines *lines, size_t line)
{
	size_t start, end;

	if (line == 0 || line > lines->count)
		return PN_STR_EMPTY;
	start = lines->starts[line - 1];
	end = line < lines->count ? lines->starts[line] : lines->text.len;
	if (end > start && lines->text.ptr[end - 1] == '\n')
		end--;
	return pn_str_slice(lines->text, start, end);
}

/* Finds the span that a byte of the text is in, or the next one after it; NULL: none. */
static const pn_span *find_span(const pn_layout *layout, size_t at)
{
	size_t low = 0, high = layout->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (layout->items[middle].to <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < layout->count ? &layout->items[low] : NULL;
}

bool pn_lines_pieces(const pn_lines *lines, pn_cx *cx, const pn_origins *origins, size_t line,
		     pn_pieces *out, size_t *start)
{
	pn_str text = pn_lines_at(lines, line);
	const pn_span *span;
	size_t at, from;

	*start = 0;
	if (line == 0 || line > lines->count)
		return true;
	at = lines->starts[line - 1];
	span = find_span(&lines->layout, at);
	if (!span)
		return true;
	if (span->is_header || span->from > at) {
		out->items = PN_NEW(cx->arena, pn_piece);
		if (!out->items)
			return pn_fail_memory(cx->err, cx->arena);
		out->count = out->cap = 1;
		*out->items = (pn_piece){ .document = span->document, .to = text.len };
		return true;
	}
	from = span->offset + at - span->from;
	*start = from;
	/* An empty line has a byte, too: the one that ends it. */
	return pn_origins_pieces(origins, cx, span->document, from,
				 from + (text.len ? text.len : 1), out);
}
