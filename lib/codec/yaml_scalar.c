/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scalars for toYaml: Helm encodes the value as JSON, reads that text as YAML and writes what it
 * read. So a scalar has to survive go-yaml's reader, and comes out as it left it.
 */
#include "base/base64.h"
#include "codec/yaml_resolve.h"
#include "codec/yaml_write.h"

#include <math.h>

enum {
	KEY_JSON_MAX = 1024, /* go-yaml finds no ':' further away from where the key began */
	JSON_PER_BYTE_MAX = 6
};

static bool set_word(pn_yaml_scalar *out, pn_str word)
{
	out->text = word;
	out->is_word = true;
	return true;
}

static pn_str float_text(pn_arena *arena, double f, char format, int bits)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	pn_buf_float(&buf, f, format, -1, bits);
	return pn_buf_str(&buf);
}

/* Whether go-yaml reads a text of JSON's as an integer. */
static bool is_integer(pn_str text)
{
	int64_t n;
	uint64_t u;

	return pn_parse_int(text, 10, 64, &n) == PN_NUMBER_OK ||
	       pn_parse_uint(text, 10, 64, &u) == PN_NUMBER_OK;
}

/* Floats without a fraction come out as integers as far as 64 bits go. */
static bool float_word(pn_yaml_writer *w, const pn_value *v, pn_yaml_scalar *out)
{
	int bits = v->type == PN_TYPE_FLOAT32 ? 32 : 64;
	double f = v->as.number;
	pn_str text;

	if (!isfinite(f))
		return false;
	if (f == 0)
		return set_word(out, PN_STR("0")); /* "-0" is read as an integer */
	if (f == trunc(f) && fabs(f) < 1e21) {
		text = float_text(w->cx->arena, f, 'f', bits);
		if (is_integer(text))
			return set_word(out, text);
	}
	return set_word(out, float_text(w->cx->arena, f, 'g', bits));
}

static bool int_word(pn_yaml_writer *w, const pn_value *v, pn_yaml_scalar *out)
{
	pn_buf buf;

	pn_buf_init(&buf, w->cx->arena);
	if (v->kind == PN_INT)
		pn_buf_int(&buf, v->as.integer);
	else
		pn_buf_uint(&buf, v->as.uinteger);
	return set_word(out, pn_buf_str(&buf));
}

/* ---- strings ---- */

/* What JSON leaves as it is and YAML's reader refuses. */
static bool is_refused(uint32_t c)
{
	return c == 0x7F || (c >= 0x80 && c < 0xA0 && c != 0x85) || c == 0xFFFE || c == 0xFFFF;
}

static bool has_refused(pn_str s, bool *has_break)
{
	*has_break = false;
	while (s.len) {
		uint32_t c = pn_utf8_next(&s);

		if (is_refused(c))
			return true;
		*has_break |= c == 0x85;
	}
	return false;
}

static bool is_next_line(pn_str s, size_t i)
{
	return i + 1 < s.len && s.ptr[i] == '\xC2' && s.ptr[i + 1] == '\x85';
}

/* Whether the text from i on, first on its line, would be taken for the end of the document. */
static bool is_document_mark(pn_str s, size_t i)
{
	pn_str rest = pn_str_slice(s, i, s.len);

	if (!pn_str_starts(rest, PN_STR("---")) && !pn_str_starts(rest, PN_STR("...")))
		return false;
	return rest.len > 3 && (rest.ptr[3] == ' ' || is_next_line(rest, 3));
}

/* Skips line breaks and blanks; returns how many breaks there were. */
static size_t skip_breaks(pn_str s, size_t *i, bool *line_start)
{
	size_t breaks = 0;

	while (*i < s.len && (s.ptr[*i] == ' ' || is_next_line(s, *i))) {
		*line_start = s.ptr[*i] != ' ';
		breaks += *line_start;
		*i += *line_start ? 2 : 1;
	}
	return breaks;
}

/*
 * Does what U+0085 does inside a double-quoted scalar: it is a line break, blanks around it go,
 * a single one becomes a blank, of several each but the first a line feed.
 */
