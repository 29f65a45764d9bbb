/* SPDX-License-Identifier: Apache-2.0 */
/* Zones, calendar, layouts, durations. All expected texts are Go's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "time/text.h"

static pn_arena arena;

static int begin(void **state)
{
	(void)state;
	pn_arena_init(&arena, NULL, 0);
	return 0;
}

static int end(void **state)
{
	(void)state;
	pn_arena_finish(&arena);
	return 0;
}

static const char *formatted(int64_t seconds, const pn_zone *zone, const char *layout)
{
	pn_time t = pn_time_unix(seconds, 123456789, zone);
	pn_buf buf;

	pn_buf_init(&buf, &arena);
	pn_time_format(&buf, &t, pn_str_from(layout));
	return pn_buf_z(&buf);
}

static const char *string_of(const pn_time *t)
{
	pn_buf buf;

	pn_buf_init(&buf, &arena);
	pn_time_write(&buf, t);
	return pn_buf_z(&buf);
}

static void layouts_write_every_element(void **state)
{
	static const char *const rows[][2] = {
		{ "2006-01-02T15:04:05Z07:00", "2017-02-03T04:05:06Z" },
		{ "06 1 Jan January 2 _2 02 __2 002", "17 2 Feb February 3  3 03  34 034" },
		{ "Mon Monday Month Mond", "Fri Friday Month Mond" },
		{ "3 03 PM pm 4 04 5 05 15", "4 04 AM am 5 05 6 06 04" },
		{ "05.000 05,00 5.999999999 05.0000000000",
		  "06.123 06,12 6.123456789 06.123456789" },
		{ "MST -0700 -07:00 -07 -070000 -07:00:00",
		  "UTC +0000 +00:00 +00 +000000 +00:00:00" },
		{ "Z0700 Z07 Z070000 Z07:00:00", "Z Z Z Z" },
		{ "_2006 .001 ,999 .0x 007", "_2017 .002 ,123 .1x 007" },
		{ "plain text", "plain text" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(formatted(1486094706, pn_zone_utc(), rows[i][0]), rows[i][1]);
}

static void calendar_covers_every_second(void **state)
{
	static const struct {
		int64_t seconds;
		const char *date;
	} rows[] = {
		{ 0, "1970-01-01 00:00:00 Thu 001" },
		{ -1, "1969-12-31 23:59:59 Wed 365" },
		{ 951782400, "2000-02-29 00:00:00 Tue 060" },
		{ 978220800, "2000-12-31 00:00:00 Sun 366" },
		{ -62135596801, "0000-12-31 23:59:59 Sun 366" },
		{ -292277022399, "-7292-02-11 02:13:21 Tue 042" },
		{ INT64_MAX, "292277026596-12-04 15:30:07 Sun 339" },
		{ INT64_MIN + 1, "292277026596-12-04 15:30:09 Sun 339" },
		{ -9223372028741760000, "-292277022400-03-01 00:00:00 Wed 061" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(
			formatted(rows[i].seconds, pn_zone_utc(), "2006-01-02 15:04:05 Mon 002"),
			rows[i].date);
}

static void civil_fields_carry_over(void **state)
{
	pn_civil c = { .year = 2016,
		       .month = 14,
		       .day = -3,
		       .hour = 25,
		       .minute = -1,
		       .second = 3600,
		       .nanosecond = -1 };
	pn_time t = pn_time_from_civil(&c, pn_zone_utc());

	(void)state;
	assert_string_equal(string_of(&t), "2017-01-29 01:58:59.999999999 +0000 UTC");
	t = pn_time_add_date(&t, 0, 1, 3);
	assert_string_equal(string_of(&t), "2017-03-04 01:58:59.999999999 +0000 UTC");
}

static void instants_add_and_round(void **state)
{
	pn_time zero = pn_time_zero(), t = pn_time_unix(1486094706, 500000000, pn_zone_utc()), u;

	(void)state;
	assert_true(pn_time_is_zero(&zero));
	assert_int_equal(pn_time_sub(&t, &zero), INT64_MAX);
	assert_int_equal(pn_time_sub(&zero, &t), INT64_MIN);
	u = pn_time_add(&t, -1500000001);
	assert_string_equal(string_of(&u), "2017-02-03 04:05:04.999999999 +0000 UTC");
	assert_int_equal(pn_time_sub(&u, &t), -1500000001);
	assert_int_equal(pn_time_compare(&u, &t), -1);
	u = pn_time_round(&t, 1000000000);
	assert_string_equal(string_of(&u), "2017-02-03 04:05:07 +0000 UTC");
	u = pn_time_truncate(&t, INT64_C(3600000000000));
	assert_string_equal(string_of(&u), "2017-02-03 04:00:00 +0000 UTC");
	u = pn_time_truncate(&t, 7777777777777777);
	assert_string_equal(string_of(&u), "2016-11-11 07:00:44.444438083 +0000 UTC");
	t.monotonic = 1;
	assert_string_equal(string_of(&t), "2017-02-03 04:05:06.5 +0000 UTC m=+0.000000001");
	u = pn_time_add(&t, -2000000000);
	assert_string_equal(string_of(&u), "2017-02-03 04:05:04.5 +0000 UTC m=-1.999999999");
}

/* Zones come from the machine; without its files there is nothing to test. */
static void zones_know_their_changes(void **state)
{
	static const struct {
		const char *zone;
		int64_t seconds;
		const char *text;
	} rows[] = {
		{ "Europe/Berlin", 1490489999, "2017-03-26 01:59:59 CET +0100" },
		{ "Europe/Berlin", 1490490000, "2017-03-26 03:00:00 CEST +0200" },
		{ "Europe/Berlin", 4076000000, "2099-02-28 23:13:20 CET +0100" },
		{ "Europe/Berlin", 4090000000, "2099-08-10 01:06:40 CEST +0200" },
		{ "Australia/Sydney", 4076000000, "2099-03-01 09:13:20 AEDT +1100" },
		{ "Asia/Kolkata", 0, "1970-01-01 05:30:00 IST +0530" },
		{ "America/New_York", -5000000000, "1811-07-23 10:10:38 LMT -0456" },
		{ "Etc/GMT+3", 0, "1969-12-31 21:00:00 -03 -0300" },
	};

	(void)state;
	if (!pn_zone_load(&arena, PN_STR("Europe/Berlin")))
		skip();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const pn_zone *zone = pn_zone_load(&arena, pn_str_from(rows[i].zone));

		assert_non_null(zone);
		assert_string_equal(
			formatted(rows[i].seconds, zone, "2006-01-02 15:04:05 MST -0700"),
			rows[i].text);
	}
}

