/*
 * report: findings, and the forms in which they are told: text for people, JSON, SARIF, JUnit and
 * GitHub's commands for programs. Whatever looks for something that is wrong enters pn_findings;
 * nobody else writes these formats. Knows base, value, codec. Called by lint, review, api.
 *
 * Lifetime rule: findings live in the arena of the pn_cx they were made with, and may borrow
 * texts that live as long.
 */
#ifndef PN_REPORT_REPORT_H
#define PN_REPORT_REPORT_H

#include "codec/codec.h"

typedef enum pn_severity {
	PN_SEVERITY_INFO = 0,
	PN_SEVERITY_WARNING,
	PN_SEVERITY_ERROR
} pn_severity;

/* Something that is wrong, or could be better. */
typedef struct pn_finding {
	pn_severity severity;
	pn_str rule; /* a stable id, "values/unused"; see report/rules.c */
	pn_str path; /* as the command names it: "Chart.yaml", "templates/"; may be empty */
	pn_str message;
	/*
	 * The file as the user would open it, line from 1 (0: not known), column from 0 in bytes.
	 * An empty file: there is none.
	 */
	pn_where where;
	uint32_t end_line;   /* 0: not known */
	uint32_t end_column; /* from 0, behind the last byte; counts only with end_line */
	pn_str hint;	     /* what to do; empty: none */
	size_t output_line;  /* the line of a render's output that it is about; 0: none */
} pn_finding;

typedef struct pn_findings {
	pn_finding *items;
	size_t count, cap;
} pn_findings;

/* Enters a copy of the finding, not of its texts; false without memory. */
bool pn_findings_add(pn_cx *cx, pn_findings *list, const pn_finding *finding);
/* Enters copies of all findings of another list, with their texts. */
bool pn_findings_append(pn_cx *cx, pn_findings *list, const pn_findings *more);
/* Sorts by file, line and column; findings of one place keep their order. False without memory. */
bool pn_findings_sort(pn_cx *cx, pn_findings *list);

/* ---- rules ---- */

/* What a rule is about: one sentence that ends with a full stop. */
typedef struct pn_rule {
	const char *id;
	const char *doc;
} pn_rule;

/* All rules, sorted by id. */
const pn_rule *pn_rules(size_t *count);
/* NULL when there is none of that name. */
const pn_rule *pn_rule_find(pn_str id);

/* ---- writing ---- */

typedef enum pn_report_format {
	PN_REPORT_TEXT = 0, /* a line each: FILE:LINE:COLUMN: SEVERITY: MESSAGE [RULE] */
	PN_REPORT_JSON,
	PN_REPORT_SARIF, /* 2.1.0 */
	PN_REPORT_JUNIT,
	PN_REPORT_GITHUB /* workflow commands */
} pn_report_format;

typedef struct pn_report_options {
	pn_str command; /* what found it: "lint" */
	pn_str version; /* of the program */
	bool strict;	/* warnings are failures, too */
	bool color;	/* text with ANSI colours */
} pn_report_options;

/* Appends the findings in their order. Lines and columns count from 1. False without memory. */
bool pn_findings_write(pn_cx *cx, const pn_findings *list, pn_report_format format,
		       const pn_report_options *options, pn_buf *out);

#endif
