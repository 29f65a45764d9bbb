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
		frames[count++] =
			(pintle_frame){ pn_str_z(&err->arena, l->where.file), l->where.line,
					l->where.column, pn_str_z(&err->arena, l->name),
					pn_str_z(&err->arena, l->expr) };
	}
	out->frames = frames;
	out->frame_count = count;
}

static void publish_notes(pintle_error *out, pn_error *err)
{
	pn_arena *arena = &err->arena;
	pintle_note *notes = PN_NEW_ARRAY(arena, pintle_note, err->note_count);

	for (size_t i = 0; notes && i < err->note_count; i++) {
		const pn_note *n = &err->notes[i];

		notes[i] = (pintle_note){
			.kind = (pintle_note_kind)n->kind,
			.text = pn_str_z(arena, n->text),
			.file = n->where.file.len ? pn_str_z(arena, n->where.file) : NULL,
			.line = n->where.line,
			.column = n->where.column,
			.excerpt = n->excerpt.len ? pn_str_z(arena, n->excerpt) : NULL,
			.excerpt_line = n->excerpt_line,
			.mark_from = n->mark_from,
			.mark_to = n->mark_to,
		};
		if (n->kind == PN_NOTE_HINT && !out->hint)
			out->hint = notes[i].text;
	}
	out->notes = notes;
	out->note_count = notes ? err->note_count : 0;
}

/* Fills the public error with what err holds, which owns it. */
static void publish_one(pintle_error *out, pn_error *err)
{
	pn_arena *arena = &err->arena;
	pn_str text = pn_str_dup(arena, pn_error_text(err));

	*out = (pintle_error){ .size = sizeof *out,
			       .status = err->status,
			       .message = "out of memory",
			       .message_len = strlen("out of memory"),
			       .during_render = err->during_render,
			       .line = err->where.line,
			       .column = err->where.column };
	if (text.len) {
		out->message = text.ptr;
		out->message_len = text.len;
	}
	if (err->where.line && err->where.file.len)
		out->file = pn_str_z(arena, err->where.file);
	if (err->summary.len)
		out->summary = pn_str_z(arena, err->summary);
	publish_frames(out, err);
	publish_notes(out, err);
}

void pn_error_publish(pintle_error *out, pn_error *err)
{
	pn_error *own;

	if (!out || out->status != PINTLE_OK) {
		pn_error_finish(err);
		return;
	}
	own = pn_mem_resize(err->arena.mem, NULL, 0, sizeof *own);
	if (!own) {
		*out = (pintle_error){ .size = sizeof *out,
				       .status = PINTLE_ERR_NO_MEMORY,
				       .message = "out of memory",
				       .message_len = strlen("out of memory"),
				       .during_render = err->during_render };
		pn_error_finish(err);
		return;
	}
	*own = *err;
	pn_error_init(err, own->arena.mem);
	publish_one(out, own);
	out->own = own;
	for (pn_error *e = own->next; e; e = e->next) {
		pintle_error *next = PN_NEW(&own->arena, pintle_error);

		if (!next)
			break;
		publish_one(next, e);
		out->next = next;
		out = next;
	}
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
