/* SPDX-License-Identifier: Apache-2.0 */
#include "diff/parts.h"

/* A document on its way to objects. */
typedef struct reading {
	pn_cx cx; /* with this room's own bound on depth */
	pintle_limits limits;
	pn_object_set *set;
	const pn_text_place *place;
	pn_kube_object object; /* what all objects of the document share */
} reading;

static void begin(reading *r, pn_cx *cx, pn_object_set *set, const pn_text_place *place)
{
	*r = (reading){ .cx = *cx, .limits = *cx->limits, .set = set, .place = place };
	if (r->limits.depth > PN_DIFF_MAX_DEPTH)
		r->limits.depth = PN_DIFF_MAX_DEPTH;
}

bool pn_object_position(const pn_kube_object *object, const pn_value *v, pn_position *at)
{
	if (!v || !v->origin || !object->positions || v->origin > object->positions->count)
		return false;
	*at = object->positions->positions[v->origin - 1];
	return true;
}

/* ---- objects ---- */

/* Enters one object; what is none, but a map all the same, has no kind and no name. */
static bool add_object(reading *r, const pn_value *v, pn_str api_version, pn_str kind)
{
	const pn_value *meta = pn_member(v, "metadata");
	pn_kube_object *o = &r->object;
	pn_object_set *set = r->set;
	pn_position at;

	o->value = *v;
	o->line = o->text_line + (pn_object_position(o, v, &at) ? at.line - 1 : 0);
	o->api_version = pn_member_text(v, "apiVersion");
	o->kind = pn_member_text(v, "kind");
	o->ns = pn_member_text(meta, "namespace");
	o->name = pn_member_text(meta, "name");
	if (!o->name.len)
		o->name = pn_member_text(meta, "generateName");
	if (!o->kind.len) {
		o->kind = kind;
		o->api_version = api_version;
	}
	if (!pn_diff_grow(&r->cx, (void **)&set->items, &set->cap, set->count, sizeof *set->items))
		return false;
	set->items[set->count++] = *o;
	return true;
}

/* Says whether a map is a list of objects: kind List, or ConfigMapList and its like. */
static bool is_list(const pn_value *v)
{
	const pn_value *items = pn_member(v, "items");

	return items && items->kind == PN_LIST &&
	       pn_str_ends(pn_member_text(v, "kind"), PN_STR("List"));
}

static bool fail_kind(reading *r)
{
	return pn_fail(r->cx.err, PINTLE_ERR_YAML,
		       "cannot compare %.*s: the document that begins in line %u holds no object",
		       PN_ARG(r->place->file), (unsigned)r->object.text_line);
}

/* Enters the objects in a value; `kind` is that of the items of a typed list. */
static bool add_objects(reading *r, const pn_value *v, pn_str api_version, pn_str kind,
			unsigned levels)
{
	const pn_value *items = v;
	pn_str item_kind = PN_STR_EMPTY, item_version = PN_STR_EMPTY;

	if (v->kind == PN_MAP && !is_list(v))
		return add_object(r, v, api_version, kind);
	if (v->kind == PN_NIL && !levels)
		return true;
	if (v->kind == PN_MAP) {
		items = pn_member(v, "items");
		item_kind = pn_member_text(v, "kind");
		item_kind.len -= strlen("List");
		item_version = pn_member_text(v, "apiVersion");
	}
	if (items->kind != PN_LIST || levels > 4)
		return fail_kind(r);
	for (uint32_t i = 0; i < items->len; i++) {
		if (!add_objects(r, &items->as.items[i], item_version, item_kind, levels + 1))
			return false;
	}
	return true;
}

/* ---- documents ---- */

/* Turns numbers that were kept as texts into what they are worth. */
static void settle_numbers(pn_value *v)
{
	int64_t n;
	double f;

	if (v->kind == PN_LIST) {
		for (uint32_t i = 0; i < v->len; i++)
			settle_numbers((pn_value *)(uintptr_t)&v->as.items[i]);
	} else if (v->kind == PN_MAP) {
		for (size_t i = 0; i < pn_map_count(v->as.map); i++)
			settle_numbers(&v->as.map->entries[i].value);
	} else if (v->kind == PN_STRING && v->type == PN_TYPE_NUMBER) {
		if (pn_parse_int(pn_value_str(v), 10, 64, &n) == PN_NUMBER_OK)
			*v = pn_int(n);
		else if (pn_parse_float(pn_value_str(v), &f) == PN_NUMBER_OK)
			*v = pn_float(f);
	}
}

/* Reads texts one after the other; false at the end or, with the error set, for what is no JSON. */
static bool next_json(reading *r, pn_str *rest, pn_value *v)
{
	size_t taken;

	*rest = pn_str_trim_ascii(*rest);
	if (!rest->len || !pn_json_read_numbers(&r->cx, *rest, &taken, v))
		return false;
	*rest = pn_str_slice(*rest, taken, rest->len);
	settle_numbers(v);
	return true;
}

