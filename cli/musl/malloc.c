/* SPDX-License-Identifier: Apache-2.0 */
/*
 * malloc and its like, for the program that is linked with musl: large blocks come of the memory
 * that the library works with, which is present already, all others of musl's own. What libdeflate
 * unpacks with was all that most runs took of musl's, whose first block takes six calls to the
 * system. An empty calloc or realloc is as musl's are.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"

/* musl's own, behind the names that may be replaced; the same since 1.2.2. */
void *__libc_malloc(size_t size);
void *__libc_realloc(void *block, size_t size);
void __libc_free(void *block);

enum { LARGE = 4096 };

/* Before each large block; as long as what is aligned for anything. */
typedef union head {
	size_t size; /* with the head */
	max_align_t align;
} head;

static void *take_large(size_t size)
{
	head *at = size <= SIZE_MAX - sizeof(head) ? memory_take(size + sizeof(head)) : NULL;

	if (!at)
		return NULL;
	at->size = size + sizeof(head);
	return at + 1;
}

void *malloc(size_t size)
{
	void *block = size >= LARGE ? take_large(size) : NULL;

	return block ? block : __libc_malloc(size);
}

void free(void *block)
{
	head *at = block;

	if (memory_has(block))
		memory_give(at - 1, at[-1].size);
	else
		__libc_free(block);
}

void *calloc(size_t count, size_t size)
{
	void *block;

	if (size && count > SIZE_MAX / size) {
		errno = ENOMEM;
		return NULL;
	}
	block = malloc(count * size);
	if (block)
		memset(block, 0, count * size);
	return block;
}

void *realloc(void *block, size_t size)
{
	const head *at = block;
	size_t old;
	void *moved;

	if (!memory_has(block))
		return __libc_realloc(block, size);
	moved = malloc(size);
	if (!moved)
		return NULL;
	old = at[-1].size - sizeof(head);
	memcpy(moved, block, old < size ? old : size);
	free(block);
	return moved;
}
