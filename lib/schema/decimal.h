/*
 * Exact decimal numbers: JSON Schema compares numbers as they were written, never as rounded
 * floats (Go: math/big.Rat). They are two slices of a text, so nothing is computed to make one.
 */
#ifndef PN_SCHEMA_DECIMAL_H
#define PN_SCHEMA_DECIMAL_H

#include "value/value.h"

/*
 * 0.HEAD TAIL * 10^point, where HEAD and TAIL are the digits before and after the text's own
 * decimal point, without zeros at either end. Zero has no digits.
 */
typedef struct pn_decimal {
	pn_str head, tail;
	int64_t point;
	bool negative;
} pn_decimal;

/* Reads "-12.5e3"; false when it is no number or its exponent is beyond Go's bound of a million. */
bool pn_decimal_read(pn_str text, pn_decimal *out);
/* The number a value holds; false for other values, infinities and what pn_decimal_read refuses. */
bool pn_decimal_of(pn_arena *arena, const pn_value *v, pn_decimal *out);

int pn_decimal_compare(const pn_decimal *a, const pn_decimal *b);
bool pn_decimal_is_integer(const pn_decimal *d);
/* The low 64 bits of an integer (Go: big.Int.Int64); 0 bits beyond are lost as in Go. */
int64_t pn_decimal_low_bits(const pn_decimal *d);
/* The nearest float64; an infinity beyond the range. */
double pn_decimal_double(pn_arena *arena, const pn_decimal *d);
/*
 * Whether a / b is an integer; b is not 0. The work is counted down from *steps, and the answer is
 * false when they run out (*steps is then 0).
 */
bool pn_decimal_divides(pn_arena *arena, const pn_decimal *a, const pn_decimal *b, uint64_t *steps);

#endif