/* Reads a document that is no YAML but begins like JSON: it may hold tabs, or several objects. */
static bool read_json(reading *r, pn_str text)
{
	pn_error *yaml_error = r->cx.err, json_error;
	bool ok = true;
	pn_value v;

	if (!pn_str_starts(pn_str_trim_ascii(text), PN_STR("{")))
		return false;
	pn_error_init(&json_error, yaml_error->arena.mem);
	r->cx.err = &json_error;
	r->object.positions = NULL;
	while (ok && next_json(r, &text, &v))
		ok = add_objects(r, &v, PN_STR_EMPTY, PN_STR_EMPTY, 0);
	ok = ok && !pn_error_is_set(&json_error);
	r->cx.err = yaml_error;
	pn_error_finish(&json_error);
	if (ok)
		pn_error_clear(yaml_error);
	return ok;
}

/* Returns what a "# Source: " line at the top of a document says; empty without one. */
static pn_str source_line(pn_str text)
{
	pn_str line, mark = PN_STR("# Source: ");

	while (text.len) {
		pn_str_cut(text, PN_STR("\n"), &line, &text);
		line = pn_str_trim_ascii(line);
		if (pn_str_starts(line, mark))
			return pn_str_slice(line, mark.len, line.len);
		if (line.len && line.ptr[0] != '#' && !pn_str_starts(line, PN_STR("---")))
			break;
	}
	return PN_STR_EMPTY;
}

/* Words an error about a document so that its line is one of the file. */
static bool fail_document(reading *r)
{
	pn_error *err = r->cx.err;
	pn_str text = pn_str_dup(r->cx.arena, pn_error_text(err)), number, why;
	pn_str mark = PN_STR("yaml: line ");
	pintle_status status = err->status;
	int64_t line;

	if (status != PINTLE_ERR_YAML || !pn_str_starts(text, mark) ||
	    !pn_str_cut(pn_str_slice(text, mark.len, text.len), PN_STR(": "), &number, &why) ||
	    pn_parse_int(number, 10, 32, &line) != PN_NUMBER_OK)
		return pn_error_wrap(err,
				     "cannot read %.*s: in the document that begins in line "
				     "%u: ",
				     PN_ARG(r->place->file), (unsigned)r->object.text_line);
	pn_error_clear(err);
	line += r->object.text_line - 1;
	return pn_fail(err, status, "cannot read %.*s: line %lld: %.*s", PN_ARG(r->place->file),
		       (long long)line, PN_ARG(why));
}

/* Reads one document; `line` is where it begins in the place's text, from 0. */
static bool read_document(reading *r, pn_str text, uint32_t line)
{
	const pn_text_place *place = r->place;
	pn_source *positions = PN_NEW(r->cx.arena, pn_source);
	size_t objects = r->set->count;
	pn_value v;

	r->cx.limits = &r->limits;
	r->object = (pn_kube_object){ .release = place->release,
				      .file = place->file,
				      .source = place->source,
				      .text = text,
				      .text_line = place->line + line,
				      .positions = positions,
				      .document = r->set->documents };
	if (!positions)
		return pn_fail_memory(r->cx.err, r->cx.arena);
	if (!place->source.len)
		r->object.source = source_line(text);
	if (!pn_yaml_read(&r->cx, text, PN_YAML_KEEP_NUMBERS, positions, &v)) {
		if (!read_json(r, text))
			return fail_document(r);
	} else if (!add_objects(r, &v, PN_STR_EMPTY, PN_STR_EMPTY, 0)) {
		return false;
	}
	r->set->documents += r->set->count > objects;
	return true;
}

bool pn_objects_read_document(pn_cx *cx, pn_object_set *set, pn_str text,
			      const pn_text_place *place)
{
	reading r;

	begin(&r, cx, set, place);
	return read_document(&r, text, 0);
}

bool pn_objects_read(pn_cx *cx, pn_object_set *set, pn_str text, const pn_text_place *place)
{
	pn_str rest = text, chunk;
	uint32_t line = 0;
	reading r;

	begin(&r, cx, set, place);
	for (;;) {
		size_t from = text.len - rest.len;

		if (!pn_yaml_next_chunk(&r.cx, &rest, &chunk))
			break;
		if (!read_document(&r, chunk, line))
			return false;
		line += (uint32_t)pn_str_count(pn_str_slice(text, from, text.len - rest.len),
					       PN_STR("\n"));
	}
	if (pn_error_is_set(cx->err))
		return pn_error_wrap(cx->err, "cannot read %.*s: ", PN_ARG(place->file));
	return true;
}
