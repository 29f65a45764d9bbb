/* SPDX-License-Identifier: Apache-2.0 */
/* A comparison as findings: what changed, and what that does, at the places where it shows. */
#include <stdint.h>
#include <string.h>

#include "diff_words.h"

static bool use_place(pintle_finding *f, pool *p, const pintle_diff_place *place)
{
	/* A --set line is no place in a file. */
	if (!place->line || !place->file.len || place->file.ptr[0] == '-')
		return false;
	f->file = pool_copy(p, place->file.ptr, place->file.len);
	f->line = place->line;
	f->column = place->column ? place->column - 1 : 0;
	return true;
}

/* Fills in where a cause is; false when that is in no file. */
static bool set_cause_place(pintle_finding *f, pool *p, const pintle_cause *c)
{
	return use_place(f, p, &c->b.place) || use_place(f, p, &c->a.place);
}

/* Fills in where an object is: its template, or the file that it was read from. */
static void set_place(pintle_finding *f, pool *p, const pintle_object_diff *o)
{
	const pintle_object *shown = o->b.present ? &o->b : &o->a;

	if (use_place(f, p, o->b.present ? &o->b_template : &o->a_template) || !shown->file.len)
		return;
	f->file = pool_copy(p, shown->file.ptr, shown->file.len);
	f->line = shown->line;
}

/* Fills in where the cause of an effect is, or else its object. */
static void set_effect_place(pintle_finding *f, diff_run *run, const pintle_effect *e,
			     const pintle_object_diff *o)
{
	pintle_cause_numbers numbers = o->causes;

	if (e->change != SIZE_MAX)
		numbers = pintle_comparison_change(run->comparison, e->object, e->change).causes;
	for (size_t i = 0; i < numbers.count; i++) {
		pintle_cause c = pintle_comparison_cause(run->comparison, numbers.items[i]);

		if (set_cause_place(f, &run->c->pool, &c))
			return;
	}
	set_place(f, &run->c->pool, o);
}

/* Says whether a value is told on the line of its change. */
static bool is_short(const pintle_field *f)
{
	return f->yaml.len <= 80 && !memchr(f->yaml.ptr, '\n', f->yaml.len);
}

/* "Deployment shop/web spec.replicas: 1 -> 2, FILE:LINE" on a line of its own. */
static void put_change(diff_run *run, text *t, const pintle_object_diff *o, const pintle_change *c)
{
	const char *place = change_place(run, c);

	text_byte(t, '\n');
	put_object_names(t, o);
	text_byte(t, ' ');
	text_add(t, c->path.ptr, c->path.len);
	if (c->kind != PINTLE_CHANGE_CHANGED)
		text_format(t, " %s", diff_change_name(c->kind));
	else if (is_short(&c->a) && is_short(&c->b))
		text_format(t, ": %.*s -> %.*s", (int)c->a.yaml.len, c->a.yaml.ptr,
			    (int)c->b.yaml.len, c->b.yaml.ptr);
	text_format(t, "%s%s", *place ? ", " : "", place);
}

enum { FEW = 5, MOST_VALUE = 160 };

/* What a cause changed: a few changes, and how many there are. */
typedef struct changed {
	size_t count;
	size_t object[FEW], change[FEW]; /* change SIZE_MAX: the object came or went */
} changed;

static void note(changed *all, const pintle_cause_numbers *causes, size_t object, size_t change)
{
	for (size_t i = 0; i < causes->count; i++) {
		changed *c = &all[causes->items[i]];

		if (c->count < FEW) {
			c->object[c->count] = object;
			c->change[c->count] = change;
		}
		c->count++;
	}
}

/* Lists what each cause changed. */
static changed *list_changes(diff_run *run)
{
	size_t count = pintle_comparison_cause_count(run->comparison);
	changed *all = pool_alloc(&run->c->pool, (count + 1) * sizeof *all);

	memset(all, 0, (count + 1) * sizeof *all);
	for (size_t i = 0; i < pintle_comparison_count(run->comparison); i++) {
		pintle_object_diff o = pintle_comparison_at(run->comparison, i);

		note(all, &o.causes, i, SIZE_MAX);
		for (size_t k = 0; k < o.change_count; k++) {
			pintle_change c = pintle_comparison_change(run->comparison, i, k);

			if (!c.follows)
				note(all, &c.causes, i, k);
		}
	}
	return all;
}

