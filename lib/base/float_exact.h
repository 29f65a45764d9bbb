/*
 * The exact decimal digits of a binary floating-point number: what both directions of the
 * conversion are decided by. Not for other rooms.
 */
#ifndef PN_BASE_FLOAT_EXACT_H
#define PN_BASE_FLOAT_EXACT_H

#include "base/str.h"

/* No double has more digits: 2^-1074 times an odd number has 767, halfway points a few more. */
enum { PN_EXACT_MAX = 800 };

/* 0.d1d2d3... * 10^point, digits as text, no zeros at the end; count 0 is the number 0. */
typedef struct pn_exact {
	char digits[PN_EXACT_MAX];
	int count;
	int point;
} pn_exact;

/* A float taken apart: mantissa * 2^exponent, as stored. */
typedef struct pn_float_parts {
	uint64_t mantissa;
	int exponent;
	int mantissa_bits; /* that are stored: 52 or 23 */
	bool negative;
	bool lowest; /* the exponent is the least there is */
	bool not_finite;
} pn_float_parts;

/* Takes f apart as a float64, or (bits 32) as the float32 it is rounded to. */
pn_float_parts pn_float_take_apart(double f, int bits);
/* Sets *out to mantissa * 2^exponent, which is a float's value or halfway between two. */
void pn_exact_set(pn_exact *out, uint64_t mantissa, int exponent);
/* Rounds to `count` digits, to nearest, ties to even; as it is when count is larger. */
void pn_exact_round(pn_exact *exact, int count);
void pn_exact_round_up(pn_exact *exact, int count);
/* Cuts after `count` digits, and zeros at the end in any case. */
void pn_exact_round_down(pn_exact *exact, int count);
/* Orders two numbers: negative, 0 or positive. */
int pn_exact_cmp(const pn_exact *a, const pn_exact *b);

#endif
