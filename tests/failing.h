/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator that fails from call `fail_at` on, and counts what is still held. */
#ifndef PN_TESTS_FAILING_H
#define PN_TESTS_FAILING_H

#include <stddef.h>
#include <stdlib.h>

struct failing {
	size_t calls, fail_at;
	size_t held; /* bytes */
};

static inline void *failing_resize(void *data, void *ptr, size_t old_size, size_t new_size)
{
	struct failing *f = data;
	void *p;

	if (new_size == 0) {
		if (ptr)
			f->held -= old_size;
		free(ptr);
		return NULL;
	}
	if (f->calls++ >= f->fail_at)
		return NULL;
	p = realloc(ptr, new_size);
	if (p)
		f->held += new_size - (ptr ? old_size : 0);
	return p;
}

#endif
