/* The syntax tree of a template (Go: text/template/parse/node.go). */
#ifndef PN_TMPL_NODE_H
#define PN_TMPL_NODE_H

#include "base/base.h"

typedef enum pn_node_kind {
	PN_NODE_LIST = 0,
	PN_NODE_TEXT,
	PN_NODE_ACTION,
	PN_NODE_PIPE,
	PN_NODE_COMMAND,
	PN_NODE_FIELD,	    /* .A.B */
	PN_NODE_CHAIN,	    /* (pipeline).A.B */
	PN_NODE_IDENTIFIER, /* a function's name */
	PN_NODE_VARIABLE,   /* $x or $x.A.B */
	PN_NODE_DOT,
	PN_NODE_NIL,
	PN_NODE_BOOL,
	PN_NODE_NUMBER,
	PN_NODE_STRING,
	PN_NODE_IF,
	PN_NODE_RANGE,
	PN_NODE_WITH,
	PN_NODE_TEMPLATE,
	PN_NODE_BREAK,
	PN_NODE_CONTINUE,
	PN_NODE_KINDS
} pn_node_kind;

typedef struct pn_node pn_node;

/* A name that is looked up in maps: its hash is computed once, at parse time. */
typedef struct pn_name {
	pn_str text;
	uint32_t hash;
} pn_name;

typedef struct pn_nodes {
	pn_node **items;
	uint32_t count;
} pn_nodes;

/* A constant as written and every kind it fits (Go: NumberNode). */
typedef struct pn_number {
	pn_str text;
	bool is_int, is_uint, is_float, is_complex;
	int64_t integer;
	uint64_t uinteger;
	double number;
	double complex[2];
} pn_number;

struct pn_node {
	uint8_t kind; /* pn_node_kind */
	uint32_t pos; /* byte offset in the template text that Go would report */
	union {
		pn_nodes list; /* LIST */
		pn_str text;   /* TEXT: slice of the source after trimming */
		pn_node *pipe; /* ACTION */
		struct {
			pn_node **decls; /* VARIABLE nodes, at most 2 */
			uint32_t decl_count;
			bool assigns; /* = rather than := */
			pn_nodes commands;
		} pipeline;	  /* PIPE */
		pn_nodes command; /* COMMAND: the arguments, first is what is called */
		struct {
			pn_name *names;
			uint32_t count;
		} field; /* FIELD */
		struct {
			pn_node *base;
			pn_name *names;
			uint32_t count;
		} chain; /* CHAIN */
		struct {
			pn_str name;
			const void *func; /* what the environment's find_func returned */
		} identifier;		  /* IDENTIFIER */
		struct {
			pn_name *names; /* names[0] is "$x" */
			uint32_t count;
		} variable;	   /* VARIABLE */
		bool boolean;	   /* BOOL */
		pn_number *number; /* NUMBER */
		struct {
			pn_str quoted; /* as written */
			pn_str text;   /* its meaning */
		} string;	       /* STRING */
		struct {
			pn_node *pipe;
			pn_node *list;
			pn_node *else_list; /* NULL: none */
		} branch;		    /* IF, RANGE, WITH */
		struct {
			pn_str name;
			pn_node *pipe; /* NULL: none */
		} call;		       /* TEMPLATE */
	} as;
};

/* Appends the node as Go's String() prints it in error messages. */
void pn_node_print(pn_buf *out, const pn_node *node);

#endif