static void zone_names_stay_in_their_folder(void **state)
{
	static const char *const names[] = {
		"../../../etc/passwd", "/etc/localtime", "\\x", "Nope", "Europe", "zone.tab"
	};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_null(pn_zone_load(&arena, pn_str_from(names[i])));
	assert_null(pn_zone_load(&arena, (pn_str){ "UTC\0", 4 }));
	assert_ptr_equal(pn_zone_load(&arena, PN_STR_EMPTY), pn_zone_utc());
	assert_true(pn_zone_is_local(pn_zone_local(&arena, PN_STR("Nope"))));
}

/* What TZ names may lie anywhere; a zone bears the name it was asked for. */
static void the_local_zone_may_be_a_file(void **state)
{
	static const struct {
		const char *tz, *name;
	} rows[] = {
		{ "/usr/share/zoneinfo/Asia/Tokyo", "/usr/share/zoneinfo/Asia/Tokyo" },
		{ "Asia/Tokyo", "Asia/Tokyo" },
		{ "/nowhere", "UTC" },
		{ "/etc", "UTC" },
		{ "", "UTC" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const pn_zone *zone = pn_zone_local(&arena, pn_str_from(rows[i].tz));

		assert_string_equal(pn_str_z(&arena, pn_zone_name(zone)), rows[i].name);
		assert_true(pn_zone_is_local(zone));
	}
}

static void rules_of_posix(void **state)
{
	static const struct {
		const char *rule;
		int64_t seconds;
		const char *name;
		int64_t offset;
	} rows[] = {
		{ "CET-1CEST,M3.5.0,M10.5.0/3", 1500000000, "CEST", 7200 },
		{ "CET-1CEST,M3.5.0,M10.5.0/3", 1484000000, "CET", 3600 },
		{ "AEST-10AEDT,M10.1.0,M4.1.0/3", 1484000000, "AEDT", 39600 },
		{ "<-03>3", 1500000000, "-03", -10800 },
		{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 1484000000, "+11", 39600 },
		{ "EST5EDT", 1500000000, "EDT", -14400 },
		{ "AAA0BBB,J60,300", 1500000000, "BBB", 3600 },
		{ "IST-1GMT0,M10.5.0,M3.5.0/1", 1484000000, "GMT", 0 },
	};
	static const char *const malformed[] = { "",
						 "E",
						 "EST",
						 "EST5EDT,",
						 "ESTx",
						 "<EST5",
						 "EST5EDT,M1",
						 "EST999",
						 "EST5EDT,M3.2.0",
						 "EST5EDT,M13.2.0,M11.1.0",
						 "EST5EDT,M3.2.0,M11.1.0x",
						 "EST5EDT,J0,J5" };
	pn_zone_span span;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(pn_zone_rule_at(pn_str_from(rows[i].rule), 0, rows[i].seconds, &span));
		assert_true(pn_str_eq(span.name, pn_str_from(rows[i].name)));
		assert_int_equal(span.offset, rows[i].offset);
	}
	for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++)
		assert_false(pn_zone_rule_at(pn_str_from(malformed[i]), 0, 0, &span));
}

