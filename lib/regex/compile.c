/* SPDX-License-Identifier: Apache-2.0 */
/* Trees to instructions (Go: regexp/syntax/compile.go and simplify.go). */
#include "regex/program.h"

/* Instructions are written one after the other; each goes on at the next one unless it says. */
typedef struct writer {
	pn_arena *arena;
	pn_rx_inst *insts;
	uint32_t count, cap;
	bool failed;
} writer;

static void write_node(writer *w, const pn_rx_node *node);

/* Appends an instruction and returns its index. */
static uint32_t emit(writer *w, pn_rx_op op, uint32_t other)
{
	if (w->count == w->cap) {
		uint32_t cap = w->cap ? w->cap * 2 : 32;
		pn_rx_inst *insts =
			pn_realloc(w->arena, w->insts, w->cap * sizeof *insts, cap * sizeof *insts);

		if (!insts) {
			w->failed = true;
			return 0;
		}
		w->insts = insts;
		w->cap = cap;
	}
	w->insts[w->count] = (pn_rx_inst){ (uint8_t)op, w->count + 1, other, NULL };
	return w->count++;
}

/* Makes a fork choose between the instruction behind it and the one that comes next now. */
static void end_fork(writer *w, uint32_t fork, bool lazy)
{
	if (w->failed)
		return;
	w->insts[fork].out = lazy ? w->count : fork + 1;
	w->insts[fork].other = lazy ? fork + 1 : w->count;
}

static void write_plus(writer *w, const pn_rx_node *sub, bool lazy)
{
	uint32_t start = w->count, fork;

	write_node(w, sub);
	fork = emit(w, PN_RX_OP_FORK, 0);
	if (w->failed)
		return;
	w->insts[fork].out = lazy ? fork + 1 : start;
	w->insts[fork].other = lazy ? start : fork + 1;
}

/* x* is (x+)? where x may be empty: that keeps the order in which ways are tried (Go: star). */
static void write_star(writer *w, const pn_rx_node *sub, bool lazy)
{
	uint32_t fork = emit(w, PN_RX_OP_FORK, 0), jump;

	if (sub->nullable) {
		write_plus(w, sub, lazy);
	} else {
		write_node(w, sub);
		jump = emit(w, PN_RX_OP_JUMP, 0);
		if (!w->failed)
			w->insts[jump].out = fork;
	}
	end_fork(w, fork, lazy);
}

/* x{2,5} is xx(x(x(x)?)?)?: every fork leaves to the same place. */
static void write_optional_copies(writer *w, const pn_rx_node *node, int32_t copies)
{
	uint32_t first = w->count, last = w->count;

	for (int32_t i = 0; i < copies && !w->failed; i++) {
		uint32_t fork = emit(w, PN_RX_OP_FORK, last);

		last = fork;
		write_node(w, node->subs[0]);
	}
	for (uint32_t fork = last; copies > 0 && !w->failed;) {
		uint32_t previous = w->insts[fork].other;

		end_fork(w, fork, node->lazy);
		if (fork == first)
			break;
		fork = previous;
	}
}

static void write_repeat(writer *w, const pn_rx_node *node)
{
	const pn_rx_node *sub = node->subs[0];
	int32_t before = node->max == PN_RX_MANY && node->min > 0 ? node->min - 1 : node->min;

	if (sub->kind == PN_RX_EMPTY)
		return;
	for (int32_t i = 0; i < before && !w->failed; i++)
		write_node(w, sub);
	if (node->max != PN_RX_MANY)
		write_optional_copies(w, node, node->max - node->min);
	else if (node->min == 0)
		write_star(w, sub, node->lazy);
	else
		write_plus(w, sub, node->lazy);
}

/* Tries the subs in their order; each but the last jumps behind all of them. */
static void write_alternate(writer *w, const pn_rx_node *node)
{
	uint32_t last_jump = UINT32_MAX;

	for (uint32_t i = 0; i + 1 < node->sub_count && !w->failed; i++) {
		uint32_t fork = emit(w, PN_RX_OP_FORK, 0), jump;

		write_node(w, node->subs[i]);
		jump = emit(w, PN_RX_OP_JUMP, last_jump);
		last_jump = jump;
		end_fork(w, fork, false);
	}
	write_node(w, node->subs[node->sub_count - 1]);
	while (last_jump != UINT32_MAX && !w->failed) {
		uint32_t previous = w->insts[last_jump].other;

		w->insts[last_jump].out = w->count;
		last_jump = previous;
	}
}

static void write_class(writer *w, const pn_rx_node *node)
{
	uint32_t inst = emit(w, PN_RX_OP_CLASS, 0);

	if (!w->failed)
		w->insts[inst].set = node->set;
}

