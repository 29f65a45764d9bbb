/* SPDX-License-Identifier: Apache-2.0 */
/* Why a template does not parse, or what it was rendered to is no YAML. */
#include "review/diagnose.h"

#include "render/place.h"

/* ---- templates that do not parse ---- */

/* The text of a template file; empty when it cannot be had. */
static pn_str template_text(pn_diagnosis *d, pn_str id)
{
	pn_str text = PN_STR_EMPTY;
	const pn_part *part;
	const pn_file *file;

	if (pn_part_find(d->manifest->root, id, &part, &file) && file)
		pn_file_data(d->cx, file, &text);
	return text;
}

/* Takes what stands in double quotes behind some words; empty when it is not there. */
static pn_str quoted_after(pn_str text, pn_str words)
{
	pn_str before, after, name, rest;

	if (!pn_str_cut(text, words, &before, &after) ||
	    !pn_str_cut(after, PN_STR("\""), &name, &rest))
		return PN_STR_EMPTY;
	return name;
}

static void try_family(pn_near *near, const pn_func_family *family)
{
	for (size_t i = 0; i < family->function_count; i++)
		pn_near_try(near, pn_str_from(family->functions[i].name));
}

static void hint_function(pn_diagnosis *d, pn_str name)
{
	const pn_funcs *funcs = pn_bundle_funcs(d->bundle);
	pn_near near = { .wanted = name };

	for (size_t i = 0; i < funcs->family_count; i++)
		try_family(&near, funcs->families[i]);
	try_family(&near, funcs->last);
	for (size_t i = 0; i < funcs->index->count; i++)
		try_family(&near, funcs->index->families[i]);
	if (near.best.len)
		pn_note_format(d->err, PN_NOTE_HINT, "did you mean %.*s?", PN_ARG(near.best));
}

/* ---- blocks without an end ---- */

enum { MAX_OPEN = 64 };

/* The blocks that are open at a place: where each begins. */
typedef struct open_blocks {
	size_t at[MAX_OPEN];
	size_t count;
} open_blocks;

/* Takes the first word of an action off its text. */
static pn_str first_word(pn_str action)
{
	size_t end = 0;

	action = pn_str_trim_ascii(action);
	if (pn_str_starts(action, PN_STR("-")))
		action = pn_str_trim_ascii(pn_str_slice(action, 1, action.len));
	while (end < action.len && action.ptr[end] >= 'a' && action.ptr[end] <= 'z')
		end++;
	return pn_str_slice(action, 0, end);
}

static void follow_action(open_blocks *open, pn_str word, size_t at)
{
	static const char *const openers[] = { "if", "range", "with", "define", "block" };

	if (pn_str_is(word, "end") && open->count)
		open->count--;
	for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
		if (pn_str_eq(word, pn_str_from(openers[i])) && open->count < MAX_OPEN)
			open->at[open->count++] = at;
	}
}

/* Hints at the blocks that have no end. */
static void hint_open_blocks(pn_diagnosis *d, pn_str id, pn_str text)
{
	open_blocks open = { .count = 0 };
	size_t at = 0, begin;

	while ((begin = pn_str_find(pn_str_slice(text, at, text.len), PN_STR("{{"))) !=
	       PN_NOT_FOUND) {
		size_t end;

		begin += at;
		end = pn_str_find(pn_str_slice(text, begin, text.len), PN_STR("}}"));
		if (end == PN_NOT_FOUND)
			break;
		follow_action(&open, first_word(pn_str_slice(text, begin + 2, begin + end)), begin);
		at = begin + end + 2;
	}
	for (size_t i = 0; i < open.count; i++) {
		pn_str action = pn_str_slice(text, open.at[i], text.len);
		pn_shown spot = { .length = pn_str_find(action, PN_STR("}}")) + 2, .text = text };

		spot.where.file = pn_part_file_place(d->cx->arena, d->manifest->root, id);
		pn_text_locate(text, open.at[i], &spot.where.line, &spot.where.column);
		pn_diagnose_note(d, PN_NOTE_CAUSE, PN_STR("this may be the one without {{ end }}"),
				 &spot);
	}
}

