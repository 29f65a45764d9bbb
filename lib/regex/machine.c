/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a program over a text by following all ways at once, in the order in which a backtracking
 * matcher would try them (Go: regexp/exec.go; Pike's machine). A way is a thread; two threads at
 * one instruction are one, so that a step costs no more than the program's length.
 */
#include "regex/program.h"

/* Threads in the order of preference: a set of instructions, each with the places it has noted. */
typedef struct threads {
	uint32_t *order; /* instructions, best first */
	uint32_t *index; /* where in `order` an instruction is, if it is there */
	size_t *places;	 /* of each thread, place_count at a time */
	uint32_t count;
} threads;

/* What is still to be followed: an instruction, or a place to restore before the next one. */
typedef struct pending {
	uint32_t pc; /* RESTORE: restore */
	uint32_t place;
	size_t value;
} pending;

enum { RESTORE = UINT32_MAX };

struct pn_rx_machine {
	const pn_rx_program *program;
	uint32_t place_count;
	threads now, next;
	pending *stack;
	size_t *places; /* of the way that is being followed */
	pn_str text;
};

static bool init_threads(pn_arena *arena, threads *list, uint32_t count, uint32_t place_count)
{
	size_t places;

	list->order = pn_alloc_zero(arena, count * sizeof *list->order);
	list->index = pn_alloc_zero(arena, count * sizeof *list->index);
	if (!pn_size_mul(&places, count, place_count))
		return false;
	list->places = PN_NEW_ARRAY(arena, size_t, places);
	return list->order && list->index && list->places;
}

pn_rx_machine *pn_rx_machine_new(pn_arena *arena, const pn_rx_program *program,
				 uint32_t place_count)
{
	pn_rx_machine *m = PN_NEW(arena, pn_rx_machine);

	if (!m)
		return NULL;
	m->program = program;
	m->place_count = place_count;
	/* An instruction is followed once a position and leaves two things to do at most. */
	m->stack = PN_NEW_ARRAY(arena, pending, 2 * (size_t)program->count + 1);
	m->places = PN_NEW_ARRAY(arena, size_t, place_count);
	if (!m->stack || !m->places || !init_threads(arena, &m->now, program->count, place_count) ||
	    !init_threads(arena, &m->next, program->count, place_count))
		return NULL;
	return m;
}

static bool is_word(pn_str text, size_t pos)
{
	uint32_t c = pos < text.len ? (unsigned char)text.ptr[pos] : 0;

	return (c | 0x20) - 'a' < 26 || c - '0' < 10 || c == '_';
}

bool pn_rx_holds(pn_rx_kind kind, pn_str text, size_t pos)
{
	bool boundary;

	switch (kind) {
	case PN_RX_BEGIN_LINE:
		return pos == 0 || text.ptr[pos - 1] == '\n';
	case PN_RX_END_LINE:
		return pos == text.len || text.ptr[pos] == '\n';
	case PN_RX_BEGIN_TEXT:
		return pos == 0;
	case PN_RX_END_TEXT:
		return pos == text.len;
	default:
		boundary = (pos > 0 && is_word(text, pos - 1)) != is_word(text, pos);
		return boundary == (kind == PN_RX_WORD_BOUNDARY);
	}
}

/* Adds an instruction to a list; false when it is there already. */
static bool enlist(threads *list, uint32_t pc)
{
	uint32_t at = list->index[pc];

	if (at < list->count && list->order[at] == pc)
		return false;
	list->index[pc] = list->count;
	list->order[list->count++] = pc;
	return true;
}

/* Copies the places of the way being followed to the newest thread. */
static void keep_places(pn_rx_machine *m, threads *list)
{
	if (m->place_count)
		memcpy(list->places + (size_t)(list->count - 1) * m->place_count, m->places,
		       m->place_count * sizeof *m->places);
}

/*
 * Follows one instruction that takes no rune, or leaves a thread at one that does. Returns what to
 * follow next, RESTORE for nothing.
 */
static uint32_t follow_one(pn_rx_machine *m, threads *list, uint32_t pc, size_t pos, size_t *depth)
{
	const pn_rx_inst *inst = &m->program->insts[pc];

	if (!enlist(list, pc))
		return RESTORE;
	switch ((pn_rx_op)inst->op) {
	case PN_RX_OP_FORK:
		m->stack[(*depth)++] = (pending){ inst->other, 0, 0 };
		return inst->out;
	case PN_RX_OP_JUMP:
		return inst->out;
	case PN_RX_OP_CAPTURE:
		if (inst->other < m->place_count) {
			m->stack[(*depth)++] =
				(pending){ RESTORE, inst->other, m->places[inst->other] };
			m->places[inst->other] = pos;
		}
		return inst->out;
	case PN_RX_OP_ASSERT:
		return pn_rx_holds((pn_rx_kind)inst->other, m->text, pos) ? inst->out : RESTORE;
	case PN_RX_OP_MATCH:
	case PN_RX_OP_RUNE:
	case PN_RX_OP_CLASS:
	case PN_RX_OP_ANY:
	case PN_RX_OP_ANY_BUT_NEWLINE:
		break;
	}
	keep_places(m, list);
	return RESTORE;
}

/* Adds all threads that an instruction leads to without taking a rune. */
static void follow(pn_rx_machine *m, threads *list, uint32_t pc, size_t pos)
{
	size_t depth = 0;

	m->stack[depth++] = (pending){ pc, 0, 0 };
	while (depth > 0) {
		const pending todo = m->stack[--depth];

		if (todo.pc == RESTORE) {
			m->places[todo.place] = todo.value;
			continue;
		}
		for (pc = todo.pc; pc != RESTORE;)
			pc = follow_one(m, list, pc, pos, &depth);
	}
}

/* Starts a match here, as the way that is liked least. */
static void start(pn_rx_machine *m, size_t pos)
{
	const pn_rx_program *program = m->program;

	if (!program->any_start &&
	    (pos == m->text.len || !program->first[(unsigned char)m->text.ptr[pos]]))
		return;
	for (uint32_t i = 0; i < m->place_count; i++)
		m->places[i] = PN_NOT_FOUND;
	if (m->place_count)
		m->places[0] = pos;
	follow(m, &m->now, 0, pos);
}

static bool takes(const pn_rx_inst *inst, uint32_t rune)
{
	switch ((pn_rx_op)inst->op) {
	case PN_RX_OP_RUNE:
		return inst->other == rune;
	case PN_RX_OP_CLASS:
		return pn_rx_class_has(inst->set, rune);
	case PN_RX_OP_ANY:
		return true;
	case PN_RX_OP_ANY_BUT_NEWLINE:
		return rune != '\n';
	default:
		return false;
	}
}

/* Notes where a match ends; what is liked less than it is of no interest any more. */
static void note_match(const pn_rx_machine *m, uint32_t thread, size_t pos, size_t *places)
{
	if (!m->place_count)
		return;
	memcpy(places, m->now.places + (size_t)thread * m->place_count,
	       m->place_count * sizeof *places);
	places[1] = pos;
}

/* Has every thread take the rune at pos, of width 0 at the end; true when one has matched. */
static bool step(pn_rx_machine *m, size_t pos, uint32_t rune, size_t width, size_t *places)
{
	m->next.count = 0;
	for (uint32_t i = 0; i < m->now.count; i++) {
		const pn_rx_inst *inst = &m->program->insts[m->now.order[i]];

		if (inst->op == PN_RX_OP_MATCH) {
			note_match(m, i, pos, places);
			return true;
		}
		if (width == 0 || !takes(inst, rune))
			continue;
		if (m->place_count)
			memcpy(m->places, m->now.places + (size_t)i * m->place_count,
			       m->place_count * sizeof *m->places);
		follow(m, &m->next, inst->out, pos + width);
	}
	return false;
}

/* Returns the next place where a match may begin, past the end when there is none. */
static size_t next_start(const pn_rx_machine *m, size_t pos)
{
	const pn_rx_program *program = m->program;

	if (program->anchored)
		return pos == 0 ? 0 : m->text.len + 1;
	if (program->any_start)
		return pos;
	while (pos < m->text.len && !program->first[(unsigned char)m->text.ptr[pos]])
		pos++;
	return pos < m->text.len ? pos : m->text.len + 1;
}

/* Takes the cost of a position off the steps that are left. */
static bool spend(const pn_rx_machine *m, uint64_t *steps)
{
	uint64_t cost = (uint64_t)m->now.count + 1;

	if (*steps < cost) {
		*steps = 0;
		return false;
	}
	*steps -= cost;
	return true;
}

pn_rx_result pn_rx_run(pn_rx_machine *m, pn_str text, size_t from, uint64_t *steps, size_t *places)
{
	bool matched = false;
	size_t width;

	m->text = text;
	m->now.count = 0;
	for (size_t pos = from; pos <= text.len; pos += width) {
		threads swapped;
		uint32_t rune;

		if (m->now.count == 0) {
			if (matched)
				break;
			pos = next_start(m, pos);
			if (pos > text.len)
				break;
		}
		if (!matched)
			start(m, pos);
		if (!spend(m, steps))
			return PN_RX_GAVE_UP;
		rune = pn_utf8_decode(pn_str_slice(text, pos, text.len), &width);
		if (step(m, pos, rune, width, places)) {
			matched = true;
			if (!m->place_count)
				break;
		}
		if (width == 0)
			break;
		swapped = m->now;
		m->now = m->next;
		m->next = swapped;
	}
	return matched ? PN_RX_MATCH : PN_RX_NO_MATCH;
}
