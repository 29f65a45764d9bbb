/* SPDX-License-Identifier: Apache-2.0 */
/* Texts and values without the secrets in them. */
#include "base/base64.h"
#include "base/url.h"
#include "diff/secret_parts.h"

enum {
	LEAST_TOLD = 4,	 /* bytes of a secret that is looked for inside of texts ... */
	LEAST_OTHER = 5, /* ... and of one that may be a common word */
	LEAST_FREE = 8,	 /* shorter ones are hidden where no letter or digit is beside them */
	BLOCK = 64	 /* of SHA-256 */
};

/* ---- tokens ---- */

static void hmac(const unsigned char key[PN_SHA256_SIZE], pn_str text,
		 unsigned char out[PN_SHA256_SIZE])
{
	char inner[BLOCK], outer[BLOCK];
	pn_sha256 sha;

	for (size_t i = 0; i < BLOCK; i++) {
		char k = i < PN_SHA256_SIZE ? (char)key[i] : 0;

		inner[i] = (char)(k ^ 0x36);
		outer[i] = (char)(k ^ 0x5C);
	}
	pn_sha256_init(&sha);
	pn_sha256_add(&sha, (pn_str){ inner, BLOCK });
	pn_sha256_add(&sha, text);
	pn_sha256_end(&sha, out);
	pn_sha256_init(&sha);
	pn_sha256_add(&sha, (pn_str){ outer, BLOCK });
	pn_sha256_add(&sha, (pn_str){ (const char *)out, PN_SHA256_SIZE });
	pn_sha256_end(&sha, out);
}

pn_str pn_secrets_token(pn_cx *cx, const pn_secrets *secrets, pn_str text)
{
	unsigned char digest[PN_SHA256_SIZE];

	hmac(secrets->key, pn_str_trim_ascii(text), digest);
	return pn_str_format(cx->arena, "<secret %02x%02x%02x%02x>", digest[0], digest[1],
			     digest[2], digest[3]);
}

/* ---- patterns ---- */

static uint32_t slot_of(const pn_secrets *s, const char *p)
{
	uint32_t n;

	memcpy(&n, p, sizeof n);
	return (n * 2654435761u >> 8) & (s->head_count - 1);
}

static bool add_pattern(pn_cx *cx, pn_secrets *s, pn_str text, uint32_t secret, bool base64)
{
	if (text.len < PN_PATTERN_LEAST)
		return true;
	if (!pn_diff_grow(cx, (void **)&s->patterns, &s->pattern_cap, s->pattern_count,
			  sizeof *s->patterns))
		return false;
	s->patterns[s->pattern_count++] = (pn_pattern){ text, secret, base64, PN_NO_INDEX };
	return true;
}

/*
 * Enters what a text looks like inside of something that was encoded in base64: there it may begin
 * at the first, second or third byte of a group, and the letters at its ends belong to others, too.
 */
static bool add_base64(pn_cx *cx, pn_secrets *s, pn_str text, uint32_t secret)
{
	static const char fill[] = "\0\0";

	for (size_t shift = 0; shift < 3; shift++) {
		size_t from = (shift * 8 + 5) / 6, end = (shift + text.len) * 8 / 6;
		pn_buf buf, all;
		pn_str word, url;

		pn_buf_init(&all, cx->arena);
		pn_buf_add(&all, (pn_str){ fill, shift });
		pn_buf_add(&all, text);
		pn_buf_init(&buf, cx->arena);
		pn_base64_encode(&buf, pn_buf_str(&all));
		word = pn_str_slice(pn_buf_str(&buf), from, end);
		url = pn_str_replace(cx->arena, word, PN_STR("+"), PN_STR("-"));
		url = pn_str_replace(cx->arena, url, PN_STR("/"), PN_STR("_"));
		/* Few letters are found by chance. */
		if (word.len >= LEAST_FREE && !add_pattern(cx, s, word, secret, true))
			return false;
		if (word.len >= LEAST_FREE && !pn_str_eq(word, url) &&
		    !add_pattern(cx, s, url, secret, true))
			return false;
	}
	return true;
}

