/* SPDX-License-Identifier: Apache-2.0 */
#include "base/run.h"
#include "codec/yaml.h"

/* Takes the first line off *rest, without what ends it ("\n" or "\r\n"). */
static pn_str take_line(pn_str *rest)
{
	size_t end = pn_str_find_byte(*rest, '\n');
	pn_str line = pn_str_slice(*rest, 0, end);

	*rest = pn_str_slice(*rest, end == PN_NOT_FOUND ? rest->len : end + 1, rest->len);
	if (end != PN_NOT_FOUND && pn_str_ends(line, PN_STR("\r")))
		line.len--;
	return line;
}

/* Returns the lines of s each ended by "\n"; s itself when they are already. */
static pn_str with_plain_breaks(pn_arena *arena, pn_str s)
{
	const char *end = s.ptr + s.len;
	pn_buf buf;

	if (!s.len || (end[-1] == '\n' && pn_run_to(s.ptr, end, '\r') == end))
		return s;
	pn_buf_init(&buf, arena);
	while (s.len) {
		pn_buf_add(&buf, take_line(&s));
		pn_buf_byte(&buf, '\n');
	}
	return pn_buf_str(&buf);
}

/* Goes to the next line that begins with "---"; false when there is none. */
static bool to_separator(pn_str all, pn_str *rest)
{
	const char *end = all.ptr + all.len, *at = end - rest->len;

	for (;; at++) {
		at = pn_run_to_pair(at, end, '-');
		if (end - at < 3)
			return false;
		if (at[2] == '-' && (at == all.ptr || at[-1] == '\n')) {
			*rest = (pn_str){ at, (size_t)(end - at) };
			return true;
		}
	}
}

/* Kubernetes: YAMLReader.Read (k8s.io/apimachinery/pkg/util/yaml/decoder.go). */
bool pn_yaml_next_chunk(pn_cx *cx, pn_str *rest, pn_str *chunk)
{
	pn_str all = *rest;

	while (to_separator(all, rest)) {
		size_t begin = all.len - rest->len;
		pn_str line = take_line(rest), after;

		after = pn_str_trim_space(pn_str_slice(line, 3, line.len));
		if (after.len && after.ptr[0] != '#')
			return pn_fail(cx->err, PINTLE_ERR_VALUES,
				       "invalid Yaml document separator: %.*s", PN_ARG(after));
		if (!begin)
			continue; /* a separator that nothing precedes stays in the chunk */
		*chunk = with_plain_breaks(cx->arena, pn_str_slice(all, 0, begin));
		return true;
	}
	*rest = pn_str_slice(all, all.len, all.len);
	*chunk = with_plain_breaks(cx->arena, all);
	return all.len > 0;
}
