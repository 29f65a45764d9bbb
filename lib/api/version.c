/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

#define TEXT(x) #x
#define VERSION_TEXT(major, minor, patch) TEXT(major) "." TEXT(minor) "." TEXT(patch)

const char *pintle_version(void)
{
	return VERSION_TEXT(PINTLE_VERSION_MAJOR, PINTLE_VERSION_MINOR, PINTLE_VERSION_PATCH);
}

pintle_helm_build pintle_helm_build_of(pintle_profile profile)
{
	return *pn_helm_build(profile == PINTLE_HELM_3_17 ? PN_PROFILE_HELM_3 : PN_PROFILE_HELM_4);
}

/* Go's slice, of strings alone: nothing else is in a build. */
static bool fn_slice(pn_call *c)
{
	pn_str s = pn_value_str(pn_arg(c, 0));
	int64_t at[] = { 0, (int64_t)s.len };

	if (!pn_is_string(pn_arg(c, 0)))
		return pn_call_fail(c, "can't slice item of type %.*s",
				    PN_ARG(pn_value_type_name(pn_arg(c, 0))));
	if (c->argc > 3)
		return pn_call_fail(c, "cannot 3-index slice a string");
	for (uint32_t i = 1; i < c->argc; i++) {
		const pn_value *index = pn_arg(c, i);

		at[i - 1] = index->as.integer;
		if (index->kind != PN_INT)
			return pn_call_fail(c, "cannot index slice/array with type %.*s",
					    PN_ARG(pn_value_type_name(index)));
		if (at[i - 1] < 0 || at[i - 1] > (int64_t)s.len)
			return pn_call_fail(c, "index out of range: %lld", (long long)at[i - 1]);
	}
	if (at[0] > at[1])
		return pn_call_fail(c, "invalid slice index: %lld > %lld", (long long)at[0],
				    (long long)at[1]);
	return pn_ret_str(c, pn_str_slice(s, (size_t)at[0], (size_t)at[1]));
}

static const pn_func functions[] = {
	{ "slice", fn_slice, "vv*", 0, "slice TEXT [FROM [TO]]",
	  "Return the bytes of TEXT from FROM up to, but not including, TO." },
};

static bool format(pn_cx *cx, pn_profile profile, const char *text, pn_str *out)
{
	pn_func_family family = { "Go's slice", functions, 1, NULL, 0, NULL, 0 };
	const pn_func_family *families[] = { &family, &pn_family_builtin, &pn_family_compare,
					     &pn_family_escape };
	pn_object *build = pn_build_info_make(cx->arena, profile);
	pn_funcs funcs = { families, sizeof families / sizeof *families, NULL, NULL };
	pn_value dot;

	if (!build)
		return pn_fail_memory(cx->err, cx->arena);
	dot = pn_object_value(PN_TYPE_BUILD_INFO, build);
	return pn_text_template(cx, PN_STR("_"), pn_str_from(text), &funcs, &dot, out);
}

bool pintle_helm_build_text(pintle_profile profile, const char *build_template, pintle_text *text,
			    pintle_error *error)
{
	pintle_limits limits = pn_limits_complete(NULL);
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL, NULL };
	pn_profile which = profile == PINTLE_HELM_3_17 ? PN_PROFILE_HELM_3 : PN_PROFILE_HELM_4;
	pn_str result = PN_STR("");
	bool ok;

	pn_error_init(&err, NULL);
	pn_arena_init(&arena, NULL, limits.arena_bytes);
	ok = format(&cx, which, build_template, &result);
	ok = pn_text_give(text, result, &err) && ok;
	if (!ok)
		pn_error_publish(error, &err);
	pn_arena_finish(&arena);
	pn_error_finish(&err);
	return ok;
}
