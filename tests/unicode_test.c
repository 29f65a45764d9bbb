/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/unicode.h"

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

static void runes_have_classes(void **state)
{
	(void)state;
	assert_true(pn_rune_is_letter('a') && pn_rune_is_letter(0x3B1) &&
		    pn_rune_is_letter(0x4E2D));
	assert_false(pn_rune_is_letter('1') || pn_rune_is_letter(0x2028));
	assert_true(pn_rune_is_digit(0x0663) && !pn_rune_is_digit(0xB2));
	assert_true(pn_rune_is_upper(0xC4) && pn_rune_is_lower(0xE4) && pn_rune_is_title(0x1C5));
	assert_false(pn_rune_is_lower(0xAA)); /* ordinal indicator: a letter of no case */
	assert_true(pn_rune_is_space(0x85) && pn_rune_is_space(0x3000) &&
		    !pn_rune_is_space(0x200B));
	assert_true(pn_rune_is_punct('!') && !pn_rune_is_punct('$') && pn_rune_is_symbol('$'));
	assert_true(pn_rune_is_print(' ') && pn_rune_is_print(0x1F600) && pn_rune_is_print(0x0301));
	assert_false(pn_rune_is_print(0xA0) || pn_rune_is_print(0xAD) || pn_rune_is_print(0x7F));
	assert_false(pn_rune_is_print(0xD800) || pn_rune_is_print(0xE000));
}

static void runes_change_case(void **state)
{
	(void)state;
	assert_int_equal(pn_rune_to_upper(0x1C6), 0x1C4);
	assert_int_equal(pn_rune_to_title(0x1C6), 0x1C5);
	assert_int_equal(pn_rune_to_lower(0x130), 'i');
	assert_int_equal(pn_rune_to_upper(0xDF), 0xDF);
	assert_int_equal(pn_rune_to_lower(0x100), 0x101);
	assert_int_equal(pn_rune_to_upper(0x101), 0x100);
	assert_int_equal(pn_rune_simple_fold('k'), 0x212A);
	assert_int_equal(pn_rune_simple_fold(0x212A), 'K');
	assert_int_equal(pn_rune_simple_fold('1'), '1');
	assert_int_equal(pn_rune_simple_fold(0x130), 0x130);
}

static void classes_have_names(void **state)
{
	size_t count;
	const pn_rune_range *greek = pn_unicode_class(PN_STR("Greek"), &count);

	(void)state;
	assert_non_null(greek);
	assert_int_equal(greek[0].first, 0x370);
	assert_ptr_equal(pn_unicode_class(PN_STR("gr-E_ ek"), &count), greek);
	assert_ptr_equal(pn_unicode_class(PN_STR("Letter"), &count),
			 pn_unicode_class(PN_STR("L"), &count));
	assert_null(pn_unicode_class(PN_STR("Grek"), &count));
	assert_null(pn_unicode_class(PN_STR("Lu\0"), &count));
	assert_non_null(pn_unicode_class(PN_STR("Any"), &count));
	assert_int_equal(count, 1);
}

static void strings_change_case(void **state)
{
	pn_arena *arena = *state;
	pn_str same = PN_STR("ABC 1");

	assert_ptr_equal(pn_str_to_upper(arena, same).ptr, same.ptr);
	assert_true(pn_str_is(pn_str_to_upper(arena, PN_STR("a\xC3\xA4\xC3\x9F")),
			      "A\xC3\x84\xC3\x9F"));
	assert_true(
		pn_str_is(pn_str_to_lower(arena, PN_STR("\xC3\x84\xFF")), "\xC3\xA4\xEF\xBF\xBD"));
	assert_true(pn_str_equal_fold(PN_STR("\xC3\x84k"), PN_STR("\xC3\xA4\xE2\x84\xAA")));
	assert_false(pn_str_equal_fold(PN_STR("a"), PN_STR("ab")));
	assert_true(pn_str_is(pn_str_trim_space(PN_STR("\xE3\x80\x80 a b\t\xC2\x85")), "a b"));
	assert_true(pn_str_is(pn_str_trim_right_space(PN_STR(" \xFF ")), " \xFF"));
}

/* Returns s quoted in one of three ways. */
static const char *quoted(pn_arena *arena, pn_str s, void (*quote)(pn_buf *buf, pn_str s))
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	quote(&buf, s);
	return pn_buf_z(&buf);
}

static void quotes_read_as_go(void **state)
{
	pn_buf buf;

	assert_string_equal(quoted(*state, PN_STR("\a\b\f\n\r\t\v\\\"'\x7f\x01\0"), pn_buf_quote),
			    "\"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"'\\x7f\\x01\\x00\"");
	assert_string_equal(quoted(*state,
				   PN_STR("\xC2\xA0\xE2\x80\x8B\xC3\xA9\xF0\x9F\x98\x80\xFF"),
				   pn_buf_quote),
			    "\"\\u00a0\\u200b\xC3\xA9\xF0\x9F\x98\x80\\xff\"");
	assert_string_equal(
		quoted(*state, PN_STR("\xC3\xA9\xF0\x9F\x98\x80\xEF\xBF\xBD"), pn_buf_quote_ascii),
		"\"\\u00e9\\U0001f600\\ufffd\"");
	pn_buf_init(&buf, *state);
	pn_buf_quote_rune(&buf, '\'');
	pn_buf_quote_rune(&buf, 0xD800);
	pn_buf_quote_rune_ascii(&buf, 0xE9);
	assert_string_equal(pn_buf_z(&buf), "'\\'''\xEF\xBF\xBD''\\u00e9'");
	assert_true(pn_str_can_backquote(PN_STR("a\tb")));
	assert_false(pn_str_can_backquote(PN_STR("a`b")) || pn_str_can_backquote(PN_STR("a\n")));
}

static void keep_line(void *data, pintle_log_level level, const char *line, size_t length)
{
	(void)level;
	memcpy(data, line, length + 1);
}

static void log_lines_read_as_slog(void **state)
{
	char line[256];
	pintle_log log = { keep_line, line };
	const pn_attr attrs[] = { { "plain", PN_STR("a/b:c") },
				  { "blank", PN_STR("a b") },
				  { "empty", PN_STR("") },
				  { "quote", PN_STR("a\"=") } };

	(void)state;
	pn_log(&log, PINTLE_LOG_WARN, PN_STR("this chart is deprecated"), attrs, 4);
	assert_string_equal(line, "level=WARN msg=\"this chart is deprecated\" plain=a/b:c "
				  "blank=\"a b\" empty=\"\" quote=\"a\\\"=\"");
	pn_log(NULL, PINTLE_LOG_WARN, PN_STR("dropped"), NULL, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(runes_have_classes, setup, teardown),
		cmocka_unit_test_setup_teardown(runes_change_case, setup, teardown),
		cmocka_unit_test_setup_teardown(classes_have_names, setup, teardown),
		cmocka_unit_test_setup_teardown(strings_change_case, setup, teardown),
		cmocka_unit_test_setup_teardown(quotes_read_as_go, setup, teardown),
		cmocka_unit_test_setup_teardown(log_lines_read_as_slog, setup, teardown),
	};

	return cmocka_run_group_tests_name("unicode", tests, NULL, NULL);
}
