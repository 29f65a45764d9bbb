/* SPDX-License-Identifier: Apache-2.0 */
/** # Lint: what is wrong with a chart, or could be better */
#ifndef PINTLE_LINT_H
#define PINTLE_LINT_H

#include <pintle/render.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum pintle_severity {
	PINTLE_LINT_INFO = 0,
	PINTLE_LINT_WARNING, /**< breaks with a convention; a failure with --strict */
	PINTLE_LINT_ERROR    /**< the chart will not work */
} pintle_severity;

/** One finding. Borrowed from its list. */
typedef struct pintle_finding {
	pintle_severity severity;
	pintle_text path; /**< as Helm names it: "Chart.yaml", "templates/a.yaml", "" */
	pintle_text message;
	const char *file; /**< the file that is wrong, when it is known: "c/templates/a.yaml" */
	uint32_t line;	  /**< in that file (or in `path`), from 1; 0 when it is not known */
} pintle_finding;

/** What a lint gave. Owns all its texts. */
typedef struct pintle_findings pintle_findings;

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
} pintle_lint_options;

#define PINTLE_LINT_OPTIONS_INIT                        \
	{                                               \
		sizeof(pintle_lint_options), NULL, NULL \
	}

/**
 * Examines a chart, a folder or a .tgz archive, by the rules of `helm lint`. values may be NULL.
 * Returns NULL and sets *error when there is no chart to look at. Since: 0.1.
 */
PINTLE_API pintle_findings *pintle_lint(const char *path, const pintle_values *values,
					const pintle_lint_options *options, pintle_error *error);
/** Frees findings; NULL is fine. Since: 0.1. */
PINTLE_API void pintle_findings_free(pintle_findings *findings);

/** The findings, in Helm's order. Finding i is all empty beyond the last. */
PINTLE_API size_t pintle_findings_count(const pintle_findings *findings);
PINTLE_API pintle_finding pintle_findings_at(const pintle_findings *findings, size_t i);

#ifdef __cplusplus
}
#endif
#endif
