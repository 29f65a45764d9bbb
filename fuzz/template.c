/* SPDX-License-Identifier: Apache-2.0 */
/* A chart whose one template is the input: parsed, executed, cut into documents, and errors
 * explained. */
#include "target.h"

#include <pintle/pintle.h>

void fuzz_one(pn_cx *cx, pn_str input)
{
	static const char chart_yaml[] = "apiVersion: v2\nname: c\nversion: 1.0.0\n";
	static const char values[] = "s: text\nn: 3\nl: [1, a, {k: v}]\nm: {a: {b: c}}\n";
	pintle_file files[] = { { "Chart.yaml", { chart_yaml, sizeof chart_yaml - 1 } },
				{ "values.yaml", { values, sizeof values - 1 } },
				{ "templates/t.yaml", { input.ptr, input.len } } };
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_chart *chart = pintle_chart_load_files(files, 3, NULL, NULL);
	pintle_error error = PINTLE_ERROR_INIT;

	options.limits = cx->limits;
	options.seed = "fuzz";
	options.traced = input.len & 1;
	options.explain_errors = input.len & 2;
	options.keep_going = input.len & 4;
	if (chart)
		pintle_manifest_free(pintle_render(chart, NULL, &options, &error));
	pintle_error_finish(&error);
	pintle_chart_free(chart);
}
