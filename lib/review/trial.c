/* SPDX-License-Identifier: Apache-2.0 */
#include "review/trial.h"

#include "base/sha256.h"

/* Renders that one question may take. */
enum { MAX_RENDERS = 64 };

typedef struct digest {
	unsigned char bytes[PN_SHA256_SIZE];
} digest;

/* What is done to a key: it goes, or another one with another value takes its place. */
typedef enum change { WITHOUT, REPLACED } change;

typedef struct run {
	pn_study *study;
	digest plain; /* of the render with the values as they are */
	uint32_t renders;
	bool failed; /* no memory, or cancelled */
} run;

/* ---- changing ---- */

/* Gives scalars other values of their types; what is empty stays so. */
static void change_value(pn_arena *arena, pn_value *v, uint32_t depth)
{
	if (!depth)
		return;
	if (v->kind == PN_STRING)
		*v = pn_string(pn_str_concat(arena, pn_value_str(v), PN_STR("x")));
	else if (v->kind == PN_BOOL)
		v->as.boolean = !v->as.boolean;
	else if (v->kind == PN_INT)
		v->as.integer ^= 1;
	else if (v->kind == PN_FLOAT)
		v->as.number += 1;
	/* A trial's values are a copy of its own. */
	for (uint32_t i = 0; v->kind == PN_LIST && i < v->len; i++)
		change_value(arena, (pn_value *)&v->as.items[i], depth - 1);
	for (size_t i = 0; pn_is_map(v) && i < pn_map_count(v->as.map); i++)
		change_value(arena, &v->as.map->entries[i].value, depth - 1);
}

/* Nobody looks for the other key, but it sorts as the first one does. */
static void change_path(pn_arena *arena, pn_value *values, pn_keypath path, change how)
{
	pn_keypath above = { path.steps, path.count - 1 };
	const pn_value *in = pn_keypath_find(values, above, NULL);
	pn_str key = path.steps[path.count - 1].key;
	const pn_value *v = in && pn_is_map(in) ? pn_map_get(in->as.map, key) : NULL;
	pn_value other;

	if (!v)
		return;
	other = *v;
	pn_map_delete(in->as.map, key);
	if (how == WITHOUT)
		return;
	change_value(arena, &other, PN_VALUE_MAX_DEPTH);
	pn_map_set(in->as.map, pn_str_concat(arena, key, PN_STR("!")), &other);
}

/* ---- rendering ---- */

static void add_digest(const pn_rendered_list *files, digest *out)
{
	pn_sha256 sha;

	pn_sha256_init(&sha);
	for (size_t i = 0; i < files->count; i++) {
		pn_sha256_add(&sha, files->items[i].id);
		pn_sha256_add(&sha, pn_value_str(&files->items[i].text));
	}
	pn_sha256_end(&sha, out->bytes);
}

static bool render(pn_cx *cx, run *t, pn_trial *const *trials, size_t count, change how,
		   digest *out)
{
	const pn_study *study = t->study;
	bool helm_3 = study->release->profile == PN_PROFILE_HELM_3;
	pn_merge_options merge = { .nulls = helm_3 ? PN_NULLS_HELM_3 : PN_NULLS_HELM_4 };
	pn_release release = *study->release;
	pn_value given = pn_map_value(PN_TYPE_MAP, study->overrides ? study->overrides->map : NULL);
	pn_value values;
	pn_rendered_list files;
	pn_part *root;

	release.no_checksums = true;
	if (!pn_value_copy(cx->arena, &given, &given, 0))
		return false;
	for (size_t i = 0; i < count; i++)
		change_path(cx->arena, &given, trials[i]->path, how);
	if (!pn_parts_make(cx, pn_bundle_chart(study->bundle), &given, &merge, &root) ||
	    !pn_parts_coalesce(cx, root, &given, &merge, &values))
		return false;
	values.type = PN_TYPE_VALUES;
	if (!pn_engine_render(cx, study->bundle, root, &values, &release, &files))
		return false;
	add_digest(&files, out);
	return true;
}

/* Renders in memory of its own; false when the render fails. */
static bool render_apart(run *t, pn_trial *const *trials, size_t count, change how, digest *out)
{
	const pn_arena *around = t->study->cx->arena;
	pn_cx cx = *t->study->cx;
	pn_arena arena;
	pn_error err;
	bool ok;

	pn_arena_init(&arena, around->mem, around->limit);
	pn_error_init(&err, around->mem);
	cx.arena = &arena;
	cx.err = &err;
	cx.log = NULL;
	cx.regexes = NULL;
	t->renders++;
	ok = render(&cx, t, trials, count, how, out);
	t->failed |= err.status == PINTLE_ERR_NO_MEMORY || err.status == PINTLE_ERR_CANCELLED;
	pn_error_finish(&err);
	pn_arena_finish(&arena);
	return ok && !t->failed;
}

/* Says whether a change of some keys changes nothing else. */
static bool is_same(run *t, pn_trial *const *trials, size_t count, change how)
{
	digest d;

	return t->renders < MAX_RENDERS && !t->failed && render_apart(t, trials, count, how, &d) &&
	       memcmp(&d, &t->plain, sizeof d) == 0;
}

/* Looks at some keys together, and, when one of them matters, at the halves. */
static void look(run *t, pn_trial *const *trials, size_t count, change how)
{
	if (!count)
		return;
	if (is_same(t, trials, count, how)) {
		for (size_t i = 0; i < count; i++)
			trials[i]->idle = true;
	} else if (count > 1) {
		look(t, trials, count / 2, how);
		look(t, trials + count / 2, count - count / 2, how);
	}
}

bool pn_trials_run(pn_study *study, pn_trial *trials, size_t count)
{
	pn_trial **all = PN_NEW_ARRAY(study->cx->arena, pn_trial *, count);
	run t = { .study = study };
	size_t slips = 0;

	if (!all)
		return pn_fail_memory(study->cx->err, study->cx->arena);
	for (size_t i = 0; i < count; i++)
		all[i] = &trials[i];
	if (count && render_apart(&t, NULL, 0, WITHOUT, &t.plain)) {
		look(&t, all, count, REPLACED);
		for (size_t i = 0; i < count; i++) {
			if (trials[i].is_slip && !trials[i].idle)
				all[slips++] = &trials[i];
		}
		look(&t, all, slips, WITHOUT);
	}
	return !t.failed || pn_fail(study->cx->err, PINTLE_ERR_NO_MEMORY, "out of memory");
}
