/* The syntax tree of a pattern, and how one is parsed. Private to regex. */
#ifndef PN_REGEX_TREE_H
#define PN_REGEX_TREE_H

#include "base/base.h"

enum { PN_RX_LAST_RUNE = 0x10FFFF, PN_RX_MANY = -1 };

typedef enum pn_rx_kind {
	PN_RX_EMPTY = 0,
	PN_RX_RUNE,
	PN_RX_CLASS,
	PN_RX_ANY,
	PN_RX_ANY_BUT_NEWLINE,
	PN_RX_BEGIN_LINE,
	PN_RX_END_LINE,
	PN_RX_BEGIN_TEXT,
	PN_RX_END_TEXT,
	PN_RX_WORD_BOUNDARY,
	PN_RX_NO_WORD_BOUNDARY,
	PN_RX_CAPTURE,
	PN_RX_REPEAT, /* also * + ? */
	PN_RX_CONCAT,
	PN_RX_ALTERNATE
} pn_rx_kind;

/* Runes in ascending order, apart from each other. */
typedef struct pn_rx_class {
	const pn_rune_range *ranges;
	uint32_t count;
	uint64_t ascii[2]; /* the members below 0x80, a bit each */
} pn_rx_class;

typedef struct pn_rx_node pn_rx_node;
struct pn_rx_node {
	uint8_t kind;  /* pn_rx_kind */
	bool lazy;     /* REPEAT */
	bool counted;  /* REPEAT written with braces */
	bool nullable; /* may match the empty string, as Go's compiler reckons */
	uint16_t height;
	int32_t min, max; /* REPEAT; max may be PN_RX_MANY */
	uint32_t rune;	  /* RUNE */
	uint32_t group;	  /* CAPTURE, from 1 */
	int64_t size;	  /* instructions that it becomes */
	pn_rx_class *set; /* CLASS */
	pn_rx_node **subs;
	uint32_t sub_count;
};

typedef struct pn_rx_tree {
	pn_rx_node *root;
	uint32_t group_count;
	pn_str *names; /* of the groups, from 1; empty ones for groups without a name */
} pn_rx_tree;

/* Parses a pattern, which must live as long as the tree; false with Go's error. */
bool pn_rx_parse(pn_arena *arena, pn_error *err, pn_str pattern, pn_rx_tree *out);

/* ---- character classes (class.c) ---- */

/* A class under construction. Failure is sticky. */
typedef struct pn_rx_set {
	pn_arena *arena;
	pn_rune_range *ranges;
	uint32_t count, cap;
	bool failed;
} pn_rx_set;

void pn_rx_set_init(pn_rx_set *set, pn_arena *arena);
void pn_rx_set_add(pn_rx_set *set, uint32_t first, uint32_t last);
/* Adds runes and all that differ from them by case only. */
void pn_rx_set_add_folded(pn_rx_set *set, uint32_t first, uint32_t last);
/* Adds every rune that is not in the ranges, which are in ascending order. */
void pn_rx_set_add_others(pn_rx_set *set, const pn_rune_range *ranges, size_t count);
/* Sorts the ranges and joins those that touch. */
void pn_rx_set_clean(pn_rx_set *set);
/* Makes a class of a clean set; NULL without memory. */
pn_rx_class *pn_rx_set_finish(pn_rx_set *set);
bool pn_rx_class_has(const pn_rx_class *set, uint32_t rune);

#endif
