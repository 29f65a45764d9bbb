/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"
#include "base/buf.h"

void pn_error_init(pn_error *err, const pintle_allocator *mem)
{
	*err = (pn_error){ .status = PINTLE_OK };
	pn_arena_init(&err->arena, mem, 0);
}

void pn_error_finish(pn_error *err)
{
	pn_error *next = err->next;

	while (next) {
		pn_error *after = next->next;
		const pintle_allocator *mem = next->arena.mem;

		pn_arena_finish(&next->arena);
		pn_mem_resize(mem, next, sizeof *next, 0);
		next = after;
	}
	pn_arena_finish(&err->arena);
	pn_error_init(err, err->arena.mem);
}

bool pn_error_list_take(pn_error_list *list, pn_error *err)
{
	const pintle_allocator *mem = err->arena.mem;
	pn_error *kept = pn_mem_resize(mem, NULL, 0, sizeof *kept);

	if (!kept)
		return false;
	*kept = *err;
	if (list->last)
		list->last->next = kept;
	else
		list->first = kept;
	for (list->last = kept; list->last->next; list->last = list->last->next)
		;
	pn_error_init(err, mem);
	err->during_render = kept->during_render;
	return true;
}

void pn_error_list_give(pn_error_list *list, pn_error *err)
{
	pn_error *first;

	if (list->first && pn_error_is_set(err))
		pn_error_list_take(list, err);
	first = list->first;
	if (!first)
		return;
	pn_error_finish(err);
	*err = *first;
	pn_mem_resize(first->arena.mem, first, sizeof *first, 0);
	*list = (pn_error_list){ 0 };
}

void pn_error_clear(pn_error *err)
{
	pn_error_finish(err);
}

/* Puts a link before the chain; without memory the status alone tells what happened. */
static pn_link *push(pn_error *err, pn_str text, bool opaque)
{
	pn_link *link = PN_NEW(&err->arena, pn_link);

	if (!link)
		return NULL;
	link->inner = err->chain;
	link->text = pn_str_dup(&err->arena, text);
	link->opaque = opaque;
	err->chain = link;
	return link;
}

static pn_str __attribute__((format(printf, 2, 0)))
format_text(pn_error *err, const char *format, va_list args)
{
	pn_buf buf;

	pn_buf_init(&buf, &err->arena);
	pn_buf_vformat(&buf, format, args);
	return pn_buf_str(&buf);
}

bool pn_fail(pn_error *err, pintle_status status, const char *format, ...)
{
	va_list args;

	if (pn_error_is_set(err))
		return false;
	va_start(args, format);
	err->status = status;
	push(err, format_text(err, format, args), false);
	va_end(args);
	return false;
}

bool pn_fail_str(pn_error *err, pintle_status status, pn_str text)
{
	if (pn_error_is_set(err))
		return false;
	err->status = status;
	push(err, text, false);
	return false;
}

bool pn_error_wrap(pn_error *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	push(err, format_text(err, format, args), false);
	va_end(args);
	return false;
}

pn_link *pn_error_wrap_str(pn_error *err, pn_str text)
{
	return push(err, text, false);
}

bool pn_error_prefix(pn_error *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	push(err, format_text(err, format, args), true);
	va_end(args);
	return false;
}

bool pn_error_at(pn_error *err, pn_str file, uint32_t line, uint32_t column)
{
	if (err->where.line == 0)
		err->where = (pn_where){ pn_str_dup(&err->arena, file), line, column };
	return false;
}

bool pn_error_in_file(pn_error *err, pn_str file, uint32_t lines_before)
{
	if (err->where.file.len)
		return false;
	err->where.file = pn_str_dup(&err->arena, file);
	if (err->where.line)
		err->where.line += lines_before;
	return false;
}

bool pn_fail_memory(pn_error *err, const pn_arena *arena)
{
	if (arena->over_limit)
		return pn_fail(err, PINTLE_ERR_LIMIT,
			       "limit 'arena_bytes' exceeded: more than %zu bytes", arena->limit);
	return pn_fail(err, PINTLE_ERR_NO_MEMORY, "out of memory");
}

pn_str pn_link_text(pn_arena *arena, const pn_link *link)
{
	pn_buf buf;

	pn_buf_init(&buf, arena);
	for (; link; link = link->inner)
		pn_buf_add(&buf, link->text);
	return pn_buf_str(&buf);
}

pn_str pn_error_text(pn_error *err)
{
	pn_str text = pn_link_text(&err->arena, err->chain);

	if (text.len == 0 && err->status == PINTLE_ERR_NO_MEMORY)
		return PN_STR("out of memory");
	return text;
}
