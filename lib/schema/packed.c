/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/packed.h"

#include "schema/keyword.h"

/* Appends a length and a text after `tag_size` bytes that the caller fills in. */
static char *add_text(pn_buf *out, size_t tag_size, pn_str text)
{
	uint32_t length = (uint32_t)text.len; /* far below 4 GiB: see limits.file_bytes */
	char *to = pn_buf_reserve(out, tag_size + sizeof length + text.len);

	if (!to)
		return NULL;
	memcpy(to + tag_size, &length, sizeof length);
	if (text.len)
		memcpy(to + tag_size + sizeof length, text.ptr, text.len);
	out->len += tag_size + sizeof length + text.len;
	return to;
}

void pn_pack_key(pn_buf *out, pn_str key)
{
	add_text(out, 0, key);
}

void pn_pack_text(pn_buf *out, char tag, pn_str text)
{
	char *to = add_text(out, 1, text);

	if (to)
		*to = tag;
}

size_t pn_pack_open(pn_buf *out, char tag)
{
	size_t place = out->len;
	char *to = pn_buf_reserve(out, PN_PACKED_HEAD);

	if (to) {
		*to = tag;
		out->len += PN_PACKED_HEAD;
	}
	return place;
}

void pn_pack_close(pn_buf *out, size_t place, uint32_t count)
{
	uint32_t length;

	if (out->failed)
		return;
	length = (uint32_t)(out->len - place - PN_PACKED_HEAD);
	memcpy(out->ptr + place + 1, &length, sizeof length);
	memcpy(out->ptr + place + 1 + sizeof length, &count, sizeof count);
}

const char *pn_packed_skip(const char *at)
{
	switch (*at) {
	case 'n':
	case 't':
	case 'f':
		return at + 1;
	case 'y':
		return at + 2;
	case '[':
	case '{':
	case '<':
		return at + PN_PACKED_HEAD + pn_packed_number(at + 1);
	default:
		return at + 1 + sizeof(uint32_t) + pn_packed_number(at + 1);
	}
}

/* Enters what a map holds; its owner is where it begins. */
static void fill(pn_map *map)
{
	const char *at = map->owner;
	uint32_t count = pn_packed_count(at);

	map->entries = PN_NEW_ARRAY(map->arena, pn_entry, count);
	if (!map->entries)
		return;
	map->cap = count;
	at += PN_PACKED_HEAD;
	for (uint32_t i = 0; i < count && !map->arena->failed; i++) {
		pn_str key = pn_packed_text(at);
		pn_value v;

		at = pn_packed_read(map->arena, key.ptr + key.len, &v);
		pn_map_set(map, key, &v);
	}
}

/* Makes a map that is filled when it is looked into. */
static pn_value read_map(pn_arena *arena, const char *at)
{
	pn_map *map = pn_map_new(arena, 0);

	if (map) {
		map->fill = fill;
		map->owner = (void *)(uintptr_t)at;
	}
	return pn_map_value(PN_TYPE_MAP, map);
}

static pn_value read_list(pn_arena *arena, const char *at)
{
	uint32_t count = pn_packed_count(at);
	pn_list_builder list;

	pn_list_begin(&list, arena, count);
	at += PN_PACKED_HEAD;
	for (uint32_t i = 0; i < count && !arena->failed; i++) {
		pn_value v;

		at = pn_packed_read(arena, at, &v);
		pn_list_add(&list, &v);
	}
	return pn_list_end(&list, PN_TYPE_LIST);
}

const char *pn_packed_read(pn_arena *arena, const char *at, pn_value *out)
{
	switch (*at) {
	case 'n':
		*out = pn_nil();
		break;
	case 't':
	case 'f':
		*out = pn_bool(*at == 't');
		break;
	case 'y':
		*out = pn_int((unsigned char)at[1]);
		break;
	case '[':
		*out = read_list(arena, at);
		break;
	case '{':
		*out = read_map(arena, at);
		break;
	case '<':
		*out = pn_bytes((pn_str){ at, PN_PACKED_HEAD });
		break;
	default:
		*out = pn_string(pn_packed_text(at + 1));
		out->type = *at == 'd' ? PN_TYPE_NUMBER : PN_TYPE_STRING;
		break;
	}
	return pn_packed_skip(at);
}

/* Finds a key in a map; of equal keys the last one counts. */
static const char *find_key(const char *map, pn_str key)
{
	const char *at = map + PN_PACKED_HEAD, *found = NULL;

	for (uint32_t n = pn_packed_count(map); n > 0; n--) {
		pn_str here = pn_packed_text(at);

		at = here.ptr + here.len;
		if (pn_str_eq(here, key))
			found = at;
		at = pn_packed_skip(at);
	}
	return found;
}

static const char *find_keyword(const char *schema, pn_str name)
{
	const pn_keyword *keyword = pn_keyword_find(name);
	const char *at = schema + PN_PACKED_HEAD, *found = NULL;

	for (uint32_t n = pn_packed_count(schema); keyword && n > 0; n--) {
		if (pn_keyword_get((pn_keyword_id)(unsigned char)*at) == keyword)
			found = at + 1;
		at = pn_packed_skip(at + 1);
	}
	return found;
}

const char *pn_packed_find(const char *container, pn_str name)
{
	if (*container == '{')
		return find_key(container, name);
	return *container == '<' ? find_keyword(container, name) : NULL;
}

/* As deep as the text was nested, which its reader has bounded; what is deeper nobody compares. */
static void settle(const pn_value *v, uint32_t depth)
{
	if (depth == 0)
		return;
	if (v->kind == PN_LIST) {
		for (uint32_t i = 0; i < v->len; i++)
			settle(&v->as.items[i], depth - 1);
	} else if (pn_is_map(v)) {
		const pn_entry *entries = pn_map_sorted(v->as.map);

		for (size_t i = 0; i < pn_map_count(v->as.map); i++)
			settle(&entries[i].value, depth - 1);
	}
}

void pn_packed_settle(const pn_value *v)
{
	settle(v, 1000);
}
