/* SPDX-License-Identifier: Apache-2.0 */
/* Zones: loading by name, looking up instants (Go: time/zoneinfo.go). */
#include "time/text.h"

/* Where zone files are, in this order (Go: zoneinfo_unix.go). */
static const char *const folders[] = { "/usr/share/zoneinfo/", "/usr/share/lib/zoneinfo/",
				       "/usr/lib/locale/TZ/", "/etc/zoneinfo/" };

enum { MAX_FILE_BYTES = 10 << 20 };

static const pn_zone utc = { .name = { "UTC", 3 } };
static const pn_zone local_utc = { .name = { "UTC", 3 }, .is_local = true };

const pn_zone *pn_zone_utc(void)
{
	return &utc;
}

pn_str pn_zone_name(const pn_zone *zone)
{
	return zone->name;
}

bool pn_zone_is_local(const pn_zone *zone)
{
	return zone->is_local;
}

const pn_zone *pn_zone_fixed(pn_arena *arena, pn_str name, int64_t offset)
{
	pn_zone *zone = PN_NEW(arena, pn_zone);
	pn_zone_type *type = PN_NEW(arena, pn_zone_type);
	pn_zone_change *change = PN_NEW(arena, pn_zone_change);

	if (!zone || !type || !change)
		return NULL;
	*type = (pn_zone_type){ .name = name, .offset = offset };
	*change = (pn_zone_change){ .when = INT64_MIN };
	*zone = (pn_zone){
		.name = name, .types = type, .type_count = 1, .changes = change, .change_count = 1
	};
	return zone;
}

/* Refuses names that lead out of the folders (Go: LoadLocation). */
static bool is_zone_name(pn_str name)
{
	return name.len && name.ptr[0] != '/' && name.ptr[0] != '\\' &&
	       pn_str_find(name, PN_STR("..")) == PN_NOT_FOUND &&
	       pn_str_find_byte(name, '\0') == PN_NOT_FOUND;
}

static pn_zone *read_zone(pn_arena *arena, pn_str path, pn_str name)
{
	pn_zone *zone = NULL;
	pn_error unread;
	pn_str data;

	pn_error_init(&unread, arena->mem);
	if (pn_os_read_file(arena, pn_str_z(arena, path), MAX_FILE_BYTES, &data, &unread))
		zone = pn_zone_read(arena, pn_str_dup(arena, name), data);
	pn_error_finish(&unread);
	return zone;
}

/* Reads a zone from the first folder that has it. */
static pn_zone *load(pn_arena *arena, pn_str name)
{
	pn_zone *zone = NULL;

	for (size_t i = 0; i < sizeof folders / sizeof *folders && !zone; i++)
		zone = read_zone(arena, pn_str_concat(arena, pn_str_from(folders[i]), name), name);
	return zone;
}

/* Reads a zone from a file that TZ names (Go: initLocal). */
static pn_zone *load_file(pn_arena *arena, pn_str path)
{
	bool of_system = pn_str_is(path, "/etc/localtime");

	return read_zone(arena, path, of_system ? PN_STR("Local") : path);
}

const pn_zone *pn_zone_load(pn_arena *arena, pn_str name)
{
	if (!name.len || pn_str_is(name, "UTC"))
		return &utc;
	return is_zone_name(name) ? load(arena, name) : NULL;
}

const pn_zone *pn_zone_local(pn_arena *arena, pn_str name)
{
	pn_zone *zone = NULL;

	if (name.len && name.ptr[0] == '/')
		zone = load_file(arena, name);
	else if (is_zone_name(name) && !pn_str_is(name, "UTC"))
		zone = load(arena, name);
	if (!zone)
		return &local_utc;
	zone->is_local = true;
	return zone;
}

static pn_zone_span span_of_type(const pn_zone_type *type, int64_t start, int64_t end)
{
	return (pn_zone_span){ type->name, type->offset, start, end, type->is_dst };
}

/* Says whether a change leads to the first type. */
static bool first_type_used(const pn_zone *zone)
{
	for (size_t i = 0; i < zone->change_count; i++) {
		if (zone->changes[i].type == 0)
			return true;
	}
	return false;
}

/* Returns the type before the first change, by the rules of IANA's localtime.c. */
static const pn_zone_type *first_type(const pn_zone *zone)
{
	if (!first_type_used(zone))
		return zone->types;
	if (zone->change_count && zone->types[zone->changes[0].type].is_dst) {
		for (size_t i = zone->changes[0].type; i-- > 0;) {
			if (!zone->types[i].is_dst)
				return &zone->types[i];
		}
	}
	for (size_t i = 0; i < zone->type_count; i++) {
		if (!zone->types[i].is_dst)
			return &zone->types[i];
	}
	return zone->types;
}

pn_zone_span pn_zone_at(const pn_zone *zone, int64_t seconds)
{
	size_t low = 0, high = zone->change_count;
	int64_t end = INT64_MAX;
	pn_zone_span span;

	if (!zone->type_count)
		return (pn_zone_span){ PN_STR("UTC"), 0, INT64_MIN, INT64_MAX, false };
	if (!high || seconds < zone->changes[0].when)
		return span_of_type(first_type(zone), INT64_MIN,
				    high ? zone->changes[0].when : end);
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (seconds < zone->changes[middle].when) {
			high = middle;
			end = zone->changes[middle].when;
		} else {
			low = middle;
		}
	}
	if (low + 1 == zone->change_count && zone->rule.len &&
	    pn_zone_rule_at(zone->rule, zone->changes[low].when, seconds, &span))
		return span;
	return span_of_type(&zone->types[zone->changes[low].type], zone->changes[low].when, end);
}

bool pn_zone_find(const pn_zone *zone, pn_str name, int64_t local_seconds, int64_t *offset)
{
	const pn_zone_type *found = NULL;

	/* An abbreviation may have stood for several offsets: the one in effect then is wanted. */
	for (size_t i = 0; i < zone->type_count; i++) {
		const pn_zone_type *type = &zone->types[i];
		pn_zone_span span;

		if (!pn_str_eq(type->name, name))
			continue;
		span = pn_zone_at(zone, pn_wrap_sub(local_seconds, type->offset));
		if (pn_str_eq(span.name, name)) {
			*offset = span.offset;
			return true;
		}
		if (!found)
			found = type;
	}
	if (found)
		*offset = found->offset;
	return found != NULL;
}
