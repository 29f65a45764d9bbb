/* SPDX-License-Identifier: Apache-2.0 */
/* Templates by name, and texts that are templates. */
#include <string.h>

#include "reads/walker.h"

enum { MAX_STEPS = 64, MAX_NESTING = 6, MAX_FILE = 1 << 20 };

/* ---- include ---- */

/* Says whether a text fits a pattern in which PN_ANY_TEXT stands for any text. */
static bool fits(pn_str text, pn_str pattern)
{
	pn_str piece;
	bool more = pn_str_cut(pattern, (pn_str){ (char[]){ PN_ANY_TEXT }, 1 }, &piece, &pattern);

	if (!more)
		return pn_str_eq(text, piece);
	if (!pn_str_starts(text, piece))
		return false;
	text = pn_str_slice(text, piece.len, text.len);
	for (;;) {
		size_t at;

		more = pn_str_cut(pattern, (pn_str){ (char[]){ PN_ANY_TEXT }, 1 }, &piece,
				  &pattern);
		if (!more)
			return pn_str_ends(text, piece);
		at = pn_str_find(text, piece);
		if (at == PN_NOT_FOUND)
			return false;
		text = pn_str_slice(text, at + piece.len, text.len);
	}
}

static const pn_maybe *include_fitting(pn_walker *w, pn_str pattern, const pn_maybe *dot)
{
	const pn_maybe *text = NULL;

	for (uint32_t i = 0; i < w->define_count && pn_walker_step(w); i++) {
		if (fits(w->defines[i]->name, pattern))
			text = pn_join(w, text, pn_walk_define(w, w->defines[i], dot));
	}
	return text;
}

const pn_maybe *pn_ask_include(pn_walker *w, const pn_maybe *names, const pn_maybe *dot)
{
	const pn_maybe *text = NULL;

	w->reads->unsure |= !names;
	for (; names; names = names->rest) {
		pn_str name = names->atom->text;
		const pn_define *define;

		if (names->atom->kind != PN_ATOM_TEXT || pn_str_is(name, "\1")) {
			w->reads->unsure = true;
			continue;
		}
		define = pn_tmpl_set_find(w->set, name);
		if (define)
			text = pn_join(w, text, pn_walk_define(w, define, dot));
		else if (pn_str_find_byte(name, PN_ANY_TEXT) != PN_NOT_FOUND)
			text = pn_join(w, text, include_fitting(w, name, dot));
	}
	return text;
}

/* ---- tpl ---- */

static bool keep_text(pn_walker *w, pn_parsed_text parsed)
{
	pn_value number = pn_int(w->parsed_count);

	if (w->parsed_count == w->parsed_cap) {
		uint32_t cap = w->parsed_cap ? w->parsed_cap * 2 : 32;
		pn_parsed_text *grown = pn_realloc(
			w->arena, w->parsed, w->parsed_cap * sizeof *grown, cap * sizeof *grown);

		if (!grown)
			return false;
		w->parsed = grown;
		w->parsed_cap = cap;
	}
	w->parsed[w->parsed_count++] = parsed;
	return pn_map_set(w->texts, parsed.text, &number);
}

static void parse_text(pn_walker *w, pn_str text, pn_parsed_text *out)
{
	pn_func_finder finder = pn_funcs_finder(pn_bundle_funcs(w->options->bundle));
	pn_error err;
	pn_cx cx = { w->arena, &err, w->cx->limits, NULL, NULL };

	*out = (pn_parsed_text){ .text = text };
	pn_error_init(&err, w->arena->mem);
	if (!pn_tmpl_parse(&cx, PN_STR("gotpl"), text, &finder, &out->tmpl))
		out->tmpl = NULL; /* it may be no template at all */
	pn_error_finish(&err);
	out->set = pn_tmpl_set_new(w->arena, w->set);
	if (out->tmpl && out->set)
		pn_tmpl_set_add(out->set, out->tmpl);
}

/* Goes through a text as tpl would. */
static void follow(pn_walker *w, pn_str text, const pn_maybe *dot)
{
	const pn_value *number;
	const pn_tmpl_set *outer = w->set;
	const pn_define *define;
	pn_parsed_text parsed;

	if (pn_str_find(text, PN_STR("{{")) == PN_NOT_FOUND || !pn_walker_step(w))
		return;
	number = pn_map_get(w->texts, text);
	if (number)
		parsed = w->parsed[number->as.integer];
	else
		parse_text(w, text, &parsed);
	if ((!number && !keep_text(w, parsed)) || !parsed.tmpl || !parsed.set)
		return;
	define = pn_tmpl_set_find(parsed.set, PN_STR("gotpl"));
	w->set = parsed.set;
	if (define)
		pn_take_whole(w, NULL, pn_walk_define(w, define, dot));
	w->set = outer;
}

