/* SPDX-License-Identifier: Apache-2.0 */
/* What a scalar of a document means, as a value and as a key. */
#include "base/base64.h"
#include "codec/yaml_build.h"
#include "codec/yaml_explain.h"
#include "codec/yaml_resolve.h"

#include <math.h>

bool pn_yaml_set_problem(pn_yaml_builder *b, pn_str text)
{
	if (!b->problem.len)
		b->problem = text;
	return false;
}

static bool decode_binary(pn_yaml_builder *b, pn_str text, pn_value *out)
{
	size_t bad;
	pn_buf buf;

	pn_buf_init(&buf, b->cx->arena);
	if (!pn_base64_decode(&buf, text, &bad))
		return pn_yaml_set_problem(b,
					   PN_STR("!!binary value contains invalid base64 data"));
	*out = pn_string(b->pairs ? pn_buf_str(&buf)
				  : pn_utf8_repair(b->cx->arena, pn_buf_str(&buf)));
	return true;
}

/* Returns the tag as Go's messages show it. */
static pn_str short_tag(pn_yaml_builder *b, pn_str tag)
{
	pn_str prefix = PN_STR(PN_YAML_TAG_PREFIX);

	if (!pn_str_starts(tag, prefix))
		return tag;
	return pn_str_concat(b->cx->arena, PN_STR("!!"), pn_str_slice(tag, prefix.len, tag.len));
}

/* Decodes a scalar that has a tag. */
static bool decode_tagged(pn_yaml_builder *b, const pn_yaml_event *e, pn_value *out)
{
	pn_buf text;

	if (pn_str_is(e->tag, PN_YAML_TAG_PREFIX "binary"))
		return decode_binary(b, e->value, out);
	if (pn_yaml_resolve_tagged(b->cx->arena, e->tag, e->value, out))
		return true;
	pn_buf_init(&text, b->cx->arena);
	pn_buf_lit(&text, "cannot decode ");
	pn_buf_add(&text, pn_str_from(pn_yaml_short_tag(out)));
	pn_buf_lit(&text, " `");
	pn_buf_add(&text, e->value);
	pn_buf_lit(&text, "` as a ");
	pn_buf_add(&text, short_tag(b, e->tag));
	return pn_yaml_set_problem(b, pn_buf_str(&text));
}

bool pn_yaml_decode_scalar(pn_yaml_builder *b, const pn_yaml_event *e, pn_value *out)
{
	if (e->tag.len)
		return decode_tagged(b, e, out);
	*out = e->implicit ? pn_yaml_resolve(b->cx->arena, e->value) : pn_string(e->value);
	return true;
}

/* Turns a number into what it is after it went through JSON. */
void pn_yaml_through_json(pn_yaml_builder *b, pn_value *v)
{
	if (v->kind == PN_FLOAT && !isfinite(v->as.number))
		b->infinite = true;
	if (b->keep_numbers || b->pairs)
		return;
	if (v->kind == PN_INT)
		*v = pn_float((double)v->as.integer);
	else if (v->kind == PN_UINT)
		*v = pn_float((double)v->as.uinteger);
}

/* The text of a float as a key: 32 bits wide (sigs.k8s.io/yaml: convertToJSONableObject). */
static pn_str float_key(pn_yaml_builder *b, double f)
{
	pn_buf buf;

	pn_buf_init(&buf, b->cx->arena);
	pn_buf_float(&buf, f, 'g', -1, 32);
	if (pn_str_is(pn_buf_str(&buf), "+Inf"))
		return PN_STR(".inf");
	if (pn_str_is(pn_buf_str(&buf), "-Inf"))
		return PN_STR("-.inf");
	if (pn_str_is(pn_buf_str(&buf), "NaN"))
		return PN_STR(".nan");
	return pn_buf_str(&buf);
}

static pn_str int_key(pn_yaml_builder *b, int64_t n)
{
	pn_buf buf;

	pn_buf_init(&buf, b->cx->arena);
	pn_buf_int(&buf, n);
	return pn_buf_str(&buf);
}

bool pn_yaml_key_text(pn_yaml_builder *b, const pn_value *v, pn_str *key)
{
	*key = PN_STR_EMPTY;
	switch ((pn_kind)v->kind) {
	case PN_STRING:
		*key = pn_value_str(v);
		return true;
	case PN_INT:
		*key = int_key(b, v->as.integer);
		return true;
	case PN_FLOAT:
		*key = float_key(b, v->as.number);
		return true;
	case PN_BOOL:
		*key = v->as.boolean ? PN_STR("true") : PN_STR("false");
		return true;
	case PN_NIL:
	case PN_UINT:
		b->odd_key = true;
		return true;
	case PN_COMPLEX:
	case PN_BYTES:
	case PN_LIST:
	case PN_MAP:
	case PN_OBJECT:
		break;
	}
	b->bad_key = true;
	return pn_yaml_set_problem(
		b, pn_str_concat(b->cx->arena, PN_STR("invalid map key: "),
				 b->pairs ? pn_yaml_go_syntax(b->cx->arena, v) : PN_STR_EMPTY));
}
