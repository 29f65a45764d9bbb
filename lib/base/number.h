/* Numbers to text and back with Go's rules (Go: strconv), independent of locale. */
#ifndef PN_BASE_NUMBER_H
#define PN_BASE_NUMBER_H

#include "base/buf.h"

/* Why a text is no number (Go: strconv.ErrSyntax, ErrRange). */
typedef enum pn_number_error {
	PN_NUMBER_OK = 0,
	PN_NUMBER_SYNTAX,
	PN_NUMBER_RANGE
} pn_number_error;

/*
 * Go: strconv.ParseInt(s, base, bits). Base 0 knows 0x 0o 0b, leading 0 and '_'. On
 * PN_NUMBER_RANGE *out is the nearest value.
 */
pn_number_error pn_parse_int(pn_str s, int base, int bits, int64_t *out);
pn_number_error pn_parse_uint(pn_str s, int base, int bits, uint64_t *out);
/* Go: strconv.ParseFloat(s, 64): decimal, hex, inf, nan, '_' only with a base prefix. */
pn_number_error pn_parse_float(pn_str s, double *out);

void pn_buf_int(pn_buf *buf, int64_t n);
void pn_buf_uint(pn_buf *buf, uint64_t n);
/*
 * Go: strconv.FormatFloat(f, format, precision, bits): format one of e E f F g G b x X,
 * precision -1 for the shortest text that reads back as the same number, bits 32 or 64.
 */
void pn_buf_float(pn_buf *buf, double f, char format, int precision, int bits);

/*
 * The shortest decimal digits of |f| (finite, not 0): digits[0..n) and the decimal point's place
 * (0.d1d2... * 10^*point). Returns n, at most 17.
 */
size_t pn_float_shortest(double f, int bits, char digits[32], int *point);

#endif
