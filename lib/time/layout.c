/* SPDX-License-Identifier: Apache-2.0 */
/* Layouts cut into elements (Go: time/format.go, nextStdChunk). */
#include "time/text.h"

const char *const pn_month_names[12] = { "January",   "February", "March",    "April",
					 "May",	      "June",	  "July",     "August",
					 "September", "October",  "November", "December" };
const char *const pn_weekday_names[7] = { "Sunday",   "Monday", "Tuesday", "Wednesday",
					  "Thursday", "Friday", "Saturday" };

typedef struct spelling {
	const char *text;
	pn_layout_kind kind;
	pn_layout_offset offset;
} spelling;

/* Of spellings with the same start the one that is to win stands first. */
static const spelling spellings[] = {
	{ "January", PN_LAYOUT_LONG_MONTH, { 0 } },
	{ "Jan", PN_LAYOUT_MONTH, { 0 } },
	{ "Monday", PN_LAYOUT_LONG_WEEKDAY, { 0 } },
	{ "Mon", PN_LAYOUT_WEEKDAY, { 0 } },
	{ "MST", PN_LAYOUT_ZONE_NAME, { 0 } },
	{ "01", PN_LAYOUT_ZERO_MONTH, { 0 } },
	{ "02", PN_LAYOUT_ZERO_DAY, { 0 } },
	{ "03", PN_LAYOUT_ZERO_HOUR_12, { 0 } },
	{ "04", PN_LAYOUT_ZERO_MINUTE, { 0 } },
	{ "05", PN_LAYOUT_ZERO_SECOND, { 0 } },
	{ "06", PN_LAYOUT_YEAR, { 0 } },
	{ "002", PN_LAYOUT_ZERO_YEAR_DAY, { 0 } },
	{ "15", PN_LAYOUT_HOUR, { 0 } },
	{ "1", PN_LAYOUT_NUM_MONTH, { 0 } },
	{ "2006", PN_LAYOUT_LONG_YEAR, { 0 } },
	{ "2", PN_LAYOUT_DAY, { 0 } },
	{ "_2", PN_LAYOUT_UNDER_DAY, { 0 } },
	{ "__2", PN_LAYOUT_UNDER_YEAR_DAY, { 0 } },
	{ "3", PN_LAYOUT_HOUR_12, { 0 } },
	{ "4", PN_LAYOUT_MINUTE, { 0 } },
	{ "5", PN_LAYOUT_SECOND, { 0 } },
	{ "PM", PN_LAYOUT_PM, { 0 } },
	{ "pm", PN_LAYOUT_LOWER_PM, { 0 } },
	{ "-070000", PN_LAYOUT_OFFSET, { .minutes = true, .seconds = true } },
	{ "-07:00:00", PN_LAYOUT_OFFSET, { .colons = true, .minutes = true, .seconds = true } },
	{ "-0700", PN_LAYOUT_OFFSET, { .minutes = true } },
	{ "-07:00", PN_LAYOUT_OFFSET, { .colons = true, .minutes = true } },
	{ "-07", PN_LAYOUT_OFFSET, { 0 } },
	{ "Z070000", PN_LAYOUT_OFFSET, { .z_for_utc = true, .minutes = true, .seconds = true } },
	{ "Z07:00:00",
	  PN_LAYOUT_OFFSET,
	  { .z_for_utc = true, .colons = true, .minutes = true, .seconds = true } },
	{ "Z0700", PN_LAYOUT_OFFSET, { .z_for_utc = true, .minutes = true } },
	{ "Z07:00", PN_LAYOUT_OFFSET, { .z_for_utc = true, .colons = true, .minutes = true } },
	{ "Z07", PN_LAYOUT_OFFSET, { .z_for_utc = true } },
};

/* Says whether a spelling may stand before `rest`: "Jan" and "Mon" not in longer words. */
static bool may_precede(const spelling *s, pn_str rest)
{
	if (s->kind == PN_LAYOUT_MONTH || s->kind == PN_LAYOUT_WEEKDAY)
		return !rest.len || rest.ptr[0] < 'a' || rest.ptr[0] > 'z';
	/* "_2006" is a literal '_' before a year. */
	return s->kind != PN_LAYOUT_UNDER_DAY || !pn_str_starts(rest, PN_STR("006"));
}

/* Finds the spelling that begins s; NULL when none does. */
static const spelling *find_spelling(pn_str s)
{
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		pn_str text = pn_str_from(spellings[i].text);

		if (pn_str_starts(s, text) &&
		    may_precede(&spellings[i], pn_str_slice(s, text.len, s.len)))
			return &spellings[i];
	}
	return NULL;
}

/* Returns the length of a fraction such as ".000" or ",999" that begins s, or 0. */
static size_t fraction_length(pn_str s)
{
	size_t end = 1;

	if (s.len < 2 || (s.ptr[0] != '.' && s.ptr[0] != ',') ||
	    (s.ptr[1] != '0' && s.ptr[1] != '9'))
		return 0;
	while (end < s.len && s.ptr[end] == s.ptr[1])
		end++;
	return pn_is_digit_at(s, end) ? 0 : end;
}

pn_layout_part pn_layout_next(pn_str *layout)
{
	pn_layout_part part = { .before = *layout };

	for (size_t i = 0; i < layout->len; i++) {
		pn_str rest = pn_str_slice(*layout, i, layout->len);
		const spelling *s =
			strchr("JM0123456789_Pp-Z", rest.ptr[0]) ? find_spelling(rest) : NULL;
		size_t length = s ? strlen(s->text) : fraction_length(rest);

		if (!length)
			continue;
		part.before = pn_str_slice(*layout, 0, i);
		part.element = pn_str_slice(rest, 0, length);
		part.kind = s ? s->kind
			      : (rest.ptr[1] == '0' ? PN_LAYOUT_FRACTION_0 : PN_LAYOUT_FRACTION_9);
		if (s)
			part.offset = s->offset;
		break;
	}
	pn_take(layout, part.before.len + part.element.len);
	return part;
}
