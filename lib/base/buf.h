/* A growing text in an arena. Failure is sticky: append as often as you like, check once. */
#ifndef PN_BASE_BUF_H
#define PN_BASE_BUF_H

#include "base/str.h"

#include <stdarg.h>

typedef struct pn_buf {
	pn_arena *arena;
	char *ptr;
	size_t len, cap;
	size_t max;  /* bytes it may hold; 0 is no bound of its own */
	bool failed; /* no memory, or over `max`; the text is then incomplete */
} pn_buf;

void pn_buf_init(pn_buf *buf, pn_arena *arena);
/* Gives an empty buffer just that capacity to begin with; false (sticky) without memory. */
bool pn_buf_begin(pn_buf *buf, size_t size);
/* Makes room for `more` bytes and returns where they go (then add to buf->len); NULL on failure. */
char *pn_buf_reserve(pn_buf *buf, size_t more);
void pn_buf_add_slow(pn_buf *buf, pn_str s);
void pn_buf_byte_slow(pn_buf *buf, char c);

static inline void pn_buf_add(pn_buf *buf, pn_str s)
{
	if (s.len <= buf->cap - buf->len && s.len) {
		memcpy(buf->ptr + buf->len, s.ptr, s.len);
		buf->len += s.len;
	} else if (s.len) {
		pn_buf_add_slow(buf, s);
	}
}

static inline void pn_buf_byte(pn_buf *buf, char c)
{
	if (buf->len < buf->cap)
		buf->ptr[buf->len++] = c;
	else
		pn_buf_byte_slow(buf, c);
}

/* pn_buf_reserve, for those who write pieces into room that is mostly there. */
static inline char *pn_buf_room(pn_buf *buf, size_t more)
{
	if (more > buf->cap - buf->len || buf->failed)
		return pn_buf_reserve(buf, more);
	return buf->ptr + buf->len;
}

/* Appends a string literal. */
#define pn_buf_lit(buf, literal) pn_buf_add((buf), PN_STR(literal))
void pn_buf_repeat(pn_buf *buf, char c, size_t count);
/*
 * printf's %s %.*s %c %d %u %x %X %o %%, with l, ll, z, a width and zeros; nothing else. A NUL that
 * is not counted follows the text.
 */
void pn_buf_format(pn_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void pn_buf_vformat(pn_buf *buf, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));
/* Returns the text so far, valid until the buffer grows; empty after a failure. */
pn_str pn_buf_str(const pn_buf *buf);
/* Ends the text with a NUL (not counted) and returns it as a C string; "" after a failure. */
const char *pn_buf_z(pn_buf *buf);

#endif
