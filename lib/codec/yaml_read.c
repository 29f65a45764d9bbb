/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml.h"
#include "codec/yaml_build.h"
#include "codec/yaml_libyaml.h"

#include <math.h>

bool pn_yaml_fail(pn_cx *cx, const pn_yaml_problem *problem)
{
	uint32_t line = problem->line ? problem->line + problem->in_scanner : problem->context;

	pn_error_at(cx->err, PN_STR_EMPTY, problem->line + 1, 0);
	if (line)
		return pn_fail(cx->err, PINTLE_ERR_YAML, "yaml: line %u: %s", line, problem->text);
	return pn_fail(cx->err, PINTLE_ERR_YAML, "yaml: %s", problem->text);
}

/* Builds the value of the text's first document. */
static bool build(pn_yaml_builder *b, pn_str text, pn_value *out)
{
	pn_yaml_libyaml lib;
	bool ok;

	if (!pn_yaml_libyaml_init(&lib, b->cx, text))
		return false;
	b->events = &lib.events;
	ok = pn_yaml_build(b, out);
	pn_yaml_libyaml_finish(&lib);
	return ok;
}

bool pn_yaml_read(pn_cx *cx, pn_str text, unsigned flags, pn_source *source, pn_value *out)
{
	pn_mark_point mark = pn_arena_mark(cx->arena);
	pn_yaml_builder b = { .cx = cx,
			      .source = source,
			      .keep_numbers = (flags & PN_YAML_KEEP_NUMBERS) != 0 };
	bool ok = build(&b, text, out);

	if (!ok && cx->err->status == PINTLE_ERR_YAML && !b.keep_numbers)
		pn_error_wrap(cx->err, "error converting YAML to JSON: ");
	if (flags & PN_YAML_CHECK_ONLY) {
		*out = pn_nil();
		pn_arena_rewind(cx->arena, mark);
	}
	return ok;
}
