/* SPDX-License-Identifier: Apache-2.0 */
/* Taking URLs apart and putting them together (Sprig: url.go). */
#include "base/url.h"
#include "func/help.h"

/* Returns "user:password", escaped; empty when the URL has none. */
static pn_str user_info(pn_arena *arena, const pn_url *url)
{
	pn_str user = pn_url_escape(arena, url->user, PN_URL_USER);
	pn_str password = pn_url_escape(arena, url->password, PN_URL_USER);

	if (!url->has_password)
		return user;
	return pn_str_format(arena, "%.*s:%.*s", PN_ARG(user), PN_ARG(password));
}

static bool fn_url_parse(pn_call *c)
{
	pn_arena *arena = pn_call_arena(c);
	pn_map *map = pn_map_new(arena, 8);
	pn_str problem;
	pn_url url;

	if (!pn_url_parse(arena, pn_arg_str(c, 0), &url, &problem))
		return pn_call_fail(c, "unable to parse url: %.*s", PN_ARG(problem));
	if (map) {
		const struct {
			pn_str key, text;
		} entries[] = {
			{ PN_STR("fragment"), url.fragment },
			{ PN_STR("host"), url.host },
			{ PN_STR("hostname"), pn_url_hostname(&url) },
			{ PN_STR("opaque"), url.opaque },
			{ PN_STR("path"), url.path },
			{ PN_STR("query"), url.query },
			{ PN_STR("scheme"), url.scheme },
			{ PN_STR("userinfo"), user_info(arena, &url) },
		};

		for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
			pn_value text = pn_string(entries[i].text);

			pn_map_set(map, entries[i].key, &text);
		}
	}
	return pn_ret_map(c, map);
}

/* Reads a string out of the dict that the call has; absent is empty. */
static bool read_key(pn_call *c, const char *key, pn_str *out)
{
	const pn_value *v = pn_map_get(pn_arg_map(c, 0), pn_str_from(key));
	pn_str kind = v ? pn_value_kind_name(v) : PN_STR_EMPTY;

	*out = PN_STR_EMPTY;
	if (!v)
		return true;
	if (pn_is_nil(v))
		return pn_fail_nil(c);
	if (!pn_is_string(v))
		return pn_call_fail(
			c, "unable to parse %s key, must be of type string, but %.*s found", key,
			PN_ARG(kind));
	*out = pn_value_str(v);
	return true;
}

/* Reads "user:password" by putting it into a URL, as Sprig does. */
static bool read_user(pn_call *c, pn_str info, pn_url *url)
{
	pn_arena *arena = pn_call_arena(c);
	pn_url with_user;
	pn_str problem;

	if (!info.len)
		return true;
	info = pn_str_format(arena, "proto://%.*s@host", PN_ARG(info));
	if (!pn_url_parse(arena, info, &with_user, &problem))
		return pn_call_fail(c, "unable to parse userinfo in dict: %.*s", PN_ARG(problem));
	url->user = with_user.user;
	url->password = with_user.password;
	url->has_user = with_user.has_user;
	url->has_password = with_user.has_password;
	return true;
}

static bool fn_url_join(pn_call *c)
{
	pn_url url = { 0 };
	pn_str user;

	if (!read_key(c, "scheme", &url.scheme) || !read_key(c, "host", &url.host) ||
	    !read_key(c, "path", &url.path) || !read_key(c, "query", &url.query) ||
	    !read_key(c, "opaque", &url.opaque) || !read_key(c, "fragment", &url.fragment) ||
	    !read_key(c, "userinfo", &user) || !read_user(c, user, &url))
		return false;
	return pn_ret_str(c, pn_url_string(pn_call_arena(c), &url));
}

static const pn_func functions[] = {
	{ "urlJoin", fn_url_join, "m", 0, "urlJoin DICT",
	  "Put a URL together from a dict such as urlParse makes." },
	{ "urlParse", fn_url_parse, "s", 0, "urlParse URL",
	  "Take a URL apart: scheme, userinfo, host, hostname, path, query, fragment, opaque." },
};

const pn_func_family pn_family_url = { "URLs", PN_ROWS(functions), NULL, 0 };
