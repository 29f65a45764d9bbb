/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

/* Copies the execution frames of a chain, outermost first, as the public array. */
static void publish_frames(pintle_error *out, pn_error *err)
{
	const pn_link *chain = err->frames ? err->frames : err->chain;
	pintle_frame *frames;
	size_t count = 0;

	for (const pn_link *l = chain; l; l = l->inner)
		count += l->where.line > 0;
	frames = PN_NEW_ARRAY(&err->arena, pintle_frame, count);
	if (!frames)
		return;
	count = 0;
	for (const pn_link *l = chain; l; l = l->inner) {
		if (!l->where.line)
			continue;
		frames[count++] = (pintle_frame){ pn_str_z(&err->arena, l->where.file),
						  l->where.line, l->where.column,
						  pn_str_z(&err->arena, l->name),
						  pn_str_z(&err->arena, l->expr) };
	}
	out->frames = frames;
	out->frame_count = count;
}

void pn_error_publish(pintle_error *out, pn_error *err)
{
	pn_error *own;
	pn_str text;

	if (!out || out->status != PINTLE_OK) {
		pn_error_finish(err);
		return;
	}
	*out = (pintle_error){ .size = sizeof *out,
			       .status = err->status,
			       .message = "out of memory",
			       .message_len = strlen("out of memory"),
			       .during_render = err->during_render };
	own = pn_mem_resize(err->arena.mem, NULL, 0, sizeof *own);
	if (!own) {
		out->status = PINTLE_ERR_NO_MEMORY;
		pn_error_finish(err);
		return;
	}
	*own = *err;
	pn_error_init(err, own->arena.mem);
	text = pn_str_dup(&own->arena, pn_error_text(own));
	if (text.len) {
		out->message = text.ptr;
		out->message_len = text.len;
	}
	out->file = own->where.line ? pn_str_z(&own->arena, own->where.file) : NULL;
	out->line = own->where.line;
	out->column = own->where.column;
	out->hint = own->hint.len ? pn_str_z(&own->arena, own->hint) : NULL;
	publish_frames(out, own);
	out->own = own;
}

bool pn_refuse(pintle_error *out, pn_error *err)
{
	pn_error_publish(out, err);
	return false;
}

void pintle_error_finish(pintle_error *error)
{
	pn_error *own;

	if (!error)
		return;
	own = error->own;
	if (own) {
		const pintle_allocator *mem = own->arena.mem;

		pn_error_finish(own);
		pn_mem_resize(mem, own, sizeof *own, 0);
	}
	*error = (pintle_error)PINTLE_ERROR_INIT;
}
