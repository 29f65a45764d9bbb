/* SPDX-License-Identifier: Apache-2.0 */
#include "value/time.h"
#include "time/text.h"
#include "value/object.h"

static const pn_time *time_of(const pn_object *object)
{
	return object->data;
}

static bool write_time(pn_buf *out, const pn_object *object)
{
	pn_time_write(out, time_of(object));
	return !out->failed;
}

static bool write_time_go(pn_buf *out, const pn_object *object)
{
	pn_time_write_go(out, time_of(object));
	return !out->failed;
}

/* Go: Time.MarshalJSON */
static const char *not_plain_time(const pn_object *object)
{
	const char *problem = pn_time_rfc3339_problem(time_of(object));

	/* There are two: RFC 3339 knows years of four digits, and offsets below a day. */
	return problem && problem[0] == 'y'
		       ? "Time.MarshalJSON: year outside of range [0,9999]"
		       : "Time.MarshalJSON: timezone hour outside of range [0,23]";
}

static bool plain_time(pn_arena *arena, const pn_object *object, pn_value *out)
{
	const pn_time *t = time_of(object);
	pn_buf buf;

	if (pn_time_rfc3339_problem(t))
		return false;
	pn_buf_init(&buf, arena);
	pn_time_format(&buf, t, PN_LAYOUT_RFC3339_NANO);
	*out = pn_string(pn_buf_str(&buf));
	return !buf.failed;
}

/* Zones that Go keeps once are one; others are equal when they say the same. */
static bool same_zone(const pn_time *t, const pn_time *u)
{
	pn_zone_span a, b;

	if (t->zone == u->zone)
		return true;
	if (pn_zone_is_local(t->zone) || pn_zone_is_local(u->zone))
		return pn_zone_is_local(t->zone) && pn_zone_is_local(u->zone);
	a = pn_zone_at(t->zone, t->seconds);
	b = pn_zone_at(u->zone, u->seconds);
	return pn_str_eq(pn_zone_name(t->zone), pn_zone_name(u->zone)) &&
	       pn_str_eq(a.name, b.name) && a.offset == b.offset;
}

static bool same_time(const pn_object *a, const pn_object *b)
{
	const pn_time *t = time_of(a), *u = time_of(b);

	return t->seconds == u->seconds && t->nanoseconds == u->nanoseconds &&
	       t->monotonic == u->monotonic && same_zone(t, u);
}

/* None is exported; fmt prints them for verbs that have no use for a text. */
static const pn_field time_fields[] = { { "wall", NULL }, { "ext", NULL }, { "loc", NULL } };

enum { FIELD_WALL, FIELD_EXT, FIELD_LOC };

static const pn_class time_class = {
	.type = PN_TYPE_TIME,
	.fields = time_fields,
	.field_count = sizeof time_fields / sizeof *time_fields,
	.text = write_time,
	.go_text = write_time_go,
	.plain = plain_time,
	.not_plain = not_plain_time,
	.equal = same_time,
};

const pn_time *pn_value_time(const pn_value *v)
{
	return v->type == PN_TYPE_TIME && v->as.object ? time_of(v->as.object) : NULL;
}

static bool write_zone(pn_buf *out, const pn_object *object)
{
	pn_buf_add(out, pn_zone_name(object->data));
	return !out->failed;
}

static const pn_field zone_fields[] = { { "name", NULL },	{ "zone", NULL },
					{ "tx", NULL },		{ "extend", NULL },
					{ "cacheStart", NULL }, { "cacheEnd", NULL },
					{ "cacheZone", NULL } };

/* Go's time.Local is a variable, whose address in the program helm 4.2.3 is always the same. */
static uint64_t zone_address(const pn_object *object)
{
	return pn_zone_is_local(object->data) ? 0x4154260 : 0;
}

/* One row of a zone's tables: what an offset is called, and from when on it holds. */
static const pn_field type_fields[] = { { "name", NULL }, { "offset", NULL }, { "isDST", NULL } };
static const pn_field change_fields[] = {
	{ "when", NULL }, { "index", NULL }, { "isstd", NULL }, { "isutc", NULL }
};
static const pn_class type_class = { .type = PN_TYPE_ZONE,
				     .fields = type_fields,
				     .field_count = 3 };
static const pn_class type_pointer_class = { .type = PN_TYPE_ZONE_POINTER,
					     .fields = type_fields,
					     .field_count = 3 };
static const pn_class change_class = { .type = PN_TYPE_ZONE_CHANGE,
				       .fields = change_fields,
				       .field_count = 4 };

