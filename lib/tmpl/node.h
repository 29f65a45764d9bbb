/*
 * The syntax tree of a template (Go: text/template/parse/node.go). A tree is one block: each node
 * is followed by what is inside it, and that by the node behind it. So there are no pointers to
 * nodes, what is executed in turn lies in turn, and a node takes the bytes that it needs:
 *
 *   {{ .Values.a | quote }}    ACTION
 *                                PIPE
 *                                  COMMAND
 *                                    FIELD  "Values.a"  { 6, hash } { 1, hash }
 *                                  COMMAND
 *                                    IDENTIFIER  function
 */
#ifndef PN_TMPL_NODE_H
#define PN_TMPL_NODE_H

#include "base/base.h"

typedef enum pn_node_kind {
	PN_NODE_LIST = 0,   /* nodes */
	PN_NODE_TEXT,	    /* see pn_node_text */
	PN_NODE_ACTION,	    /* a pipeline */
	PN_NODE_PIPE,	    /* the VARIABLEs that it declares or sets, then COMMANDs */
	PN_NODE_COMMAND,    /* operands, of which the first is what is called */
	PN_NODE_FIELD,	    /* .A.B: see pn_node_names, as for CHAIN and VARIABLE */
	PN_NODE_CHAIN,	    /* (pipeline).A.B: the base, then the names */
	PN_NODE_IDENTIFIER, /* a function's name: see pn_node_function */
	PN_NODE_VARIABLE,   /* $x or $x.A.B: the first name is "$x" */
	PN_NODE_DOT,
	PN_NODE_NIL,
	PN_NODE_BOOL,	/* see pn_node_bool */
	PN_NODE_NUMBER, /* see pn_node_number */
	PN_NODE_STRING, /* see pn_node_string */
	PN_NODE_IF,	/* see pn_node_branch, as for RANGE and WITH */
	PN_NODE_RANGE,
	PN_NODE_WITH,
	PN_NODE_TEMPLATE, /* see pn_node_template */
	PN_NODE_BREAK,
	PN_NODE_CONTINUE,
	PN_NODE_KINDS
} pn_node_kind;

/*
 * What a node begins with; the rest is for the functions below. A pipeline of one command that sets
 * no variable, as most are, is that COMMAND: it has the same position and prints the same.
 */
typedef struct pn_node {
	_Alignas(8) uint8_t kind; /* pn_node_kind */
	uint8_t count;	/* COMMAND: its operands, PN_NODE_MANY: so many at least; PIPE: its
			   variables and PN_NODE_ASSIGNS; BOOL: which; NUMBER: whether whole */
	uint16_t units; /* of 8 bytes, this one included; 0: what is inside lies elsewhere */
	uint32_t pos;	/* byte offset in the template text that Go would report */
} pn_node;

enum {
	PN_NODE_MANY = 255,
	PN_NODE_ASSIGNS = 4, /* = rather than := */
	PN_NODE_FAR_UNITS = 3
};

/* Behind a node whose inside is larger than `units` can tell. */
typedef struct pn_node_far {
	const pn_node *inside;
	size_t units;
} pn_node_far;

/* Nodes side by side. */
typedef struct pn_nodes {
	const pn_node *at, *end;
} pn_nodes;

/* What stands behind a node's first unit. */
static inline const void *pn_node_behind(const pn_node *node)
{
	return node + 1;
}

/* Returns what is inside a node. */
static inline pn_nodes pn_node_inside(const pn_node *node)
{
	const pn_node_far *far;

	if (node->units)
		return (pn_nodes){ node + 1, node + node->units };
	far = pn_node_behind(node);
	return (pn_nodes){ far->inside, far->inside + far->units };
}

/* Returns where the node behind this one would be. */
static inline const pn_node *pn_node_next(const pn_node *node)
{
	return node + (node->units ? node->units : PN_NODE_FAR_UNITS);
}

/* ---- names ---- */

/* A name that is looked up in maps: its hash is computed once, at parse time. */
typedef struct pn_name {
	const char *text;
	uint32_t len, hash; /* hash is pn_str_hash of the text */
} pn_name;

static inline pn_str pn_name_str(pn_name name)
{
	return (pn_str){ name.text, name.len };
}

/* Names that stand in the text in a row, with a dot behind each but the last. */
typedef struct pn_name_part {
	uint32_t len, hash;
} pn_name_part;

typedef struct pn_names {
	const char *text;
	const pn_name_part *parts; /* NULL: no names */
	uint32_t count;
} pn_names;

/* Returns the first name. */
static inline pn_name pn_names_first(const pn_names *names)
{
	return (pn_name){ names->text, names->parts->len, names->parts->hash };
}

/* Returns the names behind the first one. */
static inline pn_names pn_names_rest(pn_names names)
{
	names.text += names.parts->len + 1;
	names.parts++;
	names.count--;
	return names;
}

/* Returns name number i, which is there. */
static inline pn_name pn_names_at(pn_names names, uint32_t i)
{
	while (i-- > 0)
		names = pn_names_rest(names);
	return pn_names_first(&names);
}

/* What is inside a node of names, behind the base of a CHAIN. */
typedef struct pn_named {
	const char *text;
	_Alignas(8) pn_name_part parts[];
} pn_named;

/* Returns the names that are all that is inside a FIELD or VARIABLE. */
static inline pn_names pn_names_in(pn_nodes in)
{
	const pn_named *named = (const void *)in.at;

	return (pn_names){ named->text, named->parts, (uint32_t)(in.end - in.at) - 1 };
}

