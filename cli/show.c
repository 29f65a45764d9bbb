/* SPDX-License-Identifier: Apache-2.0 */
/* `show`: what is in a chart (Helm: pkg/cmd/show.go). */
#include "commands.h"
#include "log.h"
#include "place.h"

/* Prints one part of the chart that is named. */
static int show(cli *c, const strings *arguments, pintle_show what)
{
	pintle_load_options options = PINTLE_LOAD_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart;
	pintle_text part;
	const char *path;
	bool ok;

	if (place_check_certificates(c) != CLI_OK)
		return CLI_FAILED;
	log_pair(c, PINTLE_LOG_DEBUG, "original chart version", "version", c->settings.version);
	path = place_find(c, arguments->items[0]);
	if (!path)
		return CLI_FAILED;
	if (place_is_no_chart(c, path))
		return cli_fail(c, "Chart.yaml file is missing");
	options.log = &c->log;
	options.follow_links = true;
	options.any_version = true;
	options.one_thread = true;
	chart = pintle_chart_load(path, &options, &error);
	ok = chart && pintle_chart_show(chart, what, &part, &error);
	pintle_chart_free(chart);
	if (!ok)
		return cli_fail_error(c, &error);
	text_add(&c->out, part.ptr, part.len);
	pintle_text_free(&part);
	return CLI_OK;
}

static int show_all(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return show(c, arguments, PINTLE_SHOW_ALL);
}

static int show_chart(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return show(c, arguments, PINTLE_SHOW_CHART);
}

static int show_crds(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return show(c, arguments, PINTLE_SHOW_CRDS);
}

static int show_readme(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return show(c, arguments, PINTLE_SHOW_README);
}

static int show_values(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	if (*c->settings.jsonpath)
		return cli_fail(c,
				"--jsonpath needs a JSONPath reader, which pintle does not have; "
				"pipe the values through a program that has one");
	return show(c, arguments, PINTLE_SHOW_VALUES);
}

static const option rows[] = {
	{ .name = "jsonpath",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(jsonpath),
	  .doc = "JSONPath expression to pick values; refused" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &chart_options, NULL };
static const option_set *const value_sets[] = { &own_options, &chart_options, NULL };

#define PART(part, run_it, text, options_of)                                            \
	{                                                                               \
		.name = part, .usage = "[CHART]", .brief = text, .options = options_of, \
		.arity = { 1, 1 }, .run = run_it                                        \
	}

static const command all_command = PART("all", show_all, "print all of the below", sets);
static const command chart_command = PART("chart", show_chart, "print Chart.yaml", sets);
static const command crds_command = PART("crds", show_crds, "print the CRDs", sets);
static const command readme_command = PART("readme", show_readme, "print the README", sets);
static const command values_part = PART("values", show_values, "print values.yaml", value_sets);

static const command *const parts[] = { &all_command,	&readme_command, &values_part,
					&chart_command, &crds_command,	 NULL };
static const char *const aliases[] = { "inspect", NULL };

const command show_command = {
	.name = "show",
	.brief = "print what is in a chart",
	.about = "Prints a part of a chart: its definition, values, README, CRDs, or all of these.",
	.aliases = aliases,
	.children = parts,
};
