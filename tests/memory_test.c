/* SPDX-License-Identifier: Apache-2.0 */
/* Runs readers and writers with ever more memory: they fail cleanly until there is enough. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "failing.h"

#include "codec/json.h"
#include "codec/toml.h"
#include "value/origin.h"
#include "value/trace.h"

static const char json[] = "{\"nil\":null,\"list\":[1,2.5e300,\"caf\\u00e9\",true,[[{}]]],"
			   "\"map\":{\"a\":\"b\",\"c\":{\"d\":[0.1,-7]}},\"text\":\"a\\nb\"}";
static const char toml[] = "a.b = [1, 2.5, {c = \"\"\"x\\\n y\\u00e9\"\"\"}]\n[t.\"q k\"]\nd = "
			   "1979-05-27T07:32:00+02:00\n[[u]]\nx = 0x1F\n[[u]]\ny = 'z'\n";

static bool read_both(pn_cx *cx, pn_value *a, pn_value *b)
{
	pn_source source = { .name = PN_STR("x") };

	return pn_json_read(cx, pn_str_from(json), &source, a) &&
	       pn_toml_read(cx, pn_str_from(toml), b);
}

static bool write_all(pn_cx *cx, const pn_value *a, const pn_value *b)
{
	pn_buf out;

	pn_buf_init(&out, cx->arena);
	if (!pn_json_write(cx, &out, a, PN_JSON_INDENT) || !pn_json_write(cx, &out, b, 0) ||
	    !pn_toml_write(cx, &out, a) || !pn_toml_write(cx, &out, b))
		return false;
	pn_format_printf(&out, PN_STR("%#v %+q %08.3f %x"), (pn_value[]){ *a, *b, *a, *b }, 4);
	return !out.failed || pn_fail_memory(cx->err, cx->arena);
}

static bool note_all(pn_cx *cx, const pn_value *a)
{
	pn_trace *trace = pn_trace_new(cx->arena);
	const pn_text_mark marks[] = { { 0, 1 } };

	if (!trace)
		return pn_fail_memory(cx->err, cx->arena);
	pn_trace_read_all(trace, a);
	for (uint32_t i = 0; i < 100; i++) {
		pn_trace_source(trace, PN_STR("t"), pn_str_from(json));
		pn_trace_site(trace, (pn_site){ i, i, i, i });
		pn_trace_marks(trace, marks, 1);
	}
	return !cx->arena->failed || pn_fail_memory(cx->err, cx->arena);
}

static bool work(pn_cx *cx)
{
	pn_value a, b, copy;

	if (!read_both(cx, &a, &b) || !write_all(cx, &a, &b) || !note_all(cx, &a))
		return false;
	if (!pn_value_copy(cx->arena, &copy, &b, 1))
		return pn_fail_memory(cx->err, cx->arena);
	return pn_value_deep_equal(&b, &copy, 100);
}

/* Works with an arena of its own; the status says how it went. */
static pintle_status try_work(const pintle_allocator *mem, size_t limit)
{
	pintle_limits limits = pn_limits_complete(NULL);
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL };
	pintle_status status;
	bool good;

	pn_arena_init(&arena, mem, limit);
	pn_error_init(&err, NULL);
	good = work(&cx);
	status = err.status;
	assert_true(good == (status == PINTLE_OK));
	pn_error_finish(&err);
	pn_arena_finish(&arena);
	return status;
}

static void each_allocation_may_be_refused(void **state)
{
	pintle_status status = PINTLE_ERR_NO_MEMORY;
	size_t n;

	(void)state;
	for (n = 0; status != PINTLE_OK; n++) {
		struct failing f = { .fail_at = n };
		pintle_allocator mem = { failing_resize, &f };

		assert_in_range(n, 0, 1000);
		status = try_work(&mem, 0);
		assert_true(status == PINTLE_OK || status == PINTLE_ERR_NO_MEMORY);
		assert_int_equal(f.held, 0);
	}
	assert_true(n > 1);
}

static void every_limit_is_kept(void **state)
{
	pintle_status status = PINTLE_ERR_LIMIT;

	(void)state;
	for (size_t limit = 64; status != PINTLE_OK; limit += 48) {
		assert_in_range(limit, 0, 4000000);
		status = try_work(NULL, limit);
		assert_true(status == PINTLE_OK || status == PINTLE_ERR_LIMIT);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_allocation_may_be_refused),
		cmocka_unit_test(every_limit_is_kept),
	};

	return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
