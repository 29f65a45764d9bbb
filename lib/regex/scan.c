/* SPDX-License-Identifier: Apache-2.0 */
#include "regex/scan.h"

/* Backtracking steps from one starting place that are worth a try, and the most that are granted.
 */
enum { LEAST_STEPS = 32, MOST_STEPS = 100000 };

/*
 * Returns how many steps PCRE2 may take from one starting place. It tries every place, and a step
 * may look at the whole text, so that its work is bounded by the limit only if this is small for
 * long texts; 0 when the machine should do it.
 */
static uint32_t backtracking_limit(const pn_cx *cx, pn_str text)
{
	uint64_t places = (uint64_t)text.len + 1, limit;

	if (places > UINT32_MAX)
		return 0;
	limit = cx->limits->regex_steps / (places * places);
	if (limit < LEAST_STEPS)
		return 0;
	return limit < MOST_STEPS ? (uint32_t)limit : MOST_STEPS;
}

bool pn_rx_scan_init(pn_rx_scan *scan, pn_cx *cx, const pn_regex *re, pn_str text,
		     uint32_t place_count)
{
	uint32_t limit;

	*scan = (pn_rx_scan){ .cx = cx, .re = re, .text = text, .place_count = place_count };
	pn_arena_init(&scan->scratch, cx->arena->mem, cx->arena->limit);
	scan->steps = cx->limits->regex_steps;
	scan->places = PN_NEW_ARRAY(&scan->scratch, size_t, place_count);
	if (!scan->places)
		return pn_fail_memory(cx->err, &scan->scratch);
	limit = re->code ? backtracking_limit(cx, text) : 0;
	if (limit && pn_utf8_valid(text))
		scan->matcher = pn_rx_matcher_new(&scan->scratch, re->code, limit);
	return true;
}

void pn_rx_scan_finish(pn_rx_scan *scan)
{
	pn_arena_finish(&scan->scratch);
}

/* Readies the machine, and its program unless the pattern has one. */
static bool make_machine(pn_rx_scan *scan)
{
	const pn_regex *re = scan->re;

	scan->program = re->program;
	if (!re->program.count && !pn_rx_compile(&scan->scratch, re->tree.root, &scan->program))
		return pn_fail_memory(scan->cx->err, &scan->scratch);
	scan->machine = pn_rx_machine_new(&scan->scratch, &scan->program, scan->place_count);
	return scan->machine || pn_fail_memory(scan->cx->err, &scan->scratch);
}

static bool run_machine(pn_rx_scan *scan, size_t from, bool *matched)
{
	pn_rx_result result;

	if (!scan->machine && !make_machine(scan))
		return false;
	result = pn_rx_run(scan->machine, scan->text, from, &scan->steps, scan->places);
	*matched = result == PN_RX_MATCH;
	if (result != PN_RX_GAVE_UP)
		return true;
	return pn_fail(scan->cx->err, PINTLE_ERR_LIMIT,
		       "limit 'regex_steps' exceeded: more than %llu steps",
		       (unsigned long long)scan->cx->limits->regex_steps);
}

bool pn_rx_scan_next(pn_rx_scan *scan, size_t from, bool *matched)
{
	pn_rx_answer answer = PN_RX_UNKNOWN;

	if (scan->matcher)
		answer = pn_rx_matcher_run(scan->matcher, scan->text, from, scan->places,
					   scan->place_count);
	*matched = answer == PN_RX_YES;
	if (answer != PN_RX_UNKNOWN)
		return true;
	scan->matcher = NULL;
	return run_machine(scan, from, matched);
}
