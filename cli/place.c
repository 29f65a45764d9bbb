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

/* A chart's name, read as a URL. */
typedef struct reference {
	const char *scheme; /* "" when there is none */
	const char *path;   /* "" when the scheme is followed by something else */
	bool has_host;
} reference;

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

/* Returns the length of a scheme and its colon; 0 when there is none. */
static size_t scheme_length(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				"0123456789+-.");

	return n && name[n] == ':' && !strchr("0123456789+-.", *name) ? n + 1 : 0;
}

/* Cuts a name into the parts of a URL; false when it is none (Go: net/url, Parse). */
static bool read_reference(pool *p, const char *name, reference *r)
{
	size_t scheme = scheme_length(name), n;
	const char *rest = pool_copy(p, name + scheme, strcspn(name + scheme, "?#"));

	*r = (reference){ pool_copy(p, name, scheme ? scheme - 1 : 0), rest, false };
	for (const char *s = name; *s; s++) {
		if ((unsigned char)*s < ' ' || *s == 0x7F)
			return false;
	}
	if (scheme && *rest != '/')
		r->path = "";
	else if (!scheme && strcspn(rest, ":") < strcspn(rest, "/"))
		return false;
	if (strncmp(rest, "//", 2) == 0) {
		n = strcspn(rest + 2, "/");
		r->has_host = n > 0;
		r->path = rest + 2 + n;
	}
	return !has_bad_escape(rest);
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

static void *refuse_network(cli *c, const char *name)
{
	return fail_place(c, pool_format(&c->pool,
					 "cannot load %s: pintle never uses the network; pull the "
					 "chart with helm first",
					 name));
}

/* Refuses a chart that is not on this machine, in Helm's words as far as it gets without network.
 */
static void *refuse_remote(cli *c, const char *name)
{
	pool *p = &c->pool;
	const char *slash, *repo;
	reference r;

	log_message(c, PINTLE_LOG_DEBUG, "set up default downloader cache");
	if (!read_reference(p, name, &r))
		return fail_place(c, pool_format(p, "invalid chart URL format: %s", name));
	if (strncmp(name, "oci://", 6) == 0)
		return refuse_network(c, name);
	if (*r.scheme && r.has_host && *r.path) {
		if (strcasecmp(r.scheme, "http") == 0 || strcasecmp(r.scheme, "https") == 0)
			return refuse_network(c, name);
		return fail_place(c, pool_format(p, "scheme \"%s\" not supported", r.scheme));
	}
	slash = strchr(r.path, '/');
	if (!slash)
		return fail_place(c, pool_format(p,
						 "non-absolute URLs should be in form of "
						 "repo_name/path_to_chart, got: %s",
						 as_url(p, name)));
	repo = pool_copy(p, r.path, (size_t)(slash - r.path));
	if (!has_repository(c, repo))
		return fail_place(c, pool_format(p, "repo %s not found", repo));
	return refuse_network(c, name);
}

/* Refuses --repo, as Helm does when the address is none that it can fetch from. */
static void *refuse_repository(cli *c, const char *url)
{
	size_t scheme = scheme_length(url);
	const char *name = pool_copy(&c->pool, url, scheme ? scheme - 1 : 0);

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
	bool helm_3 = c->settings.profile == PINTLE_HELM_3_17;
	const char *path;
	struct stat st;

	name = trim(&c->pool, name);
	if (*c->settings.repo && !(helm_3 && stat(name, &st) == 0))
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

bool place_is_no_chart(cli *c, const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode) &&
	       stat(path_join(&c->pool, path, "Chart.yaml"), &st) != 0;
}
