/* SPDX-License-Identifier: Apache-2.0 */
/* Names in camel, snake and kebab case (xstrings 1.5.0: convert.go). */
#include "func/help.h"

static bool is_connector(uint32_t rune)
{
	return rune == '-' || rune == '_' || pn_rune_is_space(rune);
}

/* Says whether a rune is a letter of a script that is written in words. */
static bool is_alphabet(uint32_t rune)
{
	bool ideograph = (rune >= 0x3400 && rune <= 0x4D85) || (rune >= 0x4E00 && rune <= 0x9FCC) ||
			 (rune >= 0x20000 && rune <= 0x2B81D);

	return !ideograph && pn_rune_is_letter(rune);
}

/* Says whether a rune is of category N (Go: unicode.IsNumber). */
static bool is_number(uint32_t rune)
{
	size_t count = 0;
	const pn_rune_range *ranges;

	if (rune < 0x80)
		return rune >= '0' && rune <= '9';
	ranges = pn_unicode_class(PN_STR("N"), &count);
	for (size_t i = 0; i < count && ranges[i].first <= rune; i++)
		if (rune <= ranges[i].last)
			return true;
	return false;
}

static bool is_small(uint32_t rune)
{
	return is_alphabet(rune) && !pn_rune_is_upper(rune);
}

static bool is_other(uint32_t rune)
{
	return !is_connector(rune) && !is_alphabet(rune) && !is_number(rune) &&
	       !pn_rune_is_punct(rune);
}

/* ---- camelcase ---- */

/* Copies the connectors that a name begins with, and returns what is left. */
static pn_str copy_connectors(pn_buf *out, pn_str s)
{
	while (s.len) {
		pn_str rest = s;
		uint32_t rune = pn_utf8_next(&rest);

		if (!is_connector(rune))
			break;
		pn_buf_rune(out, rune);
		if (!rest.len) /* nothing but connectors: xstrings writes the last one twice */
			pn_buf_rune(out, rune);
		s = rest;
	}
	return s;
}

/*
 * Of a run of connectors all but the last are kept; a word's first rune is raised, and upper case
 * ones that follow an upper case first rune are lowered.
 */
static bool fn_camelcase(pn_call *c)
{
	pn_str s = pn_arg_str(c, 0);
	bool after_connector = true, lowering = false;
	uint32_t held =
		0; /* a connector that is written only when another one or the end follows */
	pn_buf out;

	pn_buf_init(&out, pn_call_arena(c));
	s = copy_connectors(&out, s);
	while (s.len) {
		uint32_t rune = pn_utf8_next(&s);

		if (is_connector(rune)) {
			if (held)
				pn_buf_rune(&out, held);
			held = rune;
			after_connector = true;
			continue;
		}
		held = 0;
		lowering = (after_connector || lowering) && pn_rune_is_upper(rune);
		if (after_connector)
			rune = pn_rune_to_upper(rune);
		else if (lowering)
			rune = pn_rune_to_lower(rune);
		after_connector = false;
		pn_buf_rune(&out, rune);
	}
	if (held)
		pn_buf_rune(&out, held);
	return pn_ret_buf(c, &out);
}

/* ---- snakecase, kebabcase ---- */

typedef enum word_kind {
	WORD_NONE = 0,
	WORD_NUMBER,
	WORD_UPPER,
	WORD_SMALL,
	WORD_CONNECTOR,
	WORD_PUNCT,
	WORD_OTHER
} word_kind;

/* Cutting a name into words: the one before `rest` is at hand. */
typedef struct cutter {
	pn_buf out;
	char connector;
	pn_str rest;
	word_kind kind;
	pn_str word;
} cutter;

/* Decodes the next rune, bad bytes before it skipped; `previous` when there are only such. */
static uint32_t valid_rune(pn_str s, uint32_t previous, size_t *size)
{
	pn_str rest = s;

	while (rest.len) {
		uint32_t rune = pn_utf8_next(&rest);

		*size = s.len - rest.len;
		if (rune != PN_RUNE_ERROR)
			return rune;
	}
	return previous;
}

/* Returns where the run of runes from `at` on that belong together ends. */
static size_t run_end(pn_str s, size_t at, uint32_t previous, bool (*belongs)(uint32_t rune))
{
	size_t size = 0;

	while (at < s.len) {
		previous = valid_rune(pn_str_slice(s, at, s.len), previous, &size);
		if (!belongs(previous))
			break;
		at += size;
	}
	return at;
}

/*
 * Returns where a word that begins with an upper case rune (which ends at `at`) ends: "Word" with
 * its small letters, "HTTP" without the last rune if that begins a word ("HTTPServer").
 */
