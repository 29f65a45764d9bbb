/* SPDX-License-Identifier: Apache-2.0 */
/* What functions do with values: pass them on, look into them, or read all there is. */
#include "reads/walker.h"

enum { MAX_ECHOES = 16 };

typedef const pn_maybe *(*model)(pn_walker *w, const pn_asked *call);

static const pn_maybe *arg(const pn_asked *call, uint32_t i)
{
	return i < call->argc ? call->args[i] : NULL;
}

static const pn_maybe *last(const pn_asked *call)
{
	return call->argc ? call->args[call->argc - 1] : NULL;
}

/* All arguments from one on, together. */
static const pn_maybe *join_from(pn_walker *w, const pn_asked *call, uint32_t first)
{
	const pn_maybe *all = NULL;

	for (uint32_t i = first; i < call->argc; i++)
		all = pn_join(w, all, call->args[i]);
	return all;
}

/* Says what an atom leaves in a text that is made of it; NULL: nothing that matters. */
static const pn_maybe *echo(pn_walker *w, const pn_atom *atom)
{
	if (atom->kind == PN_ATOM_PLACE || atom->kind == PN_ATOM_ECHO)
		return pn_maybe_place(&w->maybes, PN_ATOM_ECHO, atom->place);
	if (atom->kind == PN_ATOM_FILES)
		return pn_maybe_part(&w->maybes, PN_ATOM_FILES, atom->part);
	if (atom->kind == PN_ATOM_WRITTEN)
		return pn_echo(w, atom->of);
	if (atom->kind == PN_ATOM_TEXT && pn_str_find(atom->text, PN_STR("{{")) != PN_NOT_FOUND)
		return &atom->alone;
	return NULL;
}

const pn_maybe *pn_echo(pn_walker *w, const pn_maybe *of)
{
	pn_gather all = { 0 };

	for (; of && (!all.set || all.set->count + all.count < MAX_ECHOES); of = of->rest)
		pn_gather_add(&w->maybes, &all, echo(w, of->atom));
	return pn_gather_end(&w->maybes, &all);
}

/* ---- models ---- */

/* Reads its arguments whole and makes something of them. */
static const pn_maybe *reads(pn_walker *w, const pn_asked *call)
{
	for (uint32_t i = 0; i < call->argc; i++)
		pn_take_whole(w, call->node, call->args[i]);
	return pn_echo(w, join_from(w, call, 0));
}

/* Looks at its arguments from outside. */
static const pn_maybe *looks(pn_walker *w, const pn_asked *call)
{
	(void)w;
	(void)call;
	return NULL;
}

/* Returns one of its arguments. */
static const pn_maybe *chooses(pn_walker *w, const pn_asked *call)
{
	return join_from(w, call, 0);
}

static const pn_maybe *first_passes(pn_walker *w, const pn_asked *call)
{
	(void)w;
	return arg(call, 0);
}

static const pn_maybe *last_passes(pn_walker *w, const pn_asked *call)
{
	(void)w;
	return last(call);
}

/* ternary A B CONDITION */
static const pn_maybe *ternary(pn_walker *w, const pn_asked *call)
{
	return pn_join(w, arg(call, 0), arg(call, 1));
}

static const pn_maybe *dict(pn_walker *w, const pn_asked *call)
{
	pn_made *made = pn_made_at(w, call->node);
	const pn_maybe *map = pn_maybe_made(&w->maybes, made);

	for (uint32_t i = 0; i + 1 < call->argc && map; i += 2) {
		const pn_maybe *key = call->args[i];

		if (key && key->atom->kind == PN_ATOM_TEXT && !key->rest &&
		    pn_str_find_byte(key->atom->text, PN_ANY_TEXT) == PN_NOT_FOUND)
			pn_put_field(w, map, &key->atom->text, call->args[i + 1]);
		else
			pn_put_field(w, map, NULL, call->args[i + 1]);
	}
	return map;
}

static const pn_maybe *list_of(pn_walker *w, const pn_asked *call, const pn_maybe *items)
{
	const pn_maybe *list = pn_maybe_made(&w->maybes, pn_made_at(w, call->node));

	pn_put_field(w, list, NULL, items);
	return list;
}