/* Enters a text as it looks in quotes, in JSON and in URLs, where that is another look. */
static bool add_quoted(pn_cx *cx, pn_secrets *s, pn_str text, uint32_t secret)
{
	pn_value v = pn_string(text);
	pn_str forms[4];
	pn_buf json;

	pn_buf_init(&json, cx->arena);
	if (!pn_json_write(cx, &json, &v, PN_JSON_ESCAPE_HTML))
		return false;
	forms[0] = pn_str_slice(pn_buf_str(&json), 1, json.len - 1);
	pn_buf_init(&json, cx->arena);
	if (!pn_json_write(cx, &json, &v, 0))
		return false;
	forms[1] = pn_str_slice(pn_buf_str(&json), 1, json.len - 1);
	forms[2] = pn_str_replace(cx->arena, text, PN_STR("'"), PN_STR("''"));
	forms[3] = pn_url_escape(cx->arena, text, PN_URL_QUERY);
	for (size_t i = 0; i < 4; i++) {
		if (!pn_str_eq(forms[i], text) && !add_pattern(cx, s, forms[i], secret, false))
			return false;
	}
	return true;
}

/* Says whether a secret is part of a name or label, so that hiding it would hide the object. */
static bool is_public(const pn_secrets *s, pn_str text)
{
	for (size_t i = 0; i < pn_map_count(s->public_words); i++) {
		if (pn_str_find(s->public_words->entries[i].key, text) != PN_NOT_FOUND)
			return true;
	}
	return false;
}

static bool is_number(pn_str s)
{
	size_t i = 0;

	while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
		i++;
	return i == s.len;
}

static bool add_patterns(pn_cx *cx, pn_secrets *s, uint32_t secret)
{
	pn_str text = s->items[secret].text;
	size_t least = s->items[secret].told ? LEAST_TOLD : LEAST_OTHER;
	pn_value number = pn_int(secret);

	if (!pn_map_set(s->whole, text, &number))
		return pn_fail_memory(cx->err, cx->arena);
	if (!add_base64(cx, s, text, secret))
		return false;
	if (text.len < least || (is_number(text) && text.len < LEAST_FREE) || is_public(s, text))
		return true;
	return add_pattern(cx, s, text, secret, false) && add_quoted(cx, s, text, secret);
}

/* Makes the patterns of all secrets that are known by now, unless they are there. */
static bool prepare(pn_cx *any, pn_secrets *s)
{
	pn_cx own = pn_secrets_cx(any, s), *cx = &own;

	if (s->heads && s->prepared == s->count)
		return true;
	s->pattern_count = 0;
	s->whole = pn_map_new(cx->arena, s->count);
	if (!s->whole)
		return pn_fail_memory(cx->err, cx->arena);
	for (uint32_t i = 0; i < s->count; i++) {
		if (!add_patterns(cx, s, i))
			return false;
	}
	s->prepared = s->count;
	for (s->head_count = 256; s->head_count < s->pattern_count * 2;)
		s->head_count *= 2;
	s->heads = PN_NEW_ARRAY(cx->arena, uint32_t, s->head_count);
	if (!s->heads)
		return pn_fail_memory(cx->err, cx->arena);
	memset(s->heads, 0xFF, s->head_count * sizeof *s->heads);
	for (uint32_t i = 0; i < s->pattern_count; i++) {
		uint32_t *head = &s->heads[slot_of(s, s->patterns[i].text.ptr)];

		s->patterns[i].next = *head;
		*head = i;
	}
	return true;
}

/* ---- texts ---- */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_base64(char c)
{
	return is_word(c) || c == '+' || c == '/' || c == '-' || c == '_' || c == '=';
}

/* Says whether a pattern stands at a place of a text. */
static bool stands_at(const pn_pattern *p, pn_str text, size_t at)
{
	size_t end = at + p->text.len;

	if (end > text.len || memcmp(text.ptr + at, p->text.ptr, p->text.len) != 0)
		return false;
	if (p->text.len >= LEAST_FREE)
		return true;
	return !(at && is_word(text.ptr[at - 1])) && !(end < text.len && is_word(text.ptr[end]));
}

/* Returns the longest pattern at a place; NULL: there is none. */
static const pn_pattern *pattern_at(const pn_secrets *s, pn_str text, size_t at)
{
	const pn_pattern *best = NULL;

	for (uint32_t i = s->heads[slot_of(s, text.ptr + at)]; i != PN_NO_INDEX;
	     i = s->patterns[i].next) {
		const pn_pattern *p = &s->patterns[i];

		if ((!best || p->text.len > best->text.len) && stands_at(p, text, at))
			best = p;
	}
	return best;
}

