/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_parse.h"

enum state {
	AT_START,	   /* of the stream: a document without a mark may begin */
	AT_DOCUMENT_START, /* after a document */
	IN_DOCUMENT,	   /* after "---" */
	AT_DOCUMENT_END,
	AT_BLOCK_NODE,
	AT_FIRST_ENTRY, /* "- " of an own block sequence */
	AT_ENTRY,
	AT_INDENTLESS_ENTRY, /* ... of one that stands at its key's indentation */
	AT_FIRST_KEY,
	AT_KEY,
	AT_VALUE,
	AT_FLOW_FIRST_ENTRY,
	AT_FLOW_ENTRY,
	AT_FLOW_PAIR_KEY, /* "[? a : b]" and "[a: b]" */
	AT_FLOW_PAIR_VALUE,
	AT_FLOW_PAIR_END,
	AT_FLOW_FIRST_KEY,
	AT_FLOW_KEY,
	AT_FLOW_VALUE,
	AT_FLOW_NO_VALUE, /* "{a}" */
	AT_END
};

static bool fail(pn_yaml_parser *p, uint32_t line, const char *text)
{
	pn_yaml_problem problem = { .text = text, .line = line };

	return pn_yaml_fail(p->events.cx, &problem);
}

static const pn_yaml_token *peek(pn_yaml_parser *p)
{
	return pn_yaml_scan_peek(&p->scanner);
}

/* Takes the peeked token and peeks the next. */
static const pn_yaml_token *advance(pn_yaml_parser *p)
{
	pn_yaml_scan_take(&p->scanner);
	return pn_yaml_scan_peek(&p->scanner);
}

/* Notes where to go on after the node that begins now. */
static bool push(pn_yaml_parser *p, enum state state)
{
	size_t cap = p->cap ? p->cap * 2 : 32;
	uint8_t *moved;

	if (p->depth == p->cap) {
		moved = pn_realloc(p->events.cx->arena, p->states, p->cap, cap);
		if (!moved)
			return pn_fail_memory(p->events.cx->err, p->events.cx->arena);
		p->states = moved;
		p->cap = cap;
	}
	p->states[p->depth++] = (uint8_t)state;
	return true;
}

static void pop(pn_yaml_parser *p)
{
	p->state = p->states[--p->depth];
}

/* ---- single events ---- */

static bool put(pn_yaml_event *e, pn_yaml_event_kind kind, const pn_yaml_token *token)
{
	*e = (pn_yaml_event){ .kind = kind, .line = token->line, .column = token->column };
	return true;
}

/* An empty scalar where a node is missing. */
static bool put_empty(pn_yaml_event *e, const pn_yaml_token *token)
{
	put(e, PN_YAML_SCALAR, token);
	e->implicit = true;
	return true;
}

/* ---- nodes ---- */

static const pn_yaml_handle *find_handle(const pn_yaml_parser *p, pn_str handle)
{
	static const pn_yaml_handle defaults[] = {
		{ { "!", 1 }, { "!", 1 } },
		{ { "!!", 2 }, { "tag:yaml.org,2002:", 18 } },
	};

	for (size_t i = 0; i < p->handle_count; i++)
		if (pn_str_eq(p->handles[i].handle, handle))
			return &p->handles[i];
	for (size_t i = 0; i < 2; i++)
		if (pn_str_eq(defaults[i].handle, handle))
			return &defaults[i];
	return NULL;
}

static bool resolve_tag(pn_yaml_parser *p, const pn_yaml_token *token, pn_str *tag)
{
	const pn_yaml_handle *handle;

	if (!token->value.len) {
		*tag = token->suffix;
		return true;
	}
	handle = find_handle(p, token->value);
	if (!handle)
		return fail(p, token->line, "found undefined tag handle");
	*tag = pn_str_concat(p->events.cx->arena, handle->prefix, token->suffix);
	return true;
}

/* Takes an anchor and a tag, in any order, each at most once. */
static const pn_yaml_token *take_properties(pn_yaml_parser *p, pn_yaml_event *e)
{
	const pn_yaml_token *token = peek(p);
	bool anchor = false, tag = false;
	pn_yaml_token of_tag = { .line = 0 };

	while (token && ((token->kind == PN_YAML_TOKEN_ANCHOR && !anchor) ||
			 (token->kind == PN_YAML_TOKEN_TAG && !tag))) {
		if (token->kind == PN_YAML_TOKEN_ANCHOR) {
			e->anchor = token->value;
			anchor = true;
		} else {
			of_tag = *token;
			tag = true;
		}
		token = advance(p);
	}
	if (token && tag && !resolve_tag(p, &of_tag, &e->tag))
		return NULL;
	return token;
}

