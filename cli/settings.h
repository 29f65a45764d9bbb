/* Settings: the values of all options, and the tables of options that commands share. */
#ifndef CLI_SETTINGS_H
#define CLI_SETTINGS_H

#include <pintle/pintle.h>

#include "option.h"

/* What one side of `diff` has besides what both have. */
typedef struct diff_own {
	strings value_files, set, set_string, set_json;
	const char *kube_version;
} diff_own;

typedef struct settings {
	bool help;

	/* of every command */
	const char *namespace_name, *kubeconfig, *kube_context;
	const char *kube_token, *kube_as_user, *kube_apiserver, *kube_ca_file,
		*kube_tls_server_name;
	strings kube_as_groups;
	bool kube_insecure;
	const char *registry_config, *repository_config, *repository_cache, *content_cache;
	const char *burst_limit, *qps;
	const char *color;
	bool debug;
	pintle_profile profile;

	/* where a chart comes from */
	const char *version, *keyring, *repo, *cert_file, *key_file, *ca_file;
	bool devel, verify, insecure_skip_tls_verify;

	/* values */
	strings value_files, set, set_string, set_file, set_json, set_literal;

	/* template */
	strings api_versions, labels, show_only, post_renderer_args;
	const char *name_template, *output_dir, *kube_version, *dry_run, *post_renderer;
	bool generate_name, validate, include_crds, skip_tests, no_hooks, is_upgrade;
	bool use_release_name, skip_schema, enable_dns, dependency_update;
	const char *lookup, *seed, *errors, *source_map, *unused_keys;
	bool untrusted, keep_going, timings;

	/* commands that find something */
	pintle_format report;

	/* values */
	bool inactive, no_comments;
	const char *values_form;

	/* explain */
	const char *line, *explain_form;

	/* lint */
	bool strict, quiet, with_subcharts;

	/* render, golden */
	strings only, chart_folders;
	pintle_split split;
	unsigned threads;
	bool split_given, to_stdout, prune;

	/* diff */
	struct {
		const char *form, *from, *to, *name;
		diff_own own[2];
		strings secret_names;
		bool no_renames, show_secrets, unified, render;
	} diff;

	/* package, dependency */
	const char *app_version, *destination, *signing_key, *max_col_width;
	bool sign;

	/* show, version, functions, help */
	const char *jsonpath, *version_template, *format;
	bool client, only_short, of_pintle, man, no_descriptions;

	/* accepted, without a meaning when nothing is installed */
	struct {
		bool flag;
		const char *string;
	} unused;
} settings;

extern const option_set help_options;	/* --help */
extern const option_set global_options; /* of every command */
extern const option_set chart_options;	/* where a chart comes from */
extern const option_set value_options;	/* -f, --set ... */

/* Sets what the environment says, before any option is read (Helm: pkg/cli/environment.go). */
void settings_init(settings *s, pool *p);

#define OPTION_AT(member) offsetof(struct settings, member)
#define OPTION_SET(rows)                            \
	{                                           \
		rows, sizeof(rows) / sizeof *(rows) \
	}

#endif
