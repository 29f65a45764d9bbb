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

static inline const char *dot(pn_tree *tree, const char *at, pn_node **out)
{
	if (at[1] == '.' || !pn_quick_ends_word(at + 1))
		return NULL;
	*out = pn_quick_make(tree, PN_NODE_DOT, at, PN_NODE_BYTES(boolean));
	return *out ? at + 1 : NULL;
}

/* Returns what leaves the first `len` of 8 loaded bytes, at most 8. */
static inline uint64_t mask_of(size_t len)
{
	static const char ones[16] = { -1, -1, -1, -1, -1, -1, -1, -1 };

	return pn_load_8(ones + 8 - len);
}

/* Remembers a name that a dot follows, if it is short; 16 bytes may be read from it on. */
static inline void learn(pn_known_name *known, const pn_name *name)
{
	size_t len = name->text.len + 1;

	if (len > sizeof known->bytes)
		return;
	known->mask[0] = mask_of(len < 8 ? len : 8);
	known->mask[1] = mask_of(len < 8 ? 0 : len - 8);
	known->bytes[0] = pn_load_8(name->text.ptr) & known->mask[0];
	known->bytes[1] = pn_load_8(name->text.ptr + 8) & known->mask[1];
	known->len = (uint32_t)name->text.len;
	known->hash = name->hash;
}

/* Whether the name behind a dot, and the dot behind that, are the known ones. */
static inline bool is_known(const pn_known_name *known, const char *name)
{
	return ((pn_load_8(name) & known->mask[0]) ^ known->bytes[0]) == 0 &&
	       ((pn_load_8(name + 8) & known->mask[1]) ^ known->bytes[1]) == 0;
}

/* Adds one of the first names of a field, which is known or learnt. */
static inline const char *known_name(pn_tree *tree, const char *dot, pn_quick_named *n)
{
	pn_known_name *known = &tree->known[n->count];
	const char *end;

	if (tree->end - dot <= 16)
		return pn_quick_field(tree, dot, n);
	if (is_known(known, dot + 1)) {
		end = dot + 1 + known->len;
		n->names[n->count++] = (pn_name){ pn_quick_str(dot + 1, end), known->hash };
		return end;
	}
	end = pn_quick_field(tree, dot, n);
	if (end && *end == '.')
		learn(known, &n->names[n->count - 1]);
	return end;
}

static inline const char *field(pn_tree *tree, const char *at, pn_node **out)
{
	const char *start = at;
	pn_quick_named n;

	if (!pn_quick_begins_name(at + 1))
		return dot(tree, at, out);
	if (!pn_quick_begin_named(tree, &n, PN_NODE_BYTES(field)))
		return NULL;
	at = known_name(tree, at, &n);
	if (at && *at == '.')
		at = known_name(tree, at, &n);
	at = pn_quick_fields(tree, at, &n);
	if (!at)
		return NULL;
	pn_quick_end_named(tree, &n, PN_NODE_FIELD, pn_quick_named_at(&n, start));
	n.node->as.field.names = n.names;
	n.node->as.field.count = n.count;
	*out = n.node;
	return at;
}

/* Finds what a word means that is no keyword; NULL for none. */
static inline const void *find(const pn_parse *parse, pn_str word)
{
	return pn_word_kind(word) == PN_TOKEN_IDENTIFIER
		       ? parse->funcs->find(parse->funcs->data, word, pn_str_hash_here(word))
		       : NULL;
}

/* Finds a function, perhaps as one that was found before. */
static inline const void *function(const pn_tree *tree, pn_str word)
{
	const pn_parse *parse = tree->parse;
	pn_func_memo *memo = parse->funcs->memo;
	uint64_t bytes;
	unsigned slot;

	if (!memo || word.len > 8 || tree->end - word.ptr < 8)
		return find(parse, word);
	bytes = pn_load_8(word.ptr) & mask_of(word.len);
	slot = (unsigned)(bytes * 0x9e3779b97f4a7c15u >> 58);
	if (!(memo->known >> slot & 1) || memo->items[slot].bytes != bytes) {
		const void *func = find(parse, word);

		if (!func)
			return NULL;
		memo->items[slot].func = func;
		memo->items[slot].bytes = bytes;
		memo->known |= (uint64_t)1 << slot;
	}
	return memo->items[slot].func;
}

