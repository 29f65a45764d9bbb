/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_emit.h"

enum { SIMPLE_KEY_MAX = 128, STEP = 2 };

void pn_yaml_emit_begin(pn_yaml_emitter *e, pn_buf *out)
{
	*e = (pn_yaml_emitter){
		.out = out, .width = 80, .indent = -1, .whitespace = true, .indention = true
	};
}

static void put(pn_yaml_emitter *e, char c)
{
	pn_buf_byte(e->out, c);
	e->column++;
}

static void put_break(pn_yaml_emitter *e)
{
	pn_buf_byte(e->out, '\n');
	e->column = 0;
}

/* Writes text without breaks as it is. */
static void put_text(pn_yaml_emitter *e, const char *from, const char *to)
{
	pn_str s = { from, (size_t)(to - from) };

	pn_buf_add(e->out, s);
	for (; from < to; from++)
		e->column += (*from & 0xC0) != 0x80;
}

static void go_to_indent(pn_yaml_emitter *e, int indent)
{
	size_t column = indent < 0 ? 0 : (size_t)indent;

	if (!e->indention || e->column > column || (e->column == column && !e->whitespace))
		put_break(e);
	if (e->column < column) {
		pn_buf_repeat(e->out, ' ', column - e->column);
		e->column = column;
	}
	e->whitespace = true;
	e->indention = true;
}

void pn_yaml_emit_indent(pn_yaml_emitter *e)
{
	go_to_indent(e, e->indent);
}

static void separate(pn_yaml_emitter *e)
{
	if (!e->whitespace)
		put(e, ' ');
}

void pn_yaml_emit_mark(pn_yaml_emitter *e, char mark)
{
	separate(e);
	put(e, mark);
	e->whitespace = false;
}

void pn_yaml_emit_colon(pn_yaml_emitter *e)
{
	put(e, ':');
	e->whitespace = false;
	e->indention = false;
}

void pn_yaml_emit_word(pn_yaml_emitter *e, pn_str word)
{
	separate(e);
	pn_buf_add(e->out, word);
	e->column += word.len;
	e->whitespace = false;
	e->indention = false;
}

/* ---- what a scalar is made of ---- */

enum {
	FEED = PN_YAML_HAS_FEED,
	TAB = PN_YAML_HAS_TAB,
	CONTROL = PN_YAML_HAS_CONTROL,
	MARK = PN_YAML_HAS_MARK,
	HIGH = PN_YAML_HAS_HIGH
};

unsigned pn_yaml_bytes(pn_str s)
{
	unsigned found = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c < 0x20)
			found |= c == '\n' ? FEED : c == '\t' ? TAB : CONTROL;
		else if (c > 0x7E)
			found |= c == 0x7F ? CONTROL | HIGH : HIGH;
		else if (c == ':' || c == '#')
			found |= MARK;
	}
	return found;
}

