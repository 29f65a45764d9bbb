/*
 * Shapes: reading YAML into what would be a Go struct, with Go's leniency (case-insensitive keys,
 * scalars coerced into string fields) and Go's messages ("json: cannot unmarshal string into Go
 * struct field Metadata.keywords of type []string"). For Chart.yaml, lock files, repository files
 * and the head of each rendered document.
 */
#ifndef PN_CODEC_SHAPE_H
#define PN_CODEC_SHAPE_H

#include "value/value.h"
#include "value/origin.h"

typedef enum pn_shape_kind {
	PN_SHAPE_ANY = 0, /* interface {} */
	PN_SHAPE_STRING,
	PN_SHAPE_BOOL,
	PN_SHAPE_INT,
	PN_SHAPE_STRUCT,
	PN_SHAPE_LIST,	     /* of `element` */
	PN_SHAPE_STRING_MAP, /* map[string]string */
	PN_SHAPE_TIME	     /* time.Time, RFC 3339 */
} pn_shape_kind;

typedef struct pn_shape pn_shape;
typedef struct pn_shape_field {
	const char *json; /* the key */
	const pn_shape *shape;
} pn_shape_field;
struct pn_shape {
	pn_shape_kind kind;
	const char *go_type; /* as Go's messages name it: "[]string", "util.SimpleHead" */
	const char
		*struct_name; /* what stands before the field path: "Metadata", "SimpleHead", "" */
	const pn_shape_field *fields;
	size_t field_count;
	const pn_shape *element;
	bool is_pointer; /* at the top: a document that is null gives nil, not an empty struct */
};

/*
 * Reads a text into a value with exactly the shape's known keys (absent ones stay absent), strings
 * coerced. Errors: "error converting YAML to JSON: ..." or "error unmarshaling JSON: while decoding
 * JSON: json: cannot unmarshal ...".
 */
bool pn_shape_read(pn_cx *cx, pn_str text, const pn_shape *shape, pn_source *source, pn_value *out);
/* The same, but keys that the shape does not have, or that stand twice, are errors. */
bool pn_shape_read_strict(pn_cx *cx, pn_str text, const pn_shape *shape, pn_value *out);

#endif
