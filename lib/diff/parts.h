/* What the files of this room share. Inside diff only. */
#ifndef PN_DIFF_PARTS_H
#define PN_DIFF_PARTS_H

#include "diff/diff.h"

/* How deep objects may be nested: Kubernetes' own are below 50 levels. */
enum { PN_DIFF_MAX_DEPTH = 1000 };

/* Makes room for one more item; false, and the error set, without memory. */
bool pn_diff_grow(pn_cx *cx, void **items, size_t *cap, size_t count, size_t size);

/* ---- values (same.c) ---- */

/* Says whether two values are one to Kubernetes: numbers by what they are worth. */
bool pn_same_value(const pn_value *a, const pn_value *b);
/* A hash that is equal for values that are the same. */
uint64_t pn_value_hash(const pn_value *v);
/* How much two values have in common, from 0 to 1: by the leaves and where they are. */
double pn_value_likeness(pn_arena *arena, const pn_value *a, const pn_value *b);
/* The entry of a map; NULL when `map` is none or has none. */
const pn_value *pn_member(const pn_value *map, const char *key);
/* The same through several maps: "metadata.name". */
const pn_value *pn_member_path(const pn_value *map, const char *path);
/* The text of an entry that is a string; empty otherwise. */
pn_str pn_member_text(const pn_value *map, const char *key);

/* ---- sequences (align.c) ---- */

/* Partners in a sequence: PN_NO_INDEX where there is none. */
typedef struct pn_partners {
	uint32_t *of[2]; /* for each item of A its partner in B, and the reverse */
	uint32_t count[2];
} pn_partners;

bool pn_partners_init(pn_cx *cx, pn_partners *partners, uint32_t a, uint32_t b);
void pn_partners_join(pn_partners *partners, uint32_t a, uint32_t b);
/* Joins items with equal hashes in a longest common sequence, or nearly so for very long ones. */
bool pn_align(pn_cx *cx, const uint64_t *a, const uint64_t *b, pn_partners *partners);
/*
 * Of the partners, the most that stand in one order on both sides: stays[i] says so of item i of A.
 */
bool pn_stays(pn_cx *cx, const pn_partners *partners, bool *stays);

/* ---- list items (items.c, item_keys.c) ---- */

/* The keys that items may have, best first; each one field, or several joined by '+'. */
const char *const *pn_item_keys(pn_str list_name);
/* Which items of two lists belong together, and by which key (NULL: by likeness and place). */
typedef struct pn_item_match {
	pn_partners partners;
	const char *key;
} pn_item_match;
/* `name` is the key of the list in its map. */
bool pn_match_items(pn_cx *cx, pn_str name, const pn_value *a, const pn_value *b,
		    pn_item_match *out);
/* The text of an item's key: "app", "8080/TCP"; false when a part of it is missing. */
bool pn_item_key_text(pn_cx *cx, const pn_value *item, const char *key, pn_str *out);

/* ---- fields (fields.c) ---- */

/* Makes the step to an item, which is at[A] and at[B]; key NULL: it is told by its place. */
bool pn_item_step(pn_cx *cx, const pn_path *parent, const pn_value *item, const char *key,
		  const uint32_t at[2], pn_path *step);
bool pn_compare_values(pn_cx *cx, const pn_value *a, const pn_value *b, pn_changes *out);

/* ---- objects (match.c) ---- */

bool pn_match_objects(pn_cx *cx, const pn_object_set *a, const pn_object_set *b,
		      const pn_diff_options *options, pn_diff *out);

#endif