/* Follows all texts in a value. */
static void follow_value(pn_walker *w, const pn_value *v, const pn_maybe *dot, uint32_t depth)
{
	if (!depth || !pn_walker_step(w))
		return;
	if (v->kind == PN_STRING)
		follow(w, pn_value_str(v), dot);
	for (uint32_t i = 0; v->kind == PN_LIST && i < v->len; i++)
		follow_value(w, &v->as.items[i], dot, depth - 1);
	for (size_t i = 0; v->kind == PN_MAP && i < pn_map_count(v->as.map); i++)
		follow_value(w, &v->as.map->entries[i].value, dot, depth - 1);
}

/* Goes from a value down the steps to a place, and follows what is there. */
static void follow_steps(pn_walker *w, const pn_value *v, const pn_read_place *const *steps,
			 uint32_t count, const pn_maybe *dot)
{
	const pn_read_place *step;
	const pn_value *child;

	if (count == 0) {
		follow_value(w, v, dot, MAX_STEPS);
		return;
	}
	step = steps[count - 1];
	if (step->parent->each == step || step->parent->some == step) {
		for (uint32_t i = 0; v->kind == PN_LIST && i < v->len; i++)
			follow_steps(w, &v->as.items[i], steps, count - 1, dot);
		for (size_t i = 0; v->kind == PN_MAP && i < pn_map_count(v->as.map); i++)
			follow_steps(w, &v->as.map->entries[i].value, steps, count - 1, dot);
		return;
	}
	child = v->kind == PN_MAP ? pn_map_get(v->as.map, step->key) : NULL;
	if (child)
		follow_steps(w, child, steps, count - 1, dot);
}

static void follow_place(pn_walker *w, const pn_read_place *place, const pn_maybe *dot)
{
	const pn_read_place *steps[MAX_STEPS];
	uint32_t count = 0;

	for (; place->parent && count < MAX_STEPS; place = place->parent)
		steps[count++] = place;
	if (!place->parent)
		follow_steps(w, w->options->values, steps, count, dot);
}

/* Gets the text of a file; false when it cannot be had, or is too long to look into. */
static bool file_text(pn_walker *w, const pn_file *file, pn_str *text)
{
	pn_error err;
	pn_cx cx = { w->arena, &err, w->cx->limits, NULL, NULL };
	bool ok;

	pn_error_init(&err, w->arena->mem);
	ok = pn_file_data(&cx, file, text) && text->len <= MAX_FILE;
	pn_error_finish(&err);
	return ok;
}

static void follow_files(pn_walker *w, const pn_part *part, const pn_maybe *dot)
{
	const pn_files *files = &part->chart->files;
	pn_str text;

	for (uint32_t i = 0; i < files->count && pn_walker_step(w); i++) {
		if (file_text(w, files->items[i], &text))
			follow(w, text, dot);
	}
}

/* The text of a file by its name; any file's when there is none. */
static const pn_maybe *file_of(pn_walker *w, const pn_part *part, pn_str name)
{
	const pn_files *files = &part->chart->files;
	pn_str text;

	for (uint32_t i = 0; i < files->count; i++) {
		if (!pn_str_eq(files->items[i]->name, name))
			continue;
		return file_text(w, files->items[i], &text) ? pn_maybe_text(&w->maybes, text)
							    : NULL;
	}
	return pn_maybe_part(&w->maybes, PN_ATOM_FILES, part);
}

const pn_maybe *pn_ask_file(pn_walker *w, const pn_maybe *files, const pn_maybe *names)
{
	const pn_maybe *found = NULL;

	if (!files || files->rest || files->atom->kind != PN_ATOM_FILES)
		return files;
	for (; names; names = names->rest) {
		if (names->atom->kind != PN_ATOM_TEXT)
			return files;
		found = pn_join(w, found, file_of(w, files->atom->part, names->atom->text));
	}
	return found ? found : files;
}

/* Says whether the texts of an atom are still to be followed in this round. */
static bool is_new(pn_walker *w, const pn_atom *atom, const pn_maybe *dot)
{
	void **slot = pn_pairs_slot(&w->followed, w->arena, atom, dot);
	uint32_t *round;

	if (slot && !*slot)
		*slot = PN_NEW(w->arena, uint32_t);
	round = slot ? *slot : NULL;
	if (!round || *round == w->round)
		return false;
	*round = w->round;
	return true;
}

