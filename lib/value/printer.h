/* A printing of values in progress: what format.h's functions are made of. Not for other rooms. */
#ifndef PN_VALUE_PRINTER_H
#define PN_VALUE_PRINTER_H

#include "base/stack.h"
#include "value/data.h"

/* The flags, width and precision of one directive (Go: fmt.fmtFlags), and where text goes. */
typedef struct pn_printer {
	pn_buf *out;
	bool has_width, has_precision;
	bool minus, plus, sharp, space, zero;
	bool plus_v, sharp_v; /* %+v and %#v, which are formats of their own */
	bool complaining;     /* inside %!d(string=a): methods are not called */
	int width, precision;
	pn_stack stack;
} pn_printer;

/* Whether a value is a signed integer whose type has no methods. */
static inline bool pn_is_plain_int(const pn_value *v)
{
	return v->kind == PN_INT && v->type < PN_TYPE_DURATION;
}

/* ---- one item (printer_item.c) ---- */

/* Appends s, blanks or zeros beside it up to the width, which counts runes. */
void pn_printer_pad(const pn_printer *p, pn_str s);
void pn_printer_text(const pn_printer *p, pn_str s);
void pn_printer_quoted(const pn_printer *p, pn_str s);
/* Appends the bytes in hexadecimal. */
void pn_printer_hex(const pn_printer *p, pn_str s, bool upper);
/* Appends an integer; verb is one of b o O d x X v. */
void pn_printer_integer(const pn_printer *p, uint64_t n, bool is_signed, uint32_t verb);
void pn_printer_rune(const pn_printer *p, uint64_t n);
void pn_printer_quoted_rune(const pn_printer *p, uint64_t n);
void pn_printer_code_point(const pn_printer *p, uint64_t n);
/* Appends a float; verb is a format of pn_buf_float, precision what holds when none was given. */
void pn_printer_float(const pn_printer *p, double f, int bits, char verb, int precision);

/* ---- a value (printer.c) ---- */

/* Appends v as the verb asks, with Go's complaint when the verb does not suit it. */
void pn_printer_value(pn_printer *p, const pn_value *v, uint32_t verb);

#endif
