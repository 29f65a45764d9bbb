/* SPDX-License-Identifier: Apache-2.0 */
/* Regular expressions as Go has them. Every row was run through Helm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "failing.h"
#include "fixture.h"
#include "suite.h"

#include "regex/scan.h"

static const char *error_of(fixture *b)
{
	return pn_str_z(&b->arena, pn_error_text(&b->err));
}

static const pn_regex *compile(fixture *b, pn_str pattern)
{
	const pn_regex *re;

	if (!pn_regex_compile(&b->cx, pattern, &re))
		fail_msg("%s", error_of(b));
	return re;
}

/* ---- patterns that are refused ---- */

static const struct error_row {
	const char *pattern;
	const char *error; /* after "error parsing regexp: " */
} error_rows[] = {
	{ "\\C", "invalid escape sequence: `\\C`" },
	{ "(", "missing closing ): `(`" },
	{ ")", "unexpected ): `)`" },
	{ "(?:", "missing closing ): `(?:`" },
	{ ")*", "unexpected ): `)*`" },
	{ "(|)^$.[*+?]{5,10},\\", "trailing backslash at end of expression: ``" },
	{ "(a", "missing closing ): `(a`" },
	{ "a)", "unexpected ): `a)`" },
	{ "(a))", "unexpected ): `(a))`" },
	{ "(a|b|", "missing closing ): `(a|b|`" },
	{ "a|b|)", "unexpected ): `a|b|)`" },
	{ "(a|b|))", "unexpected ): `(a|b|))`" },
	{ "(a|b", "missing closing ): `(a|b`" },
	{ "a|b)", "unexpected ): `a|b)`" },
	{ "(a|b))", "unexpected ): `(a|b))`" },
	{ "[a-z", "missing closing ]: `[a-z`" },
	{ "([a-z)", "missing closing ]: `[a-z)`" },
	{ "[a-z)", "missing closing ]: `[a-z)`" },
	{ "([a-z]))", "unexpected ): `([a-z]))`" },
	{ "x{1001}", "invalid repeat count: `{1001}`" },
	{ "x{9876543210}", "invalid repeat count: `{9876543210}`" },
	{ "x{2,1}", "invalid repeat count: `{2,1}`" },
	{ "x{1,9876543210}", "invalid repeat count: `{1,9876543210}`" },
	{ "\377", "invalid UTF-8: `\377`" },
	{ "[\377]", "invalid UTF-8: `\377]`" },
	{ "[\\\377]", "invalid UTF-8: `\377]`" },
	{ "\\\377", "invalid UTF-8: `\377`" },
	{ "(?P<name>a", "missing closing ): `(?P<name>a`" },
	{ "(?P<name>", "missing closing ): `(?P<name>`" },
	{ "(?P<name", "invalid named capture: `(?P<name`" },
	{ "(?P<x y>a)", "invalid named capture: `(?P<x y>`" },
	{ "(?P<>a)", "invalid named capture: `(?P<>`" },
	{ "[a-Z]", "invalid character class range: `a-Z`" },
	{ "(?i)[a-Z]", "invalid character class range: `a-Z`" },
	{ "\\Q\\E*", "missing argument to repetition operator: `*`" },
	{ "a{100000}", "invalid repeat count: `{100000}`" },
	{ "a{100000,}", "invalid repeat count: `{100000,}`" },
	{ "((((((((((x{2}){2}){2}){2}){2}){2}){2}){2}){2}){2})", "invalid repeat count: `{2}`" },
	{ "){1000}", "unexpected ): `){1000}`" },
	{ "a++", "invalid nested repetition operator: `++`" },
	{ "a**", "invalid nested repetition operator: `**`" },
	{ "a?*", "invalid nested repetition operator: `?*`" },
	{ "a+*", "invalid nested repetition operator: `+*`" },
	{ "a{1}*", "invalid nested repetition operator: `{1}*`" },
	{ ".{1}{2}.{3}", "invalid nested repetition operator: `{1}{2}`" },
	{ "!\"#$%&'()*+,-./:;<=>?@[\\]^_{|}~", "invalid nested repetition operator: `*+`" },
	{ "?", "missing argument to repetition operator: `?`" },
	{ "hello\377world", "invalid UTF-8: `\377world`" },
	{ "*", "missing argument to repetition operator: `*`" },
	{ "+", "missing argument to repetition operator: `+`" },
	{ "(abc", "missing closing ): `(abc`" },
	{ "abc)", "unexpected ): `abc)`" },
	{ "x[a-z", "missing closing ]: `[a-z`" },
	{ "[z-a]", "invalid character class range: `z-a`" },
	{ "abc\\", "trailing backslash at end of expression: ``" },
	{ "a*+", "invalid nested repetition operator: `*+`" },
	{ "\\x", "invalid escape sequence: `\\x`" },
	{ "((abc)*|", "missing closing ): `((abc)*|`" },
	{ "(?=a", "invalid or unsupported Perl syntax: `(?=`" },
	{ "(?!a)", "invalid or unsupported Perl syntax: `(?!`" },
	{ "(?>a)", "invalid or unsupported Perl syntax: `(?>`" },
	{ "(?x)a", "invalid or unsupported Perl syntax: `(?x`" },
	{ "(?J)", "invalid or unsupported Perl syntax: `(?J`" },
	{ "(?#c)a", "invalid or unsupported Perl syntax: `(?#`" },
	{ "(?^i)a", "invalid or unsupported Perl syntax: `(?^`" },
	{ "(?i", "invalid or unsupported Perl syntax: `(?i`" },
	{ "(?", "invalid or unsupported Perl syntax: `(?`" },
	{ "(?-", "invalid or unsupported Perl syntax: `(?-`" },
	{ "(?-)", "invalid or unsupported Perl syntax: `(?-)`" },
	{ "(?i-)a", "invalid or unsupported Perl syntax: `(?i-)`" },
	{ "(?i-s-m)a", "invalid or unsupported Perl syntax: `(?i-s-`" },
	{ "(?R)", "invalid or unsupported Perl syntax: `(?R`" },
	{ "(?P=n)", "invalid or unsupported Perl syntax: `(?P`" },
	{ "(?P<n", "invalid named capture: `(?P<n`" },
	{ "(?P<n>", "missing closing ): `(?P<n>`" },
	{ "(?<>a)", "invalid named capture: `(?<>`" },
	{ "(?<n-a>b)", "invalid named capture: `(?<n-a>`" },
	{ "(?<=a)b", "invalid named capture: `(?<=a)b`" },
	{ "(?P<\303\251>a)", "invalid named capture: `(?P<\303\251>`" },
	{ "(?'n'a)", "invalid or unsupported Perl syntax: `(?'`" },
	{ "\\1", "invalid escape sequence: `\\1`" },
	{ "\\8", "invalid escape sequence: `\\8`" },
	{ "\\9", "invalid escape sequence: `\\9`" },
	{ "\\Z", "invalid escape sequence: `\\Z`" },
	{ "\\h", "invalid escape sequence: `\\h`" },
	{ "\\R", "invalid escape sequence: `\\R`" },
	{ "\\K", "invalid escape sequence: `\\K`" },
	{ "\\G", "invalid escape sequence: `\\G`" },
	{ "\\X", "invalid escape sequence: `\\X`" },
	{ "\\N", "invalid escape sequence: `\\N`" },
	{ "\\e", "invalid escape sequence: `\\e`" },
	{ "\\y", "invalid escape sequence: `\\y`" },
	{ "\\u", "invalid escape sequence: `\\u`" },
	{ "\\c", "invalid escape sequence: `\\c`" },
	{ "\\g", "invalid escape sequence: `\\g`" },
	{ "\\k", "invalid escape sequence: `\\k`" },
	{ "\\o", "invalid escape sequence: `\\o`" },
	{ "\\\303\251", "invalid escape sequence: `\\\303\251`" },
	{ "\\x4", "invalid escape sequence: `\\x4`" },
	{ "\\x{", "invalid escape sequence: `\\x{`" },
	{ "\\x{}", "invalid escape sequence: `\\x{}`" },
	{ "\\x{41", "invalid escape sequence: `\\x{41`" },
	{ "\\x{110000}", "invalid escape sequence: `\\x{110000`" },
	{ "\\x{g}", "invalid escape sequence: `\\x{g`" },
	{ "\\p", "invalid character class range: `\\p`" },
	{ "\\p\303\251", "invalid character class range: `\\p\303\251`" },
	{ "\\p{", "invalid character class range: `\\p{`" },
	{ "\\p{L", "invalid character class range: `\\p{L`" },
	{ "\\p{Foo}", "invalid character class range: `\\p{Foo}`" },
	{ "\\p{}", "invalid character class range: `\\p{}`" },
	{ "\\p{^}", "invalid character class range: `\\p{^}`" },
	{ "\\p{IsL}", "invalid character class range: `\\p{IsL}`" },
	{ "\\p{Old_Italic}", "invalid character class range: `\\p{Old_Italic}`" },
	{ "\\p{olditalic}", "invalid character class range: `\\p{olditalic}`" },
	{ "\\p{Script=Greek}", "invalid character class range: `\\p{Script=Greek}`" },
	{ "\\pX", "invalid character class range: `\\pX`" },
	{ "[", "missing closing ]: `[`" },
	{ "[]", "missing closing ]: `[]`" },
	{ "[^]", "missing closing ]: `[^]`" },
	{ "[a", "missing closing ]: `[a`" },
	{ "[a-", "missing closing ]: `[a-`" },
	{ "[a--b]", "invalid character class range: `a--`" },
	{ "[a-\\d]", "invalid escape sequence: `\\d`" },
	{ "[[:foo:]]", "invalid character class range: `[:foo:]`" },
	{ "[[:alpha:]", "missing closing ]: `[[:alpha:]`" },
	{ "[\\b]", "invalid escape sequence: `\\b`" },
	{ "[\\Q]", "invalid escape sequence: `\\Q`" },
	{ "[\\p{Foo}]", "invalid character class range: `\\p{Foo}`" },
	{ "a|*", "missing argument to repetition operator: `*`" },
	{ "(*a)", "missing argument to repetition operator: `*`" },
	{ "(|*)", "missing argument to repetition operator: `*`" },
	{ "a???", "invalid nested repetition operator: `???`" },
	{ "a*{2}", "invalid nested repetition operator: `*{2}`" },
	{ "a{2}{3}", "invalid nested repetition operator: `{2}{3}`" },
	{ "a{2}*", "invalid nested repetition operator: `{2}*`" },
	{ "a{2}??", "invalid nested repetition operator: `{2}??`" },
	{ "a{1001}", "invalid repeat count: `{1001}`" },
	{ "a{2,1}", "invalid repeat count: `{2,1}`" },
	{ "a{99999999999}", "invalid repeat count: `{99999999999}`" },
	{ "a{1,99999999999}", "invalid repeat count: `{1,99999999999}`" },
	{ "(a{1000}){2}", "invalid repeat count: `{2}`" },
	{ "(?:a{1000}){2}", "invalid repeat count: `{2}`" },
	{ "((a{10}){10}){11}", "invalid repeat count: `{11}`" },
	{ "(a{1000}){1000}", "invalid repeat count: `{1000}`" },
	{ "(((a{10}){10}){10}){2}", "invalid repeat count: `{2}`" },
	{ "())", "unexpected ): `())`" },
	{ "(()", "missing closing ): `(()`" },
	{ "a)b", "unexpected ): `a)b`" },
	{ "\\", "trailing backslash at end of expression: ``" },
	{ "a\\", "trailing backslash at end of expression: ``" },
	{ "{1}", "missing argument to repetition operator: `{1}`" },
	{ "a\377b", "invalid UTF-8: `\377b`" },
	{ "[a-\377]", "invalid UTF-8: `\377]`" },
	{ "\\Q\377\\E", "invalid UTF-8: `\377`" },
	{ "(?\377)", "invalid UTF-8: `\377)`" },
	{ "(?P<\377>a)", "invalid UTF-8: `\377`" },
	{ "\\p{\377}", "invalid UTF-8: `\377`" },
	{ "\\p\377", "invalid UTF-8: `\377`" },
	{ "\\x{\377}", "invalid UTF-8: `\377}`" },
	{ "\\x\377", "invalid UTF-8: `\377`" },
	{ "[\\p{\377}]", "invalid UTF-8: `\377`" },
	{ "(?P<n\377", "invalid UTF-8: `\377`" },
};

