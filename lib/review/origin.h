/*
 * Origins: who wrote a byte of a manifest. A document falls into pieces, each written by one node
 * of a template under one stack of calls; a piece is described by its place, that stack, and the
 * values it shows with all that set them.
 */
#ifndef PN_REVIEW_ORIGIN_H
#define PN_REVIEW_ORIGIN_H

#include "review/layers.h"

typedef enum pn_piece_kind {
	PN_PIECE_HEADER = 0, /* "---" and "# Source: ...": written by no template */
	PN_PIECE_FILE,	     /* a file of the chart as it is: of crds/, or read by .Files.Get */
	PN_PIECE_TEXT,	     /* literal text of a template */
	PN_PIECE_EXPRESSION  /* what an expression gave */
} pn_piece_kind;

/* Bytes of a document that one site wrote. */
typedef struct pn_piece {
	pn_piece_kind kind;
	size_t document;
	size_t from, to; /* in the document's text */
	uint32_t site;	 /* of the trace; 0: none */
	uint32_t skip;	 /* bytes of the site's text that come before the piece */
} pn_piece;

typedef struct pn_pieces {
	pn_piece *items;
	size_t count, cap;
} pn_pieces;

typedef struct pn_place pn_place;
struct pn_place {
	pn_str file;	       /* as the user would open it; empty for a text that tpl was given */
	pn_str id;	       /* of a template: "c/templates/a.yaml"; else empty */
	uint32_t line, column; /* from 1; column in bytes */
	uint32_t width;	       /* bytes of the line that are meant, from column on; at least 1 */
	pn_str text;	       /* the line */
	/* Of a place in a text that tpl was given: where that was written; NULL: not known. */
	const pn_place *written;
};

/* A value that had a say, and all that set it. */
typedef struct pn_value_origin {
	uint32_t origin;
	pn_keypath path; /* as the user would write it, from the root */
	pn_place place;	 /* what was shown: the line of a text of many lines; file empty: none */
	pn_settings settings; /* the winner first */
} pn_value_origin;

typedef struct pn_value_origins {
	pn_value_origin *items;
	size_t count, cap;
} pn_value_origins;

/* A level of the stack: a call, or a branch or loop around what it calls. */
typedef struct pn_origin_level {
	pn_frame_kind kind;
	pn_place place;
	pn_str expression;	 /* the action's text */
	pn_value_origins values; /* of a branch: what decided */
} pn_origin_level;

typedef struct pn_origin {
	pn_piece_kind kind;
	pn_place place;
	pn_str expression;	 /* the action's text, or the line of literal text */
	uint32_t frame;		 /* of the trace: what the piece was written under */
	pn_origin_level *levels; /* innermost first */
	size_t level_count;
	pn_value_origins values; /* what is shown, or was computed with */
	pn_place *others;	 /* a key of maps that were merged: where it is written, too */
	size_t other_count;
} pn_origin;

/* What is known of a traced manifest; makes its tables as they are needed. */
typedef struct pn_origins pn_origins;

/*
 * Makes ready to ask about a manifest that was rendered with a trace. `overrides` may be NULL. NULL
 * and an error without memory, or when the render was not traced.
 */
pn_origins *pn_origins_new(pn_cx *cx, const pn_manifest *manifest, const pn_overrides *overrides);
const pn_layers *pn_origins_layers(const pn_origins *origins);

/* Appends the pieces of bytes from..to of a document, in order. */
bool pn_origins_pieces(const pn_origins *origins, pn_cx *cx, size_t document, size_t from,
		       size_t to, pn_pieces *out);
/* Describes a piece; what it gives lives in cx's arena. */
bool pn_origins_describe(pn_origins *origins, pn_cx *cx, const pn_piece *piece, pn_origin *out);
/* The same, but leaves out the levels, and who sets the values. */
bool pn_origins_describe_piece(pn_origins *origins, pn_cx *cx, const pn_piece *piece,
			       pn_origin *out);
/* Describes one level, the one of a frame; briefly, too. */
bool pn_origins_describe_level(pn_origins *origins, pn_cx *cx, size_t document, uint32_t frame,
			       pn_origin_level *out);
/* The frame around a frame; 0: none. */
uint32_t pn_origins_parent(const pn_origins *origins, uint32_t frame);
/* Adds who sets a value of a brief description, as a chart's templates see it. */
bool pn_origins_describe_value(pn_origins *origins, pn_cx *cx, const pn_part *reader,
			       pn_value_origin *value);
/* The chart whose template a document is of; NULL: unknown. */
const pn_part *pn_origins_reader(pn_origins *origins, size_t document);
/* The place of a setting, its line with it. */
void pn_locate_setting(const pn_setting *setting, pn_place *out);
/*
 * Chooses the piece of a line that says most about it: one that shows a value before one that shows
 * an expression before literal text, and text before white space. NULL when there is none.
 */
const pn_piece *pn_origins_main(const pn_origins *origins, const pn_pieces *pieces);

#endif
