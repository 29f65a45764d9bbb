/* SPDX-License-Identifier: Apache-2.0 */
/* Which objects of two sets are one: by what names them in a cluster, then by likeness. */
#include "diff/cause.h"
#include "base/sort.h"
#include "diff/parts.h"

/* From how much likeness on an object is taken for another one under a new name. */
static const double least_likeness = 0.6, share_of_content = 0.7;

enum { MOST_COMPARISONS = 20000 };

/* One matching under way. */
typedef struct matching {
	pn_cx *cx;
	const pn_object_set *set[2];
	pn_partners partners;
	bool rendered; /* both sides are renders of releases that may be in other namespaces */
} matching;

static const pn_kube_object *object(const matching *m, int side, uint32_t i)
{
	return &m->set[side]->items[i];
}

static bool is_free(const matching *m, int side, uint32_t i)
{
	return m->partners.of[side][i] == PN_NO_INDEX;
}

/* ---- by name ---- */

/* Appends a part of an identity; a NUL ends it, which no name has. */
static void add_part(pn_buf *out, pn_str part)
{
	pn_buf_add(out, part);
	pn_buf_byte(out, '\0');
}

static bool is_rendered(const pn_object_set *set)
{
	for (size_t i = 0; i < set->count; i++) {
		if (!set->items[i].rendering)
			return false;
	}
	return true;
}

/*
 * The namespace of an object; that of its release is the same for releases in different ones, which
 * are compared with one another.
 */
static pn_str space_of(const matching *m, const pn_kube_object *o)
{
	if (m->rendered && o->ns.len && pn_str_eq(o->ns, o->rendering->ns))
		return PN_STR("\n");
	return o->ns;
}

/* What names an object. Documents without a kind are told by where they come from. */
static pn_str identity(const matching *m, const pn_kube_object *o, bool with_version)
{
	pn_buf out;

	pn_buf_init(&out, m->cx->arena);
	add_part(&out, o->release);
	if (with_version)
		add_part(&out, o->api_version);
	add_part(&out, o->kind);
	add_part(&out, space_of(m, o));
	add_part(&out, o->name);
	if (!o->kind.len)
		add_part(&out, o->source);
	return pn_buf_str(&out);
}

/* Counts how often a name has come up, and returns it with the number: doubles go one by one. */
static pn_str numbered(matching *m, pn_map *counts, pn_str name)
{
	pn_value *seen = pn_map_get(counts, name), one = pn_int(1);

	if (!seen) {
		pn_map_set(counts, name, &one);
		return name;
	}
	seen->as.integer++;
	return pn_str_format(m->cx->arena, "%.*s#%lld",
			     PN_ARG(pn_str_replace(m->cx->arena, name, PN_STR("\0"), PN_STR("\n"))),
			     (long long)seen->as.integer);
}

/* Joins the free objects that bear one name. */
static bool join_by_name(matching *m, bool with_version)
{
	pn_map *counts[2] = { pn_map_new(m->cx->arena, 0), pn_map_new(m->cx->arena, 0) };
	pn_map *names = pn_map_new(m->cx->arena, m->set[PN_SIDE_A]->count);

	if (!counts[0] || !counts[1] || !names)
		return pn_fail_memory(m->cx->err, m->cx->arena);
	for (uint32_t i = 0; i < m->partners.count[PN_SIDE_A]; i++) {
		pn_value number = pn_int(i);
		pn_str name;

		if (!is_free(m, PN_SIDE_A, i))
			continue;
		name = numbered(m, counts[0], identity(m, object(m, 0, i), with_version));
		pn_map_set(names, name, &number);
	}
	for (uint32_t i = 0; i < m->partners.count[PN_SIDE_B]; i++) {
		const pn_value *a;

		if (!is_free(m, PN_SIDE_B, i))
			continue;
		a = pn_map_get(names,
			       numbered(m, counts[1], identity(m, object(m, 1, i), with_version)));
		if (a)
			pn_partners_join(&m->partners, (uint32_t)a->as.integer, i);
	}
	return !m->cx->arena->failed || pn_fail_memory(m->cx->err, m->cx->arena);
}

/* ---- by likeness ---- */

/* Two objects that may be one. */
typedef struct candidate {
	uint32_t a, b;
	double likeness;
} candidate;

typedef struct candidates {
	candidate *items;
	size_t count, cap;
	size_t tried;
} candidates;

/* How much of two names is the same at their ends. */
static double name_likeness(pn_str a, pn_str b)
{
	size_t longest = a.len > b.len ? a.len : b.len, same = 0, tail = 0;
	size_t shortest = a.len < b.len ? a.len : b.len;

	while (same < shortest && a.ptr[same] == b.ptr[same])
		same++;
	while (same + tail < shortest && a.ptr[a.len - 1 - tail] == b.ptr[b.len - 1 - tail])
		tail++;
	return longest ? (double)(same + tail) / (double)longest : 1;
}

