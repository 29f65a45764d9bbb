/* SPDX-License-Identifier: Apache-2.0 */
/* PEM (Go: encoding/pem). */
#include "crypto/crypto.h"
#include "base/base64.h"

enum { LINE_LENGTH = 64 };

void pn_pem_write(pn_buf *out, pn_str type, pn_str der)
{
	pn_buf text;
	pn_str rest;

	pn_buf_init(&text, out->arena);
	pn_base64_encode(&text, der);
	rest = pn_buf_str(&text);
	pn_buf_format(out, "-----BEGIN %.*s-----\n", PN_ARG(type));
	for (size_t i = 0; i < rest.len; i += LINE_LENGTH) {
		pn_buf_add(out, pn_str_slice(rest, i, i + LINE_LENGTH));
		pn_buf_byte(out, '\n');
	}
	pn_buf_format(out, "-----END %.*s-----\n", PN_ARG(type));
	out->failed = out->failed || text.failed;
}

/* Takes a line off *s, without its end and the blanks before that. */
static pn_str take_line(pn_str *s)
{
	pn_str line;

	if (pn_str_cut(*s, PN_STR("\n"), &line, s) && pn_str_ends(line, PN_STR("\r")))
		line.len--;
	while (line.len && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
		line.len--;
	return line;
}

/* Moves *s behind the next "-----BEGIN " that begins a line. */
static bool find_begin(pn_str *s)
{
	pn_str before;

	if (pn_str_starts(*s, PN_STR("-----BEGIN "))) {
		*s = pn_str_slice(*s, 11, s->len);
		return true;
	}
	return pn_str_cut(*s, PN_STR("\n-----BEGIN "), &before, s);
}

/* Takes the header lines "key: value"; false when the text ends with them. */
static bool skip_headers(pn_str *s, bool *any)
{
	*any = false;
	while (s->len) {
		pn_str next = *s, line = take_line(&next);

		if (pn_str_find_byte(line, ':') == PN_NOT_FOUND)
			return true;
		*any = true;
		*s = next;
	}
	return false;
}

/* Returns the place of the next end line. *known is where it was last found: many beginnings of
 * blocks before one end would else be searched again and again. */
static size_t next_end(pn_str s, const char **known)
{
	size_t at;

	if (*known && *known >= s.ptr)
		return (size_t)(*known - s.ptr);
	at = pn_str_find(s, PN_STR("\n-----END "));
	if (at != PN_NOT_FOUND)
		*known = s.ptr + at;
	return at;
}

/* Finds where the text of a block ends; its end line must repeat the type. */
static bool find_end(pn_str s, pn_str type, size_t end, pn_str *body)
{
	bool at_once = end == 0 && s.len && s.ptr[0] == '-';
	pn_str trailer;

	*body = pn_str_slice(s, 0, end);
	trailer = pn_str_slice(s, end + (at_once ? 9 : 10), s.len);
	if (!pn_str_starts(trailer, type))
		return false;
	trailer = pn_str_slice(trailer, type.len, trailer.len);
	if (!pn_str_starts(trailer, PN_STR("-----")))
		return false;
	trailer = pn_str_slice(trailer, 5, trailer.len);
	return take_line(&trailer).len == 0;
}

/* Decodes base64 that may have blanks in it. */
static bool decode(pn_arena *arena, pn_str body, pn_str *der)
{
	pn_buf text, bytes;
	size_t bad;

	pn_buf_init(&text, arena);
	for (size_t i = 0; i < body.len; i++) {
		if (body.ptr[i] != ' ' && body.ptr[i] != '\t')
			pn_buf_byte(&text, body.ptr[i]);
	}
	pn_buf_init(&bytes, arena);
	if (!pn_base64_decode(&bytes, pn_buf_str(&text), &bad))
		return false;
	*der = pn_buf_str(&bytes);
	return !text.failed && !bytes.failed;
}

bool pn_pem_read(pn_arena *arena, pn_str text, pn_str *type, pn_str *der)
{
	const char *known = NULL;

	while (find_begin(&text)) {
		bool has_headers;
		size_t end = 0;
		pn_str body;

		*type = take_line(&text);
		if (!pn_str_ends(*type, PN_STR("-----")))
			continue;
		type->len -= 5;
		if (!skip_headers(&text, &has_headers))
			return false;
		/* An empty block may end where it begins. */
		if (has_headers || !pn_str_starts(text, PN_STR("-----END ")))
			end = next_end(text, &known);
		if (end == PN_NOT_FOUND)
			return false;
		if (find_end(text, *type, end, &body) && decode(arena, body, der))
			return true;
	}
	return false;
}
