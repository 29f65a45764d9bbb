/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml_reader.h"
#include "value/time.h"

#include <math.h>

static bool is_hex(uint32_t rune)
{
	return pn_toml_is_digit(rune) || ((rune | 0x20) >= 'a' && (rune | 0x20) <= 'f');
}

static bool is_octal(uint32_t rune)
{
	return rune >= '0' && rune <= '7';
}

static bool is_binary(uint32_t rune)
{
	return rune == '0' || rune == '1';
}

/* Says whether a rune makes a number a float. */
static bool is_float_mark(uint32_t rune)
{
	return rune == '.' || rune == 'e' || rune == 'E';
}

/* Says whether a rune is one of several. */
static bool is_one_of(uint32_t rune, const char *set)
{
	return rune && rune < 0x80 && strchr(set, (int)rune);
}

/* Makes the item that ends here. */
static bool emit(pn_toml_reader *r, pn_toml_item_kind kind, pn_toml_item *out)
{
	*out = (pn_toml_item){ kind, pn_toml_so_far(r), r->line };
	return !r->failed;
}

/* Skips digits and the runes of `more`. */
static void skip(pn_toml_reader *r, bool (*is_one)(uint32_t rune), const char *more)
{
	uint32_t rune = pn_toml_peek(r);

	while (is_one(rune) || is_one_of(rune, more)) {
		pn_toml_next(r);
		rune = pn_toml_peek(r);
	}
}

/* Goes on in a float; what it looks like in detail is checked when it is converted. */
static bool read_float(pn_toml_reader *r, pn_toml_item *out)
{
	skip(r, pn_toml_is_digit, "_.-+eE");
	return emit(r, PN_TOML_FLOAT, out);
}

/* Goes on in a decimal number, which may turn out to be a float. */
static bool read_decimal(pn_toml_reader *r, pn_toml_item *out)
{
	skip(r, pn_toml_is_digit, "_");
	if (is_float_mark(pn_toml_peek(r)))
		return read_float(r, out);
	return emit(r, PN_TOML_INTEGER, out);
}

/* Goes on in what may be a date as well; at least one digit was taken. */
static bool read_number_or_date(pn_toml_reader *r, pn_toml_item *out)
{
	skip(r, pn_toml_is_digit, "");
	if (!is_one_of(pn_toml_peek(r), "-:"))
		return read_decimal(r, out);
	skip(r, pn_toml_is_digit, "-:Tt .Zz+");
	emit(r, PN_TOML_DATE, out);
	out->text = pn_str_trim_space(out->text);
	return !r->failed;
}

/* Returns the text so far and one rune more. */
static pn_str so_far_and(pn_toml_reader *r, uint32_t rune)
{
	char bytes[4];
	size_t width = pn_utf8_encode(bytes, rune);

	return pn_str_concat(r->cx->arena, pn_toml_so_far(r), (pn_str){ bytes, width });
}

/* Reads a number in a base, behind 0b, 0o or 0x. */
static bool read_based(pn_toml_reader *r, bool (*is_one)(uint32_t rune), const char *complaint,
		       pn_toml_item *out)
{
	uint32_t rune = pn_toml_peek(r);

	if (!is_one(rune))
		return pn_toml_fail(r, complaint, so_far_and(r, rune), "'");
	skip(r, is_one, "_");
	return emit(r, PN_TOML_INTEGER, out);
}

/* Goes on behind a 0. */
static bool read_after_zero(pn_toml_reader *r, pn_toml_item *out)
{
	if (pn_toml_accept(r, 'b'))
		return read_based(r, is_binary, "not a binary number: '", out);
	if (pn_toml_accept(r, 'o'))
		return read_based(r, is_octal, "not an octal number: '", out);
	if (pn_toml_accept(r, 'x'))
		return read_based(r, is_hex, "not a hexadecimal number: '", out);
	if (pn_toml_is_digit(pn_toml_peek(r)))
		return read_number_or_date(r, out);
	return read_decimal(r, out);
}

/* Fails because of ".5". */
static bool fail_leading_point(pn_toml_reader *r)
{
	return pn_toml_fail(r, "floats must start with a digit, not '.'", PN_STR_EMPTY, "");
}