static const pn_maybe *list(pn_walker *w, const pn_asked *call)
{
	pn_made *made = pn_made_at(w, call->node);
	const pn_maybe *list = pn_maybe_made(&w->maybes, made);

	if (!list)
		return NULL;
	made->is_list = true;
	for (uint32_t i = 0; i < call->argc; i++) {
		pn_str index = pn_str_format(w->arena, "%u", i);

		pn_put_field(w, list, &index, call->args[i]);
	}
	return list;
}

/* reverse LIST and its like: where an item was tells nothing any longer. */
static const pn_maybe *moves(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *all = join_from(w, call, 0), *found = NULL, *items = NULL;

	for (; all; all = all->rest) {
		const pn_maybe *one = &all->atom->alone;

		if (all->atom->kind == PN_ATOM_MADE && all->atom->made->is_list)
			items = pn_join(w, items, pn_take_each(w, call->node, one));
		else
			found = pn_join(w, found, one);
	}
	return items ? pn_join(w, found, list_of(w, call, items)) : found;
}

/* first LIST */
static const pn_maybe *first(pn_walker *w, const pn_asked *call)
{
	return pn_take_by(w, call->node, arg(call, 0), pn_maybe_number(&w->maybes, 0));
}

/* append LIST ITEM, prepend LIST ITEM */
static const pn_maybe *appends(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *items = pn_take_each(w, call->node, arg(call, 0));

	return list_of(w, call, pn_join(w, items, join_from(w, call, 1)));
}

static const pn_maybe *element(pn_walker *w, const pn_asked *call)
{
	return pn_take_each(w, call->node, arg(call, 0));
}

static const pn_maybe *keys(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *maps = join_from(w, call, 0);

	/* Their names are read, not what is under them. */
	pn_take_each(w, call->node, maps);
	return list_of(w, call, pn_take_keys(w, maps));
}

static const pn_maybe *values(pn_walker *w, const pn_asked *call)
{
	return list_of(w, call, pn_take_each(w, call->node, join_from(w, call, 0)));
}

/* Looks under keys that a map may lack, though the map itself must be there. */
static const pn_maybe *ask_by(pn_walker *w, const pn_asked *call, const pn_maybe *from,
			      const pn_maybe *key)
{
	const pn_maybe *found;

	w->asking++;
	found = pn_take_by(w, call->node, from, key);
	w->asking--;
	return found;
}

/* get MAP KEY, hasKey MAP KEY */
static const pn_maybe *get(pn_walker *w, const pn_asked *call)
{
	return ask_by(w, call, arg(call, 0), arg(call, 1));
}

static const pn_maybe *has_key(pn_walker *w, const pn_asked *call)
{
	get(w, call);
	return NULL;
}

/* index MAP KEY... */
static const pn_maybe *index_of(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *value = arg(call, 0);

	for (uint32_t i = 1; i < call->argc; i++) {
		pn_take_whole(w, call->node, call->args[i]);
		value = pn_take_by(w, call->node, value, call->args[i]);
	}
	return value;
}

/* dig KEY... DEFAULT MAP */
static const pn_maybe *dig(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *value = last(call);

	for (uint32_t i = 0; i + 2 < call->argc; i++)
		value = ask_by(w, call, value, call->args[i]);
	return call->argc < 2 ? NULL : pn_join(w, value, call->args[call->argc - 2]);
}

/* pluck KEY MAP... */
static const pn_maybe *pluck(pn_walker *w, const pn_asked *call)
{
	return list_of(w, call, ask_by(w, call, join_from(w, call, 1), arg(call, 0)));
}

/* pick MAP KEY... */
static const pn_maybe *pick(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *map = pn_maybe_made(&w->maybes, pn_made_at(w, call->node));

	for (uint32_t i = 1; i < call->argc; i++) {
		const pn_maybe *key = call->args[i];
		const pn_maybe *value = ask_by(w, call, arg(call, 0), key);
		bool is_text = key && key->atom->kind == PN_ATOM_TEXT && !key->rest;

		pn_put_field(w, map, is_text ? &key->atom->text : NULL, value);
	}
	return map;
}

/* omit MAP KEY...: whatever is left may be read. */
static const pn_maybe *omit(pn_walker *w, const pn_asked *call)
{
	for (uint32_t i = 1; i < call->argc; i++)
		ask_by(w, call, arg(call, 0), call->args[i]);
	return arg(call, 0);
}

