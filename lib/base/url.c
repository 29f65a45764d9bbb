/* SPDX-License-Identifier: Apache-2.0 */
#include "base/url.h"
#include "base/ip.h"
#include "base/unicode.h"

/* ---- reading ---- */

/* One parse: where texts go and what was wrong. */
typedef struct reader {
	pn_arena *arena;
	pn_str *problem;
} reader;

/* Sets the problem; returns false. */
static bool complain(const reader *r, const char *text)
{
	*r->problem = pn_str_from(text);
	return false;
}

/* Tells whether a byte is an ASCII letter. */
static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Tells whether a byte is an ASCII digit. */
static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Takes "scheme:" off *rest; no scheme leaves *scheme empty. */
static bool read_scheme(const reader *r, pn_str *rest, pn_str *scheme)
{
	*scheme = PN_STR_EMPTY;
	for (size_t i = 0; i < rest->len; i++) {
		char c = rest->ptr[i];

		if (is_letter(c) || (i > 0 && (is_digit(c) || c == '+' || c == '-' || c == '.')))
			continue;
		if (c != ':')
			return true;
		if (i == 0)
			return complain(r, "missing protocol scheme");
		*scheme = pn_str_to_lower(r->arena, pn_str_slice(*rest, 0, i));
		*rest = pn_str_slice(*rest, i + 1, rest->len);
		return true;
	}
	return true;
}

/* Whether s is empty or ':' with digits. */
static bool is_optional_port(pn_str s)
{
	if (s.len == 0)
		return true;
	if (s.ptr[0] != ':')
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (!is_digit(s.ptr[i]))
			return false;
	return true;
}

/* Refuses what follows a host and is no port. */
static bool check_port(const reader *r, pn_str port)
{
	pn_buf buf;

	if (is_optional_port(port))
		return true;
	pn_buf_init(&buf, r->arena);
	pn_buf_lit(&buf, "invalid port ");
	pn_buf_quote(&buf, port);
	pn_buf_lit(&buf, " after host");
	*r->problem = pn_buf_str(&buf);
	return false;
}

/* Reads "[address%25zone]:port". */
static bool read_ip_literal(const reader *r, pn_str s, pn_str *host)
{
	size_t close = pn_str_find_last(s, PN_STR("]"));
	pn_str port, address, before, zone = PN_STR_EMPTY, why = PN_STR_EMPTY;
	size_t zone_at;
	pn_ip_kind kind;

	if (close == PN_NOT_FOUND)
		return complain(r, "missing ']' in host");
	port = pn_str_slice(s, close + 1, s.len);
	if (!check_port(r, port))
		return false;
	address = pn_str_slice(s, 1, close);
	zone_at = pn_str_find(address, PN_STR("%25"));
	before = pn_str_slice(address, 0, zone_at);
	if (!pn_url_unescape(r->arena, before, PN_URL_HOST, &before, r->problem))
		return false;
	if (zone_at != PN_NOT_FOUND &&
	    !pn_url_unescape(r->arena, pn_str_slice(address, zone_at, address.len), PN_URL_ZONE,
			     &zone, r->problem))
		return false;
	address = pn_str_concat(r->arena, before, zone);
	kind = pn_ip_parse(r->arena, address, NULL, &why);
	if (kind == PN_IP_NONE) {
		*r->problem = pn_str_concat(r->arena, PN_STR("invalid host: "), why);
		return false;
	}
	if (kind == PN_IP_4)
		return complain(r, "invalid IP-literal");
	*host = pn_str_format(r->arena, "[%.*s]%.*s", PN_ARG(address), PN_ARG(port));
	return true;
}

/* Reads "host:port", unescaped. */
static bool read_host(const reader *r, pn_str scheme, pn_str s, pn_str *host)
{
	size_t bracket = pn_str_find_last(s, PN_STR("["));
	size_t colon = pn_str_find_last(s, PN_STR(":"));

	if (bracket == 0)
		return read_ip_literal(r, s, host);
	if (bracket != PN_NOT_FOUND)
		return complain(r, "invalid IP-literal");
	/* Other schemes may have several colons: postgres://a:1,b:2/ */
	if (pn_str_is(scheme, "http") || pn_str_is(scheme, "https"))
		colon = pn_str_find_byte(s, ':');
	if (colon != PN_NOT_FOUND && !check_port(r, pn_str_slice(s, colon, s.len)))
		return false;
	return pn_url_unescape(r->arena, s, PN_URL_HOST, host, r->problem);
}

