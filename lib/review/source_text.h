/* A template's text as people see it: its lines and its actions. */
#ifndef PN_REVIEW_SOURCE_TEXT_H
#define PN_REVIEW_SOURCE_TEXT_H

#include "base/base.h"

/* An action, from its "{{" to behind its "}}". */
typedef struct pn_action {
	uint32_t from, to;
} pn_action;

typedef struct pn_source_text {
	pn_str name, text;
	pn_str place;	 /* where it is, as the user would open it; empty: not looked for */
	uint32_t *lines; /* where each line begins */
	uint32_t line_count;
	pn_action *actions;
	uint32_t action_count;
	bool is_file; /* not a template: a file of the chart that one read; it has no actions */
} pn_source_text;

/* Looks through a text; false without memory. */
bool pn_source_text_make(pn_arena *arena, pn_str name, pn_str text, pn_source_text *out);
/* Finds the line (from 1) and column (from 1, in bytes) of an offset. */
void pn_source_text_locate(const pn_source_text *source, uint32_t offset, uint32_t *line,
			   uint32_t *column);
/* Returns a line, from 1, without what ends it; empty when there is none. */
pn_str pn_source_text_line(const pn_source_text *source, uint32_t line);
/* Finds the action that an offset is in; NULL for literal text. */
const pn_action *pn_source_text_action(const pn_source_text *source, uint32_t offset);

#endif
