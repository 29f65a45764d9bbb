/* SPDX-License-Identifier: Apache-2.0 */
/* Template errors as Helm prints them (Helm: pkg/engine/engine.go). */
#include "render/engine.h"

static const pn_str warn_start = { "HELM_ERR_START", 14 };
static const pn_str warn_end = { "HELM_ERR_END", 12 };

/* Replaces the error's chain by one text; positions and frames stay readable in `where`. */
static bool replace(pn_error *err, pn_str text)
{
	pn_link *link = PN_NEW(&err->arena, pn_link);

	if (!link)
		return false;
	link->text = text;
	/* The frames stay behind the text for --errors=rich: they are not printed again. */
	link->inner = NULL;
	err->frames = err->frames ? err->frames : err->chain;
	err->chain = link;
	return false;
}

bool pn_error_clean_parse(pn_error *err, pn_str id)
{
	pn_arena *arena = &err->arena;
	pn_str text = pn_error_text(err), head, rest, location, last;
	size_t at;

	err->during_render = true;
	if (err->status != PINTLE_ERR_PARSE)
		return false;
	if (!pn_str_cut(text, PN_STR(": "), &head, &rest))
		return replace(err, pn_str_format(arena, "parse error in (%.*s): %.*s", PN_ARG(id),
						  PN_ARG(text)));
	pn_str_cut(rest, PN_STR(": "), &location, &last);
	at = pn_str_find_last(rest, PN_STR(": "));
	last = at == PN_NOT_FOUND ? rest : pn_str_slice(rest, at + 2, rest.len);
	return replace(err, pn_str_format(arena, "parse error at (%.*s): %.*s", PN_ARG(location),
					  PN_ARG(last)));
}

/* One place in the list that Helm 4 prints: a "TraceableError". */
typedef struct place {
	pn_str location, function, message;
} place;

static bool same_place(const place *a, const place *b)
{
	return pn_str_eq(a->location, b->location) && pn_str_eq(a->function, b->function) &&
	       pn_str_eq(a->message, b->message);
}

/* Cuts off what the next error of the chain begins with. */
static pn_str cut_next(pn_str message)
{
	size_t at = pn_str_find(message, PN_STR(" template:"));

	return at == PN_NOT_FOUND ? message : pn_str_slice(message, 0, at);
}

/* "NAME:1:2: executing "X" at <EXPR>: MESSAGE". */
static bool read_executing(pn_arena *arena, pn_str text, place *out)
{
	pn_str after, name, expr;
	size_t quote;

	if (!pn_str_cut(text, PN_STR(": executing "), &out->location, &after) || !after.len ||
	    after.ptr[0] != '"')
		return false;
	quote = pn_str_find_byte(pn_str_slice(after, 1, after.len), '"');
	if (quote == PN_NOT_FOUND)
		return false;
	name = pn_str_slice(after, 1, quote + 1);
	after = pn_str_slice(after, quote + 2, after.len);
	if (!pn_str_starts(after, PN_STR(" at <")))
		return false;
	after = pn_str_slice(after, 5, after.len);
	if (!pn_str_cut(after, PN_STR(">: "), &expr, &out->message))
		return false;
	out->message = cut_next(out->message);
	out->function =
		pn_str_format(arena, "executing \"%.*s\" at <%.*s>:", PN_ARG(name), PN_ARG(expr));
	return true;
}

/* Reads the text of one link; false when it is not from text/template. */
static bool read_place(pn_arena *arena, pn_str text, place *out)
{
	pn_str rest;
	size_t at;

	*out = (place){ PN_STR_EMPTY, PN_STR_EMPTY, PN_STR_EMPTY };
	if (!pn_str_starts(text, PN_STR("template: ")))
		return false;
	rest = pn_str_slice(text, 10, text.len);
	if (pn_str_starts(rest, PN_STR("no template "))) {
		out->message = text;
		return true;
	}
	if (read_executing(arena, rest, out))
		return true;
	*out = (place){ PN_STR_EMPTY, PN_STR_EMPTY, PN_STR_EMPTY };
	at = pn_str_find_last(rest, PN_STR(": "));
	if (at == PN_NOT_FOUND)
		return false;
	out->location = pn_str_slice(rest, 0, at);
	out->message = cut_next(pn_str_slice(rest, at + 2, rest.len));
	return true;
}

static void print_place(pn_buf *out, const place *p)
{
	if (p->location.len) {
		pn_buf_add(out, p->location);
		pn_buf_lit(out, "\n  ");
	}
	if (p->function.len) {
		pn_buf_add(out, p->function);
		pn_buf_lit(out, "\n    ");
	}
	if (p->message.len) {
		pn_buf_add(out, p->message);
		pn_buf_byte(out, '\n');
	}
}

/*
 * Lists the places of a chain, when every error in it is text/template's own: then Helm 4 prints
 * the list. A link is read with the beginning of the next one behind it, which is all of the rest
 * that Helm's parser looks at.
 */
static bool list_places(pn_error *err, pn_str *out)
{
	place before = { PN_STR_EMPTY, PN_STR_EMPTY, PN_STR_EMPTY }, p;
	bool first = true;
	pn_buf list;

	pn_buf_init(&list, &err->arena);
	for (const pn_link *link = err->chain; link; link = link->inner) {
		pn_str text = link->text;

		if (link->opaque)
			text = pn_link_text(&err->arena, link);
		else if (link->inner && link->inner->text.len)
			text = pn_str_concat(&err->arena, text,
					     pn_str_slice(link->inner->text, 0, 64));
		if (!read_place(&err->arena, text, &p))
			return false;
		if (first || !same_place(&p, &before))
			print_place(&list, &p);
		before = p;
		first = false;
		if (link->opaque)
			break;
	}
	*out = pn_str_trim_space(pn_buf_str(&list));
	return true;
}

/* Finds the message of required or fail, which hides everything else. */
static bool find_warning(pn_str text, pn_str *out)
{
	size_t start = pn_str_find(text, warn_start);
	size_t end = pn_str_find_last(text, warn_end);

	if (start == PN_NOT_FOUND || end == PN_NOT_FOUND || end < start + warn_start.len)
		return false;
	*out = pn_str_slice(text, start + warn_start.len, end);
	return true;
}

bool pn_error_reformat(pn_error *err, pn_str id, pn_profile profile)
{
	pn_arena *arena = &err->arena;
	pn_str text, head, rest, location, message, places;

	err->during_render = true;
	if (err->status != PINTLE_ERR_EXEC || !err->chain)
		return false;
	text = pn_error_text(err);
	if (!pn_str_starts(text, PN_STR("template: ")))
		return false;
	if (!pn_str_cut(text, PN_STR(": "), &head, &rest) ||
	    !pn_str_cut(rest, PN_STR(": "), &location, &rest))
		return replace(err, pn_str_format(arena, "execution error in (%.*s): %.*s",
						  PN_ARG(id), PN_ARG(text)));
	if (find_warning(rest, &message))
		return replace(err, pn_str_format(arena, "execution error at (%.*s): %.*s",
						  PN_ARG(location), PN_ARG(message)));
	if (profile == PN_PROFILE_HELM_4 && list_places(err, &places))
		return replace(err, places);
	return false;
}