static bool parse_scalar(pn_yaml_parser *p, pn_yaml_event *e, const pn_yaml_token *token)
{
	e->kind = PN_YAML_SCALAR;
	e->value = token->value;
	e->implicit = e->tag.len ? pn_str_is(e->tag, "!") : token->plain;
	pop(p);
	pn_yaml_scan_take(&p->scanner);
	return true;
}

static bool open_collection(pn_yaml_parser *p, pn_yaml_event *e, pn_yaml_event_kind kind,
			    enum state state)
{
	e->kind = kind;
	p->state = (uint8_t)state;
	return true;
}

/* Parses what follows the properties. */
static bool parse_content(pn_yaml_parser *p, pn_yaml_event *e, bool block, bool indentless)
{
	const pn_yaml_token *token = peek(p);

	switch ((pn_yaml_token_kind)token->kind) {
	case PN_YAML_TOKEN_BLOCK_ENTRY:
		if (!indentless)
			break;
		return open_collection(p, e, PN_YAML_SEQUENCE_START, AT_INDENTLESS_ENTRY);
	case PN_YAML_TOKEN_SCALAR:
		return parse_scalar(p, e, token);
	case PN_YAML_TOKEN_FLOW_SEQUENCE_START:
		return open_collection(p, e, PN_YAML_SEQUENCE_START, AT_FLOW_FIRST_ENTRY);
	case PN_YAML_TOKEN_FLOW_MAPPING_START:
		return open_collection(p, e, PN_YAML_MAPPING_START, AT_FLOW_FIRST_KEY);
	case PN_YAML_TOKEN_BLOCK_SEQUENCE_START:
		if (!block)
			break;
		return open_collection(p, e, PN_YAML_SEQUENCE_START, AT_FIRST_ENTRY);
	case PN_YAML_TOKEN_BLOCK_MAPPING_START:
		if (!block)
			break;
		return open_collection(p, e, PN_YAML_MAPPING_START, AT_FIRST_KEY);
	default:
		break;
	}
	if (!e->anchor.len && !e->tag.len)
		return fail(p, token->line, "did not find expected node content");
	e->kind = PN_YAML_SCALAR;
	e->implicit = !e->tag.len;
	pop(p);
	return true;
}

static bool parse_node(pn_yaml_parser *p, pn_yaml_event *e, bool block, bool indentless)
{
	const pn_yaml_token *token = peek(p);

	if (!token)
		return false;
	put(e, PN_YAML_SCALAR, token);
	if (token->kind == PN_YAML_TOKEN_ALIAS) {
		e->kind = PN_YAML_ALIAS;
		e->anchor = token->value;
		pop(p);
		pn_yaml_scan_take(&p->scanner);
		return true;
	}
	return take_properties(p, e) && parse_content(p, e, block, indentless);
}

/* ---- documents ---- */

static bool add_handle(pn_yaml_parser *p, const pn_yaml_token *token)
{
	pn_yaml_handle *moved;
	size_t size = sizeof *moved;

	for (size_t i = 0; i < p->handle_count; i++)
		if (pn_str_eq(p->handles[i].handle, token->value))
			return fail(p, token->line, "found duplicate %TAG directive");
	moved = pn_realloc(p->events.cx->arena, p->handles, p->handle_count * size,
			   (p->handle_count + 1) * size);
	if (!moved)
		return pn_fail_memory(p->events.cx->err, p->events.cx->arena);
	p->handles = moved;
	p->handles[p->handle_count++] = (pn_yaml_handle){ token->value, token->suffix };
	return true;
}

/* Takes the directives before a document. */
static const pn_yaml_token *take_directives(pn_yaml_parser *p)
{
	const pn_yaml_token *token = peek(p);

	while (token) {
		if (token->kind == PN_YAML_TOKEN_VERSION) {
			if (p->version_seen) {
				fail(p, token->line, "found duplicate %YAML directive");
				return NULL;
			}
			if (!token->plain) {
				fail(p, token->line, "found incompatible YAML document");
				return NULL;
			}
			p->version_seen = true;
		} else if (token->kind != PN_YAML_TOKEN_TAG_DIRECTIVE) {
			return token;
		} else if (!add_handle(p, token)) {
			return NULL;
		}
		token = advance(p);
	}
	return NULL;
}

