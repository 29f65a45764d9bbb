/* The texts of tpl that a render has parsed: charts hand it the same ones over and over. */
#ifndef PN_RENDER_TEXTS_H
#define PN_RENDER_TEXTS_H

#include "tmpl/tmpl.h"

typedef struct pn_text_slot {
	uint32_t hash;	     /* of the text */
	const pn_tmpl *tmpl; /* NULL: free */
} pn_text_slot;

/* Empty when cleared, but for the arena. */
typedef struct pn_texts {
	pn_arena *arena;
	pn_text_slot *slots; /* open addressing by text */
	uint32_t count, cap;
} pn_texts;

/* Finds what a text was parsed to; `hash` is pn_str_hash(text). NULL when it was not. */
const pn_tmpl *pn_texts_find(const pn_texts *texts, pn_str text, uint32_t hash);
/* Adds a parsed text that is not there; false without memory. */
bool pn_texts_add(pn_texts *texts, const pn_tmpl *tmpl, uint32_t hash);

#endif
