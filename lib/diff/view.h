/* A comparison as it is shown: texts without secrets, places, lines. */
#ifndef PN_DIFF_VIEW_H
#define PN_DIFF_VIEW_H

#include "diff/cause.h"
#include "diff/effect.h"
#include "diff/secret.h"
#include "diff/text.h"

/* A value on one side of a change. */
typedef struct pn_view_value {
	bool present;
	bool is_text;	/* it is a string; `text` is what it holds */
	pn_str pointer; /* JSON Pointer to it, or to where it would stand */
	pn_str json, yaml, text;
	uint32_t line, column; /* in the object's file, from 1; 0: not known */
} pn_view_value;

typedef struct pn_view_change {
	pn_change_kind kind;
	pn_str path;
	pn_view_value side[2];
	pn_text_lines lines; /* of texts with several lines */
	pn_follows follows;
	size_t follows_object; /* among the view's objects; SIZE_MAX: not known */
	pn_cause_numbers causes;
	pn_where template[2];
} pn_view_change;

typedef struct pn_view_object {
	pn_pair_kind kind;
	const pn_kube_object *side[2];
	pn_str json[2], yaml[2]; /* of objects that are on one side only */
	pn_text_lines lines;	 /* of the whole objects in YAML, when they are asked for */
	pn_view_change *changes;
	size_t change_count;
	pn_cause_numbers causes;
	pn_where template[2];
} pn_view_object;

typedef struct pn_view_cause {
	pn_cause_kind kind;
	pn_str release, name;
	bool present[2];
	pn_str json[2], yaml[2];
	pn_where place[2];
	size_t changes, objects;
	bool inside;
} pn_view_cause;

typedef struct pn_view {
	pn_view_object *items; /* those that are the same left out */
	size_t count;
	size_t same;	    /* objects */
	pn_effect *effects; /* the worst first; their pairs are the view's objects */
	size_t effect_count;
	pn_view_cause *causes;
	size_t cause_count;
} pn_view;

/* Makes texts of a comparison; `lines` asks for those of whole objects. */
bool pn_view_make(pn_cx *cx, const pn_diff *diff, const pn_causes *causes, pn_secrets *secrets,
		  bool lines, pn_view *out);

#endif