/* Cuts a good zone file everywhere and bends each byte: it is read or refused, never overrun. */
static void zone_files_may_be_damaged(void **state)
{
	static const char file[] =
		"TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" /* no data in the old form */
		"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
		"TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
		"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0\10"
		"\0\0\0\0\0\0\0\0" /* one change, at 1970 */
		"\1"		   /* to the second type */
		"\0\0\16\20\0\0"   /* an hour east, AAA */
		"\0\0\34\40\1\4"   /* two hours east, BBB */
		"AAA\0BBB\0\nCCC-3\n";
	enum { LENGTH = sizeof file - 1 };
	char copy[LENGTH];
	pn_zone *zone = pn_zone_read(&arena, PN_STR("x"), (pn_str){ file, LENGTH });

	(void)state;
	assert_non_null(zone);
	assert_true(pn_str_is(pn_zone_at(zone, -1).name, "AAA"));
	assert_true(pn_str_is(pn_zone_at(zone, 1).name, "CCC"));
	for (size_t i = 0; i < LENGTH; i++) {
		pn_str part = pn_str_dup(&arena, (pn_str){ file, i });

		zone = pn_zone_read(&arena, PN_STR("x"), part);
		if (zone)
			pn_zone_at(zone, 1);
		for (int bend = 1; bend < 256; bend = bend * 2 + 1) {
			memcpy(copy, file, LENGTH);
			copy[i] = (char)(copy[i] ^ bend);
			zone = pn_zone_read(&arena, PN_STR("x"), (pn_str){ copy, LENGTH });
			if (zone)
				pn_zone_at(zone, 1);
		}
	}
}

