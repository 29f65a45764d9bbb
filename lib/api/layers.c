/* SPDX-License-Identifier: Apache-2.0 */
#include <pintle/layers.h>

#include "api/api.h"
#include "regex/regex.h"
#include "review/history.h"
#include "review/merged.h"
#include "review/traps.h"

static const pintle_render_options default_options = PINTLE_RENDER_OPTIONS_INIT;

/* A study with all that it borrows. */
typedef struct survey {
	pn_arena *arena;
	pintle_limits limits;
	pn_error err;
	pn_cx cx;
	pn_outside outside;
	pn_release release;
	pn_study study;
} survey;

/* Begins in the arena of the result. */
static bool begin(survey *s, pn_arena *arena, const pintle_chart *chart,
		  const pintle_values *values, const pintle_render_options *options)
{
	s->limits = pn_limits_complete(options->limits);
	s->cx = (pn_cx){ arena, &s->err, &s->limits, options->log, NULL };
	s->cx.regexes = pn_regex_cache_new(arena); /* none without memory */
	return pn_release_prepare(&s->cx, options, &s->outside, &s->release) &&
	       pn_study_begin(&s->cx, chart->bundle, values ? &values->overrides : NULL,
			      &s->release, &s->study);
}

/* The rest of the line is meant, from the value on. */
static pintle_place give_place(pn_arena *arena, const pn_setting *s)
{
	pintle_place out = { .file = "", .id = "", .width = 1, .text = { "", 0 } };
	pn_str line;

	if (!s->layer)
		return out;
	line = pn_source_text_line(&s->layer->text, s->line);
	out.file = pn_str_z(arena, s->name);
	out.line = s->line;
	out.column = s->column;
	out.text = pn_text(line);
	if (s->column && s->column <= line.len)
		out.width = (uint32_t)line.len + 1 - s->column;
	return out;
}

static pintle_text give_json(pn_cx *cx, const pn_value *v)
{
	pn_buf buf;

	if (!v)
		return (pintle_text){ NULL, 0 };
	pn_buf_init(&buf, cx->arena);
	pn_json_write(cx, &buf, v, 0);
	return pn_text(pn_buf_str(&buf));
}

/* ---- merged ---- */

struct pintle_merged {
	const pintle_allocator *mem;
	pn_arena arena;
	survey survey;
	pn_merged merged;
	pintle_leaf *leaves;
};

static bool give_leaves(pintle_merged *m)
{
	pn_cx *cx = &m->survey.cx;

	m->leaves = PN_NEW_ARRAY(cx->arena, pintle_leaf, m->merged.count);
	for (size_t i = 0; m->leaves && i < m->merged.count; i++) {
		const pn_leaf *leaf = &m->merged.leaves[i];

		m->leaves[i] = (pintle_leaf){
			.kind = (pintle_leaf_kind)leaf->kind,
			.path = pn_str_z(cx->arena, pn_keypath_text(cx->arena, leaf->path)),
			.value = give_json(cx, leaf->value),
			.place = give_place(cx->arena, &leaf->from),
		};
		if (leaf->is_moved)
			m->leaves[i].from =
				pn_str_z(cx->arena, pn_keypath_text(cx->arena, leaf->from.path));
	}
	return !cx->arena->failed || pn_fail_memory(cx->err, cx->arena);
}

pintle_merged *pintle_values_merged(const pintle_chart *chart, const pintle_values *values,
				    const pintle_render_options *options, pintle_error *error)
{
	pintle_merged *m;
	pn_error err;

	options = options ? options : &default_options;
	m = pn_mem_resize(options->allocator, NULL, 0, sizeof *m);
	if (!m) {
		pn_error_init(&err, options->allocator);
		pn_fail(&err, PINTLE_ERR_NO_MEMORY, "out of memory");
		pn_error_publish(error, &err);
		return NULL;
	}
	*m = (pintle_merged){ .mem = options->allocator };
	pn_arena_init(&m->arena, m->mem, pn_limits_complete(options->limits).arena_bytes);
	pn_error_init(&m->survey.err, m->mem);
	if (begin(&m->survey, &m->arena, chart, values, options) &&
	    pn_merged_make(&m->survey.study, &m->merged) && give_leaves(m)) {
		pn_error_finish(&m->survey.err);
		return m;
	}
	pn_error_publish(error, &m->survey.err);
	pintle_merged_free(m);
	return NULL;
}

void pintle_merged_free(pintle_merged *merged)
{
	if (!merged)
		return;
	pn_arena_finish(&merged->arena);
	pn_mem_resize(merged->mem, merged, sizeof *merged, 0);
}

size_t pintle_merged_count(const pintle_merged *merged)
{
	return merged->merged.count;
}

const pintle_leaf *pintle_merged_at(const pintle_merged *merged, size_t i)
{
	return i < merged->merged.count ? &merged->leaves[i] : NULL;
}

/* A form of merged values. */
typedef enum merged_form { MERGED_YAML, MERGED_COMMENTED, MERGED_JSON } merged_form;

/* Writes in an arena that ends with the call. */
static bool write_merged(const pintle_merged *merged, merged_form form, pintle_text *text,
			 pintle_error *error)
{
	pintle_merged *m = (pintle_merged *)merged; /* maps are sorted when somebody looks */
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &m->survey.limits, NULL, NULL };
	pn_buf out;
	bool ok;

	*text = (pintle_text){ NULL, 0 };
	pn_error_init(&err, m->mem);
	pn_arena_init(&arena, m->mem, 0);
	pn_buf_init(&out, &arena);
	m->survey.study.cx = &cx;
	ok = (form == MERGED_JSON ? pn_merged_json(&m->merged, &out)
				  : pn_merged_yaml(&m->merged, form == MERGED_COMMENTED, &out)) &&
	     pn_text_give(text, pn_buf_str(&out), &err);
	m->survey.study.cx = &m->survey.cx;
	pn_arena_finish(&arena);
	if (!ok)
		return pn_refuse(error, &err);
	pn_error_finish(&err);
	return true;
}

