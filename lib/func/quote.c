/* SPDX-License-Identifier: Apache-2.0 */
/* Values as text: quoting and joining (Sprig: strings.go). */
#include "func/help.h"

/* How one value is written. */
typedef void writer(pn_call *c, pn_buf *out, const pn_value *v);

/* Writes all arguments that are not nil, a blank between them. */
static bool join_all(pn_call *c, writer *write)
{
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	for (uint32_t i = 0, n = 0; i < c->argc; i++) {
		if (pn_is_nil(pn_arg(c, i)))
			continue;
		if (n++)
			pn_buf_byte(&out, ' ');
		write(c, &out, pn_arg(c, i));
	}
	return pn_ret_buf(c, &out);
}

static void write_quoted(pn_call *c, pn_buf *out, const pn_value *v)
{
	pn_buf_quote(out, pn_value_to_string(pn_call_arena(c), v));
}

static void write_single_quoted(pn_call *c, pn_buf *out, const pn_value *v)
{
	(void)c;
	pn_buf_byte(out, '\'');
	pn_format_value(out, v);
	pn_buf_byte(out, '\'');
}

static void write_plain(pn_call *c, pn_buf *out, const pn_value *v)
{
	(void)c;
	pn_format_value(out, v);
}

static bool fn_cat(pn_call *c)
{
	return join_all(c, write_plain);
}

static bool fn_quote(pn_call *c)
{
	return join_all(c, write_quoted);
}

static bool fn_squote(pn_call *c)
{
	return join_all(c, write_single_quoted);
}

static bool fn_to_string(pn_call *c)
{
	return pn_ret_str(c, pn_value_to_string(pn_call_arena(c), pn_arg(c, 0)));
}

static const pn_func functions[] = {
	{ "cat", fn_cat, "a*", PN_FUNC_LINES | PN_FUNC_ENCODER | PN_FUNC_PIECES, "cat VALUE...",
	  "Join the values that are not nil with blanks." },
	{ "quote", fn_quote, "a*", PN_FUNC_LINES | PN_FUNC_ENCODER | PN_FUNC_PIECES,
	  "quote VALUE...",
	  "Write each value that is not nil as a double-quoted string with Go's escapes." },
	{ "squote", fn_squote, "a*", PN_FUNC_LINES | PN_FUNC_ENCODER | PN_FUNC_PIECES,
	  "squote VALUE...",
	  "Write each value that is not nil between single quotes, escaping nothing." },
	{ "toString", fn_to_string, "a", PN_FUNC_LINES | PN_FUNC_ENCODER, "toString VALUE",
	  "Return the text of VALUE." },
};

const pn_func_family pn_family_quote = { "Quoting", PN_ROWS(functions), NULL, 0 };
