/* SPDX-License-Identifier: Apache-2.0 */
/* Which value is at fault: its path, who sets it, which key was meant. */
#include "review/diagnose.h"

enum {
	MAX_SHOWN = 40,	    /* bytes of a text that are shown */
	MAX_SETTERS = 3,    /* of one value */
	MAX_STEPS = 100000, /* values that are looked at to find one: templates can nest them */
	MAX_DEPTH = 200
};

pn_str pn_value_words(pn_arena *arena, const pn_value *v)
{
	pn_buf out;

	pn_buf_init(&out, arena);
	switch ((pn_kind)v->kind) {
	case PN_NIL:
		return PN_STR("null");
	case PN_MAP:
		return v->as.map && pn_map_count(v->as.map) ? PN_STR("a map")
							    : PN_STR("an empty map");
	case PN_LIST:
		return v->len ? PN_STR("a list") : PN_STR("an empty list");
	case PN_STRING:
		pn_buf_lit(&out, "the string ");
		pn_buf_quote(&out, pn_str_slice(pn_value_str(v), 0, MAX_SHOWN));
		if (v->len > MAX_SHOWN)
			pn_buf_lit(&out, "...");
		return pn_buf_str(&out);
	case PN_OBJECT:
	case PN_BYTES:
		return pn_str_concat(arena, PN_STR("a "), pn_value_type_name(v));
	default:
		if (v->kind != PN_BOOL)
			pn_buf_lit(&out, "the number ");
		pn_format_value(&out, v);
		return pn_buf_str(&out);
	}
}

/* ---- finding a map or list among the values ---- */

/* A search for the one map or list that is this one, not merely equal to it. */
typedef struct search {
	const pn_value *wanted;
	pn_step steps[MAX_DEPTH];
	size_t depth;
	size_t left; /* steps */
} search;

static bool is_same(const pn_value *a, const pn_value *b)
{
	if (a->kind == PN_MAP && b->kind == PN_MAP)
		return a->as.map == b->as.map;
	return a->kind == PN_LIST && b->kind == PN_LIST && a->len && a->as.items == b->as.items;
}

static bool find_in(search *s, const pn_value *v)
{
	size_t count = v->kind == PN_LIST		? v->len
		       : v->kind == PN_MAP && v->as.map ? pn_map_count(v->as.map)
							: 0;

	if (is_same(s->wanted, v))
		return true;
	if (!s->left || s->depth == MAX_DEPTH)
		return false;
	s->left--;
	for (size_t i = 0; i < count; i++) {
		pn_step *step = &s->steps[s->depth++];
		const pn_value *inner;

		*step = (pn_step){ .index = (uint32_t)i, .is_index = v->kind == PN_LIST };
		if (!step->is_index)
			step->key = v->as.map->entries[i].key;
		inner = step->is_index ? &v->as.items[i] : &v->as.map->entries[i].value;
		if (find_in(s, inner))
			return true;
		s->depth--;
	}
	return false;
}

static bool find_container(pn_diagnosis *d, const pn_value *v, pn_keypath *out)
{
	search *s = PN_NEW(d->cx->arena, search);

	if (!s || (v->kind != PN_MAP && v->kind != PN_LIST))
		return false;
	s->wanted = v;
	s->left = MAX_STEPS;
	if (!find_in(s, &d->manifest->values))
		return false;
	*out = (pn_keypath){ s->steps, s->depth };
	return true;
}

bool pn_diagnose_path(pn_diagnosis *d, const pn_value *v, pn_keypath *out)
{
	pn_setting setting;

	if (!d->layers)
		return false;
	if (find_container(d, v, out))
		return true;
	if (!pn_layers_origin(d->layers, d->cx, v->origin, &setting))
		return false;
	*out = setting.path;
	return true;
}

/* ---- who sets it ---- */

/* Returns how far a line is indented; SIZE_MAX for a blank one. */
static size_t indent_of(pn_str line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == ' ')
		n++;
	return n == line.len ? SIZE_MAX : n;
}

