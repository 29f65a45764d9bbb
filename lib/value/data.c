/* SPDX-License-Identifier: Apache-2.0 */
#include "value/data.h"
#include "value/map.h"

bool pn_value_truth(const pn_value *v)
{
	switch ((pn_kind)v->kind) {
	case PN_NIL:
		return false;
	case PN_BOOL:
		return v->as.boolean;
	case PN_INT:
		return v->as.integer != 0;
	case PN_UINT:
		return v->as.uinteger != 0;
	case PN_FLOAT:
		return v->as.number != 0;
	case PN_COMPLEX:
		return v->as.complex[0] != 0 || v->as.complex[1] != 0;
	case PN_STRING:
	case PN_BYTES:
	case PN_LIST:
		return v->len != 0;
	case PN_MAP:
		return pn_map_count(v->as.map) != 0;
	case PN_OBJECT:
		return v->as.object != NULL;
	}
	return false;
}

bool pn_value_empty(const pn_value *v)
{
	return !pn_value_truth(v);
}

pn_str pn_value_type_name(const pn_value *v)
{
	return pn_str_from(pn_type_get((pn_type)v->type)->name);
}

pn_str pn_value_kind_name(const pn_value *v)
{
	return pn_str_from(pn_type_get((pn_type)v->type)->kind);
}

bool pn_value_len(const pn_value *v, size_t *len)
{
	switch (v->kind) {
	case PN_STRING:
	case PN_BYTES:
	case PN_LIST:
		*len = v->len;
		return true;
	case PN_MAP:
		*len = pn_map_count(v->as.map);
		return true;
	default:
		return false;
	}
}

pn_value pn_value_at(const pn_value *list, size_t i)
{
	if (list->kind == PN_LIST)
		return list->as.items[i];
	return (pn_value){ .kind = PN_UINT,
			   .type = PN_TYPE_UINT8,
			   .origin = list->origin,
			   .as.uinteger = (unsigned char)list->as.text[i] };
}