static void refuses(void **state)
{
	const struct error_row *row = *state;
	const pn_regex *re;
	pn_str want;
	fixture b;

	fixture_init(&b, NULL);
	want = pn_str_concat(&b.arena, PN_STR("error parsing regexp: "), pn_str_from(row->error));
	assert_false(pn_regex_compile(&b.cx, pn_str_from(row->pattern), &re));
	assert_int_equal(b.err.status, PINTLE_ERR_EXEC);
	assert_string_equal(error_of(&b), want.ptr);
	fixture_finish(&b);
}

/* Compiles LEFT * n + "a" + RIGHT * n. */
static bool nests(const char *left, const char *right, int n)
{
	const pn_regex *re;
	pn_buf pattern;
	bool good;
	fixture b;

	fixture_init(&b, NULL);
	pn_buf_init(&pattern, &b.arena);
	for (int i = 0; i < n; i++)
		pn_buf_add(&pattern, pn_str_from(left));
	pn_buf_byte(&pattern, 'a');
	for (int i = 0; i < n; i++)
		pn_buf_add(&pattern, pn_str_from(right));
	good = pn_regex_compile(&b.cx, pn_buf_str(&pattern), &re);
	fixture_finish(&b);
	return good;
}

static void nesting_has_gos_limit(void **state)
{
	(void)state;
	assert_true(nests("(", ")", 999));
	assert_false(nests("(", ")", 1000));
	assert_true(nests("(?:", ")", 5000));
	assert_true(nests("(?:", ")*", 999));
	assert_false(nests("(?:", ")*", 1000));
	assert_true(nests("(a|", ")", 500));
	assert_false(nests("(a|", ")", 999));
}

