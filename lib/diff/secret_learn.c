/* SPDX-License-Identifier: Apache-2.0 */
/* Finding secrets: in Secrets, in what has a telling name, in texts that hold either. */
#include "base/base64.h"
#include "diff/secret_parts.h"

enum {
	LEAST_WHOLE = 3, /* bytes of a secret that is looked for outside of its Secret */
	LEAST_LINE = 16, /* bytes of a line of a secret that counts as one itself */
	MOST_SECRETS = 20000,
	MOST_NESTED = 4, /* texts in texts that are read */
};

pn_secrets *pn_secrets_new(pn_cx *cx, const pn_secret_options *options)
{
	pn_secrets *s = PN_NEW(cx->arena, pn_secrets);
	pn_sha256 sha;

	if (!s)
		return pn_fail_memory(cx->err, cx->arena), NULL;
	s->arena = cx->arena;
	s->show = options->show;
	s->known = pn_map_new(cx->arena, 0);
	s->public_words = pn_map_new(cx->arena, 0);
	s->whole = pn_map_new(cx->arena, 0);
	s->names = PN_NEW_ARRAY(cx->arena, const pn_glob *, options->name_count + 1);
	s->other_names = PN_NEW_ARRAY(cx->arena, const pn_glob *, options->name_count + 1);
	if (!s->known || !s->public_words || !s->whole || !s->names || !s->other_names)
		return pn_fail_memory(cx->err, cx->arena), NULL;
	for (size_t i = 0; i < options->name_count; i++) {
		pn_str name = options->names[i];
		bool other = pn_str_starts(name, PN_STR("!"));
		const pn_glob *glob = pn_glob_compile(cx, pn_str_slice(name, other, name.len));

		if (!glob)
			return pn_fail_memory(cx->err, cx->arena), NULL;
		if (other)
			s->other_names[s->other_count++] = glob;
		else
			s->names[s->name_count++] = glob;
	}
	if (options->seed.ptr) {
		pn_sha256_init(&sha);
		pn_sha256_add(&sha, options->seed);
		pn_sha256_end(&sha, s->key);
	} else if (!pn_os_entropy(s->key, sizeof s->key)) {
		return pn_fail(cx->err, PINTLE_ERR_IO, "the system gives no random bytes"), NULL;
	}
	return s;
}

/* ---- entering ---- */

bool pn_secrets_add(pn_cx *cx, pn_secrets *s, pn_str text, bool told)
{
	pn_value number = pn_int((int64_t)s->count), *known;
	pn_cx own = pn_secrets_cx(cx, s);

	text = pn_str_trim_ascii(text);
	if (text.len < LEAST_WHOLE || pn_str_is(text, "true") || pn_str_is(text, "false") ||
	    pn_str_is(text, "null") || s->count >= MOST_SECRETS)
		return true;
	known = pn_map_get(s->known, text);
	if (known) {
		s->items[known->as.integer].told |= told;
		return true;
	}
	text = pn_str_dup(s->arena, text);
	if (s->arena->failed || !pn_map_set(s->known, text, &number))
		return pn_fail_memory(cx->err, s->arena);
	if (!pn_diff_grow(&own, (void **)&s->items, &s->cap, s->count, sizeof *s->items))
		return false;
	s->items[s->count++] = (pn_secret){ text, told };
	return true;
}

/* Says whether a value stands for itself: not a reference to a variable, as $(NAME) or ${NAME}. */
static bool is_literal(pn_str v)
{
	return v.len && !(v.ptr[0] == '$' && v.len > 1 && (v.ptr[1] == '(' || v.ptr[1] == '{') &&
			  (v.ptr[v.len - 1] == ')' || v.ptr[v.len - 1] == '}'));
}