static bool try_pair(matching *m, candidates *list, uint32_t i, uint32_t j)
{
	const pn_kube_object *a = object(m, 0, i), *b = object(m, 1, j);
	double content, likeness;

	if (!a->kind.len || !pn_str_eq(a->kind, b->kind) || !pn_str_eq(a->release, b->release) ||
	    list->tried++ >= MOST_COMPARISONS)
		return true;
	content = pn_value_likeness(m->cx->arena, &a->value, &b->value);
	likeness = content * share_of_content +
		   name_likeness(a->name, b->name) * (1 - share_of_content);
	if (likeness < least_likeness)
		return true;
	if (!pn_diff_grow(m->cx, (void **)&list->items, &list->cap, list->count,
			  sizeof *list->items))
		return false;
	list->items[list->count++] = (candidate){ i, j, likeness };
	return true;
}

static int best_first(const void *a, const void *b)
{
	const candidate *x = a, *y = b;

	if (x->likeness != y->likeness)
		return x->likeness > y->likeness ? -1 : 1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return x->b < y->b ? -1 : x->b > y->b;
}

/* Joins what is left by likeness, the most alike first. */
static bool join_by_likeness(matching *m)
{
	candidates list = { 0 };

	for (uint32_t i = 0; i < m->partners.count[PN_SIDE_A]; i++) {
		for (uint32_t j = 0; is_free(m, PN_SIDE_A, i) && j < m->partners.count[PN_SIDE_B];
		     j++) {
			if (is_free(m, PN_SIDE_B, j) && !try_pair(m, &list, i, j))
				return false;
		}
	}
	if (list.count)
		pn_sort(list.items, list.count, sizeof *list.items, best_first);
	for (size_t i = 0; i < list.count; i++) {
		const candidate *c = &list.items[i];

		if (is_free(m, PN_SIDE_A, c->a) && is_free(m, PN_SIDE_B, c->b))
			pn_partners_join(&m->partners, c->a, c->b);
	}
	return true;
}

/* ---- pairs ---- */

static int compare_text(pn_str a, pn_str b, int before)
{
	return before ? before : pn_str_cmp(a, b);
}

static const pn_kube_object *shown(const pn_pair *pair)
{
	return pair->side[PN_SIDE_B] ? pair->side[PN_SIDE_B] : pair->side[PN_SIDE_A];
}

/* Release by release, kinds in the order in which Helm installs them, then by name. */
static int in_order(const void *a, const void *b)
{
	const pn_pair *p = a, *q = b;
	const pn_kube_object *x = shown(p), *y = shown(q);
	size_t rank_x = pn_kind_rank(x->kind, PN_PROFILE_HELM_4);
	size_t rank_y = pn_kind_rank(y->kind, PN_PROFILE_HELM_4);
	int order = pn_str_cmp(x->release, y->release);

	if (!order && rank_x != rank_y)
		order = rank_x < rank_y ? -1 : 1;
	order = compare_text(x->kind, y->kind, order);
	order = compare_text(x->name, y->name, order);
	order = compare_text(x->ns, y->ns, order);
	order = compare_text(x->api_version, y->api_version, order);
	if (!order && p->kind != q->kind)
		order = p->kind < q->kind ? -1 : 1;
	return order ? order : x->document < y->document ? -1 : x->document > y->document;
}

static bool is_renamed(const matching *m, const pn_kube_object *a, const pn_kube_object *b)
{
	return !pn_str_eq(a->name, b->name) || !pn_str_eq(space_of(m, a), space_of(m, b));
}

static bool make_pairs(matching *m, pn_diff *out)
{
	uint32_t n = m->partners.count[PN_SIDE_A], k = m->partners.count[PN_SIDE_B];

	*out = (pn_diff){ PN_NEW_ARRAY(m->cx->arena, pn_pair, (size_t)n + k + 1), 0 };
	if (!out->pairs)
		return pn_fail_memory(m->cx->err, m->cx->arena);
	for (uint32_t i = 0; i < n; i++) {
		const pn_kube_object *a = object(m, 0, i), *b = NULL;

		if (!is_free(m, PN_SIDE_A, i))
			b = object(m, 1, m->partners.of[PN_SIDE_A][i]);
		out->pairs[out->count++] =
			(pn_pair){ .kind = !b			 ? PN_PAIR_REMOVED
					   : is_renamed(m, a, b) ? PN_PAIR_RENAMED
								 : PN_PAIR_SAME,
				   .side = { a, b } };
	}
	for (uint32_t j = 0; j < k; j++) {
		if (is_free(m, PN_SIDE_B, j))
			out->pairs[out->count++] = (pn_pair){ .kind = PN_PAIR_ADDED,
							      .side = { NULL, object(m, 1, j) } };
	}
	if (out->count)
		pn_sort(out->pairs, out->count, sizeof *out->pairs, in_order);
	return true;
}

bool pn_match_objects(pn_cx *cx, const pn_object_set *a, const pn_object_set *b,
		      const pn_diff_options *options, pn_diff *out)
{
	matching m = { .cx = cx, .set = { a, b } };

	m.rendered = !options->same_releases && is_rendered(a) && is_rendered(b);
	return pn_partners_init(cx, &m.partners, (uint32_t)a->count, (uint32_t)b->count) &&
	       join_by_name(&m, true) && join_by_name(&m, false) &&
	       (options->no_renames || join_by_likeness(&m)) && make_pairs(&m, out);
}
