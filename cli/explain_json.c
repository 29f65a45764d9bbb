/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "explain.h"
#include "json_text.h"

static void add_place(json_text *j, const char *name, const pintle_place *p)
{
	json_open(j, name, '{');
	if (*p->file)
		json_word(j, "file", p->file);
	if (*p->id)
		json_word(j, "template", p->id);
	json_number(j, "line", p->line);
	json_number(j, "column", p->column);
	json_number(j, "width", p->width);
	json_string(j, "text", p->text);
	if (p->written)
		add_place(j, "written", p->written);
	json_close(j, '}');
}

static void add_values(json_text *j, const pintle_value_origin *values, size_t count)
{
	if (!count)
		return;
	json_open(j, "values", '[');
	for (size_t i = 0; i < count; i++) {
		json_open(j, NULL, '{');
		json_word(j, "path", values[i].path);
		if (values[i].place.line)
			add_place(j, "shown", &values[i].place);
		json_open(j, "set", '[');
		for (size_t k = 0; k < values[i].setting_count; k++) {
			const pintle_setting *s = &values[i].settings[k];

			json_open(j, NULL, '{');
			json_word(j, "path", s->path);
			json_raw(j, "value", s->value);
			add_place(j, "at", &s->place);
			if (s->is_above)
				json_bool(j, "above", true);
			json_close(j, '}');
		}
		json_close(j, ']');
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void add_levels(json_text *j, const pintle_origin *o)
{
	static const char *const kinds[] = { "include", "tpl", "if", "with", "range", "else" };

	json_open(j, "stack", '[');
	for (size_t i = 0; i < o->level_count; i++) {
		const pintle_level *level = &o->levels[i];

		json_open(j, NULL, '{');
		json_word(j, "kind", kinds[level->kind]);
		add_place(j, "at", &level->place);
		json_string(j, "expression", level->expression);
		add_values(j, level->values, level->value_count);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void add_origin(json_text *j, const pintle_origin *o)
{
	static const char *const kinds[] = { "header", "file", "text", "expression" };

	json_open(j, NULL, '{');
	json_word(j, "kind", kinds[o->kind]);
	json_number(j, "from", o->from);
	json_number(j, "to", o->to);
	add_place(j, "at", &o->place);
	if (o->kind == PINTLE_ORIGIN_EXPRESSION)
		json_string(j, "expression", o->expression);
	if (o->other_count)
		json_open(j, "others", '[');
	for (size_t i = 0; i < o->other_count; i++)
		add_place(j, NULL, &o->others[i]);
	if (o->other_count)
		json_close(j, ']');
	add_levels(j, o);
	add_values(j, o->values, o->value_count);
	json_close(j, '}');
}

void explain_as_json(cli *c, const explained *e)
{
	const pintle_origin *main = pintle_origins_main(e->origins);
	json_text j = { .out = &c->out };

	json_open(&j, NULL, '{');
	if (e->file) {
		json_word(&j, "file", e->file);
		json_number(&j, "file_line", e->file_line);
		json_bool(&j, "stale", e->match != PINTLE_MATCH_SAME);
		json_bool(&j, "line_is_there", e->match != PINTLE_MATCH_NEAR);
	}
	json_number(&j, "line", e->line);
	json_string(&j, "text", e->text);
	json_open(&j, "origins", '[');
	if (main)
		add_origin(&j, main);
	for (size_t i = 0; i < pintle_origins_count(e->origins); i++) {
		const pintle_origin *o = pintle_origins_at(e->origins, i);

		if (o != main)
			add_origin(&j, o);
	}
	json_close(&j, ']');
	json_close(&j, '}');
	text_byte(&c->out, '\n');
}
