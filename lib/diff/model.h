/* What a comparison knows: objects, pairs of them, changes of fields. */
#ifndef PN_DIFF_MODEL_H
#define PN_DIFF_MODEL_H

#include "base/error.h"
#include "value/origin.h"
#include "value/value.h"

/* The two sides; arrays of two are indexed by them. */
typedef enum pn_side { PN_SIDE_A = 0, PN_SIDE_B } pn_side;

#define PN_NO_INDEX UINT32_MAX

/* ---- objects ---- */

/* An object of one side. */
typedef struct pn_kube_object {
	pn_str release; /* what it belongs to where there are several; empty: one set of objects */
	pn_str file;	/* where it stands, as the user named it; of a render the template's id */
	pn_str source;	/* the template it comes from; empty when nothing says so */
	pn_str text;	/* its document */
	uint32_t text_line; /* in `file`, of the document's first line, from 1 */
	uint32_t line;	    /* ... and of the object's */
	pn_str api_version, kind, ns, name;
	pn_value value;
	const pn_source *positions;	/* of the values, in the document */
	uint32_t document;		/* its number on its side */
	struct pn_rendering *rendering; /* NULL: it was read from a file; see diff/cause.h */
	size_t number;			/* of its document in the rendered manifest */
} pn_kube_object;

typedef struct pn_object_set {
	pn_kube_object *items;
	size_t count, cap;
	uint32_t documents;
} pn_object_set;

/* ---- changes ---- */

/* One step on the way to a field; the object itself has none. */
typedef struct pn_path pn_path;
struct pn_path {
	const pn_path *parent; /* NULL: the object */
	bool is_item;	       /* of a list */
	bool is_flat;	       /* the item has no key but its place */
	pn_str key;	       /* of a map, or what tells the item from others: "app", "8080/TCP" */
	pn_str key_name;       /* the field or fields that hold an item's key: "name" */
	uint32_t at[2];	       /* of an item: its place on each side, or PN_NO_INDEX */
};

typedef enum pn_change_kind {
	PN_CHANGE_ADDED = 0,
	PN_CHANGE_REMOVED,
	PN_CHANGE_CHANGED,
	PN_CHANGE_MOVED /* an item of a list stands elsewhere; changes in it stand for themselves */
} pn_change_kind;

/* Why a change follows from another one. */
typedef enum pn_follows {
	PN_FOLLOWS_NOTHING = 0,
	PN_FOLLOWS_CHECKSUM, /* a hash of what changed */
	PN_FOLLOWS_VERSION,  /* a label with the version of the chart or of what it installs */
	PN_FOLLOWS_NAME,     /* another object has another name */
	PN_FOLLOWS_RELEASE   /* the release is in another namespace */
} pn_follows;

/* Numbers of causes, see diff/cause.h; the main one first. */
typedef struct pn_cause_numbers {
	const uint32_t *items;
	uint32_t count;
} pn_cause_numbers;

typedef struct pn_change {
	pn_change_kind kind;
	const pn_path *path;
	const pn_value *value[2]; /* NULL on the side where it is not */
	pn_follows follows;
	size_t follows_pair; /* the object whose change it follows from; SIZE_MAX: not known */
	pn_cause_numbers causes;
	pn_where template[2]; /* of renders: what wrote it; line 0: not known */
} pn_change;

typedef struct pn_changes {
	pn_change *items;
	size_t count, cap;
} pn_changes;

/* ---- pairs ---- */

typedef enum pn_pair_kind {
	PN_PAIR_SAME = 0,
	PN_PAIR_ADDED,
	PN_PAIR_REMOVED,
	PN_PAIR_CHANGED,
	PN_PAIR_RENAMED /* another name or namespace; the fields that changed say which */
} pn_pair_kind;

typedef struct pn_pair {
	pn_pair_kind kind;
	const pn_kube_object *side[2]; /* NULL: there is none */
	pn_changes changes;
	pn_cause_numbers causes; /* of its fate: why it came or went */
	pn_where template[2];	 /* as of a change: where the object begins */
} pn_pair;

typedef struct pn_diff {
	pn_pair *pairs;
	size_t count;
} pn_diff;

#endif