/* Returns the names of a FIELD, CHAIN or VARIABLE. */
static inline pn_names pn_node_names(const pn_node *node)
{
	pn_nodes in = pn_node_inside(node);

	if (node->kind == PN_NODE_CHAIN)
		in.at = pn_node_next(in.at);
	return pn_names_in(in);
}

/* ---- constants ---- */

/* A constant as written and every kind it fits (Go: NumberNode). */
typedef struct pn_number {
	pn_str text;
	bool is_int, is_uint, is_float, is_complex;
	int64_t integer;
	uint64_t uinteger;
	double number;
	double complex[2];
} pn_number;

/* Behind a NUMBER that is whole and small; behind others is a pn_number. */
typedef struct pn_node_whole {
	const char *text;
	uint32_t len, value;
} pn_node_whole;

/* Returns a NUMBER's views, which are in the tree or, else, put into *room. */
const pn_number *pn_node_number(const pn_node *node, pn_number *room);

/* Behind a STRING; its meaning is what stands between the quotes ... */
typedef struct pn_node_quoted {
	const char *ptr;
	size_t len;
} pn_node_quoted;

enum { PN_NODE_PLAIN_UNITS = 1 + sizeof(pn_node_quoted) / sizeof(pn_node) };

/* ... or `text`, where that is something else, and the node larger. */
typedef struct pn_node_unquoted {
	pn_node_quoted written;
	size_t len;
	char text[];
} pn_node_unquoted;

/* Returns a STRING's meaning. */
static inline pn_str pn_node_string(const pn_node *node)
{
	const pn_node_unquoted *s = (const void *)pn_node_inside(node).at;

	if (node->units == PN_NODE_PLAIN_UNITS)
		return (pn_str){ s->written.ptr + 1, s->written.len - 2 };
	return (pn_str){ s->text, s->len };
}

static inline bool pn_node_bool(const pn_node *node)
{
	return node->count;
}

/* ---- others ---- */

/* Returns a TEXT: a slice of the source after trimming. */
static inline pn_str pn_node_text(const pn_node *node)
{
	return *(const pn_str *)pn_node_behind(node);
}

/* What a finder of functions knows of one; what else it knows may stand behind that. */
typedef struct pn_node_func {
	const char *name;
} pn_node_func;

/* Returns what the finder returned for an IDENTIFIER. */
static inline const void *pn_node_function(const pn_node *node)
{
	return *(const void *const *)pn_node_behind(node);
}

/* Returns an IDENTIFIER's name. */
static inline pn_str pn_node_word(const pn_node *node)
{
	const pn_node_func *func = pn_node_function(node);

	return pn_str_from(func->name);
}

/* Returns how many operands a COMMAND has. */
uint32_t pn_node_many(const pn_node *command);
static inline uint32_t pn_node_operands(const pn_node *command)
{
	return command->count < PN_NODE_MANY ? command->count : pn_node_many(command);
}

/* How many variables a pipeline declares or sets, 2 at most. */
static inline uint32_t pn_node_decls(const pn_node *pipe)
{
	return pipe->kind == PN_NODE_PIPE ? pipe->count & (PN_NODE_ASSIGNS - 1u) : 0;
}

static inline bool pn_node_assigns(const pn_node *pipe)
{
	return pipe->kind == PN_NODE_PIPE && pipe->count & PN_NODE_ASSIGNS;
}

/* Returns the commands of a pipeline. */
static inline pn_nodes pn_node_commands(const pn_node *pipe)
{
	pn_nodes in;

	if (pipe->kind == PN_NODE_COMMAND)
		return (pn_nodes){ pipe, pn_node_next(pipe) };
	in = pn_node_inside(pipe);
	for (uint32_t i = pn_node_decls(pipe); i > 0; i--)
		in.at = pn_node_next(in.at);
	return in;
}

/* Whether a node is a pipeline; as an operand it stands in parentheses. */
static inline bool pn_node_is_pipe(const pn_node *node)
{
	return node->kind == PN_NODE_PIPE || node->kind == PN_NODE_COMMAND;
}

/* Returns the pipeline of an ACTION, IF, RANGE or WITH, the base of a CHAIN. */
static inline const pn_node *pn_node_first(const pn_node *node)
{
	return pn_node_inside(node).at;
}

/* The parts of an IF, RANGE or WITH. */
typedef struct pn_node_branch {
	const pn_node *pipe, *list;
	const pn_node *else_list; /* NULL: none */
} pn_node_branch;

static inline pn_node_branch pn_node_parts(const pn_node *node)
{
	pn_nodes in = pn_node_inside(node);
	pn_node_branch b = { in.at, pn_node_next(in.at), NULL };
	const pn_node *behind = pn_node_next(b.list);

	b.else_list = behind < in.end ? behind : NULL;
	return b;
}

/* The parts of a TEMPLATE. */
typedef struct pn_node_call {
	pn_str name;
	const pn_node *pipe; /* NULL: none */
} pn_node_call;

static inline pn_node_call pn_node_template(const pn_node *node)
{
	pn_nodes in = pn_node_inside(node);
	const pn_node *pipe = in.at + sizeof(pn_str) / sizeof *pipe;

	return (pn_node_call){ *(const pn_str *)(const void *)in.at, pipe < in.end ? pipe : NULL };
}

/* Appends the node as Go's String() prints it in error messages. */
void pn_node_print(pn_buf *out, const pn_node *node);

#endif
