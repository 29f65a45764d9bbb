/* SPDX-License-Identifier: Apache-2.0 */
/* `dependency`: what a chart depends on (Helm: pkg/cmd/dependency.go). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "dependency.h"
#include "outside.h"
#include "place.h"
#include "quote.h"
#include "system.h"

typedef bool (*action)(const char *path, const pintle_package_options *options, pintle_text *report,
		       pintle_error *error);

bool dependency_options(cli *c, pintle_package_options *options)
{
	pintle_render_options clock = PINTLE_RENDER_OPTIONS_INIT;

	*options = (pintle_package_options)PINTLE_PACKAGE_OPTIONS_INIT;
	options->log = &c->log;
	options->debug = c->settings.debug;
	if (!outside_set_clock(&clock)) {
		cli_fail(c, "SOURCE_DATE_EPOCH must be a number of seconds");
		return false;
	}
	options->fixed_clock = clock.fixed_clock;
	options->clock = clock.clock;
	return true;
}

/* Runs an action on the chart that is named, or on the one in the working directory. */
static int act(cli *c, const strings *arguments, action run)
{
	const char *path = arguments->count ? arguments->items[0] : ".";
	const char *width = c->settings.max_col_width;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_package_options options;
	pintle_text report;
	bool ok;

	if (place_check_certificates(c) != CLI_OK || !dependency_options(c, &options))
		return CLI_FAILED;
	if (*width)
		options.column_width = (size_t)strtoull(width, NULL, 0);
	ok = run(path_clean(&c->pool, path), &options, &report, &error);
	text_add(&c->out, report.ptr, report.len);
	pintle_text_free(&report);
	return ok ? CLI_OK : cli_fail_error(c, &error);
}

static int run_list(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return act(c, arguments, pintle_dependency_list);
}

static int run_build(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return act(c, arguments, pintle_dependency_build);
}

static int run_update(cli *c, const command *self, const strings *arguments)
{
	(void)self;
	return act(c, arguments, pintle_dependency_update);
}

/* Checks a number of columns (Go: strconv.ParseUint). */
static bool check_width(void *data, pool *p, const char **value, const char **why)
{
	const char *s = *value;
	char *end;

	(void)data;
	errno = 0;
	if (*s >= '0' && *s <= '9' && (strtoull(s, &end, 0), *end == '\0')) {
		if (errno == 0)
			return true;
		*why = pool_format(p, "strconv.ParseUint: parsing %s: value out of range",
				   quote(p, s));
		return false;
	}
	*why = pool_format(p, "strconv.ParseUint: parsing %s: invalid syntax", quote(p, s));
	return false;
}

static const option list_rows[] = {
	{ .name = "max-col-width",
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(max_col_width),
	  .check = check_width,
	  .type_name = "uint",
	  .fallback = "80",
	  .doc = "most columns of a cell of the table; 0: any number" },
};

static const option fetch_rows[] = {
	{ .name = "ca-file",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(ca_file),
	  .doc = "certificate authority of repositories; checked, else without effect" },
	{ .name = "cert-file",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(cert_file),
	  .doc = "certificate for repositories; checked, else without effect" },
	{ .name = "insecure-skip-tls-verify",
	  .at = OPTION_AT(insecure_skip_tls_verify),
	  .doc = "do not check certificates; without effect" },
	{ .name = "key-file",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(key_file),
	  .doc = "key for repositories; checked, else without effect" },
	{ .name = "keyring",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(keyring),
	  .doc = "public keys for --verify; without effect" },
	{ .name = "password",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(unused.string),
	  .doc = "password for repositories; without effect" },
	{ .name = "plain-http",
	  .at = OPTION_AT(unused.flag),
	  .doc = "use HTTP for registries; without effect" },
	{ .name = "skip-refresh",
	  .at = OPTION_AT(unused.flag),
	  .doc = "do not refresh repositories, as ever; without effect" },
	{ .name = "username",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(unused.string),
	  .doc = "user name for repositories; without effect" },
	{ .name = "verify",
	  .at = OPTION_AT(unused.flag),
	  .doc = "check signatures of downloads; without effect on folders" },
};

static const option_set list_options = OPTION_SET(list_rows);
static const option_set fetch_options = OPTION_SET(fetch_rows);
static const option_set *const list_sets[] = { &list_options, NULL };
static const option_set *const fetch_sets[] = { &fetch_options, NULL };
static const char *const list_aliases[] = { "ls", NULL };
static const char *const update_aliases[] = { "up", NULL };

static const command list_of_command = {
	.name = "list",
	.usage = "CHART",
	.brief = "list what a chart depends on",
	.about = "Lists the dependencies that Chart.yaml names, and whether they are in charts/.",
	.aliases = list_aliases,
	.options = list_sets,
	.arity = { 0, 1 },
	.run = run_list,
};

static const command build_command = {
	.name = "build",
	.usage = "CHART",
	.brief = "fill charts/ by Chart.lock",
	.about = "Packs dependencies from folders (file://) into charts/, in the versions that\n"
		 "Chart.lock names; without a lock file as `dependency update` does.",
	.options = fetch_sets,
	.arity = { 0, 1 },
	.run = run_build,
};

static const command update_command = {
	.name = "update",
	.usage = "CHART",
	.brief = "fill charts/ by Chart.yaml",
	.about = "Packs dependencies from folders (file://) into charts/, removes archives of "
		 "other\n"
		 "versions and writes Chart.lock. Charts that come from the network are taken as "
		 "they\n"
		 "are in charts/; what is not there is refused. SOURCE_DATE_EPOCH sets the time "
		 "that\n"
		 "Chart.lock tells.",
	.aliases = update_aliases,
	.options = fetch_sets,
	.arity = { 0, 1 },
	.run = run_update,
};

static const command *const children[] = { &build_command, &list_of_command, &update_command,
					   NULL };
static const char *const aliases[] = { "dep", "dependencies", NULL };

const command dependency_command = {
	.name = "dependency",
	.usage = "update|build|list",
	.brief = "handle what a chart depends on",
	.about = "Lists the dependencies of a chart and puts them into its charts/ folder. Only "
		 "folders and\n"
		 "archives of this machine are taken; the network is never used.",
	.aliases = aliases,
	.children = children,
};
