/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_scan.h"

/*
 * Line breaks inside a plain or quoted scalar fold: one is a blank, of several each but the first
 * stays.
 */
typedef struct folding {
	bool open;     /* a break was seen since the last character */
	pn_str first;  /* U+2028 or U+2029, which stay; empty for other breaks */
	pn_buf breaks; /* those behind the first */
} folding;

static void folding_begin(folding *f, pn_arena *arena)
{
	f->open = false;
	f->first = PN_STR_EMPTY;
	pn_buf_init(&f->breaks, arena);
}

/* Takes the break at p. */
static void folding_take(folding *f, pn_yaml_scanner *s)
{
	if (f->open) {
		pn_yaml_scan_take_break(s, &f->breaks);
		return;
	}
	f->open = true;
	f->first = *s->p == '\xE2' ? (pn_str){ s->p, 3 } : PN_STR_EMPTY;
	pn_yaml_scan_skip_break(s);
}

/* Appends what the breaks amount to. */
static void folding_end(folding *f, pn_buf *out)
{
	if (f->first.len)
		pn_buf_add(out, f->first);
	else if (!f->breaks.len)
		pn_buf_byte(out, ' ');
	pn_buf_add(out, pn_buf_str(&f->breaks));
	f->open = false;
	f->breaks.len = 0;
}

/* ---- plain scalars ---- */

/* Bytes at which a plain scalar may end, or whose neighbours have to be looked at. */
enum { STOP = 1, STOP_IN_FLOW = 2 };

static const uint8_t plain_stops[256] = {
	['\0'] = STOP,	      [' '] = STOP,	    ['\t'] = STOP,	  ['\r'] = STOP,
	['\n'] = STOP,	      [':'] = STOP,	    [0xC2] = STOP,	  [0xE2] = STOP,
	[','] = STOP_IN_FLOW, ['?'] = STOP_IN_FLOW, ['['] = STOP_IN_FLOW, [']'] = STOP_IN_FLOW,
	['{'] = STOP_IN_FLOW, ['}'] = STOP_IN_FLOW,
};

/* Goes to the end of a run of characters without blanks. */
static void skip_plain_run(pn_yaml_scanner *s)
{
	const unsigned mask = s->flow_level ? STOP | STOP_IN_FLOW : STOP;

	for (;;) {
		while (!(plain_stops[(unsigned char)*s->p] & mask))
			s->p++;
		if (*s->p == ':'
			    ? pn_yaml_is_blankz(s->p + 1)
			    : (*s->p != '\xC2' && *s->p != '\xE2') || pn_yaml_break_width(s->p))
			return;
		s->p++;
	}
}

/* Skips blanks and breaks behind a run; false for a tab that stands for indentation. */
static bool skip_plain_space(pn_yaml_scanner *s, folding *f)
{
	for (;;) {
		if (pn_yaml_break_width(s->p)) {
			folding_take(f, s);
		} else if (pn_yaml_is_blank(*s->p)) {
			if (*s->p == '\t' && f->open && (int)pn_yaml_scan_column(s) <= s->indent)
				return pn_yaml_scan_fail(
					s, "found a tab character that violates indentation");
			s->p++;
		} else {
			return true;
		}
	}
}

/* Whether a plain scalar ends where its last blanks do. */
static bool is_plain_end(pn_yaml_scanner *s)
{
	if (!s->flow_level && (int)pn_yaml_scan_column(s) <= s->indent)
		return true;
	return *s->p == '#' || (s->p == s->line_start && pn_yaml_is_document_mark(s->p));
}

bool pn_yaml_scan_plain(pn_yaml_scanner *s, pn_yaml_token *token)
{
	const char *start = s->p;
	pn_buf joined; /* once there was a line break */
	folding f;

	skip_plain_run(s);
	token->plain = true;
	token->value = (pn_str){ start, (size_t)(s->p - start) };
	if (!pn_yaml_is_blank(*s->p) && !pn_yaml_break_width(s->p))
		return true;
	pn_buf_init(&joined, s->cx->arena);
	folding_begin(&f, s->cx->arena);
	do {
		const char *space = s->p, *run;

		if (!skip_plain_space(s, &f))
			return false;
		run = s->p;
		if (is_plain_end(s))
			break;
		skip_plain_run(s);
		if (s->p == run)
			break;
		if (f.open) {
			if (!joined.len)
				pn_buf_add(&joined, token->value);
			folding_end(&f, &joined);
			space = run;
		}
		if (joined.len)
			pn_buf_add(&joined, (pn_str){ space, (size_t)(s->p - space) });
		else
			token->value.len = (size_t)(s->p - start);
	} while (pn_yaml_is_blank(*s->p) || pn_yaml_break_width(s->p));
	if (joined.len)
		token->value = pn_buf_str(&joined);
	if (f.open)
		s->key_allowed = true;
	return true;
}

