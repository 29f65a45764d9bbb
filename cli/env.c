/* SPDX-License-Identifier: Apache-2.0 */
/* `env`: the settings that Helm takes from the environment, with their values in force. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "namespace.h"
#include "place.h"
#include "scan.h"

typedef struct variable {
	const char *name, *value;
} variable;

static const char *from_env(const char *name)
{
	const char *value = getenv(name);

	return value ? value : "";
}

/* Returns what an option says, else the environment, else Helm's own place. */
static const char *path_of(cli *c, const char *given, const char *name, helm_folder folder,
			   const char *own)
{
	const char *value = given ? given : getenv(name);

	return value ? value : helm_path(&c->pool, folder, own);
}

/* Returns a number from option or environment, or the default when it is none. */
static const char *number_of(cli *c, const char *given, const char *name, const char *other)
{
	const char *value = given ? given : getenv(name), *why;

	return value && scan_int(&c->pool, value, 10, 64, &why) ? value : other;
}

static const char *yes_or_no(bool on)
{
	return on ? "true" : "false";
}

static bool is_insecure(cli *c)
{
	bool on = c->settings.kube_insecure;
	const char *why;

	if (!strings_hold(c->given, "kube-insecure-skip-tls-verify"))
		scan_bool(&c->pool, from_env("HELM_KUBEINSECURE_SKIP_TLS_VERIFY"), &on, &why);
	return on;
}

/* Returns the groups, joined by commas, without those around them. */
static const char *groups_of(cli *c)
{
	const strings *groups = &c->settings.kube_as_groups;
	const char *all = from_env("HELM_KUBEASGROUPS");
	text t = { .pool = &c->pool };
	size_t len;

	for (size_t i = 0; i < groups->count; i++)
		text_format(&t, "%s%s", i ? "," : "", groups->items[i]);
	if (groups->count)
		return text_z(&t);
	all += strspn(all, ", ");
	for (len = strlen(all); len && strchr(", ", all[len - 1]);)
		len--;
	return pool_copy(&c->pool, all, len);
}

static const char *queries_of(cli *c)
{
	const char *value = c->settings.qps ? c->settings.qps : getenv("HELM_QPS"), *why;

	if (!value || !scan_float32(&c->pool, value, &why))
		return "0.00";
	return pool_format(&c->pool, "%.2f", strtod(value, NULL));
}

static const char *or_env(const char *given, const char *name)
{
	return given ? given : from_env(name);
}

/* Fills the table, sorted by name; returns how many there are. */
static size_t gather(cli *c, variable *v)
{
	const settings *s = &c->settings;
	pool *p = &c->pool;
	const variable all[] = {
		{ "HELM_BIN", c->program },
		{ "HELM_BURST_LIMIT", number_of(c, s->burst_limit, "HELM_BURST_LIMIT", "100") },
		{ "HELM_CACHE_HOME", helm_path(p, HELM_CACHE, "") },
		{ "HELM_CONFIG_HOME", helm_path(p, HELM_CONFIG, "") },
		{ "HELM_CONTENT_CACHE",
		  path_of(c, s->content_cache, "HELM_CONTENT_CACHE", HELM_CACHE, "content") },
		{ "HELM_DATA_HOME", helm_path(p, HELM_DATA, "") },
		{ "HELM_DEBUG", yes_or_no(s->debug) },
		{ "HELM_KUBEAPISERVER", or_env(s->kube_apiserver, "HELM_KUBEAPISERVER") },
		{ "HELM_KUBEASGROUPS", groups_of(c) },
		{ "HELM_KUBEASUSER", or_env(s->kube_as_user, "HELM_KUBEASUSER") },
		{ "HELM_KUBECAFILE", or_env(s->kube_ca_file, "HELM_KUBECAFILE") },
		{ "HELM_KUBECONTEXT", s->kube_context },
		{ "HELM_KUBEINSECURE_SKIP_TLS_VERIFY", yes_or_no(is_insecure(c)) },
		{ "HELM_KUBETLS_SERVER_NAME",
		  or_env(s->kube_tls_server_name, "HELM_KUBETLS_SERVER_NAME") },
		{ "HELM_KUBETOKEN", or_env(s->kube_token, "HELM_KUBETOKEN") },
		{ "HELM_MAX_HISTORY", number_of(c, NULL, "HELM_MAX_HISTORY", "10") },
		{ "HELM_NAMESPACE", namespace_find(c) },
		{ "HELM_PLUGINS", path_of(c, NULL, "HELM_PLUGINS", HELM_DATA, "plugins") },
		{ "HELM_QPS", queries_of(c) },
		{ "HELM_REGISTRY_CONFIG", path_of(c, s->registry_config, "HELM_REGISTRY_CONFIG",
						  HELM_CONFIG, "registry/config.json") },
		{ "HELM_REPOSITORY_CACHE", path_of(c, s->repository_cache, "HELM_REPOSITORY_CACHE",
						   HELM_CACHE, "repository") },
		{ "HELM_REPOSITORY_CONFIG",
		  path_of(c, s->repository_config, "HELM_REPOSITORY_CONFIG", HELM_CONFIG,
			  "repositories.yaml") },
		{ "KUBECONFIG", s->kubeconfig },
	};
	size_t count = sizeof all / sizeof *all;

	memcpy(v, all, sizeof all);
	return *s->kubeconfig ? count : count - 1;
}

static int run_env(cli *c, const command *self, const strings *arguments)
{
	variable variables[32];
	size_t count = gather(c, variables);
	const char *found = "";

	(void)self;
	for (size_t i = 0; i < count; i++) {
		if (!arguments->count)
			text_format(&c->out, "%s=\"%s\"\n", variables[i].name, variables[i].value);
		else if (strcmp(arguments->items[0], variables[i].name) == 0)
			found = variables[i].value;
	}
	if (arguments->count)
		text_format(&c->out, "%s\n", found);
	return CLI_OK;
}

const command env_command = {
	.name = "env",
	.brief = "print the settings that come from the environment",
	.about = "Prints the settings that Helm takes from the environment, with their values in "
		 "force.",
	.arity = { 0, 1 },
	.run = run_env,
};
