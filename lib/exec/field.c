/* SPDX-License-Identifier: Apache-2.0 */
#include "exec/machine.h"

/* Go's name of the type that a value has where it stands. */
static pn_str standing_type(const pn_value *v)
{
	return v->flags & PN_VALUE_BOXED ? PN_STR("interface {}") : pn_value_type_name(v);
}

static bool is_pointer(const pn_value *v)
{
	return v->kind == PN_OBJECT && pn_type_get((pn_type)v->type)->name[0] == '*';
}

/* Fails about a field that cannot be had. */
static bool fail_field(pn_exec *x, pn_name name, const pn_value *receiver, bool hidden)
{
	pn_str type = standing_type(receiver);

	pn_failure_begin(x, PN_FAILURE_FIELD, receiver);
	if (hidden)
		return pn_exec_fail(x, "%.*s is an unexported field of struct type %.*s",
				    PN_ARG(pn_name_str(name)), PN_ARG(type));
	return pn_exec_fail(x, "can't evaluate field %.*s in type %.*s", PN_ARG(pn_name_str(name)),
			    PN_ARG(type));
}

/* Whether a map's type may have a method of that name; Go's own map types have none. */
static inline bool may_be_method(const pn_exec *x, pn_type type, pn_name name)
{
	return type != PN_TYPE_MAP && (x->methods & pn_method_bit(name.hash)) &&
	       name.text[0] >= 'A' && name.text[0] <= 'Z';
}

/* Finds a method that can be called on the receiver. */
static const pn_func *find_method(const pn_exec *x, pn_name name, const pn_value *receiver)
{
	const pn_func *method;

	if (receiver->kind == PN_MAP && !may_be_method(x, (pn_type)receiver->type, name))
		return NULL;
	method = pn_funcs_method(x->options.funcs, (pn_type)receiver->type, name);
	if (method && (method->flags & PN_FUNC_POINTER) &&
	    !(receiver->flags & PN_VALUE_ADDRESSABLE))
		return NULL;
	return method;
}

/* Takes a map's element (Go: evalField, reflect.Map). */
static bool eval_key(pn_exec *x, pn_name name, const pn_words *words, pn_value *value)
{
	pn_type element = (pn_type)pn_type_get((pn_type)value->type)->element;
	const pn_value *found;

	if (words->argc || words->final)
		return pn_exec_fail(x, "%.*s is not a method but has arguments",
				    PN_ARG(pn_name_str(name)));
	found = pn_map_get_hashed(value->as.map, pn_name_str(name), name.hash);
	if (!found && x->options.missing_key == PN_MISSING_ERROR) {
		pn_failure_begin(x, PN_FAILURE_NIL, NULL);
		return pn_exec_fail(x, "map has no entry for key \"%.*s\"",
				    PN_ARG(pn_name_str(name)));
	}
	*value = found ? *found : pn_zero_value(element);
	value->flags = element == PN_TYPE_NIL ? PN_VALUE_BOXED : 0;
	if (x->trace)
		pn_trace_read(x->trace, value->origin);
	return true;
}

/* Tells whether Go has a field of that name which it does not export. */
static bool is_hidden(const pn_class *cls, pn_name name, const pn_value *field)
{
	if (field)
		return name.text[0] >= 'a' && name.text[0] <= 'z';
	for (size_t i = 0; i < cls->hidden_count; i++) {
		if (pn_str_eq(pn_str_from(cls->hidden[i]), pn_name_str(name)))
			return true;
	}
	return false;
}

/* Takes a struct's field (Go: evalField, reflect.Struct). */
static bool eval_member(pn_exec *x, pn_name name, const pn_words *words, pn_value *value)
{
	bool addressable = is_pointer(value) || (value->flags & PN_VALUE_ADDRESSABLE);
	const pn_value *field = pn_object_field(value->as.object, pn_name_str(name));

	if (!field || is_hidden(value->as.object->cls, name, field))
		return fail_field(x, name, value, is_hidden(value->as.object->cls, name, field));
	if (words->argc || words->final)
		return pn_exec_fail(x, "%.*s has arguments but cannot be invoked as function",
				    PN_ARG(pn_name_str(name)));
	*value = *field;
	value->flags = addressable ? PN_VALUE_ADDRESSABLE : 0;
	if (x->trace)
		pn_trace_read(x->trace, value->origin);
	return true;
}

