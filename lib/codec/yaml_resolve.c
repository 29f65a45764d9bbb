/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_resolve.h"

#include <math.h>

/* The words that are no strings; each also with a capital letter, or in capitals. */
typedef struct word {
	pn_str text;
	pn_kind kind;
	bool truth;
} word;

static const word words[] = {
	{ { "y", 1 }, PN_BOOL, true },	    { { "n", 1 }, PN_BOOL, false },
	{ { "on", 2 }, PN_BOOL, true },	    { { "no", 2 }, PN_BOOL, false },
	{ { "yes", 3 }, PN_BOOL, true },    { { "off", 3 }, PN_BOOL, false },
	{ { "true", 4 }, PN_BOOL, true },   { { "null", 4 }, PN_NIL, false },
	{ { "false", 5 }, PN_BOOL, false },
};

/* ... and those that begin with a dot, which a sign may precede (not for "nan"). */
typedef struct dot_word {
	pn_str text;
	bool infinite;
} dot_word;

static const dot_word dot_words[] = {
	{ { ".inf", 4 }, true },  { { ".Inf", 4 }, true },  { { ".INF", 4 }, true },
	{ { ".nan", 4 }, false }, { { ".NaN", 4 }, false }, { { ".NAN", 4 }, false },
};

const uint8_t pn_yaml_firsts[256] = {
	['0' ... '9'] = PN_YAML_FIRST_OF_NUMBER, ['+'] = PN_YAML_FIRST_OF_NUMBER,
	['-'] = PN_YAML_FIRST_OF_NUMBER,	 ['.'] = PN_YAML_FIRST_OF_DOT,
	['y'] = PN_YAML_FIRST_OF_WORD,		 ['Y'] = PN_YAML_FIRST_OF_WORD,
	['n'] = PN_YAML_FIRST_OF_WORD,		 ['N'] = PN_YAML_FIRST_OF_WORD,
	['t'] = PN_YAML_FIRST_OF_WORD,		 ['T'] = PN_YAML_FIRST_OF_WORD,
	['f'] = PN_YAML_FIRST_OF_WORD,		 ['F'] = PN_YAML_FIRST_OF_WORD,
	['o'] = PN_YAML_FIRST_OF_WORD,		 ['O'] = PN_YAML_FIRST_OF_WORD,
	['~'] = PN_YAML_FIRST_OF_WORD,
};

/* Whether text is the lower-case word as it is, with a capital letter, or in capitals. */
static bool is_word(pn_str text, pn_str lower)
{
	size_t capitals = 0;

	if (text.len != lower.len)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == lower.ptr[i])
			continue;
		if (text.ptr[i] != lower.ptr[i] - 'a' + 'A' || capitals != i)
			return false;
		capitals++;
	}
	return capitals <= 1 || capitals == text.len;
}

static bool to_word(pn_str text, pn_value *out)
{
	if (text.len > PN_YAML_LONGEST_WORD)
		return false;
	if (text.ptr[0] == '~' && text.len == 1) {
		*out = pn_nil();
		return true;
	}
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (!is_word(text, words[i].text))
			continue;
		*out = words[i].kind == PN_BOOL ? pn_bool(words[i].truth) : pn_nil();
		return true;
	}
	return false;
}

static bool to_dot_word(pn_str text, pn_value *out)
{
	bool sign = text.ptr[0] == '-' || text.ptr[0] == '+';
	pn_str bare = pn_str_slice(text, sign, text.len);

	for (size_t i = 0; i < sizeof dot_words / sizeof dot_words[0]; i++) {
		if (!pn_str_eq(bare, dot_words[i].text) || (sign && !dot_words[i].infinite))
			continue;
		*out = pn_float(!dot_words[i].infinite ? (double)NAN
				: text.ptr[0] == '-'   ? -(double)INFINITY
						       : (double)INFINITY);
		return true;
	}
	return false;
}

