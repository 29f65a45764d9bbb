/* SPDX-License-Identifier: Apache-2.0 */
#include "base/unicode.h"
#include "base/unicode_tables.h"

/* Finds a rune in sorted ranges. */
static bool in_table(const pn_rune_table *table, uint32_t rune)
{
	size_t low = 0, high = table->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (rune > table->ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	return low < table->count && rune >= table->ranges[low].first;
}

bool pn_rune_is_letter(uint32_t rune)
{
	if (rune < 0x80)
		return (rune | 0x20) >= 'a' && (rune | 0x20) <= 'z';
	return in_table(&pn_unicode_letter, rune);
}

bool pn_rune_is_digit(uint32_t rune)
{
	if (rune < 0x80)
		return rune >= '0' && rune <= '9';
	return in_table(&pn_unicode_digit, rune);
}

bool pn_rune_is_upper(uint32_t rune)
{
	if (rune < 0x80)
		return rune >= 'A' && rune <= 'Z';
	return in_table(&pn_unicode_upper, rune);
}

bool pn_rune_is_lower(uint32_t rune)
{
	if (rune < 0x80)
		return rune >= 'a' && rune <= 'z';
	return in_table(&pn_unicode_lower, rune);
}

bool pn_rune_is_title(uint32_t rune)
{
	return in_table(&pn_unicode_title, rune);
}

bool pn_rune_is_space(uint32_t rune)
{
	if (rune < 0x80)
		return rune == ' ' || (rune >= '\t' && rune <= '\r');
	return rune == 0x85 || rune == 0xA0 || rune == 0x1680 ||
	       (rune >= 0x2000 && rune <= 0x200A) || rune == 0x2028 || rune == 0x2029 ||
	       rune == 0x202F || rune == 0x205F || rune == 0x3000;
}

bool pn_rune_is_punct(uint32_t rune)
{
	return in_table(&pn_unicode_punct, rune);
}

bool pn_rune_is_symbol(uint32_t rune)
{
	return in_table(&pn_unicode_symbol, rune);
}

bool pn_rune_is_print(uint32_t rune)
{
	if (rune < 0x7F)
		return rune >= ' ';
	return in_table(&pn_unicode_print, rune);
}

/* Brings a name into the spelling of the table; false when it is too long to be in it. */
static bool canonical_name(pn_str name, char out[48])
{
	size_t n = 0;

	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];

		if (c == ' ' || c == '_' || c == '-')
			continue;
		if (n == 47 || c == '\0')
			return false;
		out[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	out[n] = '\0';
	return true;
}

const pn_rune_range *pn_unicode_class(pn_str name, size_t *count)
{
	size_t low = 0, high = pn_unicode_class_count;
	char key[48];

	if (!canonical_name(name, key))
		return NULL;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const pn_class_name *row = &pn_unicode_class_names[middle];
		int order = strcmp(key, row->name);

		if (order == 0) {
			*count = row->table.count;
			return row->table.ranges;
		}
		if (order > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Finds what a rune's other cases are; NULL when it has none. */
static const pn_case_range *find_case(uint32_t rune)
{
	size_t low = 0, high = pn_unicode_case_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (rune > pn_unicode_cases[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == pn_unicode_case_count || rune < pn_unicode_cases[low].first)
		return NULL;
	return &pn_unicode_cases[low];
}

/* Returns the upper-case (want 0) or lower-case (want 1) rune of a pair. */
static uint32_t of_pair(const pn_case_range *range, uint32_t rune, uint32_t want)
{
	return range->first + (((rune - range->first) & ~1u) | want);
}

uint32_t pn_rune_to_upper(uint32_t rune)
{
	const pn_case_range *range;

	if (rune < 0x80)
		return rune >= 'a' && rune <= 'z' ? rune - 32 : rune;
	range = find_case(rune);
	if (!range)
		return rune;
	return range->pairs ? of_pair(range, rune, 0) : rune + (uint32_t)range->upper;
}

uint32_t pn_rune_to_lower(uint32_t rune)
{
	const pn_case_range *range;

	if (rune < 0x80)
		return rune >= 'A' && rune <= 'Z' ? rune + 32 : rune;
	range = find_case(rune);
	if (!range)
		return rune;
	return range->pairs ? of_pair(range, rune, 1) : rune + (uint32_t)range->lower;
}

uint32_t pn_rune_to_title(uint32_t rune)
{
	const pn_case_range *range;

	if (rune < 0x80)
		return rune >= 'a' && rune <= 'z' ? rune - 32 : rune;
	range = find_case(rune);
	if (!range)
		return rune;
	return range->pairs ? of_pair(range, rune, 0) : rune + (uint32_t)range->title;
}

uint32_t pn_rune_simple_fold(uint32_t rune)
{
	size_t low = 0, high = pn_unicode_fold_count;
	uint32_t lower;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (rune > pn_unicode_folds[middle].rune)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < pn_unicode_fold_count && pn_unicode_folds[low].rune == rune)
		return pn_unicode_folds[low].next;
	lower = pn_rune_to_lower(rune);
	return lower != rune ? lower : pn_rune_to_upper(rune);
}
