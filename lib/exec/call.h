/*
 * call: all that a template function may see. A function is one row of a table (name, C function,
 * parameter types, usage, one doc line) and one short C function. By the time it runs, the number
 * and the Go types of its arguments have been checked by exec, with Go's messages; a function only
 * does its own work.
 */
#ifndef PN_EXEC_CALL_H
#define PN_EXEC_CALL_H

#include "value/value.h"

typedef struct pn_call pn_call;
typedef struct pn_exec pn_exec;

/*
 * Parameter types, one letter each; '*' after the last one makes it variadic:
 *   a  interface {}       s  string                  b  bool
 *   i  int                I  int64                   f  float64
 *   u  uint32             U  uint                    m  map[string]interface {}
 *   l  []interface {}     t  time.Time               y  []uint8
 *   d  time.Duration      C  sprig.certificate       S  *semver.Version
 *   L  *time.Location    W  io.Writer
 *   r  map[string]string  v  reflect.Value, for Go's own functions: as `a`, but the flags that tell
 *                            an absent value from a nil one are left on it
 * Methods list what stands in the call; the receiver is pn_call.self.
 */
typedef struct pn_func {
	const char *name;
	bool (*run)(pn_call *call); /* NULL for the two lazy ones */
	const char *params;
	uint32_t flags;	   /* PN_FUNC_... */
	const char *usage; /* "trimSuffix SUFFIX STRING" */
	const char *doc;   /* "Remove SUFFIX from the end of STRING." */
} pn_func;

enum {
	PN_FUNC_VOLATILE = 1u << 0, /* two runs give different results (rand*, gen*, now ...) */
	PN_FUNC_LINES = 1u << 1,    /* keeps the lines of a string argument: marks follow */
	PN_FUNC_ENCODER = 1u << 2,  /* reads its arguments whole (toYaml, join, printf ...) */
	PN_FUNC_LAZY_AND = 1u << 3, /* evaluated by exec itself */
	PN_FUNC_LAZY_OR = 1u << 4,
	PN_FUNC_POINTER = 1u << 5, /* a method of *T where values are T: needs an addressable one */
	PN_FUNC_UNFIT = 1u << 6,   /* its results are not for templates; `doc` is what Go says */
	PN_FUNC_PIECES = 1u << 7,  /* its text shows the arguments, and what is in them, in order */
	PN_FUNC_SLICES = 1u << 8,  /* its list or map is new and holds parts of a string argument */
	PN_FUNC_PICKS =
		1u << 9, /* its result is an argument, or was in one: of where that is from */
	PN_FUNC_COSTLY = 1u << 10, /* takes one or two texts, and its results are kept */
	PN_FUNC_KEYS = 1u << 11, /* its arguments are keys and values of the map that it returns */
	PN_FUNC_HOST = 1u << 12	 /* given by whoever uses the library */
};

/* A method of a Go type, e.g. .Files.Get or (now).Year. */
typedef struct pn_method {
	pn_type type;
	pn_func func;
} pn_method;

/* Which call asks for something from outside. */
typedef struct pn_call_place {
	const char *function;
	pn_str root;   /* the template file that is rendered */
	pn_str source; /* the name of the text that holds the call: a file, or "gotpl" */
	pn_str text;   /* ... and the text itself */
	uint32_t offset;
} pn_call_place;

/* Clock, entropy and lookups of one render: the only window to the outside. */
typedef struct pn_env {
	void (*now)(void *data, const pn_call_place *place, int64_t *seconds, int32_t *nanoseconds);
	/*
	 * Fills out with randomness. `stream` names the call (template, position, ordinal), so that
	 * a seeded render gives each call its own stable stream.
	 */
	bool (*random)(void *data, const pn_call_place *place, pn_str stream, void *out,
		       size_t size);
	pn_str (*zone)(void *data); /* IANA name of the local zone, "UTC" by default */
	/*
	 * Says whether an order that Go leaves to chance (keys, values) is to be turned around,
	 * for whoever looks for what depends on it. NULL: it never is.
	 */
	bool (*backwards)(void *data, const pn_call_place *place);
	void *data;
} pn_env;

struct pn_call {
	const pn_func *func;
	const pn_value *self; /* a method's receiver, else NULL */
	const pn_value *args;
	uint32_t argc;
	pn_value result; /* nil until the function sets it */
	pn_cx *cx;	 /* arena for results, error, limits, log */
	const pn_env *env;
	pn_exec *exec;	  /* for include and tpl; others leave it alone */
	void *data;	  /* of the first pn_func_family */
	const void *site; /* for exec: how the template calls it */
};

