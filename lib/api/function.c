/* SPDX-License-Identifier: Apache-2.0 */
/* Host functions: the public face of exec/call.h. */
#include "api/api.h"
#include "base/sort.h"

struct pintle_call {
	pn_call *call;
};

/* A public value is an internal one under another name. */
static const pn_value *internal(const pintle_value *value)
{
	return (const pn_value *)value;
}

static const pintle_value *public(const pn_value *value)
{
	return (const pintle_value *)value;
}

static bool run_host(pn_call *c)
{
	const pintle_chart *chart = c->data;
	pintle_call call = { c };

	for (size_t i = 0; i < chart->host_count; i++) {
		if (&chart->host_rows[i] == c->func) {
			const pintle_function *f = chart->host_functions[i];

			if (f->run(&call, f->data))
				return true;
			/* Without a word, and not for want of memory. */
			if (!pn_error_is_set(c->cx->err) && !c->cx->arena->failed)
				pn_call_fail(c, "the host's function failed");
			return false;
		}
	}
	return pn_call_fail(c, "host function is not registered");
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(const pintle_function *const *)a)->name,
		      (*(const pintle_function *const *)b)->name);
}

/* Says whether templates can call a name: one that Go takes for an identifier, in ASCII. */
static bool is_identifier(const char *name)
{
	for (const char *c = name; *c; c++) {
		bool is_letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || *c == '_';

		if (!is_letter && (c == name || *c < '0' || *c > '9'))
			return false;
	}
	return *name != '\0';
}

static bool are_params(const char *params)
{
	size_t letters = strspn(params, "asbifm");

	return params[letters] == '\0' ||
	       (letters && params[letters] == '*' && params[letters + 1] == '\0');
}

/* Refuses a function that exec could not call. */
static bool check_function(const pintle_function *functions, size_t i, pn_error *err)
{
	const pintle_function *f = &functions[i];

	if (!f->name)
		return pn_fail(err, PINTLE_ERR_ARGUMENT, "host function %zu has no name", i);
	if (!is_identifier(f->name))
		return pn_fail(err, PINTLE_ERR_ARGUMENT,
			       "host function \"%s\": templates cannot call this name", f->name);
	if (!f->run)
		return pn_fail(err, PINTLE_ERR_ARGUMENT, "host function \"%s\" has no code",
			       f->name);
	if (!f->params)
		return pn_fail(err, PINTLE_ERR_ARGUMENT,
			       "host function \"%s\" has no parameter letters", f->name);
	if (!are_params(f->params))
		return pn_fail(err, PINTLE_ERR_ARGUMENT,
			       "host function \"%s\": \"%s\" are no parameter letters", f->name,
			       f->params);
	return true;
}

static bool check_names(const pintle_chart *chart, pn_error *err)
{
	for (size_t i = 1; i < chart->host_count; i++) {
		const char *name = chart->host_rows[i].name;

		if (!strcmp(chart->host_rows[i - 1].name, name))
			return pn_fail(err, PINTLE_ERR_ARGUMENT,
				       "host function \"%s\" is given twice", name);
	}
	return true;
}

bool pn_host_family(pintle_chart *chart, const pintle_function *functions, size_t count,
		    pn_error *err)
{
	pn_arena *arena = &chart->arena;
	pintle_function *copies = PN_NEW_ARRAY(arena, pintle_function, count);

	for (size_t i = 0; i < count; i++) {
		if (!check_function(functions, i, err))
			return false;
	}
	chart->host_rows = pn_alloc_zero(arena, count * sizeof *chart->host_rows);
	chart->host_functions = PN_NEW_ARRAY(arena, const pintle_function *, count);
	if (!copies || !chart->host_rows || !chart->host_functions)
		return pn_fail_memory(err, arena);
	for (size_t i = 0; i < count; i++) {
		copies[i] = functions[i];
		copies[i].name = pn_str_z(arena, pn_str_from(functions[i].name));
		copies[i].params = pn_str_z(arena, pn_str_from(functions[i].params));
		chart->host_functions[i] = &copies[i];
	}
	pn_sort(chart->host_functions, count, sizeof *chart->host_functions, by_name);
	for (size_t i = 0; i < count; i++)
		chart->host_rows[i] = (pn_func){ .name = chart->host_functions[i]->name,
						 .run = run_host,
						 .params = chart->host_functions[i]->params,
						 .flags = PN_FUNC_VOLATILE | PN_FUNC_HOST,
						 .usage = chart->host_functions[i]->name,
						 .doc = "Provided by the host." };
	chart->host_count = count;
	chart->host = (pn_func_family){ .title = "Host functions",
					.functions = chart->host_rows,
					.function_count = count,
					.data = chart };
	return arena->failed ? pn_fail_memory(err, arena) : check_names(chart, err);
}

size_t pintle_call_count(const pintle_call *call)
{
	return call->call->argc;
}

const pintle_value *pintle_call_argument(const pintle_call *call, size_t i)
{
	return i < call->call->argc ? public(&call->call->args[i]) : NULL;
}

