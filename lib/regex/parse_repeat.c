/* SPDX-License-Identifier: Apache-2.0 */
/* Repetitions: * + ? and counts in braces (Go: regexp/syntax/parse.go, repeat). */
#include "regex/parser.h"

/* The most copies of one thing, repetitions inside each other multiplied. */
enum { MAX_REPEAT = 1000 };

/* Says whether repetitions inside each other stay within n copies of the innermost part. */
static bool repeat_is_valid(const pn_rx_node *node, int32_t n)
{
	if (node->kind == PN_RX_REPEAT && node->counted) {
		int32_t most = node->max < 0 ? node->min : node->max;

		if (node->max == 0)
			return true;
		if (most > n)
			return false;
		if (most > 0)
			n /= most;
	}
	for (uint32_t i = 0; i < node->sub_count; i++) {
		if (!repeat_is_valid(node->subs[i], n))
			return false;
	}
	return true;
}

/* Returns how many instructions a repetition becomes (Go: calcSize). */
static int64_t repeat_size(const pn_rx_node *node, int64_t sub)
{
	if (node->max >= 0 && (node->counted || node->max == 1))
		return node->counted ? node->max * sub + (node->max - node->min) : 1 + sub;
	if (node->min == 0)
		return 2 + sub;
	return 1 + node->min * sub;
}

/* Replaces the newest node by its repetition; `start` is where the operator stands. */
static bool repeat(pn_rx_parser *p, pn_rx_node *node, pn_str start, pn_str last_repeat)
{
	const pn_rx_frame *frame = pn_rx_top_frame(p);
	pn_rx_node *sub;

	node->lazy = (p->flags & PN_RX_LAZY) != 0;
	if (pn_rx_at(p, 0, '?')) {
		pn_rx_skip(p, 1);
		node->lazy = !node->lazy;
	}
	if (last_repeat.len)
		return pn_rx_fail(p, "invalid nested repetition operator",
				  pn_rx_since(p, last_repeat));
	if (p->open_count == frame->first + frame->alternatives)
		return pn_rx_fail(p, "missing argument to repetition operator",
				  pn_rx_since(p, start));
	sub = p->open[--p->open_count];
	if (!pn_rx_wrap(p, node, sub))
		return false;
	node->height = (uint16_t)(sub->height + 1);
	node->size = repeat_size(node, sub->size);
	node->size = node->size < 1 ? 1 : node->size;
	node->nullable = node->min == 0 || sub->nullable;
	if (!pn_rx_push(p, node))
		return false;
	if (node->counted && (node->min >= 2 || node->max >= 2) &&
	    !repeat_is_valid(node, MAX_REPEAT))
		return pn_rx_fail(p, "invalid repeat count", pn_rx_since(p, start));
	return true;
}

/* Parses * + ? */
bool pn_rx_parse_operator(pn_rx_parser *p, pn_str last_repeat)
{
	pn_rx_node *node = pn_rx_new_node(p, PN_RX_REPEAT);
	pn_str start = p->rest;

	if (!node)
		return false;
	node->min = start.ptr[0] == '+';
	node->max = start.ptr[0] == '?' ? 1 : PN_RX_MANY;
	pn_rx_skip(p, 1);
	return repeat(p, node, start, last_repeat);
}

/* Takes a number without leading zeros; one that is too big becomes MAX_REPEAT + 1. */
static bool take_int(pn_str *s, int32_t *n)
{
	pn_str digits = *s;

	*n = 0;
	while (s->len && s->ptr[0] >= '0' && s->ptr[0] <= '9') {
		*n = *n * 10 + (s->ptr[0] - '0');
		if (*n > MAX_REPEAT)
			*n = MAX_REPEAT + 1;
		*s = pn_rx_behind(*s, 1);
	}
	return digits.len > s->len && (digits.ptr[0] != '0' || digits.len == s->len + 1);
}

/* Reads {min} {min,} {min,max} from the text *s; false when it is something else. */
static bool take_counts(pn_str *s, int32_t *min, int32_t *max)
{
	*s = pn_rx_behind(*s, 1);
	if (!take_int(s, min) || !s->len)
		return false;
	*max = *min;
	if (s->ptr[0] == ',') {
		*s = pn_rx_behind(*s, 1);
		if (!s->len)
			return false;
		if (s->ptr[0] == '}')
			*max = PN_RX_MANY;
		else if (!take_int(s, max))
			return false;
	}
	if (!s->len || s->ptr[0] != '}')
		return false;
	*s = pn_rx_behind(*s, 1);
	return true;
}

/* Parses {min,max}; *taken is false when the brace is a literal. */
bool pn_rx_parse_counted(pn_rx_parser *p, pn_str last_repeat, bool *taken)
{
	pn_str start = p->rest, rest = start;
	pn_rx_node *node;
	int32_t min, max;

	*taken = take_counts(&rest, &min, &max);
	if (!*taken) {
		pn_rx_skip(p, 1);
		return pn_rx_push_rune(p, '{');
	}
	p->rest = rest;
	if (min > MAX_REPEAT || max > MAX_REPEAT || (max >= 0 && min > max))
		return pn_rx_fail(p, "invalid repeat count", pn_rx_since(p, start));
	node = pn_rx_new_node(p, PN_RX_REPEAT);
	if (!node)
		return false;
	node->counted = true;
	node->min = min;
	node->max = max;
	return repeat(p, node, start, last_repeat);
}