/* ---- quoted scalars ---- */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Reads the hexadecimal number of an escape; p is behind its letter. */
static bool take_code(pn_yaml_scanner *s, int digits, pn_buf *out)
{
	uint64_t code = 0;

	for (int i = 0; i < digits; i++) {
		int digit = hex_digit(s->p[i]);

		if (digit < 0)
			return pn_yaml_scan_fail(s, "did not find expected hexdecimal number");
		code = code << 4 | (uint64_t)digit;
	}
	if ((code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF)
		return pn_yaml_scan_fail(s, "found invalid Unicode character escape code");
	pn_buf_rune(out, (uint32_t)code);
	s->p += digits;
	return true;
}

/* Takes the escape at p, which is no escaped line break. */
static bool take_escape(pn_yaml_scanner *s, pn_buf *out)
{
	static const struct {
		char letter;
		uint16_t c;
	} escapes[] = {
		{ '0', 0 },    { 'a', 7 },	{ 'b', 8 },	 { 't', '\t' },	 { '\t', '\t' },
		{ 'n', '\n' }, { 'v', 0x0B },	{ 'f', 0x0C },	 { 'r', '\r' },	 { 'e', 0x1B },
		{ ' ', ' ' },  { '"', '"' },	{ '\'', '\'' },	 { '\\', '\\' }, { 'N', 0x85 },
		{ '_', 0xA0 }, { 'L', 0x2028 }, { 'P', 0x2029 },
	};
	char letter = s->p[1];

	for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
		if (escapes[i].letter == letter) {
			pn_buf_rune(out, escapes[i].c);
			s->p += 2;
			return true;
		}
	}
	if (letter != 'x' && letter != 'u' && letter != 'U')
		return pn_yaml_scan_fail(s, "found unknown escape character");
	s->p += 2;
	return take_code(s, letter == 'x' ? 2 : letter == 'u' ? 4 : 8, out);
}

/* Bytes that are no ordinary characters inside quotes, or may begin a line break. */
static const bool quoted_stops[256] = {
	['\0'] = true, [' '] = true, ['\t'] = true, ['\r'] = true, ['\n'] = true,
	['\''] = true, ['"'] = true, ['\\'] = true, [0xC2] = true, [0xE2] = true,
};

/* Takes characters up to a blank, a break or the quote; an escaped break opens a fold. */
static bool take_quoted_run(pn_yaml_scanner *s, char quote, folding *f, pn_buf *out)
{
	while (!pn_yaml_is_blankz(s->p)) {
		const char *from = s->p;

		if (*s->p == quote) {
			if (quote == '"' || s->p[1] != quote)
				return true;
			pn_buf_byte(out, quote);
			s->p += 2;
		} else if (quote == '"' && *s->p == '\\') {
			if (pn_yaml_break_width(s->p + 1)) {
				s->p++;
				pn_yaml_scan_skip_break(s);
				f->open = true;
				return true;
			}
			if (!take_escape(s, out))
				return false;
		} else {
			do
				s->p++;
			while (!quoted_stops[(unsigned char)*s->p]);
			pn_buf_add(out, (pn_str){ from, (size_t)(s->p - from) });
		}
	}
	return true;
}

/* Takes blanks and breaks inside quotes; blanks stay when there is no break. */
static void take_quoted_space(pn_yaml_scanner *s, folding *f, pn_buf *out)
{
	const char *from = s->p;
	bool escaped = f->open; /* its own break is gone without a trace */
	size_t blanks;

	while (pn_yaml_is_blank(*s->p))
		s->p++;
	blanks = (size_t)(s->p - from);
	f->first = PN_STR_EMPTY;
	while (pn_yaml_is_blank(*s->p) || pn_yaml_break_width(s->p)) {
		if (pn_yaml_is_blank(*s->p))
			s->p++;
		else
			folding_take(f, s);
	}
	if (!f->open)
		pn_buf_add(out, (pn_str){ from, blanks });
	else if (!escaped)
		folding_end(f, out);
	else
		pn_buf_add(out, pn_buf_str(&f->breaks));
	f->open = false;
	f->breaks.len = 0;
}

/* Finds the closing quote when nothing before it has to be changed; NULL else. */
static const char *find_simple_end(const char *p, char quote)
{
	while (*p != quote) {
		if (!*p || *p == '\n' || *p == '\r' || *p == '\xC2' || *p == '\xE2' ||
		    (*p == '\\' && quote == '"'))
			return NULL;
		p++;
	}
	return quote == '\'' && p[1] == quote ? NULL : p;
}

bool pn_yaml_scan_quoted(pn_yaml_scanner *s, pn_yaml_token *token)
{
	char quote = *s->p++;
	const char *end = find_simple_end(s->p, quote);
	folding f;
	pn_buf out;

	if (end) {
		token->value = (pn_str){ s->p, (size_t)(end - s->p) };
		s->p = end + 1;
		return true;
	}
	pn_buf_init(&out, s->cx->arena);
	folding_begin(&f, s->cx->arena);
	for (;;) {
		if (s->p == s->line_start && pn_yaml_is_document_mark(s->p))
			return pn_yaml_scan_fail(s, "found unexpected document indicator");
		if (!*s->p)
			return pn_yaml_scan_fail(s, "found unexpected end of stream");
		if (!take_quoted_run(s, quote, &f, &out))
			return false;
		if (*s->p == quote)
			break;
		take_quoted_space(s, &f, &out);
	}
	s->p++;
	token->value = pn_buf_str(&out);
	return true;
}

