/* SPDX-License-Identifier: Apache-2.0 */
/* The values of a plain schema's keywords, those that hold no schemas. */
#include "codec/json.h"
#include "schema/decimal.h"
#include "schema/equal.h"
#include "schema/format.h"
#include "schema/plain_part.h"

/* Longer lists are left to the metaschema, which knows a quicker way to find twins. */
enum { MAX_PAIRS = 64 };

/* ---- type ---- */

/* Whether a text begins with the name of a type, in quotes. */
#define IS_NAMED(text, room, name) \
	((room) >= sizeof(name) - 1 && pn_bytes_eq((text), (name), sizeof(name) - 1))

/* Returns the bit of the type whose name in quotes a text begins with; 0 for what is none, or is
 * written with escapes, which nobody does. */
static uint32_t type_bit(const char *text, size_t room)
{
	switch (room < 2 ? '\0' : text[1]) {
	case 's':
		return IS_NAMED(text, room, "\"string\"") ? PN_JSON_STRING : 0;
	case 'o':
		return IS_NAMED(text, room, "\"object\"") ? PN_JSON_OBJECT : 0;
	case 'b':
		return IS_NAMED(text, room, "\"boolean\"") ? PN_JSON_BOOLEAN : 0;
	case 'i':
		return IS_NAMED(text, room, "\"integer\"") ? PN_JSON_INTEGER : 0;
	case 'a':
		return IS_NAMED(text, room, "\"array\"") ? PN_JSON_ARRAY : 0;
	case 'n':
		return IS_NAMED(text, room, "\"number\"") ? PN_JSON_NUMBER
		       : IS_NAMED(text, room, "\"null\"") ? PN_JSON_NULL
							  : 0;
	default:
		return 0;
	}
}
#undef IS_NAMED

/* Reads the name of a type that was not named before. */
static bool read_type_name(pn_reading *r, uint32_t *types)
{
	uint32_t bit;

	pn_scan_peek(&r->s);
	bit = type_bit(r->s.at, (size_t)(r->s.end - r->s.at));
	if (!bit || (*types & bit))
		return false;
	*types |= bit;
	r->s.at += bit & (PN_JSON_BOOLEAN | PN_JSON_INTEGER) ? 9
		   : bit == PN_JSON_ARRAY		     ? 7
		   : bit == PN_JSON_NULL		     ? 6
							     : 8;
	return true;
}

bool pn_plain_type(pn_reading *r, uint32_t *types)
{
	bool more;

	*types = 0;
	if (pn_scan_peek(&r->s) != '[')
		return read_type_name(r, types);
	if (!pn_scan_open(&r->s, ']', &more) || !more)
		return false;
	while (more)
		if (!read_type_name(r, types) || !pn_scan_next(&r->s, ']', &more))
			return false;
	r->s.depth--;
	return true;
}

/* ---- texts ---- */

bool pn_plain_format(pn_reading *r)
{
	const pn_format *format;
	pn_str name;
	bool regex;

	if (pn_scan_peek(&r->s) != '"' || !pn_scan_string(&r->s, &name))
		return false;
	regex = pn_str_is(name, "regex");
	format = regex ? NULL : pn_format_find(name);
	if (!r->formats || (!regex && !format))
		return true;
	return pn_reading_rule(r, PN_KW_FORMAT, pn_builder_thing(&r->b, (void *)(uintptr_t)format));
}

/* So many bytes of patterns, the first ones, stay parsed: most schemas have no more. */
enum { KEPT_PATTERNS = 1024 };

/* Parses a pattern that stays, or just checks it. */
static bool parse_pattern(pn_reading *r, pn_pattern *pattern)
{
	bool kept = r->patterns + pattern->text.len <= KEPT_PATTERNS;
	pn_error err;
	pn_cx cx = { kept ? r->cx->arena : r->s.scratch, &err, r->s.limits, NULL, NULL };
	bool ok;

	pn_error_init(&err, r->s.scratch->mem);
	if (kept) {
		r->patterns += pattern->text.len;
		ok = pn_regex_parse(&cx, pattern->text, &pattern->parsed);
	} else {
		ok = pn_regex_check(&cx, pattern->text);
	}
	pn_error_finish(&err);
	return ok;
}

bool pn_plain_regex(pn_reading *r, pn_str text, pn_pattern **pattern)
{
	*pattern = PN_NEW(r->cx->arena, pn_pattern);
	if (!*pattern)
		return false;
	(*pattern)->text = pn_str_dup(r->cx->arena, text);
	return parse_pattern(r, *pattern);
}

