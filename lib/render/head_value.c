/* SPDX-License-Identifier: Apache-2.0 */
/* Values in a plain document: texts, literals, short flow collections. */
#include "render/head_reader.h"

/* Whether four bytes are a word, in whatever case; its letters are small ones. */
static bool is_word(const char *text, const char *word)
{
	uint32_t a, b;

	memcpy(&a, text, sizeof a);
	memcpy(&b, word, sizeof b);
	return (a | 0x20202020) == b;
}

bool pn_head_is_word(const char *text, size_t len)
{
	char a = (char)(text[0] | 0x20), b, c;

	if (len > 5 || (a != 't' && a != 'f' && a != 'n' && a != 'y' && a != 'o'))
		return false;
	if (len == 4)
		return is_word(text, "true") || is_word(text, "null");
	if (len == 5)
		return is_word(text, "fals") && (text[4] | 0x20) == 'e';
	if (len < 2)
		return a == 'y' || a == 'n';
	b = (char)(text[1] | 0x20);
	if (len == 2)
		return (a == 'n' && b == 'o') || (a == 'o' && b == 'n');
	c = (char)(text[2] | 0x20);
	return (a == 'y' && b == 'e' && c == 's') || (a == 'o' && b == 'f' && c == 'f');
}

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

/* Goes on in the next line of a text in quotes; NULL where it must not. */
static const char *next_quoted_line(const pn_head_reader *r, const char *at, size_t indent)
{
	const char *line = at;

	while (at < r->end && *at == '\n') {
		line = at + 1;
		at = pn_run_of(line, r->end, ' ');
	}
	return at < r->end && *at != '\t' && (size_t)(at - line) > indent ? at : NULL;
}

/* Reads a text in quotes. What is wanted must stand on its line as it is. */
static bool read_quoted(pn_head_reader *r, const char *at, size_t indent, pn_str *want)
{
	char quote = *at++;
	const char *start = at;

	while ((at = pn_run_yaml_quoted(at, r->end, quote)) < r->end) {
		bool is_twin = r->end - at > 1 && at[1] == quote && quote == '\'';

		if (*at == quote && !is_twin)
			break;
		if (*at == '\t' || (want && (*at != '\\' || quote == '"')))
			return false;
		if (*at == quote) {
			at += 2;
			continue;
		}
		if (*at == '\\' && quote == '\'') {
			at++;
			continue;
		}
		if (*at == '\\' && (++at == r->end || !strchr("\"\\nrt \n", *at)))
			return false;
		at = *at == '\n' ? next_quoted_line(r, at, indent) : at + 1;
		if (!at)
			return false;
	}
	if (want)
		*want = (pn_str){ start, (size_t)(at - start) };
	return at < r->end && end_rest(r, at + 1);
}

/* Whether ".inf" or ".nan" stands here, in whatever case; or what is too near the end to tell. */
static bool is_dot_word(const pn_head_reader *r, const char *at)
{
	char word[4];

	if (r->end - at <= 4)
		return true;
	memcpy(word, at, sizeof word);
	word[0] = 'x';
	return is_word(word, "xinf") || is_word(word, "xnan");
}

/* Whether a plain text may begin with these characters and be no number that JSON lacks. */
static inline bool begins_plain(const pn_head_reader *r, const char *at)
{
	if (pn_head_is_letter(*at) || (*at >= '/' && *at <= '9'))
		return true;
	switch (*at) {
	case '-':
		return at + 1 < r->end && pn_head_is_key_char(at[1]) && at[1] != '.';
	case '.':
		return !is_dot_word(r, at) && pn_head_is_letter(at[1]);
	case ':':
	case '?':
	case '<':
		return at + 1 < r->end && pn_head_is_key_char(at[1]);
	default:
		return !strchr(",[]{}#&*!|>'\"%@`+=~", *at);
	}
}

/* Returns where a plain text ends: at a comment or the end of the line. NULL where it is none. */
static inline const char *end_of_plain(const pn_head_reader *r, const char *at)
{
	for (;; at++) {
		at = pn_run_yaml_plain(at, r->end);
		if (pn_head_is_end(r, at))
			return at;
		if (*at == '\t' || (*at == ':' && (pn_head_is_end(r, at + 1) || at[1] == ' ')))
			return NULL;
		if (*at == '#' && at[-1] == ' ')
			return at;
	}
}

static bool read_plain(pn_head_reader *r, const char *at, pn_str *want)
{
	const char *start = at, *stop;

	if (!begins_plain(r, at) || !(at = end_of_plain(r, at)))
		return false;
	if (want) {
		for (stop = at; stop[-1] == ' ';)
			stop--;
		*want = (pn_str){ start, (size_t)(stop - start) };
		if ((!pn_head_is_letter(*start) && *start != '/') ||
		    pn_head_is_word(start, want->len))
			return false;
	}
	if (!pn_head_is_end(r, at))
		return end_rest(r, at - 1);
	pn_head_end_line(r, at);
	r->plain_end = want ? NULL : r->at;
	return true;
}

bool pn_head_continue(pn_head_reader *r, const char *line)
{
	const char *at = pn_run_of(line, r->end, ' '), *stop;

	if (!r->plain_end || !r->top || (size_t)(at - line) <= r->top->indent || *at == '#' ||
	    pn_run_blanks(r->plain_end, line) != line || !(stop = end_of_plain(r, at)))
		return false;
	pn_head_end_line(r, stop);
	r->plain_end = r->at;
	return pn_head_is_end(r, stop) || end_rest(r, stop - 1);
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
	at = pn_run_of(at, r->end, ' ');
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
	if (!pn_head_is_letter(*at) && !(*at >= '/' && *at <= '9') && *at != '_')
		return NULL;
	stop = pn_run_name(at, r->end);
	*out = (pn_str){ start, (size_t)(stop - start) };
	return stop;
}

/* Reads "KEY: " in a flow collection. */
static const char *read_flow_key(const pn_head_reader *r, const char *at)
{
	bool is_quoted = *at == '"' || *at == '\'';
	pn_str key;

	if (!is_quoted && !pn_head_is_letter(*at))
		return NULL;
	at = read_flow_text(r, at, &key);
	if (!at || !key.len || (!is_quoted && pn_head_is_word(key.ptr, key.len)) ||
	    r->end - at < 2 || at[0] != ':' || at[1] != ' ')
		return NULL;
	return pn_run_of(at + 1, r->end, ' ');
}

/* Reads {KEY: TEXT, ...} or [TEXT, ...] on one line. */
static bool read_flow(pn_head_reader *r, const char *at, char close)
{
	pn_str text;

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
	return !pn_head_is_end(r, at) && end_rest(r, at + 1);
}

/* Reads a value that stands on a line, in a map or list at this indent, and ends the line. */
bool pn_head_read_value(pn_head_reader *r, const char *at, size_t indent, pn_str *want)
{
	switch (*at) {
	case '"':
	case '\'':
		return read_quoted(r, at, indent, want);
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
