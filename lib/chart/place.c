/* SPDX-License-Identifier: Apache-2.0 */
/* Where files of charts are, as the user would open them. */
#include "chart/part.h"

bool pn_chart_set_place(pn_cx *cx, pn_chart *chart, pn_str place)
{
	chart->place = pn_str_concat(cx->arena, place, chart->place);
	if (chart->source)
		chart->source->name = pn_chart_file_place(cx->arena, chart, PN_STR("values.yaml"));
	for (uint32_t i = 0; i < chart->child_count; i++) {
		if (!pn_chart_set_place(cx, chart->children[i], chart->place))
			return false;
	}
	return !cx->arena->failed || pn_fail_memory(cx->err, cx->arena);
}

pn_str pn_chart_file_place(pn_arena *arena, const pn_chart *chart, pn_str name)
{
	return pn_str_concat(arena, chart->place, name);
}

/* Takes `name` and a '/' off the beginning of *id. */
static bool take_step(pn_str *id, pn_str name)
{
	if (id->len <= name.len || id->ptr[name.len] != '/' || !pn_str_starts(*id, name))
		return false;
	*id = pn_str_slice(*id, name.len + 1, id->len);
	return true;
}

/* Finds the child whose files an id names; *id is then relative to it. */
static const pn_part *find_child(const pn_part *part, pn_str *id)
{
	pn_str rest = *id;

	if (!take_step(&rest, PN_STR("charts")))
		return NULL;
	for (uint32_t i = 0; i < part->child_count; i++) {
		pn_str inner = rest;

		if (!take_step(&inner, part->children[i]->meta.name))
			continue;
		*id = inner;
		return part->children[i];
	}
	return NULL;
}

bool pn_part_find(const pn_part *root, pn_str id, const pn_part **part, const pn_file **file)
{
	const pn_files *templates;

	*file = NULL;
	if (!take_step(&id, root->meta.name))
		return false;
	for (*part = root; root; root = find_child(root, &id))
		*part = root;
	templates = &(*part)->chart->templates;
	/* Of two files under one name the later one counts. */
	for (uint32_t i = templates->count; i-- > 0 && !*file;) {
		if (pn_str_eq(templates->items[i]->name, id))
			*file = templates->items[i];
	}
	return true;
}

pn_str pn_part_file_place(pn_arena *arena, const pn_part *root, pn_str id)
{
	const pn_part *part;
	const pn_file *file;

	if (!root || !pn_part_find(root, id, &part, &file) || !file)
		return id;
	return pn_chart_file_place(arena, part->chart, file->name);
}