static bool fold_breaks(pn_yaml_writer *w, pn_str s, pn_str *out)
{
	size_t kept = 0, i = 0; /* kept: where the blanks at the end of the line begin */
	bool line_start = false;
	pn_buf buf;

	pn_buf_init(&buf, w->cx->arena);
	while (i < s.len) {
		size_t breaks;

		if (!is_next_line(s, i)) {
			pn_buf_byte(&buf, s.ptr[i++]);
			if (s.ptr[i - 1] != ' ')
				kept = buf.len;
			continue;
		}
		buf.len = kept;
		breaks = skip_breaks(s, &i, &line_start);
		if (line_start && is_document_mark(s, i))
			return false;
		if (breaks == 1)
			pn_buf_byte(&buf, ' ');
		pn_buf_repeat(&buf, '\n', breaks - 1);
		kept = buf.len;
	}
	*out = pn_buf_str(&buf);
	return true;
}

static bool string_through_json(pn_yaml_writer *w, pn_str s, pn_yaml_scalar *out)
{
	bool has_break = false;

	out->bytes = pn_yaml_bytes(s);
	if (out->bytes & PN_YAML_HAS_HIGH) {
		s = pn_utf8_repair(w->cx->arena, s);
		if (has_refused(s, &has_break) || (has_break && !fold_breaks(w, s, &s)))
			return false;
		out->bytes |= has_break ? pn_yaml_bytes(s) : 0;
	}
	out->text = s;
	if (out->bytes & PN_YAML_HAS_FEED)
		out->style = PN_YAML_LITERAL;
	else
		out->style = pn_yaml_reads_as_string(w->cx->arena, s) ? PN_YAML_PLAIN
								      : PN_YAML_DOUBLE_QUOTED;
	return true;
}

static bool bytes_through_json(pn_yaml_writer *w, const pn_value *v, pn_yaml_scalar *out)
{
	pn_buf buf;

	if (!v->as.text)
		return set_word(out, PN_STR("null"));
	pn_buf_init(&buf, w->cx->arena);
	pn_base64_encode(&buf, pn_value_str(v));
	return string_through_json(w, pn_buf_str(&buf), out);
}

bool pn_yaml_scalar_through_json(pn_yaml_writer *w, const pn_value *v, pn_yaml_scalar *out)
{
	switch ((pn_kind)v->kind) {
	case PN_NIL:
		return set_word(out, PN_STR("null"));
	case PN_BOOL:
		return set_word(out, v->as.boolean ? PN_STR("true") : PN_STR("false"));
	case PN_INT:
	case PN_UINT:
		return int_word(w, v, out);
	case PN_FLOAT:
		return float_word(w, v, out);
	case PN_STRING:
		return string_through_json(w, pn_value_str(v), out);
	case PN_BYTES:
		return bytes_through_json(w, v, out);
	case PN_COMPLEX:
	case PN_LIST:
	case PN_MAP:
	case PN_OBJECT:
		break;
	}
	return false;
}

/* How many characters encoding/json makes of a key, quotes included. */
static size_t json_length(pn_str key)
{
	size_t length = 2, width;

	for (size_t i = 0; i < key.len; i += width) {
		uint32_t c = pn_utf8_decode(pn_str_slice(key, i, key.len), &width);
		bool short_escape = c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t' ||
				    c == '\b' || c == '\f';
		bool long_escape = c < 0x20 || c == '<' || c == '>' || c == '&' || c == 0x2028 ||
				   c == 0x2029 || (c == PN_RUNE_ERROR && width == 1);

		length += short_escape ? 2 : long_escape ? 6 : 1;
	}
	return length;
}

bool pn_yaml_key_through_json(pn_yaml_writer *w, pn_str key, pn_yaml_scalar *out)
{
	if (!string_through_json(w, key, out))
		return false;
	if (key.len > KEY_JSON_MAX / JSON_PER_BYTE_MAX && json_length(key) > KEY_JSON_MAX)
		return false;
	/* A key with a line break in it is none. */
	return !(out->bytes & PN_YAML_HAS_HIGH) ||
	       pn_str_find(key, PN_STR("\xC2\x85")) == PN_NOT_FOUND;
}
