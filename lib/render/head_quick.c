/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The head of a document whose lines are plain: each is blank, a comment, "KEY: VALUE", "KEY:",
 * "- VALUE" or "- KEY: VALUE", or it stands in a literal. Where anything else comes up the reader
 * gives up: what it takes, it must take exactly as YAML and JSON would.
 */
#include "render/head_reader.h"

#include "base/run.h"

/* ---- levels ---- */

bool pn_head_enter(pn_head_reader *r, size_t indent, bool is_list, bool is_flush, pn_head_map place)
{
	if (r->depth == PN_HEAD_LEVELS)
		return false;
	r->levels[r->depth++] = (pn_head_level){ .indent = indent,
						 .is_list = is_list,
						 .is_flush = is_flush,
						 .place = place,
						 .first_key = r->key_count };
	return true;
}

static void leave_deeper(pn_head_reader *r, size_t indent)
{
	while (r->depth && pn_head_top(r)->indent > indent)
		pn_head_leave(r);
}

/* Finds or begins the list that an item at this indent belongs to. */
bool pn_head_enter_list(pn_head_reader *r, size_t indent)
{
	pn_head_level *now = pn_head_top(r);
	bool pending = r->pending;

	r->pending = false;
	if (pending && (indent > now->indent || (indent == now->indent && !now->is_list)))
		return r->below == PN_HEAD_OTHER &&
		       pn_head_enter(r, indent, true, indent == now->indent, PN_HEAD_OTHER);
	leave_deeper(r, indent);
	now = pn_head_top(r);
	return now && now->is_list && now->indent == indent;
}

/* Finds or begins the map that a key at this indent belongs to. */
bool pn_head_enter_map(pn_head_reader *r, size_t indent)
{
	pn_head_level *now = pn_head_top(r);
	bool pending = r->pending;

	r->pending = false;
	if (!now)
		return r->key_count == 0 && pn_head_enter(r, indent, false, false, PN_HEAD_ROOT);
	if (pending && indent > now->indent)
		return pn_head_enter(r, indent, false, false, r->below);
	leave_deeper(r, indent);
	now = pn_head_top(r);
	if (now && now->is_flush && now->indent == indent) {
		pn_head_leave(r);
		now = pn_head_top(r);
	}
	return now && !now->is_list && now->indent == indent;
}

/* Adds a key to the innermost map, which must not have it. */
bool pn_head_add_key(pn_head_reader *r, pn_str key)
{
	uint32_t hash = pn_str_hash(key);
	uint64_t bit = (uint64_t)1 << hash % 64;
	pn_head_level *now = pn_head_top(r);

	if (r->key_count == PN_HEAD_KEYS)
		return false;
	for (uint32_t i = now->first_key; now->seen & bit && i < r->key_count; i++) {
		const pn_head_key *k = &r->keys[i];

		if (k->hash == hash && pn_str_eq((pn_str){ k->ptr, k->len }, key))
			return false;
	}
	now->seen |= bit;
	r->keys[r->key_count++] = (pn_head_key){ key.ptr, (uint32_t)key.len, hash };
	return true;
}

/* ---- keys ---- */

/* What a key of the head stands for. */
typedef struct field {
	pn_str name;
	pn_head_map place; /* where it stands */
	pn_head_map below; /* what kind of map it has; OTHER: it has a text */
} field;

static const field fields[] = {
	{ { "apiVersion", 10 }, PN_HEAD_ROOT, PN_HEAD_OTHER },
	{ { "kind", 4 }, PN_HEAD_ROOT, PN_HEAD_OTHER },
	{ { "metadata", 8 }, PN_HEAD_ROOT, PN_HEAD_METADATA },
	{ { "name", 4 }, PN_HEAD_METADATA, PN_HEAD_OTHER },
	{ { "annotations", 11 }, PN_HEAD_METADATA, PN_HEAD_ANNOTATIONS },
};
enum { FIELD_COUNT = sizeof fields / sizeof *fields };

/* Finds a field of the head; *unsure when Go would take the key for it in spite of its case. */
static const field *find_field(pn_head_map place, pn_str key, bool *unsure)
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
static pn_str *text_of(const pn_head_reader *r, const field *f)
{
	pn_str *texts[FIELD_COUNT] = { &r->out->api_version, &r->out->kind, NULL, &r->out->name };

	return texts[f - fields];
}

/* Reads an annotation's value, which must be a text. */
static bool read_annotation(pn_head_reader *r, pn_str key, const char *at, size_t indent)
{
	pn_str value;

	if (pn_head_is_end(r, at) || !pn_head_read_value(r, at, indent, &value))
		return false;
	if (pn_str_is(key, "helm.sh/hook")) {
		r->out->hook = value;
		r->out->has_hook = true;
	}
	return true;
}

