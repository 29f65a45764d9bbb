/* SPDX-License-Identifier: Apache-2.0 */
/* A comparison as JSON: docs/diff.md describes it. */
#include <stdint.h>

#include "diff.h"
#include "json_text.h"

static void put_object(json_text *j, const char *name, const pintle_object *o)
{
	if (!o->present) {
		json_null(j, name);
		return;
	}
	json_open(j, name, '{');
	json_string(j, "apiVersion", o->api_version);
	json_string(j, "kind", o->kind);
	json_string(j, "namespace", o->namespace_name);
	json_string(j, "name", o->name);
	json_string(j, "file", o->file);
	json_number(j, "line", o->line);
	json_string(j, "source", o->source);
	if (o->json.len)
		json_raw(j, "object", o->json);
	json_close(j, '}');
}

static void put_place(json_text *j, const char *name, const pintle_diff_place *p)
{
	if (!p->file.len)
		return;
	json_open(j, name, '{');
	json_string(j, "file", p->file);
	if (p->line)
		json_number(j, "line", p->line);
	if (p->column)
		json_number(j, "column", p->column);
	json_close(j, '}');
}

/* The templates that wrote something, and the numbers of its causes. */
static void put_origin(json_text *j, const pintle_diff_place *a, const pintle_diff_place *b,
		       const pintle_cause_numbers *causes)
{
	if (a->file.len || b->file.len) {
		json_open(j, "template", '{');
		put_place(j, "a", a);
		put_place(j, "b", b);
		json_close(j, '}');
	}
	if (!causes->count)
		return;
	json_open(j, "causes", '[');
	for (size_t i = 0; i < causes->count; i++)
		json_number(j, NULL, causes->items[i]);
	json_close(j, ']');
}

static void put_field(json_text *j, const char *name, const pintle_field *f)
{
	json_open(j, name, '{');
	json_string(j, "pointer", f->pointer);
	if (f->present)
		json_raw(j, "value", f->json);
	if (f->line)
		json_number(j, "line", f->line);
	if (f->column)
		json_number(j, "column", f->column);
	json_close(j, '}');
}

static void put_lines(json_text *j, const diff_run *run, size_t object, size_t change, size_t count)
{
	json_open(j, "lines", '[');
	for (size_t i = 0; i < count; i++) {
		pintle_change_line line =
			pintle_comparison_line(run->comparison, object, change, i);

		json_open(j, NULL, '{');
		json_string(j, "mark", (pintle_text){ &line.mark, 1 });
		json_string(j, "text", line.text);
		if (line.a_line)
			json_number(j, "a", line.a_line);
		if (line.b_line)
			json_number(j, "b", line.b_line);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_change(json_text *j, const diff_run *run, size_t object, size_t index)
{
	static const char *const follows[] = { "", "checksum", "version", "name", "release" };
	pintle_change c = pintle_comparison_change(run->comparison, object, index);

	json_open(j, NULL, '{');
	json_word(j, "kind", diff_change_name(c.kind));
	json_string(j, "path", c.path);
	put_field(j, "a", &c.a);
	put_field(j, "b", &c.b);
	if (c.line_count)
		put_lines(j, run, object, index, c.line_count);
	if (c.follows) {
		json_open(j, "follows", '{');
		json_word(j, "kind", follows[c.follows]);
		if (c.follows_object != SIZE_MAX)
			json_number(j, "object", c.follows_object);
		json_close(j, '}');
	}
	put_origin(j, &c.a_template, &c.b_template, &c.causes);
	json_close(j, '}');
}

static void put_diff(json_text *j, const diff_run *run, size_t i)
{
	pintle_object_diff o = pintle_comparison_at(run->comparison, i);

	json_open(j, NULL, '{');
	json_word(j, "fate", diff_fate_name(o.fate));
	if (o.release.len)
		json_string(j, "release", o.release);
	put_object(j, "a", &o.a);
	put_object(j, "b", &o.b);
	put_origin(j, &o.a_template, &o.b_template, &o.causes);
	json_open(j, "changes", '[');
	for (size_t k = 0; k < o.change_count; k++)
		put_change(j, run, i, k);
	json_close(j, ']');
	json_close(j, '}');
}

static void put_cause_side(json_text *j, const char *name, const pintle_cause_side *side)
{
	json_open(j, name, '{');
	if (side->present)
		json_raw(j, "value", side->json);
	put_place(j, "place", &side->place);
	json_close(j, '}');
}

static void put_causes(json_text *j, const diff_run *run)
{
	json_open(j, "causes", '[');
	for (size_t i = 0; i < pintle_comparison_cause_count(run->comparison); i++) {
		pintle_cause c = pintle_comparison_cause(run->comparison, i);

		json_open(j, NULL, '{');
		json_word(j, "kind", diff_cause_name(c.kind));
		if (c.release.len)
			json_string(j, "release", c.release);
		json_string(j, "name", c.name);
		put_cause_side(j, "a", &c.a);
		put_cause_side(j, "b", &c.b);
		json_number(j, "changes", c.changes);
		json_number(j, "objects", c.objects);
		json_bool(j, "inside", c.inside);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_effects(json_text *j, const diff_run *run)
{
	static const char *const severities[] = { "info", "warning", "error" };

	json_open(j, "effects", '[');
	for (size_t i = 0; i < pintle_comparison_effect_count(run->comparison); i++) {
		pintle_effect e = pintle_comparison_effect(run->comparison, i);

		json_open(j, NULL, '{');
		json_word(j, "kind", diff_effect_name(e.kind));
		json_word(j, "severity", severities[e.severity]);
		json_number(j, "object", e.object);
		if (e.change != SIZE_MAX)
			json_number(j, "change", e.change);
		json_string(j, "text", e.text);
		json_close(j, '}');
	}
	json_close(j, ']');
}

int diff_print_json(diff_run *run)
{
	diff_counts counts = diff_count(run);
	json_text j = { .out = &run->c->out };

	json_open(&j, NULL, '{');
	json_number(&j, "version", 1);
	json_word(&j, "a", run->sides[0].name);
	json_word(&j, "b", run->sides[1].name);
	json_open(&j, "summary", '{');
	for (int fate = PINTLE_OBJECT_ADDED; fate <= PINTLE_OBJECT_RENAMED; fate++)
		json_number(&j, diff_fate_name((pintle_object_fate)fate), counts.of[fate]);
	json_number(&j, "same", pintle_comparison_same(run->comparison));
	json_close(&j, '}');
	json_open(&j, "objects", '[');
	for (size_t i = 0; i < pintle_comparison_count(run->comparison); i++)
		put_diff(&j, run, i);
	json_close(&j, ']');
	put_effects(&j, run);
	put_causes(&j, run);
	json_close(&j, '}');
	text_byte(&run->c->out, '\n');
	return CLI_OK;
}
