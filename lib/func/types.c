/* SPDX-License-Identifier: Apache-2.0 */
/* What Go calls a value (Sprig: reflect.go). */
#include "func/help.h"

static bool fn_deep_equal(pn_call *c)
{
	return pn_ret_bool(c, pn_value_deep_equal(pn_arg(c, 0), pn_arg(c, 1), PN_VALUE_MAX_DEPTH));
}

static bool fn_kind_is(pn_call *c)
{
	return pn_ret_bool(c, pn_str_eq(pn_arg_str(c, 0), pn_value_kind_name(pn_arg(c, 1))));
}

static bool fn_kind_of(pn_call *c)
{
	return pn_ret_str(c, pn_value_kind_name(pn_arg(c, 0)));
}

static bool fn_type_is(pn_call *c)
{
	return pn_ret_bool(c, pn_str_eq(pn_arg_str(c, 0), pn_value_type_name(pn_arg(c, 1))));
}

static bool fn_type_is_like(pn_call *c)
{
	pn_str name = pn_value_type_name(pn_arg(c, 1));

	if (pn_str_eq(pn_arg_str(c, 0), name))
		return pn_ret_bool(c, true);
	return pn_ret_bool(c, pn_str_starts(name, PN_STR("*")) &&
				      pn_str_eq(pn_arg_str(c, 0), pn_str_slice(name, 1, name.len)));
}

static bool fn_type_of(pn_call *c)
{
	return pn_ret_str(c, pn_value_type_name(pn_arg(c, 0)));
}

static const pn_func functions[] = {
	{ "deepEqual", fn_deep_equal, "aa", 0, "deepEqual ONE OTHER",
	  "Say whether two values have the same type and the same contents." },
	{ "kindIs", fn_kind_is, "sa", 0, "kindIs KIND VALUE",
	  "Say whether the kind of VALUE is KIND." },
	{ "kindOf", fn_kind_of, "a", 0, "kindOf VALUE",
	  "Return the kind of VALUE: string, int, float64, slice, map and so on." },
	{ "typeIs", fn_type_is, "sa", 0, "typeIs TYPE VALUE",
	  "Say whether the Go type of VALUE is TYPE." },
	{ "typeIsLike", fn_type_is_like, "sa", 0, "typeIsLike TYPE VALUE",
	  "Say whether the Go type of VALUE is TYPE or a pointer to it." },
	{ "typeOf", fn_type_of, "a", 0, "typeOf VALUE",
	  "Return the Go type of VALUE, such as map[string]interface {}." },
};

const pn_func_family pn_family_types = { "Types", PN_ROWS(functions), NULL, 0 };