void pintle_call_return_string(pintle_call *call, pintle_text text)
{
	pn_ret_str(call->call, pn_str_dup(call->call->cx->arena, (pn_str){ text.ptr, text.len }));
}

void pintle_call_return_integer(pintle_call *call, int64_t n)
{
	pn_ret_int(call->call, n);
}

void pintle_call_return_number(pintle_call *call, double number)
{
	pn_ret_float(call->call, number);
}

void pintle_call_return_bool(pintle_call *call, bool b)
{
	pn_ret_bool(call->call, b);
}

bool pintle_call_return_json(pintle_call *call, pintle_text json)
{
	pn_cx *cx = call->call->cx;

	return pn_json_read(cx, pn_str_dup(cx->arena, (pn_str){ json.ptr, json.len }), NULL,
			    &call->call->result);
}

bool pintle_call_fail(pintle_call *call, const char *message)
{
	return pn_fail_str(call->call->cx->err, PINTLE_ERR_EXEC, pn_str_from(message));
}

pintle_kind pintle_value_kind(const pintle_value *value)
{
	if (!value)
		return PINTLE_NIL;
	switch ((pn_kind)internal(value)->kind) {
	case PN_NIL:
		return PINTLE_NIL;
	case PN_BOOL:
		return PINTLE_BOOL;
	case PN_INT:
	case PN_UINT:
		return PINTLE_INTEGER;
	case PN_FLOAT:
		return PINTLE_NUMBER;
	case PN_STRING:
	case PN_BYTES:
		return PINTLE_STRING;
	case PN_LIST:
		return PINTLE_LIST;
	case PN_MAP:
		return PINTLE_MAP;
	case PN_COMPLEX:
	case PN_OBJECT:
		break;
	}
	return PINTLE_OTHER;
}

bool pintle_value_bool(const pintle_value *value)
{
	return pintle_value_kind(value) == PINTLE_BOOL && internal(value)->as.boolean;
}

int64_t pintle_value_integer(const pintle_value *value)
{
	pintle_kind kind = pintle_value_kind(value);

	return kind == PINTLE_INTEGER || kind == PINTLE_NUMBER ? pn_cast_int64(internal(value)) : 0;
}

double pintle_value_number(const pintle_value *value)
{
	pintle_kind kind = pintle_value_kind(value);

	return kind == PINTLE_INTEGER || kind == PINTLE_NUMBER ? pn_cast_float64(internal(value))
							       : 0.0;
}

pintle_text pintle_value_string(const pintle_value *value)
{
	if (pintle_value_kind(value) != PINTLE_STRING)
		return (pintle_text){ "", 0 };
	return pn_text(pn_value_str(internal(value)));
}

size_t pintle_value_count(const pintle_value *value)
{
	switch (pintle_value_kind(value)) {
	case PINTLE_LIST:
		return internal(value)->len;
	case PINTLE_MAP:
		return pn_map_count(internal(value)->as.map);
	case PINTLE_NIL:
	case PINTLE_BOOL:
	case PINTLE_INTEGER:
	case PINTLE_NUMBER:
	case PINTLE_STRING:
	case PINTLE_OTHER:
		break;
	}
	return 0;
}

const pintle_value *pintle_value_element(const pintle_value *value, size_t i)
{
	if (i >= pintle_value_count(value))
		return NULL;
	if (pintle_value_kind(value) == PINTLE_LIST)
		return public(&internal(value)->as.items[i]);
	return public(&pn_map_sorted(internal(value)->as.map)[i].value);
}

pintle_text pintle_value_key(const pintle_value *value, size_t i)
{
	if (pintle_value_kind(value) != PINTLE_MAP || i >= pintle_value_count(value))
		return (pintle_text){ "", 0 };
	return pn_text(pn_map_sorted(internal(value)->as.map)[i].key);
}

const pintle_value *pintle_value_get(const pintle_value *value, const char *key)
{
	if (pintle_value_kind(value) != PINTLE_MAP)
		return NULL;
	return public(pn_map_get(internal(value)->as.map, pn_str_from(key)));
}

/* ---- the built-in functions ---- */

/* Family i: Helm's own first, then those of the func room; NULL beyond the last. */
static const pn_func_family *family_at(size_t i)
{
	size_t count;
	const pn_func_family *const *families = pn_func_families(&count);

	if (i == 0)
		return &pn_family_helm;
	return i - 1 < count ? families[i - 1] : NULL;
}

size_t pintle_function_count(void)
{
	size_t total = 0;

	for (size_t i = 0; family_at(i); i++)
		total += family_at(i)->function_count;
	return total;
}

pintle_function_info pintle_function_at(size_t at)
{
	for (size_t i = 0; family_at(i); i++) {
		const pn_func_family *family = family_at(i);

		if (at < family->function_count) {
			const pn_func *f = &family->functions[at];

			return (pintle_function_info){ family->title, f->name, f->usage, f->doc,
						       (f->flags & PN_FUNC_VOLATILE) != 0 };
		}
		at -= family->function_count;
	}
	return (pintle_function_info){ "", "", "", "", false };
}
