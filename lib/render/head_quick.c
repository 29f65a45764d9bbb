/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The head of a document whose lines are plain: each is blank, a comment, "KEY: VALUE", "KEY:",
 * "- VALUE" or "- KEY: VALUE", or it stands in a literal. Where anything else comes up the reader
 * gives up: what it takes, it must take exactly as YAML and JSON would.
 */
#include "render/head_reader.h"

#include "base/run.h"
#include "codec/yaml.h"

/* ---- levels ---- */

static void leave_deeper(pn_head_reader *r, size_t indent)
{
	while (r->depth && r->top->indent > indent)
		pn_head_leave(r);
}

/* Finds or begins the list that an item at this indent belongs to. */
static bool enter_list(pn_head_reader *r, size_t indent)
{
	pn_head_level *now = r->top;
	bool pending = r->pending;

	r->pending = false;
	if (pending && (indent > now->indent || (indent == now->indent && !now->is_list)))
		return r->below == PN_HEAD_OTHER &&
		       pn_head_enter(r, indent, true, indent == now->indent, PN_HEAD_OTHER);
	leave_deeper(r, indent);
	now = r->top;
	return now && now->is_list && now->indent == indent;
}

/* Finds or begins the map that a key at this indent belongs to: not the innermost one. */
static bool enter_other_map(pn_head_reader *r, size_t indent)
{
	pn_head_level *now = r->top;
	bool pending = r->pending;

	r->pending = false;
	if (!now)
		return r->key_count == 0 && pn_head_enter(r, indent, false, false, PN_HEAD_ROOT);
	if (pending && indent > now->indent)
		return pn_head_enter(r, indent, false, false, r->below);
	leave_deeper(r, indent);
	now = r->top;
	if (now && now->is_flush && now->indent == indent) {
		pn_head_leave(r);
		now = r->top;
	}
	return now && !now->is_list && now->indent == indent;
}

/* Finds or begins the map that a key at this indent belongs to. */
static inline bool enter_map(pn_head_reader *r, size_t indent)
{
	const pn_head_level *now = r->top;

	return (now && !r->pending && now->indent == indent && !now->is_list) ||
	       enter_other_map(r, indent);
}

