/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .Files and its methods (Helm: pkg/engine/files.go). A chart's files stay on disk until a template
 * asks for one; the map itself is filled only when it is looked into other than by its methods.
 */
#include "render/engine.h"
#include "render/methods.h"

#include "base/base64.h"

/* The files of one chart in one render, with the bytes of those that were read. */
typedef struct chart_files {
	pn_cx *cx;
	const pn_chart *chart;
	const pn_files *files;
	pn_str *texts; /* ptr NULL: not read */
} chart_files;

/* Gives the bytes of file i; a failure is left in the error, and nothing is given. */
static pn_str read_file(chart_files *own, uint32_t i)
{
	if (!own->texts[i].ptr && !pn_file_data(own->cx, own->files->items[i], &own->texts[i]))
		return PN_STR("");
	if (!own->texts[i].ptr)
		own->texts[i] = PN_STR("");
	return own->texts[i];
}

static void fill(pn_map *map)
{
	chart_files *own = map->owner;

	for (uint32_t i = 0; i < own->files->count; i++) {
		pn_value v = pn_bytes(read_file(own, i));

		pn_map_set(map, own->files->items[i]->name, &v);
	}
}

bool pn_files_value(pn_cx *cx, const pn_chart *chart, pn_value *out)
{
	pn_map *map = pn_map_new(cx->arena, 0);
	chart_files *own = PN_NEW(cx->arena, chart_files);

	if (!map || !own)
		return false;
	*own = (chart_files){ cx, chart, &chart->files, NULL };
	own->texts = pn_alloc_zero(cx->arena, chart->files.count * sizeof *own->texts);
	map->owner = own;
	map->fill = fill;
	*out = pn_map_value(PN_TYPE_FILES, map);
	return own->texts != NULL;
}

/* Finds a file by name; of several with one name the last one counts. */
static bool find(const pn_value *self, pn_str name, pn_str *out)
{
	pn_map *map = self->as.map;
	const pn_value *v;

	if (map && map->fill) {
		chart_files *own = map->owner;

		for (uint32_t i = own->files->count; i-- > 0;) {
			if (pn_str_eq(own->files->items[i]->name, name)) {
				*out = read_file(own, i);
				return true;
			}
		}
		return false;
	}
	v = pn_map_get(map, name);
	*out = v ? pn_value_str(v) : PN_STR("");
	return v != NULL;
}

/* A file that could not be read has left its error. */
static bool checked(pn_call *c)
{
	return !pn_error_is_set(c->cx->err);
}

/* Notes in a traced run that the result's text from `offset` on is a file's. */
static void mark_file(pn_call *c, size_t offset, pn_str name, pn_str text)
{
	const pn_map *map = c->self->as.map;
	const chart_files *own = map ? map->owner : NULL;

	if (own && pn_call_traced(c))
		pn_call_mark_file(c, offset, pn_chart_file_place(c->cx->arena, own->chart, name),
				  text);
}

bool pn_method_files_get(pn_call *c)
{
	pn_str text;

	if (!find(c->self, pn_arg_str(c, 0), &text))
		text = PN_STR("");
	mark_file(c, 0, pn_arg_str(c, 0), text);
	return checked(c) && pn_ret_str(c, text);
}

bool pn_method_files_get_bytes(pn_call *c)
{
	pn_value v;
	pn_str text;

	if (!find(c->self, pn_arg_str(c, 0), &text))
		text = PN_STR("");
	v = pn_bytes(text);
	return checked(c) && pn_ret(c, &v);
}

bool pn_method_files_lines(pn_call *c)
{
	pn_list_builder list;
	bool more = true;
	pn_value v;
	pn_str text;

	pn_list_begin(&list, c->cx->arena, 0);
	if (!find(c->self, pn_arg_str(c, 0), &text)) {
		v = pn_list_end(&list, PN_TYPE_STRINGS);
		return checked(c) && pn_ret(c, &v);
	}
	if (!text.len)
		return checked(c) && pn_call_fail(c, "runtime error: index out of range [-1]");
	if (text.ptr[text.len - 1] == '\n')
		text.len--;
	while (more) {
		pn_str line;

		more = pn_str_cut(text, PN_STR("\n"), &line, &text);
		v = pn_string(line);
		pn_list_add(&list, &v);
	}
	v = pn_list_end(&list, PN_TYPE_STRINGS);
	return checked(c) && pn_ret(c, &v);
}

