/*
 * Trace: what wrote each piece of text, and which values were read. Exists only in traced renders;
 * a plain render has no trace and never looks at marks.
 *
 *   site   = one template node, executed under one stack of calls, with the value it printed
 *   mark   = "from this offset on, this site wrote the text"
 *   marks  = a string's marks, named by pn_value.marks (0: none)
 */
#ifndef PN_VALUE_TRACE_H
#define PN_VALUE_TRACE_H

#include "value/data.h"

/* Why a piece of template is executed. */
typedef enum pn_frame_kind {
	PN_FRAME_CALL = 0, /* include or {{template}} */
	PN_FRAME_TPL,
	PN_FRAME_IF,
	PN_FRAME_WITH,
	PN_FRAME_RANGE,
	PN_FRAME_ELSE /* the other branch of one of these */
} pn_frame_kind;

/*
 * A stack level: `node` of `source` called the template that is executing now, or is a branch or
 * loop around it.
 */
typedef struct pn_trace_frame {
	uint32_t parent; /* frame id; 0 is the bottom */
	uint32_t source; /* template text, see pn_trace_source */
	uint32_t offset; /* byte offset of the node in that text */
	uint32_t kind;	 /* pn_frame_kind */
	uint32_t callee; /* the text that is executed */
	uint32_t origin; /* of the text that tpl was given, or of the value that was looked at */
	uint32_t marks;	 /* of the text that tpl was given */
	uint32_t reads;	 /* of a branch: the values that decided, see pn_trace_reads_get */
} pn_trace_frame;

/* What was printed stands before a value's text: "key: |". */
#define PN_SITE_KEY UINT32_MAX

typedef struct pn_site {
	uint32_t frame;	 /* frame id */
	uint32_t source; /* template text */
	uint32_t offset; /* byte offset of the node, or of the line in literal text */
	uint32_t origin; /* of the value that was printed; 0 for literal text */
	uint32_t at;	 /* byte offset in the text of that value, or PN_SITE_KEY */
	uint32_t from;	 /* marks of the text that this one was computed from (b64enc ...); or 0 */
	uint32_t others; /* marks of who wrote the same key in maps that were merged; or 0 */
} pn_site;

typedef struct pn_text_mark {
	uint32_t offset; /* in the string */
	uint32_t site;
} pn_text_mark;

typedef struct pn_marks {
	const pn_text_mark *items;
	uint32_t count;
} pn_marks;

typedef struct pn_trace pn_trace;

/* Makes an empty trace in the arena; NULL without memory. */
pn_trace *pn_trace_new(pn_arena *arena);
/*
 * Registers a template text under its name; the same text at the same address under the same name
 * gives the same id, from 1. Ids here are 0 without memory.
 */
uint32_t pn_trace_source(pn_trace *trace, pn_str name, pn_str text);
uint32_t pn_trace_frame_add(pn_trace *trace, pn_trace_frame frame);
uint32_t pn_trace_site(pn_trace *trace, pn_site site);
/* Stores marks (ascending offsets) and returns their id, from 1; 0 for none. */
uint32_t pn_trace_marks(pn_trace *trace, const pn_text_mark *items, size_t count);
pn_marks pn_trace_marks_get(const pn_trace *trace, uint32_t id);
/* Returns how many marks begin at an offset or before it. */
uint32_t pn_marks_until(pn_marks marks, size_t offset);
/* The mark that holds at a byte of a text; NULL: none does. */
const pn_text_mark *pn_trace_mark_at(const pn_trace *trace, uint32_t marks, size_t offset);
const pn_site *pn_trace_site_get(const pn_trace *trace, uint32_t id);
const pn_trace_frame *pn_trace_frame_get(const pn_trace *trace, uint32_t id);
bool pn_trace_source_get(const pn_trace *trace, uint32_t id, pn_str *name, pn_str *text);
/*
 * Finds what wrote the byte at an offset of a traced text, and how many bytes of that stand before
 * it (skip may be NULL); 0: unknown.
 */
uint32_t pn_trace_site_at(const pn_trace *trace, const pn_value *text, size_t offset,
			  uint32_t *skip);
/* Notes that the value with this origin was read (field access, range, encoders). */
void pn_trace_read(pn_trace *trace, uint32_t origin);
/* Begins and ends to note which values are read; may be nested. */
uint32_t pn_trace_reads_begin(pn_trace *trace);
/* Returns an id, from 1, for the values read since the beginning that has this number; 0: none. */
uint32_t pn_trace_reads_end(pn_trace *trace, uint32_t begin);
/* The origins of these values, in the order of reading. */
const uint32_t *pn_trace_reads_get(const pn_trace *trace, uint32_t id, uint32_t *count);
/* ... and everything in it, for values that are passed on whole. */
void pn_trace_read_all(pn_trace *trace, const pn_value *v);
bool pn_trace_was_read(const pn_trace *trace, uint32_t origin);

#endif
