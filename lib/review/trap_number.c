/* SPDX-License-Identifier: Apache-2.0 */
/* Traps in numbers: octals, digits that get lost, numbers that print as 1e+06. */
#include "review/trap.h"

#include <math.h>

/* Numbers of these sizes print with an exponent (Helm: Go's %v of a float64). */
static const double big = 1e6, small = 1e-4;
/* Beyond it a float64 does not hold every whole number. */
static const double exact = 9007199254740992.0;

bool pn_trap_is_text_key(pn_str key)
{
	static const char *const words[] = { "tag",	 "version",   "digest",
					     "revision", "commit",    "password",
					     "token",	 "accountid", "release" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t length = strlen(words[i]);

		for (size_t at = 0; at + length <= key.len; at++) {
			size_t k = 0;

			while (k < length && (key.ptr[at + k] | 0x20) == words[i][k])
				k++;
			if (k == length)
				return true;
		}
	}
	return false;
}

static pn_str key_of(const pn_trap_search *s)
{
	for (size_t i = s->count; i-- > 0;) {
		if (!s->steps[i].is_index)
			return s->steps[i].key;
	}
	return PN_STR_EMPTY;
}

static pn_str printed(const pn_trap_search *s, const pn_value *v)
{
	pn_buf out;

	pn_buf_init(&out, s->study->cx->arena);
	pn_format_value(&out, v);
	return pn_buf_str(&out);
}

/* All digits of a number, as toYaml writes them. */
static pn_str digits(const pn_trap_search *s, double number)
{
	pn_buf out;

	pn_buf_init(&out, s->study->cx->arena);
	pn_buf_float(&out, number, 'f', -1, 64);
	return pn_buf_str(&out);
}

static bool tell(pn_trap_search *s, const pn_outline *node, const char *rule, pn_str message,
		 pn_str hint)
{
	pn_spot spot = { .file = s->layer->name, .name = s->layer->name };

	spot.line = node->own.line;
	spot.column = node->own.column;
	return pn_trap_tell(s, PN_SEVERITY_WARNING, rule, spot, message, hint);
}

static pn_str quote_it(const pn_trap_search *s, pn_str text)
{
	return pn_str_format(s->study->cx->arena, "quote it if the text is meant: \"%.*s\"",
			     PN_ARG(text));
}

/* ---- octals ---- */

static pn_str without_sign(pn_str text)
{
	bool sign = text.len && (text.ptr[0] == '-' || text.ptr[0] == '+');

	return pn_str_slice(text, sign, text.len);
}

/* Says whether a number begins with a zero that more digits follow, or with 0o. */
static bool has_zeros(pn_str text)
{
	text = without_sign(text);
	if (text.len < 2 || text.ptr[0] != '0')
		return false;
	return (text.ptr[1] >= '0' && text.ptr[1] <= '9') || text.ptr[1] == 'o' ||
	       text.ptr[1] == 'O';
}

/* Says whether a key is that of a file's permissions, for which octals are made. */
static bool is_mode(pn_str key)
{
	static const char *const words[] = { "mode",  "Mode",	    "umask",
					     "Umask", "permission", "Permission" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (pn_str_find(key, pn_str_from(words[i])) != PN_NOT_FOUND)
			return true;
	}
	return false;
}

static bool tell_octal(pn_trap_search *s, const pn_outline *node, const pn_value *v)
{
	pn_str text = node->own.text;
	bool is_decimal = pn_str_find_byte(text, '8') != PN_NOT_FOUND ||
			  pn_str_find_byte(text, '9') != PN_NOT_FOUND ||
			  pn_str_find_byte(text, '.') != PN_NOT_FOUND;

	if (is_mode(key_of(s)) && !is_decimal)
		return true;
	return tell(s, node, "values/octal",
		    pn_str_format(s->study->cx->arena, "'%.*s' is %.*s, %s the number %.*s",
				  PN_ARG(pn_trap_path_text(s)), PN_ARG(text),
				  is_decimal ? "which is read as" : "an octal, which is",
				  PN_ARG(fabs(v->as.number) < exact ? digits(s, v->as.number)
								    : printed(s, v))),
		    quote_it(s, text));
}