bool pn_plain_pattern(pn_reading *r)
{
	pn_pattern *pattern;
	pn_str text;

	return pn_scan_peek(&r->s) == '"' && pn_scan_string(&r->s, &text) &&
	       pn_plain_regex(r, text, &pattern) &&
	       pn_reading_rule(r, PN_KW_PATTERN, pn_builder_thing(&r->b, pattern));
}

/* Whether a pointer has parts that are written in another way. */
static bool has_escapes(pn_str pointer)
{
	const char *end = pointer.ptr + pointer.len;

	return pn_run_to(pointer.ptr, end, '~') < end || pn_run_to(pointer.ptr, end, '%') < end;
}

bool pn_plain_reference(pn_reading *r)
{
	pn_pending pending = { .where = 0 };
	pn_str text;

	if (pn_scan_peek(&r->s) != '"' || !pn_scan_string(&r->s, &text) || !text.len ||
	    text.ptr[0] != '#' || (text.len > 1 && text.ptr[1] != '/') || has_escapes(text))
		return false;
	if (r->aside)
		return true;
	pending.text = text;
	pn_buf_add(&r->b.pending, (pn_str){ (const char *)&pending, sizeof pending });
	return pn_reading_rule(r, PN_KW_REF, (uint32_t)(r->b.pending.len / sizeof pending) - 1);
}

/* ---- numbers ---- */

/* Reads any value and returns its text. */
static bool read_text(pn_reading *r, pn_str *out)
{
	const char *start;

	pn_scan_peek(&r->s);
	start = r->s.at;
	if (!pn_scan_value(&r->s))
		return false;
	*out = (pn_str){ start, (size_t)(r->s.at - start) };
	return true;
}

bool pn_plain_count(pn_reading *r, pn_keyword_id keyword)
{
	uint64_t count = 0;
	pn_str text;

	/* 1.0 and 1e1 are counts as well, but nobody writes them. */
	if (!read_text(r, &text) || text.len > 10)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
		count = count * 10 + (uint64_t)(text.ptr[i] - '0');
	}
	return count < UINT32_MAX && pn_reading_rule(r, keyword, (uint32_t)count);
}

bool pn_plain_number(pn_reading *r, pn_keyword_id keyword, bool positive)
{
	static const pn_decimal zero = { 0 };
	pn_decimal *number;
	pn_str text;

	if (!read_text(r, &text))
		return false;
	number = PN_NEW(r->cx->arena, pn_decimal);
	if (!number || !pn_decimal_read(pn_str_dup(r->cx->arena, text), number) ||
	    (positive && pn_decimal_compare(number, &zero) <= 0))
		return false;
	return pn_reading_rule(r, keyword, pn_builder_thing(&r->b, number));
}

/* ---- values ---- */

/* Reads a JSON text into a value. */
static bool read_value(pn_reading *r, pn_str text, pn_value *out)
{
	pn_error err;
	pn_cx cx = { r->cx->arena, &err, r->s.limits, NULL, NULL };
	size_t taken;
	bool ok;

	pn_error_init(&err, r->s.scratch->mem);
	ok = pn_json_read_numbers(&cx, pn_str_dup(r->cx->arena, text), &taken, out);
	pn_error_finish(&err);
	return ok;
}

bool pn_plain_choices(pn_reading *r, pn_keyword_id keyword, bool checked)
{
	pn_choices *choices = PN_NEW(r->cx->arena, pn_choices);
	const pn_value *v;
	pn_str text;

	if (!choices || !read_text(r, &text) || !read_value(r, text, &choices->value))
		return false;
	v = &choices->value;
	if (keyword == PN_KW_ENUM && v->kind != PN_LIST)
		return false;
	if (checked && (!v->len || v->len > MAX_PAIRS || pn_json_duplicates(r->s.scratch, v).found))
		return false;
	for (uint32_t i = 0; keyword == PN_KW_ENUM && i < v->len; i++)
		choices->types |= pn_json_type(&v->as.items[i]);
	return pn_reading_rule(r, keyword, pn_builder_thing(&r->b, choices));
}

bool pn_plain_names(pn_reading *r, uint32_t min, uint32_t *place)
{
	uint32_t base = r->b.stack.len, count = 0;
	pn_str name;
	bool more;

	if (pn_scan_peek(&r->s) != '[' || !pn_scan_open(&r->s, ']', &more))
		return false;
	for (; more; count++)
		if (pn_scan_peek(&r->s) != '"' || !pn_scan_string(&r->s, &name) ||
		    !pn_builder_push(&r->b, name, 0) || !pn_scan_next(&r->s, ']', &more))
			return false;
	r->s.depth--;
	if (count < min || pn_builder_twins(&r->b, base))
		return false;
	*place = pn_builder_names(&r->b, base);
	return *place != 0;
}