/* Tells whether all bytes may stand before the '@' (RFC 3986, 3.2.1, as Go has it). */
static bool is_user_info(pn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!is_letter(c) && !is_digit(c) && !(c && strchr("-._:~!$&'()*+,;=%@", c)))
			return false;
	}
	return true;
}

/* Reads "user:password@host:port". */
static bool read_authority(const reader *r, pn_str s, pn_url *url)
{
	size_t at = pn_str_find_last(s, PN_STR("@"));
	pn_str info = pn_str_slice(s, 0, at), user = info, password = PN_STR_EMPTY;

	if (at == PN_NOT_FOUND)
		return read_host(r, url->scheme, s, &url->host);
	if (!read_host(r, url->scheme, pn_str_slice(s, at + 1, s.len), &url->host))
		return false;
	if (!is_user_info(info))
		return complain(r, "net/url: invalid userinfo");
	url->has_user = true;
	url->has_password = pn_str_cut(info, PN_STR(":"), &user, &password);
	return pn_url_unescape(r->arena, user, PN_URL_USER, &url->user, r->problem) &&
	       pn_url_unescape(r->arena, password, PN_URL_USER, &url->password, r->problem);
}

/* Sets `plain` from an escaped text, and `raw` when that is not the usual escaping. */
static bool set_escaped(const reader *r, pn_str text, pn_url_part part, pn_str *plain, pn_str *raw)
{
	if (!pn_url_unescape(r->arena, text, part, plain, r->problem))
		return false;
	*raw = pn_str_eq(text, pn_url_escape(r->arena, *plain, part)) ? PN_STR_EMPTY : text;
	return true;
}

/* Tells whether a byte below blank or DEL is there. */
static bool has_control_byte(pn_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f)
			return true;
	return false;
}

/* Takes the query off *rest. */
static void read_query(pn_str *rest, pn_url *url)
{
	size_t mark = pn_str_find_byte(*rest, '?');

	if (mark == PN_NOT_FOUND)
		return;
	url->force_query = mark + 1 == rest->len;
	url->query = pn_str_slice(*rest, mark + 1, rest->len);
	*rest = pn_str_slice(*rest, 0, mark);
}

/* Whether a path's first segment holds a colon, which would read as a scheme. */
static bool colon_in_first_segment(pn_str path)
{
	size_t slash = pn_str_find_byte(path, '/');

	return pn_str_find_byte(pn_str_slice(path, 0, slash), ':') != PN_NOT_FOUND;
}

/* Reads what follows the scheme and precedes the query. */
static bool read_hierarchy(const reader *r, pn_str rest, pn_url *url)
{
	bool rooted = pn_str_starts(rest, PN_STR("/"));

	if (!rooted && url->scheme.len) {
		url->opaque = rest;
		return true;
	}
	if (!rooted && colon_in_first_segment(rest))
		return complain(r, "first path segment in URL cannot contain colon");
	if (pn_str_starts(rest, PN_STR("//")) &&
	    (url->scheme.len || !pn_str_starts(rest, PN_STR("///")))) {
		pn_str authority = pn_str_slice(rest, 2, rest.len);
		size_t slash = pn_str_find_byte(authority, '/');

		rest = slash == PN_NOT_FOUND ? PN_STR_EMPTY
					     : pn_str_slice(authority, slash, authority.len);
		if (!read_authority(r, pn_str_slice(authority, 0, slash), url))
			return false;
	} else if (url->scheme.len) {
		url->omit_host = true;
	}
	return set_escaped(r, rest, PN_URL_PATH, &url->path, &url->raw_path);
}

/* Reads a URL without its fragment. */
static bool read_url(const reader *r, pn_str text, pn_url *url)
{
	if (has_control_byte(text))
		return complain(r, "net/url: invalid control character in URL");
	if (pn_str_is(text, "*")) {
		url->path = text;
		return true;
	}
	if (!read_scheme(r, &text, &url->scheme))
		return false;
	read_query(&text, url);
	return read_hierarchy(r, text, url);
}

