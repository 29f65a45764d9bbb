/*
 * What the files of the quick parse share. All of it looks no further than the last "}}" of the
 * text, which stops every word and every run of blanks: so characters need no look at the end.
 * Functions return the place behind what they took, NULL when there is something odd about it.
 * Private to quick.c, quick_list.c and quick_operand.c.
 */
#ifndef PN_TMPL_QUICK_STATE_H
#define PN_TMPL_QUICK_STATE_H

#include "tmpl/quick.h"

/* What is nested deeper, or has more names, is left to the grammar proper. */
enum { PN_QUICK_NESTING = 16, PN_QUICK_NAMES = 8 };

/* ---- characters ---- */

static inline uint8_t pn_quick_class(const char *at)
{
	return pn_char_classes[(unsigned char)*at];
}

/* Returns where blanks stop; mostly that is at once, or behind one. */
static inline const char *pn_quick_blanks(const pn_tree *tree, const char *at)
{
	if (!(pn_quick_class(at) & PN_CHAR_SPACE))
		return at;
	at++;
	return pn_quick_class(at) & PN_CHAR_SPACE ? pn_run_blanks(at, tree->end) : at;
}

/* Whether a word may end at a place. */
static inline bool pn_quick_ends_word(const char *at)
{
	return (pn_quick_class(at) & PN_CHAR_TERMINATOR) || (at[0] == '}' && at[1] == '}');
}

/* Returns where ASCII letters, digits and underscores stop, which is before the text's end. */
static inline const char *pn_quick_run_word(const pn_tree *tree, const char *at)
{
#ifdef __SSE2__
	for (;; at += 16) {
		/* Near the end the same 16 bytes are looked at, and those before `at` left out. */
		const char *from = at < tree->wide ? at : tree->wide;
		unsigned other = pn_run_other_mask(pn_run_load(from)) >> (at - from);

		if (other)
			return at + __builtin_ctz(other);
	}
#else
	return pn_run_word(at, tree->end);
#endif
}

/* Returns where a word that is all ASCII ends. */
static inline const char *pn_quick_word(const pn_tree *tree, const char *at)
{
	at = pn_quick_run_word(tree, at);
	return pn_quick_ends_word(at) ? at : NULL;
}

/* Whether a place is where a field's name begins. */
static inline bool pn_quick_begins_name(const char *at)
{
	return (pn_quick_class(at) & (PN_CHAR_WORD | PN_CHAR_NUMBER)) == PN_CHAR_WORD;
}

/* Whether a trim marker whose blank is past and "}}" stand at a place. */
static inline bool pn_quick_trims(const char *at)
{
	return at[0] == '-' && at[1] == '}' && at[2] == '}';
}

static inline pn_str pn_quick_str(const char *start, const char *end)
{
	return (pn_str){ start, (size_t)(end - start) };
}

/* ---- nodes ---- */

/* Where a place in the text is. */
static inline size_t pn_quick_pos(const pn_tree *tree, const char *at)
{
	return (size_t)(at - tree->text);
}

/* Adds a node that is no more than its first unit; NULL without memory. */
static inline pn_node *pn_quick_make(pn_tree *tree, pn_node_kind kind, const char *start)
{
	return pn_build_add(tree->build, kind, pn_quick_pos(tree, start), 1);
}

/* ---- names ---- */

/* A node of names under way: they are written where they stay. */
typedef struct pn_quick_named {
	pn_node *node;
	pn_named *names;
	uint32_t count;
} pn_quick_named;

/* Makes room for a node with as many names as there may be. */
static inline bool pn_quick_begin_named(pn_tree *tree, pn_quick_named *n, const char *text)
{
	if (!pn_build_room(tree->build, 2 + PN_QUICK_NAMES))
		return false;
	n->node = tree->build->next;
	n->names = pn_build_behind(n->node);
	n->names->text = text;
	n->count = 0;
	return true;
}

/*
 * Ends a node of names that begins at `start`: with several, its position is that of the second
 * name, of which the dot counts.
 */
