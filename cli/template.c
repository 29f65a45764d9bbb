/* SPDX-License-Identifier: Apache-2.0 */
/* `template`: renders a chart (Helm: pkg/cmd/template.go). */
#include <string.h>

#include "commands.h"
#include "dependency.h"
#include "job.h"
#include "output_dir.h"
#include "post_renderer.h"
#include "system.h"
#include "template_options.h"
#include "timings.h"
#include "unused.h"

/* Returns the message about labels that Helm keeps for itself; NULL when there is none. */
static const char *reserved_label(const strings *labels)
{
	static const char *const reserved[] = { "name",	   "owner",	"status",
						"version", "createdAt", "modifiedAt" };

	for (size_t i = 0; i < labels->count; i++) {
		size_t n = strcspn(labels->items[i], "=");

		for (size_t j = 0; j < 6; j++) {
			if (strlen(reserved[j]) == n &&
			    strncmp(labels->items[i], reserved[j], n) == 0)
				return "user supplied labels contains system reserved label name. "
				       "System labels: [name owner status version createdAt "
				       "modifiedAt]";
		}
	}
	return NULL;
}

/* Prints an error; with --debug also what was rendered before it. */
static int fail_render(cli *c, const job *j, pintle_error *error)
{
	const settings *s = &c->settings;
	pintle_text partial = { 0 };

	if (j->manifest && s->debug)
		partial = pintle_manifest_debug_text(j->manifest);
	if (j->manifest && s->debug &&
	    pintle_manifest_unmatched(j->manifest) < s->show_only.count) {
		pintle_error_finish(error);
		return cli_fail(c, "could not find template %s in chart",
				s->show_only.items[pintle_manifest_unmatched(j->manifest)]);
	}
	text_add(&c->out, partial.ptr, partial.len);
	return cli_fail_error(c, error);
}

/* Writes the map of what will be printed. */
static int write_source_map(cli *c, const job *j)
{
	pintle_error error = PINTLE_ERROR_INIT;
	const char *why;
	pintle_text map;
	bool ok;

	if (!c->settings.source_map)
		return CLI_OK;
	if (!pintle_manifest_source_map(j->manifest, &map, &error))
		return cli_fail_error(c, &error);
	ok = system_write(&c->pool, c->settings.source_map, map, &why);
	pintle_text_free(&map);
	return ok ? CLI_OK : cli_fail(c, "%s", why);
}

static int print(cli *c, const job *j)
{
	const settings *s = &c->settings;
	pintle_text all = pintle_manifest_text(j->manifest);

	if (*s->post_renderer && s->show_only.count)
		return cli_fail(c, "--show-only cannot be used with --post-renderer");
	if (*s->output_dir) {
		int code = output_dir_write(c, j->manifest, j->release);

		if (code != CLI_OK || !*s->post_renderer)
			return code;
		c->out.len--; /* the program says what follows the list of files */
	}
	if (*s->post_renderer)
		return post_renderer_run(c, j->manifest, &c->out);
	c->rest = all;
	return CLI_OK;
}

/* Says whether a chart lacks dependencies that are to be fetched. */
static bool lacks_dependencies(cli *c, const job *j, const pintle_error *error)
{
	return c->settings.dependency_update && !j->fetched && error->status == PINTLE_ERR_CHART &&
	       strstr(error->message, "but missing in charts/ directory: ");
}

/* Fills charts/ and loads the chart anew (Helm: --dependency-update). */
static int fetch(cli *c, job *j)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_package_options options;
	pintle_text report;
	bool ok;

	if (!dependency_options(c, &options))
		return CLI_FAILED;
	ok = pintle_dependency_update(j->path, &options, &report, &error);
	text_add(&c->out, report.ptr, report.len);
	pintle_text_free(&report);
	if (!ok)
		return cli_fail_error(c, &error);
	pintle_manifest_free(j->manifest);
	pintle_chart_free(j->chart);
	j->manifest = NULL;
	j->fetched = true;
	return job_load_chart(c, j);
}

static int render(cli *c, job *j)
{
	const char *label = reserved_label(&c->settings.labels);
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_render_options options;
	int code = job_options(c, j, &options);

	if (code != CLI_OK)
		return code;
	options.traced = c->settings.source_map != NULL;
	j->manifest = pintle_render_partial(j->chart, j->values, &options, &error);
	if (lacks_dependencies(c, j, &error)) {
		pintle_error_finish(&error);
		code = fetch(c, j);
		return code == CLI_OK ? render(c, j) : code;
	}
	if (label && (error.status == PINTLE_OK || error.during_render)) {
		pintle_error_finish(&error);
		return cli_fail(c, "%s", label);
	}
	if (error.status != PINTLE_OK) {
		unused_find(c, j, &options, false);
		return fail_render(c, j, &error);
	}
	code = unused_find(c, j, &options, true);
	if (code == CLI_OK)
		code = write_source_map(c, j);
	return code == CLI_OK ? print(c, j) : code;
}

static int run_template(cli *c, const command *self, const strings *arguments)
{
	timings times;
	job j = { 0 };
	int code;

	(void)self;
	timings_begin(c, &times);
	code = job_begin(c, arguments, &j);
	if (code == CLI_OK)
		code = render(c, &j);
	code = unused_tell(c, &j, code);
	code = timings_end(c, &times, code);
	code = cli_flush(c, code); /* the manifest's text ends with the job */
	job_end(&j);
	return code;
}

static const option own_rows[] = {
	{ .name = "source-map",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(source_map),
	  .ours = true,
	  .doc = "write where each line comes from into this file, as JSON" },
};
static const option_set own_options = OPTION_SET(own_rows);

static const option_set *const sets[] = { &render_options,  &template_options,
					  &own_options,	    &unused_key_options,
					  &install_options, &value_options,
					  &chart_options,   NULL };

const command template_command = {
	.name = "template",
	.usage = "[NAME] [CHART]",
	.brief = "render a chart's templates",
	.about = "Renders a chart and prints its manifests.\n\n"
		 "CHART is a folder or an archive on this machine, NAME the release's name, which "
		 "is\n"
		 "\"release-name\" when it is left out. Nothing is looked up in a cluster: give "
		 "its\n"
		 "version with --kube-version, its APIs with --api-versions, and the objects that\n"
		 "templates may look up with --lookup.\n\n"
		 "    pintle template web ./charts/web -f production.yaml --set image.tag=v2",
	.options = sets,
	.arity = { 1, ANY_NUMBER },
	.run = run_template,
};
