/* What the forms of a report share. Inside report only. */
#ifndef PN_REPORT_FORM_H
#define PN_REPORT_FORM_H

#include "report/report.h"

/* One report on its way. */
typedef struct pn_report {
	pn_cx *cx;
	const pn_findings *list;
	const pn_report_options *options;
	pn_buf *out;
} pn_report;

void pn_report_text(const pn_report *r);
bool pn_report_json(const pn_report *r);
bool pn_report_sarif(const pn_report *r);
bool pn_report_junit(const pn_report *r);
void pn_report_github(const pn_report *r);

/* "info", "warning", "error". */
const char *pn_severity_name(pn_severity severity);
/* What to call the place of a finding: its file, else its path. */
pn_str pn_finding_place(const pn_finding *f);
/* Whether a finding is a failure. */
static inline bool pn_finding_fails(const pn_report *r, const pn_finding *f)
{
	return f->severity == PN_SEVERITY_ERROR ||
	       (r->options->strict && f->severity == PN_SEVERITY_WARNING);
}

#endif
