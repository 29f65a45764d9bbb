/* SPDX-License-Identifier: Apache-2.0 */
#include "settings.h"

#include <stdlib.h>
#include <string.h>

#include "scan.h"

static bool check_profile(void *data, pool *p, const char **value, const char **why)
{
	settings *s = data;

	(void)p;
	if (strcmp(*value, "4.2") == 0)
		s->profile = PINTLE_HELM_4_2;
	else if (strcmp(*value, "3.17") == 0)
		s->profile = PINTLE_HELM_3_17;
	else
		*why = "must be 4.2 or 3.17";
	return !*why;
}

static bool check_errors(void *data, pool *p, const char **value, const char **why)
{
	(void)data;
	(void)p;
	if (strcmp(*value, "auto") != 0 && strcmp(*value, "helm") != 0 &&
	    strcmp(*value, "rich") != 0)
		*why = "must be auto, helm or rich";
	return !*why;
}

static const option help_rows[] = {
	{ .name = "help", .letter = 'h', .at = OPTION_AT(help), .doc = "print this help" },
};
const option_set help_options = OPTION_SET(help_rows);

/* Those of the Kubernetes log library; Helm takes them, unlisted. */
#define LOG_SWITCH(text)                                                              \
	{                                                                             \
		.name = text, .hidden = true, .at = OPTION_AT(unused.flag), .doc = "" \
	}
#define LOG_TEXT(text, kind)                                                                \
	{                                                                                   \
		.name = text, .type = kind, .hidden = true, .at = OPTION_AT(unused.string), \
		.doc = ""                                                                   \
	}

static const option global_rows[] = {
	{ .name = "burst-limit",
	  .type = OPTION_INT,
	  .at = OPTION_AT(burst_limit),
	  .fallback = "100",
	  .doc = "requests to a cluster at once; without effect" },
	{ .name = "color",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(color),
	  .fallback = "\"auto\"",
	  .doc = "colors in messages (never, auto, always)" },
	{ .name = "colour",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(color),
	  .fallback = "\"auto\"",
	  .doc = "colors in messages (never, auto, always)" },
	{ .name = "content-cache",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(content_cache),
	  .doc = "folder of downloaded charts; without effect" },
	{ .name = "debug",
	  .at = OPTION_AT(debug),
	  .doc = "tell more on stderr; print what there is after an error" },
	{ .name = "errors",
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(errors),
	  .check = check_errors,
	  .ours = true,
	  .fallback = "\"auto\"",
	  .doc = "errors in Helm's words (helm), or with excerpts, values and hints (rich); auto is "
		 "rich on a terminal" },
	{ .name = "helm-compat",
	  .type = OPTION_CHECKED,
	  .at = OPTION_AT(unused.string),
	  .check = check_profile,
	  .ours = true,
	  .fallback = "\"4.2\"",
	  .doc = "the Helm whose output is given (4.2, 3.17); also $PINTLE_HELM_COMPAT" },
	{ .name = "kube-apiserver",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(kube_apiserver),
	  .doc = "address of the cluster; without effect" },
	{ .name = "kube-as-group",
	  .type = OPTION_ARRAY,
	  .at = OPTION_AT(kube_as_groups),
	  .doc = "group to act as in the cluster, may be repeated; without effect" },
	{ .name = "kube-as-user",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(kube_as_user),
	  .doc = "user to act as in the cluster; without effect" },
	{ .name = "kube-ca-file",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(kube_ca_file),
	  .doc = "certificate authority of the cluster; without effect" },
	{ .name = "kube-context",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(kube_context),
	  .doc = "context of the kubeconfig, which may name a namespace" },
	{ .name = "kube-insecure-skip-tls-verify",
	  .at = OPTION_AT(kube_insecure),
	  .doc = "do not check the cluster's certificate; without effect" },
	{ .name = "kube-tls-server-name",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(kube_tls_server_name),
	  .doc = "name in the cluster's certificate; without effect" },
	{ .name = "kube-token",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(kube_token),
	  .doc = "token for the cluster; without effect" },
	{ .name = "kubeconfig",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(kubeconfig),
	  .doc = "kubeconfig file, whose context may name a namespace" },
	{ .name = "namespace",
	  .letter = 'n',
	  .type = OPTION_STRING,
	  .at = OPTION_AT(namespace_name),
	  .doc = "namespace of the release" },
	{ .name = "qps",
	  .type = OPTION_FLOAT32,
	  .at = OPTION_AT(qps),
	  .doc = "requests to a cluster in a second; without effect" },
	{ .name = "registry-config",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(registry_config),
	  .doc = "file with the logins of registries; without effect" },
	{ .name = "repository-cache",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(repository_cache),
	  .doc = "folder of the repositories' indexes; without effect" },
	{ .name = "repository-config",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(repository_config),
	  .doc = "file with the names and addresses of repositories" },
	LOG_TEXT("log-dir", OPTION_STRING),
	LOG_TEXT("log-file", OPTION_STRING),
	LOG_TEXT("log-file-max-size", OPTION_INT),
	LOG_TEXT("log-backtrace-at", OPTION_STRING),
	LOG_TEXT("stderrthreshold", OPTION_STRING),
	LOG_TEXT("alsologtostderrthreshold", OPTION_STRING),
	LOG_TEXT("vmodule", OPTION_STRING),
	LOG_SWITCH("logtostderr"),
	LOG_SWITCH("alsologtostderr"),
	LOG_SWITCH("legacy-stderr-threshold-behavior"),
	LOG_SWITCH("add-dir-header"),
	LOG_SWITCH("skip-headers"),
	LOG_SWITCH("skip-log-headers"),
	LOG_SWITCH("one-output"),
	{ .name = "v",
	  .letter = 'v',
	  .type = OPTION_INT32,
	  .hidden = true,
	  .at = OPTION_AT(unused.string),
	  .doc = "" },
};
const option_set global_options = OPTION_SET(global_rows);