static bool is_directive(const pn_yaml_token *token)
{
	return token->kind == PN_YAML_TOKEN_VERSION || token->kind == PN_YAML_TOKEN_TAG_DIRECTIVE;
}

static bool parse_document_start(pn_yaml_parser *p, pn_yaml_event *e)
{
	bool first = p->state == AT_START;
	const pn_yaml_token *token = peek(p);

	while (token && !first && token->kind == PN_YAML_TOKEN_DOCUMENT_END)
		token = advance(p);
	if (!token)
		return false;
	if (token->kind == PN_YAML_TOKEN_STREAM_END) {
		p->state = AT_END;
		return put(e, PN_YAML_STREAM_END, token);
	}
	put(e, PN_YAML_DOCUMENT_START, token);
	p->version_seen = false;
	if (first && !is_directive(token) && token->kind != PN_YAML_TOKEN_DOCUMENT_START) {
		p->state = AT_BLOCK_NODE;
		return push(p, AT_DOCUMENT_END);
	}
	token = take_directives(p);
	if (!token)
		return false;
	if (token->kind != PN_YAML_TOKEN_DOCUMENT_START)
		return fail(p, token->line, "did not find expected <document start>");
	pn_yaml_scan_take(&p->scanner);
	p->state = IN_DOCUMENT;
	return push(p, AT_DOCUMENT_END);
}

static bool parse_document_content(pn_yaml_parser *p, pn_yaml_event *e)
{
	const pn_yaml_token *token = peek(p);

	if (!token)
		return false;
	if (!is_directive(token) && token->kind != PN_YAML_TOKEN_DOCUMENT_START &&
	    token->kind != PN_YAML_TOKEN_DOCUMENT_END && token->kind != PN_YAML_TOKEN_STREAM_END)
		return parse_node(p, e, true, false);
	pop(p);
	return put_empty(e, token);
}

static bool parse_document_end(pn_yaml_parser *p, pn_yaml_event *e)
{
	const pn_yaml_token *token = peek(p);

	if (!token)
		return false;
	put(e, PN_YAML_DOCUMENT_END, token);
	if (token->kind == PN_YAML_TOKEN_DOCUMENT_END)
		pn_yaml_scan_take(&p->scanner);
	p->handle_count = 0;
	p->state = AT_DOCUMENT_START;
	return true;
}

/* ---- block collections ---- */

/* Ends a collection with the token that closes it. */
static bool close_with(pn_yaml_parser *p, pn_yaml_event *e, pn_yaml_event_kind kind,
		       const pn_yaml_token *token)
{
	put(e, kind, token);
	pop(p);
	pn_yaml_scan_take(&p->scanner);
	return true;
}

/* Parses the node of an entry, key or value, which is missing before certain tokens. */
static bool parse_or_empty(pn_yaml_parser *p, pn_yaml_event *e, bool missing, bool indentless)
{
	enum state next = p->state;

	if (missing)
		return put_empty(e, peek(p));
	return push(p, next) && parse_node(p, e, true, indentless);
}

static bool parse_entry(pn_yaml_parser *p, pn_yaml_event *e)
{
	const pn_yaml_token *token = peek(p);

	if (!token)
		return false;
	if (token->kind == PN_YAML_TOKEN_BLOCK_END)
		return close_with(p, e, PN_YAML_SEQUENCE_END, token);
	if (token->kind != PN_YAML_TOKEN_BLOCK_ENTRY)
		return fail(p, token->line, "did not find expected '-' indicator");
	token = advance(p);
	if (!token)
		return false;
	p->state = AT_ENTRY;
	return parse_or_empty(p, e,
			      token->kind == PN_YAML_TOKEN_BLOCK_ENTRY ||
				      token->kind == PN_YAML_TOKEN_BLOCK_END,
			      false);
}