static pn_value make_types(pn_arena *arena, const pn_zone *zone)
{
	pn_value *items = PN_NEW_ARRAY(arena, pn_value, zone->type_count + 1);

	for (size_t i = 0; items && i < zone->type_count; i++) {
		const pn_zone_type *type = &zone->types[i];
		pn_object *row = pn_object_new(arena, &type_class, NULL);

		if (!row)
			return pn_nil();
		row->fields[0] = pn_string(type->name);
		row->fields[1] = pn_int(type->offset);
		row->fields[2] = pn_bool(type->is_dst);
		items[i] = pn_object_value(PN_TYPE_ZONE, row);
	}
	return items ? pn_list(PN_TYPE_ZONES, items, zone->type_count) : pn_nil();
}

static pn_value make_changes(pn_arena *arena, const pn_zone *zone)
{
	pn_value *items = PN_NEW_ARRAY(arena, pn_value, zone->change_count + 1);

	for (size_t i = 0; items && i < zone->change_count; i++) {
		const pn_zone_change *change = &zone->changes[i];
		pn_object *row = pn_object_new(arena, &change_class, NULL);

		if (!row)
			return pn_nil();
		row->fields[0] = pn_int64(change->when);
		row->fields[1] = (pn_value){ .kind = PN_UINT,
					     .type = PN_TYPE_UINT8,
					     .as.uinteger = change->type };
		row->fields[2] = pn_bool(change->is_standard);
		row->fields[3] = pn_bool(change->is_utc);
		items[i] = pn_object_value(PN_TYPE_ZONE_CHANGE, row);
	}
	return items ? pn_list(PN_TYPE_ZONE_CHANGES, items, zone->change_count) : pn_nil();
}

/*
 * The fields as Go has them after time.FixedZone, or for UTC. What is kept of the last answer (the
 * cache) depends on the clock where there is more than one offset: it is left empty then.
 */
static const pn_value *make_zone_fields(pn_arena *arena, const pn_object *object)
{
	const pn_zone *zone = object->data;
	bool constant = zone->type_count == 1 && zone->change_count == 1;
	pn_value *fields = PN_NEW_ARRAY(arena, pn_value, sizeof zone_fields / sizeof *zone_fields);
	pn_object *cached = constant ? pn_object_new(arena, &type_pointer_class, NULL) : NULL;

	if (!fields || (constant && !cached))
		return NULL;
	fields[0] = pn_string(pn_zone_name(zone));
	fields[1] = make_types(arena, zone);
	fields[2] = make_changes(arena, zone);
	fields[3] = pn_string(zone->rule);
	fields[4] = pn_int64(constant ? INT64_MIN : 0);
	fields[5] = pn_int64(constant ? INT64_MAX : 0);
	fields[6] = pn_object_value(PN_TYPE_ZONE_POINTER, cached);
	return fields;
}

static const pn_class zone_class = {
	.type = PN_TYPE_LOCATION,
	.text = write_zone,
	.fields = zone_fields,
	.field_count = sizeof zone_fields / sizeof *zone_fields,
	.make_fields = make_zone_fields,
	.address = zone_address,
};

pn_value pn_zone_value(pn_arena *arena, const pn_zone *zone)
{
	/* Go's zones are shared and mutable in theory only; nobody writes through this pointer. */
	union {
		const pn_zone *read;
		void *data;
	} pointer = { .read = zone };
	pn_object *object = pn_object_new(arena, &zone_class, pointer.data);

	return object ? pn_object_value(PN_TYPE_LOCATION, object) : pn_nil();
}

const pn_zone *pn_value_zone(const pn_value *v)
{
	return v->type == PN_TYPE_LOCATION && v->as.object ? v->as.object->data : NULL;
}

/* Go keeps what lies between the year 1 and 1970, and a nil pointer for UTC (Go: Time.setLoc). */
static void set_fields(pn_arena *arena, pn_object *object, const pn_time *t)
{
	const int64_t since_year_1 = t->seconds + (719162 * INT64_C(86400));

	object->fields[FIELD_WALL] = (pn_value){ .kind = PN_UINT,
						 .type = PN_TYPE_UINT64,
						 .as.uinteger = (uint64_t)t->nanoseconds };
	object->fields[FIELD_EXT] = pn_int64(since_year_1);
	object->fields[FIELD_LOC] = t->zone == pn_zone_utc()
					    ? pn_object_value(PN_TYPE_LOCATION, NULL)
					    : pn_zone_value(arena, t->zone);
}

pn_value pn_time_value(pn_arena *arena, const pn_time *t)
{
	pn_time *own = PN_NEW(arena, pn_time);
	pn_object *object = own ? pn_object_new(arena, &time_class, own) : NULL;

	if (!object)
		return pn_nil();
	*own = *t;
	set_fields(arena, object, own);
	return pn_object_value(PN_TYPE_TIME, object);
}
