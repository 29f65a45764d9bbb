/* SPDX-License-Identifier: Apache-2.0 */
/* The memory that the library works with. */
#ifndef CLI_MEMORY_H
#define CLI_MEMORY_H

#include <pintle/base.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Returns an allocator for the library, the same at each call; NULL where the C library's is to be
 * taken. It may be used from several threads, and what it holds is given back when the program
 * ends.
 */
const pintle_allocator *memory_allocator(void);

/*
 * Takes a block of the memory that the allocator takes it from, aligned for anything; NULL when
 * there is no room. It is given back with the size it was taken with. Threads: any.
 */
void *memory_take(size_t size);
void memory_give(void *block, size_t size);

/* Says whether a block, or NULL, is of that memory. */
bool memory_has(const void *block);

/* Has the system make that much of the stack present which every run needs. For main's first line.
 */
void memory_ready_stack(void);

#endif
