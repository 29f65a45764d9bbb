/* SPDX-License-Identifier: Apache-2.0 */
/*
 * func: the functions that templates call, apart from those that need a chart (render). They come
 * in families, a file each; a family is a table with a row for each function.
 * To add a function: write its row, its C function, and a case in testdata/cases/func; then run
 * scripts/func-index, which writes index.c, by which names are found.
 * A function knows its call (exec/call.h), values and codecs, and nothing of templates or charts.
 */
#ifndef PN_FUNC_FUNC_H
#define PN_FUNC_FUNC_H

#include "exec/exec.h"

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

/* Where the functions of this room are found by their names: see pn_func_index. */
enum { PN_FUNC_SLOTS = 512 };
extern const uint16_t pn_func_slots[PN_FUNC_SLOTS];

/*
 * Says what exec looks names up in: the caller's families, which have to live as long, those of
 * this room, and then one more (may be NULL).
 */
pn_funcs pn_func_gather(const pn_func_family *const *first, size_t count,
			const pn_func_family *last);

#endif
