/* SPDX-License-Identifier: Apache-2.0 */
/* Choosing between values (Sprig: defaults.go). */
#include "func/help.h"

static bool fn_all(pn_call *c)
{
	for (uint32_t i = 0; i < c->argc; i++)
		if (pn_value_empty(pn_arg(c, i)))
			return pn_ret_bool(c, false);
	return pn_ret_bool(c, true);
}

static bool fn_any(pn_call *c)
{
	for (uint32_t i = 0; i < c->argc; i++)
		if (!pn_value_empty(pn_arg(c, i)))
			return pn_ret_bool(c, true);
	return pn_ret_bool(c, false);
}

static bool fn_coalesce(pn_call *c)
{
	for (uint32_t i = 0; i < c->argc; i++)
		if (!pn_value_empty(pn_arg(c, i)))
			return pn_ret(c, pn_arg(c, i));
	return true;
}

static bool fn_default(pn_call *c)
{
	return pn_ret(c, pn_arg(c, c->argc > 1 && !pn_value_empty(pn_arg(c, 1)) ? 1 : 0));
}

static bool fn_empty(pn_call *c)
{
	return pn_ret_bool(c, pn_value_empty(pn_arg(c, 0)));
}

static bool fn_ternary(pn_call *c)
{
	return pn_ret(c, pn_arg(c, pn_arg_bool(c, 2) ? 0 : 1));
}

static const pn_func functions[] = {
	{ "all", fn_all, "a*", 0, "all VALUE...", "Say whether no value is empty." },
	{ "any", fn_any, "a*", 0, "any VALUE...", "Say whether some value is not empty." },
	{ "coalesce", fn_coalesce, "a*", 0, "coalesce VALUE...",
	  "Return the first value that is not empty, or nil." },
	{ "default", fn_default, "aa*", 0, "default DEFAULT VALUE",
	  "Return VALUE, or DEFAULT when it is empty or absent." },
	{ "empty", fn_empty, "a", 0, "empty VALUE",
	  "Say whether VALUE is nil, false, zero or without elements." },
	{ "ternary", fn_ternary, "aab", 0, "ternary YES NO CONDITION",
	  "Return YES when CONDITION is true, else NO." },
};

const pn_func_family pn_family_defaults = { "Defaults", PN_ROWS(functions), NULL, 0 };
