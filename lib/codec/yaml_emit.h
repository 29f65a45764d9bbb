/*
 * The characters of YAML as go-yaml's emitter puts them, block style only: indentation,
 * indicators, scalars (go-yaml: emitterc.go). Inside codec only.
 */
#ifndef PN_CODEC_YAML_EMIT_H
#define PN_CODEC_YAML_EMIT_H

#include "base/base.h"

typedef enum pn_yaml_style {
	PN_YAML_PLAIN,
	PN_YAML_SINGLE_QUOTED,
	PN_YAML_DOUBLE_QUOTED,
	PN_YAML_LITERAL
} pn_yaml_style;

/* What bytes a text has; see pn_yaml_bytes. */
enum {
	PN_YAML_HAS_FEED = 1,	 /* line feeds */
	PN_YAML_HAS_TAB = 2,	 /* tabs */
	PN_YAML_HAS_CONTROL = 4, /* other control characters */
	PN_YAML_HAS_MARK = 8,	 /* ':' or '#' */
	PN_YAML_HAS_HIGH = 16	 /* bytes beyond 0x7E */
};

/* A scalar and the style to ask for. */
typedef struct pn_yaml_scalar {
	pn_str tag; /* "!!binary" or empty */
	pn_str text;
	unsigned bytes; /* of the text */
	pn_yaml_style style;
	bool is_word; /* the text goes out as it is: numbers, null */
} pn_yaml_scalar;

typedef struct pn_yaml_emitter {
	pn_buf *out;
	size_t width;	   /* lines are folded after it; SIZE_MAX: never */
	bool literal_tabs; /* version 3: a tab does not forbid a literal scalar */
	int indent;	   /* of the open collection; -1 outside */
	size_t column;	   /* characters since the line began */
	bool whitespace;   /* what was written last separates */
	bool indention;	   /* nothing but indentation and indicators so far on this line */
} pn_yaml_emitter;

void pn_yaml_emit_begin(pn_yaml_emitter *e, pn_buf *out);
/* Goes to the indentation of the open collection, on a new line unless this one is still free. */
void pn_yaml_emit_indent(pn_yaml_emitter *e);
/* Writes "-", "?" or the like, a blank before it where it needs one. */
void pn_yaml_emit_mark(pn_yaml_emitter *e, char mark);
/* Writes the ":" after a key. */
void pn_yaml_emit_colon(pn_yaml_emitter *e);
/* Writes a short text as it is: numbers, "null", "[]", tags. */
void pn_yaml_emit_word(pn_yaml_emitter *e, pn_str word);
/* Returns what bytes s has: PN_YAML_HAS_... */
unsigned pn_yaml_bytes(pn_str s);
/*
 * Writes a scalar in the style that is asked for, or in the nearest that can hold it. A simple key
 * stays on one line.
 */
void pn_yaml_emit_scalar(pn_yaml_emitter *e, const pn_yaml_scalar *scalar, bool simple_key);
/* Whether a key may stand before its colon, or needs "? ". */
bool pn_yaml_is_simple_key(const pn_yaml_scalar *key);

#endif
