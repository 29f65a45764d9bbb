/* SPDX-License-Identifier: Apache-2.0 */
/* Patterns to trees: groups, repetitions, anchors (Go: regexp/syntax/parse.go). */
#include "regex/parser.h"

/* ---- what all parts use ---- */

bool pn_rx_fail(pn_rx_parser *p, const char *code, pn_str part)
{
	pn_buf buf;

	pn_buf_init(&buf, &p->scratch);
	pn_buf_format(&buf, "error parsing regexp: %s: `", code);
	pn_buf_add(&buf, part);
	pn_buf_byte(&buf, '`');
	return pn_fail_str(p->err, PINTLE_ERR_EXEC, pn_buf_str(&buf));
}

pn_str pn_rx_since(const pn_rx_parser *p, pn_str start)
{
	return (pn_str){ start.ptr, (size_t)(p->rest.ptr - start.ptr) };
}

bool pn_rx_take_rune(pn_rx_parser *p, uint32_t *rune)
{
	size_t width;

	*rune = pn_utf8_decode(p->rest, &width);
	if (*rune == PN_RUNE_ERROR && width == 1)
		return pn_rx_fail(p, "invalid UTF-8", p->rest);
	pn_rx_skip(p, width);
	return true;
}

pn_rx_frame *pn_rx_top_frame(pn_rx_parser *p)
{
	return &p->frames[p->frame_count - 1];
}

/* Ends the sequence under way, which becomes an alternative. */
static bool end_sequence(pn_rx_parser *p)
{
	pn_rx_frame *frame = pn_rx_top_frame(p);

	if (!pn_rx_collapse(p, frame->first + frame->alternatives, PN_RX_CONCAT))
		return false;
	frame->alternatives++;
	return true;
}

/* ---- groups ---- */

static bool open_frame(pn_rx_parser *p, uint32_t group)
{
	if (p->frame_count == p->frame_cap) {
		size_t cap = p->frame_cap ? p->frame_cap * 2 : 8;
		pn_rx_frame *frames =
			pn_realloc(&p->scratch, p->frames, p->frame_cap * sizeof *frames,
				   cap * sizeof *frames);

		if (!frames)
			return pn_rx_fail_memory(p);
		p->frames = frames;
		p->frame_cap = cap;
	}
	p->frames[p->frame_count++] = (pn_rx_frame){ p->open_count, 0, group, p->flags };
	return true;
}

static bool open_capture(pn_rx_parser *p, pn_str name)
{
	uint32_t group = ++p->group_count;

	if (group >= p->name_cap) {
		uint32_t cap = p->name_cap ? p->name_cap * 2 : 8;
		pn_str *names = pn_realloc(p->arena, p->names, p->name_cap * sizeof *names,
					   cap * sizeof *names);

		if (!names)
			return pn_rx_fail_memory(p);
		p->names = names;
		p->name_cap = cap;
	}
	p->names[group] = name;
	return open_frame(p, group);
}

static pn_rx_node *capture(pn_rx_parser *p, uint32_t group, pn_rx_node *sub)
{
	pn_rx_node *node = pn_rx_new_node(p, PN_RX_CAPTURE);

	if (!node || !pn_rx_wrap(p, node, sub))
		return NULL;
	node->group = group;
	node->height = (uint16_t)(sub->height + 1);
	node->size = sub->size + 2;
	node->nullable = sub->nullable;
	return node;
}

static bool close_group(pn_rx_parser *p)
{
	pn_rx_frame frame = *pn_rx_top_frame(p);
	pn_rx_node *node;

	if (p->frame_count == 1)
		return pn_rx_fail(p, "unexpected )", p->whole);
	pn_rx_skip(p, 1);
	if (!end_sequence(p) || !pn_rx_collapse(p, frame.first, PN_RX_ALTERNATE))
		return false;
	p->frame_count--;
	p->flags = frame.flags_before;
	if (frame.group == 0)
		return true;
	node = capture(p, frame.group, p->open[--p->open_count]);
	return pn_rx_push(p, node);
}

