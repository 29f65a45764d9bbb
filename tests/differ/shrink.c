/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes a case smaller: leaves out sections, lines, actions, groups in parentheses, words, as long
 * as both programs still differ in the same way.
 */
#include "find.h"

enum { MAX_TRIALS = 160 };

typedef struct shrinker {
	const finder *f;
	pn_arena *arena;
	test_case *best;
	verdict verdict; /* of the best */
	size_t trials;
	pn_error *err;
} shrinker;

/* How two results differ, roughly. */
static int manner(const verdict *v)
{
	return (v->same ? 0 : 1) + (v->helm.exit_code ? 2 : 0) + (v->ours.exit_code ? 4 : 0);
}

/* Takes the sections for the best when they still differ as they should. */
static bool try_sections(shrinker *s, const case_section *sections, size_t count)
{
	test_case *c = case_make(s->arena, sections, count);
	verdict v;

	if (!c || s->trials++ >= MAX_TRIALS || !find_run_one(s->f, s->arena, c, &v, s->err))
		return false;
	if (v.same || manner(&v) != manner(&s->verdict) || !find_is_steady(s->f, s->arena, c, &v))
		return false;
	s->best = c;
	s->verdict = v;
	return true;
}

/* Tries a section's text with [from, to) replaced. */
static bool try_cut(shrinker *s, size_t index, size_t from, size_t to, pn_str with)
{
	const test_case *c = s->best;
	case_section *sections = PN_NEW_ARRAY(s->arena, case_section, c->count + 1);
	pn_str text = c->sections[index].text;

	if (!sections || s->trials >= MAX_TRIALS)
		return false;
	memcpy(sections, c->sections, c->count * sizeof *sections);
	sections[index].text =
		pn_str_format(s->arena, "%.*s%.*s%.*s", PN_ARG(pn_str_slice(text, 0, from)),
			      PN_ARG(with), PN_ARG(pn_str_slice(text, to, text.len)));
	return try_sections(s, sections, c->count);
}

static void drop_sections(shrinker *s)
{
	for (size_t i = s->best->count; i-- > 0;) {
		case_section *sections = PN_NEW_ARRAY(s->arena, case_section, s->best->count);
		size_t n = 0;

		for (size_t j = 0; sections && j < s->best->count; j++) {
			if (j != i)
				sections[n++] = s->best->sections[j];
		}
		if (sections && n)
			try_sections(s, sections, n);
	}
}

typedef struct span {
	size_t from, to;
} span;

/* Cuts a text into spans. */
typedef size_t (*cutter)(pn_str text, span *spans, size_t max);

static size_t cut_lines(pn_str text, span *spans, size_t max)
{
	size_t count = 0, from = 0;

	while (from < text.len && count < max) {
		size_t to = from;

		while (to < text.len && text.ptr[to] != '\n')
			to++;
		to += to < text.len;
		spans[count++] = (span){ from, to };
		from = to;
	}
	return count;
}

/* Lines two at a time, as an option and its value stand in arguments. */
static size_t cut_pairs(pn_str text, span *spans, size_t max)
{
	size_t count = cut_lines(text, spans, max);

	for (size_t i = 0; i + 1 < count; i += 2)
		spans[i / 2] = (span){ spans[i].from, spans[i + 1].to };
	return count / 2;
}

/* Actions, and the text between them. */
static size_t cut_actions(pn_str text, span *spans, size_t max)
{
	size_t count = 0, from = 0;

	while (from < text.len && count < max) {
		pn_str rest = pn_str_slice(text, from, text.len);
		bool is_action = pn_str_starts(rest, PN_STR("{{"));
		size_t length = pn_str_find(rest, is_action ? PN_STR("}}") : PN_STR("{{"));

		length = length == PN_NOT_FOUND ? rest.len : length + (is_action ? 2 : 0);
		spans[count++] = (span){ from, from + length };
		from += length;
	}
	return count;
}

static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '_' || c == '$' || c == '.' || (unsigned char)c >= 0x80;
}

