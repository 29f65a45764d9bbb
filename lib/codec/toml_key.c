/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml_key.h"

pn_toml_key pn_toml_key_add(pn_arena *arena, pn_toml_key key, pn_str part)
{
	pn_str *parts = PN_NEW_ARRAY(arena, pn_str, key.count + 1);

	if (!parts)
		return (pn_toml_key){ NULL, 0 };
	if (key.count)
		memcpy(parts, key.parts, key.count * sizeof *parts);
	parts[key.count] = part;
	return (pn_toml_key){ parts, key.count + 1 };
}

pn_toml_key pn_toml_key_cut(pn_toml_key key, size_t count)
{
	return (pn_toml_key){ key.parts, count };
}

void pn_toml_string_write(pn_buf *out, pn_str s)
{
	static const char letters[] = "btn\0fr"; /* of \b to \r; \v has none */

	pn_buf_byte(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == '"' || c == '\\') {
			pn_buf_byte(out, '\\');
			pn_buf_byte(out, (char)c);
		} else if (c >= '\b' && c <= '\r' && c != '\v') {
			pn_buf_byte(out, '\\');
			pn_buf_byte(out, letters[c - '\b']);
		} else if (c < ' ' || c == 0x7F) {
			pn_buf_format(out, "\\u%04x", (unsigned)c);
		} else {
			pn_buf_byte(out, (char)c);
		}
	}
	pn_buf_byte(out, '"');
}

void pn_toml_part_write(pn_buf *out, pn_str part)
{
	bool bare = part.len > 0;

	for (size_t i = 0; i < part.len; i++)
		bare = bare && pn_toml_is_bare((unsigned char)part.ptr[i]);
	if (bare)
		pn_buf_add(out, part);
	else
		pn_toml_string_write(out, part);
}

void pn_toml_key_write(pn_buf *out, pn_toml_key key)
{
	for (size_t i = 0; i < key.count; i++) {
		if (i)
			pn_buf_byte(out, '.');
		pn_toml_part_write(out, key.parts[i]);
	}
}