/* Puts the text that was read before the problem; returns false. */
static bool wrap_problem(pn_arena *arena, pn_str text, pn_str *problem)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	pn_buf_lit(&buf, "parse ");
	pn_buf_quote(&buf, text);
	pn_buf_lit(&buf, ": ");
	pn_buf_add(&buf, *problem);
	*problem = pn_buf_str(&buf);
	return false;
}

bool pn_url_parse(pn_arena *arena, pn_str text, pn_url *out, pn_str *problem)
{
	reader r = { arena, problem };
	pn_str before = text, fragment = PN_STR_EMPTY;

	*out = (pn_url){ 0 };
	pn_str_cut(text, PN_STR("#"), &before, &fragment);
	if (!read_url(&r, before, out))
		return wrap_problem(arena, before, problem);
	if (fragment.len &&
	    !set_escaped(&r, fragment, PN_URL_FRAGMENT, &out->fragment, &out->raw_fragment))
		return wrap_problem(arena, text, problem);
	return true;
}

/* ---- writing ---- */

/* Whether s needs no further escaping (Go: validEncoded). */
static bool is_escaped(pn_str s, pn_url_part part)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (!(c && strchr("!$&'()*+,;=:@[]%", c)) && pn_url_byte_needs_escape(c, part))
			return false;
	}
	return true;
}

/* Returns the escaped form: as it was written if that is a valid one. */
static pn_str escaped_form(pn_arena *arena, pn_str plain, pn_str raw, pn_url_part part)
{
	pn_str back, why;

	if (raw.len && is_escaped(raw, part) && pn_url_unescape(arena, raw, part, &back, &why) &&
	    pn_str_eq(back, plain))
		return raw;
	if (part == PN_URL_PATH && pn_str_is(plain, "*"))
		return plain;
	return pn_url_escape(arena, plain, part);
}

/* Returns the path as it is written (Go: EscapedPath). */
static pn_str escaped_path(pn_arena *arena, const pn_url *url)
{
	return escaped_form(arena, url->path, url->raw_path, PN_URL_PATH);
}

/* Appends "//user:password@host" as far as it is there. */
static void write_authority(pn_buf *buf, const pn_url *url)
{
	if (!url->scheme.len && !url->host.len && !url->has_user)
		return;
	if (url->omit_host && !url->host.len && !url->has_user)
		return;
	if (url->host.len || url->path.len || url->has_user)
		pn_buf_lit(buf, "//");
	if (url->has_user) {
		pn_buf_add(buf, pn_url_escape(buf->arena, url->user, PN_URL_USER));
		if (url->has_password) {
			pn_buf_byte(buf, ':');
			pn_buf_add(buf, pn_url_escape(buf->arena, url->password, PN_URL_USER));
		}
		pn_buf_byte(buf, '@');
	}
	pn_buf_add(buf, pn_url_escape(buf->arena, url->host, PN_URL_HOST));
}

/* Appends authority and path. */
static void write_hierarchy(pn_buf *buf, const pn_url *url)
{
	pn_str path = escaped_path(buf->arena, url);

	write_authority(buf, url);
	if (path.len && path.ptr[0] != '/' && url->host.len)
		pn_buf_byte(buf, '/');
	/* RFC 3986 4.2: "this:that" would be mistaken for a scheme. */
	if (buf->len == 0 && colon_in_first_segment(path))
		pn_buf_lit(buf, "./");
	pn_buf_add(buf, path);
}

pn_str pn_url_string(pn_arena *arena, const pn_url *url)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	if (url->scheme.len) {
		pn_buf_add(&buf, url->scheme);
		pn_buf_byte(&buf, ':');
	}
	if (url->opaque.len)
		pn_buf_add(&buf, url->opaque);
	else
		write_hierarchy(&buf, url);
	if (url->force_query || url->query.len) {
		pn_buf_byte(&buf, '?');
		pn_buf_add(&buf, url->query);
	}
	if (url->fragment.len) {
		pn_buf_byte(&buf, '#');
		pn_buf_add(&buf,
			   escaped_form(arena, url->fragment, url->raw_fragment, PN_URL_FRAGMENT));
	}
	return pn_buf_str(&buf);
}