bool pintle_merged_yaml(const pintle_merged *merged, bool comments, pintle_text *text,
			pintle_error *error)
{
	return write_merged(merged, comments ? MERGED_COMMENTED : MERGED_YAML, text, error);
}

bool pintle_merged_json(const pintle_merged *merged, pintle_text *text, pintle_error *error)
{
	return write_merged(merged, MERGED_JSON, text, error);
}

/* ---- the history of one value ---- */

struct pintle_history {
	const pintle_allocator *mem;
	pn_arena arena;
	const char *path;
	pintle_text value, other;
	bool differs, other_fails;
	pintle_history_step *steps;
	size_t count;
};

static pintle_leaf_kind kind_of(const pn_layer *layer)
{
	if (layer->part)
		return PINTLE_LEAF_DEFAULT;
	return layer->is_line ? PINTLE_LEAF_LINE : PINTLE_LEAF_FILE;
}

static pintle_history_step give_step(pn_cx *cx, const pn_history_step *s)
{
	pn_setting at = { .layer = s->value ? s->layer : NULL, .name = s->layer->name };
	pintle_history_step out = { .effect = (pintle_layer_effect)s->effect,
				    .kind = kind_of(s->layer),
				    .layer = pn_str_z(cx->arena, s->layer->name),
				    .value = s->value ? give_json(cx, s->value)
						      : pn_text(PN_STR("")),
				    .is_above = s->is_above,
				    .by = s->by };

	at.line = s->spot.line;
	at.column = s->spot.column;
	out.place = give_place(cx->arena, &at);
	out.path = pn_str_z(cx->arena, pn_keypath_text(cx->arena, s->path));
	return out;
}

static bool give_history(pintle_history *h, pn_cx *cx, const pn_history *found)
{
	h->path = pn_str_z(cx->arena, pn_keypath_text(cx->arena, found->path));
	h->value = give_json(cx, found->value);
	h->differs = found->differs;
	h->other = give_json(cx, found->other);
	h->other_fails = found->other_fails;
	h->steps = PN_NEW_ARRAY(cx->arena, pintle_history_step, found->count);
	for (size_t i = 0; h->steps && i < found->count; i++)
		h->steps[h->count++] = give_step(cx, &found->steps[i]);
	return !cx->arena->failed || pn_fail_memory(cx->err, cx->arena);
}

pintle_history *pintle_values_trace(const pintle_chart *chart, const pintle_values *values,
				    const pintle_render_options *options, const char *path,
				    pintle_error *error)
{
	survey s = { 0 };
	pn_history found;
	pintle_history *h;

	options = options ? options : &default_options;
	pn_error_init(&s.err, options->allocator);
	h = pn_mem_resize(options->allocator, NULL, 0, sizeof *h);
	if (!h) {
		pn_fail(&s.err, PINTLE_ERR_NO_MEMORY, "out of memory");
		pn_error_publish(error, &s.err);
		return NULL;
	}
	*h = (pintle_history){ .mem = options->allocator };
	pn_arena_init(&h->arena, h->mem, pn_limits_complete(options->limits).arena_bytes);
	if (begin(&s, &h->arena, chart, values, options) &&
	    pn_history_find(&s.study, pn_str_from(path), &found) &&
	    give_history(h, &s.cx, &found)) {
		pn_error_finish(&s.err);
		return h;
	}
	pn_error_publish(error, &s.err);
	pintle_history_free(h);
	return NULL;
}

void pintle_history_free(pintle_history *history)
{
	if (!history)
		return;
	pn_arena_finish(&history->arena);
	pn_mem_resize(history->mem, history, sizeof *history, 0);
}

const char *pintle_history_path(const pintle_history *history)
{
	return history->path;
}

pintle_text pintle_history_value(const pintle_history *history)
{
	return history->value;
}

size_t pintle_history_count(const pintle_history *history)
{
	return history->count;
}

const pintle_history_step *pintle_history_at(const pintle_history *history, size_t i)
{
	return i < history->count ? &history->steps[i] : NULL;
}

bool pintle_history_differs(const pintle_history *history, pintle_text *value, bool *fails)
{
	*value = history->other;
	*fails = history->other_fails;
	return history->differs;
}

/* ---- traps ---- */

pintle_findings *pintle_values_lint(const pintle_chart *chart, const pintle_values *values,
				    const pintle_render_options *options, bool subcharts,
				    pintle_error *error)
{
	pintle_findings *findings;
	survey s = { 0 };

	options = options ? options : &default_options;
	pn_error_init(&s.err, options->allocator);
	findings = pn_findings_new(options->allocator,
				   pn_limits_complete(options->limits).arena_bytes, &s.err);
	if (findings && begin(&s, &findings->arena, chart, values, options) &&
	    pn_release_read_objects(&s.cx, options, &s.release) &&
	    pn_traps_find(&s.study, subcharts, &findings->findings)) {
		pn_error_finish(&s.err);
		return findings;
	}
	pn_error_publish(error, &s.err);
	pintle_findings_free(findings);
	return NULL;
}