/* ---- matching ---- */

static const struct match_row {
	const char *pattern, *text, *replaced;
} match_rows[] = {
	{ "abc", "xabcx", "x<abc||>x" },
	{ "a.c", "a\nc", "a\nc" },
	{ "(?s)a.c", "a\nc", "<a\nc||>" },
	{ "^b$", "a\nb", "a\nb" },
	{ "(?m)^b$", "a\nb\n", "a\n<b||>\n" },
	{ "(?m)$", "a\n", "a<||>\n<||>" },
	{ "(?m)^", "a\n", "<||>a\n<||>" },
	{ "a$", "a\n", "a\n" },
	{ "\\z", "a\n", "a\n<||>" },
	{ "\\Aa", "aa", "<a||>a" },
	{ "^", "aa", "<||>aa" },
	{ "\\b", "ab cd", "<||>ab<||> <||>cd<||>" },
	{ "\\B", "abc", "a<||>b<||>c" },
	{ "\\b\303\251", "\303\251", "\303\251" },
	{ "a|ab", "ab", "<a||>b" },
	{ "(a|ab)(c|bcd)(d*)", "abcd", "<abcd|a|bcd>" },
	{ "(a*)*", "baab", "<||>b<aa|aa|>b<||>" },
	{ "(a*)+", "baab", "<||>b<aa|aa|>b<||>" },
	{ "(a|b*)*", "cabab", "<||>c<abab|b|>" },
	{ "(|a)*", "aa", "<||>a<||>a<||>" },
	{ "(|a)+", "aa", "<||>a<||>a<||>" },
	{ "(a?\?)*", "aa", "<||>a<||>a<||>" },
	{ "(?:(a)|b)*", "ab", "<ab|a|>" },
	{ "(a){0}b", "ab", "a<b||>" },
	{ "(a){2,3}", "aaaaa", "<aaa|a|><aa|a|>" },
	{ "(a){2,3}?", "aaaaa", "<aa|a|><aa|a|>a" },
	{ "(a*){2}", "aab", "<aa||>b<||>" },
	{ "(a*){2,}", "aab", "<aa||>b<||>" },
	{ "(a|bc){1,3}x", "abcax", "<abcax|a|>" },
	{ "(?U)a+", "aaa", "<a||><a||><a||>" },
	{ "(?U)a+?", "aaa", "<aaa||>" },
	{ "(?i)stra\305\277Se", "STRASSE", "<STRASSE||>" },
	{ "(?i)k+", "kK\342\204\252", "<kK\342\204\252||>" },
	{ "(?i)\\w+", "\305\277K\342\204\252", "<\305\277K\342\204\252||>" },
	{ "(?i)[^k]", "K\342\204\252", "K\342\204\252" },
	{ "(?i:a)b", "AbAB", "<Ab||>AB" },
	{ "(?i)\303\251(?-i)\303\251", "\303\211\303\251\303\211\303\211",
	  "<\303\211\303\251||>\303\211\303\211" },
	{ "[^a]", "a\303\251b", "a<\303\251||><b||>" },
	{ "[\303\251-\303\274]+", "x\303\251\303\272z", "x<\303\251\303\272||>z" },
	{ "[[:^alpha:]]+", "ab12-c", "ab<12-||>c" },
	{ "[[:word:]]+", "a_1\303\251", "<a_1||>\303\251" },
	{ "\\s+", "a\011\015\n \013b", "a<\011\015\n ||>\013b" },
	{ "\\d+", "a\331\2412", "a\331\241<2||>" },
	{ "\\pL+", "a\303\251\346\227\2451", "<a\303\251\346\227\245||>1" },
	{ "\\p{^L}+", "a\303\2511\346\227\245", "a\303\251<1||>\346\227\245" },
	{ "\\P{Greek}", "\316\261a", "\316\261<a||>" },
	{ "\\x{65e5}\\x41?", "\346\227\245A", "<\346\227\245A||>" },
	{ "\\Qa.b\\E+", "a.bbb", "<a.bbb||>" },
	{ "[a&&b]+", "a&b", "<a&b||>" },
	{ "[]a]+", "a]", "<a]||>" },
	{ "[\\d-z]+", "1-z", "<1-z||>" },
	{ "a{,2}", "aa{,2}", "a<a{,2}||>" },
	{ "(?P<n>a)(?P<n>b)", "ab", "<ab|a|b>" },
	{ "x*", "axb", "<||>a<x||>b<||>" },
	{ "", "ab", "<||>a<||>b<||>" },
	{ "\346\227\245*", "\346\227\245\346\234\254", "<\346\227\245||>\346\234\254<||>" },
	{ "\\x{ff}", "z", "z" },
	{ ".", "\377", "<\377||>" },
	{ "[^b]+", "a\377\342\202b", "<a\377\342\202||>b" },
	{ "\357\277\275", "\377a", "<\377||>a" },
	{ "[\\x{d800}-\\x{dfff}]", "a", "a" },
	{ "[^\\x00-\\x{10FFFF}]", "a", "a" },
	{ "\\0", "a", "a" },
	{ "(x+x+)+y", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
	{ "(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
	  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" },
};

static void replaces(void **state)
{
	const struct match_row *row = *state;
	pn_str out;
	fixture b;

	fixture_init(&b, NULL);
	assert_true(pn_regex_replace(&b.cx, compile(&b, pn_str_from(row->pattern)),
				     pn_str_from(row->text), PN_STR("<$0|$1|$2>"), &out));
	assert_string_equal(pn_str_z(&b.arena, out), row->replaced);
	fixture_finish(&b);
}

/* ---- both engines find the same ---- */

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static pn_str random_text(pn_arena *arena, uint32_t *seed, const char *const *parts, size_t count)
{
	uint32_t length = next_random(seed) % 12;
	pn_buf buf;

	pn_buf_init(&buf, arena);
	for (uint32_t i = 0; i < length; i++)
		pn_buf_add(&buf, pn_str_from(parts[next_random(seed) % count]));
	return pn_buf_str(&buf);
}

/* Runs the machine and, where it may be used, PCRE2 on one text; both must agree. */
static void compare_engines(fixture *b, const pn_regex *re, pn_str text)
{
	uint32_t count = 2 * (re->tree.group_count + 1);
	size_t *left = PN_NEW_ARRAY(&b->arena, size_t, count);
	size_t *right = PN_NEW_ARRAY(&b->arena, size_t, count);
	uint64_t steps = 1000000;
	pn_rx_program program;
	pn_rx_matcher *matcher;
	pn_rx_answer answer;
	pn_rx_result result;

	if (!re->code)
		return;
	matcher = pn_rx_matcher_new(&b->arena, re->code, 1000000);
	assert_true(left && right && matcher);
	assert_true(pn_rx_compile(&b->arena, re->tree.root, &program));
	result = pn_rx_run(pn_rx_machine_new(&b->arena, &program, count), text, 0, &steps, left);
	answer = pn_rx_matcher_run(matcher, text, 0, right, count);
	if ((result == PN_RX_MATCH) != (answer == PN_RX_YES) ||
	    (result == PN_RX_MATCH && memcmp(left, right, count * sizeof *left) != 0))
		fail_msg("%.*s on %.*s", PN_ARG(re->pattern), PN_ARG(text));
}

/* Looks through the tree, too; how often that tells. */
static int compare_tries(fixture *b, const pn_regex *re, pn_str text)
{
	bool tried = false, matched = false;

	if (!pn_regex_try(re, text, &tried))
		return 0;
	assert_true(pn_regex_match(&b->cx, re, text, &matched));
	if (tried != matched)
		fail_msg("%.*s on %.*s: %d", PN_ARG(re->pattern), PN_ARG(text), tried);
	return 1;
}

static void engines_agree(void **state)
{
	static const char *const pattern_parts[] = {
		"a",	"b", "ab", "é",	  "\\w", "[^a]", ".",	  "(",	  "(",	")",	  ")",
		"(?:",	"|", "*",  "+",	  "?",	 "{2}",	 "{1,2}", "??",	  "*?", "(?i)",	  "(?m)",
		"(?s)", "^", "$",  "\\b", "\\B", "\\A",	 "\\z",	  "\\pL", "K",	"{0,2}?", "[a-c]",
	};
	static const char *const text_parts[] = { "a", "b", "c", "é", "K", "\n", " ", "ab" };
	uint32_t seed = 7;
	int compared = 0, tried = 0;

	(void)state;
	for (int i = 0; i < 30000; i++) {
		const pn_regex *re;
		fixture b;
		pn_str pattern;

		fixture_init(&b, NULL);
		pattern = random_text(&b.arena, &seed, pattern_parts,
				      sizeof pattern_parts / sizeof *pattern_parts);
		if (pn_regex_compile(&b.cx, pattern, &re)) {
			pn_str text = random_text(&b.arena, &seed, text_parts,
						  sizeof text_parts / sizeof *text_parts);

			compare_engines(&b, re, text);
			tried += compare_tries(&b, re, text);
			compared += re->code != NULL;
		}
		fixture_finish(&b);
	}
	assert_true(compared > 1000);
	assert_true(tried > 1000);
}

/* What takes many steps, or text that is not ASCII, is left to the others. */
static void tries_are_short(void **state)
{
	static const struct {
		const char *pattern, *text;
		bool known, matched;
	} rows[] = {
		{ "^(Local|Celery)(,(Local|Celery))*$", "Celery,Local", true, true },
		{ "^(Local|Celery)(,(Local|Celery))*$", "Celery,", true, false },
		{ "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "a-name-9", true, true },
		{ "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "a-name-", true, false },
		{ "b{2,3}c", "abbbbc", true, true },
		{ "", "", true, true },
		{ ".", "\xC3\xA4", false, false },
		{ "(a*)*", "b", false, false },
		{ "(a|aa)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false, false },
	};
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool matched = false;
		const pn_regex *re;

		assert_true(pn_regex_parse(&b.cx, pn_str_from(rows[i].pattern), &re));
		if (pn_regex_try(re, pn_str_from(rows[i].text), &matched) != rows[i].known ||
		    (rows[i].known && matched != rows[i].matched))
			fail_msg("%s on %s", rows[i].pattern, rows[i].text);
	}
	fixture_finish(&b);
}

/* ---- hostile input ---- */

static void bytes_of_any_kind_do_no_harm(void **state)
{
	static const char signs[] = "\\\\((()))[[]]*+?{},:^$|-.aA0xpPQEzi<>=!\377\303\n";
	uint32_t seed = 3;

	(void)state;
	for (int i = 0; i < 60000; i++) {
		char *pattern = malloc(20), text[8];
		size_t len = next_random(&seed) % 20;
		const pn_regex *re;
		pn_regex_list list;
		pn_str out;
		fixture b;

		assert_non_null(pattern);
		for (size_t k = 0; k < len; k++)
			pattern[k] = signs[next_random(&seed) % sizeof signs];
		for (size_t k = 0; k < sizeof text; k++)
			text[k] = signs[next_random(&seed) % sizeof signs];
		fixture_init(&b, NULL);
		if (pn_regex_compile(&b.cx, (pn_str){ pattern, len }, &re)) {
			const pn_str s = { text, sizeof text };

			assert_true(pn_regex_split(&b.cx, re, s, -1, &list));
			assert_true(pn_regex_find_all(&b.cx, re, s, 3, &list));
			assert_true(pn_regex_replace(&b.cx, re, s, PN_STR("$0$1"), &out));
		}
		fixture_finish(&b);
		free(pattern);
	}
}

static pn_str repeated(fixture *b, const char *part, size_t count)
{
	pn_buf buf;

	pn_buf_init(&buf, &b->arena);
	while (count--)
		pn_buf_add(&buf, pn_str_from(part));
	return pn_buf_str(&buf);
}

/* Patterns on which backtracking would take years. */
static void time_is_linear(void **state)
{
	static const char *const patterns[] = { "(a+)+$b", "(a|aa)+$b", "(a*)*b", "(.*)*x",
						"(a?){50}a{50}b" };
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		for (size_t length = 30; length <= 30000; length *= 10) {
			const pn_regex *re = compile(&b, pn_str_from(patterns[i]));
			bool matched;

			assert_true(pn_regex_match(&b.cx, re, repeated(&b, "a", length), &matched));
			assert_false(matched);
		}
	}
	fixture_finish(&b);
}

static void steps_have_a_limit(void **state)
{
	bool matched;
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	b.limits.regex_steps = 1000;
	assert_false(pn_regex_match(&b.cx, compile(&b, PN_STR("(a|b)*c")), repeated(&b, "ab", 500),
				    &matched));
	assert_int_equal(b.err.status, PINTLE_ERR_LIMIT);
	assert_string_equal(error_of(&b), "limit 'regex_steps' exceeded: more than 1000 steps");
	fixture_finish(&b);
}

static void lack_of_memory_is_an_error(void **state)
{
	static const char *const patterns[] = { "(?i)([a-z\\pL]+|(?P<n>x{2,5})y*)", "((a*)*|b)",
						"(\\PL{300})" };
	struct failing f;
	const pintle_allocator mem = { failing_resize, &f };

	(void)state;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		bool good = false;

		for (size_t count = 0; !good; count++) {
			const pn_regex *re;
			pn_str out;
			fixture b;

			assert_true(count < 1000);
			f = (struct failing){ .fail_at = count };
			fixture_init(&b, &mem);
			good = pn_regex_compile(&b.cx, pn_str_from(patterns[i]), &re) &&
			       pn_regex_replace(&b.cx, re, PN_STR("abxxxyy1é"), PN_STR("$1$n"),
						&out);
			if (!good)
				assert_int_equal(b.err.status, PINTLE_ERR_NO_MEMORY);
			fixture_finish(&b);
			assert_int_equal(f.held, 0);
		}
	}
}

/* ---- the cache ---- */

static void patterns_are_compiled_once(void **state)
{
	const pn_regex *first, *again, *re;
	char pattern[16];
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	b.cx.regexes = pn_regex_cache_new(&b.arena);
	first = compile(&b, PN_STR("a+"));
	for (int i = 0; i < 100; i++) {
		snprintf(pattern, sizeof pattern, "x%d", i);
		assert_ptr_not_equal(compile(&b, pn_str_from(pattern)), first);
	}
	again = compile(&b, PN_STR("a+"));
	assert_ptr_equal(first, again);
	for (int i = 0; i < 2; i++) {
		assert_false(pn_regex_compile(&b.cx, PN_STR("a("), &re));
		assert_string_equal(error_of(&b), "error parsing regexp: missing closing ): `a(`");
		pn_error_clear(&b.err);
	}
	fixture_finish(&b);
}

static void quoting_is_gos(void **state)
{
	pn_buf out;
	fixture b;

	(void)state;
	fixture_init(&b, NULL);
	pn_buf_init(&out, &b.arena);
	pn_regex_quote(&out, PN_STR("\\.+*?()|[]{}^$-/_\303\251"));
	assert_string_equal(pn_buf_z(&out),
			    "\\\\\\.\\+\\*\\?\\(\\)\\|\\[\\]\\{\\}\\^\\$-/_\303\251");
	fixture_finish(&b);
}

/* ---- all of them ---- */

int main(void)
{
	static suite s;

	for (size_t i = 0; i < sizeof error_rows / sizeof *error_rows; i++)
		suite_add(&s, error_rows[i].pattern, refuses, &error_rows[i]);
	for (size_t i = 0; i < sizeof match_rows / sizeof *match_rows; i++)
		suite_add(&s, match_rows[i].pattern, replaces, &match_rows[i]);
	suite_add(&s, "nesting", nesting_has_gos_limit, NULL);
	suite_add(&s, "engines", engines_agree, NULL);
	suite_add(&s, "tries", tries_are_short, NULL);
	suite_add(&s, "bytes", bytes_of_any_kind_do_no_harm, NULL);
	suite_add(&s, "time", time_is_linear, NULL);
	suite_add(&s, "steps", steps_have_a_limit, NULL);
	suite_add(&s, "memory", lack_of_memory_is_an_error, NULL);
	suite_add(&s, "cache", patterns_are_compiled_once, NULL);
	suite_add(&s, "quote", quoting_is_gos, NULL);
	return _cmocka_run_group_tests("regex", s.tests, s.count, NULL, NULL);
}