static pn_value uint_value(uint64_t n)
{
	return (pn_value){ .kind = PN_UINT, .type = PN_TYPE_UINT64, .as.uinteger = n };
}

/* Reads an integer in Go's notation of the given base. */
static bool to_integer(pn_str text, int base, pn_value *out)
{
	int64_t n;
	uint64_t u;

	if (pn_parse_int(text, base, 64, &n) == PN_NUMBER_OK) {
		*out = pn_int(n);
		return true;
	}
	if (pn_parse_uint(text, base, 64, &u) == PN_NUMBER_OK) {
		*out = uint_value(u);
		return true;
	}
	return false;
}

static size_t skip_digits(pn_str s, size_t i)
{
	while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
		i++;
	return i;
}

/* Whether s is [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? as a whole. */
static bool looks_like_float(pn_str s)
{
	size_t i = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+'), from = i;

	i = skip_digits(s, i);
	if (i < s.len && s.ptr[i] == '.') {
		size_t whole = i - from;

		from = ++i;
		i = skip_digits(s, i);
		if (!whole && i == from)
			return false;
	} else if (i == from) {
		return false;
	}
	if (i == s.len)
		return true;
	if (s.ptr[i] != 'e' && s.ptr[i] != 'E')
		return false;
	i++;
	i += i < s.len && (s.ptr[i] == '-' || s.ptr[i] == '+');
	from = i;
	i = skip_digits(s, i);
	return i == s.len && i > from;
}

static bool to_float(pn_str text, pn_value *out)
{
	double f;

	if (pn_parse_float(text, &f) != PN_NUMBER_OK)
		return false;
	*out = pn_float(f);
	return true;
}

/* The binary notations that ParseInt does not take: a sign behind the prefix, "-0b". */
static bool to_binary(pn_str text, pn_value *out)
{
	char digits[72] = "-";
	int64_t n;

	if (pn_str_starts(text, PN_STR("0b")))
		return to_integer(pn_str_slice(text, 2, text.len), 2, out);
	if (!pn_str_starts(text, PN_STR("-0b")) || text.len - 3 > sizeof digits - 1)
		return false;
	memcpy(digits + 1, text.ptr + 3, text.len - 3);
	if (pn_parse_int((pn_str){ digits, text.len - 2 }, 2, 64, &n) != PN_NUMBER_OK)
		return false;
	*out = pn_int(n);
	return true;
}

/* Reads a number without its '_'; texts that are too long for one are none. */
static bool to_number(pn_str text, pn_value *out)
{
	return to_integer(text, 0, out) || (looks_like_float(text) && to_float(text, out)) ||
	       to_binary(text, out);
}

/* The common case: up to 18 decimal digits that do not begin with 0. */
static bool to_small_integer(pn_str text, pn_value *out)
{
	int64_t n = 0;

	if (text.len > 18 || (text.ptr[0] == '0' && text.len > 1))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		n = n * 10 + (text.ptr[i] - '0');
	}
	*out = pn_int(n);
	return true;
}

/* Returns text without '_'; the text itself when there is none. */
static pn_str without_underscores(pn_arena *arena, pn_str text)
{
	if (pn_str_find_byte(text, '_') == PN_NOT_FOUND)
		return text;
	return pn_str_replace(arena, text, PN_STR("_"), PN_STR_EMPTY);
}

pn_value pn_yaml_resolve(pn_arena *arena, pn_str text)
{
	pn_value v = pn_string(text);

	if (!text.len)
		return pn_nil();
	switch ((pn_yaml_first)pn_yaml_firsts[(unsigned char)text.ptr[0]]) {
	case PN_YAML_FIRST_OF_STRING:
		break;
	case PN_YAML_FIRST_OF_WORD:
		to_word(text, &v);
		break;
	case PN_YAML_FIRST_OF_DOT:
		if (!to_dot_word(text, &v))
			to_float(text, &v);
		break;
	case PN_YAML_FIRST_OF_NUMBER:
		if (!to_small_integer(text, &v) && !to_dot_word(text, &v))
			to_number(without_underscores(arena, text), &v);
		break;
	}
	return v;
}

