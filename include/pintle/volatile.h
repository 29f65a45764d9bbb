/* SPDX-License-Identifier: Apache-2.0 */
/** # Volatile lines: what two runs of Helm print differently */
#ifndef PINTLE_VOLATILE_H
#define PINTLE_VOLATILE_H

#include <pintle/finding.h>
#include <pintle/render.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A call whose result is another one at each run: randAlphaNum, genCA, now, keys ... */
typedef struct pintle_volatile_call {
	const char *function; /**< its name */
	const char *rule;     /**< "volatile/random", "volatile/clock" or "volatile/order" */
	const char *root;     /**< the template file that was rendered: "c/templates/a.yaml" */
	const char *file; /**< the file to open; "gotpl" when the call is in a text given to tpl */
	uint32_t line;	  /**< from 1 */
	uint32_t column;  /**< from 0, in bytes */
} pintle_volatile_call;

/** A line of pintle_manifest_text() that depends on such calls, however indirectly. */
typedef struct pintle_volatile_line {
	size_t line;	       /**< from 1 */
	const char *source;    /**< the template of its document */
	const uint32_t *calls; /**< numbers of calls, ascending */
	size_t call_count;     /**< 0: only several calls together change the line */
} pintle_volatile_line;

/** The volatile lines of a render. Owns all its texts. */
typedef struct pintle_volatile pintle_volatile;

/**
 * Finds the volatile lines of a render: it is repeated with other random bytes, another time and
 * another order of keys, for all calls at once and for each alone. Takes as many renders as there
 * are such calls, and two more. values and options may be NULL; the options' clock and seed are
 * where the search begins. NULL and *error when a render fails. Since: 0.1.
 */
PINTLE_API pintle_volatile *pintle_volatile_find(const pintle_chart *chart,
						 const pintle_values *values,
						 const pintle_render_options *options,
						 pintle_error *error);
/** Frees the result; NULL is fine. Since: 0.1. */
PINTLE_API void pintle_volatile_free(pintle_volatile *found);

/** The lines in order; line i is all empty beyond the last. Since: 0.1. */
PINTLE_API size_t pintle_volatile_line_count(const pintle_volatile *found);
PINTLE_API pintle_volatile_line pintle_volatile_line_at(const pintle_volatile *found, size_t i);
/** The calls, in the order in which they were first made; all empty beyond the last. Since: 0.1. */
PINTLE_API size_t pintle_volatile_call_count(const pintle_volatile *found);
PINTLE_API pintle_volatile_call pintle_volatile_call_at(const pintle_volatile *found, size_t i);
/** A finding for each line, borrowed from the result. Since: 0.1. */
PINTLE_API const pintle_findings *pintle_volatile_findings(const pintle_volatile *found);

#ifdef __cplusplus
}
#endif
#endif
