/*
 * reads: which places in the values a chart's templates name, whether a render comes by or not. The
 * templates are gone through once for each value that their dot may be, both branches of every
 * condition, loops once, with sets of possibilities in place of values; each field on the way from
 * .Values is entered into a tree of places. What cannot be told is taken for more, never for less.
 * Knows everything below. Called by review.
 *
 * Lifetime rule: all that is found lives in the arena of the pn_cx it was found with, and keeps
 * pointers into the bundle's trees.
 */
#ifndef PN_READS_READS_H
#define PN_READS_READS_H

#include "render/render.h"

typedef struct pn_read_place pn_read_place;
typedef struct pn_maybe pn_maybe;

/* Where a template names a place; source NULL: nowhere. */
typedef struct pn_sight {
	const pn_tmpl_source *source;
	uint32_t offset;
} pn_sight;

/* A place in the root chart's values, as far as templates name it. */
struct pn_read_place {
	pn_str key; /* empty for the root, `each` and `some` */
	pn_read_place *parent;
	pn_map *children;    /* by key: numbers into pn_reads.places; NULL: none */
	pn_read_place *each; /* whatever is in it: items of a list, entries of a map; or NULL */
	pn_read_place *some; /* an entry whose key is known only when a template runs; or NULL */
	const pn_part *part; /* whose values begin here; NULL: they begin further up */
	bool named;	     /* a template gets at it, rather than only at what is in it */
	bool whole;	     /* encoded, or handed to who knows whom: all that is in it is read */
	bool vague;	     /* what becomes of it could not be followed */
	pn_sight open;	     /* the first that takes it for granted */
	pn_sight inner;	     /* the same, where conditions around ask for what it is in */
	pn_sight guarded;    /* the first that asks for it: if, with, default, hasKey ... */
	bool put;	     /* a template sets it */
	const pn_maybe *instead; /* what templates put there */
	const pn_maybe *under;	 /* what templates merge into it */
	uint32_t stamp;		 /* of the last look-up that came by */
	uint32_t guards;	 /* it or something in it is asked for by conditions around */
	bool is_guard;
};

typedef struct pn_reads {
	pn_arena *arena;
	pn_read_place *root;
	pn_read_place **places; /* all of them */
	uint32_t count, cap;
	const pn_task *tasks; /* the templates */
	size_t task_count;
	bool unsure; /* a template is included, or a text executed, that is not known */
} pn_reads;

/* What the templates are read with. */
typedef struct pn_reads_options {
	pn_bundle *bundle;
	const pn_part *root;	/* all charts that may take part, with their values */
	const pn_value *values; /* merged for them */
	const pn_release *release;
} pn_reads_options;

/* Goes through all templates. Those that do not parse are an error. */
bool pn_reads_find(pn_cx *cx, const pn_reads_options *options, pn_reads **out);

/* ---- asking ---- */

/* Places that one path leads to: by its keys, by `each` and `some`, by what subcharts see. */
typedef struct pn_places {
	const pn_read_place **items;
	uint32_t count, cap;
} pn_places;

/* Begins at the root; false without memory. */
bool pn_places_begin(const pn_reads *reads, pn_places *out);
/*
 * Goes one step on to *out, by key, or by an index of a list when key is NULL. `sure` says that the
 * key is known to the chart, or was read: then `some` may stand for it.
 */
bool pn_places_step(const pn_reads *reads, const pn_places *from, const pn_str *key, bool sure,
		    pn_places *out);
/* Says whether one of them is read with all that is in it; all values of a chart do not count. */
bool pn_places_whole(const pn_places *places);
/* Says whether one of them is all values of a chart, and read so. */
bool pn_places_dumped(const pn_places *places);
/* Says whether of one of them it is not known which keys in it are read. */
bool pn_places_vague(const pn_places *places);
/* Says whether one of them is named itself. */
bool pn_places_named(const pn_places *places);
/* Gives a place's children by number; NULL beyond the last. */
const pn_read_place *pn_read_place_child_at(const pn_reads *reads, const pn_read_place *place,
					    size_t i);
/* The child under a key, or NULL. */
const pn_read_place *pn_read_place_child(const pn_reads *reads, const pn_read_place *place,
					 pn_str key);

#endif