/* ---- block scalars ---- */

typedef struct block {
	bool literal;
	int chomp;  /* -1: no break at the end, 0: one, 1: all */
	int indent; /* 0 until it is known */
	pn_buf out;
	pn_buf breaks; /* empty lines that may turn out to be inside */
} block;

static bool take_indent_digit(pn_yaml_scanner *s, int *step)
{
	if (*s->p < '0' || *s->p > '9')
		return true;
	if (*s->p == '0')
		return pn_yaml_scan_fail(s, "found an indentation indicator equal to 0");
	*step = *s->p++ - '0';
	return true;
}

static void take_chomp(pn_yaml_scanner *s, int *chomp)
{
	if (*s->p == '+' || *s->p == '-')
		*chomp = *s->p++ == '+' ? 1 : -1;
}

/* Reads what stands behind "|" or ">" on its line. */
static bool scan_block_header(pn_yaml_scanner *s, block *b)
{
	int step = 0;

	take_chomp(s, &b->chomp);
	if (!take_indent_digit(s, &step))
		return false;
	if (!b->chomp)
		take_chomp(s, &b->chomp);
	while (pn_yaml_is_blank(*s->p))
		s->p++;
	pn_yaml_scan_skip_comment(s);
	if (!pn_yaml_is_breakz(s->p))
		return pn_yaml_scan_fail(s, "did not find expected comment or line break");
	if (*s->p)
		pn_yaml_scan_skip_break(s);
	if (step)
		b->indent = s->indent >= 0 ? s->indent + step : step;
	return true;
}

/* Takes indentation and empty lines; the first text line says how far it is indented. */
static bool take_block_breaks(pn_yaml_scanner *s, block *b)
{
	int deepest = 0, column;

	for (;;) {
		column = (int)pn_yaml_scan_column(s);
		while (*s->p == ' ' && (!b->indent || column < b->indent)) {
			s->p++;
			column++;
		}
		if (column > deepest)
			deepest = column;
		if (*s->p == '\t' && (!b->indent || column < b->indent))
			return pn_yaml_scan_fail(s, "found a tab character where an indentation "
						    "space is expected");
		if (!pn_yaml_break_width(s->p))
			break;
		pn_yaml_scan_take_break(s, &b->breaks);
	}
	if (!b->indent) {
		b->indent = deepest > s->indent + 1 ? deepest : s->indent + 1;
		if (b->indent < 1)
			b->indent = 1;
	}
	return true;
}

/* Goes to the end of the line and appends it. */
static void take_block_line(pn_yaml_scanner *s, pn_buf *out)
{
	const char *from = s->p;

	pn_yaml_scan_skip_line(s);
	pn_buf_add(out, (pn_str){ from, (size_t)(s->p - from) });
}

/* Reads the lines; the break before each is folded unless a blank begins one of the two. */
static bool scan_block_lines(pn_yaml_scanner *s, block *b, pn_str *last_break)
{
	bool blank_before = false;

	*last_break = PN_STR_EMPTY;
	while (*s->p && (int)pn_yaml_scan_column(s) == b->indent) {
		bool blank = pn_yaml_is_blank(*s->p);
		bool fold = !b->literal && !blank_before && !blank && pn_str_is(*last_break, "\n");

		if (!fold)
			pn_buf_add(&b->out, *last_break);
		else if (!b->breaks.len)
			pn_buf_byte(&b->out, ' ');
		pn_buf_add(&b->out, pn_buf_str(&b->breaks));
		b->breaks.len = 0;
		blank_before = blank;
		take_block_line(s, &b->out);
		*last_break = !*s->p		? PN_STR_EMPTY
			      : *s->p == '\xE2' ? (pn_str){ s->p, 3 }
						: PN_STR("\n");
		if (*s->p)
			pn_yaml_scan_skip_break(s);
		if (!take_block_breaks(s, b))
			return false;
	}
	return true;
}

bool pn_yaml_scan_block(pn_yaml_scanner *s, pn_yaml_token *token)
{
	block b = { .literal = *s->p == '|' };
	pn_str last_break;

	s->p++;
	pn_buf_init(&b.out, s->cx->arena);
	pn_buf_init(&b.breaks, s->cx->arena);
	if (!scan_block_header(s, &b) || !take_block_breaks(s, &b) ||
	    !scan_block_lines(s, &b, &last_break))
		return false;
	if (b.chomp >= 0)
		pn_buf_add(&b.out, last_break);
	if (b.chomp > 0)
		pn_buf_add(&b.out, pn_buf_str(&b.breaks));
	token->value = pn_buf_str(&b.out);
	return true;
}
