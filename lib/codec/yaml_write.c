/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_write.h"
#include "base/sort.h"
#include "codec/json.h"
#include "codec/yaml_sort.h"

enum { STEP = 2, CYCLE_CHECK_DEPTH = 1000 };

static void report(pn_yaml_writer *w, const pn_value *v)
{
	if (w->place)
		w->place->at(w->place->data, w->emitter.out->len, v);
}

/* ---- levels ---- */

static bool reserve_keys(pn_yaml_writer *w, size_t count)
{
	size_t want = w->key_count + count, cap = w->key_cap;
	const pn_entry **moved;

	if (want <= w->key_cap)
		return true;
	while (cap < want)
		cap *= 2;
	moved = pn_realloc(w->cx->arena, (void *)w->keys, w->key_cap * sizeof *moved,
			   cap * sizeof *moved);
	if (!moved)
		return pn_fail_memory(w->cx->err, w->cx->arena);
	w->keys = moved;
	w->key_cap = cap;
	return true;
}

/* Whether a map or list is already open: the value contains itself. */
static bool is_open(const pn_yaml_writer *w, const pn_value *v)
{
	if (w->depth < CYCLE_CHECK_DEPTH)
		return false;
	for (size_t i = 0; i < w->depth; i++) {
		const pn_value *owner = w->levels[i].owner;

		if (owner->kind == v->kind && owner->as.map == v->as.map)
			return true;
	}
	return false;
}

static pn_yaml_level *open_level(pn_yaml_writer *w, const pn_value *v)
{
	pn_yaml_level *moved;

	if (w->depth >= w->cx->limits->depth || is_open(w, v))
		return NULL;
	if (w->depth == w->level_cap) {
		size_t cap = w->level_cap * 2;

		moved = pn_realloc(w->cx->arena, w->levels, w->level_cap * sizeof *moved,
				   cap * sizeof *moved);
		if (!moved)
			return NULL;
		w->levels = moved;
		w->level_cap = cap;
	}
	w->levels[w->depth] = (pn_yaml_level){ .owner = v, .indent = w->emitter.indent };
	return &w->levels[w->depth++];
}

static void close_level(pn_yaml_writer *w)
{
	const pn_yaml_level *level = &w->levels[--w->depth];

	if (!level->items)
		w->key_count = level->first_key;
	w->emitter.indent = level->indent;
}

/* ---- collections ---- */

/* Opens a list; one that is the value of a key stands at the key's own indentation. */
static bool open_list(pn_yaml_writer *w, const pn_value *v, bool after_key)
{
	pn_yaml_level *level = open_level(w, v);

	if (!level)
		return false;
	level->items = v->as.items;
	level->count = v->len;
	if (w->emitter.indent < 0)
		w->emitter.indent = 0;
	else if (!after_key || w->pretty)
		w->emitter.indent += STEP;
	return true;
}

static bool open_map(pn_yaml_writer *w, const pn_value *v, const pn_entry *entries, size_t count)
{
	pn_yaml_level *level = open_level(w, v);

	if (!level || !reserve_keys(w, 2 * count))
		return false;
	level->first_key = w->key_count;
	level->count = count;
	for (size_t i = 0; i < count; i++)
		w->keys[w->key_count++] = &entries[i];
	if (v->kind == PN_MAP || !w->pretty)
		pn_yaml_sort_keys(w->keys + level->first_key, w->keys + w->key_count, count,
				  w->pretty);
	w->emitter.indent = w->emitter.indent < 0 ? 0 : w->emitter.indent + STEP;
	return true;
}

