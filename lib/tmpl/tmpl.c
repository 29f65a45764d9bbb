/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/quick.h"
#include "tmpl/tree.h"

void pn_tmpl_locate(const pn_tmpl_source *source, uint32_t pos, uint32_t *line, uint32_t *column)
{
	pn_str before = pn_str_slice(source->text, 0, pos);
	size_t at;

	*line = 1;
	while ((at = pn_str_find_byte(before, '\n')) != PN_NOT_FOUND) {
		before = pn_str_slice(before, at + 1, before.len);
		++*line;
	}
	*column = (uint32_t)before.len;
}

/* What stays of a parse, beside the trees. */
typedef struct parsed {
	pn_tmpl_source source;
	pn_tmpl tmpl;
	pn_define own;
} parsed;

/* Says what the text defines. */
static bool collect(const pn_parse *parse, parsed *p)
{
	size_t count = parse->defines ? pn_tmpl_set_count(parse->defines) : 1;
	pn_define *defines = &p->own;

	if (parse->defines)
		defines = PN_NEW_ARRAY(parse->cx->arena, pn_define, count);
	if (!defines)
		return pn_fail_memory(parse->cx->err, parse->cx->arena);
	for (size_t i = 0; i < count; i++)
		defines[i] = parse->defines ? *pn_tmpl_set_at(parse->defines, i) : *parse->first;
	p->tmpl = (pn_tmpl){ parse->source, defines, (uint32_t)count };
	return true;
}

bool pn_tmpl_parse(pn_cx *cx, pn_str name, pn_str text, const pn_func_finder *funcs,
		   const pn_tmpl **out)
{
	return pn_tmpl_parse_how(cx, name, text, funcs, false, out);
}

/* Copies a text that is too short to be looked at 16 bytes at a time. */
static bool pad(pn_arena *arena, pn_str *text)
{
	char *copy;

	if (text->len >= PN_TMPL_LEAST)
		return true;
	copy = pn_alloc_zero(arena, PN_TMPL_LEAST);
	if (copy && text->len)
		memcpy(copy, text->ptr, text->len);
	text->ptr = copy;
	return copy != NULL;
}

enum {
	SCRATCH_BYTES = 4096, /* on the stack, enough for a small text */
	TREE_PARTS = 4,	      /* trees mostly take no more than a text and this part of it */
	TREE_LEAST = 512
};

bool pn_tmpl_parse_how(pn_cx *cx, pn_str name, pn_str text, const pn_func_finder *funcs, bool slow,
		       const pn_tmpl **out)
{
	parsed *p = pn_alloc(cx->arena, sizeof *p);
	pn_parse parse = { .cx = cx, .funcs = funcs };
	_Alignas(16) char room[SCRATCH_BYTES];
	bool good;

	if (!p || !pad(cx->arena, &text))
		return pn_fail_memory(cx->err, cx->arena);
	if (text.len >= UINT32_MAX)
		return pn_fail(cx->err, PINTLE_ERR_LIMIT, "template: %.*s: more than 4 GiB of text",
			       PN_ARG(name));
	p->source = (pn_tmpl_source){ .name = name, .text = text };
	parse.source = &p->source;
	parse.build =
		(pn_build){ .arena = cx->arena,
			    .scratch = &parse.scratch,
			    .err = cx->err,
			    .expected = text.len / TREE_PARTS * (TREE_PARTS + 1) + TREE_LEAST };
	pn_arena_init(&parse.scratch, cx->arena->mem, cx->arena->limit);
	pn_arena_begin(&parse.scratch, room, sizeof room);
	pn_lexer_init(&parse.lexer, &parse.scratch, text);
	parse.last = slow ? parse.lexer.text : pn_quick_last(parse.lexer.text, parse.lexer.end);
	pn_scope_init(&parse.scope, &parse.scratch);
	good = pn_parse_text(&parse);
	good = good && collect(&parse, p);
	if (good && parse.scratch.failed)
		good = pn_fail_memory(cx->err, &parse.scratch);
	pn_arena_finish(&parse.scratch);
	*out = &p->tmpl;
	return good;
}
