/* SPDX-License-Identifier: Apache-2.0 */
/* Where the keys of maps that functions make or merge came from. Only traced renders come here. */
#include "exec/machine.h"

enum { MAX_OTHERS = 8 }; /* that are told of one key */

void pn_marks_keys(pn_exec *x, const pn_call *call, const pn_value *result)
{
	pn_text_mark mark = { 0, 0 };
	uint32_t marks = 0;

	for (uint32_t i = call->func->params[0] == 'm'; i + 1 < call->argc; i += 2) {
		const pn_value *value = &call->args[i + 1];
		pn_value *entry = NULL;

		if ((value->kind == PN_MAP || value->kind == PN_LIST) && !value->marks &&
		    !value->origin && call->args[i].kind == PN_STRING)
			entry = pn_map_get(result->as.map, pn_value_str(&call->args[i]));
		if (!entry)
			continue;
		mark.site = marks ? mark.site : pn_mark_site(x, x->now->call, 0, 0);
		marks = marks ? marks : pn_trace_marks(x->trace, &mark, 1);
		entry->marks = marks;
	}
}

/* ---- merging ---- */

static bool has_lines(const pn_value *v)
{
	return pn_str_find_byte(pn_value_str(v), '\n') != PN_NOT_FOUND;
}

/* Says whether the line of a key is the same with either value: what else is there stands below. */
static bool look_alike(const pn_value *a, const pn_value *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == PN_STRING)
		return (has_lines(a) && has_lines(b)) ||
		       pn_str_eq(pn_value_str(a), pn_value_str(b));
	if (a->kind == PN_INT)
		return a->as.integer == b->as.integer;
	if (a->kind == PN_BOOL)
		return a->as.boolean == b->as.boolean;
	return a->kind == PN_MAP || a->kind == PN_LIST;
}

/* The sites that wrote a key. */
typedef struct key_sites {
	const pn_trace *trace;
	pn_text_mark items[MAX_OTHERS];
	uint32_t count;
} key_sites;

static bool same_place(const pn_site *a, const pn_site *b)
{
	return a->source == b->source && a->offset == b->offset && a->origin == b->origin;
}

/* Adds a site, unless it stands where another one does, or is `own`. */
static void add_site(key_sites *all, const pn_site *own, uint32_t id)
{
	const pn_site *site = pn_trace_site_get(all->trace, id);

	if (!site || all->count == MAX_OTHERS || same_place(site, own))
		return;
	for (uint32_t i = 0; i < all->count; i++) {
		if (same_place(site, pn_trace_site_get(all->trace, all->items[i].site)))
			return;
	}
	all->items[all->count++] = (pn_text_mark){ 0, id };
}

static void add_sites(key_sites *all, const pn_site *own, uint32_t others)
{
	pn_marks marks = pn_trace_marks_get(all->trace, others);

	for (uint32_t i = 0; i < marks.count; i++)
		add_site(all, own, marks.items[i].site);
}

/* The site of a value's key; of one that was written in a values file the value alone is known. */
static pn_site key_site(const pn_trace *trace, const pn_value *v)
{
	const pn_text_mark *mark = pn_trace_mark_at(trace, v->marks, 0);
	const pn_site *site = mark ? pn_trace_site_get(trace, mark->site) : NULL;

	return site ? *site : (pn_site){ .origin = v->origin, .at = PN_SITE_KEY };
}

uint32_t pn_marks_key_site(pn_exec *x, const pn_node *node, uint32_t id)
{
	const pn_site *site = pn_trace_site_get(x->trace, id);
	pn_site printed;

	if (!site || site->source)
		return id;
	printed = *site;
	printed.frame = x->now->frame;
	printed.source = x->now->source;
	printed.offset = node->pos;
	return pn_trace_site(x->trace, printed);
}

static bool is_known(const pn_site *site)
{
	return site->source || site->origin;
}

void pn_call_share_key(const pn_call *c, pn_value *kept, const pn_value *other)
{
	pn_exec *x = c->exec;
	pn_site shared = key_site(x->trace, kept), site = key_site(x->trace, other);
	bool is_block = kept->kind == PN_MAP || kept->kind == PN_LIST;
	uint32_t first = x->marks.count;
	key_sites all = { .trace = x->trace };
	pn_marks marks;

	if (!is_known(&shared) || (!shared.source && !is_block) || !is_known(&site) ||
	    !look_alike(kept, other))
		return;
	add_sites(&all, &shared, shared.others);
	if (!same_place(&shared, &site))
		add_site(&all, &shared, pn_trace_site(x->trace, site));
	add_sites(&all, &shared, site.others);
	if (!all.count)
		return;
	shared.others = pn_trace_marks(x->trace, all.items, all.count);
	pn_mark_add(x, 0, pn_trace_site(x->trace, shared));
	marks = pn_trace_marks_get(x->trace, kept->marks);
	for (uint32_t i = 0; i < marks.count; i++) {
		if (marks.items[i].offset)
			pn_mark_add(x, marks.items[i].offset, marks.items[i].site);
	}
	kept->marks = pn_marks_cut(x, first, 0);
	x->marks.count = first;
}
