/* SPDX-License-Identifier: Apache-2.0 */
#include "value/printer.h"

static const char lower_digits[] = "0123456789abcdef";
static const char upper_digits[] = "0123456789ABCDEF";

/* Appends padding; zeros stand only to the left. */
static void fill(const pn_printer *p, size_t count)
{
	pn_buf_repeat(p->out, p->zero && !p->minus ? '0' : ' ', count);
}

/* Returns how much is missing to the width. */
static size_t missing(const pn_printer *p, size_t length)
{
	return p->has_width && (size_t)p->width > length ? (size_t)p->width - length : 0;
}

void pn_printer_pad(const pn_printer *p, pn_str s)
{
	size_t more = p->has_width ? missing(p, pn_utf8_count(s)) : 0;

	if (!p->minus)
		fill(p, more);
	pn_buf_add(p->out, s);
	if (p->minus)
		fill(p, more);
}

/* The same, but never with zeros. */
static void pad_with_blanks(const pn_printer *p, pn_str s)
{
	pn_printer blanks = *p;

	blanks.zero = false;
	pn_printer_pad(&blanks, s);
}

/* Cuts after as many runes as the precision says. */
static pn_str truncate_runes(const pn_printer *p, pn_str s)
{
	pn_str rest = s;

	if (!p->has_precision)
		return s;
	for (int n = p->precision; n > 0 && rest.len; n--)
		pn_utf8_next(&rest);
	return pn_str_slice(s, 0, s.len - rest.len);
}

void pn_printer_text(const pn_printer *p, pn_str s)
{
	pn_printer_pad(p, truncate_runes(p, s));
}

void pn_printer_quoted(const pn_printer *p, pn_str s)
{
	pn_buf text;

	pn_buf_init(&text, p->out->arena);
	s = truncate_runes(p, s);
	if (p->sharp && pn_str_can_backquote(s)) {
		pn_buf_byte(&text, '`');
		pn_buf_add(&text, s);
		pn_buf_byte(&text, '`');
	} else if (p->plus) {
		pn_buf_quote_ascii(&text, s);
	} else if (p->has_width) {
		pn_buf_quote(&text, s);
	} else {
		pn_buf_quote(p->out, s);
		return;
	}
	pn_printer_pad(p, pn_buf_str(&text));
}

void pn_printer_hex(const pn_printer *p, pn_str s, bool upper)
{
	const char *digits = upper ? upper_digits : lower_digits;
	pn_str prefix = !p->sharp ? PN_STR_EMPTY : upper ? PN_STR("0X") : PN_STR("0x");
	pn_buf text;

	if (p->has_precision && (size_t)p->precision < s.len)
		s.len = (size_t)p->precision;
	pn_buf_init(&text, p->out->arena);
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (i && p->space)
			pn_buf_byte(&text, ' ');
		if (i == 0 || p->space)
			pn_buf_add(&text, prefix);
		pn_buf_byte(&text, digits[c >> 4]);
		pn_buf_byte(&text, digits[c & 15]);
	}
	pn_printer_pad(p, pn_buf_str(&text));
}

/* Writes n's digits before `end`; returns where they start. */
static char *write_digits(char *end, uint64_t n, unsigned base, bool upper)
{
	const char *digits = upper ? upper_digits : lower_digits;

	do {
		*--end = digits[n % base];
		n /= base;
	} while (n);
	return end;
}

/* Returns the base that a verb means. */
static unsigned base_of(uint32_t verb)
{
	switch (verb) {
	case 'b':
		return 2;
	case 'o':
	case 'O':
		return 8;
	case 'x':
	case 'X':
		return 16;
	default:
		return 10;
	}
}

/* Writes the sign and the base's prefix; `first` is the digit that follows. */
static pn_str prefix_of(const pn_printer *p, char out[8], bool negative, uint32_t verb, char first)
{
	size_t n = 0;

	if (negative || p->plus || p->space)
		out[n++] = negative ? '-' : p->plus ? '+' : ' ';
	if (verb == 'O') {
		out[n++] = '0';
		out[n++] = 'o';
	}
	if (p->sharp && base_of(verb) != 10 && (base_of(verb) != 8 || first != '0')) {
		out[n++] = '0';
		if (base_of(verb) != 8)
			out[n++] = (char)verb;
	}
	return (pn_str){ out, n };
}

void pn_printer_integer(const pn_printer *p, uint64_t n, bool is_signed, uint32_t verb)
{
	bool negative = is_signed && (int64_t)n < 0;
	char digits[64], prefix_text[8];
	char *end = digits + sizeof digits;
	char *start = write_digits(end, negative ? 0 - n : n, base_of(verb), verb == 'X');
	size_t length = (size_t)(end - start), zeros = 0, least = 0, more;
	pn_str prefix;

	if (p->has_precision && p->precision == 0 && n == 0) {
		pn_buf_repeat(p->out, ' ', missing(p, 0));
		return;
	}
	if (p->has_precision)
		least = (size_t)p->precision;
	else if (p->zero && !p->minus && p->has_width)
		least = missing(p, negative || p->plus || p->space); /* room for the sign */
	if (least > length)
		zeros = least - length;
	prefix = prefix_of(p, prefix_text, negative, verb, zeros ? '0' : *start);
	more = missing(p, prefix.len + zeros + length);
	if (!p->minus)
		pn_buf_repeat(p->out, ' ', more);
	pn_buf_add(p->out, prefix);
	pn_buf_repeat(p->out, '0', zeros);
	pn_buf_add(p->out, (pn_str){ start, length });
	if (p->minus)
		pn_buf_repeat(p->out, ' ', more);
}

