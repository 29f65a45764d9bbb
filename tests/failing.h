/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An allocator that fails from call `fail_at` on, and counts what is still held. Its memory is
 * never zero by accident.
 */
#ifndef PN_TESTS_FAILING_H
#define PN_TESTS_FAILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <pintle/base.h>

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
	if (p && !ptr)
		old_size = 0;
	if (p && new_size > old_size)
		memset((char *)p + old_size, 0xA5, new_size - old_size);
	if (p)
		f->held += new_size - old_size;
	return p;
}

/* Lets `work` run with ever more requests granted, until it says that they were enough; each time
 * all must be given back. */
static inline void failing_until_enough(bool (*work)(const pintle_allocator *mem))
{
	struct failing f = { 0 };
	const pintle_allocator mem = { failing_resize, &f };
	bool done = false;

	for (size_t n = 0; !done; n++) {
		f = (struct failing){ .fail_at = n };
		done = work(&mem);
		assert_int_equal(f.held, 0);
		assert_in_range(n, 0, 10000);
	}
}

#endif
