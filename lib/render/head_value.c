/* SPDX-License-Identifier: Apache-2.0 */
/* Values in a plain document: texts, literals, short flow collections. */
#include "render/head_reader.h"

#include "base/run.h"

#define WORD(a, b, c, d, e) ((((((uint64_t)(a) << 8 | (b)) << 8 | (c)) << 8 | (d)) << 8) | (e))

/* Whether a text that begins with a letter may be more than a text, in whatever case. */
bool pn_head_is_word(const char *text, size_t len)
{
	uint64_t word = 0;

	if (len > 5)
		return false;
	for (size_t i = 0; i < len; i++)
		word = word << 8 | (unsigned char)(text[i] | 0x20);
	switch (word) {
	case WORD(0, 't', 'r', 'u', 'e'):
	case WORD('f', 'a', 'l', 's', 'e'):
	case WORD(0, 'n', 'u', 'l', 'l'):
	case WORD(0, 0, 'y', 'e', 's'):
	case WORD(0, 0, 0, 'n', 'o'):
	case WORD(0, 0, 0, 'o', 'n'):
	case WORD(0, 0, 'o', 'f', 'f'):
	case 'y':
	case 'n':
		return true;
	default:
		return false;
	}
}
#undef WORD
/* Goes on behind a line of which nothing but blanks and a comment is left. */
static bool end_rest(pn_head_reader *r, const char *at)
{
	const char *start = at;

	at = pn_run_of(at, r->end, ' ');
	if (pn_head_is_end(r, at))
		return pn_head_end_line(r, at);
	if (*at != '#' || at == start)
		return false;
	at = memchr(at, '\n', (size_t)(r->end - at));
	return pn_head_end_line(r, at ? at : r->end);
}

/* Reads a text in quotes that ends on its line. What is wanted must stand there as it is. */
static bool read_quoted(pn_head_reader *r, const char *at, pn_str *want)
{
	char quote = *at++;
	const char *start = at;

	for (; !pn_head_is_end(r, at) && *at != quote; at++) {
		if (*at == '\t' || (*at == '\\' && quote == '"' && want))
			return false;
		if (*at != '\\' || quote != '"')
			continue;
		at++;
		if (pn_head_is_end(r, at) || !strchr("\"\\nrt", *at))
			return false;
	}
	if (want)
		*want = (pn_str){ start, (size_t)(at - start) };
	return !pn_head_is_end(r, at) && end_rest(r, at + 1);
}

/* Whether a plain text may begin with these characters and be no number that JSON lacks. */
static bool begins_plain(const pn_head_reader *r, const char *at)
{
	if (pn_head_is_letter(*at) || (*at >= '0' && *at <= '9') || *at == '/')
		return true;
	if (*at == '-')
		return at + 1 < r->end && pn_head_is_key_char(at[1]) && at[1] != '.';
	return !strchr("?:,[]{}#&*!|>'\"%@`.+=~<", *at);
}

static bool read_plain(pn_head_reader *r, const char *at, pn_str *want)
{
	const char *start = at, *stop;

	if (!begins_plain(r, at))
		return false;
	for (; !pn_head_is_end(r, at = pn_run_yaml_plain(at, r->end)); at++) {
		if (*at == '\t' || (*at == ':' && (pn_head_is_end(r, at + 1) || at[1] == ' ')))
			return false;
		if (*at == '#' && at[-1] == ' ')
			break;
	}
	for (stop = at; stop[-1] == ' ';)
		stop--;
	if (want && (!pn_head_is_letter(*start) || pn_head_is_word(start, (size_t)(stop - start))))
		return false;
	if (want)
		*want = (pn_str){ start, (size_t)(stop - start) };
	return pn_head_is_end(r, at) ? pn_head_end_line(r, at) : end_rest(r, at - 1);
}