/* Returns the rune that an integer means, U+FFFD when there is none. */
static uint32_t rune_of(uint64_t n)
{
	return n > 0x10FFFF ? PN_RUNE_ERROR : (uint32_t)n;
}

void pn_printer_rune(const pn_printer *p, uint64_t n)
{
	char bytes[4];
	size_t length = pn_utf8_encode(bytes, rune_of(n));

	pn_printer_pad(p, (pn_str){ bytes, length });
}

void pn_printer_quoted_rune(const pn_printer *p, uint64_t n)
{
	pn_buf text;

	pn_buf_init(&text, p->out->arena);
	if (p->plus)
		pn_buf_quote_rune_ascii(&text, rune_of(n));
	else
		pn_buf_quote_rune(&text, rune_of(n));
	pn_printer_pad(p, pn_buf_str(&text));
}

void pn_printer_code_point(const pn_printer *p, uint64_t n)
{
	size_t least = p->has_precision && p->precision > 4 ? (size_t)p->precision : 4;
	char digits[64];
	char *end = digits + sizeof digits;
	char *start = write_digits(end, n, 16, true);
	size_t length = (size_t)(end - start);
	pn_buf text;

	pn_buf_init(&text, p->out->arena);
	pn_buf_lit(&text, "U+");
	if (least > length)
		pn_buf_repeat(&text, '0', least - length);
	pn_buf_add(&text, (pn_str){ start, length });
	if (p->sharp && n <= 0x10FFFF && pn_rune_is_print((uint32_t)n)) {
		pn_buf_lit(&text, " '");
		pn_buf_rune(&text, (uint32_t)n);
		pn_buf_byte(&text, '\'');
	}
	pad_with_blanks(p, pn_buf_str(&text));
}

/* Returns where the exponent of a number begins, its length when there is none. */
static size_t exponent_at(pn_str number, char verb)
{
	for (size_t i = 0; i < number.len; i++) {
		char c = (char)(number.ptr[i] | 0x20);

		if (c == 'p' || (c == 'e' && verb != 'x' && verb != 'X'))
			return i;
	}
	return number.len;
}

/* Appends a number with the point and the zeros that the sharp flag keeps. */
static void add_with_point(pn_buf *out, pn_str number, char verb, int precision)
{
	size_t end = exponent_at(number, verb);
	pn_str mantissa = pn_str_slice(number, 0, end);
	bool point = pn_str_find_byte(mantissa, '.') != PN_NOT_FOUND;
	bool significant = false;
	int digits = 0;

	if (verb == 'g' || verb == 'G' || verb == 'x')
		digits = precision == -1 ? 6 : precision;
	for (size_t i = 0; i < mantissa.len; i++) {
		significant = significant || (mantissa.ptr[i] != '0' && mantissa.ptr[i] != '.');
		digits -= significant && mantissa.ptr[i] != '.';
	}
	pn_buf_add(out, mantissa);
	if (!point) {
		digits -= pn_str_is(mantissa, "0"); /* the one leading 0 counts */
		pn_buf_byte(out, '.');
	}
	if (digits > 0)
		pn_buf_repeat(out, '0', (size_t)digits);
	pn_buf_add(out, pn_str_slice(number, end, number.len));
}

/* Appends sign and number; zeros of the padding stand between them. */
static void pad_signed(const pn_printer *p, char sign, pn_str number)
{
	size_t more = missing(p, number.len + 1);
	pn_printer rest = *p;

	if (!p->zero || p->minus || !more) {
		pn_printer_pad(p, pn_str_concat(p->out->arena, (pn_str){ &sign, 1 }, number));
		return;
	}
	pn_buf_byte(p->out, sign);
	rest.width--;
	pn_printer_pad(&rest, number);
}

void pn_printer_float(const pn_printer *p, double f, int bits, char verb, int precision)
{
	pn_buf text, sharp;
	pn_str number;
	char sign = '+';
	bool special;

	precision = p->has_precision ? p->precision : precision;
	if (!p->has_width && !p->plus && !p->space && !p->sharp) {
		pn_buf_float(p->out, f, verb, precision, bits);
		return;
	}
	pn_buf_init(&text, p->out->arena);
	pn_buf_float(&text, f, verb, precision, bits);
	number = pn_buf_str(&text);
	if (number.len && (number.ptr[0] == '-' || number.ptr[0] == '+')) {
		sign = number.ptr[0];
		number = pn_str_slice(number, 1, number.len);
	}
	if (p->space && sign == '+' && !p->plus)
		sign = ' ';
	special = number.len && (number.ptr[0] == 'I' || number.ptr[0] == 'N');
	if (special) {
		bool bare = number.ptr[0] == 'N' && !p->space && !p->plus;
		pn_str shown = pn_str_concat(p->out->arena, (pn_str){ &sign, !bare }, number);

		pad_with_blanks(p, shown);
		return;
	}
	if (p->sharp && verb != 'b') {
		pn_buf_init(&sharp, p->out->arena);
		add_with_point(&sharp, number, verb, precision);
		number = pn_buf_str(&sharp);
	}
	if (p->plus || sign != '+')
		pad_signed(p, sign, number);
	else
		pn_printer_pad(p, number);
}
