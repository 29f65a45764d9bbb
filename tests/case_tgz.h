/* Archives that cases describe: testdata/README.md has the lines. */
#ifndef PN_TESTS_CASE_TGZ_H
#define PN_TESTS_CASE_TGZ_H

#include "base/base.h"

/* Makes the archive of a section's lines. */
bool case_tgz(pn_cx *cx, pn_str lines, pn_str *out);

#endif