static bool is_group_name(pn_str name)
{
	for (size_t i = 0; i < name.len; i++) {
		uint32_t c = (unsigned char)name.ptr[i];

		if ((c | 0x20) - 'a' >= 26 && c - '0' >= 10 && c != '_')
			return false;
	}
	return name.len > 0;
}

/* Opens (?P<name>, whose name begins after `prefix` bytes. */
static bool open_named(pn_rx_parser *p, size_t prefix)
{
	pn_str start = p->rest;
	size_t end = pn_str_find_byte(start, '>');
	bool closed = end != PN_NOT_FOUND;
	pn_str name = closed ? pn_str_slice(start, prefix, end) : start;
	uint32_t rune;

	for (p->rest = name; p->rest.len;) {
		if (!pn_rx_take_rune(p, &rune))
			return false;
	}
	p->rest = pn_rx_behind(start, closed ? end + 1 : start.len);
	if (!closed || !is_group_name(name))
		return pn_rx_fail(p, "invalid named capture",
				  closed ? pn_str_slice(start, 0, end + 1) : start);
	return open_capture(p, name);
}

/* Flags as (?i-s) changes them, letter by letter. */
typedef struct flag_change {
	uint32_t flags;
	bool negative; /* behind a '-' */
	bool seen;     /* a letter since then */
} flag_change;

/* Applies one letter; false when it is none. */
static bool change_flag(flag_change *change, uint32_t letter)
{
	uint32_t flag;
	bool on = !change->negative;

	switch (letter) {
	case 'i':
		flag = PN_RX_FOLD;
		break;
	case 'm':
		flag = PN_RX_ONE_LINE;
		on = !on;
		break;
	case 's':
		flag = PN_RX_DOT_NEWLINE;
		break;
	case 'U':
		flag = PN_RX_LAZY;
		break;
	default:
		return false;
	}
	change->flags = on ? change->flags | flag : change->flags & ~flag;
	change->seen = true;
	return true;
}

/* Parses (?flags) or (?flags: from its "(?" on. */
static bool parse_flags(pn_rx_parser *p)
{
	flag_change change = { .flags = p->flags };
	pn_str start = p->rest;
	uint32_t c;

	pn_rx_skip(p, 2);
	while (p->rest.len) {
		if (!pn_rx_take_rune(p, &c))
			return false;
		if (c == '-' && !change.negative) {
			change.negative = true;
			change.seen = false;
		} else if ((c == ':' || c == ')') && (!change.negative || change.seen)) {
			if (c == ':' && !open_frame(p, 0))
				return false;
			p->flags = change.flags;
			return true;
		} else if (!change_flag(&change, c)) {
			break;
		}
	}
	return pn_rx_fail(p, "invalid or unsupported Perl syntax", pn_rx_since(p, start));
}

static bool open_group(pn_rx_parser *p)
{
	if (!pn_rx_at(p, 1, '?')) {
		pn_rx_skip(p, 1);
		return open_capture(p, PN_STR_EMPTY);
	}
	if (p->rest.len > 4 && pn_rx_at(p, 2, 'P') && pn_rx_at(p, 3, '<'))
		return open_named(p, 4);
	if (p->rest.len > 3 && pn_rx_at(p, 2, '<'))
		return open_named(p, 3);
	return parse_flags(p);
}

/* ---- the rest of the grammar ---- */

/* Parses \Q...\E, whose text means itself. */
static bool parse_quoted(pn_rx_parser *p)
{
	pn_str quoted, after;
	uint32_t rune;

	pn_rx_skip(p, 2);
	pn_str_cut(p->rest, PN_STR("\\E"), &quoted, &after);
	for (p->rest = quoted; p->rest.len;) {
		if (!pn_rx_take_rune(p, &rune) || !pn_rx_push_rune(p, rune))
			return false;
	}
	p->rest = after;
	return true;
}

