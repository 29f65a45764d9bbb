/* SPDX-License-Identifier: Apache-2.0 */
/* Traps between layers: values of another type than the ones they replace. */
#include "review/trap.h"

static bool is_number(const pn_value *v)
{
	return v->kind == PN_INT || v->kind == PN_UINT || v->kind == PN_FLOAT;
}

static bool is_collection(const pn_value *v)
{
	return pn_is_map(v) || v->kind == PN_LIST;
}

bool pn_trap_same_type(const pn_value *a, const pn_value *b)
{
	return a->kind == b->kind || (is_number(a) && is_number(b));
}

/* Says whether a string is a template, which may become anything. */
static bool is_template(const pn_value *v)
{
	return pn_is_string(v) && pn_str_find(pn_value_str(v), PN_STR("{{")) != PN_NOT_FOUND;
}

/* Says whether a string is the text of a number. */
static bool is_number_text(const pn_value *v)
{
	double number;

	return pn_is_string(v) && pn_parse_float(pn_value_str(v), &number) == PN_NUMBER_OK;
}

static bool is_boolean_text(const pn_value *v)
{
	pn_str text = pn_value_str(v);

	return pn_is_string(v) && (pn_str_is(text, "true") || pn_str_is(text, "false"));
}

/* Says whether Kubernetes takes both a number and a string at a key. */
static bool takes_both(pn_str key)
{
	static const char *const keys[] = {
		"cpu",	      "memory",	      "storage",	"ephemeral-storage", "port",
		"targetPort", "minAvailable", "maxUnavailable", "maxSurge"
	};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (pn_str_eq(key, pn_str_from(keys[i])))
			return true;
	}
	return false;
}

/* How bad it is that a value has another type than the one it replaces. */
static bool weigh(pn_str key, const pn_value *v, const pn_value *weaker, pn_severity *severity)
{
	bool was_empty = pn_trap_is_empty(weaker);
	bool is_quantity = takes_both(key) && (is_number(v) || is_number(weaker));

	*severity = PN_SEVERITY_WARNING;
	if (is_template(v) || is_template(weaker))
		return false;
	if (is_collection(v) || is_collection(weaker)) {
		/* An empty value says little of the type that is wanted; Helm warns of maps. */
		if (was_empty)
			*severity = PN_SEVERITY_INFO;
		return !was_empty || (pn_is_map(weaker) && v->kind != PN_LIST);
	}
	if (was_empty || is_quantity)
		return false;
	if ((pn_is_string(v) && is_number(weaker) && is_number_text(v)) ||
	    (is_number(v) && pn_is_string(weaker)))
		*severity = PN_SEVERITY_INFO;
	return true;
}

/* Says whether the rules about spelling tell that a plain word or number is no string. */
static bool is_told_already(const pn_trap_search *s, const pn_value *v, const pn_value *weaker)
{
	const pn_outline *node = s->text ? pn_outline_find(s->text, pn_trap_here(s)) : NULL;
	pn_buf shown;

	if (!node || !node->own.plain || !pn_is_string(weaker))
		return false;
	pn_buf_init(&shown, s->study->cx->arena);
	pn_format_value(&shown, v);
	return (v->kind == PN_BOOL || is_number(v)) &&
	       !pn_str_eq(node->own.text, pn_buf_str(&shown));
}

/* Says whether a line would make a number of a number. */
static bool is_typed_line(const pn_trap_search *s)
{
	return s->layer->is_line && pn_str_starts(s->layer->name, PN_STR("--set "));
}

/* What a line should have been. */
static pn_str type_hint(const pn_trap_search *s, const pn_value *v, const pn_value *weaker)
{
	if (!pn_is_string(v))
		return PN_STR_EMPTY;
	if (weaker->kind == PN_BOOL)
		return is_boolean_text(v)
			       ? PN_STR("a string is true for templates, whatever it says")
			       : PN_STR("write true or false: any other word is true for "
					"templates");
	if (is_number(weaker) && is_typed_line(s) && is_number_text(v))
		return PN_STR("--set takes whole numbers only for numbers; use --set-json");
	return PN_STR_EMPTY;
}

bool pn_trap_type(pn_trap_search *s, const pn_value *v, const pn_setting *weaker)
{
	pn_severity severity;

	if (!weigh(s->steps[s->count - 1].key, v, weaker->value, &severity) ||
	    is_told_already(s, v, weaker->value))
		return true;
	if (is_typed_line(s) && is_number(weaker->value))
		severity = PN_SEVERITY_WARNING; /* it was meant to be a number */
	return pn_trap_tell_here(s, severity, "values/type-change",
				 pn_str_format(s->study->cx->arena, "'%.*s' is %s, but %s in %.*s",
					       PN_ARG(pn_trap_path_text(s)), pn_trap_kind_words(v),
					       pn_trap_kind_words(weaker->value),
					       PN_ARG(pn_trap_setting_words(s, weaker))),
				 type_hint(s, v, weaker->value));
}