/* The tree is at most 1000 levels high, see parse.c. */
static void write_node(writer *w, const pn_rx_node *node)
{
	switch ((pn_rx_kind)node->kind) {
	case PN_RX_EMPTY:
		break;
	case PN_RX_RUNE:
		emit(w, PN_RX_OP_RUNE, node->rune);
		break;
	case PN_RX_CLASS:
		write_class(w, node);
		break;
	case PN_RX_ANY:
		emit(w, PN_RX_OP_ANY, 0);
		break;
	case PN_RX_ANY_BUT_NEWLINE:
		emit(w, PN_RX_OP_ANY_BUT_NEWLINE, 0);
		break;
	case PN_RX_BEGIN_LINE:
	case PN_RX_END_LINE:
	case PN_RX_BEGIN_TEXT:
	case PN_RX_END_TEXT:
	case PN_RX_WORD_BOUNDARY:
	case PN_RX_NO_WORD_BOUNDARY:
		emit(w, PN_RX_OP_ASSERT, node->kind);
		break;
	case PN_RX_CAPTURE:
		emit(w, PN_RX_OP_CAPTURE, 2 * node->group);
		write_node(w, node->subs[0]);
		emit(w, PN_RX_OP_CAPTURE, 2 * node->group + 1);
		break;
	case PN_RX_REPEAT:
		write_repeat(w, node);
		break;
	case PN_RX_CONCAT:
		for (uint32_t i = 0; i < node->sub_count && !w->failed; i++)
			write_node(w, node->subs[i]);
		break;
	case PN_RX_ALTERNATE:
		write_alternate(w, node);
		break;
	}
}

/* Says whether every match begins at the start of the text. */
static bool is_anchored(const pn_rx_program *program)
{
	uint32_t pc = 0;

	for (;;) {
		const pn_rx_inst *inst = &program->insts[pc];

		if (inst->op == PN_RX_OP_ASSERT && inst->other == PN_RX_BEGIN_TEXT)
			return true;
		if (inst->op != PN_RX_OP_ASSERT && inst->op != PN_RX_OP_CAPTURE)
			return false;
		pc = inst->out;
	}
}

/* Notes the bytes that a rune or class may begin with. */
static void add_first(pn_rx_program *program, const pn_rx_inst *inst)
{
	const pn_rx_class *set = inst->set;
	char bytes[4];

	if (inst->op == PN_RX_OP_RUNE && inst->other != PN_RUNE_ERROR) {
		pn_utf8_encode(bytes, inst->other);
		program->first[(unsigned char)bytes[0]] = true;
		return;
	}
	for (uint32_t c = 0; c < 0x80 && inst->op == PN_RX_OP_CLASS; c++)
		program->first[c] = program->first[c] || pn_rx_class_has(set, c);
	/* Any bad byte is U+FFFD. */
	if (inst->op == PN_RX_OP_RUNE || (set->count && set->ranges[set->count - 1].last >= 0x80))
		memset(program->first + 0x80, true, 0x80);
}

/* Walks all ways to the first rune; false without memory. */
static bool find_first(pn_arena *arena, pn_rx_program *program)
{
	uint32_t *todo = PN_NEW_ARRAY(arena, uint32_t, 2 * (size_t)program->count);
	bool *seen = pn_alloc_zero(arena, program->count);
	size_t count = 0;

	if (!todo || !seen)
		return false;
	todo[count++] = 0;
	while (count && !program->any_start) {
		uint32_t pc = todo[--count];
		const pn_rx_inst *inst = &program->insts[pc];

		if (seen[pc])
			continue;
		seen[pc] = true;
		switch ((pn_rx_op)inst->op) {
		case PN_RX_OP_MATCH:
		case PN_RX_OP_ANY:
		case PN_RX_OP_ANY_BUT_NEWLINE:
			program->any_start = true;
			break;
		case PN_RX_OP_RUNE:
		case PN_RX_OP_CLASS:
			add_first(program, inst);
			break;
		case PN_RX_OP_FORK:
			todo[count++] = inst->other;
			todo[count++] = inst->out;
			break;
		case PN_RX_OP_JUMP:
		case PN_RX_OP_CAPTURE:
		case PN_RX_OP_ASSERT:
			todo[count++] = inst->out;
			break;
		}
	}
	return true;
}

bool pn_rx_compile(pn_arena *arena, const pn_rx_node *root, pn_rx_program *out)
{
	writer w = { .arena = arena };

	write_node(&w, root);
	emit(&w, PN_RX_OP_MATCH, 0);
	if (w.failed)
		return false;
	*out = (pn_rx_program){ .insts = w.insts, .count = w.count };
	out->anchored = is_anchored(out);
	return find_first(arena, out);
}
