/* SPDX-License-Identifier: Apache-2.0 */
/* Two manifests, apart by a line "%%%%": what lies between them; nothing between one and itself. */
#include "target.h"

#include <stdlib.h>

#include <pintle/diff.h>

static pintle_comparison *compare(const pn_cx *cx, pn_str a, pn_str b)
{
	pintle_diff_input inputs[2] = { PINTLE_DIFF_INPUT_INIT, PINTLE_DIFF_INPUT_INIT };
	pintle_diff_options options = PINTLE_DIFF_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_comparison *c;

	inputs[0].name = "a";
	inputs[0].text = (pintle_text){ a.ptr, a.len };
	inputs[1].name = "b";
	inputs[1].text = (pintle_text){ b.ptr, b.len };
	options.limits = cx->limits;
	options.whole_lines = true;
	c = pintle_diff(&inputs[0], 1, &inputs[1], 1, &options, &error);
	pintle_error_finish(&error);
	return c;
}

void fuzz_one(pn_cx *cx, pn_str input)
{
	pintle_comparison *c;
	pn_str a, b;

	pn_str_cut(input, PN_STR("%%%%\n"), &a, &b);
	pintle_comparison_free(compare(cx, a, b));
	c = compare(cx, a, a);
	if (c && pintle_comparison_count(c))
		abort();
	pintle_comparison_free(c);
}
