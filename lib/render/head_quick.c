/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The head of a document whose lines are plain: each is blank, a comment, "KEY: VALUE", "KEY:",
 * "- VALUE" or "- KEY: VALUE", or it stands in a literal. Where anything else comes up the reader
 * gives up: what it takes, it must take exactly as YAML and JSON would.
 */
#include "render/head.h"

#include "base/run.h"

enum { MAX_LEVELS = PN_HEAD_LEVELS, MAX_KEYS = 512, MAX_KEY = 512 };

/* Which map a level is. */
typedef enum map_kind { OTHER = 0, ROOT, METADATA, ANNOTATIONS } map_kind;

/* A map or list that is open. */
typedef struct level {
	size_t indent;
	bool is_list;
	bool is_flush; /* a list that stands as far left as its key */
	map_kind place;
	uint32_t first_key;
	uint64_t seen; /* a bit for each key, by its hash */
} level;

typedef struct known_key {
	const char *ptr;
	uint32_t len, hash;
} known_key;

typedef struct reader {
	const char *at, *end;
	level levels[MAX_LEVELS];
	uint32_t depth;
	known_key keys[MAX_KEYS]; /* those of open maps */
	uint32_t key_count;
	bool pending;	/* the last key or item has no value so far */
	map_kind below; /* what kind of map that would be */
	pn_head *out;
} reader;

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_key_char(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' ||
	       c == '/';
}

#define WORD(a, b, c, d, e) ((((((uint64_t)(a) << 8 | (b)) << 8 | (c)) << 8 | (d)) << 8) | (e))

/* Whether a text that begins with a letter may be more than a text, in whatever case. */
static bool is_word(const char *text, size_t len)
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

/* ---- levels ---- */

static level *top(reader *r)
{
	return r->depth ? &r->levels[r->depth - 1] : NULL;
}

static void leave(reader *r)
{
	r->key_count = top(r)->first_key;
	r->depth--;
}

static bool enter(reader *r, size_t indent, bool is_list, bool is_flush, map_kind place)
{
	if (r->depth == MAX_LEVELS)
		return false;
	r->levels[r->depth++] = (level){ .indent = indent,
					 .is_list = is_list,
					 .is_flush = is_flush,
					 .place = place,
					 .first_key = r->key_count };
	return true;
}

static void leave_deeper(reader *r, size_t indent)
{
	while (r->depth && top(r)->indent > indent)
		leave(r);
}

/* Finds or begins the list that an item at this indent belongs to. */
static bool enter_list(reader *r, size_t indent)
{
	level *now = top(r);
	bool pending = r->pending;

	r->pending = false;
	if (pending && (indent > now->indent || (indent == now->indent && !now->is_list)))
		return r->below == OTHER && enter(r, indent, true, indent == now->indent, OTHER);
	leave_deeper(r, indent);
	now = top(r);
	return now && now->is_list && now->indent == indent;
}

/* Finds or begins the map that a key at this indent belongs to. */
static bool enter_map(reader *r, size_t indent)
{
	level *now = top(r);
	bool pending = r->pending;

	r->pending = false;
	if (!now)
		return r->key_count == 0 && enter(r, indent, false, false, ROOT);
	if (pending && indent > now->indent)
		return enter(r, indent, false, false, r->below);
	leave_deeper(r, indent);
	now = top(r);
	if (now && now->is_flush && now->indent == indent) {
		leave(r);
		now = top(r);
	}
	return now && !now->is_list && now->indent == indent;
}

/* Adds a key to the innermost map, which must not have it. */
static bool add_key(reader *r, pn_str key)
{
	uint32_t hash = pn_str_hash(key);
	uint64_t bit = (uint64_t)1 << hash % 64;
	level *now = top(r);

	if (r->key_count == MAX_KEYS)
		return false;
	for (uint32_t i = now->first_key; now->seen & bit && i < r->key_count; i++) {
		const known_key *k = &r->keys[i];

		if (k->hash == hash && pn_str_eq((pn_str){ k->ptr, k->len }, key))
			return false;
	}
	now->seen |= bit;
	r->keys[r->key_count++] = (known_key){ key.ptr, (uint32_t)key.len, hash };
	return true;
}

/* ---- values ---- */

static bool is_end(const reader *r, const char *at)
{
	return at == r->end || *at == '\n';
}

/* Goes on behind the line that ends here. */
static bool end_line(reader *r, const char *at)
{
	r->at = at < r->end ? at + 1 : at;
	return true;
}

/* Goes on behind a line of which nothing but blanks and a comment is left. */
static bool end_rest(reader *r, const char *at)
{
	const char *start = at;

	at = pn_run_of(at, r->end, ' ');
	if (is_end(r, at))
		return end_line(r, at);
	if (*at != '#' || at == start)
		return false;
	at = memchr(at, '\n', (size_t)(r->end - at));
	return end_line(r, at ? at : r->end);
}