/* What is absent has every field, and they are absent too; but a nil interface has none. */
static bool eval_on_nil(pn_exec *x, pn_name name, const pn_value *value)
{
	bool boxed = (value->flags & PN_VALUE_BOXED) != 0;

	if (!boxed && x->options.missing_key != PN_MISSING_ERROR)
		return true;
	pn_failure_begin(x, PN_FAILURE_NIL, NULL);
	if (boxed)
		return pn_exec_fail(x, "nil pointer evaluating interface {}.%.*s",
				    PN_ARG(pn_name_str(name)));
	return pn_exec_fail(x, "nil data; no entry for key \"%.*s\"", PN_ARG(pn_name_str(name)));
}

/* Evaluates one .NAME on *value (Go: evalField). */
static bool eval_name(pn_exec *x, pn_name name, const pn_words *words, pn_value *value)
{
	const pn_func *method;

	if (value->kind == PN_NIL)
		return eval_on_nil(x, name, value);
	method = find_method(x, name, value);
	if (method) {
		pn_value self = *value;

		return pn_eval_call(x, method, &self, words, value);
	}
	if (value->kind == PN_MAP)
		return eval_key(x, name, words, value);
	if (value->kind == PN_OBJECT && value->as.object)
		return eval_member(x, name, words, value);
	return fail_field(x, name, value, false);
}

/* Notes that the name number i failed, for the caller to say what it was followed from. */
static bool fail_at(pn_exec *x, uint32_t i)
{
	if (x->options.failure && !x->options.failure->names.parts)
		x->options.failure->at = i;
	return false;
}

/*
 * Follows names as long as they are keys of maps, which nearly all are, and takes them off. *out is
 * what that led to.
 */
static inline void follow_keys(const pn_exec *x, pn_names *names, uint32_t most,
			       const pn_value *start, pn_value *out)
{
	const pn_value *at = start, *found;
	pn_type type = PN_TYPE_NIL;

	for (; most > 0 && at->kind == PN_MAP && at->as.map;
	     most--, *names = pn_names_rest(*names)) {
		pn_name name = pn_names_first(names);

		if (may_be_method(x, (pn_type)at->type, name))
			break;
		found = pn_map_find(at->as.map, pn_name_str(name), name.hash);
		if (!found && x->options.missing_key == PN_MISSING_ERROR)
			break;
		type = (pn_type)at->type;
		if (!found) {
			*out = pn_zero_value((pn_type)pn_type_get(type)->element);
			at = out;
			*names = pn_names_rest(*names);
			break;
		}
		at = found;
	}
	if (at != out)
		*out = *at;
	if (at != start)
		out->flags = pn_type_get(type)->element == PN_TYPE_NIL ? PN_VALUE_BOXED : 0;
}

/* Evaluates the names that are left. */
static bool eval_rest(pn_exec *x, const pn_words *words, pn_names names, uint32_t count,
		      pn_value *value)
{
	pn_words bare = { .node = words->node, .dot = words->dot };

	for (; names.count; names = pn_names_rest(names)) {
		const pn_words *own = names.count == 1 ? words : &bare;

		if (!eval_name(x, pn_names_first(&names), own, value))
			return fail_at(x, count - names.count);
	}
	return true;
}

bool pn_eval_fields(pn_exec *x, const pn_words *words, const pn_names *names, const pn_value *start,
		    pn_value *out)
{
	bool is_last_key = !words->argc && !words->final;
	pn_names left = *names;

	follow_keys(x, &left, x->trace ? 0 : left.count - !is_last_key, start, out);
	return left.count == 0 || eval_rest(x, words, left, names->count, out);
}
