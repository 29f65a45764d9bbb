/*
 * The generator: writes random templates, values and --set lines that use what Helm has.
 *
 * Every argument has a kind, a letter. Most of the time an argument of the right kind is written,
 * sometimes one of another. Nothing is written whose result Helm itself does not repeat: no clock,
 * no randomness, no addresses of pointers, no order of keys.
 *
 *	s string   i integer   I small integer  n number     b bool       a anything
 *	l list     S strings   m map            d fresh map  t time       r regex
 *	v version  c constraint  y YAML   Y YAML list   j JSON   J JSON list   o TOML
 *	u URL      U URL's parts   P path   k key   K kind's name   T type's name
 *	z zone     L layout   w duration   6 base64   3 base32   x template   p replacement
 */
#ifndef PN_DIFFER_GEN_H
#define PN_DIFFER_GEN_H

#include "base/base.h"
#include "rng.h"

typedef struct variable {
	char kind;
	unsigned id;
} variable;

enum { MAX_VARIABLES = 24 };

typedef struct gen {
	rng rng;
	pn_arena *arena;
	pn_buf *out;
	pn_buf *defines;  /* templates that the snippet defines */
	const char *name; /* of the snippet: a part of the names of its templates */
	unsigned define_count, next_id, wrong; /* percent of arguments of a wrong kind */
	variable variables[MAX_VARIABLES];
	size_t variable_count;
	bool in_loop;
} gen;

/* Writes one of a table's texts. */
#define GEN_PICK(g, table) \
	pn_buf_add((g)->out, pn_str_from((table)[rng_below(&(g)->rng, GEN_COUNT(table))]))
#define GEN_COUNT(table) (sizeof(table) / sizeof *(table))

/* Writes a literal of a kind, as it stands in a template; false when there are none of it. */
bool gen_literal(gen *g, char kind);
/* Writes the path of a value that is probably of the kind. */
bool gen_path(gen *g, char kind);
/* Writes one argument of a kind. */
void gen_argument(gen *g, char kind, int depth);
/* Writes a call or a pipeline whose result is of a kind, without parentheses. */
void gen_pipeline(gen *g, char kind, int depth);
/* Writes the text of a template. */
void gen_template(gen *g);

/* Writes the values that the paths of gen_path() lead to. */
void gen_values(gen *g);
/* Writes YAML, mostly well-formed, with lines indented by `indent`; after "key:" or at the start.
 */
void gen_yaml(gen *g, int indent, int depth);
void gen_json(gen *g, int depth);
void gen_toml(gen *g);
/* Writes a further `--set` option and its line, for values below `root`. */
void gen_set(gen *g, const char *root);
/* Damages the text that was written since `from`, in one or two places. */
void gen_damage(gen *g, size_t from);

#endif