/* ---- digits that get lost ---- */

/* Says whether a text is digits alone, and more than a float64 holds. */
static bool is_rounded(const pn_trap_search *s, pn_str text, const pn_value *v)
{
	pn_str bare = without_sign(text);

	for (size_t i = 0; i < bare.len; i++) {
		if (bare.ptr[i] < '0' || bare.ptr[i] > '9')
			return false;
	}
	return fabs(v->as.number) >= exact && !pn_str_eq(digits(s, fabs(v->as.number)), bare);
}

static bool has(pn_str text, char c)
{
	return pn_str_find_byte(text, c) != PN_NOT_FOUND;
}

/* Says whether a number is what somebody would write who does not mean its text. */
static bool looks_meant(const pn_trap_search *s, pn_str text)
{
	return !has(text, '_') && !pn_trap_is_text_key(key_of(s));
}

/* Says whether a string stands at the same place in a weaker layer. */
static bool replaces_string(pn_trap_search *s)
{
	pn_setting weaker;

	return pn_trap_weaker(s, &weaker) && pn_is_string(weaker.value);
}

static bool tell_change(pn_trap_search *s, const pn_outline *node, pn_str becomes)
{
	return tell(s, node, "values/number-changes",
		    pn_str_format(s->study->cx->arena, "'%.*s' is %.*s, which is the number %.*s",
				  PN_ARG(pn_trap_path_text(s)), PN_ARG(node->own.text),
				  PN_ARG(becomes)),
		    quote_it(s, node->own.text));
}

/* ---- numbers that print with an exponent ---- */

static bool prints_big(const pn_value *v)
{
	double size = fabs(v->as.number);

	return size >= big || (size < small && size > 0);
}

/* Keeps a number until it is known what templates make of it. */
static bool keep_number(pn_trap_search *s, const pn_value *v)
{
	const pn_value *at = pn_keypath_find(&s->layer->values, pn_trap_here(s), NULL);
	pn_arena *arena = s->study->cx->arena;
	pn_big_number number = { .layer = s->layer, .printed = printed(s, v) };

	if (!at || !at->origin || at->origin > s->study->sources.next)
		return true;
	number.origin = at->origin;
	number.path = pn_keypath_join(arena, pn_trap_here(s), (pn_keypath){ NULL, 0 });
	if (s->number_count == s->number_cap) {
		size_t cap = s->number_cap ? s->number_cap * 2 : 8;
		pn_big_number *numbers = pn_realloc(
			arena, s->numbers, s->number_cap * sizeof *numbers, cap * sizeof *numbers);

		if (!numbers)
			return pn_fail_memory(s->study->cx->err, arena);
		s->numbers = numbers;
		s->number_cap = cap;
	}
	s->numbers[s->number_count++] = number;
	return true;
}

bool pn_trap_number(pn_trap_search *s, const pn_outline *node, const pn_value *v)
{
	pn_str text = node->own.text, shown = printed(s, v);

	if (has_zeros(text))
		return tell_octal(s, node, v);
	if (is_rounded(s, text, v))
		return tell_change(s, node, digits(s, v->as.number));
	if (prints_big(v) && looks_meant(s, text) && !has(text, 'e') && !has(text, 'E'))
		return keep_number(s, v);
	if (pn_str_eq(text, shown) || (looks_meant(s, text) && !replaces_string(s)))
		return true;
	return tell_change(s, node, shown);
}

/* ---- what templates make of them ---- */

struct pn_trap_render {
	pn_trace *trace;
	pn_rendered_list files;
	bool failed; /* what was rendered is not all */
};