/* Finds a name on the line of an error, from its column on or before it. */
static void find_word(pn_str text, pn_str word, pn_shown *spot)
{
	uint32_t number = spot->where.line;
	pn_str line = PN_STR_EMPTY;
	size_t at;

	while (number-- && text.len)
		pn_str_cut(text, PN_STR("\n"), &line, &text);
	at = word.len ? pn_str_find_last(line, word) : PN_NOT_FOUND;
	if (at == PN_NOT_FOUND)
		return;
	spot->where.column = (uint32_t)at;
	spot->length = word.len;
}

/* Moves a spot behind the end of the text to its last line. */
static void keep_in_text(pn_shown *spot)
{
	uint32_t lines = spot->text.len ? (uint32_t)pn_str_count(spot->text, PN_STR("\n")) : 0;

	if (spot->text.len && !pn_str_ends(spot->text, PN_STR("\n")))
		lines++;
	if (spot->where.line <= lines || !lines)
		return;
	spot->where.line = lines;
	spot->where.column = 0;
}

void pn_diagnose_parse(pn_diagnosis *d, pn_str id)
{
	pn_str all = pn_error_text(d->err), text = template_text(d, id), message = all, before;
	pn_str function = quoted_after(all, PN_STR("function \""));
	pn_str variable = quoted_after(all, PN_STR("undefined variable \""));
	pn_shown spot = { .where = d->err->where, .text = text };

	/* "parse error at (c/templates/a.yaml:1): MESSAGE" */
	if (pn_str_cut(all, PN_STR("): "), &before, &message))
		d->err->summary = pn_str_dup(&d->err->arena, message);
	spot.where.file = pn_part_file_place(d->cx->arena, d->manifest->root, id);
	find_word(text, function.len ? function : variable, &spot);
	keep_in_text(&spot);
	pn_diagnose_note(d, PN_NOTE_PLACE, PN_STR_EMPTY, &spot);
	if (function.len)
		hint_function(d, function);
	if (pn_str_ends(all, PN_STR("unexpected EOF")))
		hint_open_blocks(d, id, text);
}

bool pn_diagnose_tpl(pn_diagnosis *d, const pn_failure *f)
{
	const pn_value *given = &f->calls[0].arguments[0].value;
	pn_str all = pn_error_text(d->err), text = pn_value_str(given), before, message;
	pn_str function = quoted_after(all, PN_STR("function \""));
	pn_shown in_text = { .where = d->err->where, .text = text }, spot;
	size_t from = 0;

	if (!pn_str_is(d->err->where.file, "gotpl"))
		return false;
	/* "template: gotpl:2: MESSAGE" */
	if (pn_str_starts(d->err->summary, PN_STR("template: gotpl:")) &&
	    pn_str_cut(pn_str_slice(d->err->summary, 10, d->err->summary.len), PN_STR(": "),
		       &before, &message))
		d->err->summary = message;
	find_word(text, function, &in_text);
	for (uint32_t line = 1; line < in_text.where.line && from < text.len; line++)
		from += pn_str_find_byte(pn_str_slice(text, from, text.len), '\n') + 1;
	from += in_text.where.column;
	if (from <= text.len) {
		spot = pn_shown_text(d, given, from, from + in_text.length);
		pn_diagnose_note(d, PN_NOTE_PLACE, PN_STR_EMPTY, &spot);
	}
	pn_diagnose_callers(d, f, 0);
	if (function.len)
		hint_function(d, function);
	return true;
}

/* ---- what is no YAML ---- */

/* The start of a line; that of the last one before it that is not blank, when it is. */
static size_t telling_line(pn_str text, uint32_t line)
{
	size_t at = 0, telling = 0;

	for (uint32_t i = 1; i <= line && at <= text.len; i++) {
		pn_str rest = pn_str_slice(text, at, text.len);
		size_t end = pn_str_find_byte(rest, '\n');

		if (pn_str_trim_ascii(pn_str_slice(rest, 0, end)).len)
			telling = at;
		if (end == PN_NOT_FOUND)
			break;
		at += end + 1;
	}
	return telling;
}

