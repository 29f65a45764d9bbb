/* SPDX-License-Identifier: Apache-2.0 */
/* `values trace`: what each layer sets at a path, and which one wins. */
#include <string.h>
#include <unistd.h>

#include "form.h"
#include "json_text.h"
#include "report.h"
#include "template_options.h"
#include "values.h"

enum { VALUE_MAX = 60, RESULT_MAX = 200, PLACE_MAX = 60 };

static const char *const effects[] = { "unset",	  "wins",    "merged", "replaced",
				       "deleted", "deletes", "hides",  "ignored" };

static const char *other_version(const cli *c)
{
	return c->settings.profile == PINTLE_HELM_3_17 ? "4.2.3" : "3.17";
}

/* ---- text ---- */

/* Returns a value in so many bytes, on one line: JSON is. */
static const char *brief_value(pool *p, pintle_text json, size_t most)
{
	size_t end = json.len;

	if (end > most) {
		for (end = most - 4; end && (json.ptr[end] & 0xC0) == 0x80;)
			end--; /* no rune is cut in two */
	}
	return pool_format(p, "%.*s%s", (int)end, json.ptr, end < json.len ? " ..." : "");
}

static const char *place_of(pool *p, const pintle_history_step *s)
{
	if (!s->place.line || s->kind == PINTLE_LEAF_LINE)
		return s->layer;
	return pool_format(p, "%s:%u:%u", s->layer, (unsigned)s->place.line,
			   (unsigned)s->place.column);
}

/* Says in words what becomes of a step. */
static const char *words(const cli *c, pool *p, const pintle_history_step *s)
{
	const char *helm = c->settings.profile == PINTLE_HELM_3_17 ? "3.17" : "4.2.3";

	switch (s->effect) {
	case PINTLE_LAYER_UNSET:
		return "";
	case PINTLE_LAYER_WINS:
		return "wins";
	case PINTLE_LAYER_MERGED:
		return "merged";
	case PINTLE_LAYER_REPLACED:
		return pool_format(p, "replaced by %zu", s->by + 1);
	case PINTLE_LAYER_DELETED:
		return pool_format(p, "deleted by %zu", s->by + 1);
	case PINTLE_LAYER_DELETES:
		return "null: deletes it";
	case PINTLE_LAYER_HIDES:
		return "leaves no room for it";
	case PINTLE_LAYER_IGNORED:
		return pool_format(p, "ignored by Helm %s", helm);
	}
	return "";
}

/* Widths of the columns. */
static void measure(pool *p, const pintle_history *h, size_t *place, size_t *value)
{
	*place = *value = 0;
	for (size_t i = 0; i < pintle_history_count(h); i++) {
		const pintle_history_step *s = pintle_history_at(h, i);
		size_t a = strlen(place_of(p, s)), b = strlen(brief_value(p, s->value, VALUE_MAX));

		*place = a > *place && a <= PLACE_MAX ? a : *place;
		*value = b > *value ? b : *value;
	}
}

static void print_step(const cli *c, pool *p, text *out, const pintle_history *h, size_t i,
		       size_t place, size_t value)
{
	const pintle_history_step *s = pintle_history_at(h, i);
	bool bold = report_is_colored(c, STDOUT_FILENO) && s->effect == PINTLE_LAYER_WINS;
	bool dim = report_is_colored(c, STDOUT_FILENO) && s->effect == PINTLE_LAYER_UNSET;

	text_put(out, bold ? "\033[1m" : dim ? "\033[2m" : "");
	text_format(out, "%s%3zu  %-*s  ", s->effect == PINTLE_LAYER_WINS ? "*" : " ", i + 1,
		    (int)place, place_of(p, s));
	if (s->effect == PINTLE_LAYER_UNSET)
		text_put(out, "does not set it");
	else
		text_format(out, "%-*s  %s", (int)value, brief_value(p, s->value, VALUE_MAX),
			    words(c, p, s));
	if (s->effect != PINTLE_LAYER_UNSET && strcmp(s->path, pintle_history_path(h)) != 0)
		text_format(out, " (%s)", s->path);
	text_put(out, bold || dim ? "\033[0m" : "");
	text_byte(out, '\n');
}

