/*
 * Remarks: what there may be to tell of keys of the user's. Some are doubtful: trials decide. What
 * is told of a key is told of all that is in it.
 */
#ifndef PN_REVIEW_REMARK_H
#define PN_REVIEW_REMARK_H

#include "report/report.h"
#include "review/study.h"

typedef struct pn_remark {
	pn_keypath path; /* from the root chart */
	size_t layer;
	pn_finding finding;
	bool is_doubtful; /* it is told when the key makes no difference */
	bool is_slip;	  /* it is very close to a key that is known */
} pn_remark;

typedef struct pn_remarks {
	pn_study *study;
	pn_remark *items; /* within a layer, keys stand before what is in them */
	size_t count, cap;
} pn_remarks;

/* Adds a copy, that of the path's steps included; false without memory. */
bool pn_remarks_add(pn_remarks *remarks, const pn_remark *remark);
/* Settles the doubtful ones, and adds what is to be told: the last layer first, by place. */
bool pn_remarks_settle(pn_remarks *remarks, pn_findings *out);

#endif
