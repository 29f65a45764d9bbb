/* SPDX-License-Identifier: Apache-2.0 */
/* Templates whose text changed, and files that templates read. */
#include "diff/cause_parts.h"
#include "diff/text.h"

/* ---- where texts changed ---- */

/* Makes the stretches of lines that are not the same on both sides. */
static bool find_stretches(pn_cx *cx, pn_twin_text *t)
{
	uint32_t most = t->lines[0] + t->lines[1] + 1, at[2] = { 0, 0 };
	pn_text_lines lines;
	bool open = false;

	if (!pn_compare_lines(cx, t->text[0], t->text[1], UINT32_MAX / 2, &lines))
		return false;
	t->stretches = PN_NEW_ARRAY(cx->arena, struct pn_stretch, most);
	if (!t->stretches)
		return pn_fail_memory(cx->err, cx->arena);
	for (size_t i = 0; i < lines.count; i++) {
		const pn_text_line *l = &lines.items[i];
		int side = l->mark == '+';
		struct pn_stretch *s;

		if (l->mark == ' ') {
			at[0] = l->line[0];
			at[1] = l->line[1];
			open = false;
			continue;
		}
		if (!l->line[side])
			continue; /* a line break at the end */
		if (!open)
			t->stretches[t->count++] = (struct pn_stretch){ { at[0] + 1, at[1] + 1 },
									{ true, true },
									PN_NO_INDEX };
		open = true;
		s = &t->stretches[t->count - 1];
		s->empty[side] = false;
		at[side] = l->line[side];
		t->stretch[side][l->line[side] - 1] = t->count;
	}
	return true;
}

/* Finds a template, or another file of a chart, by its id. */
static bool find_file(pn_cx *cx, const pn_part *root, pn_str id, const pn_part **part,
		      const pn_file **file)
{
	const pn_files *files;
	pn_str name;

	if (!pn_part_find(root, id, part, file))
		return false;
	name = pn_str_slice(id, pn_part_path(cx->arena, *part).len + 1, id.len);
	files = &(*part)->chart->files;
	for (uint32_t i = 0; i < files->count && !*file; i++) {
		if (pn_str_eq(files->items[i]->name, name))
			*file = files->items[i];
	}
	return *file != NULL;
}

/* Reads a text of one side, empty when it is not there. */
static bool read_side(pn_cx *cx, const pn_twins *twins, int side, pn_str id, pn_twin_text *t)
{
	const pn_part *part;
	const pn_file *file;

	t->present[side] = find_file(cx, twins->side[side]->manifest->root, id, &part, &file);
	t->text[side] = PN_STR_EMPTY;
	if (t->present[side] && !pn_file_data(cx, file, &t->text[side]))
		return false;
	t->lines[side] = (uint32_t)pn_str_count(t->text[side], PN_STR("\n")) + 1;
	t->stretch[side] = pn_alloc_zero(cx->arena, (t->lines[side] + 1) * sizeof(uint32_t));
	return t->stretch[side] || pn_fail_memory(cx->err, cx->arena);
}

/* Returns what became of a text, looked at once; NULL without memory. */
static pn_twin_text *twin_text(pn_cause_finder *f, pn_str id)
{
	pn_twins *twins = f->twins;
	const pn_value *known = pn_map_get(twins->texts, id);
	pn_twin_text t = { .id = id };
	pn_value number = pn_int(twins->count);

	if (known)
		return &twins->items[known->as.integer];
	if (!read_side(f->cx, twins, 0, id, &t) || !read_side(f->cx, twins, 1, id, &t))
		return NULL;
	t.same = t.present[0] == t.present[1] && pn_str_eq(t.text[0], t.text[1]);
	if (!t.same && !find_stretches(f->cx, &t))
		return NULL;
	if (!pn_map_set(twins->texts, id, &number)) {
		pn_fail_memory(f->cx->err, f->cx->arena);
		return NULL;
	}
	if (!pn_diff_grow(f->cx, (void **)&twins->items, &twins->cap, twins->count,
			  sizeof *twins->items))
		return NULL;
	twins->items[twins->count++] = t;
	return &twins->items[twins->count - 1];
}

