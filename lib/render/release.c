/* SPDX-License-Identifier: Apache-2.0 */
#include "render/release.h"

/* Helm: ^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$, at most 53 long. */
static bool is_release_name(pn_str name)
{
	bool at_start = true;

	if (!name.len || name.len > 53)
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		bool alnum = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');

		if (!alnum && (at_start || (c != '-' && c != '.')))
			return false;
		if (c == '.' && name.ptr[i - 1] == '-')
			return false;
		at_start = c == '.';
	}
	return name.ptr[name.len - 1] != '-' && name.ptr[name.len - 1] != '.';
}

static const char bad_name[] = "invalid release name, must match regex "
			       "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ "
			       "and the length must not be longer than 53";

bool pn_release_name_check(pn_cx *cx, pn_str name, pn_profile profile)
{
	pn_str text;
	pn_buf quoted;

	if (is_release_name(name))
		return true;
	pn_buf_init(&quoted, cx->arena);
	pn_buf_quote(&quoted, name);
	text = pn_str_format(cx->arena, "release name %s: %s", pn_buf_z(&quoted),
			     name.len ? bad_name : "no name provided");
	if (profile == PN_PROFILE_HELM_3)
		return pn_fail_str(cx->err, PINTLE_ERR_ARGUMENT, text);
	pn_log(cx->log, PINTLE_LOG_ERROR, PN_STR("release name check failed"),
	       (pn_attr[]){ { "error", text } }, 1);
	return pn_fail(cx->err, PINTLE_ERR_ARGUMENT, "release name check failed: %.*s",
		       PN_ARG(text));
}

bool pn_faults_add(pn_arena *arena, pn_faults *faults, const pn_fault *fault)
{
	if (faults->count == faults->cap) {
		size_t cap = faults->cap ? faults->cap * 2 : 4;
		pn_fault *items = pn_realloc(arena, faults->items, faults->cap * sizeof *items,
					     cap * sizeof *items);

		if (!items)
			return false;
		faults->items = items;
		faults->cap = cap;
	}
	faults->items[faults->count++] = *fault;
	return true;
}

bool pn_render_goes_on(const pn_release *release, const pn_error *err)
{
	return release->keep_going && err->status != PINTLE_ERR_NO_MEMORY &&
	       err->status != PINTLE_ERR_LIMIT && err->status != PINTLE_ERR_CANCELLED;
}