/* set MAP KEY VALUE */
static const pn_maybe *set(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *keys_of = arg(call, 1), *value = arg(call, 2);

	if (!keys_of)
		pn_put_field(w, arg(call, 0), NULL, value);
	for (; keys_of; keys_of = keys_of->rest) {
		bool is_text = keys_of->atom->kind == PN_ATOM_TEXT;

		pn_put_field(w, arg(call, 0), is_text ? &keys_of->atom->text : NULL, value);
	}
	return arg(call, 0);
}

static bool is_all_maps(const pn_maybe *m)
{
	const pn_maybe *at = m;

	while (at && (at->atom->kind == PN_ATOM_MADE || at->atom->kind == PN_ATOM_PLACE))
		at = at->rest;
	return m && !at;
}

/* merge MAP OTHER... */
static const pn_maybe *merge(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *others = join_from(w, call, 1);

	pn_put_under(w, arg(call, 0), others);
	/* What is not known to be a map has nothing under it. */
	return is_all_maps(arg(call, 0)) ? arg(call, 0) : pn_join(w, arg(call, 0), others);
}

static const pn_maybe *include(pn_walker *w, const pn_asked *call)
{
	return pn_ask_include(w, arg(call, 0), arg(call, 1));
}

/* The texts among a set's atoms that are there to be read again, or all others. */
static const pn_maybe *only(pn_walker *w, const pn_maybe *of, bool written)
{
	pn_gather found = { 0 };

	for (; of; of = of->rest) {
		if ((of->atom->kind == PN_ATOM_WRITTEN) == written)
			pn_gather_add(&w->maybes, &found, &of->atom->alone);
	}
	return pn_gather_end(&w->maybes, &found);
}

/* toYaml VALUE and its like: whoever takes the text decides. */
static const pn_maybe *writes(pn_walker *w, const pn_asked *call)
{
	return pn_maybe_written(&w->maybes, last(call));
}

/* fromYaml TEXT and its like: what was written is there again. */
static const pn_maybe *decodes(pn_walker *w, const pn_asked *call)
{
	pn_gather found = { 0 };

	pn_take_whole(w, call->node, only(w, last(call), false));
	for (const pn_maybe *m = last(call); m; m = m->rest) {
		if (m->atom->kind == PN_ATOM_WRITTEN)
			pn_gather_add(&w->maybes, &found, m->atom->of);
	}
	return pn_join(w, pn_gather_end(&w->maybes, &found), NULL);
}

/* nindent N TEXT and its like leave a text what it is. */
static const pn_maybe *keeps_text(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *all = join_from(w, call, 0), *others = only(w, all, false);

	pn_take_whole(w, call->node, others);
	return pn_join(w, only(w, all, true), pn_echo(w, others));
}

/* contains PART TEXT and its like: an encoded text is looked at from outside. */
static const pn_maybe *searches(pn_walker *w, const pn_asked *call)
{
	pn_take_whole(w, call->node, only(w, join_from(w, call, 0), false));
	return NULL;
}

static const pn_maybe *tpl(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *texts = arg(call, 0);

	pn_take_whole(w, call->node, only(w, texts, false));
	pn_ask_tpl(w, texts, arg(call, 1));
	return only(w, texts, true);
}

static const pn_maybe *makes_text(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *text =
		pn_str_is(call->name, "printf") ? pn_ask_printf(w, call) : pn_ask_print(w, call);

	return pn_join(w, text, reads(w, call));
}

/* regexSplit PATTERN TEXT N, splitList SEPARATOR TEXT: a path's keys. */
static const pn_maybe *splits(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *pieces = pn_ask_pieces(w, call);

	return pieces ? list_of(w, call, pieces) : reads(w, call);
}

