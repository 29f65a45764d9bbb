/* SPDX-License-Identifier: Apache-2.0 */
#include "value/format.h"
#include "value/printer.h"

enum { LARGEST_NUMBER = 1000000 }; /* of a width or precision (Go: tooLarge) */

/* A Sprintf under way. */
typedef struct directive_reader {
	pn_printer p;
	pn_str format; /* what is left of it */
	const pn_value *args;
	size_t count;
	size_t next;	  /* argument */
	bool reordered;	  /* some directive chose its argument: %[2]d */
	bool good_index;  /* this directive's choice is valid */
	bool after_index; /* a choice stands just before */
} directive_reader;

/* Returns the next byte of the format, 0 at its end. */
static char peek(const directive_reader *r)
{
	return r->format.len ? r->format.ptr[0] : '\0';
}

/* Takes bytes off the format. */
static void skip(directive_reader *r, size_t count)
{
	r->format = pn_str_slice(r->format, count, r->format.len);
}

/* Says whether the format goes on with c. */
static bool at(const directive_reader *r, char c)
{
	return r->format.len && r->format.ptr[0] == c;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Reads a number from the start of s; returns its length, 0 when there is none. A number that is
 * much too large swallows the rest: *length is then all of s, with *ok false.
 */
static int read_number(pn_str s, size_t *length, bool *ok)
{
	int n = 0;
	size_t i;

	*ok = false;
	for (i = 0; i < s.len && is_digit(s.ptr[i]); i++) {
		if (n > LARGEST_NUMBER) {
			*ok = false;
			*length = s.len;
			return 0;
		}
		n = n * 10 + (s.ptr[i] - '0');
		*ok = true;
	}
	*length = i;
	return n;
}

/* Takes a width or precision off the format; false when there is none. */
static bool take_number(directive_reader *r, int *n)
{
	size_t length;
	bool ok;

	*n = read_number(r->format, &length, &ok);
	skip(r, length);
	return ok;
}

/* Takes an argument index such as [2], which makes that argument the next one. */
static void take_index(directive_reader *r)
{
	size_t close = pn_str_find_byte(r->format, ']'), length;
	bool ok;
	int n;

	r->after_index = false;
	if (!at(r, '['))
		return;
	r->reordered = true;
	if (close == PN_NOT_FOUND || r->format.len < 3) {
		r->good_index = false;
		skip(r, 1);
		return;
	}
	n = read_number(pn_str_slice(r->format, 1, close), &length, &ok);
	ok = ok && length == close - 1;
	r->after_index = ok;
	if (ok && n >= 1 && (size_t)n <= r->count)
		r->next = (size_t)n - 1;
	else
		r->good_index = false;
	skip(r, close + 1);
}

/* Takes the argument that a '*' means; false when it is no usable integer. */
static bool take_star(directive_reader *r, int *n)
{
	const pn_value *v = r->next < r->count ? &r->args[r->next] : NULL;
	int64_t wide = 0;

	*n = 0;
	skip(r, 1);
	if (!v)
		return false;
	r->next++;
	if (v->kind == PN_INT)
		wide = v->as.integer;
	else if (v->kind == PN_UINT && v->as.uinteger <= INT64_MAX)
		wide = (int64_t)v->as.uinteger;
	else
		return false;
	if (wide > LARGEST_NUMBER || wide < -LARGEST_NUMBER)
		return false;
	*n = (int)wide;
	return true;
}

/* Reads flags in any order and number. */
static void read_flags(directive_reader *r)
{
	pn_printer *p = &r->p;

	for (;; skip(r, 1)) {
		switch (peek(r)) {
		case '#':
			p->sharp = true;
			break;
		case '0':
			p->zero = true;
			break;
		case '+':
			p->plus = true;
			break;
		case '-':
			p->minus = true;
			break;
		case ' ':
			p->space = true;
			break;
		default:
			return;
		}
	}
}

/* Reads a width, a number or an argument. */
static void read_width(directive_reader *r)
{
	pn_printer *p = &r->p;

	if (!at(r, '*')) {
		p->has_width = take_number(r, &p->width);
		if (r->after_index && p->has_width) /* %[3]2d */
			r->good_index = false;
		return;
	}
	p->has_width = take_star(r, &p->width);
	if (!p->has_width)
		pn_buf_lit(p->out, "%!(BADWIDTH)");
	if (p->width < 0) {
		p->width = -p->width;
		p->minus = true;
	}
	r->after_index = false;
}

/* Reads a precision, a number or an argument; "." alone is 0. */
static void read_precision(directive_reader *r)
{
	pn_printer *p = &r->p;

	if (!at(r, '.') || r->format.len == 1) /* a '.' at the end is taken for the verb */
		return;
	skip(r, 1);
	if (r->after_index) /* %[3].2d */
		r->good_index = false;
	take_index(r);
	if (!at(r, '*')) {
		take_number(r, &p->precision); /* "%.d" is "%.0d" */
		p->has_precision = true;
		return;
	}
	p->has_precision = take_star(r, &p->precision);
	if (p->precision < 0) {
		p->precision = 0;
		p->has_precision = false;
	}
	if (!p->has_precision)
		pn_buf_lit(p->out, "%!(BADPREC)");
	r->after_index = false;
}

/* Appends %!d(WHAT). */
static void complain(pn_buf *out, uint32_t verb, const char *what)
{
	pn_buf_lit(out, "%!");
	pn_buf_rune(out, verb);
	pn_buf_add(out, pn_str_from(what));
}

/* Prints the argument that the directive is about. */
static void print_next(directive_reader *r, uint32_t verb)
{
	pn_printer *p = &r->p;

	if (verb == '%') { /* takes no argument, whatever stands before it */
		pn_buf_byte(p->out, '%');
	} else if (!r->good_index) {
		complain(p->out, verb, "(BADINDEX)");
	} else if (r->next >= r->count) {
		complain(p->out, verb, "(MISSING)");
	} else {
		if (verb == 'v' || verb == 'w') {
			p->sharp_v = p->sharp;
			p->plus_v = p->plus;
			p->sharp = p->plus = false;
		}
		pn_printer_value(p, &r->args[r->next++], verb);
	}
}

/* Prints %s, %d or %v of a string or integer, which most directives are; false for another one. */
static bool print_common(directive_reader *r)
{
	char verb = peek(r);
	const pn_value *v;

	if (r->next >= r->count)
		return false;
	v = &r->args[r->next];
	if (v->kind == PN_STRING && (verb == 's' || verb == 'v'))
		pn_buf_add(r->p.out, pn_value_str(v));
	else if (pn_is_plain_int(v) && (verb == 'd' || verb == 'v'))
		pn_buf_int(r->p.out, v->as.integer);
	else
		return false;
	r->next++;
	skip(r, 1);
	return true;
}

/* Reads what follows a '%'; false at the end of the format. */
static bool read_directive(directive_reader *r)
{
	if (print_common(r))
		return true;
	r->p = (pn_printer){ .out = r->p.out };
	r->good_index = true;
	read_flags(r);
	take_index(r);
	read_width(r);
	read_precision(r);
	if (!r->after_index)
		take_index(r);
	if (r->format.len == 0) {
		pn_buf_lit(r->p.out, "%!(NOVERB)");
		return false;
	}
	print_next(r, pn_utf8_next(&r->format));
	return true;
}

/* Appends the arguments that no directive asked for. */
static void print_extra(directive_reader *r)
{
	pn_printer p = { .out = r->p.out };

	pn_buf_lit(p.out, "%!(EXTRA ");
	for (size_t i = r->next; i < r->count; i++) {
		if (i > r->next)
			pn_buf_lit(p.out, ", ");
		if (!pn_is_nil(&r->args[i])) {
			pn_buf_add(p.out, pn_value_type_name(&r->args[i]));
			pn_buf_byte(p.out, '=');
		}
		pn_printer_value(&p, &r->args[i], 'v');
	}
	pn_buf_byte(p.out, ')');
}

void pn_format_printf(pn_buf *out, pn_str format, const pn_value *args, size_t count)
{
	directive_reader r = { .p.out = out, .format = format, .args = args, .count = count };

	while (r.format.len && !out->failed) {
		size_t plain = pn_str_find_byte(r.format, '%');

		pn_buf_add(out, pn_str_slice(r.format, 0, plain));
		if (plain == PN_NOT_FOUND)
			break;
		skip(&r, plain + 1);
		if (!read_directive(&r))
			break;
	}
	if (!r.reordered && r.next < count)
		print_extra(&r);
}
