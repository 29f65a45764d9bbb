/* SPDX-License-Identifier: Apache-2.0 */
/* URLs and IP addresses: reading, resolving, escaping, with Go's results (net/url/url_test.go). */
#include "base/ip.h"
#include "base/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void expect(pn_str got, const char *want, const char *about)
{
	pn_str wanted = pn_str_from(want);

	if (!pn_str_eq(got, wanted))
		fail_msg("%s: got \"%.*s\", want \"%s\"", about, PN_ARG(got), want);
}

/* Go: the examples of RFC 3986 section 5.4 and resolveReferenceTests. */
static void resolves_like_go(void **state)
{
	static const char *const rows[][3] = {
		{ "http://foo.com?a=b", "https://bar.com/", "https://bar.com/" },
		{ "http://foo.com/", "https://bar.com/?a=b", "https://bar.com/?a=b" },
		{ "http://foo.com/bar", "/baz", "http://foo.com/baz" },
		{ "http://foo.com/bar?a=b#f", "/baz?c=d", "http://foo.com/baz?c=d" },
		{ "http://foo.com/bar", "//bar.com/quux", "http://bar.com/quux" },
		{ "http://foo.com", ".", "http://foo.com/" },
		{ "http://foo.com/bar", "..", "http://foo.com/" },
		{ "http://foo.com/bar/baz", "../../../../../quux", "http://foo.com/quux" },
		{ "http://foo.com/bar", ".././././../baz", "http://foo.com/baz" },
		{ "http://foo.com/dot/./dotdot/../foo/bar", "../baz", "http://foo.com/dot/baz" },
		{ "http://foo.com/hash#frag", "", "http://foo.com/hash#frag" },
		{ "http://foo.com/?a=b", "?", "http://foo.com/?" },
		{ "http://foo.com/foo%2fbar/", "../baz", "http://foo.com/baz" },
		{ "http://a/b/c/d;p?q", "g;x?y#s", "http://a/b/c/g;x?y#s" },
		{ "http://a/b/c/d;p?q", "../../g", "http://a/g" },
		{ "file:///values.schema.json", "other.json", "file:///other.json" },
		{ "file:///values.schema.json", "../x/o.json?q", "file:///x/o.json?q" },
		{ "urn:x:y", "", "urn:x:y" },
		{ "http://foo.com/%2E%2E", "a:b", "a:b" },
	};
	pn_arena arena;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_url base, ref, full;
		pn_str why;

		assert_true(pn_url_parse(&arena, pn_str_from(rows[i][0]), &base, &why));
		assert_true(pn_url_parse(&arena, pn_str_from(rows[i][1]), &ref, &why));
		full = pn_url_resolve(&arena, &base, &ref);
		expect(pn_url_string(&arena, &full), rows[i][2], rows[i][1]);
	}
	pn_arena_finish(&arena);
}

/* Go: urltests: what a URL reads to prints as it was, unless noted. */
static void prints_like_go(void **state)
{
	static const char *const rows[][2] = {
		{ "http://www.google.com", "http://www.google.com" },
		{ "http://www.google.com/file%20one%26two",
		  "http://www.google.com/file%20one%26two" },
		{ "HTTP://user:pass@h:80/?", "http://user:pass@h:80/?" },
		{ "http://www.google.com/?q=go+language#foo%20bar",
		  "http://www.google.com/?q=go+language#foo%20bar" },
		{ "mailto:webmaster@golang.org", "mailto:webmaster@golang.org" },
		{ "file:///home/adg/rabbits", "file:///home/adg/rabbits" },
		{ "http:/x", "http:/x" },
		{ "//foo", "//foo" },
		{ "///x", "///x" },
		{ "a/b:c", "a/b:c" },
		{ "*", "*" },
		{ "http://[fe80::1%25en0]:8080/", "http://[fe80::1%25en0]:8080/" },
		{ "http://a/!$&'()*+,;=:@[hello]", "http://a/!$&'()*+,;=:@[hello]" },
		{ "http://a/b c", "http://a/b%20c" },
		{ "http://a/\xc3\xa4", "http://a/%C3%A4" },
		{ "http://u%2f@h", "http://u%2F@h" },
	};
	pn_arena arena;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_url url;
		pn_str why;

		assert_true(pn_url_parse(&arena, pn_str_from(rows[i][0]), &url, &why));
		expect(pn_url_string(&arena, &url), rows[i][1], rows[i][0]);
	}
	pn_arena_finish(&arena);
}

