/* SPDX-License-Identifier: Apache-2.0 */
/* The memory that the library works with. */
#ifndef CLI_MEMORY_H
#define CLI_MEMORY_H

#include <pintle/base.h>

/*
 * Returns an allocator for the library, the same at each call; NULL where the C library's is to be
 * taken. It may be used from several threads, and what it holds is given back when the program
 * ends.
 */
const pintle_allocator *memory_allocator(void);

/* Has the system make that much of the stack present which every run needs. For main's first line.
 */
void memory_ready_stack(void);

#endif
