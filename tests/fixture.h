/* SPDX-License-Identifier: Apache-2.0 */
/* What most tests of a room need: an arena, an error, limits, and the context that holds them. */
#ifndef PN_TESTS_FIXTURE_H
#define PN_TESTS_FIXTURE_H

#include "base/base.h"

typedef struct fixture {
	pn_arena arena;
	pn_error err;
	pintle_limits limits;
	pn_cx cx;
} fixture;

/* Allocates from `mem`; NULL: the C library's allocator. The context points into *f. */
static inline void fixture_init(fixture *f, const pintle_allocator *mem)
{
	pn_arena_init(&f->arena, mem, 0);
	pn_error_init(&f->err, mem);
	f->limits = pn_limits_complete(NULL);
	f->cx = (pn_cx){ .arena = &f->arena, .err = &f->err, .limits = &f->limits };
}

static inline void fixture_finish(fixture *f)
{
	pn_error_finish(&f->err);
	pn_arena_finish(&f->arena);
}

/* Returns what the last failure was, and forgets it. */
static inline const char *fixture_failure(fixture *f)
{
	const char *text = pn_str_z(&f->arena, pn_error_text(&f->err));

	pn_error_clear(&f->err);
	return text;
}

/* The two that cmocka calls around a test; the test's state is the fixture. */
static inline int fixture_setup(void **state)
{
	static fixture f;

	fixture_init(&f, NULL);
	*state = &f;
	return 0;
}

static inline int fixture_teardown(void **state)
{
	fixture_finish(*state);
	return 0;
}

#endif
