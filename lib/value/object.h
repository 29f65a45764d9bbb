/* Structs as templates see them: fields, a text, a shape for encoders; methods are in exec/call.h.
 */
#ifndef PN_VALUE_OBJECT_H
#define PN_VALUE_OBJECT_H

#include "value/data.h"

/*
 * One field of a Go struct. A name that begins in lower case is not exported: fmt prints the field,
 * templates and encoders do not see it.
 */
typedef struct pn_field {
	const char *name; /* Go's name, which templates use */
	const char *json; /* the tag for JSON and YAML: "name", "name,omitempty"; NULL: `name` */
	bool is_embedded; /* the fields of the struct that it holds are the outer struct's, too */
} pn_field;

/* What all objects of one type share. Static const tables. */
typedef struct pn_class {
	pn_type type;
	const pn_field *fields; /* NULL when a struct exports none */
	size_t field_count;
	/* The text of String() or Error(), used by %v and %s; NULL when the type has neither. */
	bool (*text)(pn_buf *out, const pn_object *object);
	/*
	 * The text belongs to the pointer type only (Go: func (v *T) String): fmt prints the plain
	 * fields, the template's own output of a field reached through a pointer uses the text.
	 */
	bool text_of_pointer;
	/* The text of GoString(), used by %#v; NULL: the fields in Go's syntax. */
	bool (*go_text)(pn_buf *out, const pn_object *object);
	/* The plain value (string, map ...) that JSON and YAML encode instead; NULL: the fields. */
	bool (*plain)(pn_arena *arena, const pn_object *object, pn_value *out);
	/* Why `plain` failed, in Go's words; may be NULL when it never does. */
	const char *(*not_plain)(const pn_object *object);
	/* Equality for reflect.DeepEqual; NULL: field by field. */
	bool (*equal)(const pn_object *a, const pn_object *b);
	/* Go's names of fields that are not exported, which have a message of their own; or NULL.
	 */
	const char *const *hidden;
	size_t hidden_count;
	/*
	 * The fields of an object of which hardly anybody asks for them: made when fmt prints them.
	 * NULL: those that the object holds. Returns NULL without memory.
	 */
	const pn_value *(*make_fields)(pn_arena *arena, const pn_object *object);
	/* What fmt prints as the address of the object; NULL or 0: one that stands for any. */
	uint64_t (*address)(const pn_object *object);
} pn_class;

struct pn_object {
	const pn_class *cls;
	pn_value *fields; /* cls->field_count values */
	void *data;	  /* what the owning room keeps beside the fields */
};

/* Makes an object with nil fields; NULL without memory. */
pn_object *pn_object_new(pn_arena *arena, const pn_class *cls, void *data);
/* Returns the field, perhaps of an embedded struct, or NULL when there is none of that name. */
pn_value *pn_object_field(const pn_object *object, pn_str name);
/* Says whether JSON has field i (Go: struct tags), and under which name. */
bool pn_object_json_key(const pn_object *object, size_t i, pn_str *key);

#endif