static pn_str lower_ascii(pn_arena *arena, const char *name)
{
	char *copy = (char *)pn_str_dup(arena, pn_str_from(name)).ptr;

	for (char *c = copy; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return pn_str_from(copy);
}

static int by_key(const void *a, const void *b)
{
	return pn_str_cmp(((const pn_entry *)a)->key, ((const pn_entry *)b)->key);
}

/* Makes entries of a struct's fields, as JSON names them, or as YAML does: in lower case. */
static pn_entry *object_entries(pn_yaml_writer *w, const pn_object *object, size_t *count)
{
	size_t fields = object->cls->field_count, n = 0;
	pn_entry *entries = pn_alloc_zero(w->cx->arena, (fields ? fields : 1) * sizeof *entries);

	for (size_t i = 0; entries && i < fields; i++) {
		const char *name = object->cls->fields[i].name;

		if (name[0] >= 'a' && name[0] <= 'z')
			continue; /* not exported */
		if (w->pretty)
			entries[n].key = lower_ascii(w->cx->arena, name);
		else if (!pn_object_json_key(object, i, &entries[n].key))
			continue;
		entries[n++].value = object->fields[i];
	}
	*count = n;
	if (entries && !w->pretty)
		pn_sort(entries, n, sizeof *entries, by_key);
	return entries;
}

/* ---- nodes ---- */

static bool write_scalar(pn_yaml_writer *w, const pn_value *v)
{
	pn_yaml_scalar s = { .is_word = false };

	if (!(w->pretty ? pn_yaml_scalar_pretty(w, v, &s) : pn_yaml_scalar_through_json(w, v, &s)))
		return false;
	pn_yaml_emit_scalar(&w->emitter, &s, false);
	return true;
}

static bool write_object(pn_yaml_writer *w, const pn_value *v, bool after_key);

/* Version 3 takes bytes for a list of numbers. */
static bool write_byte_list(pn_yaml_writer *w, const pn_value *v, bool after_key)
{
	pn_value *items = PN_NEW_ARRAY(w->cx->arena, pn_value, v->len + 1);

	if (!items)
		return false;
	items[0] = pn_list(PN_TYPE_INTS, items + 1, v->len);
	for (uint32_t i = 0; i < v->len; i++)
		items[i + 1] = pn_int((unsigned char)v->as.text[i]);
	if (v->len)
		return open_list(w, items, after_key);
	pn_yaml_emit_word(&w->emitter, PN_STR("[]"));
	return true;
}

/* Writes a scalar or an empty collection, or opens a level. */
static bool write_node(pn_yaml_writer *w, const pn_value *v, bool after_key)
{
	switch ((pn_kind)v->kind) {
	case PN_LIST:
		if (v->as.items && v->len)
			return open_list(w, v, after_key);
		pn_yaml_emit_word(&w->emitter,
				  v->as.items || w->pretty ? PN_STR("[]") : PN_STR("null"));
		return true;
	case PN_MAP:
		if (pn_map_count(v->as.map))
			return open_map(w, v, pn_map_sorted(v->as.map), v->as.map->count);
		pn_yaml_emit_word(&w->emitter,
				  v->as.map || w->pretty ? PN_STR("{}") : PN_STR("null"));
		return true;
	case PN_OBJECT:
		return write_object(w, v, after_key);
	case PN_BYTES:
		if (v->as.text || w->pretty)
			return w->pretty ? write_byte_list(w, v, after_key) : write_scalar(w, v);
		pn_yaml_emit_word(&w->emitter, PN_STR("null"));
		return true;
	case PN_NIL:
	case PN_BOOL:
	case PN_INT:
	case PN_UINT:
	case PN_FLOAT:
	case PN_COMPLEX:
	case PN_STRING:
		break;
	}
	return write_scalar(w, v);
}

/* Writes a struct, or what stands for it. */
static bool write_object(pn_yaml_writer *w, const pn_value *v, bool after_key)
{
	const pn_object *object = v->as.object;
	bool is_time = v->type == PN_TYPE_TIME;
	pn_value *plain;
	pn_entry *entries;
	size_t count;

	if (!object) {
		pn_yaml_emit_word(&w->emitter, PN_STR("null"));
		return true;
	}
	if (object->cls->plain && (is_time || !w->pretty || !object->cls->field_count)) {
		plain = PN_NEW(w->cx->arena, pn_value);
		if (!plain || !object->cls->plain(w->cx->arena, object, plain))
			return false;
		if (w->pretty && is_time) {
			pn_yaml_emit_word(&w->emitter, pn_value_str(plain));
			return true;
		}
		return write_node(w, plain, after_key);
	}
	entries = object_entries(w, object, &count);
	if (entries && !count)
		pn_yaml_emit_word(&w->emitter, PN_STR("{}"));
	return entries && (!count || open_map(w, v, entries, count));
}

static bool write_key(pn_yaml_writer *w, pn_str key)
{
	pn_yaml_scalar s = { .is_word = false };
	bool simple;

	if (!(w->pretty ? pn_yaml_key_pretty(w, key, &s) : pn_yaml_key_through_json(w, key, &s)))
		return false;
	simple = pn_yaml_is_simple_key(&s);
	if (!simple)
		pn_yaml_emit_mark(&w->emitter, '?');
	pn_yaml_emit_scalar(&w->emitter, &s, simple);
	if (simple) {
		pn_yaml_emit_colon(&w->emitter);
		return true;
	}
	pn_yaml_emit_indent(&w->emitter);
	pn_yaml_emit_mark(&w->emitter, ':');
	return true;
}

/* Writes the next element of the innermost level, or closes it. */
static bool step(pn_yaml_writer *w)
{
	pn_yaml_level *level = &w->levels[w->depth - 1];
	size_t i = level->next++;
	const pn_entry *entry;

	if (i == level->count) {
		close_level(w);
		return true;
	}
	pn_yaml_emit_indent(&w->emitter);
	if (level->items) {
		report(w, &level->items[i]);
		pn_yaml_emit_mark(&w->emitter, '-');
		return write_node(w, &level->items[i], false);
	}
	entry = w->keys[level->first_key + i];
	report(w, &entry->value);
	/* A list after "? key" begins on the colon's line, as if it were in a list. */
	return write_key(w, entry->key) && write_node(w, &entry->value, !w->emitter.indention);
}

static bool write_document(pn_yaml_writer *w, const pn_value *v)
{
	pn_yaml_level levels[PN_YAML_FIRST_LEVELS];
	const pn_entry *keys[PN_YAML_FIRST_KEYS];

	w->levels = levels;
	w->level_cap = PN_YAML_FIRST_LEVELS;
	w->keys = keys;
	w->key_cap = PN_YAML_FIRST_KEYS;
	report(w, v);
	if (!write_node(w, v, false))
		return false;
	while (w->depth)
		if (!step(w))
			return false;
	pn_yaml_emit_indent(&w->emitter);
	return !w->emitter.out->failed && !w->cx->arena->failed;
}

/* Says why toYaml failed: by doing what Helm does, one after the other. */
static bool explain(pn_cx *cx, const pn_value *v)
{
	pn_value ignored;
	pn_buf json;

	if (pn_error_is_set(cx->err))
		return false;
	if (cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	pn_buf_init(&json, cx->arena);
	if (!pn_json_write(cx, &json, v, PN_JSON_ESCAPE_HTML))
		return pn_error_wrap(cx->err, "error marshaling into JSON: ");
	if (!pn_yaml_read(cx, pn_buf_str(&json), PN_YAML_KEEP_NUMBERS, NULL, &ignored))
		return false;
	return pn_fail(cx->err, PINTLE_ERR_LIMIT, "limit exceeded while YAML was written");
}

bool pn_yaml_write(pn_cx *cx, pn_buf *out, const pn_value *v, const pn_yaml_place *place)
{
	pn_yaml_writer w = { .cx = cx, .place = place };
	size_t before = out->len;

	pn_yaml_emit_begin(&w.emitter, out);
	if (write_document(&w, v))
		return true;
	out->len = before;
	return explain(cx, v);
}

bool pn_yaml_write_pretty(pn_cx *cx, pn_buf *out, const pn_value *v, const pn_yaml_place *place)
{
	pn_yaml_writer w = { .cx = cx, .place = place, .pretty = true };
	size_t before = out->len;

	pn_yaml_emit_begin(&w.emitter, out);
	w.emitter.width = SIZE_MAX;
	w.emitter.literal_tabs = true;
	if (write_document(&w, v))
		return true;
	out->len = before;
	if (pn_error_is_set(cx->err))
		return false;
	if (cx->arena->failed)
		return pn_fail_memory(cx->err, cx->arena);
	return pn_fail(cx->err, PINTLE_ERR_YAML, "yaml: cannot marshal the value");
}
