/* Dotted keys of TOML. Not for other rooms. */
#ifndef PN_CODEC_TOML_KEY_H
#define PN_CODEC_TOML_KEY_H

#include "base/base.h"

typedef struct pn_toml_key {
	const pn_str *parts;
	size_t count;
} pn_toml_key;

/* Returns the key with one more part; the old key stays as it is. Empty without memory. */
pn_toml_key pn_toml_key_add(pn_arena *arena, pn_toml_key key, pn_str part);
/* Returns the first `count` parts. */
pn_toml_key pn_toml_key_cut(pn_toml_key key, size_t count);
static inline bool pn_toml_is_bare(uint32_t rune)
{
	return (rune >= 'A' && rune <= 'Z') || (rune >= 'a' && rune <= 'z') ||
	       (rune >= '0' && rune <= '9') || rune == '_' || rune == '-';
}
/* Appends a part, in quotes when it needs them. */
void pn_toml_part_write(pn_buf *out, pn_str part);
/* Appends a.b."c d". */
void pn_toml_key_write(pn_buf *out, pn_toml_key key);
/* Appends a string in double quotes. */
void pn_toml_string_write(pn_buf *out, pn_str s);

#endif
