/* SPDX-License-Identifier: Apache-2.0 */
#include "csv.h"

#include <string.h>

/* The record under way: what is left of its line, which may go on over several lines. */
typedef struct record {
	pool *pool;
	const char *at, *end; /* of the line, newline included */
	const char *rest;     /* the lines after it */
	size_t line, column;  /* of at, from 1 */
	size_t first_line;
	strings *fields;
	const char *why;
} record;

static bool fail_record(record *r, size_t column, const char *what)
{
	if (r->line == r->first_line)
		r->why = pool_format(r->pool, "parse error on line %zu, column %zu: %s", r->line,
				     column, what);
	else
		r->why = pool_format(r->pool,
				     "record on line %zu; parse error on line %zu, column %zu: %s",
				     r->first_line, r->line, column, what);
	return false;
}

/* Moves to the next line; false at the end of the text. */
static bool next_line(record *r)
{
	const char *newline = strchr(r->rest, '\n');

	r->at = r->rest;
	r->end = newline ? newline + 1 : r->rest + strlen(r->rest);
	r->rest = r->end;
	if (r->at == r->end)
		return false;
	r->line++;
	r->column = 1;
	return true;
}

static void advance(record *r, const char *to)
{
	r->column += (size_t)(to - r->at);
	r->at = to;
}

/* Says whether the line has nothing more than its newline. */
static bool at_line_end(const record *r)
{
	return r->at == r->end || (r->at + 1 == r->end && *r->at == '\n');
}

static const char *find(const char *from, const char *to, char byte)
{
	while (from < to && *from != byte)
		from++;
	return from < to ? from : NULL;
}

static bool read_plain(record *r, bool *more)
{
	const char *comma = find(r->at, r->end, ',');
	const char *to = comma ? comma : r->end;
	const char *bare;

	if (!comma && to > r->at && to[-1] == '\n')
		to--;
	bare = find(r->at, to, '"');
	if (bare)
		return fail_record(r, r->column + (size_t)(bare - r->at),
				   "bare \" in non-quoted-field");
	strings_add(r->pool, r->fields, pool_copy(r->pool, r->at, (size_t)(to - r->at)));
	*more = comma != NULL;
	if (comma)
		advance(r, comma + 1);
	return true;
}

/* Reads a field in quotes, "" being a quote; it may span lines. */
static bool read_quoted(record *r, bool *more)
{
	static const char odd[] = "extraneous or missing \" in quoted-field";
	text field = { .pool = r->pool };

	advance(r, r->at + 1);
	for (;;) {
		const char *mark = find(r->at, r->end, '"');

		text_add(&field, r->at, (size_t)((mark ? mark : r->end) - r->at));
		advance(r, mark ? mark + 1 : r->end);
		if (!mark) {
			size_t column = r->column;

			if (!next_line(r))
				return fail_record(r, column, odd);
		} else if (r->at < r->end && *r->at == '"') {
			text_byte(&field, '"');
			advance(r, r->at + 1);
		} else {
			break;
		}
	}
	*more = r->at < r->end && *r->at == ',';
	if (!*more && !at_line_end(r))
		return fail_record(r, r->column - 1, odd);
	if (*more)
		advance(r, r->at + 1);
	strings_add(r->pool, r->fields,
		    pool_copy(r->pool, field.len ? text_z(&field) : "", field.len));
	return true;
}

/* Makes CRLF a plain newline, and drops a CR at the very end, as Go's reader does. */
static const char *normalise(pool *p, const char *line)
{
	text t = { .pool = p };

	for (const char *s = line; *s; s++) {
		if (*s != '\r' || (s[1] != '\n' && s[1] != '\0'))
			text_byte(&t, *s);
	}
	return text_z(&t);
}

bool csv_read(pool *p, const char *line, strings *fields, const char **why)
{
	record r = { .pool = p, .rest = normalise(p, line), .fields = fields };
	bool more = true, ok = true;

	do {
		if (!next_line(&r)) {
			*why = "EOF";
			return false;
		}
	} while (at_line_end(&r));
	r.first_line = r.line;
	while (ok && more)
		ok = r.at < r.end && *r.at == '"' ? read_quoted(&r, &more) : read_plain(&r, &more);
	*why = r.why;
	return ok;
}
