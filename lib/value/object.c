/* SPDX-License-Identifier: Apache-2.0 */
#include "value/object.h"

pn_object *pn_object_new(pn_arena *arena, const pn_class *cls, void *data)
{
	pn_object *object = PN_NEW(arena, pn_object);

	if (!object)
		return NULL;
	object->cls = cls;
	object->data = data;
	object->fields = pn_alloc_zero(arena, cls->field_count * sizeof *object->fields);
	return object->fields ? object : NULL;
}

pn_value *pn_object_field(const pn_object *object, pn_str name)
{
	pn_value *found = NULL;

	for (size_t i = 0; object && i < object->cls->field_count; i++) {
		const pn_field *field = &object->cls->fields[i];

		if (pn_str_eq(pn_str_from(field->name), name))
			return &object->fields[i];
		if (field->is_embedded)
			found = pn_object_field(object->fields[i].as.object, name);
	}
	return found;
}

bool pn_object_json_key(const pn_object *object, size_t i, pn_str *key)
{
	const pn_field *field = &object->cls->fields[i];
	pn_str tag = pn_str_from(field->json), options;

	if (field->name[0] >= 'a' && field->name[0] <= 'z')
		return false; /* not exported */
	pn_str_cut(tag, PN_STR(","), key, &options);
	if (pn_str_is(tag, "-") ||
	    (pn_str_is(options, "omitempty") && pn_value_empty(&object->fields[i])))
		return false;
	if (!key->len)
		*key = pn_str_from(field->name);
	return true;
}
