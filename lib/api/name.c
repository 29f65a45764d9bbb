/* SPDX-License-Identifier: Apache-2.0 */
/* --name-template (Helm: pkg/action/install.go, TemplateName): Sprig's functions, env included. */
#include "api/api.h"

typedef const char *(*lookup_fn)(const char *name);

static pn_str variable(pn_call *c, pn_str name)
{
	lookup_fn *lookup = c->data;

	return *lookup ? pn_str_from((*lookup)(pn_str_z(c->cx->arena, name))) : PN_STR("");
}

static bool fn_env(pn_call *c)
{
	return pn_ret_str(c, pn_str_dup(c->cx->arena, variable(c, pn_arg_str(c, 0))));
}

static bool is_special(char ch)
{
	return memchr("*#$@!?-0123456789", ch, 17) != NULL;
}

static bool is_word(char ch)
{
	return ch == '_' || (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') ||
	       (ch >= 'A' && ch <= 'Z');
}

/* Takes the name behind a '$' off *s (Go: os.getShellName); empty for bad syntax or none. */
static pn_str take_name(pn_str *s, bool *eaten)
{
	pn_str all = *s, name;
	size_t n = 0;

	*eaten = true;
	if (all.ptr[0] == '{') {
		size_t close = pn_str_find_byte(all, '}');

		if (all.len > 2 && is_special(all.ptr[1]) && all.ptr[2] == '}') {
			*s = pn_str_slice(all, 3, all.len);
			return pn_str_slice(all, 1, 2);
		}
		*s = pn_str_slice(all, close == PN_NOT_FOUND ? 1 : close + 1, all.len);
		return close == PN_NOT_FOUND ? PN_STR_EMPTY : pn_str_slice(all, 1, close);
	}
	if (is_special(all.ptr[0]))
		n = 1;
	else
		while (n < all.len && is_word(all.ptr[n]))
			n++;
	name = pn_str_slice(all, 0, n);
	*s = pn_str_slice(all, n, all.len);
	*eaten = n > 0;
	return name;
}

static bool fn_expandenv(pn_call *c)
{
	pn_str s = pn_arg_str(c, 0);
	pn_buf out;

	pn_buf_init(&out, c->cx->arena);
	while (s.len) {
		char ch = s.ptr[0];
		bool eaten;
		pn_str name;

		s = pn_str_slice(s, 1, s.len);
		if (ch != '$' || !s.len) {
			pn_buf_byte(&out, ch);
			continue;
		}
		name = take_name(&s, &eaten);
		if (!eaten)
			pn_buf_byte(&out, '$');
		else if (name.len)
			pn_buf_add(&out, variable(c, name));
	}
	return pn_ret_str(c, pn_buf_str(&out));
}

static bool fn_fail(pn_call *c)
{
	return pn_fail_str(c->cx->err, PINTLE_ERR_EXEC, pn_arg_str(c, 0));
}

static const pn_func functions[] = {
	{ "env", fn_env, "s", 0, "env NAME", "Return the environment variable NAME." },
	{ "expandenv", fn_expandenv, "s", 0, "expandenv TEXT",
	  "Replace $NAME and ${NAME} in TEXT by environment variables." },
	{ "fail", fn_fail, "s", 0, "fail MESSAGE", "Stop with MESSAGE as the error." },
};

static bool execute(pn_cx *cx, const char *text, lookup_fn lookup, pn_str *out)
{
	pn_func_family family = { .title = "Environment",
				  .functions = functions,
				  .function_count = sizeof functions / sizeof *functions,
				  .data = &lookup };
	const pn_func_family *families[] = { &family };
	pn_value nothing = pn_nil();
	pn_funcs funcs = pn_func_gather(families, 1, NULL);

	return pn_text_template(cx, PN_STR("name-template"), pn_str_from(text), &funcs, &nothing,
				out);
}

bool pintle_name_from_template(const char *name_template, lookup_fn environment, pintle_text *text,
			       pintle_error *error)
{
	pintle_limits limits = pn_limits_complete(NULL);
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL };
	pn_str name;
	bool ok;

	pn_error_init(&err, NULL);
	pn_arena_init(&arena, NULL, limits.arena_bytes);
	ok = execute(&cx, name_template, environment, &name) && pn_text_give(text, name, &err);
	if (!ok)
		pn_error_publish(error, &err);
	pn_arena_finish(&arena);
	pn_error_finish(&err);
	return ok;
}
