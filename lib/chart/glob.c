/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pattern becomes a small program whose states are run side by side, so that matching takes
 * time linear in the path whatever the pattern.
 */
#include "chart/glob.h"

typedef enum op {
	OP_RUNE,  /* one given rune */
	OP_ONE,	  /* any rune but '/' */
	OP_ALL,	  /* any rune */
	OP_SET,	  /* a rune (not) in a range or list */
	OP_SPLIT, /* go on at the next instruction and at `to` */
	OP_JUMP,  /* go on at `to` */
	OP_DONE
} op;

typedef struct instruction {
	op op;
	uint32_t rune, high; /* OP_RUNE; OP_SET: the range */
	pn_str list;	     /* OP_SET: the runes, when there is no range */
	bool negated;
	uint32_t to;
} instruction;

struct pn_glob {
	instruction *code;
	uint32_t count, cap;
	uint32_t *states; /* room for two state lists and a mark each */
	bool everything;
};

enum { MAX_BRACES = 100 };

typedef struct compiler {
	pn_cx *cx;
	pn_glob *glob;
	pn_str rest;
	uint32_t braces;
	bool bad;
} compiler;

static uint32_t emit(compiler *c, instruction i)
{
	pn_glob *g = c->glob;

	if (g->count == g->cap) {
		uint32_t cap = g->cap ? g->cap * 2 : 32;
		instruction *code = pn_realloc(c->cx->arena, g->code, g->cap * sizeof *code,
					       cap * sizeof *code);

		if (!code) {
			c->bad = true;
			return 0;
		}
		g->code = code;
		g->cap = cap;
	}
	g->code[g->count] = i;
	return g->count++;
}

/* Emits a loop over one kind of rune: '*' or '**'. */
static void emit_star(compiler *c, op each)
{
	uint32_t split = emit(c, (instruction){ .op = OP_SPLIT });

	emit(c, (instruction){ .op = each });
	emit(c, (instruction){ .op = OP_JUMP, .to = split });
	if (!c->bad)
		c->glob->code[split].to = c->glob->count;
}

/* Takes the next rune of the pattern; a bad byte or NUL makes the pattern bad, as in the library.
 */
static uint32_t take(compiler *c)
{
	uint32_t rune;

	if (!c->rest.len)
		return 0;
	rune = pn_utf8_next(&c->rest);
	c->bad = c->bad || rune == PN_RUNE_ERROR || rune == 0;
	return rune;
}

/* Takes the runes of a list up to its ']', escapes resolved. */
static pn_str take_list(compiler *c)
{
	pn_buf runes;

	pn_buf_init(&runes, c->cx->arena);
	while (c->rest.len && c->rest.ptr[0] != ']' && !c->bad) {
		if (c->rest.ptr[0] == '\\')
			take(c);
		if (c->rest.len)
			pn_buf_rune(&runes, take(c));
	}
	return pn_buf_str(&runes);
}

/* Compiles "[a-z]", "[!abc]"; the '[' is taken. */
static void compile_set(compiler *c)
{
	instruction i = { .op = OP_SET };
	pn_str before, after;

	if (c->rest.len && c->rest.ptr[0] == '!') {
		i.negated = true;
		take(c);
	}
	before = c->rest;
	i.rune = take(c);
	if (c->rest.len && c->rest.ptr[0] == '-') {
		take(c);
		c->bad = c->bad || !c->rest.len;
		i.high = take(c);
		c->bad = c->bad || i.high < i.rune;
	} else {
		c->rest = before;
		i.list = take_list(c);
		c->bad = c->bad || !i.list.len;
	}
	after = c->rest;
	c->bad = c->bad || !after.len || after.ptr[0] != ']';
	if (!c->bad)
		take(c);
	emit(c, i);
}

static void compile_pattern(compiler *c);

/* Compiles "{a,b}"; the '{' is taken. A missing '}' is forgiven at the end. */
static void compile_braces(compiler *c)
{
	uint32_t last_jump = UINT32_MAX;
	bool more = true;

	if (++c->braces > MAX_BRACES) {
		c->bad = true;
		return;
	}
	while (more && !c->bad) {
		uint32_t split = emit(c, (instruction){ .op = OP_SPLIT });
		uint32_t jump;

		compile_pattern(c);
		more = c->rest.len && c->rest.ptr[0] == ',';
		/* The jumps to the end are chained through `to` until the end is known. */
		jump = emit(c, (instruction){ .op = OP_JUMP, .to = last_jump });
		last_jump = jump;
		if (!c->bad)
			c->glob->code[split].to = c->glob->count;
		if (c->rest.len)
			take(c);
	}
	/* The last split leads nowhere: no alternative is left. */
	emit(c, (instruction){ .op = OP_RUNE, .rune = UINT32_MAX });
	while (last_jump != UINT32_MAX && !c->bad) {
		uint32_t next = c->glob->code[last_jump].to;

		c->glob->code[last_jump].to = c->glob->count;
		last_jump = next;
	}
	c->braces--;
}

