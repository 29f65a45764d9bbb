/* SPDX-License-Identifier: Apache-2.0 */
/* Escapes and character classes (Go: regexp/syntax/parse.go, parseEscape and parseClass). */
#include "regex/parser.h"

typedef struct named_set {
	const char *name;
	pn_rune_range ranges[4];
	uint32_t count;
} named_set;

static const named_set posix_sets[] = {
	{ "alnum", { { '0', '9' }, { 'A', 'Z' }, { 'a', 'z' } }, 3 },
	{ "alpha", { { 'A', 'Z' }, { 'a', 'z' } }, 2 },
	{ "ascii", { { 0, 0x7F } }, 1 },
	{ "blank", { { '\t', '\t' }, { ' ', ' ' } }, 2 },
	{ "cntrl", { { 0, 0x1F }, { 0x7F, 0x7F } }, 2 },
	{ "digit", { { '0', '9' } }, 1 },
	{ "graph", { { '!', '~' } }, 1 },
	{ "lower", { { 'a', 'z' } }, 1 },
	{ "print", { { ' ', '~' } }, 1 },
	{ "punct", { { '!', '/' }, { ':', '@' }, { '[', '`' }, { '{', '~' } }, 4 },
	{ "space", { { '\t', '\r' }, { ' ', ' ' } }, 2 },
	{ "upper", { { 'A', 'Z' } }, 1 },
	{ "word", { { '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' } }, 4 },
	{ "xdigit", { { '0', '9' }, { 'A', 'F' }, { 'a', 'f' } }, 3 },
};

static const named_set digits = { "d", { { '0', '9' } }, 1 };
static const named_set spaces = { "s", { { '\t', '\n' }, { '\f', '\r' }, { ' ', ' ' } }, 3 };
static const named_set word_runes = { "w",
				      { { '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' } },
				      4 };

static const char bad_range[] = "invalid character class range";

/* ---- escapes ---- */

static int hex_digit(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? (int)(c - 'a' + 10) : -1;
}

/* Takes up to two more octal digits. */
static uint32_t take_octal(pn_rx_parser *p, uint32_t first)
{
	uint32_t rune = first - '0';

	for (int i = 1; i < 3 && p->rest.len; i++) {
		char c = p->rest.ptr[0];

		if (c < '0' || c > '7')
			break;
		rune = rune * 8 + (uint32_t)(c - '0');
		pn_rx_skip(p, 1);
	}
	return rune;
}

/* How a part of an escape ended. */
typedef enum escape_end { ESCAPE_GOOD, ESCAPE_BAD, ESCAPE_FAILED } escape_end;

/* Takes the digits of \x{...} behind the brace. */
static escape_end take_braced_hex(pn_rx_parser *p, uint32_t *rune)
{
	uint32_t c, count = 0;

	*rune = 0;
	for (;;) {
		int digit;

		if (!p->rest.len)
			return ESCAPE_BAD;
		if (!pn_rx_take_rune(p, &c))
			return ESCAPE_FAILED;
		if (c == '}')
			return count ? ESCAPE_GOOD : ESCAPE_BAD;
		digit = hex_digit(c);
		if (digit < 0)
			return ESCAPE_BAD;
		*rune = *rune * 16 + (uint32_t)digit;
		if (*rune > PN_RX_LAST_RUNE)
			return ESCAPE_BAD;
		count++;
	}
}

/* Takes what follows \x. */
static escape_end take_hex(pn_rx_parser *p, uint32_t *rune)
{
	uint32_t first, second;
	int high, low;

	if (!p->rest.len)
		return ESCAPE_BAD;
	if (!pn_rx_take_rune(p, &first))
		return ESCAPE_FAILED;
	if (first == '{')
		return take_braced_hex(p, rune);
	if (!pn_rx_take_rune(p, &second))
		return ESCAPE_FAILED;
	high = hex_digit(first);
	low = hex_digit(second);
	if (high < 0 || low < 0)
		return ESCAPE_BAD;
	*rune = (uint32_t)(high * 16 + low);
	return ESCAPE_GOOD;
}

static bool is_alphanumeric(uint32_t c)
{
	return (c | 0x20) - 'a' < 26 || c - '0' < 10;
}

