/* SPDX-License-Identifier: Apache-2.0 */
/* Which names tell that what bears them is secret. */
#include "diff/secret_parts.h"

/* In names without '-', '_', '.' and capitals. */
static const char *const telling[] = {
	"password",	    "passwd",	  "passphrase", "secret",     "token",
	"apikey",	    "accesskey",  "privatekey", "secretkey",  "encryptionkey",
	"signkey",	    "signingkey", "fernetkey",	"masterkey",  "credential",
	"connectionstring", "htpasswd",	  "authkey",	"licensekey", "sharedkey",
};

/* Ends of names of what is about a secret and none itself. */
static const char *const about[] = {
	"name",	     "names",	    "ref",	"refs",	     "file",	 "files",
	"path",	     "paths",	    "dir",	"folder",    "mount",	 "enabled",
	"enable",    "length",	    "size",	"seconds",   "minutes",	 "ttl",
	"expiry",    "expiration",  "duration", "lifetime",  "type",	 "provider",
	"store",     "class",	    "url",	"uri",	     "endpoint", "policy",
	"version",   "count",	    "create",	"issuer",    "audience", "audiences",
	"algorithm", "format",	    "header",	"prefix",    "suffix",	 "annotations",
	"labels",    "passwordkey", "tokenkey", "namespace", "keys",	 "projection",
	"mode",	     "kind",	    "hash",	"strategy",  "rotation", "interval",
	"optional",  "secretslist",
};

/* Beginnings of such names. */
static const char *const about_start[] = { "existing",	"use",	   "create", "generate", "enable",
					   "automount", "require", "allow",  "disable" };

/* Writes the letters and digits of a name in lower case; names longer than that are cut. */
static pn_str plain_name(pn_str name, char *out, size_t size)
{
	size_t len = 0;

	for (size_t i = 0; i < name.len && len < size; i++) {
		char c = name.ptr[i];

		if (c >= 'A' && c <= 'Z')
			out[len++] = (char)(c | 0x20);
		else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[len++] = c;
	}
	return (pn_str){ out, len };
}

static bool matches_any(const pn_glob *const *globs, size_t count, pn_str name)
{
	for (size_t i = 0; i < count; i++) {
		if (pn_glob_matches(globs[i], name))
			return true;
	}
	return false;
}

bool pn_secrets_name_tells(const pn_secrets *secrets, pn_str name)
{
	char buffer[128];
	pn_str plain = plain_name(name, buffer, sizeof buffer);
	bool tells = false;

	if (matches_any(secrets->other_names, secrets->other_count, name))
		return false;
	if (matches_any(secrets->names, secrets->name_count, name))
		return true;
	for (size_t i = 0; i < sizeof telling / sizeof *telling && !tells; i++)
		tells = pn_str_find(plain, pn_str_from(telling[i])) != PN_NOT_FOUND;
	for (size_t i = 0; i < sizeof about / sizeof *about && tells; i++)
		tells = !pn_str_ends(plain, pn_str_from(about[i]));
	for (size_t i = 0; i < sizeof about_start / sizeof *about_start && tells; i++)
		tells = !pn_str_starts(plain, pn_str_from(about_start[i]));
	return tells;
}

bool pn_secrets_name_tells_all(const pn_secrets *secrets, pn_str name)
{
	static const char *const plurals[] = { "passwords", "tokens", "credentials", "apikeys",
					       "passphrases" };
	char buffer[128];
	pn_str plain = plain_name(name, buffer, sizeof buffer);

	for (size_t i = 0; i < sizeof plurals / sizeof *plurals; i++) {
		if (pn_str_ends(plain, pn_str_from(plurals[i])))
			return pn_secrets_name_tells(secrets, name);
	}
	return false;
}

/* ---- lines ---- */

static pn_str unquote(pn_str s)
{
	s = pn_str_trim_ascii(s);
	if (pn_str_ends(s, PN_STR(",")) || pn_str_ends(s, PN_STR(";")))
		s = pn_str_trim_ascii(pn_str_slice(s, 0, s.len - 1));
	if (s.len >= 2 && (s.ptr[0] == '"' || s.ptr[0] == '\'') && s.ptr[s.len - 1] == s.ptr[0])
		s = pn_str_slice(s, 1, s.len - 1);
	return s;
}

static bool ends_word(char c)
{
	return memchr(" \t,;{[(&?=", c, 11) != NULL;
}

/* The last word before a sign: "export A" is A. */
static pn_str last_word(pn_str s)
{
	size_t from;

	s = unquote(s);
	for (from = s.len; from > 0 && !ends_word(s.ptr[from - 1]); from--)
		;
	return unquote(pn_str_slice(s, from, s.len));
}

/*
 * Says whether the sign at a place assigns: the first one in a line does; a further ':' does before
 * a blank or a quote only, so that the port of "http://token-service:80" is none.
 */
static bool assigns(const pn_assignments *s, size_t at)
{
	char next = at + 1 < s->text.len ? s->text.ptr[at + 1] : ' ';

	return at >= s->end || s->text.ptr[at] == '=' || memchr(" \t\r\n\"'", next, 6) != NULL;
}

bool pn_next_assignment(pn_assignments *s, pn_assignment *out)
{
	size_t from = s->at;

	for (; s->at < s->text.len; s->at++) {
		char c = s->text.ptr[s->at];

		if (c == '\n')
			from = s->at + 1;
		if ((c == '=' || c == ':') && assigns(s, s->at))
			break;
	}
	if (s->at >= s->text.len)
		return false;
	if (s->at >= s->end) {
		pn_str rest = pn_str_slice(s->text, s->at, s->text.len);
		size_t end = pn_str_find_byte(rest, '\n');

		s->end = end == PN_NOT_FOUND ? s->text.len : s->at + end;
	}
	out->name = last_word(pn_str_slice(s->text, from, s->at));
	out->value = unquote(pn_str_slice(s->text, ++s->at, s->end));
	return true;
}

void pn_skip_assignment(pn_assignments *s)
{
	s->at = s->end;
}

static bool ends_authority(char c)
{
	return c == '/' || c == '?' || c == '#' || c == '"' || c == '\'' || c == '<' || c == '>' ||
	       (unsigned char)c <= ' ';
}

bool pn_next_url_password(pn_str text, size_t *at, pn_str *password)
{
	for (;;) {
		size_t from = pn_str_find(pn_str_slice(text, *at, text.len), PN_STR("://"));
		size_t end, sign = PN_NOT_FOUND, colon = PN_NOT_FOUND;

		if (from == PN_NOT_FOUND)
			return false;
		from += *at + 3;
		for (end = from; end < text.len && !ends_authority(text.ptr[end]); end++) {
			if (text.ptr[end] == '@')
				sign = end;
			if (text.ptr[end] == ':' && colon == PN_NOT_FOUND)
				colon = end;
		}
		*at = end;
		if (sign != PN_NOT_FOUND && colon < sign && sign - colon > 1) {
			*password = pn_str_slice(text, colon + 1, sign);
			return true;
		}
	}
}