static inline void pn_quick_end_named(pn_tree *tree, const pn_quick_named *n, pn_node_kind kind,
				      const char *start)
{
	const char *pos = n->count > 1 ? n->names->text + n->names->parts[0].len : start;

	*n->node = (pn_node){ (uint8_t)kind, 0, (uint16_t)(2 + n->count),
			      (uint32_t)pn_quick_pos(tree, pos) };
	tree->build->next = n->node + 2 + n->count;
}

static inline void pn_quick_add_name(pn_quick_named *n, pn_str text)
{
	n->names->parts[n->count++] = (pn_name_part){ (uint32_t)text.len, pn_str_hash_here(text) };
}

/* Where in a memo a name is that begins with these characters, of which three count. */
static inline unsigned pn_quick_slot(uint64_t bytes)
{
	return (uint32_t)(bytes & 0xFFFFFF) * 0x9e3779b1u >> 26;
}

/* Returns what leaves the first `len` of 16 bytes, at most 16: eight of them from `from` on. */
static inline uint64_t pn_quick_mask(size_t len, size_t from)
{
	static const char ones[32] = { -1, -1, -1, -1, -1, -1, -1, -1,
				       -1, -1, -1, -1, -1, -1, -1, -1 };

	return pn_load_8(ones + 16 - len + from);
}

/* Adds the name of a field that begins at a dot, and is not remembered. */
const char *pn_quick_new_name(pn_tree *tree, const char *dot, pn_quick_named *n);

/* Adds the name of a field that begins at a dot. */
static inline const char *pn_quick_field(pn_tree *tree, const char *dot, pn_quick_named *n)
{
	const char *name = dot + 1;
	const pn_known_name *known;
	uint64_t first, second;
	size_t len;

	if (!tree->memo || tree->end - name < 16 + 2)
		return pn_quick_new_name(tree, dot, n);
	first = pn_load_8(name);
	second = pn_load_8(name + 8);
	known = &tree->memo->names[pn_quick_slot(first)];
	len = known->part.len;
	first = (first & pn_quick_mask(len, 0)) ^ known->bytes[0];
	second = (second & pn_quick_mask(len, 8)) ^ known->bytes[1];
	if ((first | second) || !len || !pn_quick_ends_word(name + len))
		return pn_quick_new_name(tree, dot, n);
	n->names->parts[n->count++] = known->part;
	return name + len;
}

/* Adds the names of the fields that follow. */
static inline const char *pn_quick_fields(pn_tree *tree, const char *at, pn_quick_named *n)
{
	while (at && *at == '.')
		at = n->count < PN_QUICK_NAMES ? pn_quick_field(tree, at, n) : NULL;
	return at;
}

/* ---- the parts ---- */

/* Parses an operand that is no field and no word. */
const char *pn_quick_operand(pn_tree *tree, const char *at);
/* Takes a quoted constant. */
const char *pn_quick_quoted(pn_tree *tree, const char *at, pn_str *quoted, pn_str *text);
/*
 * Parses what stands in parentheses, which is taken with ')'; or up to "}}", which is not. No node
 * and no variable is left behind by what is odd.
 */
const char *pn_quick_inside(pn_tree *tree, const char *at, bool loops, char close);

/* ---- the ends of actions ---- */

/* Takes "}}", perhaps behind a trim marker whose blank is past, and what that trims. */
static inline const char *pn_quick_close(const pn_tree *tree, const char *at)
{
	return *at == '}' ? at + PN_DELIM_LEN : pn_run_blanks(at + 1 + PN_DELIM_LEN, tree->end);
}

/* Makes "}}" the newest token, so that errors name its line, and goes on behind it. */
static inline const char *pn_quick_leave(pn_tree *tree, const char *at)
{
	pn_lexer *lx = &tree->parse->lexer;

	tree->tokens[0].pos = (uint32_t)(at + (*at == '-') - tree->text);
	lx->at = pn_quick_close(tree, at);
	lx->inside_action = false;
	return lx->at;
}

#endif
