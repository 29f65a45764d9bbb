/* SPDX-License-Identifier: Apache-2.0 */
/* `explain`: which template line and which value wrote a line of the output. */
#include "explain.h"
#include "form.h"

#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "job.h"
#include "system.h"
#include "template_options.h"

static int fail_usage(cli *c, const char *why)
{
	cli_fail(c, "%s", why);
	return CLI_USAGE;
}

/* Reads a line number from 1; 0 when it is none. */
static size_t read_number(const char *z)
{
	char *end;
	unsigned long n;

	if (*z < '0' || *z > '9')
		return 0;
	n = strtoul(z, &end, 10);
	return *end ? 0 : (size_t)n;
}

/* Reads what is asked for off the arguments; the rest is as for `template`. */
static int read_question(cli *c, const strings *arguments, explained *e, strings *rest)
{
	const char *line = c->settings.line, *first = arguments->items[0], *colon;
	size_t from = line ? 0 : 1;

	if (line) {
		e->line = e->file_line = read_number(line);
		if (!e->line)
			return fail_usage(c, "--line must be a number of 1 or more");
	} else {
		colon = strrchr(first, ':');
		e->file_line = colon ? read_number(colon + 1) : 0;
		if (!e->file_line)
			return fail_usage(c,
					  "the first argument must be OUTPUT:LINE, a file that was "
					  "rendered and the number of a line; or give --line N");
		e->file = pool_copy(&c->pool, first, (size_t)(colon - first));
	}
	for (size_t i = from; i < arguments->count; i++)
		strings_add(&c->pool, rest, arguments->items[i]);
	return rest->count ? CLI_OK
			   : fail_usage(c, "no chart is named: explain OUTPUT:LINE [NAME] "
					   "CHART");
}

/* Renders what is to be explained, with a trace. */
static int render(cli *c, job *j)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_render_options options;
	int code = job_options(c, j, &options);

	if (code != CLI_OK)
		return code;
	options.traced = true;
	j->manifest = pintle_render(j->chart, j->values, &options, &error);
	return j->manifest ? CLI_OK : cli_fail_error(c, &error);
}

/* Finds the line of the render that the file's line belongs to. */
static int match(cli *c, const job *j, explained *e)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_text file;
	const char *why;

	if (!e->file) {
		e->match = PINTLE_MATCH_SAME;
		return CLI_OK;
	}
	if (!system_read(&c->pool, e->file, &file, &why))
		return cli_fail(c, "%s", why);
	if (!pintle_manifest_match_line(j->manifest, file, e->file_line, &e->match, &e->line,
					&error))
		return cli_fail_error(c, &error);
	if (e->line)
		return CLI_OK;
	return cli_fail(c, "%s has no line %zu that belongs to what the chart renders", e->file,
			e->file_line);
}

/* Finds a line of a text; false beyond the last one. */
static bool find_line(pintle_text all, size_t line, pintle_text *out)
{
	const char *at = all.ptr, *end = all.ptr + all.len, *stop;

	for (size_t i = 1; i < line && at < end; i++) {
		stop = memchr(at, '\n', (size_t)(end - at));
		at = stop ? stop + 1 : end;
	}
	if (at == end)
		return false;
	stop = memchr(at, '\n', (size_t)(end - at));
	*out = (pintle_text){ at, (size_t)((stop ? stop : end) - at) };
	return true;
}

static int tell(cli *c, const job *j, explained *e)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_origins *origins;

	if (!find_line(pintle_manifest_text(j->manifest), e->line, &e->text))
		return cli_fail(c, "there is no line %zu in what the chart renders", e->line);
	origins = pintle_manifest_line_origin(j->manifest, e->line, &error);
	if (!origins)
		return cli_fail_error(c, &error);
	e->origins = origins;
	if (strcmp(c->settings.explain_form, "json") == 0)
		explain_as_json(c, e);
	else
		explain_as_text(c, e);
	pintle_origins_free(origins);
	return CLI_OK;
}

static int run_explain(cli *c, const command *self, const strings *arguments)
{
	strings rest = { 0 };
	explained e = { 0 };
	job j = { 0 };
	int code;

	(void)self;
	if (!c->settings.explain_form)
		c->settings.explain_form = "text";
	code = read_question(c, arguments, &e, &rest);
	if (code == CLI_OK)
		code = job_begin(c, &rest, &j);
	if (code == CLI_OK)
		code = render(c, &j);
	if (code == CLI_OK)
		code = match(c, &j, &e);
	if (code == CLI_OK)
		code = tell(c, &j, &e);
	job_end(&j);
	return code;
}

static const option rows[] = {
	{ .name = "line",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(line),
	  .ours = true,
	  .doc = "explain this line of what the chart renders, instead of a file's" },
	{ .name = "output",
	  .letter = 'o',
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(explain_form),
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

const command explain_command = {
	.name = "explain",
	.usage = "(OUTPUT:LINE | --line N) [NAME] CHART",
	.brief = "tell which template line and which value wrote a line",
	.about =
		"Renders a chart with the options of `template` and tells of one line of the output "
		"the\n"
		"template line that wrote it, the calls that led there, the value it shows, and the "
		"files\n"
		"and lines that set the value: the one that won first, those it overrides after.\n\n"
		"OUTPUT is a file that was rendered before from the same chart and values, or a "
		"part of\n"
		"one. When it is not what the chart renders now, that is said, and the line that "
		"stands\n"
		"in its place is explained.\n\n"
		"    pintle explain out/prod.yaml:214 web ./charts/web -f production.yaml",
	.options = sets,
	.arity = { 1, 3 },
	.run = run_explain,
	.ours = true,
};