static void refuses_with_go_texts(void **state)
{
	static const char *const rows[][2] = {
		{ ":a", "parse \":a\": missing protocol scheme" },
		{ "1a:b", "parse \"1a:b\": first path segment in URL cannot contain colon" },
		{ "http://[::1", "parse \"http://[::1\": missing ']' in host" },
		{ "http://a[::1]", "parse \"http://a[::1]\": invalid IP-literal" },
		{ "http://[1.2.3.4]/", "parse \"http://[1.2.3.4]/\": invalid IP-literal" },
		{ "http://::1/", "parse \"http://::1/\": invalid port \"::1\" after host" },
		{ "http://a b/", "parse \"http://a b/\": invalid character \" \" in host name" },
		{ "http://a%20b/", "parse \"http://a%20b/\": invalid URL escape \"%20\"" },
		{ "http://a%2", "parse \"http://a%2\": invalid URL escape \"%2\"" },
		{ "http://u ser@h", "parse \"http://u ser@h\": net/url: invalid userinfo" },
		{ "http://a/#%zz", "parse \"http://a/#%zz\": invalid URL escape \"%zz\"" },
		{ "a\x7f", "parse \"a\\x7f\": net/url: invalid control character in URL" },
		{ "http://[x]/",
		  "parse \"http://[x]/\": invalid host: ParseAddr(\"x\"): unable to parse IP" },
	};
	pn_arena arena;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_url url;
		pn_str why;

		assert_false(pn_url_parse(&arena, pn_str_from(rows[i][0]), &url, &why));
		expect(why, rows[i][1], rows[i][0]);
	}
	pn_arena_finish(&arena);
}

static void escapes_like_go(void **state)
{
	pn_str plain = PN_STR("a b/c?d+e%"), back, why;
	pn_arena arena;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	expect(pn_url_escape(&arena, plain, PN_URL_PATH_SEGMENT), "a%20b%2Fc%3Fd+e%25", "segment");
	expect(pn_url_escape(&arena, plain, PN_URL_QUERY), "a+b%2Fc%3Fd%2Be%25", "query");
	expect(pn_url_escape(&arena, plain, PN_URL_PATH), "a%20b/c%3Fd+e%25", "path");
	assert_true(pn_url_unescape(&arena, PN_STR("a+b%2f"), PN_URL_QUERY, &back, &why));
	expect(back, "a b/", "query");
	assert_false(pn_url_unescape(&arena, PN_STR("a%4"), PN_URL_PATH, &back, &why));
	expect(why, "invalid URL escape \"%4\"", "bad");
	pn_arena_finish(&arena);
}

static void knows_addresses(void **state)
{
	static const struct {
		const char *text;
		pn_ip_kind kind;
		const char *why;
	} rows[] = {
		{ "1.2.3.4", PN_IP_4, "" },
		{ "::ffff:1.2.3.4", PN_IP_6, "" },
		{ "1:2:3:4:5:6:7:8", PN_IP_6, "" },
		{ "fe80::1%en0", PN_IP_6, "" },
		{ "1.2.3", PN_IP_NONE, "ParseAddr(\"1.2.3\"): IPv4 address too short" },
		{ "01.2.3.4", PN_IP_NONE,
		  "ParseAddr(\"01.2.3.4\"): IPv4 field has octet with leading zero" },
		{ "12345::", PN_IP_NONE,
		  "ParseAddr(\"12345::\"): each group must have 4 or less digits (at "
		  "\"12345::\")" },
		{ "1:2:3:4:5:6:7::8", PN_IP_NONE,
		  "ParseAddr(\"1:2:3:4:5:6:7::8\"): the :: must expand to at least one field of "
		  "zeros" },
		{ "x", PN_IP_NONE, "ParseAddr(\"x\"): unable to parse IP" },
	};
	pn_arena arena;

	(void)state;
	pn_arena_init(&arena, NULL, 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_str why = PN_STR_EMPTY;

		assert_int_equal(pn_ip_parse(&arena, pn_str_from(rows[i].text), NULL, &why),
				 rows[i].kind);
		expect(why, rows[i].why, rows[i].text);
	}
	pn_arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(resolves_like_go),	 cmocka_unit_test(prints_like_go),
		cmocka_unit_test(refuses_with_go_texts), cmocka_unit_test(escapes_like_go),
		cmocka_unit_test(knows_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
