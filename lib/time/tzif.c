/* SPDX-License-Identifier: Apache-2.0 */
/* Zone files in TZif form, RFC 8536 (Go: time/zoneinfo_read.go). */
#include "time/text.h"

/* The counts in a file's header, in their order. */
enum { UTC_COUNT, STANDARD_COUNT, LEAP_COUNT, CHANGE_COUNT, TYPE_COUNT, CHAR_COUNT, COUNTS };

/* A header of TZif and the parts of the data that follow it. */
typedef struct tzif {
	uint64_t counts[COUNTS];
	size_t time_size; /* bytes of a time: 4, or 8 in the second half of newer files */
	pn_str times, indices, types, chars, standard, utc;
} tzif;

/* Takes n bytes; false when there are fewer. */
static bool take(pn_str *data, uint64_t n, pn_str *out)
{
	if (n > data->len)
		return false;
	*out = pn_take(data, (size_t)n);
	return true;
}

/* Reads a big-endian number. */
static uint64_t big_endian(pn_str s)
{
	uint64_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n = n << 8 | (unsigned char)s.ptr[i];
	return n;
}

/* Reads a header and cuts the data after it into its parts. */
static bool take_half(pn_str *data, tzif *out, size_t time_size)
{
	pn_str header, leaps;
	uint64_t *n = out->counts;

	if (!take(data, 44, &header) || !pn_str_starts(header, PN_STR("TZif")))
		return false;
	for (size_t i = 0; i < COUNTS; i++)
		n[i] = big_endian(pn_str_slice(header, 20 + 4 * i, 24 + 4 * i));
	out->time_size = time_size;
	return take(data, n[CHANGE_COUNT] * time_size, &out->times) &&
	       take(data, n[CHANGE_COUNT], &out->indices) &&
	       take(data, n[TYPE_COUNT] * 6, &out->types) &&
	       take(data, n[CHAR_COUNT], &out->chars) &&
	       take(data, n[LEAP_COUNT] * (time_size + 4), &leaps) &&
	       take(data, n[STANDARD_COUNT], &out->standard) && take(data, n[UTC_COUNT], &out->utc);
}

/* Returns the NUL-ended text at an offset of the abbreviations. */
static pn_str name_at(pn_str chars, size_t offset)
{
	pn_str rest = pn_str_slice(chars, offset, chars.len);

	return pn_str_slice(rest, 0, pn_str_find_byte(rest, '\0'));
}

static bool read_types(pn_arena *arena, const tzif *file, pn_zone *zone)
{
	size_t count = (size_t)file->counts[TYPE_COUNT];
	pn_zone_type *types = PN_NEW_ARRAY(arena, pn_zone_type, count);

	if (!types || !count)
		return false;
	for (size_t i = 0; i < count; i++) {
		pn_str row = pn_str_slice(file->types, 6 * i, 6 * i + 6);
		size_t name;

		if (row.len < 6)
			return false;
		name = (unsigned char)row.ptr[5];
		if (name >= file->chars.len)
			return false;
		types[i].offset = (int32_t)big_endian(pn_str_slice(row, 0, 4));
		types[i].is_dst = row.ptr[4] != 0;
		types[i].name = name_at(file->chars, name);
	}
	zone->types = types;
	zone->type_count = count;
	return true;
}

/* Reads the changes; a file without any gets one that covers all time. */
static bool read_changes(pn_arena *arena, const tzif *file, pn_zone *zone)
{
	size_t count = (size_t)file->counts[CHANGE_COUNT], size = file->time_size;
	pn_zone_change *changes = PN_NEW_ARRAY(arena, pn_zone_change, count + 1);

	if (!changes)
		return false;
	for (size_t i = 0; i < count; i++) {
		uint64_t when = big_endian(pn_str_slice(file->times, i * size, (i + 1) * size));

		changes[i].when = size == 4 ? (int32_t)when : (int64_t)when;
		changes[i].type = (unsigned char)file->indices.ptr[i];
		if (changes[i].type >= zone->type_count)
			return false;
		/* There is a flag for each type; Go takes it for one of each change. */
		changes[i].is_standard = i < file->standard.len && file->standard.ptr[i];
		changes[i].is_utc = i < file->utc.len && file->utc.ptr[i];
	}
	if (!count)
		changes[count++] = (pn_zone_change){ .when = INT64_MIN };
	zone->changes = changes;
	zone->change_count = count;
	return true;
}

pn_zone *pn_zone_read(pn_arena *arena, pn_str name, pn_str data)
{
	char version = data.len > 4 ? data.ptr[4] : 0;
	pn_zone *zone = PN_NEW(arena, pn_zone);
	tzif file;

	/* Newer files repeat all with times of 64 bits, after the old form. */
	if (!zone || (version && version != '2' && version != '3') || !take_half(&data, &file, 4) ||
	    (version && !take_half(&data, &file, 8)))
		return NULL;
	zone->name = name;
	if (data.len > 2 && data.ptr[0] == '\n' && data.ptr[data.len - 1] == '\n')
		zone->rule = pn_str_slice(data, 1, data.len - 1);
	if (!read_types(arena, &file, zone) || !read_changes(arena, &file, zone))
		return NULL;
	return zone;
}