static void print_text(cli *c, const pintle_history *h)
{
	pintle_text value = pintle_history_value(h), other;
	text *out = &c->out;
	size_t places, values;
	bool fails;

	text_format(out, "%s ", pintle_history_path(h));
	if (value.ptr)
		text_format(out, "= %s\n", brief_value(&c->pool, value, RESULT_MAX));
	else
		text_put(out, "is not there\n");
	measure(&c->pool, h, &places, &values);
	for (size_t i = 0; i < pintle_history_count(h); i++)
		print_step(c, &c->pool, out, h, i, places, values);
	if (!pintle_history_differs(h, &other, &fails))
		return;
	text_format(out, "Helm %s ", other_version(c));
	if (fails)
		text_put(out, "fails with these values\n");
	else if (!other.ptr)
		text_put(out, "has nothing there\n");
	else
		text_format(out, "has %s\n", brief_value(&c->pool, other, RESULT_MAX));
}

/* ---- JSON ---- */

static void add_step(json_text *j, const pintle_history_step *s)
{
	static const char *const kinds[] = { "helm", "file", "line", "default" };

	json_open(j, NULL, '{');
	json_word(j, "effect", effects[s->effect]);
	json_word(j, "kind", kinds[s->kind]);
	json_word(j, s->kind == PINTLE_LEAF_LINE ? "set" : "file", s->layer);
	if (s->effect != PINTLE_LAYER_UNSET) {
		if (s->place.line) {
			json_number(j, "line", s->place.line);
			json_number(j, "column", s->place.column);
		}
		json_word(j, "path", s->path);
		json_raw(j, "value", s->value);
		if (s->is_above)
			json_bool(j, "above", true);
	}
	if (s->effect == PINTLE_LAYER_REPLACED || s->effect == PINTLE_LAYER_DELETED)
		json_number(j, "by", s->by);
	json_close(j, '}');
}

static void print_json(cli *c, const pintle_history *h)
{
	json_text j = { .out = &c->out };
	pintle_text value = pintle_history_value(h), other;
	bool fails;

	json_open(&j, NULL, '{');
	json_number(&j, "format", 1);
	json_word(&j, "path", pintle_history_path(h));
	if (value.ptr)
		json_raw(&j, "value", value);
	json_open(&j, "layers", '[');
	for (size_t i = 0; i < pintle_history_count(h); i++)
		add_step(&j, pintle_history_at(h, i));
	json_close(&j, ']');
	if (pintle_history_differs(h, &other, &fails)) {
		json_open(&j, "otherHelm", '{');
		json_word(&j, "version", other_version(c));
		if (fails)
			json_bool(&j, "fails", true);
		else if (other.ptr)
			json_raw(&j, "value", other);
		json_close(&j, '}');
	}
	json_close(&j, '}');
	text_byte(&c->out, '\n');
}

/* ---- the command ---- */

static int trace(cli *c, const job *j, const char *path)
{
	pintle_error error = PINTLE_ERROR_INIT;
	const char *form = c->settings.values_form;
	pintle_render_options options;
	pintle_history *h;
	int code = job_options(c, (job *)j, &options);

	if (code != CLI_OK)
		return code;
	h = pintle_values_trace(j->chart, j->values, &options, path, &error);
	if (!h) {
		bool misused = error.status == PINTLE_ERR_ARGUMENT;

		code = cli_fail_error(c, &error);
		return misused ? CLI_USAGE : code;
	}
	if (form && strcmp(form, "json") == 0)
		print_json(c, h);
	else
		print_text(c, h);
	pintle_history_free(h);
	return CLI_OK;
}

static int run_trace(cli *c, const command *self, const strings *arguments)
{
	strings rest = { 0 };
	job j = { 0 };
	int code;

	(void)self;
	for (size_t i = 1; i < arguments->count; i++)
		strings_add(&c->pool, &rest, arguments->items[i]);
	code = job_begin(c, &rest, &j);
	if (code == CLI_OK)
		code = trace(c, &j, arguments->items[0]);
	job_end(&j);
	return code;
}

static const option rows[] = {
	{ .name = "output",
	  .letter = 'o',
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(values_form),
	  .check = form_is_text_or_json,
	  .fallback = "text",
	  .ours = true,
	  .doc = "text or json" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &own_options,
					  &render_options,
					  &template_options,
					  &install_options,
					  &value_options,
					  &chart_options,
					  NULL };

const command values_trace_command = {
	.name = "trace",
	.usage = "PATH [NAME] CHART",
	.brief = "tell what each layer sets at a path, and which one wins",
	.about = "Tells of one value what each layer sets it to: the values.yaml of subcharts and "
		 "of "
		 "the\n"
		 "chart, then files and --set lines, each over the ones before; what replaced or "
		 "deleted it;\n"
		 "which one wins. PATH is written as for --set: a.b[0].c, with \\. for a dot in a "
		 "key.\n\n"
		 "    pintle values trace image.tag ./charts/web -f production.yaml",
	.options = sets,
	.arity = { 2, 3 },
	.run = run_trace,
	.ours = true,
};