/* Reads what stands behind "KEY:" on its line; nothing does at its end. */
static bool read_member(pn_head_reader *r, pn_str key, const char *at)
{
	size_t indent = pn_head_top(r)->indent;
	pn_head_map place = pn_head_top(r)->place;
	bool unsure = false, is_below = pn_head_is_end(r, at);
	const field *f;

	if (place == PN_HEAD_ANNOTATIONS)
		return read_annotation(r, key, at, indent);
	f = place == PN_HEAD_OTHER ? NULL : find_field(place, key, &unsure);
	if (unsure)
		return false;
	if (f && f->below == PN_HEAD_OTHER)
		return !is_below && pn_head_read_value(r, at, indent, text_of(r, f));
	r->pending = is_below;
	r->below = f ? f->below : PN_HEAD_OTHER;
	if (is_below)
		return pn_head_end_line(r, at);
	return (!f || pn_head_is_empty_map(r, at)) && pn_head_read_value(r, at, indent, NULL);
}

/* A key as it stands on its line. */
typedef struct key {
	pn_str text;
	const char *end; /* behind its colon */
} key;

/* Reads a key in quotes, which is a text whatever it says. */
static bool read_quoted_key(const pn_head_reader *r, const char *at, key *out)
{
	const char *start = at + 1;

	for (at++; !pn_head_is_end(r, at) && *at != *(start - 1); at++) {
		if (*at == '\\' || *at == '\t')
			return false;
	}
	out->text = (pn_str){ start, (size_t)(at - start) };
	out->end = at + 1;
	return !pn_head_is_end(r, at) && out->text.len;
}

static bool read_plain_key(const pn_head_reader *r, const char *at, key *out)
{
	const char *start = at;

	while ((at = pn_run_word(at, r->end)) < r->end && pn_head_is_key_char(*at))
		at++;
	out->text = (pn_str){ start, (size_t)(at - start) };
	out->end = at;
	return out->text.len > 5 || !pn_head_is_word(start, out->text.len);
}

/* Reads "KEY:"; false when there is none. */
static bool read_key(const pn_head_reader *r, const char *at, key *out)
{
	bool is_quoted = *at == '"' || *at == '\'';

	if (!is_quoted && !pn_head_is_letter(*at) && *at != '_')
		return false;
	if (!(is_quoted ? read_quoted_key(r, at, out) : read_plain_key(r, at, out)) ||
	    out->end >= r->end || *out->end++ != ':')
		return false;
	return out->text.len <= PN_HEAD_KEY_BYTES &&
	       (pn_head_is_end(r, out->end) || *out->end == ' ');
}

/* Reads what stands behind a key of the innermost map. */
static bool read_entry(pn_head_reader *r, const key *k)
{
	const char *at = pn_run_of(k->end, r->end, ' ');

	if (!pn_head_add_key(r, k->text))
		return false;
	if (!pn_head_is_end(r, at) && *at == '#') {
		at = memchr(at, '\n', (size_t)(r->end - at));
		at = at ? at : r->end;
	}
	return read_member(r, k->text, at);
}

/* ---- lines ---- */

static bool read_item(pn_head_reader *r, const char *line, const char *at)
{
	size_t indent = (size_t)(at - line);
	key k;

	if (!pn_head_enter_list(r, indent))
		return false;
	at = pn_run_of(at + 1, r->end, ' ');
	if (pn_head_is_end(r, at)) {
		r->pending = true;
		r->below = PN_HEAD_OTHER;
		return pn_head_end_line(r, at);
	}
	if (*at == '-' && (pn_head_is_end(r, at + 1) || at[1] == ' '))
		return false;
	if (!read_key(r, at, &k))
		return pn_head_read_value(r, at, indent, NULL);
	return pn_head_enter(r, (size_t)(at - line), false, false, PN_HEAD_OTHER) &&
	       read_entry(r, &k);
}

/* Reads a value that stands below its key or dash. */
static bool read_below(pn_head_reader *r, const char *at, size_t indent)
{
	if (!r->pending || indent <= pn_head_top(r)->indent || *at == '|' || *at == '>' ||
	    (r->below != PN_HEAD_OTHER && !pn_head_is_empty_map(r, at)))
		return false;
	r->pending = false;
	return pn_head_read_value(r, at, pn_head_top(r)->indent, NULL);
}

static bool read_line(pn_head_reader *r)
{
	const char *line = r->at, *at = pn_run_of(line, r->end, ' ');
	size_t indent = (size_t)(at - line);
	key k;

	if (pn_head_is_end(r, at))
		return pn_head_end_line(r, at);
	if (*at == '#') {
		at = memchr(at, '\n', (size_t)(r->end - at));
		return pn_head_end_line(r, at ? at : r->end);
	}
	if (*at == '-' && (pn_head_is_end(r, at + 1) || at[1] == ' '))
		return read_item(r, line, at);
	if (!read_key(r, at, &k))
		return read_below(r, at, indent);
	return pn_head_enter_map(r, indent) && read_entry(r, &k);
}

bool pn_head_read_quick(pn_str text, pn_head *out)
{
	const char *end = text.ptr + text.len;
	pn_head_reader r;

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