static bool is_break(uint32_t c)
{
	return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_printable(uint32_t c)
{
	if (c < 0x7F)
		return c >= 0x20 || c == '\n';
	return (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF);
}

/* Decodes the character at s[i]. */
static uint32_t character(pn_str s, size_t i, size_t *width)
{
	return pn_utf8_decode((pn_str){ s.ptr + i, s.len - i }, width);
}

static bool is_blank_at(pn_str s, size_t i)
{
	return i >= s.len || s.ptr[i] == ' ' || s.ptr[i] == '\t';
}

/* Whether a plain scalar must not begin with these characters. */
static bool is_bad_start(pn_str s)
{
	switch (s.ptr[0]) {
	case '#':
	case ',':
	case '[':
	case ']':
	case '{':
	case '}':
	case '&':
	case '*':
	case '!':
	case '|':
	case '>':
	case '\'':
	case '"':
	case '%':
	case '@':
	case '`':
		return true;
	case '?':
	case ':':
		return is_blank_at(s, 1);
	case '-':
		return is_blank_at(s, 1) || pn_str_starts(s, PN_STR("---"));
	case '.':
		return pn_str_starts(s, PN_STR("..."));
	default:
		return false;
	}
}

/* What the characters say one by one. */
typedef struct findings {
	bool mark;    /* a ':' or '#' that ends a plain scalar */
	bool special; /* something that only a double-quoted scalar can hold */
	bool breaks, space_break, break_space;
} findings;

static findings look_through(pn_str s)
{
	findings f = { 0 };
	uint32_t previous = '\n'; /* what comes before counts as blank for '#' */
	size_t width;

	for (size_t i = 0; i < s.len; i += width) {
		uint32_t c = character(s, i, &width);

		if (c == ':' && i && is_blank_at(s, i + 1))
			f.mark = true;
		else if (c == '#' &&
			 (previous == ' ' || previous == '\t' || !previous || is_break(previous)))
			f.mark = true;
		else if (!is_printable(c) && c != '\t')
			f.special = true;
		if (is_break(c)) {
			f.breaks = true;
			f.space_break |= i && previous == ' ';
		} else if (c == ' ') {
			f.break_space |= i && is_break(previous);
		}
		previous = c;
	}
	return f;
}

/* What of a scalar decides on its style. */
typedef struct traits {
	bool multiline;
	bool plain, single, block; /* styles that can hold it */
} traits;

static traits analyze(const pn_yaml_emitter *e, const pn_yaml_scalar *scalar)
{
	pn_str s = scalar->text;
	bool tab = scalar->bytes & TAB, trailing_space;
	findings f = { 0 };
	traits t;

	if (!s.len)
		return (traits){ .plain = true, .single = true };
	if (scalar->bytes)
		f = look_through(s);
	trailing_space = s.ptr[s.len - 1] == ' ';
	t.multiline = f.breaks;
	t.plain = !(f.breaks || f.special || tab || f.mark || s.ptr[0] == ' ' || trailing_space ||
		    is_bad_start(s));
	t.single = !(f.break_space || f.space_break || f.special || tab);
	t.block = !(trailing_space || f.space_break || f.special || (tab && !e->literal_tabs));
	return t;
}

bool pn_yaml_is_simple_key(const pn_yaml_scalar *key)
{
	size_t width;

	if (key->text.len > SIMPLE_KEY_MAX)
		return false;
	if (!(key->bytes & (FEED | CONTROL | HIGH)))
		return true;
	for (size_t i = 0; i < key->text.len; i += width)
		if (is_break(character(key->text, i, &width)))
			return false;
	return true;
}

/* ---- the styles ---- */

/* Where a scalar's further lines begin. */
static int scalar_indent(const pn_yaml_emitter *e)
{
	return e->indent < 0 ? STEP : e->indent + STEP;
}

/* Whether the blank at i may become a line break. */
static bool may_fold(const pn_yaml_emitter *e, pn_str s, size_t i)
{
	return e->column > e->width && (i == 0 || s.ptr[i - 1] != ' ');
}

/* Whether a byte may begin a line break, or is one that a style writes in its own way. */
static bool is_stop(char c)
{
	return c == ' ' || c == '\'' || c == '\n' || c == '\r' || c == '\xC2' || c == '\xE2';
}

/* Returns where the run of ordinary characters ends that begins at i. */
static size_t run_end(pn_str s, size_t i)
{
	do
		i++;
	while (i < s.len && !is_stop(s.ptr[i]));
	return i;
}

/* Writes the break at i, a line feed once more when it is the first: one would read as a blank. */
static void put_own_break(pn_yaml_emitter *e, pn_str s, size_t i, bool first)
{
	size_t width;

	if (s.ptr[i] == '\n') {
		if (first)
			put_break(e);
		put_break(e);
	} else {
		character(s, i, &width);
		pn_buf_add(e->out, (pn_str){ s.ptr + i, width });
		e->column = 0;
	}
	e->indention = true;
}

/* Writes the blank at i of a plain or single-quoted scalar, or a line break for it. */
static void put_flowing_blank(pn_yaml_emitter *e, pn_str s, size_t i, bool quoted)
{
	bool inside = !quoted || (i > 0 && i + 1 < s.len);

	if (inside && may_fold(e, s, i) && s.ptr[i + 1] != ' ')
		go_to_indent(e, scalar_indent(e));
	else
		put(e, ' ');
}

/* Writes a plain scalar, or the inside of a single-quoted one. */
static void put_flowing(pn_yaml_emitter *e, pn_str s, bool quoted, bool fold)
{
	bool breaks = false;
	size_t end;

	for (size_t i = 0; i < s.len; i = end) {
		uint32_t c = character(s, i, &end);

		end += i;
		if (c == ' ' && fold) {
			put_flowing_blank(e, s, i, quoted);
		} else if (is_break(c)) {
			put_own_break(e, s, i, !breaks);
			breaks = true;
		} else {
			if (breaks)
				go_to_indent(e, scalar_indent(e));
			if (c == '\'' && quoted)
				put(e, '\'');
			if (c != ' ' && c != '\'')
				end = run_end(s, end - 1);
			put_text(e, s.ptr + i, s.ptr + end);
			e->indention = false;
			breaks = false;
		}
	}
}

static void put_plain(pn_yaml_emitter *e, const pn_yaml_scalar *scalar, bool fold)
{
	pn_str s = scalar->text;

	separate(e);
	if (!fold || e->column + s.len <= e->width)
		put_text(e, s.ptr, s.ptr + s.len); /* plain scalars have no breaks */
	else
		put_flowing(e, s, false, true);
	e->whitespace = false;
	e->indention = false;
}

static void put_single_quoted(pn_yaml_emitter *e, pn_str s, bool fold)
{
	pn_yaml_emit_mark(e, '\'');
	e->indention = false;
	put_flowing(e, s, true, fold);
	put(e, '\'');
	e->whitespace = false;
	e->indention = false;
}

static void put_hex(pn_yaml_emitter *e, char letter, uint32_t c, int digits)
{
	put(e, letter);
	for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
		put(e, "0123456789ABCDEF"[c >> shift & 15]);
}

static void put_escape(pn_yaml_emitter *e, uint32_t c)
{
	static const struct {
		uint32_t c;
		char letter;
	} short_forms[] = {
		{ 0, '0' },	{ 7, 'a' },    { 8, 'b' },    { '\t', 't' },   { '\n', 'n' },
		{ 0x0B, 'v' },	{ 0x0C, 'f' }, { '\r', 'r' }, { 0x1B, 'e' },   { '"', '"' },
		{ '\\', '\\' }, { 0x85, 'N' }, { 0xA0, '_' }, { 0x2028, 'L' }, { 0x2029, 'P' },
	};

	put(e, '\\');
	for (size_t i = 0; i < sizeof short_forms / sizeof short_forms[0]; i++) {
		if (short_forms[i].c == c) {
			put(e, short_forms[i].letter);
			return;
		}
	}
	if (c <= 0xFF)
		put_hex(e, 'x', c, 2);
	else if (c <= 0xFFFF)
		put_hex(e, 'u', c, 4);
	else
		put_hex(e, 'U', c, 8);
}

/* Writes a blank of a double-quoted scalar, which may end the line. */
static void put_quoted_blank(pn_yaml_emitter *e, pn_str s, size_t i, bool fold)
{
	if (!fold || !may_fold(e, s, i) || i == 0 || i + 1 == s.len) {
		put(e, ' ');
		return;
	}
	go_to_indent(e, scalar_indent(e));
	if (s.ptr[i + 1] == ' ')
		put(e, '\\'); /* the next line's blank is content */
}

static void put_double_quoted(pn_yaml_emitter *e, pn_str s, bool fold)
{
	/* Go looks for a BOM at the start of the text, wherever it is in it (is_bom). */
	bool all = pn_str_starts(s, PN_STR("\xEF\xBB\xBF"));
	size_t width;

	pn_yaml_emit_mark(e, '"');
	e->indention = false;
	for (size_t i = 0; i < s.len; i += width) {
		uint32_t c = character(s, i, &width);

		if (all || !is_printable(c) || is_break(c) || c == '"' || c == '\\')
			put_escape(e, c);
		else if (c == ' ')
			put_quoted_blank(e, s, i, fold);
		else
			put_text(e, s.ptr + i, s.ptr + i + width);
	}
	put(e, '"');
	e->whitespace = false;
	e->indention = false;
}

/* Writes what follows "|": indentation where the text itself begins with blanks, and the end. */
static void put_hints(pn_yaml_emitter *e, pn_str s)
{
	size_t width;
	uint32_t first = pn_utf8_decode(s, &width);
	uint32_t last = pn_utf8_decode_last(s, &width);
	pn_str before = { s.ptr, s.len - width };

	if (first == ' ' || is_break(first))
		put(e, '0' + STEP);
	if (!is_break(last))
		put(e, '-');
	else if (!before.len || is_break(pn_utf8_decode_last(before, &width)))
		put(e, '+');
}

/* Returns where the line ends that begins at i; only U+2028 and U+2029 are breaks beside "\n". */
static size_t line_end(pn_str s, size_t i, unsigned bytes)
{
	const char *feed;
	size_t width;

	if (!(bytes & HIGH)) {
		feed = memchr(s.ptr + i, '\n', s.len - i);
		return feed ? (size_t)(feed - s.ptr) : s.len;
	}
	while (i < s.len && !is_break(character(s, i, &width)))
		i += width;
	return i;
}

static void put_literal(pn_yaml_emitter *e, const pn_yaml_scalar *scalar)
{
	pn_str s = scalar->text;
	size_t end, width;

	pn_yaml_emit_mark(e, '|');
	put_hints(e, s);
	put_break(e);
	e->indention = true;
	e->whitespace = true;
	for (size_t i = 0; i < s.len; i = end) {
		if (is_break(character(s, i, &width))) {
			put_own_break(e, s, i, false);
			end = i + width;
			continue;
		}
		go_to_indent(e, scalar_indent(e));
		end = line_end(s, i, scalar->bytes);
		pn_buf_add(e->out, (pn_str){ s.ptr + i, end - i });
		e->column += end - i; /* not exact, but nobody asks before the next line */
		e->indention = false;
	}
}

static pn_yaml_style choose(pn_yaml_style style, const traits *t, bool simple_key)
{
	if (simple_key && t->multiline)
		return PN_YAML_DOUBLE_QUOTED;
	if (style == PN_YAML_PLAIN && !t->plain)
		style = PN_YAML_SINGLE_QUOTED;
	if (style == PN_YAML_SINGLE_QUOTED && !t->single)
		style = PN_YAML_DOUBLE_QUOTED;
	if (style == PN_YAML_LITERAL && (!t->block || simple_key))
		style = PN_YAML_DOUBLE_QUOTED;
	return style;
}

void pn_yaml_emit_scalar(pn_yaml_emitter *e, const pn_yaml_scalar *scalar, bool simple_key)
{
	traits t;

	if (scalar->tag.len)
		pn_yaml_emit_word(e, scalar->tag);
	if (scalar->is_word) {
		pn_yaml_emit_word(e, scalar->text);
		return;
	}
	t = analyze(e, scalar);
	switch (choose(scalar->style, &t, simple_key)) {
	case PN_YAML_PLAIN:
		put_plain(e, scalar, !simple_key);
		break;
	case PN_YAML_SINGLE_QUOTED:
		put_single_quoted(e, scalar->text, !simple_key);
		break;
	case PN_YAML_DOUBLE_QUOTED:
		put_double_quoted(e, scalar->text, !simple_key);
		break;
	case PN_YAML_LITERAL:
		put_literal(e, scalar);
		break;
	}
}