/* Moves a spot from the first member of a map to the key above it that the map is the value of. */
static void move_to_key(pn_shown *spot, pn_str key)
{
	pn_str rest = pn_str_slice(spot->text, 0, spot->text.len), line = PN_STR_EMPTY;
	uint32_t best = 0;
	size_t column = 0;

	for (uint32_t i = 1; i <= spot->where.line && rest.len; i++) {
		size_t indent;

		pn_str_cut(rest, PN_STR("\n"), &line, &rest);
		indent = indent_of(line);
		line = indent == SIZE_MAX ? PN_STR_EMPTY : pn_str_slice(line, indent, line.len);
		if (indent > spot->where.column || !pn_str_starts(line, key) ||
		    line.len == key.len || line.ptr[key.len] != ':')
			continue;
		best = i;
		column = indent;
	}
	if (!best)
		return;
	spot->where.line = best;
	spot->where.column = (uint32_t)column;
	spot->length = key.len;
}

/* Where a value is set. A --set line is shown by its name alone. */
static pn_shown spot_of_setting(const pn_setting *s)
{
	pn_shown spot = { .where = { s->name, s->line, s->column ? s->column - 1 : 0 },
			  .text = s->layer->source->text };
	const pn_step *last = s->path.count ? &s->path.steps[s->path.count - 1] : NULL;

	if (s->layer->is_line)
		return (pn_shown){ .where = { .file = s->name } };
	if (last && !last->is_index &&
	    (s->value->kind == PN_MAP || s->value->kind == PN_LIST || pn_is_nil(s->value)))
		move_to_key(&spot, last->key);
	return spot;
}

static void note_setting(pn_diagnosis *d, pn_keypath path, const pn_setting *s, bool wins)
{
	pn_arena *arena = d->cx->arena;
	pn_str name = pn_keypath_text(arena, path);
	pn_str what = pn_value_words(arena, s->value);
	pn_shown spot = spot_of_setting(s);
	const char *verb = s->is_above ? " is in what is set to "
			   : wins      ? " is set to "
				       : " is also set, without effect, to ";

	if (!wins)
		spot.text = PN_STR_EMPTY;
	pn_diagnose_note(d, PN_NOTE_VALUE,
			 pn_str_format(arena, "%.*s%s%.*s", PN_ARG(name), verb, PN_ARG(what)),
			 &spot);
}

/* Says whether the settings of a path stand in a note already; they will. */
static bool is_told(pn_diagnosis *d, pn_keypath path)
{
	pn_str name = pn_keypath_text(d->cx->arena, path);
	pn_value yes = pn_bool(true);

	if (!d->told || pn_map_get(d->told, name))
		return true;
	pn_map_set(d->told, name, &yes);
	return false;
}

void pn_diagnose_settings(pn_diagnosis *d, pn_keypath path, const pn_part *reader)
{
	pn_settings settings = { 0 };

	if (!d->layers || !path.count || is_told(d, path) ||
	    !pn_layers_find(d->layers, d->cx, path, reader, &settings))
		return;
	for (size_t i = 0; i < settings.count && i < MAX_SETTERS; i++)
		note_setting(d, path, &settings.items[i], i == 0);
}

void pn_diagnose_value(pn_diagnosis *d, const pn_value *v, const pn_part *reader)
{
	pn_keypath path;

	if (pn_diagnose_path(d, v, &path))
		pn_diagnose_settings(d, path, reader);
}

/* ---- what is missing ---- */

/* Finds the one place with this key outside of the map that lacks it; false for none or several. */
typedef struct elsewhere {
	pn_str key;
	search at; /* the place of the one that was found, in `found` steps */
	pn_step found[MAX_DEPTH];
	size_t found_depth, count;
} elsewhere;

static void look_elsewhere(elsewhere *e, const pn_value *v)
{
	search *s = &e->at;

	if (v->kind != PN_MAP || !v->as.map || !s->left || s->depth == MAX_DEPTH)
		return;
	s->left--;
	for (size_t i = 0; i < pn_map_count(v->as.map); i++) {
		const pn_entry *entry = &v->as.map->entries[i];

		s->steps[s->depth++] = (pn_step){ .key = entry->key };
		if (pn_str_eq(entry->key, e->key) && !e->count++) {
			e->found_depth = s->depth;
			memcpy(e->found, s->steps, s->depth * sizeof *s->steps);
		}
		look_elsewhere(e, &entry->value);
		s->depth--;
	}
}

