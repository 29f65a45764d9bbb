/* SPDX-License-Identifier: Apache-2.0 */
/* Keys, scalars and flow collections of the quick reader. */
#include "base/run.h"
#include "codec/yaml_quick.h"

/* A simple key is at most 1024 characters long; nobody needs half of that. */
enum { MAX_KEY = 512, MAX_FLOW_DEPTH = 16 };

/* ---- keys ---- */

/*
 * Returns where letters, digits and "_-./" end, which plain keys consist of, and plain scalars in
 * flow collections; `at` itself when they would begin with an indicator.
 */
static const char *end_of_word(const pn_yaml_quick *q, const char *at)
{
	const char *first = at + (at < q->end && (*at == '-' || *at == '.'));
	const char *stop = pn_run_name(first, q->end);

	return stop == first || *first == '-' || *first == '.' ? at : stop;
}

/* Returns the closing quote on the same line, when nothing before it needs a second look. */
static const char *end_of_simple_quoted(const pn_yaml_quick *q, const char *at)
{
	char quote = *at++;

	for (; at < q->end && *at != quote; at++) {
		if (*at == '\n' || (unsigned char)*at >= 0x80 || (*at == '\\' && quote == '"'))
			return NULL;
	}
	if (at == q->end || (quote == '\'' && at + 1 < q->end && at[1] == quote))
		return NULL;
	return at;
}

/* Characters that begin no plain scalar. */
static const bool indicators[256] = {
	['['] = true, [']'] = true, ['{'] = true,  ['}'] = true, [','] = true,	['*'] = true,
	['&'] = true, ['!'] = true, ['\''] = true, ['"'] = true, ['%'] = true,	['@'] = true,
	['`'] = true, ['#'] = true, ['|'] = true,  ['>'] = true, ['\t'] = true,
};

/* Whether a plain scalar or key may begin here: some indicators do when no blank follows. */
static bool may_begin_plain(const pn_yaml_quick *q, const char *at)
{
	if (*at == '-' || *at == '?' || *at == ':')
		return !pn_yaml_quick_is_blank(q, at + 1) && at[1] != '\t';
	return !indicators[(unsigned char)*at];
}

/* Finds a plain key of other characters, too; those after ASCII would shift the columns. */
static bool find_odd_key(const pn_yaml_quick *q, pn_yaml_quick_key *key)
{
	const char *start = q->p, *at = start, *end;

	if (!may_begin_plain(q, start))
		return false;
	while ((at = pn_run_yaml_plain(at, q->end)) < q->end && *at == ':' &&
	       !pn_yaml_quick_is_blank(q, at + 1) && at[1] != '\t')
		at++;
	if (at == q->end || *at != ':' || at[1] == '\t' || at - start >= MAX_KEY ||
	    pn_run_ascii(start, at) < at)
		return false;
	for (end = at; end > start && end[-1] == ' '; end--)
		;
	key->text = (pn_str){ start, (size_t)(end - start) };
	key->end = at + 1;
	return !pn_str_is(key->text, "<<"); /* what is merged is left to the parser */
}

bool pn_yaml_quick_find_key(const pn_yaml_quick *q, pn_yaml_quick_key *key)
{
	const char *start = q->p, *end;

	key->plain = *start != '"' && *start != '\'';
	if (key->plain) {
		end = end_of_word(q, start);
		key->text = (pn_str){ start, (size_t)(end - start) };
		if (end == start || end == q->end || *end != ':' ||
		    !pn_yaml_quick_is_blank(q, end + 1))
			return find_odd_key(q, key);
	} else {
		end = end_of_simple_quoted(q, start);
		if (!end)
			return false;
		key->text = (pn_str){ start + 1, (size_t)(end - start - 1) };
		end++;
	}
	key->end = end + 1;
	return end < q->end && *end == ':' && pn_yaml_quick_is_blank(q, end + 1) &&
	       end - start < MAX_KEY;
}

/* ---- plain and quoted scalars ---- */