/* Enters what a secret text holds: its lines, what is assigned in them, passwords of URLs. */
static bool add_contents(pn_cx *cx, pn_secrets *s, pn_str text, bool is_secret)
{
	bool has_lines = pn_str_find_byte(text, '\n') != PN_NOT_FOUND;
	pn_assignments search = { text, 0, 0 };
	pn_str rest, line, password;
	pn_assignment a;
	size_t at = 0;

	while (pn_next_assignment(&search, &a)) {
		if (!a.value.len || !is_literal(a.value) || !pn_secrets_name_tells(s, a.name))
			continue;
		if (!pn_secrets_add(cx, s, a.value, true))
			return false;
		pn_skip_assignment(&search);
	}
	while (pn_next_url_password(text, &at, &password)) {
		if (!pn_secrets_add(cx, s, password, true))
			return false;
	}
	for (rest = text; is_secret && has_lines && rest.len;) {
		pn_str_cut(rest, PN_STR("\n"), &line, &rest);
		line = pn_str_trim_ascii(line);
		if (line.len >= LEAST_LINE && !pn_secrets_add(cx, s, line, true))
			return false;
	}
	return true;
}

pn_str pn_secret_decode(pn_cx *cx, pn_str text)
{
	pn_buf buf;
	size_t bad;

	pn_buf_init(&buf, cx->arena);
	return text.len && pn_base64_decode(&buf, text, &bad) ? pn_buf_str(&buf) : text;
}

/* ---- values ---- */

/* A walk that learns. */
typedef struct learning {
	pn_cx *cx;
	pn_secrets *s;
	unsigned nested; /* texts that were read as objects on the way here */
} learning;

static bool learn_value(learning *l, pn_str name, const pn_value *v);

/* Learns the JSON in a secret text: leaves with telling names, as of .dockerconfigjson. */
static bool learn_json(learning *l, pn_str text)
{
	pn_error *own = l->cx->err, err;
	pn_str start = pn_str_trim_ascii(text);
	bool ok = true;
	size_t taken;
	pn_value v;

	if (!start.len || (start.ptr[0] != '{' && start.ptr[0] != '[') || l->nested >= MOST_NESTED)
		return true;
	pn_error_init(&err, own->arena.mem);
	l->cx->err = &err;
	l->nested++;
	if (pn_json_read_first(l->cx, start, &taken, &v))
		ok = learn_value(l, PN_STR_EMPTY, &v);
	l->nested--;
	l->cx->err = own;
	pn_error_finish(&err);
	return ok;
}

/* Enters a whole text as a secret, and what is in it. */
static bool learn_secret(learning *l, pn_str name, pn_str text)
{
	return pn_secrets_add(l->cx, l->s, text, pn_secrets_name_tells(l->s, name)) &&
	       add_contents(l->cx, l->s, text, true) && learn_json(l, text);
}

/* Learns the entries of data or stringData. */
static bool learn_data(learning *l, const pn_value *data, bool base64)
{
	for (size_t i = 0; data && pn_is_map(data) && i < pn_map_count(data->as.map); i++) {
		const pn_entry *entry = &data->as.map->entries[i];
		pn_str text;

		if (!pn_is_string(&entry->value))
			continue;
		text = pn_value_str(&entry->value);
		if (!learn_secret(l, entry->key, base64 ? pn_secret_decode(l->cx, text) : text))
			return false;
	}
	return true;
}

/* Reads objects that stand in a text, as in an annotation or a ConfigMap, for the Secrets. */
static bool learn_embedded(learning *l, pn_str text)
{
	pn_error *own = l->cx->err, err;
	bool ok = true;
	pn_str chunk;
	pn_value v;

	if (l->nested >= MOST_NESTED || pn_str_find(text, PN_STR("Secret")) == PN_NOT_FOUND ||
	    pn_str_find(text, PN_STR("kind")) == PN_NOT_FOUND)
		return true;
	pn_error_init(&err, own->arena.mem);
	l->cx->err = &err;
	l->nested++;
	while (ok && pn_yaml_next_chunk(l->cx, &text, &chunk)) {
		if (pn_yaml_read(l->cx, chunk, PN_YAML_KEEP_NUMBERS, NULL, &v))
			ok = learn_value(l, PN_STR_EMPTY, &v);
		pn_error_clear(&err);
	}
	l->nested--;
	l->cx->err = own;
	pn_error_finish(&err);
	return ok;
}

static bool learn_text(learning *l, pn_str name, pn_str text)
{
	if (!is_literal(text))
		return true;
	if (pn_secrets_name_tells(l->s, name))
		return learn_secret(l, name, text);
	return add_contents(l->cx, l->s, text, false) && learn_embedded(l, text);
}