/* Reads a text in quotes that ends on its line. What is wanted must stand there as it is. */
static bool read_quoted(reader *r, const char *at, pn_str *want)
{
	char quote = *at++;
	const char *start = at;

	for (; !is_end(r, at) && *at != quote; at++) {
		if (*at == '\t' || (*at == '\\' && quote == '"' && want))
			return false;
		if (*at != '\\' || quote != '"')
			continue;
		at++;
		if (is_end(r, at) || !strchr("\"\\nrt", *at))
			return false;
	}
	if (want)
		*want = (pn_str){ start, (size_t)(at - start) };
	return !is_end(r, at) && end_rest(r, at + 1);
}

/* Whether a plain text may begin with these characters and be no number that JSON lacks. */
static bool begins_plain(const reader *r, const char *at)
{
	if (is_letter(*at) || (*at >= '0' && *at <= '9') || *at == '/')
		return true;
	if (*at == '-')
		return at + 1 < r->end && is_key_char(at[1]) && at[1] != '.';
	return !strchr("?:,[]{}#&*!|>'\"%@`.+=~<", *at);
}

static bool read_plain(reader *r, const char *at, pn_str *want)
{
	const char *start = at, *stop;

	if (!begins_plain(r, at))
		return false;
	for (; !is_end(r, at = pn_run_yaml_plain(at, r->end)); at++) {
		if (*at == '\t' || (*at == ':' && (is_end(r, at + 1) || at[1] == ' ')))
			return false;
		if (*at == '#' && at[-1] == ' ')
			break;
	}
	for (stop = at; stop[-1] == ' ';)
		stop--;
	if (want && (!is_letter(*start) || is_word(start, (size_t)(stop - start))))
		return false;
	if (want)
		*want = (pn_str){ start, (size_t)(stop - start) };
	return is_end(r, at) ? end_line(r, at) : end_rest(r, at - 1);
}

