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

/* A stack level: `node` of `source` called the template that is executing now. */
typedef struct pn_trace_frame {
	uint32_t parent; /* frame id; 0 is the bottom */
	uint32_t source; /* template text, see pn_trace_source */
	uint32_t offset; /* byte offset of the calling node in that text */
} pn_trace_frame;

typedef struct pn_site {
	uint32_t frame;	 /* frame id */
	uint32_t source; /* template text */
	uint32_t offset; /* byte offset of the node */
	uint32_t origin; /* of the value that was printed; 0 for literal text */
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
const pn_site *pn_trace_site_get(const pn_trace *trace, uint32_t id);
const pn_trace_frame *pn_trace_frame_get(const pn_trace *trace, uint32_t id);
bool pn_trace_source_get(const pn_trace *trace, uint32_t id, pn_str *name, pn_str *text);
/* Finds what wrote the byte at an offset of a traced text; 0: unknown. */
uint32_t pn_trace_site_at(const pn_trace *trace, const pn_value *text, size_t offset);
/* Notes that the value with this origin was read (field access, range, encoders). */
void pn_trace_read(pn_trace *trace, uint32_t origin);
/* ... and everything in it, for values that are passed on whole. */
void pn_trace_read_all(pn_trace *trace, const pn_value *v);
bool pn_trace_was_read(const pn_trace *trace, uint32_t origin);

#endif