static bool parse_indentless_entry(pn_yaml_parser *p, pn_yaml_event *e)
{
	const pn_yaml_token *token = peek(p);

	if (!token)
		return false;
	if (token->kind != PN_YAML_TOKEN_BLOCK_ENTRY) {
		pop(p);
		return put(e, PN_YAML_SEQUENCE_END, token);
	}
	token = advance(p);
	if (!token)
		return false;
	return parse_or_empty(p, e,
			      token->kind == PN_YAML_TOKEN_BLOCK_ENTRY ||
				      token->kind == PN_YAML_TOKEN_KEY ||
				      token->kind == PN_YAML_TOKEN_VALUE ||
				      token->kind == PN_YAML_TOKEN_BLOCK_END,
			      false);
}

/* Whether a key or value of a block mapping is missing before a token. */
static bool ends_pair_half(const pn_yaml_token *token)
{
	return token->kind == PN_YAML_TOKEN_KEY || token->kind == PN_YAML_TOKEN_VALUE ||
	       token->kind == PN_YAML_TOKEN_BLOCK_END;
}

static bool parse_key(pn_yaml_parser *p, pn_yaml_event *e)
{
	const pn_yaml_token *token = peek(p);

	if (!token)
		return false;
	if (token->kind == PN_YAML_TOKEN_BLOCK_END)
		return close_with(p, e, PN_YAML_MAPPING_END, token);
	if (token->kind != PN_YAML_TOKEN_KEY)
		return fail(p, token->line, "did not find expected key");
	token = advance(p);
	if (!token)
		return false;
	p->state = AT_VALUE;
	return parse_or_empty(p, e, ends_pair_half(token), true);
}

static bool parse_value(pn_yaml_parser *p, pn_yaml_event *e)
{
	const pn_yaml_token *token = peek(p);

	if (!token)
		return false;
	p->state = AT_KEY;
	if (token->kind != PN_YAML_TOKEN_VALUE)
		return put_empty(e, token);
	token = advance(p);
	if (!token)
		return false;
	return parse_or_empty(p, e, ends_pair_half(token), true);
}

/* ---- flow collections ---- */

/* Takes the ',' before all elements but the first; the token behind it. */
static const pn_yaml_token *take_comma(pn_yaml_parser *p, bool first, const char *problem)
{
	const pn_yaml_token *token = peek(p);

	if (first || !token)
		return token;
	if (token->kind == PN_YAML_TOKEN_FLOW_ENTRY)
		return advance(p);
	fail(p, token->line, problem);
	return NULL;
}

static bool parse_flow_entry(pn_yaml_parser *p, pn_yaml_event *e, bool first)
{
	const pn_yaml_token *token = peek(p);

	if (!token)
		return false;
	if (token->kind != PN_YAML_TOKEN_FLOW_SEQUENCE_END) {
		token = take_comma(p, first, "did not find expected ',' or ']'");
		if (!token)
			return false;
	}
	if (token->kind == PN_YAML_TOKEN_FLOW_SEQUENCE_END)
		return close_with(p, e, PN_YAML_SEQUENCE_END, token);
	if (token->kind != PN_YAML_TOKEN_KEY)
		return push(p, AT_FLOW_ENTRY) && parse_node(p, e, false, false);
	put(e, PN_YAML_MAPPING_START, token);
	p->state = AT_FLOW_PAIR_KEY;
	pn_yaml_scan_take(&p->scanner);
	return true;
}

static bool parse_flow_pair_key(pn_yaml_parser *p, pn_yaml_event *e)
{
	const pn_yaml_token *token = peek(p);

	if (!token)
		return false;
	if (token->kind != PN_YAML_TOKEN_VALUE && token->kind != PN_YAML_TOKEN_FLOW_ENTRY &&
	    token->kind != PN_YAML_TOKEN_FLOW_SEQUENCE_END)
		return push(p, AT_FLOW_PAIR_VALUE) && parse_node(p, e, false, false);
	/* Go drops this token, so that "[? : a]" and "[? ]" are errors. */
	put_empty(e, token);
	pn_yaml_scan_take(&p->scanner);
	p->state = AT_FLOW_PAIR_VALUE;
	return true;
}

/* Parses a value in a flow collection; `end` closes the collection, `next` is the state then. */
static bool parse_flow_value(pn_yaml_parser *p, pn_yaml_event *e, pn_yaml_token_kind end,
			     enum state next)
{
	const pn_yaml_token *token = peek(p);

	if (token && token->kind == PN_YAML_TOKEN_VALUE) {
		token = advance(p);
		if (token && token->kind != PN_YAML_TOKEN_FLOW_ENTRY && token->kind != end)
			return push(p, next) && parse_node(p, e, false, false);
	}
	p->state = (uint8_t)next;
	return token && put_empty(e, token);
}