/* Hints at the same key in another place, when there is one such place. */
static bool hint_elsewhere(pn_diagnosis *d, pn_str key)
{
	elsewhere *e = PN_NEW(d->cx->arena, elsewhere);
	pn_str path;

	if (!e || key.len < 3)
		return false;
	e->key = key;
	e->at.left = MAX_STEPS;
	look_elsewhere(e, &d->manifest->values);
	if (e->count != 1)
		return false;
	path = pn_keypath_text(d->cx->arena, (pn_keypath){ e->found, e->found_depth });
	pn_note_format(d->err, PN_NOTE_HINT, "there is %.*s: is that what was meant?",
		       PN_ARG(path));
	return true;
}

static pn_keypath join_key(pn_diagnosis *d, pn_keypath path, pn_str key)
{
	pn_step step = { .key = key };

	return pn_keypath_join(d->cx->arena, path, (pn_keypath){ &step, 1 });
}

/* Hints at the key of the map that is most like the one that it lacks. */
static bool hint_near(pn_diagnosis *d, const pn_value *map, pn_str key, const pn_keypath *path,
		      const pn_part *reader)
{
	pn_near near = { .wanted = key };
	pn_str name;

	for (size_t i = 0; map->as.map && i < pn_map_count(map->as.map); i++)
		pn_near_try(&near, map->as.map->entries[i].key);
	if (!near.best.len)
		return false;
	name = path ? pn_keypath_text(d->cx->arena, join_key(d, *path, near.best)) : near.best;
	pn_note_format(d->err, PN_NOTE_HINT, "did you mean %.*s?", PN_ARG(name));
	if (path)
		pn_diagnose_settings(d, join_key(d, *path, near.best), reader);
	return true;
}

/* Where globals of subcharts are set, too: at the root. */
static pn_keypath as_user_writes(pn_diagnosis *d, pn_keypath path)
{
	const pn_part *part = d->manifest->root;

	for (size_t i = 0; i < path.count && part; i++) {
		const pn_part *child = NULL;

		if (i && pn_str_is(path.steps[i].key, "global"))
			return pn_keypath_skip(path, i);
		for (uint32_t k = 0; k < part->child_count && !child; k++) {
			if (pn_str_eq(part->children[k]->meta.name, path.steps[i].key))
				child = part->children[k];
		}
		part = child;
	}
	return path;
}

/* Tells where the map is set that lacks the key: the key can be set there, too. */
static void note_parents(pn_diagnosis *d, pn_keypath parent, const pn_part *reader)
{
	pn_settings settings = { 0 };
	pn_str name = pn_keypath_text(d->cx->arena, as_user_writes(d, parent));
	size_t told = 0;

	if (!parent.count || !pn_layers_find(d->layers, d->cx, parent, reader, &settings))
		return;
	for (size_t i = 0; i < settings.count && told < MAX_SETTERS; i++) {
		pn_shown spot = spot_of_setting(&settings.items[i]);

		if (settings.items[i].is_above || !pn_is_map(settings.items[i].value))
			continue;
		if (told++)
			spot.text = PN_STR_EMPTY;
		pn_diagnose_note(
			d, PN_NOTE_VALUE,
			pn_str_format(d->cx->arena, "%.*s is set without it", PN_ARG(name)), &spot);
	}
}

/* The values file of the user's that wins over the others. */
static pn_str last_file(pn_diagnosis *d)
{
	for (size_t i = 0; i < pn_layers_count(d->layers); i++) {
		const pn_layer *layer = pn_layers_at(d->layers, i);

		if (!layer->is_line && !layer->part)
			return layer->name;
	}
	return PN_STR("a values file");
}

void pn_diagnose_missing(pn_diagnosis *d, const pn_value *map, pn_str key, const pn_part *reader)
{
	pn_settings settings = { 0 };
	pn_keypath parent, path;
	pn_str name;

	if (!pn_diagnose_path(d, map, &parent)) {
		hint_near(d, map, key, NULL, reader);
		return;
	}
	path = join_key(d, parent, key);
	pn_layers_find(d->layers, d->cx, path, reader, &settings);
	if (settings.count)
		pn_diagnose_settings(d, path, reader);
	if (!hint_near(d, map, key, &parent, reader)) {
		if (!settings.count)
			note_parents(d, parent, reader);
		hint_elsewhere(d, key);
	}
	name = pn_keypath_text(d->cx->arena, as_user_writes(d, path));
	pn_note_format(d->err, PN_NOTE_HINT, "set it in %.*s, or with --set %.*s=...",
		       PN_ARG(last_file(d)), PN_ARG(name));
}
