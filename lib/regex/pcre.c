/* SPDX-License-Identifier: Apache-2.0 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "regex/pcre.h"

/* Bounds that keep compiling cheap, and far from PCRE2's own. */
enum { MAX_HEIGHT = 60, MAX_SIZE = 2000, MAX_HEAP_KIB = 8 * 1024 };
enum { FIRST_SURROGATE = 0xD800, LAST_SURROGATE = 0xDFFF };

struct pn_rx_code {
	pcre2_code *code;
	uint32_t group_count;
};

struct pn_rx_matcher {
	const pn_rx_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
};

/* ---- memory: the arena's, never given back before its end ---- */

static void *take_memory(size_t size, void *arena)
{
	return pn_alloc(arena, size);
}

static void drop_memory(void *ptr, void *arena)
{
	(void)ptr;
	(void)arena;
}

static pcre2_general_context *memory_of(pn_arena *arena)
{
	return pcre2_general_context_create(take_memory, drop_memory, arena);
}

/* ---- translation ---- */

/*
 * Says whether PCRE2 tries the same ways in the same order. It does not where what is repeated may
 * be empty: it then leaves the loop at another time than Go, and groups differ.
 */
static bool means_the_same(const pn_rx_node *node)
{
	if (node->kind == PN_RX_REPEAT && node->subs[0]->nullable)
		return false;
	for (uint32_t i = 0; i < node->sub_count; i++) {
		if (!means_the_same(node->subs[i]))
			return false;
	}
	return true;
}

static void write_node(pn_buf *out, const pn_rx_node *node);

static void write_rune(pn_buf *out, uint32_t rune)
{
	if ((rune | 0x20) - 'a' < 26 || rune - '0' < 10)
		pn_buf_byte(out, (char)rune);
	else
		pn_buf_format(out, "\\x{%x}", (unsigned)rune);
}

/* Writes a range without the surrogates, which no valid text holds. */
static void write_range(pn_buf *out, uint32_t first, uint32_t last)
{
	if (first >= FIRST_SURROGATE && first <= LAST_SURROGATE)
		first = LAST_SURROGATE + 1;
	if (last >= FIRST_SURROGATE && last <= LAST_SURROGATE)
		last = FIRST_SURROGATE - 1;
	if (first > last)
		return;
	if (first < FIRST_SURROGATE && last > LAST_SURROGATE) {
		write_range(out, first, FIRST_SURROGATE - 1);
		first = LAST_SURROGATE + 1;
	}
	write_rune(out, first);
	if (first < last) {
		pn_buf_byte(out, '-');
		write_rune(out, last);
	}
}

static void write_class(pn_buf *out, const pn_rune_range *ranges, uint32_t count)
{
	size_t start = out->len;

	pn_buf_byte(out, '[');
	for (uint32_t i = 0; i < count; i++)
		write_range(out, ranges[i].first, ranges[i].last);
	if (out->len > start + 1) {
		pn_buf_byte(out, ']');
		return;
	}
	out->len = start;
	pn_buf_lit(out, "(?!)");
}

static bool is_atom(const pn_rx_node *node)
{
	switch ((pn_rx_kind)node->kind) {
	case PN_RX_RUNE:
	case PN_RX_CLASS:
	case PN_RX_ANY:
	case PN_RX_ANY_BUT_NEWLINE:
	case PN_RX_CAPTURE:
	case PN_RX_ALTERNATE: /* brings its own group */
		return true;
	default:
		return false;
	}
}

static void write_repeat(pn_buf *out, const pn_rx_node *node)
{
	bool group = !is_atom(node->subs[0]);

	if (group)
		pn_buf_lit(out, "(?:");
	write_node(out, node->subs[0]);
	if (group)
		pn_buf_byte(out, ')');
	if (node->max == PN_RX_MANY)
		pn_buf_format(out, "{%d,}", (int)node->min);
	else
		pn_buf_format(out, "{%d,%d}", (int)node->min, (int)node->max);
	if (node->lazy)
		pn_buf_byte(out, '?');
}

static void write_subs(pn_buf *out, const pn_rx_node *node, pn_str open, pn_str between)
{
	pn_buf_add(out, open);
	for (uint32_t i = 0; i < node->sub_count; i++) {
		if (i > 0)
			pn_buf_add(out, between);
		write_node(out, node->subs[i]);
	}
	if (open.len)
		pn_buf_byte(out, ')');
}

