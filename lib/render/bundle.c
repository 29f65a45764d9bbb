/* SPDX-License-Identifier: Apache-2.0 */
#include "render/bundle.h"
#include "render/engine.h"
#include "render/texts.h"

#include <pthread.h>

/* Texts of tpl that renders share: their memory, and how many of those seen last are remembered. */
enum { TEXTS_BYTES = 1024 * 1024, SEEN = 512 };

/* Of the table of templates. */
enum { FIRST_CAP = 16 };

/* A parsed template: a file under an id, which is the source's name (an aliased chart has the same
 * file under two ids). */
typedef struct parsed {
	const pn_file *file; /* NULL: there is none */
	const pn_tmpl *tmpl;
} parsed;

struct pn_bundle {
	const pintle_allocator *mem;
	const pn_chart *chart;
	const pn_func_family *host; /* NULL: none */
	pn_funcs funcs;
	pn_schemas *schemas;
	pthread_mutex_t lock; /* guards all that follows */
	pn_arena arena;	      /* trees and the texts that they are slices of */
	pn_func_memo memo;
	parsed *slots;	      /* open addressing by file, three fourths full at most */
	uint32_t count, cap;  /* a power of two */
	bool rendered;	      /* at least once; read without the lock */
	pn_arena texts_arena; /* what `texts` parsed */
	pn_texts texts;	      /* of tpl, those that came in two renders */
	uint32_t *seen;	      /* hashes of texts that came in one, each in the place it has */
};

pn_bundle *pn_bundle_new(const pintle_allocator *mem, const pn_chart *chart,
			 const pn_func_family *host)
{
	pn_bundle *b = pn_mem_resize(mem, NULL, 0, sizeof *b);

	if (!b)
		return NULL;
	*b = (pn_bundle){ .mem = mem, .chart = chart, .host = host };
	b->funcs = pn_func_gather(&b->host, host != NULL, &pn_family_helm);
	pn_arena_init(&b->arena, mem, 0);
	pn_arena_init(&b->texts_arena, mem, 0);
	b->texts.arena = &b->texts_arena;
	pthread_mutex_init(&b->lock, NULL);
	b->schemas = pn_schemas_new(mem);
	if (!b->schemas) {
		pn_bundle_free(b);
		return NULL;
	}
	return b;
}

void pn_bundle_free(pn_bundle *bundle)
{
	if (!bundle)
		return;
	pn_schemas_free(bundle->schemas);
	pthread_mutex_destroy(&bundle->lock);
	pn_arena_finish(&bundle->texts_arena);
	pn_arena_finish(&bundle->arena);
	pn_mem_resize(bundle->mem, bundle, sizeof *bundle, 0);
}

const pn_chart *pn_bundle_chart(const pn_bundle *bundle)
{
	return bundle->chart;
}

const pn_funcs *pn_bundle_funcs(const pn_bundle *bundle)
{
	return &bundle->funcs;
}

pn_schemas *pn_bundle_schemas(pn_bundle *bundle)
{
	return bundle->schemas;
}

/* The slot of a file under an id, or the free one where it would be. */
static parsed *slot_of(parsed *slots, uint32_t cap, const pn_file *file, pn_str id)
{
	uint32_t mask = cap - 1, i = (uint32_t)((uintptr_t)file >> 4) * 0x9e3779b1u >> 8 & mask;

	while (slots[i].file &&
	       (slots[i].file != file || !pn_str_eq(slots[i].tmpl->source->name, id)))
		i = (i + 1) & mask;
	return &slots[i];
}

/* How many templates a chart has, those of the charts in it included. */
static uint32_t count_templates(const pn_chart *chart)
{
	uint32_t count = chart->templates.count;

	for (uint32_t i = 0; i < chart->child_count; i++)
		count += count_templates(chart->children[i]);
	return count;
}

