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

typedef struct rule_list {
	rule *rules;
	size_t count, cap;
} rule_list;

/* A set of bytes. */
typedef struct byte_set {
	uint64_t bits[4];
} byte_set;

/* What one rule ignores is ignored, whatever the others say: their order does not matter. */
struct pn_ignore {
	rule_list names;   /* names and suffixes of last elements; most rules are of this sort */
	byte_set firsts;   /* bytes that names begin with */
	byte_set lasts;	   /* bytes that suffixes end with */
	bool any_last;	   /* "*" is a suffix */
	rule_list folders; /* of the others those that are for folders only */
	rule_list others;
};

static void add_byte(byte_set *set, char c)
{
	set->bits[(unsigned char)c / 64] |= (uint64_t)1 << ((unsigned char)c % 64);
}

static bool has_byte(const byte_set *set, char c)
{
	return set->bits[(unsigned char)c / 64] >> ((unsigned char)c % 64) & 1;
}

static bool add_to(pn_cx *cx, rule_list *list, rule r)
{
	if (list->count == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 8;
		rule *grown = pn_realloc(cx->arena, list->rules, list->cap * sizeof *grown,
					 cap * sizeof *grown);

		if (!grown)
			return pn_fail_memory(cx->err, cx->arena);
		list->rules = grown;
		list->cap = cap;
	}
	list->rules[list->count++] = r;
	return true;
}

static bool add(pn_cx *cx, pn_ignore *rules, rule r)
{
	pn_str p = r.pattern;

	if (r.negated || !r.base_only || r.kind == MATCH_PATTERN || !p.len)
		return add_to(cx, r.folders_only && !r.negated ? &rules->folders : &rules->others,
			      r);
	if (r.kind == MATCH_NAME)
		add_byte(&rules->firsts, p.ptr[0]);
	else if (p.len > 1)
		add_byte(&rules->lasts, p.ptr[p.len - 1]);
	else
		rules->any_last = true;
	return add_to(cx, &rules->names, r);
}

/* Returns how many bytes at the start of a pattern stand for themselves. */
static size_t plain_length(pn_str s)
{
	size_t i = 0;

	while (i < s.len && s.ptr[i] != '*' && s.ptr[i] != '?' && s.ptr[i] != '[' &&
	       s.ptr[i] != '\\')
		i++;
	return i;
}

static match_kind kind_of(const rule *r)
{
	size_t more = r->pattern.len - 1; /* than a byte, if there is one */

	if (r->plain == r->pattern.len)
		return MATCH_NAME;
	if (r->base_only && r->pattern.ptr[0] == '*' &&
	    plain_length((pn_str){ r->pattern.ptr + 1, more }) == more)
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
	if (plain_length(r.pattern) < r.pattern.len &&
	    pn_pattern_match(r.pattern, PN_STR("abc")) == PN_MATCH_BAD_PATTERN)
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
	r.plain = plain_length(r.pattern);
	r.kind = kind_of(&r);
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

/* Says whether one of the rules that may match ignores a path. */
static bool is_ignored(const rule_list *list, pn_str path, pn_str base, bool is_folder)
{
	for (size_t i = 0; i < list->count; i++) {
		const rule *r = &list->rules[i];

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

bool pn_ignore_matches(const pn_ignore *rules, pn_str path, pn_str base, bool is_folder)
{
	bool may_name = !base.len || rules->any_last || has_byte(&rules->firsts, base.ptr[0]) ||
			has_byte(&rules->lasts, base.ptr[base.len - 1]);

	return (may_name && is_ignored(&rules->names, path, base, is_folder)) ||
	       (is_folder && is_ignored(&rules->folders, path, base, true)) ||
	       is_ignored(&rules->others, path, base, is_folder);
}