static bool parse_flow_pair_end(pn_yaml_parser *p, pn_yaml_event *e)
{
	const pn_yaml_token *token = peek(p);

	p->state = AT_FLOW_ENTRY;
	return token && put(e, PN_YAML_MAPPING_END, token);
}

static bool parse_flow_key(pn_yaml_parser *p, pn_yaml_event *e, bool first)
{
	const pn_yaml_token *token = peek(p);

	if (!token)
		return false;
	if (token->kind != PN_YAML_TOKEN_FLOW_MAPPING_END) {
		token = take_comma(p, first, "did not find expected ',' or '}'");
		if (!token)
			return false;
	}
	if (token->kind == PN_YAML_TOKEN_FLOW_MAPPING_END)
		return close_with(p, e, PN_YAML_MAPPING_END, token);
	if (token->kind != PN_YAML_TOKEN_KEY)
		return push(p, AT_FLOW_NO_VALUE) && parse_node(p, e, false, false);
	token = advance(p);
	if (!token)
		return false;
	if (token->kind != PN_YAML_TOKEN_VALUE && token->kind != PN_YAML_TOKEN_FLOW_ENTRY &&
	    token->kind != PN_YAML_TOKEN_FLOW_MAPPING_END)
		return push(p, AT_FLOW_VALUE) && parse_node(p, e, false, false);
	p->state = AT_FLOW_VALUE;
	return put_empty(e, token);
}

static bool parse_flow_no_value(pn_yaml_parser *p, pn_yaml_event *e)
{
	const pn_yaml_token *token = peek(p);

	p->state = AT_FLOW_KEY;
	return token && put_empty(e, token);
}

/* ---- the machine ---- */

/* Takes the token that opened the collection. */
static bool enter(pn_yaml_parser *p)
{
	if (!peek(p))
		return false;
	pn_yaml_scan_take(&p->scanner);
	return true;
}

static bool next(pn_yaml_events *events, pn_yaml_event *e)
{
	pn_yaml_parser *p = (pn_yaml_parser *)events;

	switch ((enum state)p->state) {
	case AT_START:
	case AT_DOCUMENT_START:
		return parse_document_start(p, e);
	case IN_DOCUMENT:
		return parse_document_content(p, e);
	case AT_DOCUMENT_END:
		return parse_document_end(p, e);
	case AT_BLOCK_NODE:
		return parse_node(p, e, true, false);
	case AT_FIRST_ENTRY:
		return enter(p) && parse_entry(p, e);
	case AT_ENTRY:
		return parse_entry(p, e);
	case AT_INDENTLESS_ENTRY:
		return parse_indentless_entry(p, e);
	case AT_FIRST_KEY:
		return enter(p) && parse_key(p, e);
	case AT_KEY:
		return parse_key(p, e);
	case AT_VALUE:
		return parse_value(p, e);
	case AT_FLOW_FIRST_ENTRY:
		return enter(p) && parse_flow_entry(p, e, true);
	case AT_FLOW_ENTRY:
		return parse_flow_entry(p, e, false);
	case AT_FLOW_PAIR_KEY:
		return parse_flow_pair_key(p, e);
	case AT_FLOW_PAIR_VALUE:
		return parse_flow_value(p, e, PN_YAML_TOKEN_FLOW_SEQUENCE_END, AT_FLOW_PAIR_END);
	case AT_FLOW_PAIR_END:
		return parse_flow_pair_end(p, e);
	case AT_FLOW_FIRST_KEY:
		return enter(p) && parse_flow_key(p, e, true);
	case AT_FLOW_KEY:
		return parse_flow_key(p, e, false);
	case AT_FLOW_VALUE:
		return parse_flow_value(p, e, PN_YAML_TOKEN_FLOW_MAPPING_END, AT_FLOW_KEY);
	case AT_FLOW_NO_VALUE:
		return parse_flow_no_value(p, e);
	case AT_END:
		break;
	}
	*e = (pn_yaml_event){ .kind = PN_YAML_STREAM_END };
	return true;
}

bool pn_yaml_parser_init(pn_yaml_parser *p, pn_cx *cx, pn_str text)
{
	*p = (pn_yaml_parser){ .events = { next, cx }, .state = AT_START };
	return pn_yaml_scan_init(&p->scanner, cx, text);
}
