/* SPDX-License-Identifier: Apache-2.0 */
#include "review/remark.h"

#include "review/trial.h"

bool pn_remarks_add(pn_remarks *remarks, const pn_remark *remark)
{
	pn_arena *arena = remarks->study->cx->arena;
	pn_remark *added;

	if (remarks->count == remarks->cap) {
		size_t cap = remarks->cap ? remarks->cap * 2 : 8;
		pn_remark *grown = pn_realloc(arena, remarks->items, remarks->cap * sizeof *grown,
					      cap * sizeof *grown);

		if (!grown)
			return pn_fail_memory(remarks->study->cx->err, arena);
		remarks->items = grown;
		remarks->cap = cap;
	}
	added = &remarks->items[remarks->count++];
	*added = *remark;
	added->path = pn_keypath_join(arena, remark->path, (pn_keypath){ NULL, 0 });
	return !arena->failed || pn_fail_memory(remarks->study->cx->err, arena);
}

/* Tries what is doubtful: what makes no difference is so no longer. */
static bool try_doubtful(pn_remarks *remarks)
{
	pn_study *study = remarks->study;
	pn_trial *trials = PN_NEW_ARRAY(study->cx->arena, pn_trial, remarks->count);
	size_t count = 0;

	if (!trials)
		return pn_fail_memory(study->cx->err, study->cx->arena);
	for (size_t i = 0; i < remarks->count; i++) {
		const pn_remark *r = &remarks->items[i];

		if (r->is_doubtful)
			trials[count++] = (pn_trial){ r->path, r->is_slip, false };
	}
	if (!pn_trials_run(study, trials, count))
		return false;
	count = 0;
	for (size_t i = 0; i < remarks->count; i++) {
		if (remarks->items[i].is_doubtful)
			remarks->items[i].is_doubtful = !trials[count++].idle;
	}
	return true;
}

/* Adds what is to be told of a layer. */
static bool tell_layer(const pn_remarks *remarks, size_t layer, pn_findings *out)
{
	pn_cx *cx = remarks->study->cx;
	pn_findings found = { 0 };
	const pn_remark *told = NULL;

	for (size_t i = 0; i < remarks->count; i++) {
		const pn_remark *r = &remarks->items[i];

		if (r->layer != layer || r->is_doubtful ||
		    (told && pn_keypath_starts(r->path, told->path)))
			continue;
		if (!pn_findings_add(cx, &found, &r->finding))
			return false;
		told = r;
	}
	return pn_findings_sort(cx, &found) && pn_findings_append(cx, out, &found);
}

bool pn_remarks_settle(pn_remarks *remarks, pn_findings *out)
{
	if (!remarks->count)
		return true;
	if (!try_doubtful(remarks))
		return false;
	for (size_t i = pn_layers_count(remarks->study->layers); i-- > 0;) {
		if (!tell_layer(remarks, i, out))
			return false;
	}
	return true;
}
