/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Findings as the XML that test reports are made of: a suite for each file, a case for each
 * finding, which fails when the command does.
 */
#include "report/form.h"

/* Says whether XML 1.0 has a character at all. */
static bool is_xml(uint32_t rune)
{
	return rune == '\t' || rune == '\n' || rune == '\r' || (rune >= ' ' && rune <= 0xd7ff) ||
	       (rune >= 0xe000 && rune <= 0xfffd) || rune >= 0x10000;
}

/* Writes text or an attribute's value; what XML cannot say becomes U+FFFD. */
static void write_escaped(pn_buf *out, pn_str s)
{
	while (s.len) {
		uint32_t rune = pn_utf8_next(&s);

		if (rune == '&')
			pn_buf_lit(out, "&amp;");
		else if (rune == '<')
			pn_buf_lit(out, "&lt;");
		else if (rune == '>')
			pn_buf_lit(out, "&gt;");
		else if (rune == '"')
			pn_buf_lit(out, "&quot;");
		else if (rune == '\t' || rune == '\n' || rune == '\r')
			pn_buf_format(out, "&#%u;", (unsigned)rune);
		else
			pn_buf_rune(out, is_xml(rune) ? rune : PN_RUNE_ERROR);
	}
}

static void write_attribute(pn_buf *out, const char *name, pn_str value)
{
	pn_buf_format(out, " %s=\"", name);
	write_escaped(out, value);
	pn_buf_byte(out, '"');
}

/* The whole of a finding: place, message, hint. */
static void write_body(pn_buf *out, const pn_finding *f)
{
	write_escaped(out, pn_finding_place(f));
	if (f->where.line)
		pn_buf_format(out, ":%u:%u", (unsigned)f->where.line,
			      (unsigned)f->where.column + 1);
	if (pn_finding_place(f).len)
		pn_buf_lit(out, ": ");
	write_escaped(out, f->message);
	if (f->hint.len) {
		pn_buf_lit(out, "&#10;");
		write_escaped(out, f->hint);
	}
}

static pn_str first_line(pn_str text)
{
	pn_str line, rest;

	pn_str_cut(pn_str_trim_ascii(text), PN_STR("\n"), &line, &rest);
	return line;
}

static void write_case(const pn_report *r, const pn_finding *f)
{
	pn_buf *out = r->out;

	pn_buf_lit(out, "    <testcase");
	write_attribute(out, "classname", f->rule.len ? f->rule : r->options->command);
	write_attribute(out, "name", first_line(f->message));
	if (f->where.file.len)
		write_attribute(out, "file", f->where.file);
	if (f->where.line)
		pn_buf_format(out, " line=\"%u\"", (unsigned)f->where.line);
	pn_buf_lit(out, ">\n");
	if (pn_finding_fails(r, f)) {
		pn_buf_format(out, "      <failure type=\"%s\"", pn_severity_name(f->severity));
		write_attribute(out, "message", first_line(f->message));
		pn_buf_byte(out, '>');
		write_body(out, f);
		pn_buf_lit(out, "</failure>\n");
	} else {
		pn_buf_format(out, "      <system-out>%s: ", pn_severity_name(f->severity));
		write_body(out, f);
		pn_buf_lit(out, "</system-out>\n");
	}
	pn_buf_lit(out, "    </testcase>\n");
}

static size_t count_failures(const pn_report *r, size_t from, size_t to)
{
	size_t failures = 0;

	for (size_t i = from; i < to; i++)
		failures += pn_finding_fails(r, &r->list->items[i]);
	return failures;
}

/* Writes the suite of the findings [from, to), which have one place. */
static void write_suite(const pn_report *r, size_t from, size_t to)
{
	pn_str place = pn_finding_place(&r->list->items[from]);

	pn_buf_lit(r->out, "  <testsuite");
	write_attribute(r->out, "name", place.len ? place : r->options->command);
	pn_buf_format(r->out, " tests=\"%zu\" failures=\"%zu\">\n", to - from,
		      count_failures(r, from, to));
	for (size_t i = from; i < to; i++)
		write_case(r, &r->list->items[i]);
	pn_buf_lit(r->out, "  </testsuite>\n");
}

static void write_suites(const pn_report *r)
{
	const pn_findings *list = r->list;
	size_t from = 0;

	for (size_t i = 1; i <= list->count; i++) {
		if (i < list->count && pn_str_eq(pn_finding_place(&list->items[i]),
						 pn_finding_place(&list->items[from])))
			continue;
		write_suite(r, from, i);
		from = i;
	}
}

/* Nothing found is one test that has passed: readers take an empty report for a broken run. */
static void write_success(const pn_report *r)
{
	pn_buf_lit(r->out, "  <testsuite");
	write_attribute(r->out, "name", r->options->command);
	pn_buf_lit(r->out, " tests=\"1\" failures=\"0\">\n    <testcase");
	write_attribute(r->out, "classname", r->options->command);
	pn_buf_lit(r->out, " name=\"nothing was found\"/>\n  </testsuite>\n");
}

static void write_all(const pn_report *r)
{
	size_t tests = r->list->count;

	pn_buf_lit(r->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
	write_attribute(r->out, "name",
			pn_str_concat(r->cx->arena, PN_STR("pintle "), r->options->command));
	pn_buf_format(r->out, " tests=\"%zu\" failures=\"%zu\">\n", tests ? tests : 1,
		      count_failures(r, 0, tests));
	if (tests)
		write_suites(r);
	else
		write_success(r);
	pn_buf_lit(r->out, "</testsuites>\n");
}

bool pn_report_junit(const pn_report *r)
{
	pn_findings sorted = { 0 };
	pn_report own = *r;

	own.list = &sorted;
	for (size_t i = 0; i < r->list->count; i++) {
		if (!pn_findings_add(r->cx, &sorted, &r->list->items[i]))
			return false;
	}
	if (!pn_findings_sort(r->cx, &sorted))
		return false;
	write_all(&own);
	return true;
}
