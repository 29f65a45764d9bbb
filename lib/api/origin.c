/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"
#include "review/review.h"

struct pintle_origins {
	const pintle_allocator *mem;
	pn_arena arena;
	pintle_origin *items;
	size_t count, main;
};

/* What the first question about a manifest makes ready for all others. */
typedef struct pn_questions {
	pn_origins *origins;
	pn_lines lines;
} pn_questions;

/* ---- texts for the caller ---- */

typedef struct giving {
	pn_cx *cx;
} giving;

static const char *z(const giving *g, pn_str s)
{
	return pn_str_z(g->cx->arena, s);
}

static pintle_place give_place(const giving *g, const pn_place *p)
{
	pintle_place out = { z(g, p->file), z(g, p->id),      p->line, p->column,
			     p->width,	    pn_text(p->text), NULL };
	pintle_place *written;

	if (p->written && (written = PN_NEW(g->cx->arena, pintle_place))) {
		*written = give_place(g, p->written);
		out.written = written;
	}
	return out;
}

static pintle_setting give_setting(const giving *g, const pn_setting *s)
{
	pn_place place;
	pn_buf value;

	pn_locate_setting(s, &place);
	pn_buf_init(&value, g->cx->arena);
	pn_json_write(g->cx, &value, s->value, 0);
	return (pintle_setting){ .place = give_place(g, &place),
				 .path = z(g, pn_keypath_text(g->cx->arena, s->path)),
				 .value = pn_text(pn_buf_str(&value)),
				 .is_line = s->layer->is_line,
				 .is_above = s->is_above };
}

static const pintle_value_origin *give_values(const giving *g, const pn_value_origins *values)
{
	pintle_value_origin *out = PN_NEW_ARRAY(g->cx->arena, pintle_value_origin, values->count);

	for (size_t i = 0; out && i < values->count; i++) {
		const pn_value_origin *v = &values->items[i];
		pintle_setting *settings =
			PN_NEW_ARRAY(g->cx->arena, pintle_setting, v->settings.count);

		out[i] = (pintle_value_origin){
			.path = z(g, pn_keypath_text(g->cx->arena, v->path)),
			.place = give_place(g, &v->place),
			.settings = settings,
			.setting_count = settings ? v->settings.count : 0,
		};
		for (size_t k = 0; k < out[i].setting_count; k++)
			settings[k] = give_setting(g, &v->settings.items[k]);
	}
	return out;
}

static const pintle_level *give_levels(const giving *g, const pn_origin *origin)
{
	pintle_level *out = PN_NEW_ARRAY(g->cx->arena, pintle_level, origin->level_count);

	for (size_t i = 0; out && i < origin->level_count; i++) {
		const pn_origin_level *level = &origin->levels[i];

		out[i] = (pintle_level){ .kind = (pintle_level_kind)level->kind,
					 .place = give_place(g, &level->place),
					 .expression = pn_text(level->expression),
					 .values = give_values(g, &level->values),
					 .value_count = level->values.count };
	}
	return out;
}

static const pintle_place *give_others(const giving *g, const pn_origin *origin)
{
	pintle_place *out = PN_NEW_ARRAY(g->cx->arena, pintle_place, origin->other_count);

	for (size_t i = 0; out && i < origin->other_count; i++)
		out[i] = give_place(g, &origin->others[i]);
	return out;
}

static bool give_piece(pn_cx *cx, pn_origins *origins, const pn_piece *piece, pintle_origin *out)
{
	giving g = { cx };
	pn_origin o;

	if (!pn_origins_describe(origins, cx, piece, &o))
		return false;
	*out = (pintle_origin){ .kind = (pintle_origin_kind)o.kind,
				.from = piece->from,
				.to = piece->to,
				.place = give_place(&g, &o.place),
				.expression = pn_text(o.expression),
				.levels = give_levels(&g, &o),
				.level_count = o.level_count,
				.values = give_values(&g, &o.values),
				.value_count = o.values.count,
				.others = give_others(&g, &o),
				.other_count = o.other_count };
	return !cx->arena->failed || pn_fail_memory(cx->err, cx->arena);
}

/* ---- questions ---- */

static bool begin_questions(pintle_manifest *m, pn_error *err)
{
	pintle_limits limits = pn_limits_complete(NULL);
	pn_cx cx = { &m->arena, err, &limits, NULL, NULL };
	pn_questions *q;

	if (m->questions)
		return true;
	q = PN_NEW(&m->arena, pn_questions);
	if (!q)
		return pn_fail_memory(err, &m->arena);
	q->origins = pn_origins_new(&cx, &m->manifest, &m->overrides);
	if (!q->origins || !pn_lines_make(&cx, &m->manifest, &m->printed, &q->lines))
		return false;
	m->questions = q;
	return true;
}

static pintle_origins *answer(const pintle_allocator *mem, pn_error *err)
{
	pintle_origins *out = pn_mem_resize(mem, NULL, 0, sizeof *out);

	if (!out) {
		pn_fail(err, PINTLE_ERR_NO_MEMORY, "out of memory");
		return NULL;
	}
	*out = (pintle_origins){ .mem = mem };
	pn_arena_init(&out->arena, mem, 0);
	return out;
}

