/* SPDX-License-Identifier: Apache-2.0 */
/* Options of `diff`: what is compared and how, and how charts are rendered for it. */
#include "diff.h"

#include <string.h>

static bool check_form(void *data, pool *p, const char **value, const char **why)
{
	(void)data;
	if (!diff_form_named(*value))
		*why = pool_format(p, "must be %s", diff_form_names(p));
	return !*why;
}

static const option form_rows[] = {
	{ .name = "no-renames",
	  .at = OPTION_AT(diff.no_renames),
	  .ours = true,
	  .doc = "take an object under another name for another object" },
	{ .name = "output",
	  .letter = 'o',
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(diff.form),
	  .check = check_form,
	  .fallback = "text",
	  .ours = true,
	  .doc = "text, json, markdown (a comment), github (annotations) or html" },
	{ .name = "unified",
	  .letter = 'u',
	  .at = OPTION_AT(diff.unified),
	  .ours = true,
	  .doc = "with -o text: print a unified diff of the objects in YAML" },
};
const option_set diff_form_options = OPTION_SET(form_rows);

#define OWN(letter, side, what, member, doc_text)                                            \
	{                                                                                    \
		.name = letter "-" what, .type = OPTION_ARRAY,                               \
		.at = OPTION_AT(diff.own[side].member), .ours = true, .doc = doc_text letter \
	}

static const option rows[] = {
	OWN("a", 0, "set", set, "set values on the command line, for side "),
	OWN("a", 0, "set-json", set_json, "set JSON values on the command line, for side "),
	OWN("a", 0, "set-string", set_string, "set strings on the command line, for side "),
	OWN("a", 0, "values", value_files, "values file for side "),
	OWN("b", 1, "set", set, "set values on the command line, for side "),
	OWN("b", 1, "set-json", set_json, "set JSON values on the command line, for side "),
	OWN("b", 1, "set-string", set_string, "set strings on the command line, for side "),
	OWN("b", 1, "values", value_files, "values file for side "),
	{ .name = "a-kube-version",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(diff.own[0].kube_version),
	  .ours = true,
	  .doc = "the cluster's version, for side a" },
	{ .name = "b-kube-version",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(diff.own[1].kube_version),
	  .ours = true,
	  .doc = "the cluster's version, for side b" },
	{ .name = "from",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(diff.from),
	  .ours = true,
	  .doc = "compare with this revision of the git repository" },
	{ .name = "name",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(diff.name),
	  .ours = true,
	  .doc = "release name of the charts A and B" },
	{ .name = "render",
	  .at = OPTION_AT(diff.render),
	  .ours = true,
	  .doc = "render the releases that HelmReleases and Applications in the files describe" },
	{ .name = "seed",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(seed),
	  .ours = true,
	  .doc = "make the hashes that stand for secrets repeatable, and random functions" },
	{ .name = "to",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(diff.to),
	  .ours = true,
	  .doc = "with --from: compare it with this revision instead of the files that are there" },
};
const option_set diff_options = OPTION_SET(rows);
