/* SPDX-License-Identifier: Apache-2.0 */
/* Which values violate a schema, and who set them. */
#include "review/diagnose.h"

#include "render/validate.h"

enum { MAX_TOLD = 10 }; /* violations */

typedef struct walk {
	pn_diagnosis *d;
	size_t told, all;
	pn_str chart; /* the first one that has any */
} walk;

/* What the user calls the value that a finding is about; its JSON pointer when that is not known.
 */
static pn_str name_of(pn_diagnosis *d, const pn_schema_violation *v)
{
	pn_keypath path;

	if (!v->place.len)
		return PN_STR_EMPTY;
	if (v->error->value && pn_diagnose_path(d, v->error->value, &path))
		return pn_keypath_text(d->cx->arena, path);
	return v->place;
}

static void try_name(void *near, pn_str name)
{
	pn_near_try(near, name);
}

/* Hints at a property of the schema that is like one that it does not allow. */
static void hint_property(pn_diagnosis *d, const pn_schema_error *error)
{
	for (size_t i = 0; i < error->name_count; i++) {
		pn_near near = { .wanted = error->names[i] };

		pn_schema_error_properties(error, try_name, &near);
		if (near.best.len)
			pn_note_format(d->err, PN_NOTE_HINT, "did you mean %.*s rather than %.*s?",
				       PN_ARG(near.best), PN_ARG(error->names[i]));
	}
}

/* "a.b: got string, want integer", with the place of the value and of those that it overrides. */
static void tell(walk *w, const pn_part *part, const pn_schema_violation *v)
{
	pn_diagnosis *d = w->d;
	pn_str name = name_of(d, v);
	pn_keypath path;

	pn_note_format(d->err, PN_NOTE_CAUSE, "%.*s%s%.*s", PN_ARG(name), name.len ? ": " : "",
		       PN_ARG(v->message));
	if (v->error->fault == PN_FAULT_REQUIRED && v->value && v->error->name_count)
		pn_diagnose_missing(d, v->value, v->error->names[0], part);
	else if (v->value && pn_diagnose_path(d, v->value, &path))
		pn_diagnose_settings(d, path, part);
	if (v->error->fault == PN_FAULT_ADDITIONAL_PROPERTIES)
		hint_property(d, v->error);
}

static bool tell_part(walk *w, const pn_part *part, const pn_value *values)
{
	pn_schema_violations list = { 0 };

	if (!pn_part_violations(w->d->cx, part, values, &list))
		return false;
	if (list.count && !w->chart.len)
		w->chart = part->meta.name;
	for (size_t i = 0; i < list.count; i++) {
		if (w->told++ < MAX_TOLD)
			tell(w, part, &list.items[i]);
	}
	for (uint32_t i = 0; i < part->child_count; i++) {
		const pn_value *own = pn_part_own_values(part->children[i], values);

		if (own && pn_is_map(own) && !tell_part(w, part->children[i], own))
			return false;
	}
	return true;
}

void pn_diagnose_schema(pn_diagnosis *d)
{
	walk w = { .d = d };

	tell_part(&w, d->manifest->root, &d->manifest->values);
	if (w.told > MAX_TOLD)
		pn_note_format(d->err, PN_NOTE_CAUSE, "and %zu more", w.told - MAX_TOLD);
	if (w.told)
		d->err->summary = pn_str_format(
			&d->err->arena, "the values do not meet the schema of the chart %.*s",
			PN_ARG(w.chart));
}