/* Compiles up to the end, or inside braces up to their ',' or '}'. */
static void compile_pattern(compiler *c)
{
	while (c->rest.len && !c->bad) {
		char at = c->rest.ptr[0];
		uint32_t rune;

		if (c->braces && (at == ',' || at == '}'))
			return;
		rune = take(c);
		if (rune == '*' && c->rest.len && c->rest.ptr[0] == '*') {
			take(c);
			emit_star(c, OP_ALL);
		} else if (rune == '*') {
			emit_star(c, OP_ONE);
		} else if (rune == '?') {
			emit(c, (instruction){ .op = OP_ONE });
		} else if (rune == '[') {
			compile_set(c);
		} else if (rune == '{') {
			compile_braces(c);
		} else if (rune != '\\' || c->rest.len) {
			emit(c,
			     (instruction){ .op = OP_RUNE, .rune = rune == '\\' ? take(c) : rune });
		}
	}
}

const pn_glob *pn_glob_compile(pn_cx *cx, pn_str pattern)
{
	compiler c = { .cx = cx, .glob = PN_NEW(cx->arena, pn_glob), .rest = pattern };

	if (!c.glob)
		return NULL;
	compile_pattern(&c);
	emit(&c, (instruction){ .op = OP_DONE });
	c.glob->states = pn_alloc_array(cx->arena, (size_t)c.glob->count * 3, sizeof(uint32_t));
	if (cx->arena->failed || !c.glob->states)
		return NULL;
	c.glob->everything = c.bad;
	return c.glob;
}

/* One set of states that are alive at a place in the path. */
typedef struct states {
	uint32_t *at;
	uint32_t count;
} states;

/* Adds a state and all that it leads to without a rune; marks tell which are there already. */
static void add_state(const pn_glob *g, states *set, uint32_t *marks, uint32_t mark, uint32_t at)
{
	uint32_t from = set->count;

	if (marks[at] == mark)
		return;
	marks[at] = mark;
	set->at[set->count++] = at;
	/* The list is its own work queue: jumps and splits append to it. */
	for (; from < set->count; from++) {
		const instruction *i = &g->code[set->at[from]];
		uint32_t next[2] = { set->at[from] + 1, i->to };
		int first = i->op == OP_JUMP ? 1 : 0;

		if (i->op != OP_JUMP && i->op != OP_SPLIT)
			continue;
		for (int n = first; n < 2; n++) {
			if (marks[next[n]] != mark) {
				marks[next[n]] = mark;
				set->at[set->count++] = next[n];
			}
		}
	}
}

static bool accepts(const instruction *i, uint32_t rune)
{
	pn_str list = i->list;
	bool found;

	switch (i->op) {
	case OP_RUNE:
		return rune == i->rune;
	case OP_ONE:
		return rune != '/';
	case OP_ALL:
		return true;
	case OP_SET:
		found = i->high && i->rune <= rune && rune <= i->high;
		while (!i->high && list.len && !found)
			found = pn_utf8_next(&list) == rune;
		return found != i->negated;
	case OP_SPLIT:
	case OP_JUMP:
	case OP_DONE:
		break;
	}
	return false;
}

bool pn_glob_matches(const pn_glob *g, pn_str path)
{
	states now = { g->states, 0 }, next = { g->states + g->count, 0 };
	uint32_t *marks = g->states + (size_t)g->count * 2;
	uint32_t mark = 1;

	if (g->everything)
		return true;
	memset(marks, 0, g->count * sizeof *marks);
	add_state(g, &now, marks, mark, 0);
	while (path.len && now.count) {
		uint32_t rune = pn_utf8_next(&path);
		states swap = now;

		mark++;
		next.count = 0;
		for (uint32_t i = 0; i < now.count; i++) {
			if (accepts(&g->code[now.at[i]], rune))
				add_state(g, &next, marks, mark, now.at[i] + 1);
		}
		now = next;
		next = swap;
	}
	for (uint32_t i = 0; i < now.count && !path.len; i++) {
		if (g->code[now.at[i]].op == OP_DONE)
			return true;
	}
	return false;
}