/* Anchors are spelt out, so that neither newline conventions nor a final newline matter. */
static void write_node(pn_buf *out, const pn_rx_node *node)
{
	pn_rune_range rune = { node->rune, node->rune };

	switch ((pn_rx_kind)node->kind) {
	case PN_RX_EMPTY:
		break;
	case PN_RX_RUNE:
		if (node->rune >= FIRST_SURROGATE && node->rune <= LAST_SURROGATE)
			write_class(out, &rune, 1);
		else
			write_rune(out, node->rune);
		break;
	case PN_RX_CLASS:
		write_class(out, node->set->ranges, node->set->count);
		break;
	case PN_RX_ANY:
		pn_buf_byte(out, '.');
		break;
	case PN_RX_ANY_BUT_NEWLINE:
		pn_buf_lit(out, "[^\\x{a}]");
		break;
	case PN_RX_BEGIN_LINE:
		pn_buf_lit(out, "(?<![^\\x{a}])");
		break;
	case PN_RX_END_LINE:
		pn_buf_lit(out, "(?![^\\x{a}])");
		break;
	case PN_RX_BEGIN_TEXT:
		pn_buf_lit(out, "\\A");
		break;
	case PN_RX_END_TEXT:
		pn_buf_lit(out, "\\z");
		break;
	case PN_RX_WORD_BOUNDARY:
		pn_buf_lit(out, "\\b");
		break;
	case PN_RX_NO_WORD_BOUNDARY:
		pn_buf_lit(out, "\\B");
		break;
	case PN_RX_CAPTURE:
		write_subs(out, node, PN_STR("("), PN_STR_EMPTY);
		break;
	case PN_RX_REPEAT:
		write_repeat(out, node);
		break;
	case PN_RX_CONCAT:
		write_subs(out, node, PN_STR_EMPTY, PN_STR_EMPTY);
		break;
	case PN_RX_ALTERNATE:
		write_subs(out, node, PN_STR("(?:"), PN_STR("|"));
		break;
	}
}

/* ---- the door ---- */

const pn_rx_code *pn_rx_code_new(pn_arena *arena, const pn_rx_tree *tree)
{
	const uint32_t options = PCRE2_UTF | PCRE2_DOTALL | PCRE2_NO_UTF_CHECK;
	pcre2_general_context *memory;
	pcre2_compile_context *context;
	pn_rx_code *code;
	pn_buf buf;
	int error;
	size_t where;

	if (tree->root->height > MAX_HEIGHT || tree->root->size > MAX_SIZE ||
	    !means_the_same(tree->root))
		return NULL;
	pn_buf_init(&buf, arena);
	write_node(&buf, tree->root);
	memory = memory_of(arena);
	context = memory ? pcre2_compile_context_create(memory) : NULL;
	code = PN_NEW(arena, pn_rx_code);
	if (!context || !code || buf.failed)
		return NULL;
	code->group_count = tree->group_count;
	code->code = pcre2_compile((PCRE2_SPTR)pn_buf_z(&buf), buf.len, options, &error, &where,
				   context);
	return code->code ? code : NULL;
}

pn_rx_matcher *pn_rx_matcher_new(pn_arena *arena, const pn_rx_code *code, uint32_t limit)
{
	pcre2_general_context *memory = memory_of(arena);
	pn_rx_matcher *m = PN_NEW(arena, pn_rx_matcher);

	if (!m || !memory)
		return NULL;
	m->code = code;
	m->data = pcre2_match_data_create(code->group_count + 1, memory);
	m->context = pcre2_match_context_create(memory);
	if (!m->data || !m->context)
		return NULL;
	pcre2_set_match_limit(m->context, limit);
	pcre2_set_heap_limit(m->context, MAX_HEAP_KIB);
	return m;
}

pn_rx_answer pn_rx_matcher_run(pn_rx_matcher *m, pn_str text, size_t from, size_t *places,
			       uint32_t place_count)
{
	const char *start = text.ptr ? text.ptr : "";
	const PCRE2_SIZE *found;
	int count = pcre2_match(m->code->code, (PCRE2_SPTR)start, text.len, from,
				PCRE2_NO_UTF_CHECK, m->data, m->context);

	if (count == PCRE2_ERROR_NOMATCH)
		return PN_RX_NO;
	if (count <= 0)
		return PN_RX_UNKNOWN;
	found = pcre2_get_ovector_pointer(m->data);
	for (uint32_t i = 0; i < place_count; i++)
		places[i] = i < 2 * (uint32_t)count ? found[i] : PN_NOT_FOUND;
	return PN_RX_YES;
}