/* ---- resolving ---- */

/* Removes "." and ".." segments (RFC 3986 5.2.4, with Go's leading slash). */
static pn_str remove_dots(pn_arena *arena, pn_str path)
{
	pn_str element = PN_STR_EMPTY, rest = path;
	bool first = true, more = true;
	pn_buf buf;

	pn_buf_init(&buf, arena);
	pn_buf_byte(&buf, '/');
	while (more) {
		more = pn_str_cut(rest, PN_STR("/"), &element, &rest);
		if (pn_str_is(element, ".")) {
			first = false;
		} else if (pn_str_is(element, "..")) {
			pn_str so_far = pn_str_slice(pn_buf_str(&buf), 1, buf.len);
			size_t slash = pn_str_find_last(so_far, PN_STR("/"));

			first = slash == PN_NOT_FOUND ? true : first;
			buf.len = slash == PN_NOT_FOUND ? 1 : 1 + slash;
		} else {
			if (!first)
				pn_buf_byte(&buf, '/');
			pn_buf_add(&buf, element);
			first = false;
		}
	}
	if (pn_str_is(element, ".") || pn_str_is(element, ".."))
		pn_buf_byte(&buf, '/');
	path = pn_buf_str(&buf);
	return path.len > 1 && path.ptr[1] == '/' ? pn_str_slice(path, 1, path.len) : path;
}

/* Joins a base's path and a reference's (RFC 3986, 5.2.3). */
static pn_str resolve_path(pn_arena *arena, pn_str base, pn_str ref)
{
	pn_str full = ref;

	if (ref.len == 0) {
		full = base;
	} else if (ref.ptr[0] != '/') {
		size_t slash = pn_str_find_last(base, PN_STR("/"));

		if (slash != PN_NOT_FOUND)
			full = pn_str_concat(arena, pn_str_slice(base, 0, slash + 1), ref);
	}
	return full.len ? remove_dots(arena, full) : full;
}

/* Sets the path from an escaped one, which is known to be well formed. */
static void set_path(pn_arena *arena, pn_url *url, pn_str escaped)
{
	pn_str why;
	reader r = { arena, &why };

	set_escaped(&r, escaped, PN_URL_PATH, &url->path, &url->raw_path);
}

/* Drops what an opaque URL has not. */
static pn_url without_hierarchy(pn_url url)
{
	url.has_user = url.has_password = false;
	url.host = url.path = PN_STR_EMPTY;
	return url;
}

pn_url pn_url_resolve(pn_arena *arena, const pn_url *base, const pn_url *ref)
{
	pn_url url = *ref;

	if (!ref->scheme.len)
		url.scheme = base->scheme;
	if (ref->scheme.len || ref->host.len || ref->has_user) {
		set_path(arena, &url, resolve_path(arena, escaped_path(arena, ref), PN_STR_EMPTY));
		return url;
	}
	if (ref->opaque.len)
		return without_hierarchy(url);
	if (!ref->path.len && !ref->force_query && !ref->query.len) {
		url.query = base->query;
		if (!ref->fragment.len) {
			url.fragment = base->fragment;
			url.raw_fragment = base->raw_fragment;
		}
	}
	if (!ref->path.len && base->opaque.len) {
		url.opaque = base->opaque;
		return without_hierarchy(url);
	}
	url.host = base->host;
	url.has_user = base->has_user;
	url.has_password = base->has_password;
	url.user = base->user;
	url.password = base->password;
	set_path(arena, &url,
		 resolve_path(arena, escaped_path(arena, base), escaped_path(arena, ref)));
	return url;
}

pn_str pn_url_hostname(const pn_url *url)
{
	size_t colon = pn_str_find_last(url->host, PN_STR(":"));
	pn_str host = url->host;

	if (colon != PN_NOT_FOUND && is_optional_port(pn_str_slice(host, colon, host.len)))
		host = pn_str_slice(host, 0, colon);
	if (host.len >= 2 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']')
		return pn_str_slice(host, 1, host.len - 1);
	return host;
}
