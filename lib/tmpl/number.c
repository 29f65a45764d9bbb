/* SPDX-License-Identifier: Apache-2.0 */
/* Number and character constants: all the kinds each one fits (Go: parse/node.go, newNumber). */
#include "tmpl/tree.h"

/* Go's int64(f) and uint64(f) are only defined in range; out of it nothing compares equal. */
static bool as_int(double f, int64_t *out)
{
	if (!(f >= -0x1p63 && f < 0x1p63))
		return false;
	*out = (int64_t)f;
	return (double)*out == f;
}

static bool as_uint(double f, uint64_t *out)
{
	if (!(f >= 0 && f < 0x1p64))
		return false;
	*out = (uint64_t)f;
	return (double)*out == f;
}

/* Fills the integer views of a number whose float view stands. */
static void add_integers(pn_number *n)
{
	n->is_int = n->is_int || as_int(n->number, &n->integer);
	n->is_uint = n->is_uint || as_uint(n->number, &n->uinteger);
	if (!n->is_int)
		n->integer = 0;
	if (!n->is_uint)
		n->uinteger = 0;
}

/* Fills the other views of a complex number, which has them when its imaginary part is 0. */
static void simplify_complex(pn_number *n)
{
	n->is_complex = true;
	n->is_float = n->complex[1] == 0;
	if (!n->is_float)
		return;
	n->number = n->complex[0];
	add_integers(n);
}

/* ---- character constants ---- */

static bool char_constant(pn_tree *tree, pn_number *n)
{
	pn_str tail = pn_str_slice(n->text, 1, n->text.len);
	uint32_t rune;
	bool is_byte;

	if (!pn_unquote_char(&tail, '\'', &rune, &is_byte))
		return pn_tree_fail(tree, "invalid syntax");
	if (!pn_str_is(tail, "'")) {
		pn_buf buf;

		pn_buf_init(&buf, tree->parse->cx->arena);
		pn_buf_lit(&buf, "malformed character constant: ");
		pn_buf_add(&buf, n->text);
		return pn_tree_fail_str(tree, pn_buf_str(&buf));
	}
	n->is_int = n->is_uint = n->is_float = true;
	n->integer = rune;
	n->uinteger = rune;
	n->number = rune;
	return true;
}

/* ---- complex constants, which Go leaves to fmt.Sscan ---- */

/* Takes bytes of a set from s[at] on and returns where they end. */
static size_t skip_set(pn_str s, size_t at, const char *set)
{
	while (at < s.len && s.ptr[at] && strchr(set, s.ptr[at]))
		at++;
	return at;
}

static size_t skip_one(pn_str s, size_t at, const char *set)
{
	return at < s.len && s.ptr[at] && strchr(set, s.ptr[at]) ? at + 1 : at;
}

/* Returns where the float that begins at s[at] ends (Go: fmt/scan.go, floatToken). */
static size_t skip_float(pn_str s, size_t at)
{
	const char *digits = "0123456789_", *exponent = "eEpP";
	size_t next;

	at = skip_one(s, at, "+-");
	next = skip_one(s, at, "0");
	if (next > at && skip_one(s, next, "xX") > next) {
		next++;
		digits = "0123456789aAbBcCdDeEfF_";
		exponent = "pP";
	}
	at = skip_set(s, next, digits);
	next = skip_one(s, at, ".");
	if (next > at)
		at = skip_set(s, next, digits);
	next = skip_one(s, at, exponent);
	if (next > at)
		at = skip_set(s, skip_one(s, next, "+-"), "0123456789_");
	return at;
}

static bool complex_part(pn_tree *tree, pn_str part, double *out)
{
	static const char *const reasons[] = {
		[PN_NUMBER_SYNTAX] = ": invalid syntax",
		[PN_NUMBER_RANGE] = ": value out of range",
	};
	pn_number_error error = pn_parse_float(part, out);

	if (error == PN_NUMBER_OK)
		return true;
	return pn_tree_fail_quoted(tree, "strconv.ParseFloat: parsing ", part, reasons[error]);
}

static bool complex_constant(pn_tree *tree, pn_number *n)
{
	pn_str s = n->text;
	size_t real_end = skip_float(s, 0), end = real_end;

	if (skip_one(s, real_end, "+-") > real_end)
		end = skip_float(s, real_end);
	if (end == real_end || end + 1 != s.len || s.ptr[end] != 'i' || end == real_end + 1)
		return pn_tree_fail(tree, "syntax error scanning complex number");
	if (!complex_part(tree, pn_str_slice(s, 0, real_end), &n->complex[0]) ||
	    !complex_part(tree, pn_str_slice(s, real_end, end), &n->complex[1]))
		return false;
	simplify_complex(n);
	return true;
}

/* A bare imaginary can only be complex, unless it is zero; false when it is malformed. */
static bool imaginary(pn_number *n)
{
	size_t last = n->text.len - 1;

	if (n->text.ptr[last] != 'i' ||
	    pn_parse_float(pn_str_slice(n->text, 0, last), &n->complex[1]) != PN_NUMBER_OK)
		return false;
	simplify_complex(n);
	return true;
}

/* ---- plain numbers ---- */

static void integer_views(pn_number *n)
{
	n->is_uint = pn_parse_uint(n->text, 0, 64, &n->uinteger) == PN_NUMBER_OK;
	n->is_int = pn_parse_int(n->text, 0, 64, &n->integer) == PN_NUMBER_OK;
	if (!n->is_int)
		n->integer = 0;
	if (!n->is_uint)
		n->uinteger = 0;
	if (n->is_int && n->integer == 0)
		n->is_uint = true; /* -0 */
	n->is_float = n->is_int || n->is_uint;
	if (n->is_float)
		n->number = n->is_int ? (double)n->integer : (double)n->uinteger;
}

static bool looks_like_float(pn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (strchr(".eEpP", s.ptr[i]))
			return true;
	}
	return false;
}

static bool float_views(pn_tree *tree, pn_number *n)
{
	if (pn_parse_float(n->text, &n->number) != PN_NUMBER_OK)
		return pn_tree_fail_quoted(tree, "illegal number syntax: ", n->text, "");
	if (!looks_like_float(n->text))
		return pn_tree_fail_quoted(tree, "integer overflow: ", n->text, "");
	n->is_float = true;
	add_integers(n);
	return true;
}

bool pn_tree_number(pn_tree *tree, const pn_token *token, pn_number *n)
{
	*n = (pn_number){ .text = token->text };
	if (token->kind == PN_TOKEN_CHAR_CONSTANT)
		return char_constant(tree, n);
	if (token->kind == PN_TOKEN_COMPLEX)
		return complex_constant(tree, n);
	if (imaginary(n))
		return true;
	integer_views(n);
	return n->is_float || float_views(tree, n);
}
