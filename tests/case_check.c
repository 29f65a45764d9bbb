/* SPDX-License-Identifier: Apache-2.0 */
#include "case_check.h"

enum { CONTEXT_LINES = 2, SHOWN_LINES = 30, SHOWN_BYTES = 400 };

/* Two texts in lines, and how many lines at their beginnings and ends are the same. */
typedef struct comparison {
	pn_str *want, *got;
	size_t want_count, got_count, same_start, same_end;
} comparison;

static pn_str *cut_lines(pn_arena *arena, pn_str text, size_t *count)
{
	pn_str *lines = PN_NEW_ARRAY(arena, pn_str, pn_str_count(text, PN_STR("\n")) + 1);

	*count = 0;
	while (lines && case_next_line(&text, &lines[*count]))
		++*count;
	return lines;
}

static bool compare(pn_arena *arena, comparison *c, pn_str want, pn_str got)
{
	size_t least;

	*c = (comparison){ .want = cut_lines(arena, want, &c->want_count) };
	c->want = cut_lines(arena, want, &c->want_count);
	c->got = cut_lines(arena, got, &c->got_count);
	least = c->want_count < c->got_count ? c->want_count : c->got_count;
	if (!c->want || !c->got)
		return false;
	while (c->same_start < least && pn_str_eq(c->want[c->same_start], c->got[c->same_start]))
		c->same_start++;
	while (c->same_end < least - c->same_start &&
	       pn_str_eq(c->want[c->want_count - 1 - c->same_end],
			 c->got[c->got_count - 1 - c->same_end]))
		c->same_end++;
	return true;
}

/* Shows a line: blanks as they are, control characters as escapes. */
static void show_line(pn_buf *out, char sign, pn_str line)
{
	pn_str text = case_chomp(line);

	pn_buf_byte(out, sign);
	for (size_t i = 0; i < text.len && i < SHOWN_BYTES; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];

		if (byte < ' ' || byte == 0x7F)
			pn_buf_format(out, "\\x%02x", byte);
		else
			pn_buf_byte(out, (char)byte);
	}
	if (text.len > SHOWN_BYTES)
		pn_buf_format(out, " ... (%zu bytes)", text.len);
	if (text.len == line.len)
		pn_buf_lit(out, " (no newline)");
	pn_buf_byte(out, '\n');
}

static void show_lines(pn_buf *out, char sign, const pn_str *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (i - from == SHOWN_LINES) {
			pn_buf_format(out, "%c... %zu lines more\n", sign, to - i);
			return;
		}
		show_line(out, sign, lines[i]);
	}
}

static void show_difference(pn_buf *out, const char *what, pn_str want, pn_str got)
{
	comparison c = { 0 };
	size_t from, to;

	if (!compare(out->arena, &c, want, got))
		return;
	from = c.same_start > CONTEXT_LINES ? c.same_start - CONTEXT_LINES : 0;
	to = c.same_end > CONTEXT_LINES ? c.same_end - CONTEXT_LINES : 0;
	pn_buf_format(out, "%s, from line %zu (- expected, + actual):\n", what, c.same_start + 1);
	show_lines(out, ' ', c.want, from, c.same_start);
	show_lines(out, '-', c.want, c.same_start, c.want_count - c.same_end);
	show_lines(out, '+', c.got, c.same_start, c.got_count - c.same_end);
	show_lines(out, ' ', c.want, c.want_count - c.same_end, c.want_count - to);
}

static bool check_text(pn_buf *report, const char *what, pn_str want, pn_str got)
{
	if (pn_str_eq(want, got))
		return true;
	show_difference(report, what, want, got);
	return false;
}

static int expected_exit(const test_case *c)
{
	const case_section *section = case_find(c, CASE_EXIT);
	int code = 0;

	for (size_t i = 0; section && i < case_chomp(section->text).len; i++)
		code = code * 10 + (section->text.ptr[i] - '0');
	return section ? code : case_find(c, CASE_ERROR) ? 1 : 0;
}

/* Reports the first difference of each kind; a wrong exit code shows standard error as well. */
bool case_check(const test_case *c, const case_result *result, pn_buf *report)
{
	const case_section *want = case_find(c, CASE_WANT), *error = case_find(c, CASE_ERROR);
	const case_section *warnings = case_find(c, CASE_STDERR);
	bool same = true;
	size_t made = 0;

	if (case_is_unfilled(c)) {
		pn_buf_lit(report, "the case expects nothing yet: run scripts/oracle-cases\n");
		return false;
	}
	if (result->exit_code != expected_exit(c)) {
		pn_buf_format(report, "exit code %d, expected %d; standard error:\n%.*s\n",
			      result->exit_code, expected_exit(c), PN_ARG(result->err));
		same = false;
	}
	if (want || error)
		same &= check_text(report, "standard output", want ? want->text : PN_STR_EMPTY,
				   result->out);
	error = error ? error : warnings;
	if (error)
		same &= check_text(report, "standard error", error->text, result->err);
	for (size_t i = 0; i < c->count; i++) {
		if (c->sections[i].kind == CASE_MAKES)
			same &= check_text(report, pn_str_z(report->arena, c->sections[i].path),
					   c->sections[i].text, result->made[made++]);
	}
	return same;
}

bool case_is_unfilled(const test_case *c)
{
	for (size_t i = 0; i < c->count; i++) {
		if (case_is_expected(c->sections[i].kind) && c->sections[i].text.len)
			return false;
	}
	return !case_find(c, CASE_OWN);
}

/* Writes all that was observed: output or error, warnings where asked for, files. */
static void put_result(const test_case *c, const case_result *result, pn_buf *out)
{
	size_t made = 0;

	if (result->exit_code == 0 || result->out.len)
		case_put_section(out, CASE_WANT, PN_STR_EMPTY, result->out);
	if (result->exit_code != 0)
		case_put_section(out, CASE_ERROR, PN_STR_EMPTY, result->err);
	else if (case_find(c, CASE_STDERR))
		case_put_section(out, CASE_STDERR, PN_STR_EMPTY, result->err);
	if (result->exit_code > 1 || (result->exit_code == 0 && !result->out.len))
		case_put_section(out, CASE_EXIT, PN_STR_EMPTY,
				 pn_str_format(out->arena, "%d\n", result->exit_code));
	for (size_t i = 0; i < c->count; i++) {
		if (c->sections[i].kind == CASE_MAKES)
			case_put_section(out, CASE_MAKES, c->sections[i].path,
					 result->made[made++]);
	}
}

void case_rewrite(const test_case *c, const case_result *result, pn_buf *out)
{
	const char *from = c->all.ptr;
	bool done = false;

	for (size_t i = 0; i < c->count; i++) {
		const case_section *s = &c->sections[i];

		if (!case_is_expected(s->kind))
			continue;
		pn_buf_add(out, (pn_str){ from, (size_t)(s->all.ptr - from) });
		from = s->all.ptr + s->all.len;
		if (!done)
			put_result(c, result, out);
		done = true;
	}
	pn_buf_add(out, (pn_str){ from, (size_t)(c->all.ptr + c->all.len - from) });
	if (!done)
		put_result(c, result, out);
}
