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
	if (!object)
		return NULL;
	for (size_t i = 0; i < object->cls->field_count; i++) {
		if (pn_str_eq(pn_str_from(object->cls->fields[i].name), name))
			return &object->fields[i];
	}
	return NULL;
}