/* Reads the files whose names match; the others stay where they are. */
static bool glob_unread(pn_call *c, chart_files *own, const pn_glob *glob, pn_map *matched)
{
	for (uint32_t i = 0; i < own->files->count; i++) {
		pn_str name = own->files->items[i]->name;
		pn_value v;

		if (!pn_glob_matches(glob, name))
			continue;
		v = pn_bytes(read_file(own, i));
		if (!pn_map_set(matched, name, &v))
			return pn_fail_memory(c->cx->err, c->cx->arena);
	}
	return checked(c);
}

static bool glob_map(pn_call *c, pn_map *map, const pn_glob *glob, pn_map *matched)
{
	const pn_entry *entries = pn_map_sorted(map);

	for (size_t i = 0; i < pn_map_count(map); i++) {
		if (pn_glob_matches(glob, entries[i].key) &&
		    !pn_map_set(matched, entries[i].key, &entries[i].value))
			return pn_fail_memory(c->cx->err, c->cx->arena);
	}
	return true;
}

bool pn_method_files_glob(pn_call *c)
{
	const pn_glob *glob = pn_glob_compile(c->cx, pn_arg_str(c, 0));
	pn_map *matched = pn_map_new(c->cx->arena, 0), *map = c->self->as.map;

	if (!glob || !matched)
		return pn_fail_memory(c->cx->err, c->cx->arena);
	if (map && map->fill) {
		if (!glob_unread(c, map->owner, glob, matched))
			return false;
	} else if (!glob_map(c, map, glob, matched)) {
		return false;
	}
	matched->owner = map ? map->owner : NULL;
	c->result = pn_map_value(PN_TYPE_FILES, matched);
	return true;
}

static pn_str encode(pn_arena *arena, pn_str bytes)
{
	pn_buf out;

	pn_buf_init(&out, arena);
	pn_base64_encode(&out, bytes);
	return pn_buf_str(&out);
}

/* Notes a file whose text will be a block below the line that begins here. */
static void place_file(void *data, size_t offset, const pn_value *value)
{
	pn_call *c = data;
	const pn_map *files = c->self->as.map;

	for (uint32_t i = 0; value->kind == PN_STRING && i < files->count; i++) {
		const pn_entry *e = &files->entries[i];
		size_t head = pn_path_base(e->key).len + sizeof ": |\n" - 1;

		if (e->value.as.text == value->as.text && e->value.len == value->len)
			mark_file(c, offset + head, e->key, pn_value_str(value));
	}
}

/* Writes a map of base name to text, as toYaml would. */
static bool as_yaml(pn_call *c, bool encoded)
{
	pn_map *files = c->self->as.map, *flat = pn_map_new(c->cx->arena, 0);
	const pn_entry *entries = pn_map_sorted(files);
	pn_yaml_place place = { place_file, c };
	bool traced = pn_call_traced(c);
	pn_value v;
	pn_buf out;

	if (!files)
		return pn_ret_str(c, PN_STR(""));
	for (size_t i = 0; flat && i < pn_map_count(files); i++) {
		pn_str text = pn_value_str(&entries[i].value);

		v = pn_string(encoded ? encode(c->cx->arena, text) : text);
		if (!pn_map_set(flat, pn_path_base(entries[i].key), &v))
			break;
	}
	if (!checked(c))
		return false;
	if (!flat || c->cx->arena->failed)
		return pn_fail_memory(c->cx->err, c->cx->arena);
	v = pn_map_value(PN_TYPE_STRING_MAP, flat);
	pn_buf_init(&out, c->cx->arena);
	if (!pn_yaml_write(c->cx, &out, &v, traced ? &place : NULL)) {
		if (c->cx->err->status == PINTLE_ERR_NO_MEMORY)
			return false;
		pn_error_clear(c->cx->err); /* Helm swallows it */
		return pn_ret_str(c, PN_STR(""));
	}
	return pn_ret_str(c, pn_str_slice(pn_buf_str(&out), 0, out.len ? out.len - 1 : 0));
}

bool pn_method_files_as_config(pn_call *c)
{
	return as_yaml(c, false);
}

bool pn_method_files_as_secrets(pn_call *c)
{
	return as_yaml(c, true);
}
