/* SPDX-License-Identifier: Apache-2.0 */
#include "value/format.h"

#include <inttypes.h>

static const char *const months[] = { "January",   "February", "March",	   "April",
				      "May",	   "June",     "July",	   "August",
				      "September", "October",  "November", "December" };
static const char *const weekdays[] = { "Sunday",   "Monday", "Tuesday", "Wednesday",
					"Thursday", "Friday", "Saturday" };

/* Appends value / 10^digits without zeros at the end of the fraction. */
static void add_fraction(pn_buf *out, uint64_t value, int digits)
{
	char fraction[16];
	int n = digits;

	for (int i = digits; i > 0; i--, value /= 10)
		fraction[i - 1] = (char)('0' + value % 10);
	while (n && fraction[n - 1] == '0')
		n--;
	pn_buf_uint(out, value);
	if (n)
		pn_buf_byte(out, '.');
	pn_buf_add(out, (pn_str){ fraction, (size_t)n });
}

/* Appends a duration below a second in its largest unit. */
static void add_short_duration(pn_buf *out, uint64_t n)
{
	if (n == 0) {
		pn_buf_lit(out, "0s");
	} else if (n < 1000) {
		add_fraction(out, n, 0);
		pn_buf_lit(out, "ns");
	} else if (n < 1000 * 1000) {
		add_fraction(out, n, 3);
		pn_buf_lit(out, "\xC2\xB5s"); /* micro sign */
	} else {
		add_fraction(out, n, 6);
		pn_buf_lit(out, "ms");
	}
}

/* Appends nanoseconds as 1h2m3.5s (Go: time.Duration.String). */
static void add_duration(pn_buf *out, int64_t duration)
{
	const uint64_t second = 1000 * 1000 * 1000;
	uint64_t n = duration < 0 ? 0 - (uint64_t)duration : (uint64_t)duration;

	if (duration < 0)
		pn_buf_byte(out, '-');
	if (n < second) {
		add_short_duration(out, n);
		return;
	}
	if (n >= 3600 * second) {
		pn_buf_uint(out, n / (3600 * second));
		pn_buf_byte(out, 'h');
	}
	if (n >= 60 * second) {
		pn_buf_uint(out, n / (60 * second) % 60);
		pn_buf_byte(out, 'm');
	}
	add_fraction(out, n % (60 * second), 9);
	pn_buf_byte(out, 's');
}

/* Appends a name, or %!TYPE(n) when there is none. */
static void add_name(pn_buf *out, const char *const *names, int64_t count, int64_t i, int64_t shown)
{
	if (i >= 0 && i < count)
		pn_buf_add(out, pn_str_from(names[i]));
	else
		pn_buf_format(out, "%%!%s(%" PRIu64 ")", count == 12 ? "Month" : "Weekday",
			      (uint64_t)shown);
}

bool pn_format_named(pn_buf *out, const pn_value *v)
{
	int64_t n = v->as.integer;

	switch (v->type) {
	case PN_TYPE_DURATION:
		add_duration(out, n);
		return true;
	case PN_TYPE_MONTH:
		add_name(out, months, 12, n - 1, n);
		return true;
	case PN_TYPE_WEEKDAY:
		add_name(out, weekdays, 7, n, n);
		return true;
	default:
		return false;
	}
}
