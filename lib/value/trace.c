/* SPDX-License-Identifier: Apache-2.0 */
#include "value/trace.h"
#include "value/map.h"
#include "value/object.h"

enum { MAX_READS = 16 }; /* that are kept of one branch: a condition looks at few values */

enum { FIRST_CHUNK = 64, MAX_CHUNKS = 24 };

/*
 * A table in the trace's arena; item i has the id i + 1. It grows by chunks, each twice as long as
 * the one before, so that nothing is copied.
 */
typedef struct table {
	char *chunks[MAX_CHUNKS];
	uint32_t count;
} table;

/* A growing array; it moves when it grows. */
typedef struct array {
	void *items;
	uint32_t count, cap;
} array;

typedef struct text_source {
	pn_str name, text;
} text_source;

/* Addresses that were seen: open addressing, 0 is free, at most half full. */
typedef struct address_set {
	uintptr_t *slots;
	uint32_t count, cap; /* a power of two, or 0 */
} address_set;

struct pn_trace {
	pn_arena *arena;
	table sources, frames, sites, marks;
	uint32_t *source_index; /* by address of the text: open addressing, ids; 0 is free */
	uint32_t source_cap;	/* a power of two, or 0 */
	array log;		/* origins read while somebody wants to know */
	uint32_t listeners;	/* how many do */
	array reads;		/* lists of origins, each behind its length */
	uint64_t *read;		/* a bit for each origin */
	size_t read_words;
	address_set walked; /* maps and lists that were read whole */
};

pn_trace *pn_trace_new(pn_arena *arena)
{
	pn_trace *trace = PN_NEW(arena, pn_trace);

	if (trace)
		trace->arena = arena;
	return trace;
}

/* The chunk of an item, and its place in it. */
static uint32_t chunk_of(uint32_t item, uint32_t *at)
{
	uint32_t chunk = 31 - (uint32_t)__builtin_clz(item / FIRST_CHUNK + 1);

	*at = item - FIRST_CHUNK * ((1u << chunk) - 1);
	return chunk;
}

/* Appends an item of `size` bytes and returns its id; 0 without memory. */
static uint32_t add(pn_trace *trace, table *t, const void *item, size_t size)
{
	uint32_t at, chunk = chunk_of(t->count, &at);

	if (chunk == MAX_CHUNKS)
		return 0;
	if (!t->chunks[chunk])
		t->chunks[chunk] = pn_alloc(trace->arena, ((size_t)FIRST_CHUNK << chunk) * size);
	if (!t->chunks[chunk])
		return 0;
	memcpy(t->chunks[chunk] + at * size, item, size);
	return ++t->count;
}

/* Returns the item of an id, NULL when there is none. */
static const void *get(const table *t, uint32_t id, size_t size)
{
	uint32_t at, chunk;

	if (id == 0 || id > t->count)
		return NULL;
	chunk = chunk_of(id - 1, &at);
	return t->chunks[chunk] + at * size;
}

/* Appends to an array; returns the number of its items, 0 without memory. */
static uint32_t append(pn_trace *trace, array *a, const void *item, size_t size)
{
	if (a->count == a->cap) {
		uint32_t cap = a->cap ? a->cap * 2 : 64;
		void *grown;

		if (a->cap > UINT32_MAX / 4)
			return 0;
		grown = pn_realloc(trace->arena, a->items, a->cap * size, cap * size);
		if (!grown)
			return 0;
		a->items = grown;
		a->cap = cap;
	}
	memcpy((char *)a->items + a->count * size, item, size);
	return ++a->count;
}

static uint32_t source_slot(const pn_trace *trace, const char *text)
{
	return (uint32_t)((uintptr_t)text >> 4) * UINT32_C(2654435761) & (trace->source_cap - 1);
}

/* Makes the index of sources twice as long. */
static bool grow_sources(pn_trace *trace)
{
	uint32_t cap = trace->source_cap ? trace->source_cap * 2 : 256;
	uint32_t *index = pn_alloc_zero(trace->arena, cap * sizeof *index);

	if (!index)
		return false;
	trace->source_index = index;
	trace->source_cap = cap;
	for (uint32_t id = 1; id <= trace->sources.count; id++) {
		const text_source *source = get(&trace->sources, id, sizeof *source);
		uint32_t slot = source_slot(trace, source->text.ptr);

		while (index[slot])
			slot = (slot + 1) & (cap - 1);
		index[slot] = id;
	}
	return true;
}