/* The end of what begins at `at`: a group in parentheses, a string, a word, or one byte. */
static size_t end_of_token(pn_str text, size_t at, bool groups)
{
	char first = text.ptr[at];
	size_t depth = 0, i = at;

	if (first == '"' || first == '`') {
		for (i = at + 1; i < text.len && text.ptr[i] != first; i++)
			i += text.ptr[i] == '\\' && first == '"';
		return i < text.len ? i + 1 : text.len;
	}
	if (first == '(' && groups) {
		do {
			depth += text.ptr[i] == '(';
			depth -= text.ptr[i] == ')';
			i++;
		} while (depth && i < text.len);
		return i;
	}
	while (i < text.len && is_word(text.ptr[i]))
		i++;
	return i == at ? at + 1 : i;
}

static size_t cut_tokens(pn_str text, span *spans, size_t max)
{
	size_t count = 0;

	for (size_t at = 0; at < text.len && count < max; count++) {
		size_t end = end_of_token(text, at, true);

		while (end < text.len && text.ptr[end] == ' ')
			end++;
		spans[count] = (span){ at, end };
		at = end;
	}
	return count;
}

static size_t cut_bytes(pn_str text, span *spans, size_t max)
{
	size_t count = 0;

	for (; count < text.len && count < max; count++)
		spans[count] = (span){ count, count + 1 };
	return count;
}

enum { MAX_SPANS = 400 };

/* Leaves out runs of spans: long ones first, then shorter ones. */
static void drop_spans(shrinker *s, size_t index, cutter cut)
{
	span spans[MAX_SPANS];
	size_t count = cut(s->best->sections[index].text, spans, MAX_SPANS);

	for (size_t length = (count + 1) / 2; length > 0; length /= 2) {
		for (size_t i = count; i > 0 && s->trials < MAX_TRIALS;) {
			size_t first = i > length ? i - length : 0;

			if (i <= count &&
			    try_cut(s, index, spans[first].from, spans[i - 1].to, PN_STR_EMPTY)) {
				count = cut(s->best->sections[index].text, spans, MAX_SPANS);
				i = first < count ? first : count;
			} else {
				i = first;
			}
		}
	}
}

/* Replaces groups in parentheses by something simple, or by a group inside them. */
static void simplify_groups(shrinker *s, size_t index)
{
	static const pn_str simple[] = { { "1", 1 }, { "\"\"", 2 } };

	for (size_t at = 0; at < s->best->sections[index].text.len; at++) {
		pn_str text = s->best->sections[index].text;
		size_t end, inner;
		bool done = false;

		if (text.ptr[at] != '(')
			continue;
		end = end_of_token(text, at, true);
		for (size_t i = 0; !done && i < GEN_COUNT(simple); i++)
			done = try_cut(s, index, at, end, simple[i]);
		for (inner = at + 1; !done && inner < end; inner++) {
			if (text.ptr[inner] == '(')
				done = try_cut(
					s, index, at, end,
					pn_str_slice(text, inner, end_of_token(text, inner, true)));
		}
	}
}

static void shrink_text(shrinker *s, size_t index)
{
	case_kind kind = s->best->sections[index].kind;
	pn_str path = s->best->sections[index].path;

	if (kind == CASE_CHART && pn_str_find(path, PN_STR("templates/")) != PN_NOT_FOUND) {
		drop_spans(s, index, cut_actions);
		simplify_groups(s, index);
		drop_spans(s, index, cut_tokens);
	} else if (kind == CASE_ARGS) {
		drop_spans(s, index, cut_pairs);
	} else {
		drop_spans(s, index, cut_lines);
	}
	if (s->best->sections[index].text.len < 200)
		drop_spans(s, index, cut_bytes);
}

test_case *shrink(const finder *f, pn_arena *arena, test_case *c, pn_error *err)
{
	shrinker s = { .f = f, .arena = arena, .best = c, .err = err };
	size_t before;

	if (!find_run_one(f, arena, c, &s.verdict, err))
		return NULL;
	do {
		before = s.best->all.len;
		drop_sections(&s);
		for (size_t i = 0; i < s.best->count; i++)
			shrink_text(&s, i);
	} while (s.best->all.len < before && s.trials < MAX_TRIALS);
	return s.best;
}
