/* SPDX-License-Identifier: Apache-2.0 */
#include "render/memo.h"

enum { FIRST_CAP = 64 };

static void tell(pn_map *template, pn_memo_file *file)
{
	pn_value name = pn_string(file->name), base = pn_string(file->base_path);

	file->told = true;
	pn_map_reserve(template, 2);
	pn_map_set(template, PN_STR("Name"), &name);
	pn_map_set(template, PN_STR("BasePath"), &base);
}

/* Enters what .Template holds the first time that something looks into it, and notes each look. */
static void look(pn_map *template)
{
	pn_memo_file *file = template->owner;

	file->memo->looks++;
	if (!file->told)
		tell(template, file);
	template->fill = look;
}

/* Whether templates have put something else in the place of a root's .Template. */
static bool is_replaced(const pn_map *root)
{
	const pn_value *last = root->looked ? pn_map_get(root, PN_STR("Template")) : NULL;

	return root->looked && !(last && pn_is_map(last) && last->as.map->fill == look);
}

/* Has a root and its .Template watched; a root has been so already when it is not its first file.
 */
static void watch(pn_memo *memo, pn_map *root, pn_map *template)
{
	pn_value v = pn_map_value(memo->type, root);

	pn_exec_watch_maps(memo->exec, &v);
	template->looked = root->looked;
	template->look = root->look;
	template->fill = look;
}

bool pn_memo_begin_file(pn_memo *memo, pn_map *root, pn_str name, pn_str base_path)
{
	pn_memo_file *file = PN_NEW(memo->arena, pn_memo_file);
	pn_map *template = pn_map_new(memo->arena, 0);
	pn_value v = pn_map_value(memo->type, template);

	if (!file || !template)
		return false;
	*file = (pn_memo_file){ memo, name, base_path, false };
	template->owner = file;
	if (memo->exec && is_replaced(root))
		pn_exec_note_change(memo->exec);
	if (memo->exec)
		watch(memo, root, template);
	else
		tell(template, file);
	memo->root = root;
	return pn_map_set(root, PN_STR("Template"), &v);
}

bool pn_memo_is_plain(const pn_memo *memo, const pn_tmpl_set *set)
{
	for (; set != memo->set; set = pn_tmpl_set_parent(set)) {
		if (!memo->in_texts || pn_tmpl_set_count(set) != 1 ||
		    !pn_str_is(pn_tmpl_set_at(set, 0)->name, "gotpl"))
			return false;
	}
	return true;
}

static uint32_t hash(const pn_define *define, const pn_map *root)
{
	uint64_t n = (uint64_t)(uintptr_t)define * 0x9e3779b97f4a7c15u ^ (uintptr_t)root;

	return (uint32_t)((n * 0x9e3779b97f4a7c15u) >> 32);
}

/* The place of a define's text with this root: its own, or a free one. */
static pn_memo_entry **place_of(const pn_memo *memo, const pn_define *define, const pn_map *root)
{
	uint32_t mask = memo->cap - 1, at = hash(define, root) & mask;

	for (;; at = (at + 1) & mask) {
		pn_memo_entry *e = memo->entries[at];

		if (!e || (e->define == define && e->root == root))
			return &memo->entries[at];
	}
}

static bool is_root(const pn_memo *memo, const pn_value *dot)
{
	return dot->kind == PN_MAP && dot->as.map == memo->root && dot->type == memo->type &&
	       memo->exec;
}

/* Whether one of the maps with these bits has changed since. */
static bool has_changed(uint64_t bits, const uint64_t *changed, uint64_t since)
{
	for (; bits; bits >>= 1, changed++) {
		if (bits & 1 && *changed > since)
			return true;
	}
	return false;
}

/* Whether no map has changed that was looked into for a text. */
static bool holds(pn_memo_entry *e, const pn_side_effects *effects)
{
	if (e->changes == effects->changes)
		return true;
	if (effects->changed_any > e->changes)
		return false;
	for (uint32_t word = 0; word < PN_WATCH_WORDS; word++) {
		if (effects->changed_word[word] > e->changes &&
		    has_changed(e->looked[word], &effects->changed[word * 64], e->changes))
			return false;
	}
	e->changes = effects->changes;
	return true;
}

bool pn_memo_find(const pn_memo *memo, const pn_define *define, const pn_value *dot, pn_value *out)
{
	pn_side_effects *effects;
	pn_memo_entry *e;

	if (!is_root(memo, dot) || !memo->cap)
		return false;
	e = *place_of(memo, define, memo->root);
	effects = pn_exec_side_effects(memo->exec);
	/* Where it would be nested too deep, it has to run to fail. */
	if (!e || !holds(e, effects) || pn_exec_nesting(memo->exec) + e->depth > memo->most)
		return false;
	for (int i = 0; i < PN_WATCH_WORDS; i++)
		effects->looked[i] |= e->looked[i];
	*out = e->text;
	return true;
}

void pn_memo_begin(pn_memo *memo, const pn_value *dot, pn_memo_run *run)
{
	pn_side_effects *effects;

	run->on = is_root(memo, dot);
	if (!run->on)
		return;
	effects = pn_exec_side_effects(memo->exec);
	run->outside = effects->outside;
	run->changes = effects->changes;
	run->looks = memo->looks;
	run->nesting = pn_exec_nesting(memo->exec);
	run->deepest = effects->deepest;
	effects->deepest = run->nesting;
	memcpy(run->looked, effects->looked, sizeof run->looked);
	memset(effects->looked, 0, sizeof effects->looked);
}

/* Makes room for one more text, at most half full; false without memory. */
static bool reserve(pn_memo *memo)
{
	uint32_t old_cap = memo->cap, cap = old_cap ? old_cap * 2 : FIRST_CAP;
	pn_memo_entry **old = memo->entries, **entries;

	if (memo->count * 2 < old_cap)
		return true;
	entries = pn_alloc_zero(memo->arena, cap * sizeof *entries);
	if (!entries)
		return false;
	memo->entries = entries;
	memo->cap = cap;
	for (uint32_t i = 0; i < old_cap; i++) {
		if (old[i])
			*place_of(memo, old[i]->define, old[i]->root) = old[i];
	}
	return true;
}

/* Keeps a text under its define and the root; without memory it is not kept. */
static void keep(pn_memo *memo, const pn_memo_entry *entry)
{
	pn_memo_entry **place;

	if (!reserve(memo))
		return;
	place = place_of(memo, entry->define, entry->root);
	if (!*place) {
		*place = pn_alloc(memo->arena, sizeof **place);
		memo->count += *place != NULL;
	}
	if (*place)
		**place = *entry;
}

void pn_memo_end(pn_memo *memo, const pn_memo_run *run, const pn_define *define,
		 const pn_value *text)
{
	pn_memo_entry e = { .define = define, .root = memo->root, .changes = run->changes };
	pn_side_effects *effects;

	if (!run->on)
		return;
	effects = pn_exec_side_effects(memo->exec);
	e.depth = effects->deepest - run->nesting;
	if (run->deepest > effects->deepest)
		effects->deepest = run->deepest;
	memcpy(e.looked, effects->looked, sizeof e.looked);
	for (int i = 0; i < PN_WATCH_WORDS; i++)
		effects->looked[i] |= run->looked[i];
	if (!text || effects->outside != run->outside || effects->changes != run->changes ||
	    memo->looks != run->looks)
		return;
	e.text = *text;
	keep(memo, &e);
}
