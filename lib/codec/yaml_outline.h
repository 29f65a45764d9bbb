/*
 * A YAML text as it is written: nodes with their places, their spelling and their keys, before
 * anything is resolved. For whoever tells people about their files.
 */
#ifndef PN_CODEC_YAML_OUTLINE_H
#define PN_CODEC_YAML_OUTLINE_H

#include "value/value.h"

typedef enum pn_outline_kind {
	PN_OUTLINE_SCALAR = 0,
	PN_OUTLINE_MAP,
	PN_OUTLINE_LIST,
	PN_OUTLINE_ALIAS
} pn_outline_kind;

/* A text of a node or key. */
typedef struct pn_outline_text {
	pn_str text;	       /* without quotes and escapes */
	bool plain;	       /* neither quoted nor tagged: YAML says what it means */
	uint32_t line, column; /* from 1 */
} pn_outline_text;

typedef struct pn_outline pn_outline;
struct pn_outline {
	uint8_t kind; /* pn_outline_kind */
	pn_outline_text
		own; /* of scalars the text, of aliases the name; of others the place only */
	pn_outline_text key; /* of what is in maps */
	pn_str name;	     /* the key as values have it: "true" for on; not for "<<" */
	bool odd_key;	     /* a list or map as a key */
	bool merges;	     /* it stands behind "<<" */
	pn_str anchor;	     /* empty: none */
	pn_outline *parent, *next, *first, *last;
	/* Of a large map: what is in it, by name and then by place; see pn_outline_member. */
	pn_outline **by_name;
	uint32_t by_name_count;
};

/*
 * Reads all documents of a text, one after the other, as far as it is YAML; *out is a list of
 * them, without a parent. False with an error like pn_yaml_read's where it is not: what was read
 * before is there nevertheless.
 */
bool pn_yaml_outline(pn_cx *cx, pn_str text, pn_outline **out);
/* Finds what a map has under a name, of several the last one; NULL when it came by "<<" or not. */
const pn_outline *pn_outline_member(const pn_outline *map, pn_str name);

#endif
