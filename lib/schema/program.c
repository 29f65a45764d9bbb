/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/program.h"

/* Up to here names are searched one by one; up to there each is compared with each. */
enum { LINEAR_MAX = 4, MAX_PAIRS = 64, NAME_WORDS = sizeof(pn_name) / sizeof(uint32_t) };

/* ---- making one ---- */

bool pn_words_grow(pn_words *w, uint32_t more)
{
	uint32_t cap = w->cap ? w->cap * 2 : 1024;
	uint32_t *grown;

	while (cap - w->len < more && cap < UINT32_MAX / 4)
		cap *= 2;
	grown = w->failed || cap - w->len < more
			? NULL
			: pn_realloc(w->arena, w->ptr, w->cap * sizeof *grown, cap * sizeof *grown);
	if (!grown) {
		w->failed = true;
		return false;
	}
	w->ptr = grown;
	w->cap = cap;
	return true;
}

/* How many bytes of a text, at most, mostly become a word, a byte of texts, a byte of references.
 */
enum { TEXT_OF_WORD = 24, TEXT_OF_BYTE = 24 };

void pn_builder_init(pn_builder *b, pn_arena *scratch, size_t text)
{
	*b = (pn_builder){ .code.arena = scratch, .stack.arena = scratch };
	pn_buf_init(&b->texts, scratch);
	pn_buf_init(&b->things, scratch);
	pn_buf_init(&b->pending, scratch);
	pn_buf_begin(&b->texts, text / TEXT_OF_BYTE);
	pn_buf_begin(&b->pending, text / TEXT_OF_BYTE);
	pn_words_grow(&b->code, PN_PLACE_FIRST + (uint32_t)(text / TEXT_OF_WORD));
	pn_words_add(&b->code, PN_PLACE_FIRST);
}

bool pn_builder_failed(const pn_builder *b)
{
	return b->code.failed || b->stack.failed || b->texts.failed || b->things.failed ||
	       b->pending.failed;
}

bool pn_builder_push(pn_builder *b, pn_str name, uint32_t arg)
{
	pn_name *to = (pn_name *)(void *)pn_words_add(&b->stack, NAME_WORDS);

	if (!to)
		return false;
	*to = (pn_name){ pn_str_hash_here(name), (uint32_t)b->texts.len, (uint32_t)name.len, arg };
	pn_buf_add(&b->texts, name);
	return true;
}

/* Returns the text of a name while the program is made. */
static pn_str text_of(const pn_builder *b, const pn_name *name)
{
	return (pn_str){ b->texts.ptr + name->at, name->len };
}

/* Enters an item into the index; a name that is there already gives way. */
static void index_put(const pn_builder *b, const pn_name *items, uint32_t *index, uint32_t mask,
		      uint32_t item)
{
	const pn_name *name = &items[item];
	uint32_t i = name->hash & mask;

	for (; index[i]; i = (i + 1) & mask)
		if (items[index[i] - 1].hash == name->hash &&
		    pn_str_eq(text_of(b, &items[index[i] - 1]), text_of(b, name)))
			break;
	index[i] = item + 1;
}

uint32_t pn_builder_names(pn_builder *b, uint32_t base)
{
	uint32_t words = b->stack.len - base, count = words / NAME_WORDS, size = 0;
	uint32_t place = b->code.len, *to;

	if (count > LINEAR_MAX)
		for (size = 16; size < count * 2;)
			size *= 2;
	to = pn_words_add(&b->code, 2 + words + size);
	b->stack.len = base;
	if (!to)
		return 0;
	to[0] = count;
	to[1] = size ? size - 1 : 0;
	if (words)
		memcpy(to + 2, b->stack.ptr + base, words * sizeof *to);
	memset(to + 2 + words, 0, size * sizeof *to);
	for (uint32_t i = 0; size && i < count && !b->texts.failed; i++)
		index_put(b, pn_names_items(to), to + 2 + words, size - 1, i);
	return place;
}

bool pn_builder_twins(const pn_builder *b, uint32_t base)
{
	const pn_name *items = (const pn_name *)(const void *)(b->stack.ptr + base);
	uint32_t count = (b->stack.len - base) / NAME_WORDS;

	if (count > MAX_PAIRS || b->texts.failed)
		return true;
	for (uint32_t i = 1; i < count; i++)
		for (uint32_t k = 0; k < i; k++)
			if (items[i].hash == items[k].hash &&
			    pn_str_eq(text_of(b, &items[i]), text_of(b, &items[k])))
				return true;
	return false;
}

uint32_t pn_builder_list(pn_builder *b, uint32_t base)
{
	uint32_t count = b->stack.len - base, place = b->code.len;
	uint32_t *to = pn_words_add(&b->code, 1 + count);

	b->stack.len = base;
	if (!to)
		return 0;
	to[0] = count;
	if (count)
		memcpy(to + 1, b->stack.ptr + base, count * sizeof *to);
	return place;
}

uint32_t pn_builder_thing(pn_builder *b, void *thing)
{
	pn_buf_add(&b->things, (pn_str){ (const char *)&thing, sizeof thing });
	return (uint32_t)(b->things.len / sizeof thing) - 1;
}

bool pn_builder_finish(const pn_builder *b, pn_arena *arena, uint32_t top, pn_program *out)
{
	uint32_t *code = pn_alloc(arena, b->code.len * sizeof *code);
	void **things = pn_alloc(arena, b->things.len);
	char *texts = pn_alloc(arena, b->texts.len);

	if (!code || !things || !texts || pn_builder_failed(b))
		return false;
	memcpy(code, b->code.ptr, b->code.len * sizeof *code);
	if (b->things.len)
		memcpy(things, b->things.ptr, b->things.len);
	if (b->texts.len)
		memcpy(texts, b->texts.ptr, b->texts.len);
	out->code = code;
	out->texts = texts;
	out->things = things;
	out->top = top;
	return true;
}