/* Skips the lines of a literal or folded text below a map or list at this indent. */
static bool skip_literal(reader *r, size_t indent)
{
	size_t content = 0, most_blank = 0;

	while (r->at < r->end) {
		const char *at = pn_run_of(r->at, r->end, ' '), *eol;
		size_t blanks = (size_t)(at - r->at);

		if (!is_end(r, at)) {
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
		end_line(r, eol ? eol : r->end);
	}
	return true;
}

static bool read_literal(reader *r, const char *at, size_t indent)
{
	at++;
	if (at < r->end && (*at == '-' || *at == '+'))
		at++;
	return is_end(r, at) && end_line(r, at) && skip_literal(r, indent);
}

/* Reads "{}" or "[]". */
static bool read_empty(reader *r, const char *at, char close)
{
	return at + 1 < r->end && at[1] == close && end_rest(r, at + 2);
}

/* Reads a value that stands on a line, in a map or list at this indent, and ends the line. */
static bool read_value(reader *r, const char *at, size_t indent, pn_str *want)
{
	switch (*at) {
	case '"':
	case '\'':
		return read_quoted(r, at, want);
	case '|':
	case '>':
		return !want && read_literal(r, at, indent);
	case '{':
		return !want && read_empty(r, at, '}');
	case '[':
		return !want && read_empty(r, at, ']');
	default:
		return read_plain(r, at, want);
	}
}

/* ---- keys ---- */

/* What a key of the head stands for. */
typedef struct field {
	pn_str name;
	map_kind place; /* where it stands */
	map_kind below; /* what kind of map it has; OTHER: it has a text */
} field;

static const field fields[] = {
	{ { "apiVersion", 10 }, ROOT, OTHER },
	{ { "kind", 4 }, ROOT, OTHER },
	{ { "metadata", 8 }, ROOT, METADATA },
	{ { "name", 4 }, METADATA, OTHER },
	{ { "annotations", 11 }, METADATA, ANNOTATIONS },
};
enum { FIELD_COUNT = sizeof fields / sizeof *fields };

/* Finds a field of the head; *unsure when Go would take the key for it in spite of its case. */
static const field *find_field(map_kind place, pn_str key, bool *unsure)
{
	for (int i = 0; i < FIELD_COUNT; i++) {
		pn_str name = fields[i].name;

		if (fields[i].place != place || name.len != key.len)
			continue;
		if (pn_str_eq(name, key))
			return &fields[i];
		*unsure = *unsure || pn_str_equal_fold(name, key);
	}
	return NULL;
}

/* Where the text of a field goes. */
static pn_str *text_of(const reader *r, const field *f)
{
	pn_str *texts[FIELD_COUNT] = { &r->out->api_version, &r->out->kind, NULL, &r->out->name };

	return texts[f - fields];
}

/* Reads an annotation's value, which must be a text. */
static bool read_annotation(reader *r, pn_str key, const char *at, size_t indent)
{
	pn_str value;

	if (is_end(r, at) || !read_value(r, at, indent, &value))
		return false;
	if (pn_str_is(key, "helm.sh/hook")) {
		r->out->hook = value;
		r->out->has_hook = true;
	}
	return true;
}

/* Reads what stands behind "KEY:" on its line; nothing does at its end. */
static bool read_member(reader *r, pn_str key, const char *at)
{
	size_t indent = top(r)->indent;
	map_kind place = top(r)->place;
	bool unsure = false, is_below = is_end(r, at);
	const field *f;

	if (place == ANNOTATIONS)
		return read_annotation(r, key, at, indent);
	f = place == OTHER ? NULL : find_field(place, key, &unsure);
	if (unsure)
		return false;
	if (f && f->below == OTHER)
		return !is_below && read_value(r, at, indent, text_of(r, f));
	r->pending = is_below;
	r->below = f ? f->below : OTHER;
	if (is_below)
		return end_line(r, at);
	return (!f || *at == '{') && read_value(r, at, indent, NULL);
}

/* A key as it stands on its line. */
typedef struct key {
	pn_str text;
	const char *end; /* behind its colon */
} key;

/* Reads a key in quotes, which is a text whatever it says. */
static bool read_quoted_key(const reader *r, const char *at, key *out)
{
	const char *start = at + 1;

	for (at++; !is_end(r, at) && *at != *(start - 1); at++) {
		if (*at == '\\' || *at == '\t')
			return false;
	}
	out->text = (pn_str){ start, (size_t)(at - start) };
	out->end = at + 1;
	return !is_end(r, at) && out->text.len;
}

static bool read_plain_key(const reader *r, const char *at, key *out)
{
	const char *start = at;

	while ((at = pn_run_word(at, r->end)) < r->end && is_key_char(*at))
		at++;
	out->text = (pn_str){ start, (size_t)(at - start) };
	out->end = at;
	return !is_word(start, out->text.len);
}

/* Reads "KEY:"; false when there is none. */
static bool read_key(const reader *r, const char *at, key *out)
{
	bool is_quoted = *at == '"' || *at == '\'';

	if (!is_quoted && !is_letter(*at) && *at != '_')
		return false;
	if (!(is_quoted ? read_quoted_key(r, at, out) : read_plain_key(r, at, out)) ||
	    out->end >= r->end || *out->end++ != ':')
		return false;
	return out->text.len <= MAX_KEY && (is_end(r, out->end) || *out->end == ' ');
}

/* Reads what stands behind a key of the innermost map. */
static bool read_entry(reader *r, const key *k)
{
	const char *at = pn_run_of(k->end, r->end, ' ');

	if (!add_key(r, k->text))
		return false;
	if (!is_end(r, at) && *at == '#') {
		at = memchr(at, '\n', (size_t)(r->end - at));
		at = at ? at : r->end;
	}
	return read_member(r, k->text, at);
}

/* ---- lines ---- */

static bool read_item(reader *r, const char *line, const char *at)
{
	size_t indent = (size_t)(at - line);
	key k;

	if (!enter_list(r, indent))
		return false;
	at = pn_run_of(at + 1, r->end, ' ');
	if (is_end(r, at)) {
		r->pending = true;
		r->below = OTHER;
		return end_line(r, at);
	}
	if (*at == '-' && (is_end(r, at + 1) || at[1] == ' '))
		return false;
	if (!read_key(r, at, &k))
		return read_value(r, at, indent, NULL);
	return enter(r, (size_t)(at - line), false, false, OTHER) && read_entry(r, &k);
}

/* Reads a value that stands below its key or dash. */
static bool read_below(reader *r, const char *at, size_t indent)
{
	if (!r->pending || indent <= top(r)->indent || *at == '|' || *at == '>' ||
	    (r->below != OTHER && *at != '{'))
		return false;
	r->pending = false;
	return read_value(r, at, top(r)->indent, NULL);
}

static bool read_line(reader *r)
{
	const char *line = r->at, *at = pn_run_of(line, r->end, ' ');
	size_t indent = (size_t)(at - line);
	key k;

	if (is_end(r, at))
		return end_line(r, at);
	if (*at == '#') {
		at = memchr(at, '\n', (size_t)(r->end - at));
		return end_line(r, at ? at : r->end);
	}
	if (*at == '-' && (is_end(r, at + 1) || at[1] == ' '))
		return read_item(r, line, at);
	if (!read_key(r, at, &k))
		return read_below(r, at, indent);
	return enter_map(r, indent) && read_entry(r, &k);
}

bool pn_head_read_quick(pn_str text, pn_head *out)
{
	const char *end = text.ptr + text.len;
	reader r;

	*out = (pn_head){ PN_STR_EMPTY, PN_STR_EMPTY, PN_STR_EMPTY, PN_STR_EMPTY, false };
	if (text.len > UINT32_MAX / 2 || pn_run_printable(text.ptr, end) != end ||
	    memchr(text.ptr, '\r', text.len))
		return false;
	r.at = text.ptr;
	r.end = end;
	r.depth = r.key_count = 0;
	r.pending = false;
	r.out = out;
	while (r.at < r.end) {
		if (!read_line(&r))
			return false;
	}
	return r.depth > 0;
}
