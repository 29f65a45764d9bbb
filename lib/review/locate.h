/* What the files of this room share to find places: private to review. */
#ifndef PN_REVIEW_LOCATE_H
#define PN_REVIEW_LOCATE_H

#include "review/origin.h"
#include "review/source_text.h"

struct pn_origins {
	pn_arena *arena; /* for tables that last */
	const pn_manifest *manifest;
	const pn_trace *trace;
	pn_layers *layers;
	pn_source_text **texts; /* by the trace's source id - 1; NULL: not looked at yet */
	uint32_t text_count;
	struct pn_document_facts *documents; /* by their number; NULL: not looked at yet */
};

/* What is known of a document beside its text. */
typedef struct pn_document_facts {
	bool known;
	const pn_part *reader; /* the chart whose template it is of; NULL: unknown */
	pn_str place;	       /* of its file, as the user would open it */
	pn_source_text *text;  /* of a file of crds/; NULL: not looked at yet */
} pn_document_facts;

/* The text of a source of the trace; NULL without memory or for an unknown id. */
const pn_source_text *pn_origins_text(pn_origins *o, uint32_t source);
/*
 * Moves from the dash of an item, in the text that a tpl was given, to what follows it: that says
 * more of the line where it was written elsewhere.
 */
uint32_t pn_locate_behind_dash(const pn_origins *o, const pn_trace_frame *tpl, pn_str text,
			       uint32_t at);
/* Finds the place of a site. */
bool pn_locate_site(pn_origins *o, pn_cx *cx, const pn_site *site, uint32_t skip, pn_place *out);
/* Finds the place of a node, given the stack level under which it is executed. */
bool pn_locate_node(pn_origins *o, pn_cx *cx, uint32_t frame, uint32_t source, uint32_t offset,
		    pn_place *out);
/* The byte of a value's text that byte `skip` of what a site wrote shows; or PN_SITE_KEY. */
uint32_t pn_locate_byte(const pn_site *site, uint32_t skip);
/*
 * Finds the place of byte `at` in the text of a value, for PN_SITE_KEY that of the value; false
 * when it was written nowhere.
 */
bool pn_locate_value(pn_origins *o, pn_cx *cx, uint32_t origin, size_t at, pn_place *out);
/*
 * Moves the place of a line of a text, where that was written, to the bytes that are meant: `inner`
 * has line, column and width of them in the text. The line may be indented otherwise there, or
 * stand in quotes; `written` stays as it is where they are not found.
 */
void pn_locate_bytes(pn_arena *arena, const pn_place *inner, pn_place *written);
/* Narrows a place to what is no white space of its line, from its column up to byte `to`. */
void pn_locate_words(pn_place *p, size_t to);
/* The place of line `line` (from 1) of a file. */
void pn_locate_line(pn_str file, const pn_source_text *text, uint32_t line, pn_place *out);
/* What is known of a document; NULL without memory, or when there is no such document. */
pn_document_facts *pn_origins_document(pn_origins *o, size_t document);
/* The text of a document that is a file of crds/; NULL without memory. */
const pn_source_text *pn_origins_document_text(pn_origins *o, size_t document);

#endif