static const struct row {
	const char *name;
	model run;
	bool asks;
} rows[] = {
	{ "adler32sum", looks, false },
	{ "all", looks, true },
	{ "and", chooses, true },
	{ "any", looks, true },
	{ "append", appends, false },
	{ "coalesce", chooses, true },
	{ "compact", moves, false },
	{ "concat", moves, false },
	{ "contains", searches, false },
	{ "deepCopy", first_passes, false },
	{ "default", chooses, true },
	{ "dict", dict, false },
	{ "dig", dig, false },
	{ "empty", looks, true },
	{ "eq", reads, true },
	{ "fail", looks, false },
	{ "first", first, false },
	{ "fromJson", decodes, false },
	{ "fromJsonArray", decodes, false },
	{ "fromToml", decodes, false },
	{ "fromYaml", decodes, false },
	{ "fromYamlArray", decodes, false },
	{ "get", get, false },
	{ "has", reads, true },
	{ "hasKey", has_key, false },
	{ "hasPrefix", searches, false },
	{ "hasSuffix", searches, false },
	{ "include", include, false },
	{ "indent", keeps_text, false },
	{ "index", index_of, false },
	{ "initial", moves, false },
	{ "keys", keys, false },
	{ "kindIs", looks, true },
	{ "kindOf", looks, true },
	{ "last", element, false },
	{ "len", looks, false },
	{ "list", list, false },
	{ "merge", merge, false },
	{ "mergeOverwrite", merge, false },
	{ "mustAppend", appends, false },
	{ "mustCompact", moves, false },
	{ "mustDeepCopy", first_passes, false },
	{ "mustFirst", first, false },
	{ "mustFromJson", decodes, false },
	{ "mustInitial", moves, false },
	{ "mustLast", element, false },
	{ "mustMerge", merge, false },
	{ "mustMergeOverwrite", merge, false },
	{ "mustPrepend", appends, false },
	{ "mustPush", appends, false },
	{ "mustRegexMatch", searches, false },
	{ "mustRegexSplit", splits, false },
	{ "mustRest", moves, false },
	{ "mustReverse", moves, false },
	{ "mustSlice", moves, false },
	{ "mustToJson", writes, false },
	{ "mustToPrettyJson", writes, false },
	{ "mustToRawJson", writes, false },
	{ "mustToToml", writes, false },
	{ "mustToYaml", writes, false },
	{ "mustUniq", moves, false },
	{ "mustWithout", moves, false },
	{ "ne", reads, true },
	{ "nindent", keeps_text, false },
	{ "not", looks, true },
	{ "omit", omit, false },
	{ "or", chooses, true },
	{ "pick", pick, false },
	{ "pluck", pluck, false },
	{ "prepend", appends, false },
	{ "print", makes_text, false },
	{ "printf", makes_text, false },
	{ "push", appends, false },
	{ "regexMatch", searches, false },
	{ "regexSplit", splits, false },
	{ "required", last_passes, false },
	{ "rest", moves, false },
	{ "reverse", moves, false },
	{ "set", set, false },
	{ "sha1sum", looks, false },
	{ "sha256sum", looks, false },
	{ "sha512sum", looks, false },
	{ "slice", moves, false },
	{ "sortAlpha", moves, false },
	{ "splitList", splits, false },
	{ "ternary", ternary, true },
	{ "toJson", writes, false },
	{ "toPrettyJson", writes, false },
	{ "toRawJson", writes, false },
	{ "toString", keeps_text, false },
	{ "toToml", writes, false },
	{ "toYaml", writes, false },
	{ "toYamlPretty", writes, false },
	{ "tpl", tpl, false },
	{ "trim", keeps_text, false },
	{ "trimAll", keeps_text, false },
	{ "trimPrefix", keeps_text, false },
	{ "trimSuffix", keeps_text, false },
	{ "tuple", list, false },
	{ "typeIs", looks, true },
	{ "typeIsLike", looks, true },
	{ "typeOf", looks, true },
	{ "uniq", moves, false },
	{ "unset", first_passes, false },
	{ "values", values, false },
	{ "without", moves, false },
};

static const struct row *find(pn_str name)
{
	size_t low = 0, high = sizeof rows / sizeof *rows;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = pn_str_cmp(name, pn_str_from(rows[middle].name));

		if (order == 0)
			return &rows[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

bool pn_call_fails(pn_str name)
{
	return pn_str_is(name, "fail");
}

bool pn_call_asks(pn_str name)
{
	const struct row *row = find(name);

	return row && row->asks;
}

/* A function of the host may do anything with a value. */
static const pn_maybe *call_host(pn_walker *w, const pn_asked *call)
{
	const pn_maybe *all;

	w->encoded++;
	all = reads(w, call);
	w->encoded--;
	return all;
}

const pn_maybe *pn_ask_call(pn_walker *w, const pn_asked *call)
{
	const pn_func *func = pn_node_function(call->node);
	const struct row *row = find(call->name);

	if (func && func->flags & PN_FUNC_HOST)
		return call_host(w, call);
	return row ? row->run(w, call) : reads(w, call);
}