/* Takes a plain scalar, which mostly ends with its line, and goes to the next token. */
static bool plain(pn_yaml_quick *q, uint32_t indent)
{
	const char *start = q->p, *line_start = q->line_start, *end, *stop;
	pn_yaml_spot spot = pn_yaml_quick_spot(q, start);

	end = may_begin_plain(q, start) ? pn_yaml_quick_end_of_plain(q, start) : NULL;
	if (!end)
		return false;
	q->p = end;
	if (!pn_yaml_quick_next(q))
		return false;
	if (q->indent > indent && !q->at_end) { /* the next line may belong to it */
		q->p = end;
		q->line_start = line_start;
		q->line = spot.line;
		return pn_yaml_quick_folded(q, start, indent) && pn_yaml_quick_next(q);
	}
	for (stop = end; stop > start && stop[-1] == ' ';)
		stop--;
	return pn_yaml_quick_put_scalar(q, spot, (pn_str){ start, (size_t)(stop - start) }, true);
}

static bool quoted(pn_yaml_quick *q, uint32_t indent)
{
	const char *start = q->p, *end = end_of_simple_quoted(q, start);

	if (!end)
		return pn_yaml_quick_quoted(q, indent);
	q->p = end + 1;
	return pn_yaml_quick_put_scalar(q, pn_yaml_quick_spot(q, start),
					(pn_str){ start + 1, (size_t)(end - start - 1) }, false);
}

/* ---- literal and folded blocks ---- */

/* A block under way. */
typedef struct text_block {
	bool folded;
	uint32_t indent; /* of its lines; 0 until it is known */
	bool told;	 /* its header tells the indentation */
	int chomp;	 /* -1: no line end at the end, 0: one, 1: all */
	size_t breaks;	 /* empty lines since the last one with text */
	pn_buf out;
	bool wanted; /* its text is */
} text_block;

/* Takes what the header says of line ends at the end. */
static bool take_chomp(pn_yaml_quick *q, text_block *b)
{
	if (b->chomp || (!pn_yaml_quick_is_at(q, '+') && !pn_yaml_quick_is_at(q, '-')))
		return false;
	b->chomp = *q->p++ == '+' ? 1 : -1;
	return true;
}

/* Takes the header, and its line end; `indent` is that of the collection around it. */
static bool block_header(pn_yaml_quick *q, text_block *b, uint32_t indent)
{
	b->folded = *q->p++ == '>';
	take_chomp(q, b);
	if (q->p < q->end && *q->p >= '1' && *q->p <= '9') {
		b->told = true;
		b->indent = indent + (uint32_t)(*q->p++ - '0');
		take_chomp(q, b);
	}
	pn_yaml_quick_skip_spaces(q);
	return pn_yaml_quick_is_at(q, '\n');
}

/* Goes to the next line that holds more than blanks; false for a tab that indents. */
static bool next_block_line(pn_yaml_quick *q, text_block *b, uint32_t *deepest)
{
	while (pn_yaml_quick_is_at(q, '\n')) {
		q->line_start = ++q->p;
		q->line++;
		while (pn_yaml_quick_is_at(q, ' ') &&
		       (!b->indent || pn_yaml_quick_column(q) < b->indent))
			q->p++;
		if (pn_yaml_quick_column(q) > *deepest)
			*deepest = pn_yaml_quick_column(q);
		b->breaks += pn_yaml_quick_is_at(q, '\n');
	}
	return !pn_yaml_quick_is_at(q, '\t') || (b->indent && pn_yaml_quick_column(q) == b->indent);
}

/* Appends what stands between two lines, or before the first. */
static void add_break(text_block *b, bool first, bool fold)
{
	if (fold && !b->breaks)
		pn_buf_byte(&b->out, ' ');
	pn_buf_repeat(&b->out, '\n', b->breaks + (!first && !fold));
}

/* Takes the lines of the block; q is at the first. */
static bool block_lines(pn_yaml_quick *q, text_block *b)
{
	bool first = true, blank_before = false;
	uint32_t deepest;

	while (q->p < q->end && pn_yaml_quick_column(q) == b->indent) {
		const char *end = pn_run_to(q->p, q->end, '\n');
		bool blank = *q->p == ' ' || *q->p == '\t';

		if (b->wanted) {
			add_break(b, first, b->folded && !blank && !blank_before && !first);
			pn_buf_add(&b->out, (pn_str){ q->p, (size_t)(end - q->p) });
		}
		first = false;
		blank_before = blank;
		b->breaks = 0;
		q->p = end;
		if (end == q->end)
			return true;
		deepest = 0;
		if (!next_block_line(q, b, &deepest))
			return false;
	}
	if (b->wanted && b->chomp >= 0)
		pn_buf_byte(&b->out, '\n');
	return true;
}

