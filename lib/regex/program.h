/* A tree as instructions, and the machine that runs them in linear time. Private to regex. */
#ifndef PN_REGEX_PROGRAM_H
#define PN_REGEX_PROGRAM_H

#include "regex/tree.h"

typedef enum pn_rx_op {
	PN_RX_OP_MATCH = 0,
	PN_RX_OP_RUNE,
	PN_RX_OP_CLASS,
	PN_RX_OP_ANY,
	PN_RX_OP_ANY_BUT_NEWLINE,
	PN_RX_OP_FORK,	  /* go on at `out`; if that fails, at `other` */
	PN_RX_OP_JUMP,	  /* go on at `out` */
	PN_RX_OP_CAPTURE, /* note the place in slot `other` */
	PN_RX_OP_ASSERT	  /* `other` is a pn_rx_kind that must hold here */
} pn_rx_op;

typedef struct pn_rx_inst {
	uint8_t op; /* pn_rx_op */
	uint32_t out;
	uint32_t other; /* RUNE: the rune */
	const pn_rx_class *set;
} pn_rx_inst;

typedef struct pn_rx_program {
	pn_rx_inst *insts;
	uint32_t count;
	bool anchored;	 /* begins with \A */
	bool any_start;	 /* may match without a first byte, or with any */
	bool first[256]; /* bytes that a match may begin with, unless any_start */
} pn_rx_program;

/* Compiles a tree; false without memory. */
bool pn_rx_compile(pn_arena *arena, const pn_rx_node *root, pn_rx_program *out);

/* The working memory of searches with one program; for one thread at a time. */
typedef struct pn_rx_machine pn_rx_machine;

/*
 * Makes a machine that notes `place_count` places: 0 to ask only whether there is a match, 2 for
 * where it is, more for groups. NULL without memory.
 */
pn_rx_machine *pn_rx_machine_new(pn_arena *arena, const pn_rx_program *program,
				 uint32_t place_count);

typedef enum pn_rx_result { PN_RX_NO_MATCH = 0, PN_RX_MATCH, PN_RX_GAVE_UP } pn_rx_result;

/*
 * Finds the leftmost match that begins at or behind `from`; text before it counts as context.
 * places[2i] and [2i+1] are set to where group i begins and ends, PN_NOT_FOUND when it took no
 * part. Gives up when more than *steps instructions would be needed; takes those needed off *steps.
 */
pn_rx_result pn_rx_run(pn_rx_machine *m, pn_str text, size_t from, uint64_t *steps, size_t *places);

/* Says whether an anchor or word boundary (a pn_rx_kind) holds at a place. */
bool pn_rx_holds(pn_rx_kind kind, pn_str text, size_t pos);

#endif
