/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>

#include "base/number.h"

static int setup(void **state)
{
	static pn_arena arena;

	pn_arena_init(&arena, NULL, 0);
	*state = &arena;
	return 0;
}

static int teardown(void **state)
{
	pn_arena_finish(*state);
	return 0;
}

static const char *format(pn_arena *arena, double f, char letter, int precision, int bits)
{
	pn_buf out;

	pn_buf_init(&out, arena);
	pn_buf_float(&out, f, letter, precision, bits);
	return pn_buf_z(&out);
}

static void floats_print_as_go(void **state)
{
	static const struct {
		double f;
		char format;
		int precision;
		const char *want;
	} rows[] = {
		{ 1, 'e', 5, "1.00000e+00" },
		{ 1, 'f', 5, "1.00000" },
		{ 1, 'g', 5, "1" },
		{ 1, 'x', -1, "0x1p+00" },
		{ 1, 'x', 5, "0x1.00000p+00" },
		{ 1234567.8, 'g', -1, "1.2345678e+06" },
		{ 1234567.8, 'x', -1, "0x1.2d687cccccccdp+20" },
		{ 200000, 'g', -1, "200000" },
		{ 200000, 'X', -1, "0X1.86AP+17" },
		{ 400, 'g', 2, "4e+02" },
		{ .00004, 'g', 2, "4e-05" },
		{ 0, 'e', 5, "0.00000e+00" },
		{ -0.0, 'g', -1, "-0" },
		{ 123.456, 'G', 2, "1.2E+02" },
		{ 1e23, 'g', 17, "9.9999999999999992e+22" },
		{ 1e23, 'e', -1, "1e+23" },
		{ 100000000000000008388608.0, 'f', -1, "100000000000000010000000" },
		{ 5e-324, 'g', -1, "5e-324" },
		{ 5e-324, 'b', -1, "1p-1074" },
		{ DBL_MAX, 'g', -1, "1.7976931348623157e+308" },
		{ 0.5, 'f', 0, "0" },
		{ 1.5, 'f', 0, "2" },
		{ 2.5, 'f', 0, "2" },
		{ 0.09, 'f', 1, "0.1" },
		{ 0.00001, 'f', 1, "0.0" },
		{ 498484681984085570.0, 'f', -1, "498484681984085570" },
		{ 2.2250738585072012e-308, 'g', -1, "2.2250738585072014e-308" },
		{ 383260575764816448.0, 'f', 0, "383260575764816448" },
		{ 1, '?', -1, "%?" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(
			format(*state, rows[i].f, rows[i].format, rows[i].precision, 64),
			rows[i].want);
	assert_string_equal(format(*state, (double)3.4028234e38f, 'g', -1, 32), "3.4028235e+38");
	assert_string_equal(format(*state, (double)0.1f, 'g', -1, 32), "0.1");
	assert_string_equal(format(*state, (double)INFINITY, 'g', -1, 64), "+Inf");
	assert_string_equal(format(*state, -(double)INFINITY, 'f', 2, 64), "-Inf");
	assert_string_equal(format(*state, (double)NAN, 'e', -1, 64), "NaN");
}

static void floats_are_read_as_go(void **state)
{
	static const struct {
		const char *text, *want; /* the number in its shortest form */
		pn_number_error error;
	} rows[] = {
		{ "", "0", PN_NUMBER_SYNTAX },
		{ "+1", "1", 0 },
		{ "1x", "0", PN_NUMBER_SYNTAX },
		{ "1.1.", "0", PN_NUMBER_SYNTAX },
		{ ".", "0", PN_NUMBER_SYNTAX },
		{ ".5e1", "5", 0 },
		{ "1e", "0", PN_NUMBER_SYNTAX },
		{ "99999999999999974834176", "9.999999999999997e+22", 0 },
		{ "100000000000000016777215", "1.0000000000000001e+23", 0 },
		{ "100000000000000016777216", "1.0000000000000003e+23", 0 },
		{ "-0", "-0", 0 },
		{ "0x1.fFe2p4", "31.99267578125", 0 },
		{ "0x1e2", "0", PN_NUMBER_SYNTAX },
		{ "0x1p-1075", "0", 0 },
		{ "0x1.8p-1075", "5e-324", 0 },
		{ "0x1.fffffffffffff8p1023", "+Inf", PN_NUMBER_RANGE },
		{ "1.7976931348623158e308", "1.7976931348623157e+308", 0 },
		{ "1.7976931348623159e308", "+Inf", PN_NUMBER_RANGE },
		{ "-1e400", "-Inf", PN_NUMBER_RANGE },
		{ "1e-400", "0", 0 },
		{ "4.9406564584124654e-324", "5e-324", 0 },
		{ "2.4703282292062327208e-324", "0", 0 },
		{ "2.4703282292062328e-324", "5e-324", 0 },
		{ "9007199254740993", "9.007199254740992e+15", 0 },
		{ "9007199254740993.0000000000000000000000000001", "9.007199254740994e+15", 0 },
		{ "1e99999999999999999999", "+Inf", PN_NUMBER_RANGE },
		{ "inf", "+Inf", 0 },
		{ "-Infinity", "-Inf", 0 },
		{ "NaN", "NaN", 0 },
		{ "+nan", "0", PN_NUMBER_SYNTAX },
		{ "infi", "0", PN_NUMBER_SYNTAX },
		{ "1_0.5", "10.5", 0 },
		{ "1__0", "0", PN_NUMBER_SYNTAX },
		{ "_1", "0", PN_NUMBER_SYNTAX },
		{ "0x_1p4", "16", 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		double f;

		assert_int_equal(pn_parse_float(pn_str_from(rows[i].text), &f), rows[i].error);
		assert_string_equal(format(*state, f, 'g', -1, 64), rows[i].want);
	}
}

static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* What is printed shortest reads back as the same number, and one digit less does not. */
static void shortest_digits_round_trip(void **state)
{
	uint64_t seed = 88172645463325252u;

	for (int i = 0; i < 20000; i++) {
		uint64_t image = next_random(&seed);
		char digits[32];
		size_t count;
		int point;
		double f, back;

		memcpy(&f, &image, sizeof f);
		if (i % 3 == 0)
			f = (double)(image % 100000000) / 1000;
		if (!isfinite(f) || f == 0)
			continue;
		assert_int_equal(pn_parse_float(pn_str_from(format(*state, f, 'e', -1, 64)), &back),
				 0);
		assert_true(back == f);
		count = pn_float_shortest(f, 64, digits, &point);
		assert_in_range(count, 1, 17);
		if (count == 1)
			continue;
		pn_parse_float(pn_str_from(format(*state, f, 'e', (int)count - 2, 64)), &back);
		assert_true(back != f);
		pn_arena_finish(*state);
	}
}

static double read(const char *text)
{
	double f;

	assert_int_equal(pn_parse_float(pn_str_from(text), &f), PN_NUMBER_OK);
	return f;
}

/* From 2^52 to 2^53 doubles are the integers: n.5 lies halfway, and the even one is meant. */
static void halfway_points_round_to_even(void **state)
{
	static const char dots[] = "00000000000000000000000000000000000000000000000000000000000001";
	uint64_t seed = 1234567;

	for (int i = 0; i < 500; i++) {
		unsigned long long n = next_random(&seed) >> 12 | UINT64_C(1) << 52;

		assert_true(read(pn_str_format(*state, "%llu.5", n).ptr) == (double)(n + n % 2));
		assert_true(read(pn_str_format(*state, "%llu.5%s", n, dots).ptr) ==
			    (double)(n + 1));
		assert_true(read(pn_str_format(*state, "%llu.49999999999999", n).ptr) == (double)n);
	}
}

static void integers_are_read_as_go(void **state)
{
	static const struct {
		const char *text;
		int base, bits;
		int64_t want;
		pn_number_error error;
	} rows[] = {
		{ "", 0, 64, 0, PN_NUMBER_SYNTAX },
		{ "0", 0, 64, 0, 0 },
		{ "010", 0, 64, 8, 0 },
		{ "08", 0, 64, 0, PN_NUMBER_SYNTAX },
		{ "0x1F", 0, 64, 31, 0 },
		{ "-0B11", 0, 64, -3, 0 },
		{ "0o17", 0, 64, 15, 0 },
		{ "0x", 0, 64, 0, PN_NUMBER_SYNTAX },
		{ "1_000", 0, 64, 1000, 0 },
		{ "1_000", 10, 64, 0, PN_NUMBER_SYNTAX },
		{ "0_8", 0, 64, 0, PN_NUMBER_SYNTAX },
		{ "0x_1", 0, 64, 1, 0 },
		{ "1__0", 0, 64, 0, PN_NUMBER_SYNTAX },
		{ "9223372036854775807", 10, 64, INT64_MAX, 0 },
		{ "9223372036854775808", 10, 64, INT64_MAX, PN_NUMBER_RANGE },
		{ "-9223372036854775808", 10, 64, INT64_MIN, 0 },
		{ "-9223372036854775809", 10, 64, INT64_MIN, PN_NUMBER_RANGE },
		{ "128", 10, 8, 127, PN_NUMBER_RANGE },
		{ "-128", 10, 8, -128, 0 },
		{ "zz", 36, 64, 35 * 36 + 35, 0 },
		{ "+-1", 10, 64, 0, PN_NUMBER_SYNTAX },
		{ " 1", 10, 64, 0, PN_NUMBER_SYNTAX },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t n;

		assert_int_equal(
			pn_parse_int(pn_str_from(rows[i].text), rows[i].base, rows[i].bits, &n),
			rows[i].error);
		assert_int_equal(n, rows[i].want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(floats_print_as_go, setup, teardown),
		cmocka_unit_test_setup_teardown(floats_are_read_as_go, setup, teardown),
		cmocka_unit_test_setup_teardown(shortest_digits_round_trip, setup, teardown),
		cmocka_unit_test_setup_teardown(halfway_points_round_to_even, setup, teardown),
		cmocka_unit_test_setup_teardown(integers_are_read_as_go, setup, teardown),
	};

	return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
