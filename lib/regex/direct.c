/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A short look through the tree of a pattern, without compiling anything: for short ASCII texts,
 * and only as long as it takes few steps.
 */
#include "regex/scan.h"

enum { LONGEST_TEXT = 256, MOST_STEPS = 2000, MOST_DEPTH = 100 };

typedef struct look {
	pn_str text;
	uint32_t steps, depth; /* left */
} look;

/* What has to match behind what is being matched. */
typedef struct rest {
	const pn_rx_node *node;	 /* a CONCAT or a REPEAT */
	uint32_t done;		 /* how many of its subs, or how many times */
	const struct rest *then; /* NULL: nothing more */
} rest;

static pn_rx_answer match(look *l, const pn_rx_node *node, size_t at, const rest *then);

/* Whether a node is a single character. */
static bool is_single(const pn_rx_node *node)
{
	return node->kind >= PN_RX_RUNE && node->kind <= PN_RX_ANY_BUT_NEWLINE;
}

/* Whether a single character's node matches here. */
static bool matches_single(look *l, const pn_rx_node *node, size_t at)
{
	unsigned char c;

	l->steps -= l->steps > 0;
	if (at == l->text.len)
		return false;
	c = (unsigned char)l->text.ptr[at];
	switch (node->kind) {
	case PN_RX_RUNE:
		return node->rune == c;
	case PN_RX_CLASS:
		return node->set->ascii[c / 64] >> c % 64 & 1;
	default:
		return node->kind == PN_RX_ANY || c != '\n';
	}
}

static pn_rx_answer match_rest(look *l, const rest *then, size_t at);

/* Matches a CONCAT from one of its subs on. */
static pn_rx_answer match_concat(look *l, const pn_rx_node *node, uint32_t sub, size_t at,
				 const rest *then)
{
	rest next = { node, 0, then };

	for (; sub < node->sub_count && is_single(node->subs[sub]); sub++)
		if (!matches_single(l, node->subs[sub], at++))
			return PN_RX_NO;
	if (sub == node->sub_count)
		return match_rest(l, then, at);
	next.done = sub + 1;
	return match(l, node->subs[sub], at, &next);
}

/* Matches a REPEAT of a single character, as often as it goes and then less often. */
static pn_rx_answer match_run(look *l, const pn_rx_node *node, size_t at, const rest *then)
{
	size_t count = 0, least = (size_t)node->min;
	pn_rx_answer answer;

	while ((node->max == PN_RX_MANY || count < (size_t)node->max) &&
	       matches_single(l, node->subs[0], at + count))
		count++;
	for (; count >= least; count--) {
		answer = match_rest(l, then, at + count);
		if (answer != PN_RX_NO || count == 0)
			return answer;
	}
	return PN_RX_NO;
}

/* Matches a REPEAT that has matched so often already. */
static pn_rx_answer match_repeat(look *l, const pn_rx_node *node, uint32_t done, size_t at,
				 const rest *then)
{
	rest next = { node, done + 1, then };
	pn_rx_answer answer;

	if (node->subs[0]->nullable) /* it could go on forever */
		return PN_RX_UNKNOWN;
	if (done == 0 && is_single(node->subs[0]))
		return match_run(l, node, at, then);
	if (node->max == PN_RX_MANY || done < (uint32_t)node->max) {
		answer = match(l, node->subs[0], at, &next);
		if (answer != PN_RX_NO)
			return answer;
	}
	return done >= (uint32_t)node->min ? match_rest(l, then, at) : PN_RX_NO;
}

static pn_rx_answer match_rest(look *l, const rest *then, size_t at)
{
	if (!then)
		return PN_RX_YES;
	if (then->node->kind == PN_RX_CONCAT)
		return match_concat(l, then->node, then->done, at, then->then);
	return match_repeat(l, then->node, then->done, at, then->then);
}

static pn_rx_answer match_alternate(look *l, const pn_rx_node *node, size_t at, const rest *then)
{
	pn_rx_answer answer = PN_RX_NO;

	for (uint32_t i = 0; answer == PN_RX_NO && i < node->sub_count; i++)
		answer = match(l, node->subs[i], at, then);
	return answer;
}

/* Matches what a node's kind demands. */
static pn_rx_answer match_kind(look *l, const pn_rx_node *node, size_t at, const rest *then)
{
	switch (node->kind) {
	case PN_RX_EMPTY:
		return match_rest(l, then, at);
	case PN_RX_RUNE:
	case PN_RX_CLASS:
	case PN_RX_ANY:
	case PN_RX_ANY_BUT_NEWLINE:
		return matches_single(l, node, at) ? match_rest(l, then, at + 1) : PN_RX_NO;
	case PN_RX_CAPTURE:
		return match(l, node->subs[0], at, then);
	case PN_RX_REPEAT:
		return match_repeat(l, node, 0, at, then);
	case PN_RX_CONCAT:
		return match_concat(l, node, 0, at, then);
	case PN_RX_ALTERNATE:
		return match_alternate(l, node, at, then);
	default:
		return pn_rx_holds((pn_rx_kind)node->kind, l->text, at) ? match_rest(l, then, at)
									: PN_RX_NO;
	}
}

/* Matches a node and what follows it; UNKNOWN when that takes too long. */
static pn_rx_answer match(look *l, const pn_rx_node *node, size_t at, const rest *then)
{
	pn_rx_answer answer;

	if (l->steps == 0 || l->depth == 0)
		return PN_RX_UNKNOWN;
	l->steps--;
	l->depth--;
	answer = match_kind(l, node, at, then);
	l->depth++;
	return l->steps == 0 ? PN_RX_UNKNOWN : answer;
}

bool pn_regex_try(const pn_regex *re, pn_str text, bool *matched)
{
	const pn_rx_node *root = re->tree.root;
	bool anchored = root->kind == PN_RX_CONCAT && root->sub_count &&
			root->subs[0]->kind == PN_RX_BEGIN_TEXT;
	look l = { text, MOST_STEPS, MOST_DEPTH };
	pn_rx_answer answer = PN_RX_NO;

	if (text.len > LONGEST_TEXT)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
	for (size_t at = 0; answer == PN_RX_NO && at <= (anchored ? 0 : text.len); at++)
		answer = match(&l, root, at, NULL);
	*matched = answer == PN_RX_YES;
	return answer != PN_RX_UNKNOWN;
}
