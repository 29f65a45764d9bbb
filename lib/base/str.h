/* Strings: pointer and length, borrowed, may hold NUL, need not end with one. */
#ifndef PN_BASE_STR_H
#define PN_BASE_STR_H

#include "base/mem.h"

#include <string.h>

typedef struct pn_str {
	const char *ptr; /* NULL only when len is 0 */
	size_t len;
} pn_str;

/* A string literal as pn_str; for initialisers of static tables use { "x", 1 }. */
#define PN_STR(literal) ((pn_str){ "" literal, sizeof(literal) - 1 })
#define PN_STR_EMPTY ((pn_str){ "", 0 })
/* For printf-like texts: "%.*s", PN_ARG(s). printf itself cuts at a NUL, pn_buf_format does not. */
#define PN_ARG(s) ((int)(s).len), ((s).ptr ? (s).ptr : "")

#define PN_NOT_FOUND SIZE_MAX

/*
 * Whether n bytes are the same. Nearly all strings here are short names, of which two loads that
 * may overlap see everything: a call of memcmp costs three times as much.
 */
static inline bool pn_bytes_eq(const char *a, const char *b, size_t n)
{
	uint64_t x[2], y[2];
	uint32_t u[2], v[2];

	if (n > 16)
		return memcmp(a, b, n) == 0;
	if (n >= 8) {
		memcpy(&x[0], a, 8);
		memcpy(&y[0], b, 8);
		memcpy(&x[1], a + n - 8, 8);
		memcpy(&y[1], b + n - 8, 8);
		return ((x[0] ^ y[0]) | (x[1] ^ y[1])) == 0;
	}
	if (n >= 4) {
		memcpy(&u[0], a, 4);
		memcpy(&v[0], b, 4);
		memcpy(&u[1], a + n - 4, 4);
		memcpy(&v[1], b + n - 4, 4);
		return ((u[0] ^ v[0]) | (u[1] ^ v[1])) == 0;
	}
	return n == 0 || (a[0] == b[0] && a[n / 2] == b[n / 2] && a[n - 1] == b[n - 1]);
}

static inline bool pn_str_eq(pn_str a, pn_str b)
{
	return a.len == b.len && pn_bytes_eq(a.ptr, b.ptr, a.len);
}

/* Compares with a C literal. */
#define pn_str_is(s, literal) \
	((s).len == sizeof(literal) - 1 && memcmp((s).ptr, literal, sizeof(literal) - 1) == 0)

/* Returns the string from a NUL-ended one; NULL gives the empty string. */
static inline pn_str pn_str_from(const char *z)
{
	return z ? (pn_str){ z, strlen(z) } : PN_STR_EMPTY;
}
/* Orders bytewise, shorter first: negative, 0 or positive. */
int pn_str_cmp(pn_str a, pn_str b);
static inline bool pn_str_starts(pn_str s, pn_str prefix)
{
	return s.len >= prefix.len && pn_bytes_eq(s.ptr, prefix.ptr, prefix.len);
}
static inline bool pn_str_ends(pn_str s, pn_str suffix)
{
	return s.len >= suffix.len &&
	       pn_bytes_eq(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len);
}
/* Returns the index of the first (last) occurrence, or PN_NOT_FOUND. */
size_t pn_str_find(pn_str s, pn_str part);
size_t pn_str_find_last(pn_str s, pn_str part);
size_t pn_str_find_byte(pn_str s, char c);
size_t pn_str_count(pn_str s, pn_str part); /* non-overlapping; part not empty */
/* Returns s[from, to) clamped to the string. */
static inline pn_str pn_str_slice(pn_str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from >= to)
		return PN_STR_EMPTY;
	return (pn_str){ s.ptr + from, to - from };
}
/* Cuts at the first `sep`: *before and *after (empty when absent); returns whether it was there. */
bool pn_str_cut(pn_str s, pn_str sep, pn_str *before, pn_str *after);
/* Trims ASCII blanks, tabs, CR, LF, VT, FF at both ends. Unicode trimming is in base/unicode.h. */
pn_str pn_str_trim_ascii(pn_str s);

/* Copies into the arena; the copy is followed by a NUL. Empty string when there is no memory. */
pn_str pn_str_dup(pn_arena *arena, pn_str s);
/* Copies into the arena as a NUL-ended C string; "" when there is no memory (arena->failed). */
const char *pn_str_z(pn_arena *arena, pn_str s);
pn_str pn_str_concat(pn_arena *arena, pn_str a, pn_str b);
/* Replaces every (non-overlapping) `old`, which is not empty, by `new`; s itself when none. */
pn_str pn_str_replace(pn_arena *arena, pn_str s, pn_str old, pn_str new);
/* Returns the formatted text; "%.*s" with PN_ARG for pn_str. Empty when there is no memory. */
pn_str pn_str_format(pn_arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Hashes for maps, 8 bytes at a time; equal strings give equal hashes, never 0. */
uint32_t pn_str_hash(pn_str s);

static inline uint64_t pn_load_8(const char *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof x);
	return x;
}

static inline uint64_t pn_load_4(const char *p)
{
	uint32_t x;

	memcpy(&x, p, sizeof x);
	return x;
}

/* The bytes of a string shorter than 8 as a number; with its length they say which it is. */
static inline uint64_t pn_load_few(const char *p, size_t n)
{
	if (n >= 4)
		return pn_load_4(p) << 32 | pn_load_4(p + n - 4);
	if (n == 0)
		return 0;
	return (uint64_t)(unsigned char)p[0] << 16 | (uint64_t)(unsigned char)p[n / 2] << 8 |
	       (unsigned char)p[n - 1];
}

/* pn_str_hash without a call, for loops that hash little else than short names. */
static inline uint32_t pn_str_hash_here(pn_str s)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;
	uint64_t h = 0xcbf29ce484222325u ^ s.len;
	const char *p = s.ptr, *last;

	if (s.len < 8) {
		h ^= pn_load_few(p, s.len);
	} else {
		for (last = p + s.len - 8; p < last; p += 8) {
			h = (h ^ pn_load_8(p)) * odd;
			h ^= h >> 29;
		}
		h ^= pn_load_8(last);
	}
	/* Keys often differ in their last letters only, which are the highest bits here. */
	h ^= h >> 32;
	h *= odd;
	h ^= h >> 32;
	return (uint32_t)h ? (uint32_t)h : 1;
}

#endif