static size_t upper_end(pn_str s, size_t at, uint32_t rune)
{
	size_t size = 0, last = 0;

	if (at == s.len)
		return at;
	rune = valid_rune(pn_str_slice(s, at, s.len), rune, &size);
	if (!pn_rune_is_upper(rune))
		return is_alphabet(rune) ? run_end(s, at + size, rune, is_small) : at;
	while (at < s.len) {
		rune = valid_rune(pn_str_slice(s, at, s.len), rune, &size);
		if (!pn_rune_is_upper(rune))
			break;
		last = size;
		at += size;
	}
	return at < s.len && is_alphabet(rune) ? at - last : at;
}

/* Takes the next word off the rest. */
static void next_word(cutter *w)
{
	pn_str s = w->rest;
	size_t end = 0;
	uint32_t rune = valid_rune(s, PN_RUNE_ERROR, &end);

	if (!s.len || rune == PN_RUNE_ERROR) {
		w->kind = WORD_NONE;
		end = s.len;
	} else if (is_connector(rune)) {
		w->kind = WORD_CONNECTOR;
		end = run_end(s, end, rune, is_connector);
	} else if (pn_rune_is_punct(rune)) {
		w->kind = WORD_PUNCT;
		end = run_end(s, end, rune, pn_rune_is_punct);
	} else if (pn_rune_is_upper(rune)) {
		w->kind = WORD_UPPER;
		end = upper_end(s, end, rune);
	} else if (is_alphabet(rune)) {
		w->kind = WORD_SMALL;
		end = run_end(s, end, rune, is_small);
	} else if (is_number(rune)) {
		w->kind = WORD_NUMBER;
		end = run_end(s, end, rune, is_number);
	} else {
		w->kind = WORD_OTHER;
		end = run_end(s, end, rune, is_other);
	}
	w->word = pn_str_slice(s, 0, end);
	w->rest = pn_str_slice(s, end, s.len);
}

/* Writes a word in lower case; connectors become ours. */
static void write_word(cutter *w, word_kind kind, pn_str word)
{
	if (kind != WORD_UPPER && kind != WORD_CONNECTOR) {
		pn_buf_add(&w->out, word);
		return;
	}
	while (word.len) {
		uint32_t rune = pn_utf8_next(&word);

		if (is_connector(rune))
			pn_buf_byte(&w->out, w->connector);
		else
			pn_buf_rune(&w->out,
				    pn_rune_is_upper(rune) ? pn_rune_to_lower(rune) : rune);
	}
}

/* Puts a connector before the word at hand, unless that stands apart anyway. */
static void connect(cutter *w)
{
	if (w->kind != WORD_CONNECTOR && w->kind != WORD_PUNCT)
		pn_buf_byte(&w->out, w->connector);
}

/* Writes the small letters and numbers that follow a number, and connects what is after them. */
static void glue(cutter *w)
{
	while (w->kind == WORD_SMALL || w->kind == WORD_NUMBER) {
		write_word(w, w->kind, w->word);
		next_word(w);
	}
	if (w->kind != WORD_NONE)
		connect(w);
}

/* Goes on after letters: a number belongs to them ("bld4_floor") or to what follows ("http_2xx").
 */
static void after_letters(cutter *w)
{
	pn_str number = w->word;

	if (w->kind != WORD_NUMBER) {
		connect(w);
		return;
	}
	if (!w->rest.len)
		return;
	next_word(w);
	if (w->kind != WORD_SMALL) {
		write_word(w, WORD_NUMBER, number);
		connect(w);
		return;
	}
	pn_buf_byte(&w->out, w->connector);
	write_word(w, WORD_NUMBER, number);
	glue(w);
}

static bool lower_words(pn_call *c, char connector)
{
	cutter w = { .connector = connector, .rest = pn_arg_str(c, 0) };

	pn_buf_init(&w.out, pn_call_arena(c));
	next_word(&w);
	while (w.rest.len) {
		word_kind kind = w.kind;

		write_word(&w, kind, w.word);
		next_word(&w);
		if (kind == WORD_NUMBER)
			glue(&w);
		else if (kind != WORD_CONNECTOR && kind != WORD_PUNCT)
			after_letters(&w);
	}
	write_word(&w, w.kind, w.word);
	return pn_ret_buf(c, &w.out);
}

static bool fn_kebabcase(pn_call *c)
{
	return lower_words(c, '-');
}

static bool fn_snakecase(pn_call *c)
{
	return lower_words(c, '_');
}

static const pn_func functions[] = {
	{ "camelcase", fn_camelcase, "s", PN_FUNC_LINES, "camelcase STRING",
	  "Turn a name such as http_server into HttpServer." },
	{ "kebabcase", fn_kebabcase, "s", PN_FUNC_LINES, "kebabcase STRING",
	  "Turn a name such as HTTPServer into http-server." },
	{ "snakecase", fn_snakecase, "s", PN_FUNC_LINES, "snakecase STRING",
	  "Turn a name such as HTTPServer into http_server." },
};

const pn_func_family pn_family_words = { "Names", PN_ROWS(functions), NULL, 0 };
