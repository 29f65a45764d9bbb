/* SPDX-License-Identifier: Apache-2.0 */
#include "job.h"

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "memory.h"
#include "namespace.h"
#include "outside.h"
#include "place.h"
#include "quote.h"
#include "report.h"
#include "scan.h"
#include "system.h"
#include "value_sources.h"

static int check_kube_version(cli *c)
{
	pintle_error error = PINTLE_ERROR_INIT;
	const char *version = c->settings.kube_version;

	if (!*version || pintle_kube_version_check(version, c->settings.profile, &error))
		return CLI_OK;
	return cli_fail_error(c, &error);
}

static int refuse_cluster(cli *c)
{
	static const char why[] = "cluster reachability check failed: kubernetes cluster "
				  "unreachable: pintle never talks to a cluster";

	if (c->settings.profile == PINTLE_HELM_3_17)
		return cli_fail(c,
				"Kubernetes cluster unreachable: pintle never talks to a cluster");
	log_message(c, PINTLE_LOG_ERROR, why);
	return cli_fail(c, "%s", why);
}

static int check_dry_run_3(cli *c)
{
	static const char *const words[] = { "client", "unset", "none", "true", "false", "" };
	const char *value = c->settings.dry_run;

	if (strcmp(value, "server") == 0)
		return refuse_cluster(c);
	for (size_t i = 0; i < 6; i++) {
		if (strcmp(value, words[i]) == 0)
			return CLI_OK;
	}
	return cli_fail(c,
			"Invalid dry-run flag. Flag must one of the following: false, true, none, "
			"client, server");
}

/* Checks --dry-run, which may be a switch of old (Helm: pkg/cmd/helpers.go). */
static int check_dry_run_4(cli *c)
{
	const char *value = c->settings.dry_run, *why;
	bool on;

	if (strcmp(value, "unset") == 0) {
		log_message(c, PINTLE_LOG_WARN,
			    "--dry-run is deprecated and should be replaced with "
			    "'--dry-run=client'");
		return CLI_OK;
	}
	if (strcmp(value, "client") == 0)
		return CLI_OK;
	if (strcmp(value, "server") == 0)
		return refuse_cluster(c);
	if (strcmp(value, "none") != 0 && !scan_bool(&c->pool, value, &on, &why))
		return cli_fail(c,
				"invalid dry-run value (%s). Must be \"none\", \"server\", or "
				"\"client\"",
				quote(&c->pool, value));
	if (strcmp(value, "none") == 0 || !on)
		return cli_fail(c, "invalid dry-run value (%s). Must be \"server\" or \"client\"",
				quote(&c->pool, value));
	log_message(c, PINTLE_LOG_WARN,
		    pool_format(&c->pool,
				"boolean '--dry-run=%s' flag is deprecated and must be "
				"replaced with '--dry-run=client'",
				value));
	return CLI_OK;
}

/* Checks options in Helm's order. */
static int check_options(cli *c)
{
	bool helm_3 = c->settings.profile == PINTLE_HELM_3_17;
	int code = check_kube_version(c);

	if (code == CLI_OK)
		code = place_check_certificates(c);
	if (code == CLI_OK)
		code = helm_3 ? check_dry_run_3(c) : check_dry_run_4(c);
	if (code == CLI_OK && c->settings.validate)
		code = refuse_cluster(c);
	return code;
}

static const char *variable(const char *name)
{
	return getenv(name);
}

/* Finds out the names of release and chart (Helm: pkg/action/install.go, NameAndChart). */
static int name_and_chart(cli *c, const strings *arguments, job *j)
{
	const settings *s = &c->settings;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_text name;

	j->release = "release-name";
	j->chart_name = arguments->items[arguments->count > 1];
	if (arguments->count > 2) {
		text extra = { .pool = &c->pool };

		for (size_t i = 2; i < arguments->count; i++)
			text_format(&extra, "%s%s", i > 2 ? ", " : "", arguments->items[i]);
		return cli_fail(c, "expected at most two arguments, unexpected arguments: %s",
				text_z(&extra));
	}
	if (arguments->count == 2) {
		j->release = arguments->items[0];
		if (s->generate_name)
			return cli_fail(c, "cannot set --generate-name and also specify a name");
		if (*s->name_template)
			return cli_fail(c, "cannot set --name-template and also specify a name");
		return CLI_OK;
	}
	if (!*s->name_template)
		return CLI_OK;
	if (!pintle_name_from_template(s->name_template, variable, &name, &error))
		return cli_fail_error(c, &error);
	j->release = pool_copy(&c->pool, name.ptr, name.len);
	pintle_text_free(&name);
	return CLI_OK;
}