uint32_t pn_trace_source(pn_trace *trace, pn_str name, pn_str text)
{
	text_source source = { name, text };
	uint32_t slot;

	if (trace->sources.count * 2 >= trace->source_cap && !grow_sources(trace))
		return 0;
	slot = source_slot(trace, text.ptr);
	for (; trace->source_index[slot]; slot = (slot + 1) & (trace->source_cap - 1)) {
		uint32_t id = trace->source_index[slot];
		const text_source *have = get(&trace->sources, id, sizeof *have);

		if (have->text.ptr == text.ptr && have->text.len == text.len &&
		    pn_str_eq(have->name, name))
			return id;
	}
	trace->source_index[slot] = add(trace, &trace->sources, &source, sizeof source);
	return trace->source_index[slot];
}

uint32_t pn_trace_frame_add(pn_trace *trace, pn_trace_frame frame)
{
	return add(trace, &trace->frames, &frame, sizeof frame);
}

uint32_t pn_trace_site(pn_trace *trace, pn_site site)
{
	return add(trace, &trace->sites, &site, sizeof site);
}

uint32_t pn_trace_marks(pn_trace *trace, const pn_text_mark *items, size_t count)
{
	pn_text_mark *copy;
	pn_marks marks;

	if (count == 0 || count > UINT32_MAX)
		return 0;
	copy = PN_NEW_ARRAY(trace->arena, pn_text_mark, count);
	if (!copy)
		return 0;
	memcpy(copy, items, count * sizeof *copy);
	marks = (pn_marks){ copy, (uint32_t)count };
	return add(trace, &trace->marks, &marks, sizeof marks);
}

pn_marks pn_trace_marks_get(const pn_trace *trace, uint32_t id)
{
	const pn_marks *marks = get(&trace->marks, id, sizeof *marks);

	return marks ? *marks : (pn_marks){ NULL, 0 };
}