static void texts_are_read(void **state)
{
	static const char *const rows[][3] = {
		{ "2006-01-02", "2017-12-31", "2017-12-31 00:00:00 +0000 UTC" },
		{ "2006-01-02T15:04:05Z07:00", "2017-12-31T23:59:58.5+02:00",
		  "2017-12-31 23:59:58.5 +0200 +0200" },
		{ "Mon, 02 Jan 2006 15:04:05 MST", "sun, 31 DEC 2017 01:02:03 GMT+3",
		  "2017-12-31 04:02:03 +0300 GMT+3" },
		{ "3:04PM", "12:30AM", "0000-01-01 00:30:00 +0000 UTC" },
		{ "06 002", "68 060", "2068-02-29 00:00:00 +0000 UTC" },
		{ "Jan _2  15", "Feb  3 4", "0000-02-03 04:00:00 +0000 UTC" },
		{ "05.000 -07", "01.250 -11", "0000-01-01 00:00:01.25 -1100 -1100" },
		{ "2 Jan 2006 MST", "1 Jul 2017 XYZ", "2017-07-01 00:00:00 +0000 XYZ" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_time_text text = { .layout = pn_str_from(rows[i][0]),
				      .text = pn_str_from(rows[i][1]),
				      .zone = pn_zone_local(&arena, PN_STR("UTC")) };
		pn_time t;

		assert_true(pn_time_parse(&t, &text, &arena));
		assert_string_equal(string_of(&t), rows[i][2]);
	}
}

static void unreadable_texts_are_explained(void **state)
{
	static const char *const rows[][3] = {
		{ "2006-01-02", "bad",
		  "parsing time \"bad\" as \"2006-01-02\": cannot parse \"bad\" as \"2006\"" },
		{ "2006-01-02", "2017/01/02",
		  "parsing time \"2017/01/02\" as \"2006-01-02\": cannot parse \"/01/02\" as "
		  "\"-\"" },
		{ "2006-01-02", "2017-13-02", "parsing time \"2017-13-02\": month out of range" },
		{ "2006-01-02", "2017-02-29", "parsing time \"2017-02-29\": day out of range" },
		{ "2006", "2017 \xC3\xA9",
		  "parsing time \"2017 \\xc3\\xa9\": extra text: \" \\xc3\\xa9\"" },
		{ "15:04", "24:00", "parsing time \"24:00\": hour out of range" },
		{ "-0700", "+9999",
		  "parsing time \"+9999\": time zone offset minute out of range" },
		{ "2006-002 01", "2017-365 11",
		  "parsing time \"2017-365 11\": day-of-year does not match month" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_time_text text = { .layout = pn_str_from(rows[i][0]),
				      .text = pn_str_from(rows[i][1]),
				      .zone = pn_zone_utc() };
		pn_time t;
		pn_buf buf;

		assert_false(pn_time_parse(&t, &text, &arena));
		assert_true(pn_time_is_zero(&t));
		pn_buf_init(&buf, &arena);
		pn_time_text_error(&buf, &text);
		assert_string_equal(pn_buf_z(&buf), rows[i][2]);
	}
}

static void durations_read_back(void **state)
{
	static const char *const rows[][2] = {
		{ "0", "0s" },
		{ "-1.5h", "-1h30m0s" },
		{ "1h2m3.004s", "1h2m3.004s" },
		{ "1.5us", "1.5\xC2\xB5s" },
		{ "999ns", "999ns" },
		{ ".5ms", "500\xC2\xB5s" },
		{ "60m", "1h0m0s" },
		{ "2562047h47m16.854775807s", "2562047h47m16.854775807s" },
		{ "-2562047h47m16.854775808s", "-2562047h47m16.854775808s" },
	};
	static const char *const bad[][2] = {
		{ "", "time: invalid duration \"\"" },
		{ "x", "time: invalid duration \"x\"" },
		{ "1", "time: missing unit in duration \"1\"" },
		{ "1d", "time: unknown unit \"d\" in duration \"1d\"" },
		{ "1h.s", "time: invalid duration \"1h.s\"" },
		{ "2562047h47m16.854775808s",
		  "time: invalid duration \"2562047h47m16.854775808s\"" },
	};
	int64_t d;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pn_buf buf;

		assert_true(pn_duration_parse(&d, pn_str_from(rows[i][0]), &arena, NULL));
		pn_buf_init(&buf, &arena);
		pn_duration_write(&buf, d);
		assert_string_equal(pn_buf_z(&buf), rows[i][1]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		pn_str why;

		assert_false(pn_duration_parse(&d, pn_str_from(bad[i][0]), &arena, &why));
		assert_string_equal(pn_str_z(&arena, why), bad[i][1]);
	}
}

static void durations_round(void **state)
{
	(void)state;
	assert_int_equal(pn_duration_round(1500, 1000), 2000);
	assert_int_equal(pn_duration_round(-1500, 1000), -2000);
	assert_int_equal(pn_duration_round(1499, 1000), 1000);
	assert_int_equal(pn_duration_round(INT64_MAX, 1000000000), INT64_MAX);
	assert_int_equal(pn_duration_round(INT64_MIN, 1000000000), INT64_MIN);
	assert_int_equal(pn_duration_round(5, 0), 5);
	assert_int_equal(pn_duration_truncate(-1999, 1000), -1000);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(layouts_write_every_element),
		TEST(calendar_covers_every_second),
		TEST(civil_fields_carry_over),
		TEST(instants_add_and_round),
		TEST(zones_know_their_changes),
		TEST(zone_names_stay_in_their_folder),
		TEST(the_local_zone_may_be_a_file),
		TEST(rules_of_posix),
		TEST(zone_files_may_be_damaged),
		TEST(texts_are_read),
		TEST(unreadable_texts_are_explained),
		TEST(durations_read_back),
		TEST(durations_round),
	};
#undef TEST

	return cmocka_run_group_tests_name("time", tests, NULL, NULL);
}
