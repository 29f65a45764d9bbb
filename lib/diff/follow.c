/* SPDX-License-Identifier: Apache-2.0 */
#include "diff/follow.h"
#include "diff/cause.h"
#include "diff/parts.h"

static pn_str text_of(const pn_value *v)
{
	return v && pn_is_string(v) ? pn_value_str(v) : PN_STR_EMPTY;
}

/* The entry of a map that a path ends with, when that map has this name. */
static bool is_entry_of(const pn_path *path, const char *map, pn_str *key)
{
	if (!path || path->is_item || !path->parent || path->parent->is_item ||
	    !pn_str_eq(path->parent->key, pn_str_from(map)))
		return false;
	*key = path->key;
	return true;
}

/* ---- labels of charts and versions ---- */

static bool is_version_label(const pn_change *change)
{
	static const char *const names[] = { "helm.sh/chart", "app.kubernetes.io/version", "chart",
					     "helm.sh/revision" };
	pn_str key;

	if (!is_entry_of(change->path, "labels", &key))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (pn_str_eq(key, pn_str_from(names[i])))
			return true;
	}
	return false;
}

/* ---- checksums ---- */

static bool is_digest(pn_str s)
{
	size_t i = 0;

	while (i < s.len && strchr("0123456789abcdefABCDEF", s.ptr[i]))
		i++;
	return i == s.len && s.len >= 8;
}

/* Returns what a checksum is of, by the name of its annotation: "config" of "checksum/config". */
static bool is_checksum(pn_cx *cx, const pn_change *change, pn_str *word)
{
	bool told;
	pn_str key;

	if (!is_entry_of(change->path, "annotations", &key))
		return false;
	key = pn_str_to_lower(cx->arena, key);
	told = pn_str_find(key, PN_STR("checksum")) != PN_NOT_FOUND ||
	       pn_str_ends(key, PN_STR("hash")) || pn_str_ends(key, PN_STR("sha")) ||
	       pn_str_find(key, PN_STR("sha256")) != PN_NOT_FOUND;
	if (!told || (!is_digest(text_of(change->value[PN_SIDE_A])) &&
		      !is_digest(text_of(change->value[PN_SIDE_B]))))
		return false;
	*word = pn_str_slice(key, pn_str_find_last(key, PN_STR("/")) + 1, key.len);
	return true;
}

/* The name of a template without folder and ending: "configmap". */
static pn_str template_name(pn_str source)
{
	size_t slash = pn_str_find_last(source, PN_STR("/"));
	pn_str name = slash == PN_NOT_FOUND ? source : pn_str_slice(source, slash + 1, source.len);

	return pn_str_slice(name, 0, pn_str_find_last(name, PN_STR(".")));
}

/* How well an object that changed suits as what a checksum is of. */
static int suits(pn_cx *cx, const pn_pair *user, const pn_pair *pair, pn_str word)
{
	const pn_kube_object *o =
		pair->side[PN_SIDE_B] ? pair->side[PN_SIDE_B] : pair->side[PN_SIDE_A];
	const pn_kube_object *by = user->side[PN_SIDE_B];
	bool settings = pn_str_is(o->kind, "ConfigMap") || pn_str_is(o->kind, "Secret");
	pn_str kind = pn_str_to_lower(cx->arena, o->kind), name = template_name(o->source);

	if (!settings || pair->kind == PN_PAIR_SAME || !by || !pn_str_eq(o->release, by->release))
		return 0;
	if (name.len && pn_str_find(name, word) != PN_NOT_FOUND)
		return 4;
	if (name.len && pn_str_find(word, name) != PN_NOT_FOUND)
		return 4;
	if (pn_str_find(o->name, word) != PN_NOT_FOUND)
		return 3;
	if (pn_str_find(kind, word) != PN_NOT_FOUND || pn_str_find(word, kind) != PN_NOT_FOUND)
		return 2;
	return 1;
}

/* Finds the changed object that a checksum is of; SIZE_MAX when none suits. */
static size_t find_summed(pn_cx *cx, const pn_diff *diff, const pn_pair *user, pn_str word)
{
	size_t best = SIZE_MAX;
	int most = 0;

	for (size_t i = 0; i < diff->count; i++) {
		int so_much = suits(cx, user, &diff->pairs[i], word);

		if (so_much > most) {
			most = so_much;
			best = i;
		}
	}
	return best;
}

/* ---- names of objects ---- */

/* Says whether a text became another one just because an object has another name. */
static bool is_renaming(pn_cx *cx, const pn_pair *renamed, const pn_change *change)
{
	pn_str a = text_of(change->value[PN_SIDE_A]), b = text_of(change->value[PN_SIDE_B]);
	pn_str old = renamed->side[PN_SIDE_A]->name, now = renamed->side[PN_SIDE_B]->name;

	if (change->kind != PN_CHANGE_CHANGED || !old.len || pn_str_eq(old, now) ||
	    pn_str_find(a, old) == PN_NOT_FOUND)
		return false;
	return pn_str_eq(pn_str_replace(cx->arena, a, old, now), b);
}

static size_t find_renamed(pn_cx *cx, const pn_diff *diff, const pn_pair *pair,
			   const pn_change *change)
{
	for (size_t i = 0; i < diff->count; i++) {
		const pn_pair *other = &diff->pairs[i];

		if (other->kind == PN_PAIR_RENAMED && other != pair &&
		    is_renaming(cx, other, change))
			return i;
	}
	return SIZE_MAX;
}

/* ---- the release's namespace ---- */

static bool is_release_space(const pn_pair *pair, const pn_change *change)
{
	pn_str key;

	if (change->kind != PN_CHANGE_CHANGED || !is_entry_of(change->path, "metadata", &key) ||
	    !pn_str_is(key, "namespace"))
		return false;
	for (int side = 0; side < 2; side++) {
		const pn_kube_object *o = pair->side[side];

		if (!o->rendering || !pn_str_eq(o->ns, o->rendering->ns))
			return false;
	}
	return true;
}

/* ---- all ---- */

static void mark(pn_cx *cx, pn_diff *diff, const pn_pair *pair, pn_change *change)
{
	pn_str word;

	change->follows_pair = SIZE_MAX;
	if (is_version_label(change)) {
		change->follows = PN_FOLLOWS_VERSION;
	} else if (is_release_space(pair, change)) {
		change->follows = PN_FOLLOWS_RELEASE;
	} else if (is_checksum(cx, change, &word)) {
		change->follows = PN_FOLLOWS_CHECKSUM;
		change->follows_pair = find_summed(cx, diff, pair, word);
	} else {
		change->follows_pair = find_renamed(cx, diff, pair, change);
		if (change->follows_pair != SIZE_MAX)
			change->follows = PN_FOLLOWS_NAME;
	}
}

bool pn_follows_find(pn_cx *cx, pn_diff *diff)
{
	for (size_t i = 0; i < diff->count; i++) {
		pn_changes *changes = &diff->pairs[i].changes;

		for (size_t j = 0; j < changes->count; j++)
			mark(cx, diff, &diff->pairs[i], &changes->items[j]);
	}
	return !cx->arena->failed || pn_fail_memory(cx->err, cx->arena);
}
