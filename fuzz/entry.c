/* SPDX-License-Identifier: Apache-2.0 */
/* What libFuzzer calls: a fresh arena with small limits around each input. */
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	pintle_limits limits;
	pn_arena arena;
	pn_error err;
	pn_cx cx = { .arena = &arena, .err = &err, .limits = &limits };

	pintle_limits_untrusted(&limits);
	limits.steps = 200000;
	limits.regex_steps = 200000;
	limits.arena_bytes = 16 * 1024 * 1024;
	limits.chart_bytes = 1024 * 1024;
	pn_error_init(&err, NULL);
	pn_arena_init(&arena, NULL, limits.arena_bytes);
	fuzz_one(&cx, pn_str_dup(&arena, (pn_str){ (const char *)data, size }));
	(void)pn_error_text(&err);
	pn_arena_finish(&arena);
	pn_error_finish(&err);
	return 0;
}