/* What a tag asks for. */
typedef enum wanted { WANT_NOTHING = 0, WANT_STRING, WANT_TIME, WANT_OTHER } wanted;

typedef struct tag_row {
	pn_str tag;
	wanted wanted;
	pn_kind kind;
} tag_row;

static const tag_row tags[] = {
	{ { "str", 3 }, WANT_STRING, PN_STRING }, { { "int", 3 }, WANT_OTHER, PN_INT },
	{ { "bool", 4 }, WANT_OTHER, PN_BOOL },	  { { "null", 4 }, WANT_OTHER, PN_NIL },
	{ { "float", 5 }, WANT_OTHER, PN_FLOAT }, { { "timestamp", 9 }, WANT_TIME, PN_STRING },
};

static const tag_row *find_tag(pn_str tag)
{
	static const tag_row none = { { "", 0 }, WANT_NOTHING, PN_STRING };
	pn_str prefix = PN_STR(PN_YAML_TAG_PREFIX);

	if (!pn_str_starts(tag, prefix))
		return &none;
	tag = pn_str_slice(tag, prefix.len, tag.len);
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		if (pn_str_eq(tag, tags[i].tag))
			return &tags[i];
	return &none;
}

const char *pn_yaml_short_tag(const pn_value *v)
{
	switch ((pn_kind)v->kind) {
	case PN_NIL:
		return "!!null";
	case PN_BOOL:
		return "!!bool";
	case PN_INT:
	case PN_UINT:
		return "!!int";
	case PN_FLOAT:
		return "!!float";
	case PN_COMPLEX:
	case PN_STRING:
	case PN_BYTES:
	case PN_LIST:
	case PN_MAP:
	case PN_OBJECT:
		break;
	}
	return "!!str";
}

bool pn_yaml_resolve_tagged(pn_arena *arena, pn_str tag, pn_str text, pn_value *out)
{
	const tag_row *row = find_tag(tag);

	*out = pn_string(text);
	if (row->wanted == WANT_NOTHING || row->wanted == WANT_STRING)
		return true;
	*out = pn_yaml_resolve(arena, text);
	if (row->wanted == WANT_TIME)
		return pn_yaml_is_timestamp(text);
	if (row->kind == PN_FLOAT && out->kind == PN_INT)
		*out = pn_float((double)out->as.integer);
	return out->kind == row->kind || (row->kind == PN_INT && out->kind == PN_UINT);
}

/* Whether s is ^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$, a number to base 60. */
static bool is_base_60(pn_str s)
{
	size_t i = s.ptr[0] == '-' || s.ptr[0] == '+', groups = 0;

	if (skip_digits(s, i) == i)
		return false;
	while (i < s.len && ((s.ptr[i] >= '0' && s.ptr[i] <= '9') || s.ptr[i] == '_'))
		i++;
	for (; i < s.len && s.ptr[i] == ':'; groups++) {
		size_t n = skip_digits(s, i + 1) - i - 1;

		i++;
		if (n == 0 || n > 2 || (n == 2 && s.ptr[i] > '5'))
			return false;
		i += n;
	}
	if (!groups)
		return false;
	if (i < s.len && s.ptr[i] == '.')
		for (i++; i < s.len && (s.ptr[i] == '_' || skip_digits(s, i) > i); i++)
			;
	return i == s.len;
}

bool pn_yaml_reads_as_string(pn_arena *arena, pn_str text)
{
	pn_value v;

	if (!text.len)
		return false;
	if (pn_yaml_firsts[(unsigned char)text.ptr[0]] == PN_YAML_FIRST_OF_STRING)
		return true;
	v = pn_yaml_resolve(arena, text);
	return v.kind == PN_STRING && !is_base_60(text) && !pn_yaml_is_timestamp(text);
}