/* Skips the lines of a literal or folded text below a map or list at this indent. */
static bool skip_literal(pn_head_reader *r, size_t indent)
{
	size_t content = 0, most_blank = 0;

	while (r->at < r->end) {
		const char *at = pn_run_of(r->at, r->end, ' '), *eol;
		size_t blanks = (size_t)(at - r->at);

		if (!pn_head_is_end(r, at)) {
			if (*at == '\t' && (!content || blanks < content))
				return false;
			if (blanks <= indent)
				return true;
			content = content ? content : blanks;
			if (blanks < content || (content == blanks && most_blank > content))
				return false;
		} else if (!content && blanks > most_blank) {
			most_blank = blanks;
		}
		eol = memchr(at, '\n', (size_t)(r->end - at));
		pn_head_end_line(r, eol ? eol : r->end);
	}
	return true;
}

static bool read_literal(pn_head_reader *r, const char *at, size_t indent)
{
	at++;
	if (at < r->end && (*at == '-' || *at == '+'))
		at++;
	return pn_head_is_end(r, at) && pn_head_end_line(r, at) && skip_literal(r, indent);
}

/* Reads a text in a flow collection; NULL when there is none that is simple. */
static const char *read_flow_text(const pn_head_reader *r, const char *at, pn_str *out)
{
	const char *start = at, *stop;

	if (pn_head_is_end(r, at))
		return NULL;
	if (*at == '"' || *at == '\'') {
		for (at++; !pn_head_is_end(r, at) && *at != *start; at++) {
			if (*at == '\\' || *at == '\t')
				return NULL;
		}
		*out = (pn_str){ start + 1, (size_t)(at - start - 1) };
		return pn_head_is_end(r, at) ? NULL : at + 1;
	}
	if (!pn_head_is_letter(*at) && !(*at >= '0' && *at <= '9') && *at != '_' && *at != '/')
		return NULL;
	for (stop = at; stop < r->end && pn_head_is_key_char(*stop);)
		stop++;
	*out = (pn_str){ start, (size_t)(stop - start) };
	return stop;
}

/* Reads "KEY: " in a flow collection, and the key of a map that is new in it. */
static const char *read_flow_key(pn_head_reader *r, const char *at)
{
	bool is_quoted = *at == '"' || *at == '\'';
	pn_str key;

	if (!is_quoted && !pn_head_is_letter(*at))
		return NULL;
	at = read_flow_text(r, at, &key);
	if (!at || !key.len || (!is_quoted && pn_head_is_word(key.ptr, key.len)) ||
	    r->end - at < 2 || at[0] != ':' || at[1] != ' ' || !pn_head_add_key(r, key))
		return NULL;
	return pn_run_of(at + 1, r->end, ' ');
}

/* Reads {KEY: TEXT, ...} or [TEXT, ...] on one line. */
static bool read_flow(pn_head_reader *r, const char *at, char close)
{
	pn_str text;

	if (!pn_head_enter(r, SIZE_MAX, false, false, PN_HEAD_OTHER))
		return false;
	at = pn_run_of(at + 1, r->end, ' ');
	while (!pn_head_is_end(r, at) && *at != close) {
		if (close == '}' && !(at = read_flow_key(r, at)))
			return false;
		if (!(at = read_flow_text(r, at, &text)))
			return false;
		at = pn_run_of(at, r->end, ' ');
		if (pn_head_is_end(r, at) || (*at != ',' && *at != close))
			return false;
		if (*at == ',') {
			at = pn_run_of(at + 1, r->end, ' ');
			if (!pn_head_is_end(r, at) && *at == close)
				return false;
		}
	}
	pn_head_leave(r);
	return !pn_head_is_end(r, at) && end_rest(r, at + 1);
}

/* Reads a value that stands on a line, in a map or list at this indent, and ends the line. */
bool pn_head_read_value(pn_head_reader *r, const char *at, size_t indent, pn_str *want)
{
	switch (*at) {
	case '"':
	case '\'':
		return read_quoted(r, at, want);
	case '|':
	case '>':
		return !want && read_literal(r, at, indent);
	case '{':
		return !want && read_flow(r, at, '}');
	case '[':
		return !want && read_flow(r, at, ']');
	default:
		return read_plain(r, at, want);
	}
}
