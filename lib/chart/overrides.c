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

/* Makes room for one more addition. */
static bool reserve(pn_cx *cx, pn_overrides *overrides)
{
	uint32_t cap = overrides->addition_cap ? overrides->addition_cap * 2 : 8;
	pn_addition *items;

	if (overrides->addition_count < overrides->addition_cap)
		return true;
	items = pn_realloc(overrides->arena, overrides->additions,
			   overrides->addition_cap * sizeof *items, cap * sizeof *items);
	if (!items)
		return no_memory(cx);
	overrides->additions = items;
	overrides->addition_cap = cap;
	return true;
}

/* Their origins move to the source's place among all. */
bool pn_overrides_add_value(pn_cx *cx, pn_overrides *overrides, const pn_source *source,
			    const pn_value *values)
{
	uint32_t delta = pn_sources_add(&overrides->sources, overrides->arena, source);
	pn_value shifted;

	if (!reserve(cx, overrides))
		return false;
	overrides->additions[overrides->addition_count++] =
		(pn_addition){ .source = source, .delta = delta, .values = *values };
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
	if (!pn_values_load(cx, text, source, &values)) {
		pn_yaml_note(cx->err, text);
		return pn_error_wrap(cx->err, "failed to parse %.*s: ", PN_ARG(name));
	}
	return pn_overrides_add_value(cx, overrides, source, &values);
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

	source->text = pn_str_trim_space(line);
	if (!pn_json_read(cx, source->text, source, &values) || !pn_is_map(&values))
		return fail_json(cx, " JSON:", line);
	return pn_overrides_add_value(cx, overrides, source, &values);
}

/* Reads files for a line and keeps what they held. */
typedef struct keeper {
	const pn_file_reader *files;
	pn_content **end;
} keeper;

static bool read_and_keep(void *data, pn_cx *cx, pn_str path, pn_str *out)
{
	keeper *k = data;

	if (!k->files->read(k->files->data, cx, path, out))
		return false;
	*k->end = PN_NEW(cx->arena, pn_content);
	if (!*k->end)
		return no_memory(cx);
	(*k->end)->text = *out;
	k->end = &(*k->end)->next;
	return true;
}

/* Applies a line to the values and notes it. */
static bool apply_line(pn_cx *cx, pn_overrides *overrides, pn_addition *a, pn_source *source,
		       const pn_file_reader *files)
{
	keeper k = { files, &a->contents };
	pn_file_reader keeping = { read_and_keep, &k };
	pn_set_line line = { a->line, source, overrides->sources.next };
	bool ok = pn_set_parse(cx, a->kind, &line, files ? &keeping : NULL, overrides->map);

	a->delta = pn_sources_add(&overrides->sources, overrides->arena, source);
	if (!ok || !reserve(cx, overrides))
		return false;
	overrides->additions[overrides->addition_count++] = *a;
	return true;
}

bool pn_overrides_add_set(pn_cx *cx, pn_overrides *overrides, pn_set_kind kind, pn_str line,
			  const pn_file_reader *files)
{
	pn_source *source = PN_NEW(overrides->arena, pn_source);
	pn_addition a = { .source = source, .kind = kind };

	if (!source)
		return no_memory(cx);
	a.line = line = pn_str_dup(overrides->arena, line);
	source->name = pn_str_format(overrides->arena, "%s %.*s", flags[kind], PN_ARG(line));
	source->text = line;
	if (kind == PN_SET_JSON && pn_str_starts(pn_str_trim_space(line), PN_STR("{")))
		return add_json_object(cx, overrides, source, line);
	if (apply_line(cx, overrides, &a, source, files))
		return true;
	if (kind == PN_SET_JSON)
		return fail_json(cx, "", line);
	return pn_error_wrap(cx->err, "failed parsing %s data: ", flags[kind]);
}

/* Gives again what a file held. */
static bool read_again(void *data, pn_cx *cx, pn_str path, pn_str *out)
{
	pn_content **next = data;

	(void)cx;
	(void)path;
	*out = *next ? (*next)->text : PN_STR_EMPTY;
	*next = *next ? (*next)->next : NULL;
	return true;
}

bool pn_addition_values(pn_cx *cx, const pn_addition *addition, pn_value *out)
{
	pn_content *next = addition->contents;
	pn_file_reader files = { read_again, &next };
	pn_source scratch = { 0 };
	pn_set_line line = { addition->line, &scratch, addition->delta };

	if (!addition->line.ptr)
		return pn_value_copy(cx->arena, out, &addition->values, addition->delta) ||
		       no_memory(cx);
	*out = pn_map_value(PN_TYPE_MAP, pn_map_new(cx->arena, 0));
	return out->as.map ? pn_set_parse(cx, addition->kind, &line, &files, out->as.map)
			   : no_memory(cx);
}