static const option chart_rows[] = {
	{ .name = "ca-file",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(ca_file),
	  .doc = "certificate authority of the repository; checked, else without effect" },
	{ .name = "cert-file",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(cert_file),
	  .doc = "certificate for the repository; checked, else without effect" },
	{ .name = "devel",
	  .at = OPTION_AT(devel),
	  .doc = "take development versions too; without effect on local charts" },
	{ .name = "insecure-skip-tls-verify",
	  .at = OPTION_AT(insecure_skip_tls_verify),
	  .doc = "do not check the repository's certificate; without effect" },
	{ .name = "key-file",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(key_file),
	  .doc = "key for the repository; checked, else without effect" },
	{ .name = "keyring",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(keyring),
	  .doc = "public keys for --verify" },
	{ .name = "pass-credentials",
	  .at = OPTION_AT(unused.flag),
	  .doc = "give credentials to every host; without effect" },
	{ .name = "password",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(unused.string),
	  .doc = "password for the repository; without effect" },
	{ .name = "plain-http",
	  .at = OPTION_AT(unused.flag),
	  .doc = "use HTTP for registries; without effect" },
	{ .name = "repo",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(repo),
	  .doc = "repository to load the chart from; refused, as it takes the network" },
	{ .name = "username",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(unused.string),
	  .doc = "user name for the repository; without effect" },
	{ .name = "verify",
	  .at = OPTION_AT(verify),
	  .doc = "check the chart's signature; refused for charts that have one" },
	{ .name = "version",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(version),
	  .doc = "version of the chart; without effect on local charts" },
};
const option_set chart_options = OPTION_SET(chart_rows);

static const option value_rows[] = {
	{ .name = "set",
	  .type = OPTION_ARRAY,
	  .at = OPTION_AT(set),
	  .doc = "set values: KEY=VALUE[,KEY=VALUE...]; may be repeated" },
	{ .name = "set-file",
	  .type = OPTION_ARRAY,
	  .at = OPTION_AT(set_file),
	  .doc = "set values to the content of files: KEY=FILE[,KEY=FILE...]" },
	{ .name = "set-json",
	  .type = OPTION_ARRAY,
	  .at = OPTION_AT(set_json),
	  .doc = "set values to JSON: KEY=JSON[,KEY=JSON...], or one JSON object" },
	{ .name = "set-literal",
	  .type = OPTION_ARRAY,
	  .at = OPTION_AT(set_literal),
	  .doc = "set a value to the rest of the line as it is: KEY=TEXT" },
	{ .name = "set-string",
	  .type = OPTION_ARRAY,
	  .at = OPTION_AT(set_string),
	  .doc = "set values that are always strings: KEY=TEXT[,KEY=TEXT...]" },
	{ .name = "values",
	  .letter = 'f',
	  .type = OPTION_SLICE,
	  .at = OPTION_AT(value_files),
	  .doc = "file of values, - for stdin; may be repeated or hold commas" },
};
const option_set value_options = OPTION_SET(value_rows);

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value ? value : "";
}

static const char *color_of_environment(void)
{
	static const char *const modes[] = { "never", "auto", "always" };
	const char *mode = variable("HELM_COLOR");

	if (*variable("NO_COLOR"))
		return "never";
	for (size_t i = 0; i < 3; i++) {
		const char *m = modes[i];
		size_t n = 0;

		while (m[n] && (mode[n] | 0x20) == m[n])
			n++;
		if (!m[n] && !mode[n])
			return m;
	}
	return "auto";
}

void settings_init(settings *s, pool *p)
{
	const char *why = NULL, *compat = getenv("PINTLE_HELM_COMPAT");

	*s = (settings){ .namespace_name = variable("HELM_NAMESPACE"),
			 .kubeconfig = "",
			 .kube_context = variable("HELM_KUBECONTEXT"),
			 .repository_config = getenv("HELM_REPOSITORY_CONFIG"),
			 .color = color_of_environment(),
			 .version = "",
			 .keyring = "",
			 .repo = "",
			 .cert_file = "",
			 .key_file = "",
			 .ca_file = "",
			 .name_template = "",
			 .output_dir = "",
			 .kube_version = "",
			 .dry_run = "client",
			 .post_renderer = "",
			 .app_version = "",
			 .destination = ".",
			 .signing_key = "",
			 .max_col_width = "",
			 .jsonpath = "",
			 .version_template = "",
			 .format = "text" };
	scan_bool(p, variable("HELM_DEBUG"), &s->debug, &why);
	if (compat && strcmp(compat, "3.17") == 0)
		s->profile = PINTLE_HELM_3_17;
}
