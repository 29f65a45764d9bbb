/* SPDX-License-Identifier: Apache-2.0 */
/**
 * # Findings: what is wrong, or could be better, and how it is told
 *
 * Everything that looks for something (lint, unused values, volatile lines ...) returns its
 * findings as one kind of list, and one function writes such lists as text, JSON, SARIF, JUnit or
 * GitHub's commands. A list belongs to one thread at a time.
 */
#ifndef PINTLE_FINDING_H
#define PINTLE_FINDING_H

#include <pintle/chart.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum pintle_severity {
	PINTLE_SEVERITY_INFO = 0,
	PINTLE_SEVERITY_WARNING, /**< a failure with --strict */
	PINTLE_SEVERITY_ERROR
} pintle_severity;

/** One finding. Borrowed from its list. */
typedef struct pintle_finding {
	pintle_severity severity;
	pintle_text rule; /**< which rule found it, "values/unused": ids stay what they are */
	pintle_text path; /**< as the command names it: "Chart.yaml", "templates/a.yaml", "" */
	pintle_text message;
	pintle_text hint;    /**< what to do; empty when there is nothing to say */
	const char *file;    /**< the file to open, relative where its chart was; NULL: none */
	uint32_t line;	     /**< in that file (or in `path`), from 1; 0 when it is not known */
	uint32_t column;     /**< from 0, in bytes; counts only with a line */
	uint32_t end_line;   /**< 0 when it is not known */
	uint32_t end_column; /**< from 0, behind the last byte; counts only with an end_line */
	size_t output_line;  /**< the line of a render's output that it is about; 0: none */
} pintle_finding;

/** A list of findings. Owns all its texts. */
typedef struct pintle_findings pintle_findings;

/**
 * Makes an empty list. The allocator may be NULL (the C library's) and must outlive the list.
 * NULL without memory. Since: 0.1.
 */
PINTLE_API pintle_findings *pintle_findings_new(const pintle_allocator *allocator);
/** Frees findings; NULL is fine. Since: 0.1. */
PINTLE_API void pintle_findings_free(pintle_findings *findings);

/** The number of findings. Since: 0.1. */
PINTLE_API size_t pintle_findings_count(const pintle_findings *findings);
/** Finding i, in the order of their maker; all empty beyond the last. Since: 0.1. */
PINTLE_API pintle_finding pintle_findings_at(const pintle_findings *findings, size_t i);

/**
 * Adds a finding; its texts are copied. False without memory, or with PINTLE_ERR_ARGUMENT for a
 * severity that is none. Since: 0.1.
 */
PINTLE_API bool pintle_findings_add(pintle_findings *findings, const pintle_finding *finding,
				    pintle_error *error);
/** Adds copies of all findings of another list. False without memory. Since: 0.1. */
PINTLE_API bool pintle_findings_append(pintle_findings *findings, const pintle_findings *more,
				       pintle_error *error);

/** The forms of a report. Values are stable; new ones are added at the end. */
typedef enum pintle_format {
	PINTLE_FORMAT_TEXT = 0, /**< "FILE:LINE:COLUMN: SEVERITY: MESSAGE [RULE]", a hint below */
	PINTLE_FORMAT_JSON,	/**< described in docs/findings.md */
	PINTLE_FORMAT_SARIF,	/**< 2.1.0, what code scanners exchange */
	PINTLE_FORMAT_JUNIT,	/**< XML, what test reports are made of */
	PINTLE_FORMAT_GITHUB	/**< commands that a GitHub workflow shows beside the lines */
} pintle_format;

/** How findings are written. Initialise with PINTLE_FORMAT_OPTIONS_INIT. */
typedef struct pintle_format_options {
	size_t size;
	const char *command; /**< what found them, "lint"; NULL: "pintle" */
	bool strict;	     /**< warnings count as failures (JUnit) */
	bool color;	     /**< text with ANSI colours */
} pintle_format_options;

#define PINTLE_FORMAT_OPTIONS_INIT                                \
	{                                                         \
		sizeof(pintle_format_options), NULL, false, false \
	}

/**
 * Writes findings, in their order; in all forms lines and columns count from 1. options may be
 * NULL. *text is owned by the caller, freed with pintle_text_free(). False without memory or for
 * a format that is none. Since: 0.1.
 */
PINTLE_API bool pintle_findings_format(const pintle_findings *findings, pintle_format format,
				       const pintle_format_options *options, pintle_text *text,
				       pintle_error *error);

/** What a rule is about. All strings are static. */
typedef struct pintle_rule {
	const char *id;	 /**< NULL beyond the last */
	const char *doc; /**< one sentence */
} pintle_rule;

/** The number of rules that findings may name. Since: 0.1. */
PINTLE_API size_t pintle_rule_count(void);
/** Rule i, in the order of their ids. Since: 0.1. */
PINTLE_API pintle_rule pintle_rule_at(size_t i);

#ifdef __cplusplus
}
#endif
#endif