bool pn_head_has_key(const pn_head_reader *r, const pn_head_level *map, pn_str key, uint32_t hash)
{
	for (uint32_t i = map->first_key; i < r->key_count; i++) {
		const pn_head_key *k = &r->keys[i];

		if (k->hash == hash && pn_str_eq((pn_str){ k->ptr, k->len }, key))
			return true;
	}
	return false;
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

/* Finds a field of the head; *unsure when Go would, or might, take the key for it in spite of its
 * case. */
static const field *find_field(const pn_head_reader *r, pn_str key, bool *unsure)
{
	pn_head_map place = (pn_head_map)r->top->place;

	*unsure = !r->is_ascii && pn_run_ascii(key.ptr, key.ptr + key.len) < key.ptr + key.len;
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

/* Reads an annotation's value, which must be a text: what is in quotes, or a literal, is one. */
static bool read_annotation(pn_head_reader *r, pn_str key, const char *at, size_t indent)
{
	bool is_hook = pn_str_is(key, "helm.sh/hook");
	pn_str value;

	if (pn_head_is_end(r, at))
		return false;
	if (!is_hook && (*at == '"' || *at == '\'' || *at == '|' || *at == '>'))
		return pn_head_read_value(r, at, indent, NULL);
	if (!pn_head_read_value(r, at, indent, &value))
		return false;
	if (is_hook) {
		r->out->hook = value;
		r->out->has_hook = true;
	}
	return true;
}

/* Reads a value of the innermost map, most of which are plain. */
static inline bool read_value(pn_head_reader *r, const char *at)
{
	if (pn_head_is_letter(*at) || (*at >= '/' && *at <= '9')) {
		const char *stop = pn_run_yaml_plain(at, r->end);

		if (stop < r->end && *stop == '\n') {
			r->plain_end = r->at = stop + 1;
			return true;
		}
	}
	return pn_head_read_value(r, at, r->top->indent, NULL);
}

/* Reads what stands behind "KEY:" on its line in a map that is looked into. */
static bool read_known_member(pn_head_reader *r, pn_str key, const char *at)
{
	size_t indent = r->top->indent;
	bool unsure, is_below = pn_head_is_end(r, at);
	const field *f;

	if (r->top->place == PN_HEAD_ANNOTATIONS)
		return read_annotation(r, key, at, indent);
	f = find_field(r, key, &unsure);
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

/* Reads what stands behind "KEY:" on its line; nothing does at its end. */
static inline bool read_member(pn_head_reader *r, pn_str key, const char *at)
{
	if (r->top->place != PN_HEAD_OTHER)
		return read_known_member(r, key, at);
	if (!pn_head_is_end(r, at))
		return read_value(r, at);
	r->pending = true;
	r->below = PN_HEAD_OTHER;
	return pn_head_end_line(r, at);
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

/* Reads "KEY:"; false when there is none. */
static inline bool read_key(const pn_head_reader *r, const char *at, key *out)
{
	char c = *at;

	if (pn_head_is_letter(c) || c == '_') {
		out->end = pn_run_name(at, r->end);
		out->text = (pn_str){ at, (size_t)(out->end - at) };
		if (out->text.len <= 5 && pn_head_is_word(at, out->text.len))
			return false;
	} else if ((c != '"' && c != '\'') || !read_quoted_key(r, at, out)) {
		return false;
	}
	if (out->end == r->end || *out->end++ != ':' || out->text.len > PN_HEAD_KEY_BYTES)
		return false;
	return pn_head_is_end(r, out->end) || *out->end == ' ';
}

/* Reads what stands behind a key of the innermost map. Of equal keys the last one counts, which
 * matters only where maps are looked into. */
static inline bool read_entry(pn_head_reader *r, const key *k)
{
	const char *at = pn_head_skip_blanks(k->end, r->end);

	if (r->top->place != PN_HEAD_OTHER && !pn_head_add_key(r, k->text))
		return false;
	if (!pn_head_is_end(r, at) && *at == '#') {
		at = memchr(at, '\n', (size_t)(r->end - at));
		at = at ? at : r->end;
	}
	return read_member(r, k->text, at);
}

/* ---- lines ---- */

/* Reads a value that stands below its key or dash. */
static bool read_below(pn_head_reader *r, const char *at, size_t indent)
{
	if (!r->pending || indent <= r->top->indent || *at == '|' || *at == '>' ||
	    (r->below != PN_HEAD_OTHER && !pn_head_is_empty_map(r, at)))
		return false;
	r->pending = false;
	return pn_head_read_value(r, at, r->top->indent, NULL);
}

/* Begins an item behind its dash; an empty one is complete with that, and *at is the line's end. */
static bool begin_item(pn_head_reader *r, size_t indent, const char **at)
{
	if (!enter_list(r, indent))
		return false;
	*at = pn_head_skip_blanks(*at + 1, r->end);
	if (pn_head_is_end(r, *at)) {
		r->pending = true;
		r->below = PN_HEAD_OTHER;
		return true;
	}
	return !pn_head_is_dash(r, *at);
}

static bool read_line(pn_head_reader *r, const char *line)
{
	const char *at = pn_run_of(line, r->end, ' ');
	size_t indent = (size_t)(at - line);
	bool is_item = at < r->end && pn_head_is_dash(r, at);
	key k;

	if (is_item && !begin_item(r, indent, &at))
		return false;
	if (pn_head_is_end(r, at))
		return pn_head_end_line(r, at);
	if (*at == '#' && !is_item) {
		at = memchr(at, '\n', (size_t)(r->end - at));
		return pn_head_end_line(r, at ? at : r->end);
	}
	if (!read_key(r, at, &k))
		return is_item ? pn_head_read_value(r, at, indent, NULL)
			       : read_below(r, at, indent);
	indent = (size_t)(at - line);
	return (is_item ? pn_head_enter(r, indent, false, false, PN_HEAD_OTHER)
			: enter_map(r, indent)) &&
	       read_entry(r, &k);
}

bool pn_head_read_quick(pn_str text, pn_head *out)
{
	const char *end = text.ptr + text.len;
	pn_head_reader r;

	*out = (pn_head){ PN_STR_EMPTY, PN_STR_EMPTY, PN_STR_EMPTY, PN_STR_EMPTY, false };
	r.is_ascii = pn_run_is_plain_ascii(text.ptr, end);
	if (text.len > UINT32_MAX / 2 || (!r.is_ascii && !pn_yaml_has_plain_lines(text)))
		return false;
	r.at = pn_str_starts(text, PN_STR("---\n")) ? text.ptr + 4 : text.ptr;
	r.end = text.ptr + pn_yaml_before_end(text).len;
	r.top = NULL;
	r.plain_end = NULL;
	r.depth = r.key_count = 0;
	r.pending = false;
	r.out = out;
	while (r.at < r.end) {
		const char *line = r.at;

		if (!read_line(&r, line) && !pn_head_continue(&r, line))
			return false;
	}
	/* Where there are comments alone, the document is null; an end of nothing is another
	 * matter. */
	return r.top || r.end == end;
}
