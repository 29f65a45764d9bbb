/* The reader of plain documents, for its files alone: see head_quick.c. */
#ifndef PN_RENDER_HEAD_READER_H
#define PN_RENDER_HEAD_READER_H

#include "base/run.h"
#include "render/head.h"

enum { PN_HEAD_KEYS = 512, PN_HEAD_KEY_BYTES = 512 };

/* Which map a level is. */
typedef enum pn_head_map {
	PN_HEAD_OTHER = 0,
	PN_HEAD_ROOT,
	PN_HEAD_METADATA,
	PN_HEAD_ANNOTATIONS
} pn_head_map;

/* A map or list that is open. */
typedef struct pn_head_level {
	size_t indent;
	uint64_t seen; /* a bit for each key, by its hash, where it is looked into */
	uint32_t first_key;
	bool is_list;
	bool is_flush; /* a list that stands as far left as its key */
	uint8_t place; /* pn_head_map */
} pn_head_level;

typedef struct pn_head_key {
	const char *ptr;
	uint32_t len, hash;
} pn_head_key;

typedef struct pn_head_reader {
	const char *at, *end;
	pn_head_level levels[PN_HEAD_LEVELS];
	pn_head_level *top; /* the innermost one; NULL: none */
	uint32_t depth;
	pn_head_key keys[PN_HEAD_KEYS]; /* those of open maps that are looked into */
	uint32_t key_count;
	const char *plain_end; /* where the line behind a plain text begins, which may go on there;
				  NULL: not yet */
	bool is_ascii;	       /* the text is */
	bool pending;	       /* the last key or item has no value so far */
	pn_head_map below;     /* what kind of map that would be */
	pn_head *out;
} pn_head_reader;

static inline bool pn_head_is_letter(char c)
{
	return (unsigned char)((c | 0x20) - 'a') <= 'z' - 'a';
}

static inline bool pn_head_is_key_char(char c)
{
	return pn_head_is_letter(c) || (c >= '-' && c <= '9') || c == '_'; /* "-./" and digits */
}

/* Skips blanks: mostly there is just one. */
static inline const char *pn_head_skip_blanks(const char *at, const char *end)
{
	if (at < end && *at == ' ')
		at++;
	return at < end && *at == ' ' ? pn_run_of(at, end, ' ') : at;
}

/* ---- head_quick.c: maps and lists ---- */

static inline void pn_head_leave(pn_head_reader *r)
{
	r->key_count = r->top->first_key;
	r->plain_end = NULL;
	r->top = --r->depth ? r->top - 1 : NULL;
}

static inline bool pn_head_enter(pn_head_reader *r, size_t indent, bool is_list, bool is_flush,
				 pn_head_map place)
{
	if (r->depth == PN_HEAD_LEVELS)
		return false;
	r->top = &r->levels[r->depth++];
	*r->top = (pn_head_level){ .indent = indent,
				   .first_key = r->key_count,
				   .is_list = is_list,
				   .is_flush = is_flush,
				   .place = (uint8_t)place };
	return true;
}

/* Whether a map that is open has a key. */
bool pn_head_has_key(const pn_head_reader *r, const pn_head_level *map, pn_str key, uint32_t hash);

/* A hash of a key's ends, which tells the few keys of a map apart. */
static inline uint32_t pn_head_hash(pn_str key)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;
	uint64_t h = key.len < 8 ? pn_load_few(key.ptr, key.len)
				 : pn_load_8(key.ptr) * 31 + pn_load_8(key.ptr + key.len - 8);

	return (uint32_t)(((h ^ key.len) * odd) >> 32);
}

/* Adds a key to the innermost map, which must not have it. */
static inline bool pn_head_add_key(pn_head_reader *r, pn_str key)
{
	uint32_t hash = pn_head_hash(key);
	uint64_t bit = (uint64_t)1 << (hash >> 26); /* the best bits */
	pn_head_level *now = r->top;

	if (r->key_count == PN_HEAD_KEYS || (now->seen & bit && pn_head_has_key(r, now, key, hash)))
		return false;
	now->seen |= bit;
	r->keys[r->key_count++] = (pn_head_key){ key.ptr, (uint32_t)key.len, hash };
	return true;
}

/* ---- head_value.c: what stands behind keys and dashes ---- */

static inline bool pn_head_is_end(const pn_head_reader *r, const char *at)
{
	return at == r->end || *at == '\n';
}

/* Whether an item's dash stands here. */
static inline bool pn_head_is_dash(const pn_head_reader *r, const char *at)
{
	return *at == '-' && (pn_head_is_end(r, at + 1) || at[1] == ' ');
}

/* Goes on behind the line that ends here. */
static inline bool pn_head_end_line(pn_head_reader *r, const char *at)
{
	r->at = at < r->end ? at + 1 : at;
	return true;
}

/* Whether "{}" stands here. */
static inline bool pn_head_is_empty_map(const pn_head_reader *r, const char *at)
{
	return r->end - at >= 2 && at[0] == '{' && at[1] == '}';
}

/* Whether a text that begins with a letter may be more than a text, in whatever case. */
bool pn_head_is_word(const char *text, size_t len);
/*
 * Reads a value that stands on a line, in a map or list at this indent, and ends the line. Where a
 * text is wanted it must stand there as it is.
 */
bool pn_head_read_value(pn_head_reader *r, const char *at, size_t indent, pn_str *want);
/* Reads a line that goes on with the plain text before it, which nobody wants; else fails. */
bool pn_head_continue(pn_head_reader *r, const char *line);

#endif
