/* SPDX-License-Identifier: Apache-2.0 */
#include "tmpl/quick.h"
#include "tmpl/tree.h"

/* Children under way for which there is room without asking for memory. */
enum { FIRST_OPEN = 64 };

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
} parsed;

/* Says what the text defines: a define on its own, or a copy of all that there are. */
static bool collect(const pn_parse *parse, pn_tmpl *tmpl)
{
	size_t count = parse->defines ? pn_tmpl_set_count(parse->defines) : 1;
	pn_define *defines;

	*tmpl = (pn_tmpl){ parse->source, parse->first, (uint32_t)count };
	if (!parse->defines)
		return true;
	defines = PN_NEW_ARRAY(parse->cx->arena, pn_define, count);
	if (!defines)
		return pn_fail_memory(parse->cx->err, parse->cx->arena);
	for (size_t i = 0; i < count; i++)
		defines[i] = *pn_tmpl_set_at(parse->defines, i);
	tmpl->defines = defines;
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

bool pn_tmpl_parse_how(pn_cx *cx, pn_str name, pn_str text, const pn_func_finder *funcs, bool slow,
		       const pn_tmpl **out)
{
	parsed *p = pn_alloc(cx->arena, sizeof *p);
	pn_parse parse = { .cx = cx, .funcs = funcs };
	pn_node *open[FIRST_OPEN];
	bool good;

	if (!p || !pad(cx->arena, &text))
		return pn_fail_memory(cx->err, cx->arena);
	if (text.len >= UINT32_MAX)
		return pn_fail(cx->err, PINTLE_ERR_LIMIT, "template: %.*s: more than 4 GiB of text",
			       PN_ARG(name));
	p->source = (pn_tmpl_source){ .name = name, .text = text };
	parse.source = &p->source;
	parse.open = open;
	parse.open_cap = FIRST_OPEN;
	pn_arena_init(&parse.scratch, cx->arena->mem, cx->arena->limit);
	pn_lexer_init(&parse.lexer, &parse.scratch, text);
	parse.last = slow ? parse.lexer.text : pn_quick_last(parse.lexer.text, parse.lexer.end);
	pn_scope_init(&parse.scope, &parse.scratch);
	good = pn_parse_text(&parse) && collect(&parse, &p->tmpl);
	pn_arena_finish(&parse.scratch);
	*out = &p->tmpl;
	return good;
}