/* Takes a block in a collection that is indented by `indent`. */
static bool text(pn_yaml_quick *q, uint32_t indent)
{
	text_block b = { .wanted = !pn_yaml_quick_is_skipping(q) };
	pn_yaml_spot spot = pn_yaml_quick_spot(q, q->p);
	uint32_t deepest = 0, column;

	pn_buf_init(&b.out, q->b->cx->arena);
	if (!block_header(q, &b, indent) || !next_block_line(q, &b, &deepest))
		return false;
	column = pn_yaml_quick_column(q);
	if (q->p < q->end && (b.told ? column == b.indent : column > indent)) {
		if (!b.told && deepest > column) /* its indentation is not that of its first line */
			return false;
		b.indent = column;
		if (!block_lines(q, &b))
			return false;
	}
	if (b.wanted && b.chomp > 0)
		pn_buf_repeat(&b.out, '\n', b.breaks);
	return !b.out.failed && pn_yaml_quick_put_scalar(q, spot, pn_buf_str(&b.out), false);
}

/* ---- flow collections ---- */

static bool flow(pn_yaml_quick *q, uint32_t depth);

/* Goes to the next token, perhaps on another line; false when there is none, or it is odd. */
static bool flow_space(pn_yaml_quick *q)
{
	const char *before = q->p;

	pn_yaml_quick_skip_spaces(q);
	if (pn_yaml_quick_is_at(q, '#') && q->p == before)
		return false; /* it belongs to the token before it */
	if (pn_yaml_quick_is_at(q, '#') || pn_yaml_quick_is_at(q, '\n'))
		return pn_yaml_quick_next(q) && !q->at_end;
	return q->p < q->end;
}

/* Takes a scalar of a flow collection, which may be a key. */
static bool flow_scalar(pn_yaml_quick *q, bool is_key)
{
	const char *start = q->p, *end;
	bool is_plain = *start != '"' && *start != '\'';
	pn_yaml_spot spot = pn_yaml_quick_spot(q, start);
	pn_str text;

	end = is_plain ? end_of_word(q, start) : end_of_simple_quoted(q, start);
	if (!end && !is_key)
		return pn_yaml_quick_quoted(q, 0);
	if (!end || end == start)
		return false;
	q->p = end + !is_plain;
	text = (pn_str){ start + !is_plain, (size_t)(end - start - !is_plain) };
	return is_key ? pn_yaml_quick_put_key(q, spot, text, is_plain)
		      : pn_yaml_quick_put_scalar(q, spot, text, is_plain);
}

static bool flow_item(pn_yaml_quick *q, uint32_t depth)
{
	if (*q->p == '[' || *q->p == '{')
		return flow(q, depth);
	return flow_scalar(q, false);
}

/* Takes a key, its ':' and the blanks behind that. */
static bool flow_key(pn_yaml_quick *q)
{
	if (!flow_scalar(q, true) || !pn_yaml_quick_is_at(q, ':') || q->p + 1 == q->end ||
	    q->p[1] != ' ')
		return false;
	q->p++;
	pn_yaml_quick_skip_spaces(q);
	return q->p < q->end;
}

/* Takes a flow collection. */
static bool flow(pn_yaml_quick *q, uint32_t depth)
{
	bool is_map = *q->p == '{';
	char close = is_map ? '}' : ']';
	pn_yaml_quick_open open;

	if (depth == MAX_FLOW_DEPTH || !pn_yaml_quick_begin(q, is_map, &open))
		return false;
	q->p++;
	if (!flow_space(q))
		return false;
	while (*q->p != close) {
		pn_yaml_quick_item(q);
		if ((is_map && !flow_key(q)) || !flow_item(q, depth + 1) || !flow_space(q))
			return false;
		if (*q->p == close)
			break;
		if (*q->p != ',')
			return false;
		q->p++;
		if (!flow_space(q))
			return false;
	}
	q->p++;
	return pn_yaml_quick_finish(q, is_map, &open);
}

/* ---- values ---- */

bool pn_yaml_quick_value(pn_yaml_quick *q, uint32_t indent)
{
	bool ok;

	switch (*q->p) {
	case '"':
	case '\'':
		ok = quoted(q, indent);
		break;
	case '[':
	case '{':
		ok = flow(q, 0);
		break;
	case '|':
	case '>':
		ok = text(q, indent);
		break;
	default:
		return plain(q, indent);
	}
	return ok && pn_yaml_quick_next(q);
}
