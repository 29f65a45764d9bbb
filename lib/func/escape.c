/* SPDX-License-Identifier: Apache-2.0 */
/* Texts made safe for HTML, JavaScript and URLs (Go: text/template/funcs.go). */
#include "func/help.h"

/* Prints an argument as an action would; a nil one is "<no value>" (Go: printableValue). */
static pn_value printable(pn_call *c, const pn_value *v)
{
	pn_str type = pn_value_type_name(v);
	pn_buf text;
	pn_str s;

	if (v->kind == PN_NIL)
		return pn_string(PN_STR("<no value>"));
	if (v->kind != PN_OBJECT || !v->as.object || type.ptr[0] != '*')
		return *v;
	pn_buf_init(&text, pn_call_arena(c));
	pn_format_value(&text, v);
	s = pn_buf_str(&text);
	return pn_string(s.len && s.ptr[0] == '&' ? pn_str_slice(s, 1, s.len) : s);
}

/* Joins the arguments to one text (Go: evalArgs). */
static bool join_arguments(pn_call *c, pn_str *out)
{
	pn_value *values;
	pn_buf text;

	if (c->argc == 1 && pn_is_string(pn_arg(c, 0))) {
		*out = pn_arg_str(c, 0);
		return true;
	}
	values = PN_NEW_ARRAY(pn_call_arena(c), pn_value, c->argc);
	if (!values)
		return pn_fail_memory(c->cx->err, pn_call_arena(c));
	for (uint32_t i = 0; i < c->argc; i++)
		values[i] = printable(c, pn_arg(c, i));
	pn_buf_init(&text, pn_call_arena(c));
	pn_format_print(&text, values, c->argc);
	*out = pn_buf_str(&text);
	return true;
}

/* Returns what stands for a byte in HTML, or NULL for the byte itself. */
static const char *html_entity(char byte)
{
	switch (byte) {
	case '\0':
		return "\xEF\xBF\xBD";
	case '"':
		return "&#34;";
	case '\'':
		return "&#39;";
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	default:
		return NULL;
	}
}

static bool fn_html(pn_call *c)
{
	pn_buf text;
	pn_str s;

	if (!join_arguments(c, &s))
		return false;
	pn_buf_init(&text, pn_call_arena(c));
	for (size_t i = 0; i < s.len; i++) {
		const char *entity = html_entity(s.ptr[i]);

		if (entity)
			pn_buf_add(&text, pn_str_from(entity));
		else
			pn_buf_byte(&text, s.ptr[i]);
	}
	return pn_ret_buf(c, &text);
}

/* Appends a rune as a JavaScript string holds it; `bytes` is how the text has it. */
static void add_js(pn_buf *text, uint32_t rune, pn_str bytes)
{
	if (rune == '\\' || rune == '\'' || rune == '"')
		pn_buf_format(text, "\\%c", (int)rune);
	else if (rune == '<' || rune == '>' || rune == '&' || rune == '=' || rune < ' ' ||
		 (rune >= 0x80 && !pn_rune_is_print(rune)))
		pn_buf_format(text, "\\u%04X", (unsigned)rune);
	else
		pn_buf_add(text, bytes);
}

static bool fn_js(pn_call *c)
{
	pn_buf text;
	pn_str s;

	if (!join_arguments(c, &s))
		return false;
	pn_buf_init(&text, pn_call_arena(c));
	for (size_t i = 0, width; i < s.len; i += width) {
		uint32_t rune = pn_utf8_decode(pn_str_slice(s, i, s.len), &width);

		add_js(&text, rune, pn_str_slice(s, i, i + width));
	}
	return pn_ret_buf(c, &text);
}

/* Tells whether a byte stands for itself in a URL's query (Go: url.QueryEscape). */
static bool is_plain_in_query(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '.' ||
	       byte == '~';
}

static bool fn_urlquery(pn_call *c)
{
	pn_buf text;
	pn_str s;

	if (!join_arguments(c, &s))
		return false;
	pn_buf_init(&text, pn_call_arena(c));
	for (size_t i = 0; i < s.len; i++) {
		if (is_plain_in_query(s.ptr[i]))
			pn_buf_byte(&text, s.ptr[i]);
		else if (s.ptr[i] == ' ')
			pn_buf_byte(&text, '+');
		else
			pn_buf_format(&text, "%%%02X", (unsigned char)s.ptr[i]);
	}
	return pn_ret_buf(c, &text);
}

static const pn_func functions[] = {
	{ "html", fn_html, "a*", PN_FUNC_LINES | PN_FUNC_ENCODER, "html VALUE...",
	  "Join values as print does and escape the text for HTML." },
	{ "js", fn_js, "a*", PN_FUNC_ENCODER, "js VALUE...",
	  "Join values as print does and escape the text for a JavaScript string." },
	{ "urlquery", fn_urlquery, "a*", PN_FUNC_ENCODER, "urlquery VALUE...",
	  "Join values as print does and escape the text for a URL's query." },
};

const pn_func_family pn_family_escape = { "Escaping", PN_ROWS(functions), NULL, 0 };