/* Goes on behind a sign. */
static bool read_signed(pn_toml_reader *r, pn_toml_item *out)
{
	uint32_t rune = pn_toml_next(r);

	if (rune == 'i' || rune == 'n') {
		bool word = rune == 'i' ? pn_toml_accept(r, 'n') && pn_toml_accept(r, 'f')
					: pn_toml_accept(r, 'a') && pn_toml_accept(r, 'n');

		if (!word)
			return pn_toml_fail(r, "invalid float: '", pn_toml_so_far(r), "'");
		return emit(r, PN_TOML_FLOAT, out);
	}
	if (rune == '.')
		return fail_leading_point(r);
	if (rune == '0' && is_one_of(pn_toml_peek(r), "box"))
		return pn_toml_fail(r, "cannot use sign with non-decimal numbers: '",
				    so_far_and(r, pn_toml_peek(r)), "'");
	if (!pn_toml_is_digit(rune))
		return pn_toml_fail(r, "expected a digit but got ", pn_toml_quote_rune(r, rune),
				    "");
	return read_decimal(r, out);
}

/* Reads true or false; any other word is an error that names it. */
static bool read_bool(pn_toml_reader *r, pn_toml_item *out)
{
	size_t start = r->at;
	pn_str word;

	while (pn_rune_is_letter(pn_toml_peek(r)))
		pn_toml_next(r);
	word = pn_str_slice(r->text, start, r->at);
	if (pn_str_is(word, "true") || pn_str_is(word, "false"))
		return emit(r, PN_TOML_BOOL, out);
	return pn_toml_fail(r, "expected value but found ", pn_toml_quote(r, word), " instead");
}

/* Takes "nf" or "an" behind an i or n, as the library does: "nnf" passes here as well. */
static bool take_special(pn_toml_reader *r)
{
	return (pn_toml_accept(r, 'n') && pn_toml_accept(r, 'f')) ||
	       (pn_toml_accept(r, 'a') && pn_toml_accept(r, 'n'));
}

bool pn_toml_read_word(pn_toml_reader *r, pn_toml_item *out)
{
	uint32_t rune;
	char bytes[4];

	r->start = r->at;
	rune = pn_toml_next(r);
	if (rune == '0')
		return read_after_zero(r, out);
	if (pn_toml_is_digit(rune))
		return read_number_or_date(r, out);
	if (rune == '-' || rune == '+')
		return read_signed(r, out);
	if (rune == '.')
		return fail_leading_point(r);
	if ((rune == 'i' || rune == 'n') && take_special(r))
		return emit(r, PN_TOML_FLOAT, out);
	if (pn_rune_is_letter(rune)) {
		r->at -= pn_utf8_encode(bytes, rune); /* one rune back, wherever we are by now */
		return read_bool(r, out);
	}
	if (rune == PN_TOML_END)
		return pn_toml_fail(r, "unexpected EOF; expected value", PN_STR_EMPTY, "");
	return (rune == '\n' ? pn_toml_fail_before : pn_toml_fail)(
		r, "expected value but found ", pn_toml_quote_rune(r, rune), " instead");
}

/* Says whether each '_' stands between digits, and the last rune is one. */
static bool underscores_fit(pn_str s)
{
	bool digit = false;

	if (s.len >= 3 && is_one_of((unsigned char)s.ptr[s.len - 1], "nf"))
		return true; /* nan, inf */
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '_' && !digit)
			return false;
		digit = is_hex((unsigned char)s.ptr[i]);
	}
	return digit;
}

/* Says whether a number begins with a 0 that it may not begin with. */
static bool has_leading_zero(pn_str s)
{
	if (s.len > 1 && s.ptr[0] == '0')
		return !is_one_of((unsigned char)s.ptr[1], "box");
	return s.len > 2 && (s.ptr[0] == '-' || s.ptr[0] == '+') && s.ptr[1] == '0';
}

/* Says whether a digit follows each point. */
static bool points_fit(pn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '.' &&
		    (i + 1 == s.len || !pn_toml_is_digit((unsigned char)s.ptr[i + 1])))
			return false;
	}
	return true;
}

/* Fails about an item, which is quoted. */
static bool fail_item(pn_toml_reader *r, const pn_toml_item *item, const char *before,
		      const char *after)
{
	return pn_toml_fail_at(r, item->line, before, pn_toml_quote(r, item->text), after);
}

/* Checks an integer and converts it. */
static bool convert_integer(pn_toml_reader *r, const pn_toml_item *item, pn_value *out)
{
	int64_t n;

	if (!underscores_fit(item->text))
		return fail_item(r, item, "Invalid integer ",
				 ": underscores must be surrounded by digits");
	if (has_leading_zero(item->text))
		return fail_item(r, item, "Invalid integer ", ": cannot have leading zeroes");
	if (pn_parse_int(item->text, 0, 64, &n) != PN_NUMBER_OK)
		return pn_toml_fail_at(r, item->line, "", item->text, " is out of range for int64");
	*out = pn_int64(n);
	return true;
}

