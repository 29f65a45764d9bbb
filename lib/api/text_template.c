/* SPDX-License-Identifier: Apache-2.0 */
/* Templates that belong to no chart. */
#include "api/api.h"

bool pn_text_template(pn_cx *cx, pn_str name, pn_str text, const pn_funcs *funcs,
		      const pn_value *dot, pn_str *out)
{
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pn_func_finder finder = pn_funcs_finder(funcs);
	pn_tmpl_set *set = pn_tmpl_set_new(cx->arena, NULL);
	pn_exec_options how = { .funcs = funcs };
	const pn_tmpl *tmpl;
	pn_outside outside;
	pn_value result = pn_string(PN_STR(""));
	pn_exec *exec;
	bool ok;

	pn_outside_init(&outside, &options);
	how.env = &outside.env;
	exec = pn_exec_new(cx, &how);
	if (!set || !exec || !pn_tmpl_parse(cx, name, text, &finder, &tmpl) ||
	    !pn_tmpl_set_add(set, tmpl))
		return pn_fail_memory(cx->err, cx->arena);
	ok = pn_exec_run(exec, set, name, dot, &result);
	*out = pn_value_str(&result);
	return ok || pn_fail_memory(cx->err, cx->arena);
}
