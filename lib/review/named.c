/* SPDX-License-Identifier: Apache-2.0 */
#include "review/named.h"

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || (c & 0x80);
}

/* Returns where the constant in quotes ends that begins at `at`. */
static size_t skip_quoted(pn_str text, size_t at)
{
	char quote = text.ptr[at++];

	for (; at < text.len && text.ptr[at] != quote; at++) {
		if (text.ptr[at] == '\\' && quote != '`')
			at++;
	}
	return at + 1;
}

/* Says whether ".Values" at `at` is that of the dot or of $, rather than of something else. */
static bool is_root(pn_str text, size_t at)
{
	char before = at ? text.ptr[at - 1] : ' ';

	return !is_word(before) && before != ')' && before != '.';
}

/* Reads the names behind ".Values"; returns where they end. */
static size_t read_path(pn_arena *arena, pn_str text, size_t at, pn_keypath *out)
{
	*out = (pn_keypath){ NULL, 0 };
	while (at + 1 < text.len && text.ptr[at] == '.' && is_word(text.ptr[at + 1])) {
		size_t begin = ++at;
		pn_step step = { 0 };

		while (at < text.len && is_word(text.ptr[at]))
			at++;
		step.key = pn_str_slice(text, begin, at);
		*out = pn_keypath_join(arena, *out, (pn_keypath){ &step, 1 });
	}
	return at;
}

static bool holds(const pn_keypath *paths, size_t count, pn_keypath path)
{
	for (size_t i = 0; i < count; i++) {
		if (pn_keypath_eq(paths[i], path))
			return true;
	}
	return false;
}

size_t pn_named_values(pn_arena *arena, pn_str action, pn_keypath *out, size_t most)
{
	const pn_str root = PN_STR(".Values.");
	size_t count = 0;
	pn_keypath path;

	for (size_t at = 0; at < action.len && count < most;) {
		if (memchr("\"`'", action.ptr[at], 3)) {
			at = skip_quoted(action, at);
			continue;
		}
		if (!is_root(action, at) ||
		    !pn_str_starts(pn_str_slice(action, at, action.len), root)) {
			at++;
			continue;
		}
		at = read_path(arena, action, at + root.len - 1, &path);
		if (path.count && !holds(out, count, path))
			out[count++] = path;
	}
	return count;
}