/* Follows all texts in what a template makes of values. */
static void follow_all(pn_walker *w, const pn_maybe *what, const pn_maybe *dot, uint32_t depth)
{
	for (; what && depth && pn_walker_step(w); what = what->rest) {
		const pn_atom *atom = what->atom;

		if (!is_new(w, atom, dot))
			continue;
		if (atom->kind == PN_ATOM_PLACE || atom->kind == PN_ATOM_ECHO)
			follow_place(w, atom->place, dot);
		else if (atom->kind == PN_ATOM_TEXT)
			follow(w, atom->text, dot);
		else if (atom->kind == PN_ATOM_FILES)
			follow_files(w, atom->part, dot);
		else if (atom->kind == PN_ATOM_WRITTEN)
			follow_all(w, atom->of, dot, depth - 1);
		if (atom->kind != PN_ATOM_MADE)
			continue;
		for (const pn_made_field *f = atom->made->fields; f; f = f->next)
			follow_all(w, f->value, dot, depth - 1);
		follow_all(w, atom->made->rest, dot, depth - 1);
		follow_all(w, atom->made->under, dot, depth - 1);
	}
}

const pn_maybe *pn_ask_tpl(pn_walker *w, const pn_maybe *texts, const pn_maybe *dot)
{
	follow_all(w, texts, dot, MAX_NESTING);
	return texts;
}

/* ---- texts that are made ---- */

/* Appends an argument to a pattern: its text when there is just one, else any. */
static void put_text(pn_buf *pattern, const pn_maybe *arg)
{
	if (arg && !arg->rest && arg->atom->kind == PN_ATOM_TEXT)
		pn_buf_add(pattern, arg->atom->text);
	else if (!pattern->len || pattern->ptr[pattern->len - 1] != PN_ANY_TEXT)
		pn_buf_byte(pattern, PN_ANY_TEXT);
}

const pn_maybe *pn_ask_printf(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *format = call->argc ? call->args[0] : NULL;
	uint32_t next = 1;
	pn_buf pattern;
	pn_str text;

	if (!format || format->rest || format->atom->kind != PN_ATOM_TEXT)
		return NULL;
	text = format->atom->text;
	pn_buf_init(&pattern, w->arena);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '%' || i + 1 == text.len)
			pn_buf_byte(&pattern, text.ptr[i]);
		else if (text.ptr[++i] == 's' || text.ptr[i] == 'v')
			put_text(&pattern, next < call->argc ? call->args[next++] : NULL);
		else
			return NULL;
	}
	return pn_maybe_text(&w->maybes, pn_buf_str(&pattern));
}

const pn_maybe *pn_ask_print(pn_walker *w, const pn_asked *call)
{
	pn_buf pattern;

	pn_buf_init(&pattern, w->arena);
	for (uint32_t i = 0; i < call->argc; i++)
		put_text(&pattern, call->args[i]);
	return pn_maybe_text(&w->maybes, pn_buf_str(&pattern));
}

/* ---- texts that are split ---- */

/* Says which text a pattern stands for, when it stands for just one. */
static bool is_literal(pn_walker *w, pn_str pattern, pn_str *text)
{
	static const char special[] = "\\.+*?()|[]{}^$";
	pn_buf plain;

	pn_buf_init(&plain, w->arena);
	for (size_t i = 0; i < pattern.len; i++) {
		bool escaped = pattern.ptr[i] == '\\' && i + 1 < pattern.len;

		i += escaped;
		if (escaped != (pattern.ptr[i] && strchr(special, pattern.ptr[i])))
			return false;
		pn_buf_byte(&plain, pattern.ptr[i]);
	}
	*text = pn_buf_str(&plain);
	return true;
}

/* Finds the separator of a call; empty when it is not known. */
static pn_str separator(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *by = call->argc > 1 ? call->args[0] : NULL;
	pn_str text;

	if (!by || by->rest || by->atom->kind != PN_ATOM_TEXT ||
	    pn_str_find_byte(by->atom->text, PN_ANY_TEXT) != PN_NOT_FOUND)
		return PN_STR_EMPTY;
	text = by->atom->text;
	return pn_str_is(call->name, "splitList") || is_literal(w, text, &text) ? text
										: PN_STR_EMPTY;
}

const pn_maybe *pn_ask_pieces(pn_walker *w, const pn_asked *call)
{
	pn_str by = separator(w, call);
	const pn_maybe *found = NULL;

	for (const pn_maybe *m = by.len ? call->args[1] : NULL; m; m = m->rest) {
		pn_str rest = m->atom->text, piece;
		bool more = true;

		if (m->atom->kind != PN_ATOM_TEXT ||
		    pn_str_find_byte(rest, PN_ANY_TEXT) != PN_NOT_FOUND)
			return NULL;
		while (more && pn_walker_step(w)) {
			more = pn_str_cut(rest, by, &piece, &rest);
			found = pn_join(w, found, pn_maybe_text(&w->maybes, piece));
		}
	}
	return found;
}
