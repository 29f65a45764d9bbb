/* SPDX-License-Identifier: Apache-2.0 */
/** # Lint: what is wrong with a chart, or could be better */
#ifndef PINTLE_LINT_H
#define PINTLE_LINT_H

#include <pintle/finding.h>
#include <pintle/render.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How a chart is examined. Initialise with PINTLE_LINT_OPTIONS_INIT. */
typedef struct pintle_lint_options {
	size_t size;
	/** Links and host functions; NULL: the defaults. The rest of it is not looked at. */
	const pintle_load_options *load;
	/**
	 * Allocator, limits, log, namespace, versions, clock and so on; NULL: the defaults.
	 * release_name NULL is "test-release", as in Helm; what is about output is not looked at.
	 */
	const pintle_render_options *render;
	/**
	 * Find out where everything is in its file; what violates a schema is then told one by one.
	 * Without it findings are Helm's, and most of them name a file only.
	 */
	bool places;
} pintle_lint_options;

#define PINTLE_LINT_OPTIONS_INIT                               \
	{                                                      \
		sizeof(pintle_lint_options), NULL, NULL, false \
	}

/**
 * Examines a chart, a folder or a .tgz archive, by the rules of `helm lint`. values may be NULL.
 * The rules let the chart's defaults flow into tables of the values: charts that are examined with
 * the same values one after the other give what `helm lint A B` gives. Other threads must not use
 * the values meanwhile.
 * The findings come in Helm's order. Returns NULL and sets *error when there is no chart to look
 * at. Since: 0.1.
 */
PINTLE_API pintle_findings *pintle_lint(const char *path, pintle_values *values,
					const pintle_lint_options *options, pintle_error *error);

#ifdef __cplusplus
}
#endif
#endif