/* Checks the parts of a float between point and exponent; *first is the part before them. */
static bool check_float_parts(pn_str s, pn_str *first)
{
	bool fit = true;

	*first = PN_STR_EMPTY;
	while (s.len) {
		size_t n = 0;

		while (n < s.len && !is_float_mark((unsigned char)s.ptr[n]))
			n++;
		if (n && !first->len)
			*first = pn_str_slice(s, 0, n);
		fit = fit && (n == 0 || underscores_fit(pn_str_slice(s, 0, n)));
		s = pn_str_slice(s, n + 1, s.len);
	}
	return fit;
}

/* Checks a float and converts it. */
static bool convert_float(pn_toml_reader *r, const pn_toml_item *item, pn_value *out)
{
	pn_number_error problem;
	pn_str first, s;
	double f;

	if (!check_float_parts(item->text, &first))
		return fail_item(r, item, "Invalid float ",
				 ": underscores must be surrounded by digits");
	if (has_leading_zero(first))
		return fail_item(r, item, "Invalid float ", ": cannot have leading zeroes");
	if (!points_fit(item->text))
		return fail_item(r, item, "Invalid float ",
				 ": '.' must be followed by one or more digits");
	s = pn_str_replace(r->cx->arena, item->text, PN_STR("_"), PN_STR(""));
	if (pn_str_is(s, "+nan") || pn_str_is(s, "-nan"))
		s = pn_str_slice(s, 1, 4);
	problem = pn_parse_float(s, &f);
	if (problem == PN_NUMBER_RANGE)
		return pn_toml_fail_at(r, item->line, "", item->text,
				       " is out of range for float64");
	if (problem)
		return fail_item(r, item, "Invalid float value: ", "");
	*out = pn_float(isnan(f) && item->text.ptr[0] == '-' ? -f : f);
	return true;
}

/* The forms of a date; a zone's name tells the writer later which one it was. */
static const struct {
	const char *layout, *zone;
} date_forms[] = {
	{ "2006-01-02T15:04:05.999999999Z07:00", "UTC" },
	{ "2006-01-02T15:04:05.999999999", "datetime-local" },
	{ "2006-01-02", "date-local" },
	{ "15:04:05.999999999", "time-local" },
	{ "2006-01-02T15:04Z07:00", "UTC" },
	{ "2006-01-02T15:04", "datetime-local" },
	{ "15:04", "time-local" },
};

/* Says whether the hour has two digits, which Go's layouts do not ask for. */
static bool has_two_digit_hour(pn_str s, pn_str layout)
{
	size_t hour = pn_str_find(layout, PN_STR("15"));

	return hour == PN_NOT_FOUND || (s.len > hour + 2 && s.ptr[hour + 2] == ':');
}

/* Converts a date by the first form that fits it. */
static bool convert_date(pn_toml_reader *r, const pn_toml_item *item, pn_value *out)
{
	pn_arena *arena = r->cx->arena;
	pn_str s = pn_str_to_upper(arena, item->text);

	s = pn_str_replace(arena, s, PN_STR(" "), PN_STR("T"));
	for (size_t i = 0; i < sizeof date_forms / sizeof *date_forms; i++) {
		pn_str zone = pn_str_from(date_forms[i].zone);
		pn_time_text text = { .layout = pn_str_from(date_forms[i].layout), .text = s };
		pn_time t;

		text.zone = pn_str_is(zone, "UTC") ? pn_zone_utc() : pn_zone_fixed(arena, zone, 0);
		if (!text.zone)
			break;
		if (!pn_time_parse(&t, &text, arena))
			continue;
		if (!has_two_digit_hour(s, text.layout))
			break;
		*out = pn_time_value(arena, &t);
		return !arena->failed || pn_fail_memory(r->cx->err, arena);
	}
	if (arena->failed)
		return pn_fail_memory(r->cx->err, arena);
	return pn_toml_fail_at(r, item->line, "invalid datetime: ", pn_toml_quote(r, s), "");
}

bool pn_toml_convert(pn_toml_reader *r, const pn_toml_item *item, pn_value *out)
{
	switch (item->kind) {
	case PN_TOML_INTEGER:
		return convert_integer(r, item, out);
	case PN_TOML_FLOAT:
		return convert_float(r, item, out);
	case PN_TOML_DATE:
		return convert_date(r, item, out);
	case PN_TOML_BOOL:
		*out = pn_bool(pn_str_is(item->text, "true"));
		return true;
	case PN_TOML_PLAIN:
	case PN_TOML_ESCAPED:
	case PN_TOML_MULTILINE:
	case PN_TOML_RAW_MULTILINE:
		break;
	}
	return false;
}
