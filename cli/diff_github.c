/* SPDX-License-Identifier: Apache-2.0 */
/* A comparison as findings: what changed, and what that does, at the places where it shows. */
#include <stdint.h>
#include <string.h>

#include "diff.h"

static void put_name(text *t, const pintle_object *o)
{
	text_add(t, o->kind.ptr, o->kind.len);
	text_byte(t, ' ');
	if (o->namespace_name.len) {
		text_add(t, o->namespace_name.ptr, o->namespace_name.len);
		text_byte(t, '/');
	}
	text_add(t, o->name.ptr, o->name.len);
}

/* Fills in where an object is. */
static void set_place(pintle_finding *f, pool *p, const pintle_object_diff *o)
{
	const pintle_object *shown = o->b.present ? &o->b : &o->a;

	if (!shown->file.len)
		return;
	f->file = pool_copy(p, shown->file.ptr, shown->file.len);
	f->line = shown->line;
}

/* One finding for each object: its first own changes by name. */
static bool add_object(diff_run *run, pintle_findings *list, size_t i, pintle_error *error)
{
	pintle_object_diff o = pintle_comparison_at(run->comparison, i);
	text message = { .pool = &run->c->pool };
	pintle_finding f = { .severity = PINTLE_SEVERITY_INFO };
	const char *rule = pool_format(&run->c->pool, "diff/%s", diff_fate_name(o.fate));
	size_t own = 0;

	put_name(&message, o.b.present ? &o.b : &o.a);
	text_format(&message, " %s", diff_fate_name(o.fate));
	for (size_t k = 0; k < o.change_count; k++) {
		pintle_change c = pintle_comparison_change(run->comparison, i, k);

		if (c.follows || own++ >= 5)
			continue;
		text_put(&message, own == 1 ? ": " : ", ");
		text_add(&message, c.path.ptr, c.path.len);
	}
	if (own > 5)
		text_format(&message, " and %zu more", own - 5);
	if (o.fate == PINTLE_OBJECT_CHANGED && !own)
		return true;
	f.rule = (pintle_text){ rule, strlen(rule) };
	f.message = (pintle_text){ message.ptr, message.len };
	set_place(&f, &run->c->pool, &o);
	return pintle_findings_add(list, &f, error);
}

static bool add_effect(diff_run *run, pintle_findings *list, size_t i, pintle_error *error)
{
	pintle_effect e = pintle_comparison_effect(run->comparison, i);
	pintle_object_diff o = pintle_comparison_at(run->comparison, e.object);
	text message = { .pool = &run->c->pool };
	const char *rule = pool_format(&run->c->pool, "diff/%s", diff_effect_name(e.kind));
	pintle_finding f = { .severity = e.severity, .rule = { rule, strlen(rule) } };

	put_name(&message, o.a.present ? &o.a : &o.b);
	text_byte(&message, ' ');
	text_add(&message, e.text.ptr, e.text.len);
	f.message = (pintle_text){ message.ptr, message.len };
	set_place(&f, &run->c->pool, &o);
	return pintle_findings_add(list, &f, error);
}

int diff_print_github(diff_run *run)
{
	pintle_format_options options = PINTLE_FORMAT_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_findings *list = pintle_findings_new(NULL);
	size_t effects = pintle_comparison_effect_count(run->comparison);
	size_t objects = pintle_comparison_count(run->comparison);
	pintle_text text_of_all = { "", 0 };
	bool ok = list != NULL;

	options.command = "diff";
	for (size_t i = 0; ok && i < effects; i++)
		ok = add_effect(run, list, i, &error);
	for (size_t i = 0; ok && i < objects; i++)
		ok = add_object(run, list, i, &error);
	ok = ok &&
	     pintle_findings_format(list, PINTLE_FORMAT_GITHUB, &options, &text_of_all, &error);
	if (ok)
		text_add(&run->c->out, text_of_all.ptr, text_of_all.len);
	pintle_text_free(&text_of_all);
	pintle_findings_free(list);
	return ok     ? CLI_OK
	       : list ? cli_fail_error(run->c, &error)
		      : cli_fail(run->c, "out of memory");
}
