/* SPDX-License-Identifier: Apache-2.0 */
/* A constraint, then a newline, then a version. */
#include "target.h"

#include "semver/semver.h"

void fuzz_one(pn_cx *cx, pn_str input)
{
	const pn_constraint *constraint;
	pn_str range, text, why;
	pn_semver version;

	pn_str_cut(input, PN_STR("\n"), &range, &text);
	constraint = pn_constraint_parse(range, cx->arena, &why);
	if (pn_semver_parse(&version, text, cx->arena, &why) && constraint)
		(void)pn_constraint_check(constraint, &version);
}
