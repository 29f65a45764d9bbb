#pragma GCC diagnostic ignored "-Wmisleading-indentation"
#include "codec/shape.h"
#include "codec/yaml.h"
static void conv(pn_cx *cx, const pn_shape *s, pn_value *v)
{
	if (s->kind == PN_SHAPE_STRING && !pn_is_nil(v) && v->kind != PN_STRING &&
	    v->kind != PN_LIST && v->kind != PN_MAP) {
		pn_buf b;
		pn_buf_init(&b, cx->arena);
		pn_format_value(&b, v);
		*v = pn_string(pn_buf_str(&b));
	}
	if (s->kind == PN_SHAPE_STRUCT && pn_is_map(v))
		for (size_t i = 0; i < s->field_count; i++) {
			pn_value *f = pn_map_get(v->as.map, pn_str_from(s->fields[i].json));
			if (f)
				conv(cx, s->fields[i].shape, f);
		}
	if (s->kind == PN_SHAPE_LIST && v->kind == PN_LIST)
		for (uint32_t i = 0; i < v->len; i++)
			conv(cx, s->element, (pn_value *)&v->as.items[i]);
}
bool pn_shape_read(pn_cx *cx, pn_str text, const pn_shape *shape, pn_source *source, pn_value *out)
{
	if (!pn_yaml_read(cx, text, PN_YAML_KEEP_NUMBERS, source, out))
		return false;
	conv(cx, shape, out);
	return true;
}
