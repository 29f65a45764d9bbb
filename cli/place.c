/* SPDX-License-Identifier: Apache-2.0 */
#include "place.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "ask.h"
#include "log.h"
#include "quote.h"
#include "system.h"

const char *helm_path(pool *p, helm_folder folder, const char *name)
{
	static const char *const rows[][3] = {
		[HELM_CACHE] = { "HELM_CACHE_HOME", "XDG_CACHE_HOME", ".cache" },
		[HELM_CONFIG] = { "HELM_CONFIG_HOME", "XDG_CONFIG_HOME", ".config" },
		[HELM_DATA] = { "HELM_DATA_HOME", "XDG_DATA_HOME", ".local/share" },
	};
	const char *own = getenv(rows[folder][0]), *base = getenv(rows[folder][1]);
	const char *home = getenv("HOME");

	if (own && *own)
		return path_join(p, own, name);
	if (!base || !*base)
		base = path_join(p, home ? home : "", rows[folder][2]);
	return path_join(p, base, pool_format(p, "helm/%s", name));
}

static void *fail_place(cli *c, const char *message)
{
	cli_fail(c, "%s", message);
	return NULL;
}

/* --verify needs a signed archive, whose signature pintle cannot check (Helm: VerifyChart). */
static bool check_signature(cli *c, const char *path, const struct stat *st)
{
	const char *dot = strrchr(path, '.');
	const char *prov = pool_format(&c->pool, "%s.prov", path);
	struct stat ignored;

	if (S_ISDIR(st->st_mode))
		cli_fail(c, "unpacked charts cannot be verified");
	else if (!dot || strcasecmp(dot, ".tgz") != 0)
		cli_fail(c, "chart must be a tgz file");
	else if (stat(prov, &ignored) != 0)
		cli_fail(c, "could not load provenance file %s: stat %s: %s", prov, prov,
			 system_error(&c->pool, errno));
	else
		cli_fail(c, "pintle does not check signatures: verify %s with helm", path);
	return false;
}

/* Says whether Helm knows a repository of that name (Helm: pkg/repo/v1/repo.go). */
static bool has_repository(cli *c, const char *name)
{
	const char *path = c->settings.repository_config, *why, *answer;
	pintle_file inputs[2] = { { .name = "file" }, { .name = "name" } };

	if (!path)
		path = helm_path(&c->pool, HELM_CONFIG, "repositories.yaml");
	if (!system_read(&c->pool, path, &inputs[0].data, &why))
		return false;
	inputs[1].data = (pintle_text){ name, strlen(name) };
	answer = ask(c,
		     "{{- range (.Files.Get \"file\" | fromYaml).repositories -}}"
		     "{{ if eq .name ($.Files.Get \"name\") }}yes{{ end }}{{ end -}}",
		     inputs, 2, &why);
	return answer && *answer;
}

/* A '%' in a URL must be followed by two hexadecimal digits. */
static bool has_bad_escape(const char *name)
{
	static const char digits[] = "0123456789abcdefABCDEF";

	for (const char *s = strchr(name, '%'); s; s = strchr(s + 1, '%')) {
		if (!s[1] || !strchr(digits, s[1]) || !s[2] || !strchr(digits, s[2]))
			return true;
	}
	return false;
}

/* Returns the name as a URL shows it: blanks and other odd bytes as %XX. */
static const char *as_url(pool *p, const char *name)
{
	text t = { .pool = p };

	for (; *name; name++) {
		unsigned char byte = (unsigned char)*name;

		if (byte <= ' ' || byte >= 0x7F || strchr("\"<>\\^`{|}", byte))
			text_format(&t, "%%%02X", byte);
		else
			text_byte(&t, *name);
	}
	return t.len ? text_z(&t) : "";
}

/* Returns the length of the scheme in front of "://"; 0 when there is none. */
static size_t scheme_length(const char *name)
{
	const char *mark = strstr(name, "://");

	return mark ? (size_t)(mark - name) : 0;
}

/* Refuses a chart that is not on this machine, in Helm's words as far as it gets without network.
 */
static void *refuse_remote(cli *c, const char *name)
{
	pool *p = &c->pool;
	size_t scheme = scheme_length(name);
	const char *path = scheme ? name + scheme + 3 : name;
	const char *slash = strchr(path, '/'), *repo;

	log_message(c, PINTLE_LOG_DEBUG, "set up default downloader cache");
	if (has_bad_escape(name))
		return fail_place(c, pool_format(p, "invalid chart URL format: %s", name));
	if (strncmp(name, "oci://", 6) == 0 || strncmp(name, "http://", 7) == 0 ||
	    strncmp(name, "https://", 8) == 0)
		return fail_place(c, pool_format(p,
						 "cannot load %s: pintle never uses the network; "
						 "pull the chart with helm first",
						 name));
	if (scheme && slash > path && slash[1])
		return fail_place(
			c, pool_format(p, "scheme \"%.*s\" not supported", (int)scheme, name));
	if (!slash || (scheme && slash != path))
		return fail_place(c, pool_format(p,
						 "non-absolute URLs should be in form of "
						 "repo_name/path_to_chart, got: %s",
						 as_url(p, name)));
	repo = pool_copy(p, path, (size_t)(slash - path));
	if (!has_repository(c, repo))
		return fail_place(c, pool_format(p, "repo %s not found", repo));
	return fail_place(c, pool_format(p,
					 "cannot load %s: pintle never uses the network; pull "
					 "the chart with helm first",
					 name));
}

/* Refuses --repo, as Helm does when the address is none that it can fetch from. */
static void *refuse_repository(cli *c, const char *url)
{
	size_t scheme = scheme_length(url);
	const char *name = pool_copy(&c->pool, url, scheme);

	if (strcmp(name, "http") != 0 && strcmp(name, "https") != 0 && strcmp(name, "oci") != 0)
		return fail_place(
			c, pool_format(&c->pool, "could not find protocol handler for: %s", name));
	return fail_place(c, pool_format(&c->pool,
					 "looks like %s is not a valid chart repository or cannot "
					 "be reached: pintle never uses the network",
					 quote(&c->pool, url)));
}

static bool is_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Returns the text without blanks at its ends. */
static const char *trim(pool *p, const char *s)
{
	size_t len;

	while (is_blank(*s))
		s++;
	len = strlen(s);
	while (len && is_blank(s[len - 1]))
		len--;
	return pool_copy(p, s, len);
}

const char *place_find(cli *c, const char *name)
{
	const char *path;
	struct stat st;

	name = trim(&c->pool, name);
	if (*c->settings.repo)
		return refuse_repository(c, c->settings.repo);
	if (stat(name, &st) == 0) {
		path = path_absolute(&c->pool, name);
		return !c->settings.verify || check_signature(c, path, &st) ? path : NULL;
	}
	if (*name == '/' || *name == '.')
		return fail_place(
			c, pool_format(&c->pool, "path %s not found", quote(&c->pool, name)));
	return refuse_remote(c, name);
}
