/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The common forms of YAML, read line by line: block maps and lists, scalars on one line, literal
 * blocks, flow collections on one line, comments. Nearly every values file and rendered document
 * is nothing else. Whatever is not plainly one of these, or wrong, is left to the scanner and
 * parser proper. Inside codec only.
 */
#ifndef PN_CODEC_YAML_QUICK_H
#define PN_CODEC_YAML_QUICK_H

#include "codec/yaml_build.h"
#include "codec/yaml_resolve.h"

/*
 * Builds the value of a text that is one document, of which the value keeps slices. False: the
 * text has to be read properly, by another builder; what this one did is to be forgotten.
 */
bool pn_yaml_quick_build(pn_yaml_builder *b, pn_str text, pn_value *out);

/* ---- for the parts ---- */

/* What becomes of what is read. */
typedef enum pn_yaml_quick_way {
	PN_YAML_BY_EVENTS, /* the builder is told each event */
	PN_YAML_DIRECTLY,  /* values are made at once, since all are kept as they are */
	PN_YAML_SKIMMING   /* nothing is kept: scalars are looked at, no more */
} pn_yaml_quick_way;

typedef struct pn_yaml_quick {
	pn_yaml_builder *b;
	const char *p, *end;
	const char *line_start; /* of the line that p is on */
	uint32_t line;		/* from 0 */
	uint32_t depth;
	uint8_t way;   /* pn_yaml_quick_way */
	uint32_t open; /* directly: how many collections are */
	pn_str key;    /* directly: of the next value; empty in a list */
	/* Of the next token, once pn_yaml_quick_next has found it. */
	uint32_t indent;
	bool at_end; /* there is none */
} pn_yaml_quick;

static inline bool pn_yaml_quick_is_at(const pn_yaml_quick *q, char c)
{
	return q->p < q->end && *q->p == c;
}
static inline uint32_t pn_yaml_quick_column(const pn_yaml_quick *q)
{
	return (uint32_t)(q->p - q->line_start);
}
static inline void pn_yaml_quick_skip_spaces(pn_yaml_quick *q)
{
	while (pn_yaml_quick_is_at(q, ' '))
		q->p++;
}
/* Whether a space, a line end or the end is at `at`. */
static inline bool pn_yaml_quick_is_blank(const pn_yaml_quick *q, const char *at)
{
	return at == q->end || *at == ' ' || *at == '\n';
}
/* Where something stands; both from 0. */
typedef struct pn_yaml_spot {
	uint32_t line, column;
} pn_yaml_spot;

static inline pn_yaml_spot pn_yaml_quick_spot(const pn_yaml_quick *q, const char *at)
{
	return (pn_yaml_spot){ q->line, (uint32_t)(at - q->line_start) };
}

/* A collection that is being read directly. */
typedef struct pn_yaml_quick_open {
	pn_str key;	 /* its own */
	size_t first;	 /* its first item */
	uint32_t origin; /* 0: unknown */
} pn_yaml_quick_open;

/* Chooses the way for a text. */
void pn_yaml_quick_choose(pn_yaml_quick *q);
/* Begins and ends a collection; both are told where the reader is. */
bool pn_yaml_quick_begin(pn_yaml_quick *q, bool is_map, pn_yaml_quick_open *open);
bool pn_yaml_quick_finish(pn_yaml_quick *q, bool is_map, const pn_yaml_quick_open *open);
/* Says that another item of a list follows. */
static inline void pn_yaml_quick_item(pn_yaml_quick *q)
{
	q->key = PN_STR_EMPTY;
}
/* pn_yaml_quick_put_key where it takes more than a glance. */
bool pn_yaml_quick_put_any_key(pn_yaml_quick *q, pn_yaml_spot spot, pn_str text, bool plain);
static inline bool pn_yaml_quick_put_key(pn_yaml_quick *q, pn_yaml_spot spot, pn_str text,
					 bool plain)
{
	if (q->way != PN_YAML_DIRECTLY || (plain && !pn_yaml_is_surely_string(text)))
		return pn_yaml_quick_put_any_key(q, spot, text, plain);
	q->key = text;
	return true;
}
bool pn_yaml_quick_put_scalar(pn_yaml_quick *q, pn_yaml_spot spot, pn_str text, bool plain);
/* Whether the next value is not kept, so that its text need not be made. */
bool pn_yaml_quick_is_skipping(const pn_yaml_quick *q);
/*
 * Begins to skim when the value that follows is not kept; says whether it did, and then
 * pn_yaml_quick_skimmed is to be called behind the value.
 */
bool pn_yaml_quick_skim_any(pn_yaml_quick *q);
static inline bool pn_yaml_quick_skim(pn_yaml_quick *q)
{
	return q->way == PN_YAML_BY_EVENTS && pn_yaml_quick_skim_any(q);
}
bool pn_yaml_quick_skimmed(pn_yaml_quick *q);

/* A key that was found: its text, and what follows its ':'. */
typedef struct pn_yaml_quick_key {
	pn_str text;
	bool plain;
	const char *end;
} pn_yaml_quick_key;

/* Whether a key, with a ':' and a blank behind it, is here for certain; nothing is taken. */
bool pn_yaml_quick_find_key(const pn_yaml_quick *q, pn_yaml_quick_key *key);
/*
 * Takes a value that is no block collection, inside one that is indented by `indent`, and goes to
 * the next token.
 */
bool pn_yaml_quick_value(pn_yaml_quick *q, uint32_t indent);
/*
 * Takes a plain scalar that began at `start` and whose first line ends here, with the lines that
 * continue it, in a collection that is indented by `indent`; or a quoted one that begins here.
 */
bool pn_yaml_quick_folded(pn_yaml_quick *q, const char *start, uint32_t indent);
bool pn_yaml_quick_quoted(pn_yaml_quick *q, uint32_t indent);
/*
 * Returns where a line of a plain scalar ends: its line end, or a comment. NULL when something in
 * it could be more than text.
 */
const char *pn_yaml_quick_end_of_plain(const pn_yaml_quick *q, const char *at);
/* Goes to the next token, from a place where nothing but blanks and a comment may follow. */
bool pn_yaml_quick_next(pn_yaml_quick *q);

#endif
