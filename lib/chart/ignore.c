/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/load.h"
#include "chart/pattern.h"

/* How a rule is matched: most are a name or "*.EXT", which need no pattern matcher. */
typedef enum match_kind { MATCH_PATTERN = 0, MATCH_NAME, MATCH_SUFFIX } match_kind;

typedef struct rule {
	match_kind kind;
	pn_str pattern;
	size_t plain;	   /* how many bytes of a pattern stand for themselves */
	bool negated;	   /* "!": what does not match is ignored */
	bool folders_only; /* trailing "/" */
	bool base_only;	   /* no "/" inside: matched against the last element */
} rule;

struct pn_ignore {
	rule *rules;
	size_t count, cap;
};

static bool add(pn_cx *cx, pn_ignore *rules, rule r)
{
	if (rules->count == rules->cap) {
		size_t cap = rules->cap ? rules->cap * 2 : 16;
		rule *grown = pn_realloc(cx->arena, rules->rules, rules->cap * sizeof *grown,
					 cap * sizeof *grown);

		if (!grown)
			return pn_fail_memory(cx->err, cx->arena);
		rules->rules = grown;
		rules->cap = cap;
	}
	rules->rules[rules->count++] = r;
	return true;
}

/* Returns how many bytes at the start of a pattern stand for themselves. */
static size_t plain_length(pn_str s)
{
	size_t i = 0;

	while (i < s.len && !memchr("*?[\\", s.ptr[i], 4))
		i++;
	return i;
}

static bool is_literal(pn_str s)
{
	return plain_length(s) == s.len;
}

static match_kind kind_of(const rule *r)
{
	if (is_literal(r->pattern))
		return MATCH_NAME;
	if (r->base_only && r->pattern.ptr[0] == '*' &&
	    is_literal(pn_str_slice(r->pattern, 1, r->pattern.len)))
		return MATCH_SUFFIX;
	return MATCH_PATTERN;
}

static bool matches(const rule *r, pn_str subject)
{
	switch (r->kind) {
	case MATCH_NAME:
		return pn_str_eq(r->pattern, subject);
	case MATCH_SUFFIX:
		return pn_str_ends(subject, pn_str_slice(r->pattern, 1, r->pattern.len));
	case MATCH_PATTERN:
		break;
	}
	return pn_str_starts(subject, pn_str_slice(r->pattern, 0, r->plain)) &&
	       pn_pattern_match(r->pattern, subject) == PN_MATCH_YES;
}

static bool parse_rule(pn_cx *cx, pn_ignore *rules, pn_str line)
{
	rule r = { .pattern = pn_str_trim_space(line) };

	if (!r.pattern.len || r.pattern.ptr[0] == '#')
		return true;
	if (pn_str_find(r.pattern, PN_STR("**")) != PN_NOT_FOUND)
		return pn_fail(cx->err, PINTLE_ERR_CHART,
			       "double-star (**) syntax is not supported");
	if (pn_pattern_match(r.pattern, PN_STR("abc")) == PN_MATCH_BAD_PATTERN)
		return pn_fail(cx->err, PINTLE_ERR_CHART, "syntax error in pattern");
	if (r.pattern.ptr[0] == '!') {
		r.negated = true;
		r.pattern = pn_str_slice(r.pattern, 1, r.pattern.len);
	}
	if (pn_str_ends(r.pattern, PN_STR("/"))) {
		r.folders_only = true;
		r.pattern = pn_str_slice(r.pattern, 0, r.pattern.len - 1);
	}
	if (pn_str_starts(r.pattern, PN_STR("/")))
		r.pattern = pn_str_slice(r.pattern, 1, r.pattern.len);
	else
		r.base_only = pn_str_find_byte(r.pattern, '/') == PN_NOT_FOUND;
	r.kind = kind_of(&r);
	r.plain = plain_length(r.pattern);
	return add(cx, rules, r);
}

bool pn_ignore_parse(pn_cx *cx, pn_str text, pn_ignore **out)
{
	pn_ignore *rules = PN_NEW(cx->arena, pn_ignore);

	if (!rules)
		return pn_fail_memory(cx->err, cx->arena);
	*out = rules;
	if (pn_str_starts(text, PN_STR("\xEF\xBB\xBF")))
		text = pn_str_slice(text, 3, text.len);
	while (text.len) {
		pn_str line;

		pn_str_cut(text, PN_STR("\n"), &line, &text);
		if (!parse_rule(cx, rules, line))
			return false;
	}
	return parse_rule(cx, rules, PN_STR("templates/.?*"));
}

bool pn_ignore_matches(const pn_ignore *rules, pn_str path, bool is_folder)
{
	pn_str base = pn_path_base(path);

	for (size_t i = 0; i < rules->count; i++) {
		const rule *r = &rules->rules[i];

		if (r->folders_only && !is_folder) {
			if (r->negated)
				return true;
			continue;
		}
		if (matches(r, r->base_only ? base : path) != r->negated)
			return true;
	}
	return false;
}