/* Appends the text up to `at` and the token for a pattern there; returns where to go on. */
static size_t hide(pn_cx *cx, const pn_secrets *s, pn_str text, size_t done, size_t at,
		   const pn_pattern *p, pn_buf *out)
{
	size_t from = at, end = at + p->text.len;

	if (p->base64) {
		while (from > done && is_base64(text.ptr[from - 1]))
			from--;
		while (end < text.len && is_base64(text.ptr[end]))
			end++;
	}
	pn_buf_add(out, pn_str_slice(text, done, from));
	pn_buf_add(out, pn_secrets_token(cx, s, s->items[p->secret].text));
	return end;
}

/* Replaces every pattern in a text; the text itself when there is none. */
static pn_str hide_patterns(pn_cx *cx, const pn_secrets *s, pn_str text)
{
	size_t done = 0, at = 0;
	pn_buf out;

	pn_buf_init(&out, cx->arena);
	while (s->pattern_count && at + PN_PATTERN_LEAST <= text.len) {
		const pn_pattern *p = pattern_at(s, text, at);

		if (p)
			done = hide(cx, s, text, done, at, p, &out);
		at = p ? done : at + 1;
	}
	if (!done)
		return text;
	pn_buf_add(&out, pn_str_slice(text, done, text.len));
	return pn_buf_str(&out);
}

/* Replaces what is assigned to telling names, line by line, and the passwords of URLs. */
static pn_str hide_assigned(pn_cx *cx, const pn_secrets *s, pn_str text)
{
	pn_assignments search = { text, 0, 0 };
	size_t done = 0, at = 0;
	pn_assignment a;
	pn_str password;
	pn_buf out;

	pn_buf_init(&out, cx->arena);
	while (pn_next_assignment(&search, &a)) {
		if (!a.value.len || a.value.ptr[0] == '<' || a.value.ptr[0] == '$' ||
		    !pn_secrets_name_tells(s, a.name))
			continue;
		pn_buf_add(&out, pn_str_slice(text, done, (size_t)(a.value.ptr - text.ptr)));
		pn_buf_add(&out, pn_secrets_token(cx, s, a.value));
		done = (size_t)(a.value.ptr - text.ptr) + a.value.len;
		pn_skip_assignment(&search);
	}
	if (done) {
		pn_buf_add(&out, pn_str_slice(text, done, text.len));
		text = pn_buf_str(&out);
		done = 0;
	}
	pn_buf_init(&out, cx->arena);
	while (pn_next_url_password(text, &at, &password)) {
		if (password.ptr[0] == '<' || password.ptr[0] == '$')
			continue;
		pn_buf_add(&out, pn_str_slice(text, done, (size_t)(password.ptr - text.ptr)));
		pn_buf_add(&out, pn_secrets_token(cx, s, password));
		done = (size_t)(password.ptr - text.ptr) + password.len;
	}
	pn_buf_add(&out, pn_str_slice(text, done, text.len));
	return done ? pn_buf_str(&out) : text;
}

/* Masks a text when the patterns are there. */
static pn_str mask_text(pn_cx *cx, const pn_secrets *s, pn_str text)
{
	if (pn_map_get(s->whole, pn_str_trim_ascii(text)))
		return pn_secrets_token(cx, s, text);
	return hide_assigned(cx, s, hide_patterns(cx, s, text));
}

pn_str pn_secrets_mask_text(pn_cx *cx, pn_secrets *s, pn_str text)
{
	if (s->show || !text.len)
		return text;
	/* Rather nothing than a secret. */
	return prepare(cx, s) ? mask_text(cx, s, text) : PN_STR_EMPTY;
}

/* ---- values ---- */

/* What is known of the place of a value. */
typedef struct place {
	bool data; /* of a Secret: every scalar is secret */
	bool base64;
	bool told;  /* by a name */
	bool all;   /* ... of a map with nothing but secrets */
	bool label; /* names and labels are shown as they are */
} place;

/* A masking under way. */
typedef struct masking {
	pn_cx *cx;
	const pn_secrets *s;
	bool in_secret; /* the object is one */
} masking;

static place enter_key(const masking *m, place p, pn_str key, bool at_top)
{
	p.data = p.data || (at_top && m->in_secret &&
			    (pn_str_is(key, "data") || pn_str_is(key, "stringData")));
	p.base64 = at_top ? pn_str_is(key, "data") : p.base64;
	p.label = p.label || pn_str_is(key, "labels") || pn_str_is(key, "matchLabels") ||
		  (!p.data && pn_str_is(key, "name")) || pn_str_is(key, "namespace") ||
		  pn_str_is(key, "kind") || pn_str_is(key, "apiVersion");
	p.told = p.all || pn_secrets_name_tells(m->s, key);
	p.all = pn_secrets_name_tells_all(m->s, key);
	return p;
}

