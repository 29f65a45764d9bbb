/* SPDX-License-Identifier: Apache-2.0 */
/* Scalars for toYamlPretty: what go-yaml v3 makes of a value directly (v3: encode.go). */
#include "base/base64.h"
#include "codec/yaml_resolve.h"
#include "codec/yaml_write.h"

#include <math.h>

enum { BASE64_LINE = 70 };

static bool set_word(pn_yaml_scalar *out, pn_str word)
{
	out->text = word;
	out->is_word = true;
	return true;
}

static bool number_word(pn_yaml_writer *w, const pn_value *v, pn_yaml_scalar *out)
{
	pn_buf buf;

	pn_buf_init(&buf, w->cx->arena);
	if (v->kind == PN_INT)
		pn_buf_int(&buf, v->as.integer);
	else if (v->kind == PN_UINT)
		pn_buf_uint(&buf, v->as.uinteger);
	else if (isnan(v->as.number))
		pn_buf_lit(&buf, ".nan");
	else if (isinf(v->as.number))
		pn_buf_add(&buf, v->as.number > 0 ? PN_STR(".inf") : PN_STR("-.inf"));
	else
		pn_buf_float(&buf, v->as.number, 'g', -1, v->type == PN_TYPE_FLOAT32 ? 32 : 64);
	return set_word(out, pn_buf_str(&buf));
}

/* Bytes that are no UTF-8 go out as base64, in lines when it is long. */
static pn_str binary_text(pn_arena *arena, pn_str s)
{
	pn_buf code, lines;

	pn_buf_init(&code, arena);
	pn_base64_encode(&code, s);
	if (code.len < BASE64_LINE)
		return pn_buf_str(&code);
	pn_buf_init(&lines, arena);
	for (size_t i = 0; i < code.len; i += BASE64_LINE) {
		pn_buf_add(&lines, pn_str_slice(pn_buf_str(&code), i, i + BASE64_LINE));
		pn_buf_byte(&lines, '\n');
	}
	return pn_buf_str(&lines);
}

/* Version 3 also takes "0o-7" for a number. */
static bool is_signed_octal(pn_str s)
{
	int64_t n;

	if (pn_str_find_byte(s, '_') != PN_NOT_FOUND || !pn_str_starts(s, PN_STR("0o")))
		return false;
	return pn_parse_int(pn_str_slice(s, 2, s.len), 8, 64, &n) == PN_NUMBER_OK;
}

bool pn_yaml_key_pretty(pn_yaml_writer *w, pn_str key, pn_yaml_scalar *out)
{
	bool plain = true;

	out->text = key;
	if (pn_utf8_valid(key)) {
		plain = pn_yaml_reads_as_string(w->cx->arena, key) && !is_signed_octal(key);
	} else {
		out->tag = PN_STR("!!binary");
		out->text = binary_text(w->cx->arena, key);
	}
	out->bytes = pn_yaml_bytes(out->text);
	if (out->bytes & PN_YAML_HAS_FEED)
		out->style = PN_YAML_LITERAL;
	else
		out->style = plain ? PN_YAML_PLAIN : PN_YAML_DOUBLE_QUOTED;
	return true;
}

bool pn_yaml_scalar_pretty(pn_yaml_writer *w, const pn_value *v, pn_yaml_scalar *out)
{
	switch ((pn_kind)v->kind) {
	case PN_NIL:
		return set_word(out, PN_STR("null"));
	case PN_BOOL:
		return set_word(out, v->as.boolean ? PN_STR("true") : PN_STR("false"));
	case PN_INT:
	case PN_UINT:
	case PN_FLOAT:
		if (v->type == PN_TYPE_DURATION)
			return pn_yaml_key_pretty(w, pn_value_to_string(w->cx->arena, v), out);
		return number_word(w, v, out);
	case PN_STRING:
		return pn_yaml_key_pretty(w, pn_value_str(v), out);
	case PN_COMPLEX:
	case PN_BYTES:
	case PN_LIST:
	case PN_MAP:
	case PN_OBJECT:
		break;
	}
	return false;
}