/* ---- entering ---- */

/* The path of a file as the user would open it. */
static pn_str file_name(pn_cause_finder *f, pn_side side, pn_str id)
{
	const pn_part *part;
	const pn_file *file;

	if (!find_file(f->cx, f->twins->side[side]->manifest->root, id, &part, &file))
		return id;
	return pn_chart_file_place(f->cx->arena, part->chart, file->name);
}

static pn_str line_of(const pn_twin_text *t, int side, uint32_t line)
{
	pn_str rest = t->text[side], found = PN_STR_EMPTY;

	for (uint32_t i = 0; i < line && rest.len; i++)
		pn_str_cut(rest, PN_STR("\n"), &found, &rest);
	return pn_str_trim_ascii(found);
}

/* The first line of a stretch as a value. */
static const pn_value *line_value(pn_cx *cx, const pn_twin_text *t, int side, uint32_t line)
{
	pn_value *v = PN_NEW(cx->arena, pn_value);

	if (v)
		*v = pn_string(line_of(t, side, line));
	return v;
}

/* Enters a stretch as a cause, once. */
static bool enter(pn_cause_finder *f, pn_twin_text *t, struct pn_stretch *s, pn_cause_kind kind,
		  pn_cause_set *set)
{
	pn_cause cause = { .kind = kind, .release = f->twins->side[PN_SIDE_B]->group };

	if (s->cause == PN_NO_INDEX) {
		for (int side = 0; side < 2; side++) {
			if (!t->present[side])
				continue;
			cause.name = file_name(f, (pn_side)side, t->id);
			cause.place[side] = (pn_where){ cause.name, s->line[side], 0 };
			if (!s->empty[side])
				cause.value[side] = line_value(f->cx, t, side, s->line[side]);
		}
		s->cause = pn_cause_add(f, &cause);
	}
	return s->cause != PN_NO_INDEX && pn_cause_set_add(f->cx, set, s->cause);
}

bool pn_causes_of_line(pn_cause_finder *f, pn_side side, pn_str id, uint32_t line,
		       pn_cause_set *set)
{
	pn_twin_text *t = id.len && line ? twin_text(f, id) : NULL;
	uint32_t number;

	if (!t)
		return !pn_error_is_set(f->cx->err);
	if (t->same || line > t->lines[side])
		return true;
	number = t->stretch[side][line - 1];
	return !number || enter(f, t, &t->stretches[number - 1], PN_CAUSE_TEMPLATE, set);
}

/* ---- files that templates read ---- */

/* Looks at the files of one part, and those of the parts below it. */
static bool look_at_files(pn_cause_finder *f, const pn_part *part, pn_str expression,
			  pn_cause_set *set)
{
	pn_str path = pn_part_path(f->cx->arena, part);

	for (uint32_t i = 0; i < part->chart->files.count; i++) {
		pn_str name = part->chart->files.items[i]->name;
		pn_str id = pn_str_format(f->cx->arena, "%.*s/%.*s", PN_ARG(path), PN_ARG(name));
		bool named = pn_str_find(expression, name) != PN_NOT_FOUND;
		pn_twin_text *t;

		if (!named && pn_str_find(expression, PN_STR("Glob")) == PN_NOT_FOUND)
			continue;
		t = twin_text(f, id);
		if (!t)
			return false;
		if (!t->same && t->count && !enter(f, t, &t->stretches[0], PN_CAUSE_FILE, set))
			return false;
	}
	for (uint32_t i = 0; i < part->child_count; i++) {
		if (!look_at_files(f, part->children[i], expression, set))
			return false;
	}
	return true;
}

bool pn_causes_of_files(pn_cause_finder *f, pn_str expression, pn_cause_set *set)
{
	if (pn_str_find(expression, PN_STR(".Files")) == PN_NOT_FOUND)
		return true;
	for (int side = 0; side < 2; side++) {
		if (!look_at_files(f, f->twins->side[side]->manifest->root, expression, set))
			return false;
	}
	return true;
}
