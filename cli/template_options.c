/* SPDX-License-Identifier: Apache-2.0 */
#include "template_options.h"

#include <stdio.h>
#include <string.h>

#include "post_renderer.h"
#include "quote.h"
#include "scan.h"

/* Checks --wait: Helm 4 has strategies, and warns about the switch of old; Helm 3 has the switch.
 */
static bool check_wait(void *data, pool *p, const char **value, const char **why)
{
	const settings *s = data;
	bool on = strcmp(*value, "true") == 0, off = strcmp(*value, "false") == 0;

	if (strcmp(*value, "watcher") == 0 || strcmp(*value, "hookOnly") == 0 ||
	    strcmp(*value, "legacy") == 0)
		return true;
	if (s->profile == PINTLE_HELM_3_17)
		return scan_bool(p, *value, &on, why);
	if (!on && !off)
		*why = pool_format(p,
				   "invalid wait input %s. Valid inputs are watcher, hookOnly, "
				   "and legacy",
				   quote(p, *value));
	else
		fprintf(stderr,
			"level=WARN msg=\"--wait=%s is deprecated (boolean value) and can be "
			"replaced with --wait=%s\"\n",
			*value, on ? "watcher" : "hookOnly");
	return on || off;
}

static const option render_rows[] = {
	{ .name = "api-versions",
	  .letter = 'a',
	  .type = OPTION_SLICE,
	  .at = OPTION_AT(api_versions),
	  .doc = "APIs that the cluster has, besides Kubernetes' own; may be repeated" },
	{ .name = "is-upgrade",
	  .at = OPTION_AT(is_upgrade),
	  .doc = "render as for an upgrade: .Release.IsUpgrade instead of .Release.IsInstall" },
	{ .name = "kube-version",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(kube_version),
	  .doc = "the cluster's version, for .Capabilities.KubeVersion" },
	{ .name = "lookup",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(lookup),
	  .ours = true,
	  .doc = "YAML file of the objects that the lookup function finds" },
	{ .name = "skip-schema-validation",
	  .at = OPTION_AT(skip_schema),
	  .doc = "do not check values against values.schema.json" },
	{ .name = "untrusted",
	  .at = OPTION_AT(untrusted),
	  .ours = true,
	  .doc = "guard against hostile charts: small limits, no links out of the chart" },
};
const option_set render_options = OPTION_SET(render_rows);

static const option template_rows[] = {
	{ .name = "dry-run",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(dry_run),
	  .bare = "unset",
	  .fallback = "\"client\"",
	  .doc = "client, as this command always is; server is refused" },
	{ .name = "include-crds",
	  .at = OPTION_AT(include_crds),
	  .doc = "print the chart's CRDs too" },
	{ .name = "keep-going",
	  .at = OPTION_AT(keep_going),
	  .ours = true,
	  .doc = "after a failing template go on, and tell of all that fail" },
	{ .name = "output-dir",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(output_dir),
	  .doc = "write a file for each template into this folder" },
	{ .name = "post-renderer",
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(post_renderer),
	  .check = post_renderer_check,
	  .type_name = "postRendererString",
	  .doc = "program that the manifests go through; only with --helm-compat=3.17" },
	{ .name = "post-renderer-args",
	  .type = OPTION_ARRAY,
	  .at = OPTION_AT(post_renderer_args),
	  .type_name = "postRendererArgsSlice",
	  .doc = "argument for the post-renderer; may be repeated" },
	{ .name = "release-name",
	  .at = OPTION_AT(use_release_name),
	  .doc = "put the release's name into the paths of --output-dir" },
	{ .name = "seed",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(seed),
	  .ours = true,
	  .doc = "make random functions repeatable; the clock is SOURCE_DATE_EPOCH or 2026-11-01" },
	{ .name = "show-only",
	  .letter = 's',
	  .type = OPTION_ARRAY,
	  .at = OPTION_AT(show_only),
	  .doc = "print only what these templates give; a pattern, may be repeated" },
	{ .name = "skip-tests", .at = OPTION_AT(skip_tests), .doc = "leave out test hooks" },
	{ .name = "timings",
	  .at = OPTION_AT(timings),
	  .ours = true,
	  .doc = "say on standard error where the time went" },
	{ .name = "validate",
	  .at = OPTION_AT(validate),
	  .deprecated = "use '--dry-run=server' instead",
	  .doc = "" },
};
const option_set template_options = OPTION_SET(template_rows);

#define NO_EFFECT(text, what)                                                              \
	{                                                                                  \
		.name = text, .at = OPTION_AT(unused.flag), .doc = what "; without effect" \
	}
#define DEPRECATED(text, instead)                                                            \
	{                                                                                    \
		.name = text, .at = OPTION_AT(unused.flag), .deprecated = instead, .doc = "" \
	}

static const option install_rows[] = {
	DEPRECATED("atomic", "use --rollback-on-failure instead"),
	NO_EFFECT("create-namespace", "create the namespace"),
	{ .name = "dependency-update",
	  .at = OPTION_AT(dependency_update),
	  .doc = "first do what `dependency update` does, if dependencies are missing" },
	{ .name = "description",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(unused.string),
	  .doc = "describe the release; without effect" },
	NO_EFFECT("disable-openapi-validation", "do not validate against the cluster"),
	{ .name = "enable-dns",
	  .at = OPTION_AT(enable_dns),
	  .doc = "let getHostByName look up names" },
	DEPRECATED("force", "use --force-replace instead"),
	NO_EFFECT("force-conflicts", "overrule other owners of fields"),
	NO_EFFECT("force-replace", "replace objects instead of changing them"),
	{ .name = "generate-name",
	  .letter = 'g',
	  .at = OPTION_AT(generate_name),
	  .doc = "do without NAME; it is then \"release-name\"" },
	DEPRECATED("hide-notes",
		   "this flag has no effect for 'helm template' and will be removed in Helm 5"),
	{ .name = "labels",
	  .letter = 'l',
	  .type = OPTION_MAP,
	  .at = OPTION_AT(labels),
	  .doc = "labels of the stored release; checked, else without effect" },
	{ .name = "name-template",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(name_template),
	  .doc = "template that gives the release's name" },
	{ .name = "no-hooks", .at = OPTION_AT(no_hooks), .doc = "leave out hooks" },
	DEPRECATED("render-subchart-notes",
		   "this flag has no effect for 'helm template' and will be removed in Helm 5"),
	NO_EFFECT("replace", "use a name again"),
	NO_EFFECT("rollback-on-failure", "undo a failed installation"),
	{ .name = "server-side",
	  .at = OPTION_AT(unused.flag),
	  .fallback = "true",
	  .doc = "apply in the server; without effect" },
	NO_EFFECT("skip-crds", "do not install CRDs"),
	NO_EFFECT("take-ownership", "take over objects of others"),
	{ .name = "timeout",
	  .type = OPTION_DURATION,
	  .at = OPTION_AT(unused.string),
	  .fallback = "5m0s",
	  .doc = "how long to wait for the cluster; without effect" },
	{ .name = "wait",
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(unused.string),
	  .check = check_wait,
	  .bare = "watcher",
	  .type_name = "WaitStrategy",
	  .doc = "wait for the objects: watcher, hookOnly, legacy; without effect" },
	NO_EFFECT("wait-for-jobs", "wait for jobs to end"),
};
const option_set install_options = OPTION_SET(install_rows);