/* Describes pieces, whose places are then told relative to `start`. */
static bool fill(pintle_origins *out, pn_cx *cx, pn_origins *origins, const pn_pieces *pieces,
		 size_t start)
{
	const pn_piece *main = pn_origins_main(origins, pieces);

	out->items = PN_NEW_ARRAY(cx->arena, pintle_origin, pieces->count);
	if (!out->items)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t i = 0; i < pieces->count; i++) {
		if (!give_piece(cx, origins, &pieces->items[i], &out->items[i]))
			return false;
		out->items[i].from -= start;
		out->items[i].to -= start;
		out->count++;
	}
	out->main = main ? (size_t)(main - pieces->items) : 0;
	return true;
}

pintle_origins *pintle_manifest_origin(const pintle_manifest *manifest, size_t document,
				       size_t offset, size_t length, pintle_error *error)
{
	pintle_manifest *m = (pintle_manifest *)manifest; /* its tables are made when asked for */
	pintle_limits limits = pn_limits_complete(NULL);
	pn_pieces pieces = { 0 };
	pintle_origins *out;
	pn_error err;
	pn_cx cx;

	pn_error_init(&err, m->mem);
	out = begin_questions(m, &err) ? answer(m->mem, &err) : NULL;
	cx = (pn_cx){ out ? &out->arena : NULL, &err, &limits, NULL, NULL };
	length = length > SIZE_MAX - offset ? SIZE_MAX - offset : length;
	if (out &&
	    pn_origins_pieces(m->questions->origins, &cx, document, offset, offset + length,
			      &pieces) &&
	    fill(out, &cx, m->questions->origins, &pieces, 0)) {
		pn_error_finish(&err);
		return out;
	}
	pn_refuse(error, &err);
	pintle_origins_free(out);
	return NULL;
}

pintle_origins *pintle_manifest_line_origin(const pintle_manifest *manifest, size_t line,
					    pintle_error *error)
{
	pintle_manifest *m = (pintle_manifest *)manifest;
	pintle_limits limits = pn_limits_complete(NULL);
	pn_pieces pieces = { 0 };
	pintle_origins *out;
	size_t start = 0;
	pn_error err;
	pn_cx cx;

	pn_error_init(&err, m->mem);
	out = begin_questions(m, &err) ? answer(m->mem, &err) : NULL;
	cx = (pn_cx){ out ? &out->arena : NULL, &err, &limits, NULL, NULL };
	if (out &&
	    pn_lines_pieces(&m->questions->lines, &cx, m->questions->origins, line, &pieces,
			    &start) &&
	    fill(out, &cx, m->questions->origins, &pieces, start)) {
		pn_error_finish(&err);
		return out;
	}
	pn_refuse(error, &err);
	pintle_origins_free(out);
	return NULL;
}

void pintle_origins_free(pintle_origins *origins)
{
	if (!origins)
		return;
	pn_arena_finish(&origins->arena);
	pn_mem_resize(origins->mem, origins, sizeof *origins, 0);
}

size_t pintle_origins_count(const pintle_origins *origins)
{
	return origins->count;
}

const pintle_origin *pintle_origins_at(const pintle_origins *origins, size_t i)
{
	return i < origins->count ? &origins->items[i] : NULL;
}

const pintle_origin *pintle_origins_main(const pintle_origins *origins)
{
	return pintle_origins_at(origins, origins->main);
}

bool pintle_manifest_source_map(const pintle_manifest *manifest, pintle_text *map,
				pintle_error *error)
{
	pintle_manifest *m = (pintle_manifest *)manifest;
	pintle_limits limits = pn_limits_complete(NULL);
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL, NULL };
	pn_buf text;
	bool ok;

	*map = (pintle_text){ NULL, 0 };
	pn_error_init(&err, m->mem);
	pn_arena_init(&arena, m->mem, 0);
	pn_buf_init(&text, &arena);
	ok = begin_questions(m, &err) &&
	     pn_source_map_write(&cx, m->questions->origins, &m->questions->lines, &text) &&
	     pn_text_give(map, pn_buf_str(&text), &err);
	pn_arena_finish(&arena);
	if (!ok)
		return pn_refuse(error, &err);
	pn_error_finish(&err);
	return true;
}

bool pintle_manifest_match_line(const pintle_manifest *manifest, pintle_text file, size_t line,
				pintle_match *match, size_t *found, pintle_error *error)
{
	pintle_manifest *m = (pintle_manifest *)manifest;
	pintle_limits limits = pn_limits_complete(NULL);
	pn_line_match how = PN_LINE_NONE;
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL, NULL };
	bool ok;

	*found = 0;
	pn_error_init(&err, m->mem);
	pn_arena_init(&arena, m->mem, 0);
	ok = begin_questions(m, &err) &&
	     pn_match_line(&cx, &m->questions->lines, (pn_str){ file.ptr, file.len }, line, &how,
			   found);
	*match = (pintle_match)how;
	pn_arena_finish(&arena);
	if (!ok)
		return pn_refuse(error, &err);
	pn_error_finish(&err);
	return true;
}
