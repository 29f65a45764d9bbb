/* SPDX-License-Identifier: Apache-2.0 */
#include "render/head.h"

static const pn_shape string = { .kind = PN_SHAPE_STRING, .go_type = "string" };
static const pn_shape string_map = { .kind = PN_SHAPE_STRING_MAP, .go_type = "map[string]string" };
static const pn_shape_field metadata_fields[] = { { "name", &string },
						  { "annotations", &string_map } };
static const pn_shape metadata = {
	.kind = PN_SHAPE_STRUCT,
	.go_type = "struct { Name string \"json:\\\"name\\\"\"; Annotations map[string]string "
		   "\"json:\\\"annotations\\\"\" }",
	.struct_name = "",
	.fields = metadata_fields,
	.field_count = 2
};
static const pn_shape_field head_fields[] = { { "apiVersion", &string },
					      { "kind", &string },
					      { "metadata", &metadata } };
static const pn_shape head_4 = { .kind = PN_SHAPE_STRUCT,
				 .go_type = "util.SimpleHead",
				 .struct_name = "SimpleHead",
				 .fields = head_fields,
				 .field_count = 3 };
static const pn_shape head_3 = { .kind = PN_SHAPE_STRUCT,
				 .go_type = "releaseutil.SimpleHead",
				 .struct_name = "SimpleHead",
				 .fields = head_fields,
				 .field_count = 3 };

static const pn_value *member(const pn_value *map, const char *key)
{
	return map && pn_is_map(map) ? pn_map_get(map->as.map, pn_str_from(key)) : NULL;
}

static pn_str text_of(const pn_value *map, const char *key)
{
	const pn_value *v = member(map, key);

	return v && pn_is_string(v) ? pn_value_str(v) : PN_STR_EMPTY;
}

bool pn_head_read_whole(pn_cx *cx, pn_str text, pn_profile profile, pn_head *out)
{
	const pn_shape *shape = profile == PN_PROFILE_HELM_3 ? &head_3 : &head_4;
	const pn_value *meta, *hook;
	pn_value head;

	if (!pn_shape_read(cx, text, shape, NULL, &head))
		return false;
	meta = member(&head, "metadata");
	hook = member(member(meta, "annotations"), "helm.sh/hook");
	*out = (pn_head){ .api_version = text_of(&head, "apiVersion"),
			  .kind = text_of(&head, "kind"),
			  .name = text_of(meta, "name"),
			  .hook = hook ? pn_value_str(hook) : PN_STR_EMPTY,
			  .has_hook = hook != NULL };
	return true;
}

bool pn_head_read(pn_cx *cx, pn_str text, pn_profile profile, pn_head *out)
{
	return (cx->limits->depth > 2 * PN_HEAD_LEVELS && pn_head_read_quick(text, out)) ||
	       pn_head_read_whole(cx, text, profile, out);
}
