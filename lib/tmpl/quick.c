/* SPDX-License-Identifier: Apache-2.0 */
/* Pipelines and their commands. */
#include "base/run.h"
#include "tmpl/quick_state.h"

const char *pn_quick_last(const char *text, const char *end)
{
	const char *last = pn_run_last_pair(text, end, '}');

	return last ? last : text;
}

/* ---- commands ---- */

/* What stands behind an operand. */
typedef enum behind { ODD = 0, ANOTHER, PIPE, CLOSED } behind;

/* Looks at what stands behind an operand, and blanks perhaps. */
static inline behind look_behind(const char *at, bool spaced, char close)
{
	switch (*at) {
	case '|':
		return PIPE;
	case ')':
		return close == ')' ? CLOSED : ODD;
	case '}':
		return close == '}' && at[1] == '}' ? CLOSED : ODD;
	case '-':
		if (spaced && pn_quick_trims(at))
			return close == '}' ? CLOSED : ODD;
		break;
	default:
		break;
	}
	return spaced ? ANOTHER : ODD;
}

static inline const char *dot(pn_tree *tree, const char *at)
{
	if (at[1] == '.' || !pn_quick_ends_word(at + 1))
		return NULL;
	return pn_quick_make(tree, PN_NODE_DOT, at) ? at + 1 : NULL;
}

const char *pn_quick_new_name(pn_tree *tree, const char *dot, pn_quick_named *n)
{
	const char *name = dot + 1;
	const char *end = pn_quick_begins_name(name) ? pn_quick_word(tree, name) : NULL;
	pn_known_name *known;
	size_t len;

	if (!end)
		return NULL;
	len = (size_t)(end - name);
	pn_quick_add_name(n, pn_quick_str(name, end));
	if (!tree->memo || tree->end - name < 16 || len > sizeof known->bytes)
		return end;
	known = &tree->memo->names[pn_quick_slot(pn_load_8(name))];
	known->bytes[0] = pn_load_8(name) & pn_quick_mask(len, 0);
	known->bytes[1] = pn_load_8(name + 8) & pn_quick_mask(len, 8);
	known->part = n->names->parts[n->count - 1];
	return end;
}

static inline const char *field(pn_tree *tree, const char *at)
{
	const char *start = at;
	pn_quick_named n;

	if (!pn_quick_begins_name(at + 1))
		return dot(tree, at);
	if (!pn_quick_begin_named(tree, &n, at + 1))
		return NULL;
	at = pn_quick_fields(tree, at, &n);
	if (at)
		pn_quick_end_named(tree, &n, PN_NODE_FIELD, start);
	return at;
}

/* Finds what a word means that is no keyword; NULL for none. */
static inline const void *find(const pn_parse *parse, pn_str word)
{
	return pn_word_kind(word) == PN_TOKEN_IDENTIFIER
		       ? parse->funcs->find(parse->funcs->data, word, pn_str_hash_here(word))
		       : NULL;
}

/* Finds a function, and remembers it. */
static const void *function(const pn_tree *tree, pn_str word)
{
	const void *func = find(tree->parse, word);
	pn_func_memo *memo = tree->memo;
	uint64_t bytes;
	unsigned slot;

	if (!func || !memo || word.len > 8 || tree->end - word.ptr < 8)
		return func;
	bytes = pn_load_8(word.ptr);
	slot = pn_quick_slot(bytes);
	memo->funcs[slot].bytes = bytes & pn_quick_mask(word.len, 0);
	memo->funcs[slot].func = func;
	memo->lens[slot] = (uint8_t)word.len;
	return func;
}

/* Adds a constant that is a word; false when it is none. */
static bool constant(pn_tree *tree, pn_str word)
{
	pn_node *node;

	switch (pn_word_kind(word)) {
	case PN_TOKEN_BOOL:
		node = pn_quick_make(tree, PN_NODE_BOOL, word.ptr);
		if (node)
			node->count = word.len == 4;
		return node;
	case PN_TOKEN_NIL:
		return pn_quick_make(tree, PN_NODE_NIL, word.ptr);
	default:
		return false;
	}
}

/* A word that is not remembered. */
static const char *new_word(pn_tree *tree, const char *at)
{
	const char *end = pn_quick_word(tree, at);
	const void *func;
	pn_str text;
	bool good;

	if (!end || *end == '.')
		return NULL;
	text = pn_quick_str(at, end);
	func = function(tree, text);
	good = func ? pn_build_function(tree->build, pn_quick_pos(tree, at), func)
		    : constant(tree, text);
	return good ? end : NULL;
}

static inline const char *word(pn_tree *tree, const char *at)
{
	const pn_func_memo *memo = tree->memo;
	uint64_t bytes;
	unsigned slot;
	size_t len;

	if (!memo || tree->end - at < 8 + 2)
		return new_word(tree, at);
	bytes = pn_load_8(at);
	slot = pn_quick_slot(bytes);
	len = memo->lens[slot];
	if (!len || (bytes & pn_quick_mask(len, 0)) != memo->funcs[slot].bytes ||
	    !pn_quick_ends_word(at + len) || at[len] == '.' ||
	    !pn_build_function(tree->build, pn_quick_pos(tree, at), memo->funcs[slot].func))
		return new_word(tree, at);
	return at + len;
}

static inline const char *operand(pn_tree *tree, const char *at)
{
	if (*at == '.')
		return field(tree, at);
	return pn_quick_begins_name(at) ? word(tree, at) : pn_quick_operand(tree, at);
}

