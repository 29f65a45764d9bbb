/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/source.h"

/* ---- values of keywords ---- */

const pn_value *pn_source_value(const pn_source *o, pn_keyword_id keyword, pn_kind kind)
{
	const pn_value *v = o->at[keyword];

	return v && v->kind == kind && v->type != PN_TYPE_NUMBER ? v : NULL;
}

bool pn_source_is_true(const pn_source *o, pn_keyword_id keyword)
{
	const pn_value *v = pn_source_value(o, keyword, PN_BOOL);

	return v && v->as.boolean;
}

pn_number_bound pn_source_number(const pn_source *o, pn_keyword_id keyword)
{
	const pn_value *v = o->at[keyword];
	pn_number_bound bound = { 0 };

	if (v && v->type == PN_TYPE_NUMBER && pn_decimal_read(pn_value_str(v), &bound.number))
		bound.value = v;
	return bound;
}

pn_count_bound pn_source_count(const pn_source *o, pn_keyword_id keyword)
{
	pn_number_bound number = pn_source_number(o, keyword);

	if (!number.value || !pn_decimal_is_integer(&number.number))
		return (pn_count_bound){ 0 };
	return (pn_count_bound){ true, pn_decimal_low_bits(&number.number) };
}

/* ---- subschemas ---- */

/* Puts the subschema under a keyword in the queue; *out stays NULL when there is none. */
bool pn_source_one(const pn_source *o, pn_keyword_id keyword, pn_node **out)
{
	const pn_value *v = o->at[keyword];

	if (!v)
		return true;
	*out = pn_compiler_child(o->c, o->node, pn_keyword_get(keyword)->name, v);
	return pn_compiler_enqueue(o->c, *out);
}

bool pn_source_list(const pn_source *o, pn_keyword_id keyword, pn_node_list *out)
{
	const pn_value *v = pn_source_value(o, keyword, PN_LIST);

	if (!v)
		return true;
	out->count = v->len;
	out->items = pn_alloc_array(pn_source_arena(o), v->len, sizeof(pn_node *));
	if (!out->items)
		return false;
	for (uint32_t i = 0; i < v->len; i++) {
		out->items[i] =
			pn_compiler_child_index(o->c, o->node, pn_keyword_get(keyword)->name, v, i);
		if (!pn_compiler_enqueue(o->c, out->items[i]))
			return false;
	}
	return true;
}

bool pn_source_map(const pn_source *o, pn_keyword_id keyword, pn_node_map *out)
{
	const pn_value *v = pn_source_value(o, keyword, PN_MAP);
	const pn_entry *entries;

	if (!v)
		return true;
	entries = pn_map_sorted(v->as.map);
	out->map = v->as.map;
	out->items = pn_alloc_array(pn_source_arena(o), pn_map_count(out->map), sizeof(pn_node *));
	if (!out->items)
		return false;
	for (size_t i = 0; i < pn_map_count(out->map); i++) {
		out->items[i] = pn_compiler_child_key(o->c, o->node, pn_keyword_get(keyword)->name,
						      &entries[i]);
		if (!pn_compiler_enqueue(o->c, out->items[i]))
			return false;
	}
	return true;
}

/* additionalProperties and additionalItems: a boolean is a verdict of its own. */
bool pn_source_additional(const pn_source *o, pn_keyword_id keyword, pn_node **out, bool *forbids)
{
	const pn_value *v = pn_source_value(o, keyword, PN_BOOL);

	*forbids = v && !v->as.boolean;
	return v || pn_source_one(o, keyword, out);
}

/* Resolves a reference and puts its target in the queue. */
bool pn_source_reference(const pn_source *o, pn_keyword_id keyword, pn_node **out)
{
	const pn_value *v = pn_source_value(o, keyword, PN_STRING);

	if (!v)
		return true;
	*out = pn_compiler_resolve(o->c, o->node, pn_value_str(v));
	return pn_compiler_enqueue(o->c, *out);
}

/* Compiles a regular expression that stands under a keyword. */
bool pn_source_regex(const pn_source *o, pn_keyword_id keyword, pn_str text, const pn_regex **out)
{
	pn_str why, place;

	*out = pn_compiler_regex(o->c, text, &why);
	if (*out || !why.len)
		return *out != NULL;
	place = pn_str_format(pn_source_arena(o), "%.*s/%.*s",
			      PN_ARG(pn_node_location(pn_source_arena(o), o->node)),
			      PN_ARG(pn_keyword_get(keyword)->name));
	return pn_compiler_problem(o->c, "invalid regex %q at %q: %s", text, place, why);
}
