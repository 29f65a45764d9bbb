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

/* Copies the defines, which the parse held in its scratch memory, to where they stay. */
static const pn_tmpl *collect(pn_parse *parse)
{
	pn_arena *arena = parse->cx->arena;
	size_t count = pn_tmpl_set_count(parse->defines);
	pn_tmpl *tmpl = PN_NEW(arena, pn_tmpl);
	pn_define *defines = PN_NEW_ARRAY(arena, pn_define, count);

	if (!tmpl || !defines)
		return NULL;
	for (size_t i = 0; i < count; i++)
		defines[i] = *pn_tmpl_set_at(parse->defines, i);
	*tmpl = (pn_tmpl){ parse->source, defines, (uint32_t)count };
	return tmpl;
}

static bool run(pn_parse *parse, const pn_tmpl **out)
{
	parse->defines = pn_tmpl_set_new(&parse->scratch, NULL);
	if (!parse->defines)
		return pn_fail_memory(parse->cx->err, &parse->scratch);
	if (!pn_parse_text(parse))
		return false;
	*out = collect(parse);
	return *out || pn_fail_memory(parse->cx->err, parse->cx->arena);
}

bool pn_tmpl_parse(pn_cx *cx, pn_str name, pn_str text, const pn_func_finder *funcs,
		   const pn_tmpl **out)
{
	return pn_tmpl_parse_how(cx, name, text, funcs, false, out);
}

bool pn_tmpl_parse_how(pn_cx *cx, pn_str name, pn_str text, const pn_func_finder *funcs, bool slow,
		       const pn_tmpl **out)
{
	pn_tmpl_source *source = PN_NEW(cx->arena, pn_tmpl_source);
	pn_parse parse = { .cx = cx, .funcs = funcs, .source = source };
	bool good;

	if (!source)
		return pn_fail_memory(cx->err, cx->arena);
	if (text.len >= UINT32_MAX)
		return pn_fail(cx->err, PINTLE_ERR_LIMIT, "template: %.*s: more than 4 GiB of text",
			       PN_ARG(name));
	source->name = name;
	source->text = text;
	pn_arena_init(&parse.scratch, cx->arena->mem, cx->arena->limit);
	pn_lexer_init(&parse.lexer, &parse.scratch, text);
	parse.last = slow ? parse.lexer.text : pn_quick_last(parse.lexer.text, parse.lexer.end);
	pn_scope_init(&parse.scope, &parse.scratch);
	good = run(&parse, out);
	pn_arena_finish(&parse.scratch);
	return good;
}
