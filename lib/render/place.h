/* Places of a traced render, as the user would open them. */
#ifndef PN_RENDER_PLACE_H
#define PN_RENDER_PLACE_H

#include "chart/chart.h"
#include "value/trace.h"

/* Turns a byte offset into line (from 1) and column (from 0, bytes since the last newline). */
void pn_text_locate(pn_str text, size_t offset, uint32_t *line, uint32_t *column);
/*
 * Finds the place in a template that wrote the byte at an offset of a rendered text: of the text of
 * a tpl it is the call of tpl. False when it is unknown.
 */
bool pn_text_where(pn_arena *arena, const pn_trace *trace, const pn_part *root,
		   const pn_value *rendered, size_t offset, pn_where *out);

#endif
