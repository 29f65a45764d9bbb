/* SPDX-License-Identifier: Apache-2.0 */
#include "value/cast.h"

/* Cuts ".000" off, which cast lets pass for an integer ("1.0." too: Go: trimZeroDecimal). */
static pn_str trim_zero_fraction(pn_str s)
{
	bool zero = false;

	for (size_t i = s.len; i > 0; i--) {
		char c = s.ptr[i - 1];

		if (c == '.' && zero)
			return pn_str_slice(s, 0, i - 1);
		if (c != '.' && c != '0')
			return s;
		zero = zero || c == '0';
	}
	return s;
}

/* Truncates; out of range and NaN give what amd64 gives. */
static int64_t from_float(double f)
{
	return f >= -0x1p63 && f < 0x1p63 ? (int64_t)f : INT64_MIN;
}

/* Reads a string in any base; 0 when it is no integer. */
static int64_t from_string(pn_str s)
{
	int64_t n;

	return pn_parse_int(trim_zero_fraction(s), 0, 64, &n) == PN_NUMBER_OK ? n : 0;
}

int64_t pn_cast_int64(const pn_value *v)
{
	if (v->type == PN_TYPE_DURATION)
		return 0; /* no type that cast knows */
	switch (v->kind) {
	case PN_BOOL:
		return v->as.boolean;
	case PN_INT:
		return v->as.integer;
	case PN_UINT:
		return (int64_t)v->as.uinteger;
	case PN_FLOAT:
		return from_float(v->as.number);
	case PN_STRING:
		return from_string(pn_value_str(v));
	default:
		return 0;
	}
}

double pn_cast_float64(const pn_value *v)
{
	double f;

	if (v->type == PN_TYPE_DURATION)
		return 0;
	switch (v->kind) {
	case PN_BOOL:
		return v->as.boolean;
	case PN_INT:
		return (double)v->as.integer;
	case PN_UINT:
		return (double)v->as.uinteger;
	case PN_FLOAT:
		return v->as.number;
	case PN_STRING:
		return pn_parse_float(pn_value_str(v), &f) == PN_NUMBER_OK ? f : 0;
	default:
		return 0;
	}
}
