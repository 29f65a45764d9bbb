/* SPDX-License-Identifier: Apache-2.0 */
/* A group of tests that is put together at run time: one for each row of a table. */
#ifndef PN_TESTS_SUITE_H
#define PN_TESTS_SUITE_H

#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST_TESTS = 400 };

typedef struct suite {
	struct CMUnitTest tests[MOST_TESTS];
	size_t count;
} suite;

/* Adds a test; its state is `row`, which may be NULL. Neither `name` nor `row` is copied. */
static inline void suite_add(suite *s, const char *name, CMUnitTestFunction function,
			     const void *row)
{
	if (s->count == MOST_TESTS)
		abort();
	s->tests[s->count++] = (struct CMUnitTest){ .name = name,
						    .test_func = function,
						    .initial_state = (void *)(uintptr_t)row };
}

#endif
