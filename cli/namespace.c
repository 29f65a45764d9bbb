/* SPDX-License-Identifier: Apache-2.0 */
#include "namespace.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ask.h"
#include "system.h"

#define SECRETS "/var/run/secrets/kubernetes.io/serviceaccount/"

enum { MAX_FILES = 64 };

/*
 * Merges kubeconfigs, earlier files winning, and prints the namespace of the wanted or current
 * context. Fails for files and contexts that cannot be used; prints nothing for an empty config.
 */
static const char question[] =
	"{{- $want := .Files.Get \"context\" -}}{{- $current := \"\" -}}{{- $contexts := dict -}}"
	"{{- range $name, $_ := .Files -}}{{- if hasPrefix \"kubeconfig\" $name -}}"
	"{{- $k := $.Files.Get $name | fromYaml -}}"
	"{{- $version := default \"v1\" (get $k \"apiVersion\") -}}"
	"{{- if or (hasKey $k \"Error\") (ne $version \"v1\") -}}{{- fail \"\" -}}{{- end -}}"
	"{{- range pick $k \"clusters\" \"users\" \"contexts\" -}}"
	"{{- if not (has (kindOf .) (list \"invalid\" \"slice\")) -}}{{- fail \"\" -}}"
	"{{- end -}}{{- end -}}"
	"{{- $current = default (get $k \"current-context\") $current -}}"
	"{{- range $k.contexts -}}{{- if not (hasKey $contexts .name) -}}"
	"{{- $_ := set $contexts .name .context -}}{{- end -}}{{- end -}}"
	"{{- end -}}{{- end -}}{{- $name := default $current $want -}}"
	"{{- if or $contexts $name -}}{{- get (index $contexts $name) \"namespace\" -}}{{- end -}}";

/* The kubeconfig files under way to the question. */
typedef struct inputs {
	pintle_file files[MAX_FILES + 1]; /* one more for the context */
	size_t count;
} inputs;

static bool add_input(cli *c, inputs *in, const char *path)
{
	const char *why;
	pintle_file *file = &in->files[in->count];

	if (in->count == MAX_FILES || !system_read(&c->pool, path, &file->data, &why))
		return false;
	file->name = pool_format(&c->pool, "kubeconfig%02zu", in->count++);
	return true;
}

/* Reads the files there are; false when the one that --kubeconfig names cannot be read. */
static bool read_kubeconfigs(cli *c, inputs *in)
{
	const char *list = getenv("KUBECONFIG"), *home = getenv("HOME");

	if (*c->settings.kubeconfig)
		return add_input(c, in, c->settings.kubeconfig);
	if (!list || !*list)
		list = path_join(&c->pool, home ? home : "", ".kube/config");
	while (*list) {
		size_t n = strcspn(list, ":");

		if (n)
			add_input(c, in, pool_copy(&c->pool, list, n));
		list += n + (list[n] == ':');
	}
	return true;
}

/* Returns the pod's namespace, NULL outside of a cluster (client-go: inClusterClientConfig). */
static const char *namespace_of_pod(cli *c)
{
	const char *host = getenv("KUBERNETES_SERVICE_HOST"),
		   *port = getenv("KUBERNETES_SERVICE_PORT");
	const char *named = getenv("POD_NAMESPACE"), *why;
	pintle_text data;
	struct stat st;

	if (!host || !*host || !port || !*port || stat(SECRETS "token", &st) != 0 ||
	    S_ISDIR(st.st_mode))
		return NULL;
	if (named && *named)
		return named;
	if (!system_read(&c->pool, SECRETS "namespace", &data, &why))
		return NULL;
	while (data.len && strchr(" \t\r\n", data.ptr[data.len - 1]))
		data.len--;
	return data.len ? pool_copy(&c->pool, data.ptr, data.len) : NULL;
}

const char *namespace_find(cli *c)
{
	const char *context = c->settings.kube_context, *found = "", *why;
	inputs in = { .count = 0 };

	if (*c->settings.namespace_name)
		return c->settings.namespace_name;
	if (!read_kubeconfigs(c, &in))
		return "default";
	if (in.count) {
		in.files[in.count++] = (pintle_file){ "context", { context, strlen(context) } };
		found = ask(c, question, in.files, in.count, &why);
	}
	if (found && !*found)
		found = namespace_of_pod(c);
	return found && *found ? found : "default";
}
