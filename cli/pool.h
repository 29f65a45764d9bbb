/* Memory that lasts until the program ends, texts that grow in it, and lists of strings. */
#ifndef CLI_POOL_H
#define CLI_POOL_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct pool_block pool_block;

typedef struct pool {
	pool_block *blocks;
	char *next;
	size_t room;
	size_t size; /* of the newest block of those that double */
} pool;

/*
 * Lets an empty pool begin in a block of the caller's, aligned to max_align_t, which has to last as
 * long: a short run needs no other then.
 */
void pool_begin(pool *p, void *block, size_t size);
/* Returns zeroed memory; ends the program when there is none. */
void *pool_alloc(pool *p, size_t size);
/* Copies a text and ends it with a NUL. */
const char *pool_copy(pool *p, const char *s, size_t len);
const char *pool_format(pool *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
void pool_free(pool *p);

/* A growing text. Start with { .pool = p }. */
typedef struct text {
	pool *pool;
	char *ptr;
	size_t len, capacity;
} text;

void text_add(text *t, const char *ptr, size_t len);
void text_put(text *t, const char *z);
void text_byte(text *t, char c);
void text_fill(text *t, char c, size_t count);
void text_format(text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vformat(text *t, const char *format, va_list args)
	__attribute__((format(printf, 2, 0), nonnull(2)));
/* Returns the text so far, NUL-ended; valid until it grows. */
const char *text_z(text *t);

/* A growing list of strings, which are borrowed. Start with { 0 }. */
typedef struct strings {
	const char **items;
	size_t count, capacity;
} strings;

void strings_add(pool *p, strings *list, const char *item);
bool strings_hold(const strings *list, const char *item);
/* Sorts bytewise. */
void strings_sort(strings *list);

#endif
