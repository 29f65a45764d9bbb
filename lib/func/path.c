/* SPDX-License-Identifier: Apache-2.0 */
/* Slash-separated paths (Go: path, path/filepath on Unix, where both are the same). */
#include "func/help.h"

/* Removes the last element of the path in `out`, which begins at `floor`. */
static void back_up(pn_buf *out, size_t floor)
{
	while (out->len > floor && out->ptr[--out->len] != '/')
		;
}

/* Returns the shortest path that means the same, by its text alone (Go: path.Clean). */
static pn_str clean(pn_arena *arena, pn_str path)
{
	bool rooted = path.len && path.ptr[0] == '/';
	size_t floor = rooted ? 1 : 0; /* what ".." cannot take away */
	pn_str rest = path, part;
	pn_buf out;

	pn_buf_init(&out, arena);
	if (rooted)
		pn_buf_byte(&out, '/');
	while (rest.len && !out.failed) {
		pn_str_cut(rest, PN_STR("/"), &part, &rest);
		if (!part.len || pn_str_is(part, "."))
			continue;
		if (pn_str_is(part, "..") && (rooted || out.len > floor)) {
			back_up(&out, floor);
			continue;
		}
		if (out.len > (rooted ? 1 : 0))
			pn_buf_byte(&out, '/');
		pn_buf_add(&out, part);
		if (pn_str_is(part, ".."))
			floor = out.len;
	}
	return out.len || out.failed ? pn_buf_str(&out) : PN_STR(".");
}

static bool fn_base(pn_call *c)
{
	pn_str s = pn_arg_str(c, 0);
	size_t slash;

	if (!s.len)
		return pn_ret_str(c, PN_STR("."));
	while (s.len && s.ptr[s.len - 1] == '/')
		s.len--;
	if (!s.len)
		return pn_ret_str(c, PN_STR("/"));
	slash = pn_str_find_last(s, PN_STR("/"));
	return pn_ret_str(c, slash == PN_NOT_FOUND ? s : pn_str_slice(s, slash + 1, s.len));
}

static bool fn_clean(pn_call *c)
{
	return pn_ret_str(c, clean(pn_call_arena(c), pn_arg_str(c, 0)));
}

static bool fn_dir(pn_call *c)
{
	pn_str s = pn_arg_str(c, 0);
	size_t slash = pn_str_find_last(s, PN_STR("/"));

	s = pn_str_slice(s, 0, slash == PN_NOT_FOUND ? 0 : slash + 1);
	return pn_ret_str(c, clean(pn_call_arena(c), s));
}

static bool fn_ext(pn_call *c)
{
	pn_str s = pn_arg_str(c, 0);

	for (size_t i = s.len; i-- > 0 && s.ptr[i] != '/';)
		if (s.ptr[i] == '.')
			return pn_ret_str(c, pn_str_slice(s, i, s.len));
	return pn_ret_str(c, PN_STR_EMPTY);
}

static bool fn_is_abs(pn_call *c)
{
	return pn_ret_bool(c, pn_str_starts(pn_arg_str(c, 0), PN_STR("/")));
}

static const pn_func functions[] = {
	{ "base", fn_base, "s", PN_FUNC_LINES, "base PATH", "Return the last element of PATH." },
	{ "clean", fn_clean, "s", PN_FUNC_LINES, "clean PATH",
	  "Remove what is superfluous in PATH: empty elements, . and .." },
	{ "dir", fn_dir, "s", PN_FUNC_LINES, "dir PATH",
	  "Return PATH without its last element, cleaned." },
	{ "ext", fn_ext, "s", 0, "ext PATH", "Return the extension of PATH, with its dot." },
	{ "isAbs", fn_is_abs, "s", 0, "isAbs PATH", "Say whether PATH begins with a slash." },
	{ "osBase", fn_base, "s", PN_FUNC_LINES, "osBase PATH", "Do what base does." },
	{ "osClean", fn_clean, "s", PN_FUNC_LINES, "osClean PATH", "Do what clean does." },
	{ "osDir", fn_dir, "s", PN_FUNC_LINES, "osDir PATH", "Do what dir does." },
	{ "osExt", fn_ext, "s", 0, "osExt PATH", "Do what ext does." },
	{ "osIsAbs", fn_is_abs, "s", 0, "osIsAbs PATH", "Do what isAbs does." },
};

const pn_func_family pn_family_path = { "Paths", PN_ROWS(functions), NULL, 0 };
