/* The value itself, lists, truth, equality. See value/value.h for the room. */
#ifndef PN_VALUE_DATA_H
#define PN_VALUE_DATA_H

#include "base/base.h"
#include "value/type.h"

typedef struct pn_value pn_value;
typedef struct pn_map pn_map;
typedef struct pn_object pn_object;

/* How a value is stored; what Go calls it is in `type`. */
typedef enum pn_kind {
	PN_NIL = 0, /* the nil interface; typed nils are lists and maps with a NULL payload */
	PN_BOOL,
	PN_INT,	    /* every signed type: as.integer */
	PN_UINT,    /* every unsigned type: as.uinteger */
	PN_FLOAT,   /* float32, float64: as.number */
	PN_COMPLEX, /* as.complex[2] */
	PN_STRING,  /* as.text, len bytes */
	PN_BYTES,   /* []uint8: as.text, len bytes */
	PN_LIST,    /* as.items, len elements; NULL items is a nil slice */
	PN_MAP,	    /* as.map; NULL is a nil map */
	PN_OBJECT   /* structs and pointers to them: as.object; NULL is a nil pointer */
} pn_kind;

/*
 * How exec came by a value, as Go's reflect.Value would tell it. Values that functions get, or that
 * are stored in lists and maps, have no flags.
 */
enum {
	PN_VALUE_BOXED = 1u << 0,      /* it stands in an interface {}: a map's element, an item */
	PN_VALUE_ADDRESSABLE = 1u << 1 /* a struct's field: methods of its pointer can be called */
};

struct pn_value {
	uint8_t kind;	 /* pn_kind */
	uint8_t type;	 /* pn_type */
	uint16_t flags;	 /* PN_VALUE_... */
	uint32_t origin; /* where it was written: 0 unknown; see value/origin.h */
	uint32_t len;	 /* bytes or elements */
	uint32_t marks;	 /* traced: who wrote its text, see value/trace.h; 0 in plain runs */
	union {
		bool boolean;
		int64_t integer;
		uint64_t uinteger;
		double number;
		const double *complex;
		const char *text;
		const pn_value *items;
		pn_map *map;
		pn_object *object;
	} as;
};

_Static_assert(sizeof(pn_value) == 24, "values are copied a lot; keep them at three words");

/* Strings and lists are bounded by their 32-bit length. */
#define PN_VALUE_MAX_LEN UINT32_MAX

static inline pn_value pn_nil(void)
{
	return (pn_value){ 0 };
}
static inline pn_value pn_bool(bool b)
{
	return (pn_value){ .kind = PN_BOOL, .type = PN_TYPE_BOOL, .as.boolean = b };
}
/* Go's int. */
static inline pn_value pn_int(int64_t n)
{
	return (pn_value){ .kind = PN_INT, .type = PN_TYPE_INT, .as.integer = n };
}
static inline pn_value pn_int64(int64_t n)
{
	return (pn_value){ .kind = PN_INT, .type = PN_TYPE_INT64, .as.integer = n };
}
static inline pn_value pn_float(double f)
{
	return (pn_value){ .kind = PN_FLOAT, .type = PN_TYPE_FLOAT64, .as.number = f };
}
/* Borrows s. Longer than PN_VALUE_MAX_LEN is cut: the limits keep strings far below. */
static inline pn_value pn_string(pn_str s)
{
	return (pn_value){ .kind = PN_STRING,
			   .type = PN_TYPE_STRING,
			   .len = s.len > PN_VALUE_MAX_LEN ? PN_VALUE_MAX_LEN : (uint32_t)s.len,
			   .as.text = s.ptr ? s.ptr : "" };
}
static inline pn_value pn_bytes(pn_str s)
{
	pn_value v = pn_string(s);

	v.kind = PN_BYTES;
	v.type = PN_TYPE_BYTES;
	return v;
}
/* Borrows items; type is one of the slice types. items NULL makes a nil slice. */
static inline pn_value pn_list(pn_type type, const pn_value *items, size_t count)
{
	return (pn_value){
		.kind = PN_LIST, .type = (uint8_t)type, .len = (uint32_t)count, .as.items = items
	};
}
/* An empty slice that is not nil. */
pn_value pn_list_empty(pn_type type);
/* type is one of the map types. */
static inline pn_value pn_map_value(pn_type type, pn_map *map)
{
	return (pn_value){ .kind = PN_MAP, .type = (uint8_t)type, .as.map = map };
}
static inline pn_value pn_object_value(pn_type type, pn_object *object)
{
	return (pn_value){ .kind = PN_OBJECT, .type = (uint8_t)type, .as.object = object };
}

/* The text of a PN_STRING or PN_BYTES. */
static inline pn_str pn_value_str(const pn_value *v)
{
	return (pn_str){ v->as.text, v->len };
}
static inline bool pn_is_nil(const pn_value *v)
{
	return v->kind == PN_NIL;
}
static inline bool pn_is_string(const pn_value *v)
{
	return v->kind == PN_STRING;
}
static inline bool pn_is_map(const pn_value *v)
{
	return v->kind == PN_MAP;
}

/* How deep values may be nested where no other limit is at hand: maps can be made to hold
 * themselves. */
#define PN_VALUE_MAX_DEPTH 10000u

/*
 * Copies v and everything in it; maps become new maps. delta is added to each non-zero origin.
 * False without memory or when v is nested deeper than PN_VALUE_MAX_DEPTH.
 */
bool pn_value_copy(pn_arena *arena, pn_value *out, const pn_value *v, uint32_t delta);
/* How to copy. */
typedef struct pn_copying {
	uint32_t delta;	     /* added to each non-zero origin */
	bool shares_texts;   /* texts, keys among them, are shared with the original */
	uint32_t null_depth; /* maps of so many levels lose their nulls; those in lists do not */
} pn_copying;
bool pn_value_copy_how(pn_arena *arena, pn_value *out, const pn_value *v, const pn_copying *how);

/* ---- lists under construction ---- */

typedef struct pn_list_builder {
	pn_arena *arena;
	pn_value *items;
	size_t count, cap;
} pn_list_builder;

void pn_list_begin(pn_list_builder *b, pn_arena *arena, size_t expected);
/* Appends; failure is the arena's (sticky). */
void pn_list_add(pn_list_builder *b, const pn_value *v);
/* Returns the list, not nil even when empty. */
pn_value pn_list_end(pn_list_builder *b, pn_type type);

/* ---- truth, types, equality (Go: reflect, text/template IsTrue) ---- */

/* Go: text/template's truth: false, 0, "", empty and nil containers, nil are false. */
bool pn_value_truth(const pn_value *v);
/* Sprig: empty(); as truth, but structs and objects are never empty. */
bool pn_value_empty(const pn_value *v);
/* Go's %T text, e.g. "map[string]interface {}". */
pn_str pn_value_type_name(const pn_value *v);
/* Go's reflect kind, e.g. "float64", "slice", "invalid" for nil. */
pn_str pn_value_kind_name(const pn_value *v);
/* Go: reflect.DeepEqual on two interface values; false beyond depth levels. */
bool pn_value_deep_equal(const pn_value *a, const pn_value *b, uint32_t depth);
/* The number of elements, entries or bytes; false when Go's len() does not apply. */
bool pn_value_len(const pn_value *v, size_t *len);
/*
 * Element i of a list or byte slice as an interface would hold it. Undefined beyond the length.
 */
pn_value pn_value_at(const pn_value *list, size_t i);

#endif