/* Takes the escape whose first rune, c, is past. A single digit would refer back: refused. */
static escape_end take_escape(pn_rx_parser *p, uint32_t c, uint32_t *rune)
{
	static const char letters[] = "afnrtv", meanings[] = "\a\f\n\r\t\v";
	const char *letter;
	bool octal = p->rest.len && p->rest.ptr[0] >= '0' && p->rest.ptr[0] <= '7';

	if (c == 'x')
		return take_hex(p, rune);
	if (c == '0' || (c >= '1' && c <= '7' && octal)) {
		*rune = take_octal(p, c);
		return ESCAPE_GOOD;
	}
	*rune = c;
	if (c < 0x80 && !is_alphanumeric(c))
		return ESCAPE_GOOD;
	letter = c < 0x80 ? strchr(letters, (int)c) : NULL;
	if (!letter)
		return ESCAPE_BAD;
	*rune = (uint32_t)meanings[letter - letters];
	return ESCAPE_GOOD;
}

bool pn_rx_parse_escape(pn_rx_parser *p, uint32_t *rune)
{
	pn_str start = p->rest;
	uint32_t c;

	pn_rx_skip(p, 1);
	if (!p->rest.len)
		return pn_rx_fail(p, "trailing backslash at end of expression", PN_STR_EMPTY);
	if (!pn_rx_take_rune(p, &c))
		return false;
	switch (take_escape(p, c, rune)) {
	case ESCAPE_GOOD:
		return true;
	case ESCAPE_BAD:
		return pn_rx_fail(p, "invalid escape sequence", pn_rx_since(p, start));
	case ESCAPE_FAILED:
		break;
	}
	return false;
}

/* ---- named classes ---- */

/* Adds ranges or, when negated, all other runes; under (?i) their other cases belong to them. */
static void add_ranges(pn_rx_parser *p, pn_rx_set *set, const pn_rune_range *ranges, size_t count,
		       bool negated)
{
	pn_rx_set folded;

	if (p->flags & PN_RX_FOLD) {
		pn_rx_set_init(&folded, &p->scratch);
		for (size_t i = 0; i < count; i++)
			pn_rx_set_add_folded(&folded, ranges[i].first, ranges[i].last);
		pn_rx_set_clean(&folded);
		set->failed = set->failed || folded.failed;
		ranges = folded.ranges;
		count = folded.count;
	}
	if (negated) {
		pn_rx_set_add_others(set, ranges, count);
		return;
	}
	for (size_t i = 0; i < count; i++)
		pn_rx_set_add(set, ranges[i].first, ranges[i].last);
}

/* Takes \d \s \w or their opposites, if one stands here. */
static bool take_perl_class(pn_rx_parser *p, pn_rx_set *set)
{
	const named_set *named;

	if (!pn_rx_at(p, 0, '\\') || p->rest.len < 2)
		return false;
	switch (p->rest.ptr[1] | 0x20) {
	case 'd':
		named = &digits;
		break;
	case 's':
		named = &spaces;
		break;
	case 'w':
		named = &word_runes;
		break;
	default:
		return false;
	}
	add_ranges(p, set, named->ranges, named->count, !(p->rest.ptr[1] & 0x20));
	pn_rx_skip(p, 2);
	return true;
}

/* Takes the name behind \p or \P, in braces or one letter; *whole is the escape as written. */
static bool take_property_name(pn_rx_parser *p, pn_str *whole, pn_str *name)
{
	pn_str start = p->rest;
	uint32_t c = 0;
	size_t end;

	pn_rx_skip(p, 2);
	if (p->rest.len && !pn_rx_take_rune(p, &c))
		return false;
	if (c != '{') {
		*whole = pn_rx_since(p, start);
		*name = pn_str_slice(*whole, 2, whole->len);
		return true;
	}
	end = pn_str_find_byte(start, '}');
	*name = pn_str_slice(start, 3, end);
	if (end == PN_NOT_FOUND)
		*name = start;
	for (p->rest = *name; p->rest.len;) {
		if (!pn_rx_take_rune(p, &c))
			return false;
	}
	if (end == PN_NOT_FOUND)
		return pn_rx_fail(p, bad_range, start);
	*whole = pn_str_slice(start, 0, end + 1);
	p->rest = pn_rx_behind(start, end + 1);
	return true;
}

/* Takes \pL, \p{Greek}, \P{^Greek} if one stands here; says in *taken whether. */
static bool take_property(pn_rx_parser *p, pn_rx_set *set, bool *taken)
{
	const pn_rune_range *ranges;
	pn_str whole, name;
	size_t count;
	bool negated;

	*taken = pn_rx_at(p, 0, '\\') && (pn_rx_at(p, 1, 'p') || pn_rx_at(p, 1, 'P'));
	if (!*taken)
		return true;
	negated = p->rest.ptr[1] == 'P';
	if (!take_property_name(p, &whole, &name))
		return false;
	if (name.len && name.ptr[0] == '^') {
		negated = !negated;
		name = pn_str_slice(name, 1, name.len);
	}
	ranges = pn_unicode_class(name, &count);
	if (!ranges)
		return pn_rx_fail(p, bad_range, whole);
	add_ranges(p, set, ranges, count, negated);
	return true;
}

