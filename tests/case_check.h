/* Compares what a program did with what a case expects, and writes what it did into the case. */
#ifndef PN_TESTS_CASE_CHECK_H
#define PN_TESTS_CASE_CHECK_H

#include "case_run.h"

/* Says whether the result is as expected; if not, tells the differences in *report. */
bool case_check(const test_case *c, const case_result *result, pn_buf *report);
/* Says whether there is nothing yet that the case expects. */
bool case_is_unfilled(const test_case *c);
/* Appends the case with its expected sections replaced by the result. */
void case_rewrite(const test_case *c, const case_result *result, pn_buf *out);

#endif