/* ---- arguments: already of the type that the row says ---- */

static inline const pn_value *pn_arg(const pn_call *c, uint32_t i)
{
	return &c->args[i];
}
static inline pn_str pn_arg_str(const pn_call *c, uint32_t i)
{
	return pn_value_str(&c->args[i]);
}
static inline int64_t pn_arg_int(const pn_call *c, uint32_t i)
{
	return c->args[i].as.integer;
}
static inline bool pn_arg_bool(const pn_call *c, uint32_t i)
{
	return c->args[i].as.boolean;
}
/* A map parameter; NULL for a nil map. */
static inline pn_map *pn_arg_map(const pn_call *c, uint32_t i)
{
	return c->args[i].as.map;
}

/* ---- results: `return pn_ret_str(c, s);` ---- */

static inline bool pn_ret(pn_call *c, const pn_value *v)
{
	c->result = *v;
	return true;
}
static inline bool pn_ret_str(pn_call *c, pn_str s)
{
	c->result = pn_string(s);
	return true;
}
static inline bool pn_ret_bool(pn_call *c, bool b)
{
	c->result = pn_bool(b);
	return true;
}
static inline bool pn_ret_int(pn_call *c, int64_t n)
{
	c->result = pn_int(n);
	return true;
}
static inline bool pn_ret_int64(pn_call *c, int64_t n)
{
	c->result = pn_int64(n);
	return true;
}
static inline bool pn_ret_float(pn_call *c, double f)
{
	c->result = pn_float(f);
	return true;
}
/* Fails with the function's own error; exec puts "error calling NAME: " before it. */
#define pn_call_fail(c, ...) pn_fail((c)->cx->err, PINTLE_ERR_EXEC, __VA_ARGS__)
/* Random bytes for this call: the system's, or those that the seed gives to this place. */
bool pn_call_random(pn_call *c, void *out, size_t size);
/* Tells which call this is; counts as a look at the outside, because results then depend on it. */
pn_call_place pn_call_place_of(const pn_call *c);
/*
 * Says that a map which the call was given, or one in it, is about to get a value (NULL: to lose
 * one). No map: it is a struct.
 */
void pn_call_change(pn_call *c, const pn_map *map, const pn_value *value);
/* Has a long loop in a function counted against limits.steps; false when they are used up. */
bool pn_call_steps(pn_call *c, uint64_t count);
/* How the template writes the first argument (Go: evalCall's extra argument of `call`). */
pn_str pn_call_first_text(const pn_call *c);
/* True when texts of Helm 3.17's Go are wanted. */
bool pn_call_old_texts(const pn_call *c);
/* True when checksums are to be the same whatever they are made of. */
bool pn_call_no_checksums(const pn_call *c);
/* True in a traced run: a result that is a text may then be told apart by pn_call_mark. */
bool pn_call_traced(const pn_call *c);
/* Notes that the result's text from `offset` on (ascending) shows the value with this origin. */
void pn_call_mark(pn_call *c, size_t offset, uint32_t origin);
/* The same of what stands before its text: a key, and the "|" below which a text of lines is. */
void pn_call_mark_key(pn_call *c, size_t offset, uint32_t origin);
/* Notes that the result's text from `offset` on (ascending) is bytes from..to of this text. */
void pn_call_keep(pn_call *c, size_t offset, const pn_value *v, size_t from, size_t to);
/* Notes that the result's text from `offset` on (ascending) is the text of a file of the chart. */
void pn_call_mark_file(pn_call *c, size_t offset, pn_str path, pn_str text);
/*
 * Notes that a value of a map stands under a key that another one has in a map merged with it: who
 * takes the key away in one of them finds it in the result all the same. Traced runs only.
 */
void pn_call_share_key(const pn_call *c, pn_value *kept, const pn_value *other);
/* Gives a value that was read from a text (fromYaml) the origin of the byte it was read at. */
void pn_call_origin_at(const pn_call *c, const pn_value *text, size_t offset, pn_value *out);
/* The same for a string whose lines stand one below the other in the text, from `offset` on. */
void pn_call_origin_of_lines(const pn_call *c, const pn_value *text, size_t offset, pn_value *out);
/* The zero value of a type, as far as maps' elements and parameters need one. */
pn_value pn_zero_value(pn_type type);

#endif
