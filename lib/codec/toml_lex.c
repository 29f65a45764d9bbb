/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml_reader.h"

/* Appends the key that is being read (Go: parser.current): its last part is never quoted. */
static void write_current(pn_buf *out, const pn_toml_reader *r)
{
	pn_toml_key_write(out, r->context);
	if (r->current.len && r->context.count)
		pn_buf_byte(out, '.');
	pn_buf_add(out, r->current);
}

bool pn_toml_fail_at(pn_toml_reader *r, uint32_t line, const char *before, pn_str what,
		     const char *after)
{
	pn_buf key, text;

	pn_buf_init(&key, r->cx->arena);
	pn_buf_init(&text, r->cx->arena);
	write_current(&key, r);
	pn_buf_format(&text, "toml: line %d", (int)line);
	if (key.len) {
		pn_buf_lit(&text, " (last key ");
		pn_buf_quote(&text, pn_buf_str(&key));
		pn_buf_byte(&text, ')');
	}
	pn_buf_format(&text, ": %s", before);
	pn_buf_add(&text, what);
	pn_buf_add(&text, pn_str_from(after));
	r->failed = true;
	if (r->cx->arena->failed) /* then what looks wrong may only be incomplete */
		return pn_fail_memory(r->cx->err, r->cx->arena);
	return pn_fail_str(r->cx->err, PINTLE_ERR_YAML, pn_buf_str(&text));
}

bool pn_toml_fail(pn_toml_reader *r, const char *before, pn_str what, const char *after)
{
	bool after_line_end = r->past_end && r->at && r->text.ptr[r->at - 1] == '\n';

	return pn_toml_fail_at(r, r->line - after_line_end, before, what, after);
}

bool pn_toml_fail_before(pn_toml_reader *r, const char *before, pn_str what, const char *after)
{
	return pn_toml_fail_at(r, r->line - 1, before, what, after);
}

pn_str pn_toml_so_far(const pn_toml_reader *r)
{
	return pn_str_slice(r->text, r->start, r->at);
}

pn_str pn_toml_quote(pn_toml_reader *r, pn_str s)
{
	pn_buf out;

	pn_buf_init(&out, r->cx->arena);
	pn_buf_quote(&out, s);
	return pn_buf_str(&out);
}

pn_str pn_toml_quote_rune(pn_toml_reader *r, uint32_t rune)
{
	pn_buf out;

	pn_buf_init(&out, r->cx->arena);
	pn_buf_quote_rune(&out, rune);
	return pn_buf_str(&out);
}

/* Fails because of a byte that TOML does not allow; the text then counts as ended. */
static uint32_t reject(pn_toml_reader *r, const char *before, unsigned byte, const char *after)
{
	pn_str hex = pn_str_format(r->cx->arena, "0x%02x", byte);

	pn_toml_fail_at(r, r->line, before, hex, after);
	r->at = r->text.len;
	return PN_TOML_END;
}

/* Decodes the rune at the current place; *width is 0 at the end and after a failure. */
static uint32_t look(pn_toml_reader *r, size_t *width)
{
	pn_str rest = pn_str_slice(r->text, r->at, r->text.len);
	uint32_t rune = pn_utf8_decode(rest, width);
	unsigned char byte;

	if (!rest.len)
		return PN_TOML_END;
	byte = (unsigned char)rest.ptr[0];
	if (rune == PN_RUNE_ERROR && *width == 1) {
		*width = 0;
		return reject(r, "invalid UTF-8 byte: ", byte, "");
	}
	if ((rune < ' ' && rune != '\t' && rune != '\n' && rune != '\r') || rune == 0x7F ||
	    (rune == '\r' && (rest.len == 1 || rest.ptr[1] != '\n'))) {
		*width = 0;
		return reject(r, "TOML files cannot contain control characters: '", byte, "'");
	}
	return rune;
}

uint32_t pn_toml_peek(pn_toml_reader *r)
{
	size_t width;

	r->past_end = false;
	return look(r, &width);
}

uint32_t pn_toml_next(pn_toml_reader *r)
{
	size_t width;
	uint32_t rune = look(r, &width);

	r->past_end = width == 0;
	r->line += width && rune == '\n';
	r->at += width;
	return rune;
}

bool pn_toml_accept(pn_toml_reader *r, uint32_t rune)
{
	if (pn_toml_peek(r) != rune)
		return false;
	pn_toml_next(r);
	return true;
}

void pn_toml_skip_blanks(pn_toml_reader *r)
{
	while (pn_toml_is_blank(pn_toml_peek(r)))
		pn_toml_next(r);
}

void pn_toml_skip_comment(pn_toml_reader *r)
{
	uint32_t rune = pn_toml_peek(r);

	while (rune != PN_TOML_END && !pn_toml_is_line_end(rune)) {
		pn_toml_next(r);
		rune = pn_toml_peek(r);
	}
}