/* Makes the table larger. */
static bool grow(pn_bundle *b)
{
	uint32_t cap = b->cap ? b->cap * 2 : FIRST_CAP,
		 least = b->cap ? 0 : count_templates(b->chart);
	parsed *slots;

	while (cap / 4 * 3 < least && cap < (uint32_t)1 << 30)
		cap *= 2;
	slots = pn_alloc_zero(&b->arena, cap * sizeof *slots);
	if (!slots)
		return false;
	for (uint32_t i = 0; i < b->cap; i++) {
		const parsed *old = &b->slots[i];

		if (old->file)
			*slot_of(slots, cap, old->file, old->tmpl->source->name) = *old;
	}
	b->slots = slots;
	b->cap = cap;
	return true;
}

static const pn_tmpl *find(const pn_bundle *b, const pn_file *file, pn_str id)
{
	return b->cap ? slot_of(b->slots, b->cap, file, id)->tmpl : NULL;
}

static bool keep(pn_bundle *b, const pn_file *file, const pn_tmpl *tmpl)
{
	if (b->count >= b->cap / 4 * 3 && !grow(b))
		return false;
	*slot_of(b->slots, b->cap, file, tmpl->source->name) = (parsed){ file, tmpl };
	b->count++;
	return true;
}

/* Parses into the bundle's arena; the lock is held. */
static bool parse(pn_cx *cx, pn_bundle *b, const pn_file *file, pn_str id, const pn_tmpl **out)
{
	pn_cx own = { &b->arena, cx->err, cx->limits, cx->log };
	pn_func_finder finder = pn_funcs_finder(&b->funcs);
	pn_str text;

	finder.memo = &b->memo;
	id = pn_str_dup(&b->arena, id);
	if (!pn_file_data(&own, file, &text) || !pn_tmpl_parse(&own, id, text, &finder, out))
		return false;
	return keep(b, file, *out) || pn_fail_memory(cx->err, &b->arena);
}

bool pn_bundle_template(pn_cx *cx, pn_bundle *bundle, const pn_file *file, pn_str id,
			const pn_tmpl **out)
{
	bool ok = true;

	pthread_mutex_lock(&bundle->lock);
	*out = find(bundle, file, id);
	if (!*out)
		ok = parse(cx, bundle, file, id, out);
	pthread_mutex_unlock(&bundle->lock);
	return ok;
}

/* Whether a text came before, as far as that is remembered. */
static bool was_seen(pn_bundle *b, uint32_t hash)
{
	uint32_t *place = b->seen ? &b->seen[hash % SEEN] : NULL;
	bool seen = place && *place == hash;

	if (!b->seen)
		b->seen = pn_alloc_zero(&b->texts_arena, SEEN * sizeof *b->seen);
	else
		*place = hash;
	return seen;
}

/* Parses a text for all renders; the lock is held. */
static bool share_text(pn_cx *cx, pn_bundle *b, pn_str text, uint32_t hash, const pn_tmpl **out)
{
	pn_cx own = { &b->texts_arena, cx->err, cx->limits, cx->log };
	pn_func_finder finder = pn_funcs_finder(&b->funcs);

	text = pn_str_dup(&b->texts_arena, text);
	if (b->texts_arena.failed)
		return true;
	if (pn_tmpl_parse(&own, PN_STR("gotpl"), text, &finder, out))
		return pn_texts_add(&b->texts, *out, hash) || (*out = NULL, true);
	if (!b->texts_arena.failed)
		return false;
	pn_error_clear(cx->err); /* the render may have memory of its own */
	*out = NULL;
	return true;
}

void pn_bundle_rendered(pn_bundle *bundle)
{
	__atomic_store_n(&bundle->rendered, true, __ATOMIC_RELAXED);
}

bool pn_bundle_text(pn_cx *cx, pn_bundle *bundle, pn_str text, uint32_t hash, const pn_tmpl **out)
{
	bool ok = true;

	*out = NULL;
	if (!__atomic_load_n(&bundle->rendered, __ATOMIC_RELAXED))
		return true;
	pthread_mutex_lock(&bundle->lock);
	*out = pn_texts_find(&bundle->texts, text, hash);
	if (!*out && !bundle->texts_arena.failed && bundle->texts_arena.used < TEXTS_BYTES &&
	    text.len < TEXTS_BYTES / 16 && was_seen(bundle, hash))
		ok = share_text(cx, bundle, text, hash, out);
	pthread_mutex_unlock(&bundle->lock);
	return ok;
}