/* Takes the named class [:alpha:] or [:^alpha:] of a given length. */
static bool take_posix_class(pn_rx_parser *p, pn_rx_set *set, size_t length)
{
	pn_str name = pn_str_slice(p->rest, 2, length - 2);
	bool negated = name.len && name.ptr[0] == '^';

	name = pn_str_slice(name, negated, name.len);
	for (size_t i = 0; i < sizeof posix_sets / sizeof *posix_sets; i++) {
		const named_set *known = &posix_sets[i];

		if (pn_str_eq(name, pn_str_from(known->name))) {
			add_ranges(p, set, known->ranges, known->count, negated);
			pn_rx_skip(p, length);
			return true;
		}
	}
	return pn_rx_fail(p, bad_range, pn_str_slice(p->rest, 0, length));
}

/* Returns the length of the [:name:] that stands here, 0 when none does. */
static size_t posix_class_length(pn_rx_parser *p)
{
	size_t end;

	if (p->no_posix_end || !pn_rx_at(p, 0, '[') || !pn_rx_at(p, 1, ':'))
		return 0;
	end = pn_str_find(pn_str_slice(p->rest, 2, p->rest.len), PN_STR(":]"));
	p->no_posix_end = end == PN_NOT_FOUND;
	return p->no_posix_end ? 0 : end + 4;
}

/* ---- classes ---- */

static bool finish(pn_rx_parser *p, pn_rx_set *set, pn_rx_class **out)
{
	pn_rx_set_clean(set);
	*out = pn_rx_set_finish(set);
	return *out ||
	       pn_fail_memory(p->err, set->failed && p->scratch.failed ? &p->scratch : p->arena);
}

bool pn_rx_parse_escaped_class(pn_rx_parser *p, pn_rx_class **out)
{
	pn_rx_set set;
	bool taken;

	*out = NULL;
	pn_rx_set_init(&set, p->arena);
	if (!take_property(p, &set, &taken))
		return false;
	if (!taken && !take_perl_class(p, &set))
		return true;
	return finish(p, &set, out);
}

/* Takes one rune of a class, escaped or not. */
static bool take_member(pn_rx_parser *p, pn_str whole, uint32_t *rune)
{
	if (!p->rest.len)
		return pn_rx_fail(p, "missing closing ]", whole);
	if (p->rest.ptr[0] == '\\')
		return pn_rx_parse_escape(p, rune);
	return pn_rx_take_rune(p, rune);
}

/* Takes a single rune or a range of them. */
static bool take_range(pn_rx_parser *p, pn_str whole, pn_rx_set *set)
{
	pn_str start = p->rest;
	uint32_t first, last;

	if (!take_member(p, whole, &first))
		return false;
	last = first;
	if (p->rest.len >= 2 && pn_rx_at(p, 0, '-') && !pn_rx_at(p, 1, ']')) {
		pn_rx_skip(p, 1);
		if (!take_member(p, whole, &last))
			return false;
		if (last < first)
			return pn_rx_fail(p, bad_range, pn_rx_since(p, start));
	}
	if (p->flags & PN_RX_FOLD)
		pn_rx_set_add_folded(set, first, last);
	else
		pn_rx_set_add(set, first, last);
	return true;
}

/* Takes one item of a class: a named class or a range. */
static bool take_item(pn_rx_parser *p, pn_str whole, pn_rx_set *set)
{
	size_t posix = posix_class_length(p);
	bool taken;

	if (posix)
		return take_posix_class(p, set, posix);
	if (!take_property(p, set, &taken))
		return false;
	return taken || take_perl_class(p, set) || take_range(p, whole, set);
}

bool pn_rx_parse_class(pn_rx_parser *p, pn_rx_class **out)
{
	pn_str whole = p->rest;
	pn_rx_set set, result;
	bool negated, first = true;

	*out = NULL;
	pn_rx_set_init(&set, p->arena);
	pn_rx_skip(p, 1);
	negated = pn_rx_at(p, 0, '^');
	pn_rx_skip(p, negated);
	for (; first || !pn_rx_at(p, 0, ']'); first = false) {
		if (!take_item(p, whole, &set))
			return false;
	}
	pn_rx_skip(p, 1);
	if (!negated)
		return finish(p, &set, out);
	pn_rx_set_clean(&set);
	pn_rx_set_init(&result, p->arena);
	pn_rx_set_add_others(&result, set.ranges, set.count);
	result.failed = result.failed || set.failed;
	return finish(p, &result, out);
}