/* Makes the node of a constant that is a word; NULL when it is none. */
static pn_node *constant(pn_tree *tree, pn_str word)
{
	pn_node *node = NULL;

	switch (pn_word_kind(word)) {
	case PN_TOKEN_BOOL:
		node = pn_quick_make(tree, PN_NODE_BOOL, word.ptr, PN_NODE_BYTES(boolean));
		if (node)
			node->as.boolean = word.len == 4;
		return node;
	case PN_TOKEN_NIL:
		return pn_quick_make(tree, PN_NODE_NIL, word.ptr, PN_NODE_BYTES(boolean));
	default:
		return NULL;
	}
}

static inline const char *word(pn_tree *tree, const char *at, pn_node **out)
{
	const char *end = pn_quick_word(tree, at);
	const void *func;
	pn_node *node;
	pn_str text;

	if (!end || *end == '.')
		return NULL;
	text = pn_quick_str(at, end);
	func = function(tree, text);
	if (func) {
		node = pn_quick_make(tree, PN_NODE_IDENTIFIER, at, PN_NODE_BYTES(identifier));
		if (!node)
			return NULL;
		node->as.identifier.name = text;
		node->as.identifier.func = func;
	} else {
		node = constant(tree, text);
	}
	*out = node;
	return node ? end : NULL;
}

static inline const char *operand(pn_tree *tree, const char *at, pn_node **out)
{
	if (*at == '.')
		return field(tree, at, out);
	return pn_quick_begins_name(at) ? word(tree, at, out) : pn_quick_operand(tree, at, out);
}

/* A command under way. */
typedef struct command {
	pn_node *parts[PN_QUICK_PARTS];
	uint32_t count;
	const char *start;
	behind end;
} command;

/* Parses the operands of a command up to what c->end tells. */
static inline const char *operands(pn_tree *tree, const char *at, char close, command *c)
{
	uint32_t count = 0;

	c->start = at;
	do {
		const char *stop;

		if (count == PN_QUICK_PARTS)
			return NULL;
		stop = operand(tree, at, &c->parts[count]);
		if (!stop)
			return NULL;
		count++;
		at = pn_quick_blanks(tree, stop);
		c->end = look_behind(at, at > stop, close);
	} while (c->end == ANOTHER);
	c->count = count;
	return c->end ? at : NULL;
}

/* The bytes of a command's node. */
static inline size_t command_bytes(const command *c)
{
	return PN_NODE_BYTES(command) + c->count * sizeof *c->parts;
}

/* Fills the node of a command. */
static inline void be_command(pn_tree *tree, pn_node *node, const command *c)
{
	pn_quick_be(tree, node, PN_NODE_COMMAND, c->start);
	node->as.command = pn_quick_adopt(node, PN_NODE_BYTES(command), c->parts, c->count);
}