static const pintle_limits *limits_of(cli *c, job *j)
{
	if (!c->settings.untrusted)
		return NULL;
	pintle_limits_untrusted(&j->limits);
	return &j->limits;
}

int job_load_chart(cli *c, job *j)
{
	pintle_load_options options = PINTLE_LOAD_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;

	options.allocator = memory_allocator();
	options.limits = limits_of(c, j);
	options.log = &c->log;
	options.follow_links = !c->settings.untrusted;
	options.shown_as = j->chart_name;
	options.view = c->view;
	options.timings = c->timings;
	options.one_thread = true;
	j->chart = pintle_chart_load(j->path, &options, &error);
	return j->chart ? CLI_OK : cli_fail_error(c, &error);
}

/* Finds a chart in another revision. */
static const char *find_in_view(cli *c, const char *name)
{
	const char *path = path_absolute(&c->pool, name);
	uint64_t size;

	switch (c->view->look(c->view->data, path, &size)) {
	case PINTLE_PATH_FILE:
	case PINTLE_PATH_FOLDER:
		return path;
	case PINTLE_PATH_MISSING:
		cli_fail(c, "%s is not in %s", name, c->view_name);
		return NULL;
	case PINTLE_PATH_OUTSIDE:
		break;
	}
	return place_find(c, name);
}

static int load(cli *c, job *j)
{
	int code;

	j->path = c->view ? find_in_view(c, j->chart_name) : place_find(c, j->chart_name);
	if (!j->path)
		return CLI_FAILED;
	log_pair(c, PINTLE_LOG_DEBUG, "Chart path", "path", j->path);
	j->values = value_sources_read(c, limits_of(c, j), &code);
	if (!j->values)
		return code;
	if (c->settings.profile == PINTLE_HELM_3_17 && !c->view && place_is_no_chart(c, j->path))
		return cli_fail(c, "Chart.yaml file is missing");
	return job_load_chart(c, j);
}

/* Sets what makes a render repeatable. */
static int fix_outside(cli *c, pintle_render_options *options)
{
	options->time_zone = outside_time_zone();
	options->seed = c->settings.seed;
	if (c->settings.enable_dns)
		options->resolve = outside_resolve;
	if (options->seed && !outside_set_clock(options))
		return cli_fail(c, "SOURCE_DATE_EPOCH must be a number of seconds");
	return CLI_OK;
}

int job_options(cli *c, job *j, pintle_render_options *options)
{
	const settings *s = &c->settings;
	pintle_text objects = { 0 };
	const char *why;

	if (s->lookup && !system_read(&c->pool, s->lookup, &objects, &why))
		return cli_fail(c, "%s", why);
	*options = (pintle_render_options){
		.size = sizeof *options,
		.allocator = memory_allocator(),
		.limits = limits_of(c, j),
		.log = &c->log,
		.profile = s->profile,
		.release_name = j->release,
		.namespace_name = namespace_find(c),
		.is_upgrade = s->is_upgrade,
		.kube_version = *s->kube_version ? s->kube_version : NULL,
		.api_versions = s->api_versions.items,
		.api_version_count = s->api_versions.count,
		.include_crds = s->include_crds,
		.no_hooks = s->no_hooks,
		.skip_tests = s->skip_tests,
		.skip_schema = s->skip_schema,
		.lookup = objects.ptr,
		.lookup_len = objects.len,
		.timings = c->timings,
		.explain_errors = report_is_rich(c),
		.keep_going = s->keep_going,
	};
	if (!*s->output_dir) {
		options->show_only = s->show_only.items;
		options->show_only_count = s->show_only.count;
	}
	return fix_outside(c, options);
}

int job_begin(cli *c, const strings *arguments, job *j)
{
	const settings *s = &c->settings;
	int code = check_options(c);

	if (code != CLI_OK)
		return code;
	log_pair(c, PINTLE_LOG_DEBUG, "Original chart version", "version", s->version);
	if (!*s->version && s->devel)
		log_message(c, PINTLE_LOG_DEBUG, "setting version to >0.0.0-0");
	code = name_and_chart(c, arguments, j);
	return code == CLI_OK ? load(c, j) : code;
}

void job_end(job *j)
{
	pintle_findings_free(j->unused);
	pintle_manifest_free(j->manifest);
	pintle_values_free(j->values);
	pintle_chart_free(j->chart);
}
