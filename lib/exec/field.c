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
static bool fail_field(pn_exec *x, const pn_name *name, const pn_value *receiver, bool hidden)
{
	pn_str type = standing_type(receiver);

	pn_failure_begin(x, PN_FAILURE_FIELD, receiver);
	if (hidden)
		return pn_exec_fail(x, "%.*s is an unexported field of struct type %.*s",
				    PN_ARG(name->text), PN_ARG(type));
	return pn_exec_fail(x, "can't evaluate field %.*s in type %.*s", PN_ARG(name->text),
			    PN_ARG(type));
}

/* Finds a method that can be called on the receiver. */
static const pn_callee *find_method(const pn_exec *x, const pn_name *name, const pn_value *receiver)
{
	const struct pn_method_range *range = &x->options.funcs->method_ranges[receiver->type];
	const pn_callee *callee;

	if (!(range->names >> name->hash % 64 & 1))
		return NULL;
	callee = pn_funcs_method(x->options.funcs, (pn_type)receiver->type, name);
	if (callee && (callee->func->flags & PN_FUNC_POINTER) &&
	    !(receiver->flags & PN_VALUE_ADDRESSABLE))
		return NULL;
	return callee;
}

/* Takes a map's element (Go: evalField, reflect.Map). */
static bool eval_key(pn_exec *x, const pn_name *name, const pn_words *words, pn_value *value)
{
	pn_type element = (pn_type)pn_type_get((pn_type)value->type)->element;
	const pn_value *found;

	if (words->argc || words->final)
		return pn_exec_fail(x, "%.*s is not a method but has arguments",
				    PN_ARG(name->text));
	found = pn_map_get_hashed(value->as.map, name->text, name->hash);
	if (!found && x->options.missing_key == PN_MISSING_ERROR) {
		pn_failure_begin(x, PN_FAILURE_NIL, NULL);
		return pn_exec_fail(x, "map has no entry for key \"%.*s\"", PN_ARG(name->text));
	}
	*value = found ? *found : pn_zero_value(element);
	value->flags = element == PN_TYPE_NIL ? PN_VALUE_BOXED : 0;
	if (x->trace)
		pn_trace_read(x->trace, value->origin);
	return true;
}

/* Tells whether Go has a field of that name which it does not export. */
static bool is_hidden(const pn_class *cls, const pn_name *name, const pn_value *field)
{
	if (field)
		return name->text.ptr[0] >= 'a' && name->text.ptr[0] <= 'z';
	for (size_t i = 0; i < cls->hidden_count; i++) {
		if (pn_str_eq(pn_str_from(cls->hidden[i]), name->text))
			return true;
	}
	return false;
}

/* Takes a struct's field (Go: evalField, reflect.Struct). */
static bool eval_member(pn_exec *x, const pn_name *name, const pn_words *words, pn_value *value)
{
	bool addressable = is_pointer(value) || (value->flags & PN_VALUE_ADDRESSABLE);
	const pn_value *field = pn_object_field(value->as.object, name->text);

	if (!field || is_hidden(value->as.object->cls, name, field))
		return fail_field(x, name, value, is_hidden(value->as.object->cls, name, field));
	if (words->argc || words->final)
		return pn_exec_fail(x, "%.*s has arguments but cannot be invoked as function",
				    PN_ARG(name->text));
	*value = *field;
	value->flags = addressable ? PN_VALUE_ADDRESSABLE : 0;
	if (x->trace)
		pn_trace_read(x->trace, value->origin);
	return true;
}

/* What is absent has every field, and they are absent too; but a nil interface has none. */
static bool eval_on_nil(pn_exec *x, const pn_name *name, const pn_value *value)
{
	bool boxed = (value->flags & PN_VALUE_BOXED) != 0;

	if (!boxed && x->options.missing_key != PN_MISSING_ERROR)
		return true;
	pn_failure_begin(x, PN_FAILURE_NIL, NULL);
	if (boxed)
		return pn_exec_fail(x, "nil pointer evaluating interface {}.%.*s",
				    PN_ARG(name->text));
	return pn_exec_fail(x, "nil data; no entry for key \"%.*s\"", PN_ARG(name->text));
}

/* Evaluates one .NAME on *value (Go: evalField). */
static bool eval_name(pn_exec *x, const pn_name *name, const pn_words *words, pn_value *value)
{
	const pn_callee *method;

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
	if (x->options.failure && !x->options.failure->names)
		x->options.failure->at = i;
	return false;
}

/*
 * Follows names as long as they are keys of maps that are there, which nearly all are; returns how
 * many.
 */
static inline uint32_t follow_keys(const pn_exec *x, const pn_name *names, uint32_t count,
				   pn_value *value)
{
	const struct pn_method_range *ranges = x->options.funcs->method_ranges;
	const pn_value *at = value, *found;
	pn_type type = PN_TYPE_NIL;
	uint32_t i = 0;

	for (; i < count && at->kind == PN_MAP && at->as.map; i++) {
		if (ranges[at->type].names >> names[i].hash % 64 & 1)
			break;
		found = pn_map_find(at->as.map, names[i].text, names[i].hash);
		if (!found)
			break;
		type = (pn_type)at->type;
		at = found;
	}
	if (i) {
		*value = *at;
		value->flags = pn_type_get(type)->element == PN_TYPE_NIL ? PN_VALUE_BOXED : 0;
	}
	return i;
}

/* Evaluates the names from number i on. */
static bool eval_names(pn_exec *x, const pn_words *words, const pn_name *names, uint32_t i,
		       uint32_t count, pn_value *value)
{
	pn_words bare = { .node = words->node, .dot = words->dot };

	for (; i + 1 < count; i++) {
		if (!eval_name(x, &names[i], &bare, value))
			return fail_at(x, i);
	}
	return eval_name(x, &names[count - 1], words, value) || fail_at(x, count - 1);
}

bool pn_eval_fields(pn_exec *x, const pn_words *words, const pn_name *names, uint32_t count,
		    pn_value *value)
{
	bool is_last_key = !words->argc && !words->final;
	uint32_t i = x->trace ? 0 : follow_keys(x, names, count - !is_last_key, value);

	return i == count || eval_names(x, words, names, i, count, value);
}