/* Whether a command could take a value that is piped into it. */
static inline bool takes_value(const command *c)
{
	switch (c->parts[0]->kind) {
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
	pn_name names[2];
	uint32_t count;
	bool assigns; /* unset without names */
} decls;

/* Takes a variable that a pipeline declares. */
static inline const char *take_variable(const pn_tree *tree, const char *at, decls *d)
{
	const char *end = pn_quick_word(tree, at + 1);

	if (!end)
		return NULL;
	d->names[d->count].text = pn_quick_str(at, end);
	d->names[d->count].hash = pn_str_hash_here(d->names[d->count].text);
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
		const pn_name *name = &d->names[i];

		if (!pn_scope_declare(&tree->parse->scope, name->text, name->hash, tree->id))
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

/* A pipeline under way. */
typedef struct pipeline {
	const char *start;
	size_t lead;
	decls decls;
	pn_node *parts[PN_QUICK_PARTS];
	uint32_t count;
} pipeline;

/* Makes a pipeline of one command and no variable, as most are: all of it in one piece. */
static inline pn_node *simple_pipe(pn_tree *tree, const pipeline *p, const command *c)
{
	enum { SIZE = PN_NODE_BYTES(pipeline) + sizeof(pn_node *) };
	pn_node *node = pn_alloc(tree->arena, p->lead + SIZE + command_bytes(c)), *pipe;
	pn_node *const only = pn_quick_behind(node, p->lead + SIZE);

	if (!node)
		return NULL;
	pipe = pn_quick_behind(node, p->lead);
	pn_quick_be(tree, pipe, PN_NODE_PIPE, p->start);
	pipe->as.pipeline.decls = NULL;
	pipe->as.pipeline.decl_count = 0;
	pipe->as.pipeline.assigns = false;
	pipe->as.pipeline.commands = pn_quick_adopt(pipe, PN_NODE_BYTES(pipeline), &only, 1);
	be_command(tree, only, c);
	return node;
}

static bool add_command(pn_tree *tree, pipeline *p, const command *c)
{
	pn_node *node;

	if (p->count == PN_QUICK_PARTS || (p->count && !takes_value(c)))
		return false;
	node = pn_alloc(tree->arena, command_bytes(c));
	if (!node)
		return false;
	be_command(tree, node, c);
	p->parts[p->count++] = node;
	return true;
}

static bool keep_decls(pn_tree *tree, pn_node *pipe, const decls *d)
{
	pn_node **nodes = d->count ? pn_alloc(tree->arena, d->count * sizeof *nodes) : NULL;

	for (uint32_t i = 0; nodes && i < d->count; i++) {
		nodes[i] = pn_quick_decl(tree, &d->names[i]);
		if (!nodes[i])
			return false;
	}
	pipe->as.pipeline.decls = nodes;
	pipe->as.pipeline.decl_count = d->count;
	pipe->as.pipeline.assigns = d->count && d->assigns;
	return nodes || !d->count;
}

static pn_node *make_pipe(pn_tree *tree, const pipeline *p)
{
	size_t size = PN_NODE_BYTES(pipeline);
	pn_node *node = pn_alloc(tree->arena, p->lead + size + p->count * sizeof *p->parts), *pipe;

	if (!node)
		return NULL;
	pipe = pn_quick_behind(node, p->lead);
	pn_quick_be(tree, pipe, PN_NODE_PIPE, p->start);
	pipe->as.pipeline.commands = pn_quick_adopt(pipe, size, p->parts, p->count);
	return keep_decls(tree, pipe, &p->decls) ? node : NULL;
}

/* Parses the commands up to `close`, which is not taken. */
static inline const char *commands(pn_tree *tree, const char *at, char close, pipeline *p,
				   pn_node **out)
{
	command c;

	for (; at; at = pn_quick_blanks(tree, at + 1)) {
		at = operands(tree, at, close, &c);
		if (!at)
			return NULL;
		if (c.end == CLOSED && !p->count && !p->decls.count) {
			*out = simple_pipe(tree, p, &c);
			break;
		}
		if (!add_command(tree, p, &c))
			return NULL;
		if (c.end == CLOSED) {
			*out = make_pipe(tree, p);
			break;
		}
	}
	return *out ? at : NULL;
}

const char *pn_quick_inside(pn_tree *tree, const char *at, bool loops, char close, size_t lead,
			    pn_node **out)
{
	pn_scope *scope = &tree->parse->scope;
	uint32_t mark = pn_scope_mark(scope);
	pipeline p;

	at = pn_quick_blanks(tree, at);
	p.start = at;
	p.lead = lead;
	p.count = p.decls.count = 0;
	*out = NULL;
	if (*at == '$')
		at = declaration(tree, at, loops, &p.decls);
	at = commands(tree, at, close, &p, out);
	if (!at) {
		pn_scope_rewind(scope, mark);
		return NULL;
	}
	return at + (close == ')');
}

pn_node *pn_quick_pipeline(pn_tree *tree, bool loops, size_t lead)
{
	pn_lexer *lx = &tree->parse->lexer;
	const char *at;
	pn_node *node;

	if (lx->at >= tree->last || lx->paren_depth || tree->peek_count)
		return NULL;
	at = pn_quick_inside(tree, lx->at, loops, '}', lead, &node);
	if (!at)
		return NULL;
	pn_quick_leave(tree, at);
	return node;
}