/* Parses a command up to what *end tells. */
static inline const char *command(pn_tree *tree, const char *at, char close, behind *end)
{
	pn_build *b = tree->build;
	pn_spot spot = pn_build_spot(b);
	uint32_t count = 0;

	if (!pn_quick_make(tree, PN_NODE_COMMAND, at))
		return NULL;
	do {
		const char *stop = operand(tree, at);

		if (!stop)
			return NULL;
		count++;
		at = pn_quick_blanks(tree, stop);
		*end = look_behind(at, at > stop, close);
	} while (*end == ANOTHER);
	pn_build_at(b, spot)->count = (uint8_t)(count < PN_NODE_MANY ? count : PN_NODE_MANY);
	return *end && pn_build_close(b, spot) ? at : NULL;
}

/* Whether a command could take a value that is piped into it. */
static inline bool takes_value(const pn_node *command)
{
	switch (pn_node_first(command)->kind) {
	case PN_NODE_BOOL:
	case PN_NODE_DOT:
	case PN_NODE_NIL:
	case PN_NODE_NUMBER:
	case PN_NODE_STRING:
		return false;
	default:
		return true;
	}
}

/* ---- declarations ---- */

/* The variables that a pipeline declares. */
typedef struct decls {
	pn_str names[2];
	uint32_t hashes[2], count;
	bool assigns; /* unset without names */
} decls;

/* Takes a variable that a pipeline declares. */
static inline const char *take_variable(const pn_tree *tree, const char *at, decls *d)
{
	const char *end = pn_quick_word(tree, at + 1);

	if (!end)
		return NULL;
	d->names[d->count] = pn_quick_str(at, end);
	d->hashes[d->count] = pn_str_hash_here(d->names[d->count]);
	d->count++;
	return end;
}

/* Takes ":=" or "=". */
static inline const char *take_sign(const pn_tree *tree, const char *at, decls *d)
{
	at = pn_quick_blanks(tree, at);
	d->assigns = *at == '=';
	if (!d->assigns && (at[0] != ':' || at[1] != '='))
		return NULL;
	return pn_quick_blanks(tree, at + (d->assigns ? 1 : 2));
}

/* Takes "$x :=" or "$i, $x :=". */
static const char *take_decls(const pn_tree *tree, const char *at, bool loops, decls *d)
{
	at = take_variable(tree, at, d);
	if (at && loops && *at == ',') {
		at = pn_quick_blanks(tree, at + 1);
		at = *at == '$' ? take_variable(tree, at, d) : NULL;
	}
	return at ? take_sign(tree, at, d) : NULL;
}

/* Makes what was read known to the scope. */
static bool declare(pn_tree *tree, const decls *d)
{
	for (uint32_t i = 0; i < d->count; i++) {
		if (!pn_scope_declare(&tree->parse->scope, d->names[i], d->hashes[i], tree->id))
			return false;
	}
	return true;
}

/* Takes the declaration that begins here, or, if it is none, nothing. */
static const char *declaration(pn_tree *tree, const char *at, bool loops, decls *d)
{
	const char *end = take_decls(tree, at, loops, d);

	if (end)
		return declare(tree, d) ? end : NULL;
	d->count = 0;
	return at;
}

/* ---- pipelines ---- */

/* Begins a pipeline that declares variables. */
static bool begin_pipe(pn_tree *tree, const char *start, const decls *d)
{
	pn_node *pipe = pn_quick_make(tree, PN_NODE_PIPE, start);
	pn_quick_named n;

	if (!pipe)
		return false;
	pipe->count = (uint8_t)(d->count | (d->assigns ? PN_NODE_ASSIGNS : 0));
	for (uint32_t i = 0; i < d->count; i++) {
		if (!pn_quick_begin_named(tree, &n, d->names[i].ptr))
			return false;
		n.names->parts[n.count++] =
			(pn_name_part){ (uint32_t)d->names[i].len, d->hashes[i] };
		pn_quick_end_named(tree, &n, PN_NODE_VARIABLE, d->names[i].ptr);
	}
	return true;
}

/* Parses the commands of a pipeline that is under way at a place already, or is not yet. */
static inline const char *commands(pn_tree *tree, const char *at, char close, pn_spot spot,
				   bool is_pipe)
{
	pn_build *b = tree->build;
	const char *start = at;
	pn_spot last = pn_build_spot(b), first = last;
	behind end;

	for (;;) {
		at = command(tree, at, close, &end);
		if (!at || (last > first && !takes_value(pn_build_at(b, last))))
			return NULL;
		if (end == CLOSED)
			return !is_pipe || pn_build_close(b, spot) ? at : NULL;
		if (!is_pipe && !pn_build_wrap(b, spot, PN_NODE_PIPE, pn_quick_pos(tree, start)))
			return NULL;
		is_pipe = true;
		last = pn_build_spot(b);
		at = pn_quick_blanks(tree, at + 1);
	}
}

const char *pn_quick_inside(pn_tree *tree, const char *at, bool loops, char close)
{
	pn_spot spot = pn_build_spot(tree->build);
	pn_scope *scope = &tree->parse->scope;
	uint32_t mark = pn_scope_mark(scope);
	decls d;

	at = pn_quick_blanks(tree, at);
	d.count = 0;
	if (*at == '$') {
		const char *start = at;

		at = declaration(tree, at, loops, &d);
		if (at && d.count && !begin_pipe(tree, start, &d))
			at = NULL;
	}
	at = at ? commands(tree, at, close, spot, d.count > 0) : NULL;
	if (at)
		return at + (close == ')');
	pn_scope_rewind(scope, mark);
	pn_build_rewind(tree->build, spot);
	return NULL;
}

bool pn_quick_pipeline(pn_tree *tree, bool loops)
{
	pn_lexer *lx = &tree->parse->lexer;
	const char *at;

	if (lx->at >= tree->last || lx->paren_depth || tree->peek_count)
		return false;
	at = pn_quick_inside(tree, lx->at, loops, '}');
	if (at)
		pn_quick_leave(tree, at);
	return at;
}