/* Learns an argument that follows the option it belongs to: "--password", "hunter2". */
static bool learn_items(learning *l, pn_str name, const pn_value *list)
{
	for (uint32_t i = 0; i < list->len; i++) {
		const pn_value *item = &list->as.items[i];
		pn_str option = i && pn_is_string(item - 1) ? pn_value_str(item - 1) : PN_STR_EMPTY;
		bool is_option = pn_str_starts(option, PN_STR("-")) &&
				 pn_str_find_byte(option, '=') == PN_NOT_FOUND &&
				 pn_str_find_byte(option, ' ') == PN_NOT_FOUND;

		if (!learn_value(l, is_option ? option : name, item))
			return false;
	}
	return true;
}

/* Learns a Secret, wherever it stands. */
static bool learn_object(learning *l, const pn_value *v)
{
	return learn_data(l, pn_member(v, "data"), true) &&
	       learn_data(l, pn_member(v, "stringData"), false);
}

static bool learn_map(learning *l, pn_str name, const pn_value *map)
{
	bool all = pn_secrets_name_tells_all(l->s, name);
	bool is_secret = pn_str_is(pn_member_text(map, "kind"), "Secret");
	const pn_value *variable = pn_member(map, "value");

	if (is_secret && !learn_object(l, map))
		return false;
	if (variable && pn_is_string(variable) &&
	    !learn_text(l, pn_member_text(map, "name"), pn_value_str(variable)))
		return false;
	for (size_t i = 0; i < pn_map_count(map->as.map); i++) {
		const pn_entry *entry = &map->as.map->entries[i];

		if (is_secret &&
		    (pn_str_is(entry->key, "data") || pn_str_is(entry->key, "stringData")))
			continue;
		if (!learn_value(l, all ? name : entry->key, &entry->value))
			return false;
	}
	return true;
}

static bool learn_value(learning *l, pn_str name, const pn_value *v)
{
	if (v->kind == PN_MAP)
		return learn_map(l, name, v);
	if (v->kind == PN_LIST)
		return learn_items(l, name, v);
	return v->kind != PN_STRING || learn_text(l, name, pn_value_str(v));
}

/* ---- what is no secret ---- */

static bool add_public(pn_cx *cx, pn_secrets *s, pn_str word)
{
	pn_value yes = pn_bool(true);

	if (!word.len || pn_map_get(s->public_words, word))
		return true;
	word = pn_str_dup(s->arena, word);
	return (!s->arena->failed && pn_map_set(s->public_words, word, &yes)) ||
	       pn_fail_memory(cx->err, s->arena);
}

/* Notes names and labels: a secret that is a part of one of these is hidden only by itself. */
static bool learn_public(pn_cx *cx, pn_secrets *s, const pn_kube_object *o)
{
	const pn_value *labels = pn_member_path(&o->value, "metadata.labels");

	if (!add_public(cx, s, o->name) || !add_public(cx, s, o->ns) ||
	    !add_public(cx, s, o->kind) || !add_public(cx, s, o->api_version))
		return false;
	for (size_t i = 0; labels && pn_is_map(labels) && i < pn_map_count(labels->as.map); i++) {
		const pn_value *v = &labels->as.map->entries[i].value;

		if (pn_is_string(v) && !add_public(cx, s, pn_value_str(v)))
			return false;
	}
	return true;
}

bool pn_secrets_learn(pn_cx *cx, pn_secrets *secrets, const pn_object_set *set)
{
	learning l = { cx, secrets, 0 };

	for (size_t i = 0; !secrets->show && i < set->count; i++) {
		const pn_kube_object *o = &set->items[i];

		/* The items of a SecretList need not say what they are. */
		if (pn_str_is(o->kind, "Secret") && !learn_object(&l, &o->value))
			return false;
		if (!learn_public(cx, secrets, o) || !learn_value(&l, PN_STR_EMPTY, &o->value))
			return false;
	}
	return true;
}

bool pn_secrets_learn_values(pn_cx *cx, pn_secrets *secrets, const pn_value *values)
{
	learning l = { cx, secrets, 0 };

	return secrets->show || learn_value(&l, PN_STR_EMPTY, values);
}
