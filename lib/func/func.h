/* SPDX-License-Identifier: Apache-2.0 */
/*
 * func: the functions that templates call, apart from those that need a chart (render). They come
 * in families, a file each; a family is a table with a row for each function.
 * To add a function: write its row, its C function, and a case in testdata/cases/func.
 * A function knows its call (exec/call.h), values and codecs, and nothing of templates or charts.
 */
#ifndef PN_FUNC_FUNC_H
#define PN_FUNC_FUNC_H

#include "exec/exec.h"

/* What one file of functions offers. Both tables may be empty. */
typedef struct pn_func_family {
	const char *title;	  /* a heading in docs/functions.md */
	const pn_func *functions; /* sorted by name */
	size_t function_count;
	const pn_method *methods; /* of one or more Go types, sorted by type, then name */
	size_t method_count;
	void *data; /* for pn_call.data; NULL in this room's families */
} pn_func_family;

extern const pn_func_family pn_family_builtin;
extern const pn_func_family pn_family_case;
extern const pn_func_family pn_family_certificates;
extern const pn_func_family pn_family_compare;
extern const pn_func_family pn_family_cut;
extern const pn_func_family pn_family_data;
extern const pn_func_family pn_family_dates;
extern const pn_func_family pn_family_decimal;
extern const pn_func_family pn_family_defaults;
extern const pn_func_family pn_family_dict;
extern const pn_func_family pn_family_duration_methods;
extern const pn_func_family pn_family_encode;
extern const pn_func_family pn_family_escape;
extern const pn_func_family pn_family_float;
extern const pn_func_family pn_family_list;
extern const pn_func_family pn_family_math;
extern const pn_func_family pn_family_merge;
extern const pn_func_family pn_family_passwords;
extern const pn_func_family pn_family_path;
extern const pn_func_family pn_family_quote;
extern const pn_func_family pn_family_random;
extern const pn_func_family pn_family_regex;
extern const pn_func_family pn_family_semver;
extern const pn_func_family pn_family_split;
extern const pn_func_family pn_family_strings;
extern const pn_func_family pn_family_time_methods;
extern const pn_func_family pn_family_types;
extern const pn_func_family pn_family_url;
extern const pn_func_family pn_family_words;
extern const pn_func_family pn_family_wrap;

/* Returns every family of this room. */
const pn_func_family *const *pn_func_families(size_t *count);

/*
 * Gathers families, the caller's before those of this room, into what exec looks names up in: the
 * first family that has a name wins. The result and exec's index live in the arena. False without
 * memory.
 */
bool pn_func_gather(pn_arena *arena, const pn_func_family *const *first, size_t count,
		    pn_funcs *out);
/* The same with the caller's families alone. */
bool pn_func_gather_only(pn_arena *arena, const pn_func_family *const *all, size_t count,
			 pn_funcs *out);

#endif