/* Tells them, a line each. */
static void put_changes(diff_run *run, text *t, const changed *all)
{
	for (size_t i = 0; i < all->count && i < FEW; i++) {
		pintle_object_diff o = pintle_comparison_at(run->comparison, all->object[i]);
		pintle_change c;

		if (all->change[i] == SIZE_MAX) {
			text_byte(t, '\n');
			put_object_names(t, &o);
			text_format(t, " %s", diff_fate_name(o.fate));
			continue;
		}
		c = pintle_comparison_change(run->comparison, all->object[i], all->change[i]);
		put_change(run, t, &o, &c);
	}
	if (all->count > FEW)
		text_format(t, "\nand %zu more", all->count - FEW);
}

/* One finding for each cause that is in a file: what it changed. */
static bool add_cause(diff_run *run, pintle_findings *list, size_t i, const changed *all,
		      pintle_error *error)
{
	pintle_cause c = pintle_comparison_cause(run->comparison, i);
	text message = { .pool = &run->c->pool };
	pintle_finding f = { .severity = PINTLE_SEVERITY_INFO, .rule = { "diff/cause", 10 } };
	pintle_text a = cause_value(&c, &c.a), b = cause_value(&c, &c.b);

	if (!c.changes || !set_cause_place(&f, &run->c->pool, &c))
		return true;
	text_put(&message, cause_label(run, &c));
	text_put(&message, ": ");
	put_cut(&message, a, MOST_VALUE);
	text_put(&message, " -> ");
	put_cut(&message, b, MOST_VALUE);
	text_format(&message, ", %s", cause_weight(run, &c));
	put_changes(run, &message, all);
	f.message = (pintle_text){ message.ptr, message.len };
	return pintle_findings_add(list, &f, error);
}

/* Whether something in an object changed for a reason that no finding tells of. */
static bool is_unexplained(diff_run *run, size_t i, const pintle_object_diff *o)
{
	pintle_finding ignored = { 0 };
	bool all = o->fate == PINTLE_OBJECT_CHANGED || o->fate == PINTLE_OBJECT_RENAMED ||
		   o->causes.count;

	for (size_t k = 0; k < o->change_count && all; k++) {
		pintle_cause_numbers n = pintle_comparison_change(run->comparison, i, k).causes;
		pintle_cause c = { 0 };

		if (n.count)
			c = pintle_comparison_cause(run->comparison, n.items[0]);
		all = n.count && set_cause_place(&ignored, &run->c->pool, &c);
	}
	return !all;
}

/* One finding for each object: its first own changes by name. */
static bool add_object(diff_run *run, pintle_findings *list, size_t i, pintle_error *error)
{
	pintle_object_diff o = pintle_comparison_at(run->comparison, i);
	text message = { .pool = &run->c->pool };
	pintle_finding f = { .severity = PINTLE_SEVERITY_INFO };
	const char *rule = pool_format(&run->c->pool, "diff/%s", diff_fate_name(o.fate));
	size_t own = 0;

	put_object_name(&message, o.b.present ? &o.b : &o.a);
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
	if ((o.fate == PINTLE_OBJECT_CHANGED && !own) || !is_unexplained(run, i, &o))
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

	put_object_name(&message, o.a.present ? &o.a : &o.b);
	text_byte(&message, ' ');
	text_add(&message, e.text.ptr, e.text.len);
	f.message = (pintle_text){ message.ptr, message.len };
	set_effect_place(&f, run, &e, &o);
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
	size_t causes = pintle_comparison_cause_count(run->comparison);
	const changed *all = list_changes(run);
	bool ok = list != NULL;

	options.command = "diff";
	for (size_t i = 0; ok && i < effects; i++)
		ok = add_effect(run, list, i, &error);
	for (size_t i = 0; ok && i < causes; i++)
		ok = add_cause(run, list, i, &all[i], &error);
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