static bool push_skipped(pn_rx_parser *p, size_t skip, pn_rx_kind kind)
{
	pn_rx_skip(p, skip);
	return pn_rx_push_kind(p, kind);
}

static bool parse_backslash(pn_rx_parser *p)
{
	pn_rx_class *set;
	uint32_t rune;

	switch (p->rest.len > 1 ? p->rest.ptr[1] : '\0') {
	case 'A':
		return push_skipped(p, 2, PN_RX_BEGIN_TEXT);
	case 'b':
		return push_skipped(p, 2, PN_RX_WORD_BOUNDARY);
	case 'B':
		return push_skipped(p, 2, PN_RX_NO_WORD_BOUNDARY);
	case 'z':
		return push_skipped(p, 2, PN_RX_END_TEXT);
	case 'Q':
		return parse_quoted(p);
	default:
		break;
	}
	if (!pn_rx_parse_escaped_class(p, &set))
		return false;
	if (set)
		return pn_rx_push_class(p, set);
	return pn_rx_parse_escape(p, &rune) && pn_rx_push_rune(p, rune);
}

static bool parse_rune(pn_rx_parser *p)
{
	uint32_t rune;

	return pn_rx_take_rune(p, &rune) && pn_rx_push_rune(p, rune);
}

static bool parse_bracket(pn_rx_parser *p)
{
	pn_rx_class *set;

	return pn_rx_parse_class(p, &set) && pn_rx_push_class(p, set);
}

/* Parses one element; *repeats says whether it was a repetition operator. */
static bool parse_element(pn_rx_parser *p, pn_str last_repeat, bool *repeats)
{
	bool one_line = p->flags & PN_RX_ONE_LINE, newline = p->flags & PN_RX_DOT_NEWLINE;

	*repeats = false;
	switch (p->rest.ptr[0]) {
	case '(':
		return open_group(p);
	case '|':
		pn_rx_skip(p, 1);
		return end_sequence(p);
	case ')':
		return close_group(p);
	case '^':
		return push_skipped(p, 1, one_line ? PN_RX_BEGIN_TEXT : PN_RX_BEGIN_LINE);
	case '$':
		return push_skipped(p, 1, one_line ? PN_RX_END_TEXT : PN_RX_END_LINE);
	case '.':
		return push_skipped(p, 1, newline ? PN_RX_ANY : PN_RX_ANY_BUT_NEWLINE);
	case '[':
		return parse_bracket(p);
	case '*':
	case '+':
	case '?':
		*repeats = true;
		return pn_rx_parse_operator(p, last_repeat);
	case '{':
		return pn_rx_parse_counted(p, last_repeat, repeats);
	case '\\':
		return parse_backslash(p);
	default:
		return parse_rune(p);
	}
}

static bool parse_whole(pn_rx_parser *p)
{
	pn_str last_repeat = PN_STR_EMPTY;

	if (!open_frame(p, 0))
		return false;
	while (p->rest.len) {
		pn_str start = p->rest;
		bool repeats;

		if (!parse_element(p, last_repeat, &repeats))
			return false;
		last_repeat = repeats ? start : PN_STR_EMPTY;
	}
	if (!end_sequence(p) || !pn_rx_collapse(p, pn_rx_top_frame(p)->first, PN_RX_ALTERNATE))
		return false;
	if (p->frame_count != 1)
		return pn_rx_fail(p, "missing closing )", p->whole);
	return true;
}

bool pn_rx_parse(pn_arena *arena, pn_error *err, pn_str pattern, pn_rx_tree *out)
{
	pn_rx_parser p = { .arena = arena,
			   .err = err,
			   .whole = pattern,
			   .rest = pattern,
			   .flags = PN_RX_ONE_LINE };
	bool good;

	pn_arena_init(&p.scratch, arena->mem, arena->limit);
	good = parse_whole(&p);
	if (good)
		*out = (pn_rx_tree){ p.open[0], p.group_count, p.names };
	pn_arena_finish(&p.scratch);
	return good;
}