/* What is known of a path's end. */
static place place_of(const masking *m, const pn_path *path)
{
	place p = { 0 };

	if (!path)
		return p;
	p = place_of(m, path->parent);
	if (!path->is_item)
		p = enter_key(m, p, path->key, !path->parent);
	if (path->parent && path->parent->is_item && pn_str_is(path->parent->key_name, "name") &&
	    pn_str_is(path->key, "value"))
		p.told = pn_secrets_name_tells(m->s, path->parent->key);
	return p;
}

static pn_str mask_string(const masking *m, place p, pn_str text)
{
	const pn_secrets *s = m->s;

	if (p.data && text.len)
		return pn_secrets_token(m->cx, s, p.base64 ? pn_secret_decode(m->cx, text) : text);
	if (p.told && text.len && !(text.ptr[0] == '$' && text.len > 1))
		return pn_secrets_token(m->cx, s, text);
	return p.label ? hide_patterns(m->cx, s, text) : mask_text(m->cx, s, text);
}

static bool mask(const masking *m, place p, const pn_value *v, pn_value *out, bool at_top);

/* Masks an argument that belongs to the option before it, too. */
static bool mask_list(const masking *m, place p, const pn_value *v, pn_value *out)
{
	pn_list_builder list;

	pn_list_begin(&list, m->cx->arena, v->len);
	for (uint32_t i = 0; i < v->len; i++) {
		const pn_value *item = &v->as.items[i];
		place here = p;
		pn_str option = i && pn_is_string(item - 1) ? pn_value_str(item - 1) : PN_STR_EMPTY;
		pn_value masked;

		if (pn_str_starts(option, PN_STR("-")) &&
		    pn_str_find_byte(option, '=') == PN_NOT_FOUND)
			here.told = pn_secrets_name_tells(m->s, option);
		if (!mask(m, here, item, &masked, false))
			return false;
		pn_list_add(&list, &masked);
	}
	*out = pn_list_end(&list, (pn_type)v->type);
	out->origin = v->origin;
	return !m->cx->arena->failed || pn_fail_memory(m->cx->err, m->cx->arena);
}

static bool mask_map(const masking *m, place p, const pn_value *v, pn_value *out, bool at_top)
{
	bool tells = pn_secrets_name_tells(m->s, pn_member_text(v, "name"));
	pn_map *map = pn_map_new(m->cx->arena, pn_map_count(v->as.map));

	for (size_t i = 0; map && i < pn_map_count(v->as.map); i++) {
		const pn_entry *entry = &v->as.map->entries[i];
		place here = enter_key(m, p, entry->key, at_top);
		pn_value masked;

		here.told = here.told || (tells && pn_str_is(entry->key, "value"));
		if (!mask(m, here, &entry->value, &masked, false))
			return false;
		if (!pn_map_set(map, mask_text(m->cx, m->s, entry->key), &masked))
			map = NULL;
	}
	*out = *v;
	out->as.map = map;
	return map || pn_fail_memory(m->cx->err, m->cx->arena);
}

static bool mask(const masking *m, place p, const pn_value *v, pn_value *out, bool at_top)
{
	pn_str text;

	if (v->kind == PN_LIST)
		return mask_list(m, p, v, out);
	if (v->kind == PN_MAP)
		return mask_map(m, p, v, out, at_top);
	*out = *v;
	if (p.data && v->kind != PN_STRING && v->kind != PN_NIL) {
		text = pn_value_to_string(m->cx->arena, v);
	} else if (v->kind == PN_STRING) {
		text = pn_value_str(v);
	} else {
		return true;
	}
	*out = pn_string(mask_string(m, p, text));
	out->origin = v->origin;
	return !m->cx->arena->failed || pn_fail_memory(m->cx->err, m->cx->arena);
}

bool pn_secrets_mask(pn_cx *cx, pn_secrets *secrets, const pn_kube_object *object,
		     const pn_path *path, const pn_value *v, pn_value *out)
{
	masking m = { cx, secrets, object && pn_str_is(object->kind, "Secret") };

	*out = *v;
	if (secrets->show)
		return true;
	return prepare(cx, secrets) && mask(&m, place_of(&m, path), v, out, !path);
}