/* Finds who wrote most of what bytes of a document say: as if it were the only one. */
static bool find_origin(pn_diagnosis *d, const pn_fault *fault, size_t from, size_t to,
			pn_origin *out)
{
	pn_rendered file = { fault->id, *fault->rendered };
	pn_document document = { .role = PN_ROLE_MANIFEST,
				 .id = fault->id,
				 .text = fault->document };
	pn_manifest *page = PN_NEW(d->cx->arena, pn_manifest);
	pn_pieces pieces = { 0 };
	const pn_piece *piece;
	pn_origins *origins;

	if (!page)
		return false;
	document.offset = (size_t)(fault->document.ptr - fault->rendered->as.text);
	*page = *d->manifest;
	page->files = (pn_rendered_list){ &file, 1 };
	page->documents = (pn_documents){ &document, 1, 1 };
	origins = pn_origins_new(d->cx, page, d->overrides);
	if (!origins || !pn_origins_pieces(origins, d->cx, 0, from, to, &pieces))
		return false;
	piece = pn_origins_main(origins, &pieces);
	return piece && pn_origins_describe(origins, d->cx, piece, out);
}

/* Tells who wrote a line of a document. */
static void diagnose_line(pn_diagnosis *d, const pn_fault *fault, size_t from, size_t to)
{
	pn_origin origin;

	if (!find_origin(d, fault, from, to, &origin))
		return;
	if (origin.place.line) {
		pn_shown spot = pn_shown_place(d, &origin.place);

		pn_diagnose_note(d, PN_NOTE_PLACE, PN_STR("written by"), &spot);
	}
	for (size_t i = 0; i < origin.level_count; i++) {
		pn_shown spot = pn_shown_place(d, &origin.levels[i].place);

		spot.text = PN_STR_EMPTY;
		if (origin.levels[i].kind == PN_FRAME_CALL || origin.levels[i].kind == PN_FRAME_TPL)
			pn_diagnose_note(d, PN_NOTE_CALLER, origin.levels[i].expression, &spot);
	}
	for (size_t i = 0; i < origin.values.count; i++)
		pn_diagnose_settings(d, origin.values.items[i].path, NULL);
}

/* Finds the end of the line that begins at `start`. */
static size_t line_end(pn_str text, size_t start)
{
	size_t end = pn_str_find_byte(pn_str_slice(text, start, text.len), '\n');

	return end == PN_NOT_FOUND ? text.len : start + end;
}

void pn_diagnose_document(pn_diagnosis *d, const pn_fault *fault)
{
	pn_str all = pn_error_text(d->err), message = all, before;
	const char *hint = pn_yaml_hint(all);
	size_t from, to;
	uint32_t line, column;
	pn_shown spot;

	if (pn_str_cut(all, PN_STR("error converting YAML to JSON: yaml: "), &before, &message) ||
	    pn_str_cut(all, PN_STR("error unmarshaling JSON: while decoding JSON: "), &before,
		       &message))
		d->err->summary =
			pn_str_format(&d->err->arena, "%.*s was rendered to bad YAML: %.*s",
				      PN_ARG(fault->id), PN_ARG(pn_yaml_bare_message(message)));
	if (!d->err->where.line)
		return;
	from = telling_line(fault->document, d->err->where.line);
	to = line_end(fault->document, from);
	while (from < to && fault->document.ptr[from] == ' ')
		from++;
	pn_text_locate(fault->document, from, &line, &column);
	spot = (pn_shown){ .where = { fault->id, line, column },
			   .length = to - from,
			   .text = fault->document };
	pn_diagnose_note(d, PN_NOTE_OUTPUT, PN_STR("it was rendered to"), &spot);
	diagnose_line(d, fault, from, to);
	if (hint)
		pn_note_add(d->err, PN_NOTE_HINT, pn_str_from(hint));
}
