/*
 * tmpl: Go template text to syntax tree (Go: text/template/parse). Knows which function *names*
 * exist through a callback, and nothing of values. Parsed once, a tree is immutable and may be
 * executed from many threads. Called by render (files) and exec (tpl).
 * Lifetime rule: trees live in the arena of cx and keep slices of the text, which must live as
 * long.
 */
#ifndef PN_TMPL_TMPL_H
#define PN_TMPL_TMPL_H

#include "tmpl/node.h"

/* A template text that was parsed: what positions refer to. */
typedef struct pn_tmpl_source {
	pn_str name; /* Go's parse name: "c/templates/a.yaml", or "gotpl" for tpl */
	pn_str text;
	uint32_t id; /* for traces; given by whoever executes, 0 at first */
} pn_tmpl_source;

/* One named template: a file's own text, a define, or a block. */
typedef struct pn_define {
	pn_str name;
	uint32_t hash; /* pn_str_hash(name) */
	const pn_tmpl_source *source;
	const pn_node *root; /* LIST */
	bool empty;	     /* nothing but white space and comments (Go: parse.IsEmptyTree) */
} pn_define;

/* All that one text defines, in the order in which Go's Parse adds them to the set. */
typedef struct pn_tmpl {
	const pn_tmpl_source *source;
	const pn_define *defines; /* the text's own one included, under the source's name */
	uint32_t count;
} pn_tmpl;

/* A name that was met before, and is not longer than `bytes`. */
typedef struct pn_known_name {
	uint64_t bytes[2];
	pn_name_part part; /* len 0: there is none */
} pn_known_name;

/*
 * Names and functions that were met before, by their first characters: templates name the same few
 * over and over. Empty when cleared; for one finder's functions and one parse at a time.
 */
enum { PN_FUNC_MEMO = 64 };
typedef struct pn_func_memo {
	pn_known_name names[PN_FUNC_MEMO];
	struct {
		uint64_t bytes;
		const void *func;
	} funcs[PN_FUNC_MEMO];
	uint8_t lens[PN_FUNC_MEMO]; /* of the functions' names; 0: there is none */
} pn_func_memo;

/*
 * Which functions there are: returns what identifier nodes keep, which begins with a pn_node_func;
 * NULL for an unknown name, of which `hash` is pn_str_hash.
 */
typedef struct pn_func_finder {
	const void *(*find)(void *data, pn_str name, uint32_t hash);
	void *data;
	pn_func_memo *memo; /* NULL: nothing is remembered */
} pn_func_finder;

/*
 * Parses text under a name. A failure's text is Go's whole one: "template: NAME:LINE: MESSAGE".
 */
bool pn_tmpl_parse(pn_cx *cx, pn_str name, pn_str text, const pn_func_finder *funcs,
		   const pn_tmpl **out);

/* Turns a byte offset into line (from 1) and column (from 0, bytes since the last newline). */
void pn_tmpl_locate(const pn_tmpl_source *source, uint32_t pos, uint32_t *line, uint32_t *column);

/*
 * A set of named templates that can see each other (Go: template.Template's common part).
 * A set with a parent sees the parent's templates behind its own: that is how tpl defines names
 * without copying the set.
 */
typedef struct pn_tmpl_set pn_tmpl_set;

/* Makes an empty set; parent may be NULL and must live as long. NULL without memory. */
pn_tmpl_set *pn_tmpl_set_new(pn_arena *arena, const pn_tmpl_set *parent);
/*
 * Adds everything a text defines; an empty body does not replace one that is not (Go:
 * template.AddParseTree, associate). False without memory.
 */
bool pn_tmpl_set_add(pn_tmpl_set *set, const pn_tmpl *tmpl);
/* Finds a template by name, own ones first; NULL when there is none. */
const pn_define *pn_tmpl_set_find(const pn_tmpl_set *set, pn_str name);
/* The set's own templates, in the order of adding. */
size_t pn_tmpl_set_count(const pn_tmpl_set *set);
const pn_define *pn_tmpl_set_at(const pn_tmpl_set *set, size_t i);
/* The set whose templates it sees behind its own; NULL when there is none. */
const pn_tmpl_set *pn_tmpl_set_parent(const pn_tmpl_set *set);

#endif