/* Renders with a trace, quietly; a failure of the templates is none of this. */
static bool render(pn_trap_search *s)
{
	const pn_study *study = s->study;
	struct pn_trap_render *r = PN_NEW(study->cx->arena, struct pn_trap_render);
	pn_release release = *study->release;
	pn_cx own = *study->cx;
	pn_error err;
	pn_value values;

	if (!r)
		return pn_fail_memory(study->cx->err, study->cx->arena);
	pn_error_init(&err, own.arena->mem);
	own.err = &err;
	own.log = NULL;
	*r = (struct pn_trap_render){ .trace = pn_trace_new(own.arena), .failed = true };
	release.trace = r->trace;
	if (r->trace && pn_value_copy(own.arena, &values, &study->values, 0)) {
		values.type = PN_TYPE_VALUES;
		r->failed = !pn_engine_render(&own, study->bundle, study->root, &values, &release,
					      &r->files);
	}
	pn_error_finish(&err);
	s->render = r;
	return !own.arena->failed || pn_fail_memory(study->cx->err, own.arena);
}

/* Notes what one template made of the numbers; by_origin tells their numbers + 1. */
static void look_at_file(pn_trap_search *s, const pn_rendered *file, const uint32_t *by_origin)
{
	pn_marks marks = pn_trace_marks_get(s->render->trace, file->text.marks);
	pn_str text = pn_value_str(&file->text);

	for (uint32_t i = 0; i < marks.count; i++) {
		const pn_site *site = pn_trace_site_get(s->render->trace, marks.items[i].site);
		size_t to = i + 1 < marks.count ? marks.items[i + 1].offset : text.len;
		pn_big_number *n;

		if (!site || site->origin > s->study->sources.next || !by_origin[site->origin])
			continue;
		n = &s->numbers[by_origin[site->origin] - 1];
		n->shown = true;
		if (pn_str_find(pn_str_slice(text, marks.items[i].offset, to), n->printed) !=
		    PN_NOT_FOUND)
			n->file = file->id;
	}
}

/* Finds out which templates show the numbers, and how. */
static bool look_at_files(pn_trap_search *s)
{
	pn_arena *arena = s->study->cx->arena;
	uint32_t *by_origin =
		pn_alloc_zero(arena, ((size_t)s->study->sources.next + 1) * sizeof *by_origin);

	if (!by_origin)
		return pn_fail_memory(s->study->cx->err, arena);
	for (size_t i = 0; i < s->number_count; i++)
		by_origin[s->numbers[i].origin] = (uint32_t)i + 1;
	for (size_t i = 0; !s->render->failed && i < s->render->files.count; i++)
		look_at_file(s, &s->render->files.items[i], by_origin);
	return true;
}

static bool tell_print(pn_trap_search *s, const pn_big_number *n)
{
	pn_arena *arena = s->study->cx->arena;
	pn_spot spot = pn_layer_spot(s->study, n->layer, n->path);
	pn_str path = pn_keypath_text(arena, pn_keypath_join(arena, n->layer->prefix, n->path));

	if (n->file.len)
		return pn_trap_tell(
			s, PN_SEVERITY_WARNING, "values/number-prints", spot,
			pn_str_format(arena, "'%.*s' is printed as %.*s in %.*s", PN_ARG(path),
				      PN_ARG(n->printed),
				      PN_ARG(pn_part_file_place(arena, s->study->root, n->file))),
			PN_STR("quote it, or have the template use int64"));
	if (n->shown || n->layer->part)
		return true;
	return pn_trap_tell(s, PN_SEVERITY_INFO, "values/number-prints", spot,
			    pn_str_format(arena,
					  "'%.*s' would be printed as %.*s by a template that "
					  "does not use int64 or toYaml",
					  PN_ARG(path), PN_ARG(n->printed)),
			    PN_STR_EMPTY);
}

bool pn_trap_prints(pn_trap_search *s)
{
	if (!s->number_count)
		return true;
	if ((!s->render && !render(s)) || !look_at_files(s))
		return false;
	for (size_t i = 0; i < s->number_count; i++) {
		if (!tell_print(s, &s->numbers[i]))
			return false;
	}
	s->number_count = 0;
	return true;
}
