/* SPDX-License-Identifier: Apache-2.0 */
#include "diff/quantity.h"

/* Powers of two fit a long double exactly; decimal ones are near enough to tell sizes apart. */
static const struct suffix {
	const char *name;
	long double factor;
} suffixes[] = {
	{ "n", 1e-9L },
	{ "u", 1e-6L },
	{ "m", 1e-3L },
	{ "", 1 },
	{ "k", 1e3L },
	{ "M", 1e6L },
	{ "G", 1e9L },
	{ "T", 1e12L },
	{ "P", 1e15L },
	{ "E", 1e18L },
	{ "Ki", 1024 },
	{ "Mi", 1048576 },
	{ "Gi", 1073741824 },
	{ "Ti", 1099511627776 },
	{ "Pi", 1125899906842624 },
	{ "Ei", 1152921504606846976 },
};

static bool read_quantity(pn_str s, long double *out)
{
	size_t digits = 0;
	double number;

	while (digits < s.len && strchr("+-.0123456789", s.ptr[digits]))
		digits++;
	/* 1e3 and 1E3 are numbers, 1E is a suffix. */
	if (digits + 1 < s.len && (s.ptr[digits] == 'e' || s.ptr[digits] == 'E') &&
	    strchr("+-0123456789", s.ptr[digits + 1]))
		digits = s.len;
	if (pn_parse_float(pn_str_slice(s, 0, digits), &number) != PN_NUMBER_OK)
		return false;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		if (pn_str_eq(pn_str_slice(s, digits, s.len), pn_str_from(suffixes[i].name))) {
			*out = number * suffixes[i].factor;
			return true;
		}
	}
	return false;
}

bool pn_quantity_compare(pn_str a, pn_str b, int *order)
{
	long double x, y;

	if (!read_quantity(a, &x) || !read_quantity(b, &y))
		return false;
	*order = x < y ? -1 : x > y;
	return true;
}
