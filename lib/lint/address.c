/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Addresses in Chart.yaml. Which texts are good is decided by patterns of a Go library
 * (asaskevich/govalidator), odd as they are; ours are made of named pieces and accept the same.
 */
#include "lint/linter.h"

#include "base/url.h"
#include "regex/regex.h"

/* ---- electronic mail ---- */

#define WIDE "\\x{A0}-\\x{D7FF}\\x{F900}-\\x{FDCF}\\x{FDF0}-\\x{FFEF}"
#define ATOM "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~" WIDE "-]+"
#define DOTTED ATOM "(\\." ATOM ")*"
#define BLANKS "(([ \\t]*\\r\\n)?[ \\t]+)"
#define IN_QUOTES                                                                 \
	"([\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x21\\x23-\\x5b\\x5d-\\x7f" WIDE "]|" \
	"\\([\\x01-\\x09\\x0b-\\x7f])"
/* The opening quote is repeated with each character: so it is over there. */
#define QUOTED "(\"" BLANKS "?" IN_QUOTES ")*" BLANKS "?\""
#define LETTER "[a-zA-Z" WIDE "]"
#define ALNUM "[a-zA-Z0-9" WIDE "]"
#define HOST_PART ALNUM "([a-zA-Z0-9._~" WIDE "-]*" ALNUM ")?"
#define LAST_PART LETTER "([a-zA-Z0-9_~" WIDE "-]*" LETTER ")?"
#define EMAIL "^(" DOTTED "|" QUOTED ")@(" HOST_PART "\\.)+" LAST_PART "\\.?$"

/* ---- URLs ---- */

#define SCHEME "((ftp|tcp|udp|wss?|https?)://)?"
#define USER "(\\S+(:\\S*)?@)?"
#define IP_FIRST "([1-9]\\d?|1\\d\\d|2[01]\\d|22[0-3]|24\\d|25[0-5])"
#define IP_MIDDLE "(\\d{1,2}|1\\d\\d|2[0-4]\\d|25[0-5])"
#define IP_LAST "([0-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])"
#define IP_4 IP_FIRST "(\\." IP_MIDDLE "){2}\\." IP_LAST
#define HEX "[0-9a-fA-F]{1,4}"
#define BYTE "(25[0-5]|(2[0-4]|1?[0-9])?[0-9])"
#define IP_4_IN_6 "(" BYTE "\\.){3}" BYTE
#define IP_6                                                                                      \
	"\\[((" HEX ":){7}" HEX "|(" HEX ":){1,7}:|(" HEX ":){1,6}:" HEX "|(" HEX ":){1,5}(:" HEX \
	"){1,2}|(" HEX ":){1,4}(:" HEX "){1,3}|(" HEX ":){1,3}(:" HEX "){1,4}|(" HEX ":){1,2}"    \
	"(:" HEX "){1,5}|" HEX ":(:" HEX "){1,6}|:((:" HEX "){1,7}|:)|fe80:(:[0-9a-fA-F]{0,4})"   \
	"{0,4}%[0-9a-zA-Z]+|::(ffff(:0{1,4})?:)?" IP_4_IN_6 "|(" HEX ":){1,4}:" IP_4_IN_6 ")\\]"
#define SUBDOMAIN                                                          \
	"([a-zA-Z0-9][a-zA-Z0-9_-]*[a-zA-Z0-9]([-.][a-zA-Z0-9]+)*|www\\.|" \
	"[a-zA-Z0-9]+([-_.]?[a-zA-Z0-9])*[a-zA-Z0-9]\\.[a-zA-Z0-9]+)?"
#define WIDE_ALNUM "[a-zA-Z0-9\\x{a1}-\\x{ffff}]+"
#define DOMAIN "(" WIDE_ALNUM "-?-?)*" WIDE_ALNUM "(\\.[a-zA-Z\\x{a1}-\\x{ffff}]+)?"
#define URL "^" SCHEME USER "(" IP_4 "|" IP_6 "|" SUBDOMAIN DOMAIN ")\\.?(:\\d{1,5})?([/?#]\\S*)?$"

enum { URL_MIN = 3, URL_MAX = 2083 };

static bool matches(pn_cx *cx, pn_str pattern, pn_str s, bool *result)
{
	const pn_regex *re;

	return pn_regex_compile(cx, pattern, &re) && pn_regex_match(cx, re, s, result);
}

bool pn_is_email(pn_cx *cx, pn_str s, bool *result)
{
	return matches(cx, PN_STR(EMAIL), s, result);
}

bool pn_is_url(pn_cx *cx, pn_str s, bool *result)
{
	pn_str with_scheme = s, problem;
	pn_url url;

	*result = false;
	if (pn_utf8_count(s) >= URL_MAX || s.len <= URL_MIN || s.ptr[0] == '.')
		return true;
	if (pn_str_find_byte(s, ':') != PN_NOT_FOUND &&
	    pn_str_find(s, PN_STR("://")) == PN_NOT_FOUND)
		with_scheme = pn_str_concat(cx->arena, PN_STR("http://"), s);
	if (!pn_url_parse(cx->arena, with_scheme, &url, &problem) ||
	    pn_str_starts(url.host, PN_STR(".")))
		return true;
	if (!url.host.len && url.path.len && pn_str_find_byte(url.path, '.') == PN_NOT_FOUND)
		return true;
	return matches(cx, PN_STR(URL), s, result);
}

/* A URL of a request has no fragment: '#' is part of its path, and nothing that a host may hold. */
bool pn_is_request_url(pn_cx *cx, pn_str s)
{
	pn_str plain = pn_str_replace(cx->arena, s, PN_STR("#"), PN_STR("%23"));
	size_t host = pn_str_find(s, PN_STR("://"));
	pn_str authority, problem;
	pn_url url;

	if (!s.len || !pn_url_parse(cx->arena, plain, &url, &problem) || !url.scheme.len)
		return false;
	if (host == PN_NOT_FOUND)
		return true;
	pn_str_cut(pn_str_slice(s, host + 3, s.len), PN_STR("/"), &authority, &problem);
	return pn_str_find_byte(authority, '#') == PN_NOT_FOUND ||
	       pn_str_find_byte(authority, '?') < pn_str_find_byte(authority, '#');
}
