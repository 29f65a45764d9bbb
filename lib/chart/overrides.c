/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/overrides.h"

#include "chart/load.h"

bool pn_overrides_init(pn_overrides *overrides, pn_arena *arena)
{
	*overrides = (pn_overrides){ .arena = arena, .map = pn_map_new(arena, 0) };
	return overrides->map != NULL;
}

static bool no_memory(pn_cx *cx)
{
	return pn_fail_memory(cx->err, cx->arena);
}

/* Merges a new source's values over what is there; their origins move to the source's place. */
static bool merge_source(pn_cx *cx, pn_overrides *overrides, const pn_source *source,
			 const pn_value *values)
{
	uint32_t delta = pn_sources_add(&overrides->sources, overrides->arena, source);
	pn_value shifted;

	if (!pn_value_copy(overrides->arena, &shifted, values, delta) ||
	    !pn_map_merge(overrides->map, shifted.as.map, cx->limits->depth))
		return no_memory(cx);
	return true;
}

bool pn_overrides_add_yaml(pn_cx *cx, pn_overrides *overrides, pn_str name, pn_str text)
{
	pn_source *source = PN_NEW(overrides->arena, pn_source);
	pn_value values;

	if (!source)
		return no_memory(cx);
	source->name = pn_str_dup(overrides->arena, name);
	source->text = text;
	if (!pn_values_load(cx, text, source, &values))
		return pn_error_wrap(cx->err, "failed to parse %.*s: ", PN_ARG(name));
	return merge_source(cx, overrides, source, &values);
}

static const char *const flags[] = {
	[PN_SET_TYPED] = "--set",     [PN_SET_STRING] = "--set-string",
	[PN_SET_FILE] = "--set-file", [PN_SET_LITERAL] = "--set-literal",
	[PN_SET_JSON] = "--set-json",
};

/* Reports a --set-json failure, of which Helm hides the cause. */
static bool fail_json(pn_cx *cx, const char *what, pn_str line)
{
	if (cx->err->status == PINTLE_ERR_LIMIT || cx->err->status == PINTLE_ERR_NO_MEMORY)
		return false;
	pn_error_clear(cx->err);
	return pn_fail(cx->err, PINTLE_ERR_VALUES, "failed parsing --set-json data%s %.*s", what,
		       PN_ARG(line));
}

/* Merges a whole JSON object given to --set-json. */
static bool add_json_object(pn_cx *cx, pn_overrides *overrides, pn_source *source, pn_str line)
{
	pn_value values;

	if (!pn_json_read(cx, pn_str_trim_space(line), NULL, &values) || !pn_is_map(&values))
		return fail_json(cx, " JSON:", line);
	return merge_source(cx, overrides, source, &values);
}

bool pn_overrides_add_set(pn_cx *cx, pn_overrides *overrides, pn_set_kind kind, pn_str line,
			  const pn_file_reader *files)
{
	pn_source *source = PN_NEW(overrides->arena, pn_source);
	uint32_t origin;

	if (!source)
		return no_memory(cx);
	line = pn_str_dup(overrides->arena, line);
	source->name = pn_str_format(overrides->arena, "%s %.*s", flags[kind], PN_ARG(line));
	source->text = line;
	if (kind == PN_SET_JSON && pn_str_starts(pn_str_trim_space(line), PN_STR("{")))
		return add_json_object(cx, overrides, source, line);
	origin = pn_source_add(source, overrides->arena, 1, 1);
	origin += pn_sources_add(&overrides->sources, overrides->arena, source);
	if (pn_set_parse(cx, kind, line, origin, files, overrides->map))
		return true;
	if (kind == PN_SET_JSON)
		return fail_json(cx, "", line);
	return pn_error_wrap(cx->err, "failed parsing %s data: ", flags[kind]);
}