uint32_t pn_marks_until(pn_marks marks, size_t offset)
{
	uint32_t low = 0, high = marks.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (marks.items[middle].offset <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const pn_text_mark *pn_trace_mark_at(const pn_trace *trace, uint32_t marks, size_t offset)
{
	pn_marks all = pn_trace_marks_get(trace, marks);
	uint32_t until = pn_marks_until(all, offset);

	return until ? &all.items[until - 1] : NULL;
}

const pn_site *pn_trace_site_get(const pn_trace *trace, uint32_t id)
{
	return get(&trace->sites, id, sizeof(pn_site));
}

uint32_t pn_trace_site_at(const pn_trace *trace, const pn_value *text, size_t offset,
			  uint32_t *skip)
{
	pn_marks marks = pn_trace_marks_get(trace, text->marks);
	uint32_t from = 0, to = marks.count;

	while (from < to) {
		uint32_t middle = from + (to - from) / 2;

		if (marks.items[middle].offset <= offset)
			from = middle + 1;
		else
			to = middle;
	}
	if (skip)
		*skip = from ? (uint32_t)offset - marks.items[from - 1].offset : 0;
	return from ? marks.items[from - 1].site : 0;
}

const pn_trace_frame *pn_trace_frame_get(const pn_trace *trace, uint32_t id)
{
	return get(&trace->frames, id, sizeof(pn_trace_frame));
}

bool pn_trace_source_get(const pn_trace *trace, uint32_t id, pn_str *name, pn_str *text)
{
	const text_source *source = get(&trace->sources, id, sizeof *source);

	if (!source)
		return false;
	*name = source->name;
	*text = source->text;
	return true;
}

/* Makes room for the bit of an origin. */
static bool grow_read(pn_trace *trace, size_t word)
{
	size_t words = trace->read_words ? trace->read_words : 64;
	uint64_t *grown;

	while (words <= word)
		words *= 2;
	grown = pn_realloc(trace->arena, trace->read, trace->read_words * sizeof *grown,
			   words * sizeof *grown);
	if (!grown)
		return false;
	memset(grown + trace->read_words, 0, (words - trace->read_words) * sizeof *grown);
	trace->read = grown;
	trace->read_words = words;
	return true;
}

void pn_trace_read(pn_trace *trace, uint32_t origin)
{
	size_t word = origin / 64;

	if (origin && trace->listeners)
		append(trace, &trace->log, &origin, sizeof origin);
	if (origin && (word < trace->read_words || grow_read(trace, word)))
		trace->read[word] |= UINT64_C(1) << origin % 64;
}

uint32_t pn_trace_reads_begin(pn_trace *trace)
{
	trace->listeners++;
	return trace->log.count;
}

uint32_t pn_trace_reads_end(pn_trace *trace, uint32_t begin)
{
	const uint32_t *log = trace->log.items;
	uint32_t end = trace->log.count, count = 0, id;

	if (--trace->listeners == 0)
		trace->log.count = 0;
	if (end == begin)
		return 0;
	id = append(trace, &trace->reads, &count, sizeof count);
	/* Of one value that is read again and again the last reading counts. */
	for (uint32_t i = begin; id && i < end && count < MAX_READS; i++) {
		if (i + 1 < end && log[i] == log[i + 1])
			continue;
		append(trace, &trace->reads, &log[i], sizeof *log);
		count++;
	}
	if (id && !trace->arena->failed)
		((uint32_t *)trace->reads.items)[id - 1] = count;
	return id;
}

const uint32_t *pn_trace_reads_get(const pn_trace *trace, uint32_t id, uint32_t *count)
{
	const uint32_t *all = trace->reads.items;
	const uint32_t *list = id && id <= trace->reads.count ? &all[id - 1] : NULL;

	*count = list ? *list : 0;
	return list ? list + 1 : NULL;
}

bool pn_trace_was_read(const pn_trace *trace, uint32_t origin)
{
	size_t word = origin / 64;

	return word < trace->read_words && (trace->read[word] >> origin % 64 & 1);
}

/* Enters an address that is not in the set; there is a free slot. */
static void put_address(address_set *set, uintptr_t address)
{
	uint32_t mask = set->cap - 1;
	uint32_t at = (uint32_t)((address >> 4) * UINT32_C(2654435761)) & mask;

	while (set->slots[at] && set->slots[at] != address)
		at = (at + 1) & mask;
	set->count += set->slots[at] == 0;
	set->slots[at] = address;
}

/* Doubles the set. */
static bool grow_addresses(pn_arena *arena, address_set *set)
{
	address_set old = *set;

	set->cap = old.cap ? old.cap * 2 : 64;
	set->count = 0;
	set->slots = pn_alloc_zero(arena, set->cap * sizeof *set->slots);
	if (!set->slots) {
		*set = old;
		return false;
	}
	for (uint32_t i = 0; i < old.cap; i++) {
		if (old.slots[i])
			put_address(set, old.slots[i]);
	}
	return true;
}

/* Notes that a container is walked; false when it was before, or without memory. */
static bool first_walk(pn_trace *trace, const void *container)
{
	address_set *set = &trace->walked;
	uint32_t before;

	if (set->count * 2 >= set->cap && !grow_addresses(trace->arena, set))
		return false;
	before = set->count;
	put_address(set, (uintptr_t)container);
	return set->count > before;
}

/* Notes a read, and that what is in the value is to be read, too. */
static void visit(pn_trace *trace, array *left, const pn_value *v)
{
	const void *container = v->kind == PN_LIST && v->len ? (const void *)v->as.items
				: v->kind == PN_MAP	     ? (const void *)v->as.map
				: v->kind == PN_OBJECT	     ? (const void *)v->as.object
							     : NULL;

	pn_trace_read(trace, v->origin);
	if (container && first_walk(trace, container))
		append(trace, left, v, sizeof *v);
}

void pn_trace_read_all(pn_trace *trace, const pn_value *v)
{
	array left = { 0 };

	visit(trace, &left, v);
	while (left.count) {
		pn_value in = ((pn_value *)left.items)[--left.count];

		for (uint32_t i = 0; in.kind == PN_LIST && i < in.len; i++)
			visit(trace, &left, &in.as.items[i]);
		for (uint32_t i = 0; in.kind == PN_MAP && i < in.as.map->count; i++)
			visit(trace, &left, &in.as.map->entries[i].value);
		for (size_t i = 0; in.kind == PN_OBJECT && i < in.as.object->cls->field_count; i++)
			visit(trace, &left, &in.as.object->fields[i]);
	}
}
