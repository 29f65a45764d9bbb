/* SPDX-License-Identifier: Apache-2.0 */
/* Plain and quoted scalars of several lines, which the quick reader folds. */
#include "base/run.h"
#include "codec/yaml_quick.h"

const char *pn_yaml_quick_end_of_plain(const pn_yaml_quick *q, const char *at)
{
	for (;; at++) {
		at = pn_run_yaml_plain(at, q->end);
		if (at == q->end || *at == '\n')
			return at;
		if (*at == '\t' ||
		    (*at == ':' && (pn_yaml_quick_is_blank(q, at + 1) || at[1] == '\t')))
			return NULL;
		if (*at == '#' && at[-1] == ' ')
			return at;
	}
}

/* The next line that holds something. */
typedef struct text_line {
	const char *start, *text; /* text NULL: there is none */
	uint32_t breaks;	  /* line ends before it */
} text_line;

static text_line next_text_line(const pn_yaml_quick *q, const char *feed)
{
	text_line line = { .start = feed };

	while (feed < q->end && *feed == '\n') {
		const char *p = line.start = feed + 1;

		line.breaks++;
		while (p < q->end && *p == ' ')
			p++;
		feed = p;
	}
	if (feed < q->end)
		line.text = feed;
	return line;
}

static void go_to(pn_yaml_quick *q, const text_line *line)
{
	q->line += line->breaks;
	q->line_start = line->start;
	q->p = line->text;
}

/* Whether a line belongs to the scalar before it, in a collection that is indented by `indent`. */
static bool continues(const text_line *line, uint32_t indent)
{
	return line->text && (size_t)(line->text - line->start) > indent;
}

/* One line end becomes a blank, of more the first is left out. */
static void add_fold(pn_buf *out, uint32_t breaks)
{
	pn_buf_repeat(out, breaks > 1 ? '\n' : ' ', breaks > 1 ? breaks - 1 : 1);
}

static pn_str without_blanks(const char *start, const char *end)
{
	while (end > start && end[-1] == ' ')
		end--;
	return (pn_str){ start, (size_t)(end - start) };
}

/* ---- plain scalars ---- */

/* Takes a plain scalar whose first line ends at `at`, from the second line on. */
static bool plain_lines(pn_yaml_quick *q, const char *start, const char *at, uint32_t indent)
{
	pn_yaml_spot spot = pn_yaml_quick_spot(q, start);
	text_line line = next_text_line(q, at);
	pn_buf out;

	pn_buf_init(&out, q->b->cx->arena);
	pn_buf_add(&out, without_blanks(start, at));
	while (continues(&line, indent) && *line.text != '#') {
		if (*line.text == '\t')
			return false;
		go_to(q, &line);
		add_fold(&out, line.breaks);
		at = pn_yaml_quick_end_of_plain(q, q->p);
		if (!at)
			return false;
		pn_buf_add(&out, without_blanks(q->p, at));
		q->p = at;
		if (at < q->end && *at == '#')
			break;
		line = next_text_line(q, at);
	}
	return !out.failed && pn_yaml_quick_put_scalar(q, spot, pn_buf_str(&out), true);
}

bool pn_yaml_quick_folded(pn_yaml_quick *q, const char *start, uint32_t indent)
{
	const char *at = q->p;
	text_line line;

	if (at < q->end && *at == '\n') {
		line = next_text_line(q, at);
		if (continues(&line, indent) && *line.text != '#')
			return plain_lines(q, start, at, indent);
	}
	return pn_yaml_quick_put_scalar(q, pn_yaml_quick_spot(q, start), without_blanks(start, at),
					true);
}

/* ---- quoted scalars ---- */

/* Appends what an escape stands for; only the commonest are known here. */
static bool add_escape(pn_buf *out, char letter)
{
	switch (letter) {
	case 'n':
		pn_buf_byte(out, '\n');
		return true;
	case 't':
		pn_buf_byte(out, '\t');
		return true;
	case 'r':
		pn_buf_byte(out, '\r');
		return true;
	case '"':
	case '\\':
	case ' ':
		pn_buf_byte(out, letter);
		return true;
	default:
		return false;
	}
}

/* Goes on in the next line of a quoted scalar; `escaped`: nothing stands for the line end. */
static bool next_quoted_line(pn_yaml_quick *q, pn_buf *out, uint32_t indent, bool escaped)
{
	text_line line = next_text_line(q, q->p);

	if (!continues(&line, indent) || *line.text == '\t')
		return false;
	go_to(q, &line);
	if (escaped)
		pn_buf_repeat(out, '\n', line.breaks - 1);
	else
		add_fold(out, line.breaks);
	return true;
}

/* Takes the escape at q->p, or the line end that is escaped. */
static bool take_escape(pn_yaml_quick *q, pn_buf *out, uint32_t indent)
{
	if (++q->p == q->end)
		return false;
	if (*q->p == '\n')
		return next_quoted_line(q, out, indent, true);
	return add_escape(out, *q->p++);
}

bool pn_yaml_quick_quoted(pn_yaml_quick *q, uint32_t indent)
{
	pn_yaml_spot spot = pn_yaml_quick_spot(q, q->p);
	char quote = *q->p++;
	pn_buf out;

	pn_buf_init(&out, q->b->cx->arena);
	while (q->p < q->end) {
		const char *from = q->p;

		while (q->p < q->end && *q->p != quote && *q->p != '\n' &&
		       (*q->p != '\\' || quote == '\''))
			q->p++;
		if (q->p == q->end)
			return false;
		if (*q->p == '\n') {
			if (memchr(from, '\t', (size_t)(q->p - from)))
				return false;
			pn_buf_add(&out, without_blanks(from, q->p));
			if (!next_quoted_line(q, &out, indent, false))
				return false;
			continue;
		}
		pn_buf_add(&out, (pn_str){ from, (size_t)(q->p - from) });
		if (*q->p == '\\') {
			if (!take_escape(q, &out, indent))
				return false;
		} else if (quote == '\'' && q->p + 1 < q->end && q->p[1] == quote) {
			pn_buf_byte(&out, quote);
			q->p += 2;
		} else {
			q->p++;
			return !out.failed &&
			       pn_yaml_quick_put_scalar(q, spot, pn_buf_str(&out), false);
		}
	}
	return false;
}
