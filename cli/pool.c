/* SPDX-License-Identifier: Apache-2.0 */
#include "pool.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pool_block {
	pool_block *older;
	max_align_t start[];
};

enum {
	FIRST_BLOCK = 4 * 1024,
	LAST_BLOCK = 64 * 1024,
	ALIGNMENT = sizeof(max_align_t),
	USUAL_LINE = 160
};

static void end_without_memory(void)
{
	fputs("Error: out of memory\n", stderr);
	exit(1);
}

static void *add_block(pool *p, size_t size)
{
	pool_block *block = NULL;

	if (size < SIZE_MAX - sizeof *block)
		block = malloc(sizeof *block + size);
	if (!block)
		end_without_memory();
	block->older = p->blocks;
	p->blocks = block;
	return block->start;
}

/* Begins a block; they double, so that a short run touches few pages. */
static void next_block(pool *p)
{
	if (!p->size)
		p->size = FIRST_BLOCK;
	else if (p->size < LAST_BLOCK)
		p->size *= 2;
	p->next = add_block(p, p->size);
	p->room = p->size;
}

void pool_begin(pool *p, void *block, size_t size)
{
	p->next = block;
	p->room = size / ALIGNMENT * ALIGNMENT;
}

/* Returns memory that is not cleared. */
static void *take(pool *p, size_t size)
{
	char *found;

	if (size > p->room && size > FIRST_BLOCK / 2)
		return add_block(p, size);
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (size > p->room)
		next_block(p);
	found = p->next;
	p->next += size;
	p->room -= size;
	return found;
}

void *pool_alloc(pool *p, size_t size)
{
	return memset(take(p, size), 0, size);
}

const char *pool_copy(pool *p, const char *s, size_t len)
{
	char *copy = take(p, len + 1);

	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

const char *pool_format(pool *p, const char *format, ...)
{
	text t = { .pool = p };
	va_list args;

	va_start(args, format);
	text_vformat(&t, format, args);
	va_end(args);
	return text_z(&t);
}

void pool_free(pool *p)
{
	while (p->blocks) {
		pool_block *older = p->blocks->older;

		free(p->blocks);
		p->blocks = older;
	}
	*p = (pool){ 0 };
}

/* Makes room for `more` bytes and a NUL. */
static char *reserve(text *t, size_t more)
{
	if (more >= SIZE_MAX / 4 - t->len)
		end_without_memory();
	if (t->len + more >= t->capacity) {
		size_t capacity = (t->len + more) * 2 + 64;
		char *moved = take(t->pool, capacity);

		if (t->len)
			memcpy(moved, t->ptr, t->len);
		t->ptr = moved;
		t->capacity = capacity;
	}
	return t->ptr + t->len;
}

void text_add(text *t, const char *ptr, size_t len)
{
	if (len)
		memcpy(reserve(t, len), ptr, len);
	t->len += len;
}

void text_put(text *t, const char *z)
{
	text_add(t, z, strlen(z));
}

void text_byte(text *t, char c)
{
	text_add(t, &c, 1);
}

void text_fill(text *t, char c, size_t count)
{
	memset(reserve(t, count), c, count);
	t->len += count;
}

void text_vformat(text *t, const char *format, va_list args)
{
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(reserve(t, USUAL_LINE), USUAL_LINE + 1, format, args);
	if (len > USUAL_LINE)
		vsnprintf(reserve(t, (size_t)len), (size_t)len + 1, format, again);
	va_end(again);
	t->len += len > 0 ? (size_t)len : 0;
}

void text_format(text *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_vformat(t, format, args);
	va_end(args);
}

const char *text_z(text *t)
{
	*reserve(t, 0) = '\0';
	return t->ptr;
}

void strings_add(pool *p, strings *list, const char *item)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity * 2 + 8;
		const char **moved = pool_alloc(p, capacity * sizeof *moved);

		if (list->count)
			memcpy(moved, list->items, list->count * sizeof *moved);
		list->items = moved;
		list->capacity = capacity;
	}
	list->items[list->count++] = item;
}

bool strings_hold(const strings *list, const char *item)
{
	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(list->items[i], item) == 0)
			return true;
	}
	return false;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void strings_sort(strings *list)
{
	if (list->count)
		qsort(list->items, list->count, sizeof *list->items, by_text);
}
