/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plain schema's JSON, checked once, in a form that is read at memory speed and only as far as
 * somebody looks: every text and container begins with its length. Private to schema.
 *
 *   value  = 'n' | 't' | 'f' | 's' LENGTH bytes | 'd' LENGTH bytes (a number's text)
 *          | 'y' TYPES (of "type": a byte, PN_JSON_...)
 *          | '[' LENGTH COUNT value ... | '{' LENGTH COUNT { LENGTH bytes (the key), value } ...
 *          | schema
 *   schema = '<' LENGTH COUNT { KEYWORD (a byte, pn_keyword_id), value } ...
 *
 * A container's LENGTH is that of what follows COUNT; both are uint32_t, not aligned.
 */
#ifndef PN_SCHEMA_PACKED_H
#define PN_SCHEMA_PACKED_H

#include "value/value.h"

enum { PN_PACKED_HEAD = 1 + 2 * sizeof(uint32_t) };

/* ---- writing ---- */

/* Appends a tag or a keyword. */
static inline void pn_pack_byte(pn_buf *out, unsigned char byte)
{
	pn_buf_byte(out, (char)byte);
}
/* Appends a text: 's' or 'd'. */
void pn_pack_text(pn_buf *out, char tag, pn_str text);
/* Appends a key. */
void pn_pack_key(pn_buf *out, pn_str key);
/* Begins a container and returns its place for pn_pack_close. */
size_t pn_pack_open(pn_buf *out, char tag);
void pn_pack_close(pn_buf *out, size_t place, uint32_t count);

/* ---- reading ---- */

static inline uint32_t pn_packed_number(const char *at)
{
	uint32_t n;

	memcpy(&n, at, sizeof n);
	return n;
}
/* How many items a container has. */
static inline uint32_t pn_packed_count(const char *container)
{
	return pn_packed_number(container + 1 + sizeof(uint32_t));
}
static inline pn_str pn_packed_text(const char *length)
{
	return (pn_str){ length + sizeof(uint32_t), pn_packed_number(length) };
}
/* Returns what follows a value. */
const char *pn_packed_skip(const char *at);
/*
 * Reads the value at `at`, which keeps slices of the bytes, and returns what follows it. Maps are
 * filled when they are looked into; a schema becomes PN_BYTES that begin at its '<', "type" an int.
 * Failure is the arena's (sticky).
 */
const char *pn_packed_read(pn_arena *arena, const char *at, pn_value *out);
/* Finds what a key or a keyword leads to in a map or a schema; NULL when there is nothing. */
const char *pn_packed_find(const char *container, pn_str name);
/* Fills all maps in a value, so that nobody changes it any more. */
void pn_packed_settle(const pn_value *v);

#endif
