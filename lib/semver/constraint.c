/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Constraints: groups of terms (Go: Masterminds/semver, constraints.go).
 *
 *   constraint = group { "||" group }            met when one group is met
 *   group      = term { (blank | ",") term }     met when all terms are met
 *   term       = [ operator ] version            each number of the version may be missing or x X *
 *   range      = version " - " version           rewritten to ">= version, <= version "
 */
#include "semver/semver.h"

/* Longer or wider texts are refused unread (Go: MaxConstraintLen, MaxConstraintGroups). */
enum { MAX_CONSTRAINT_LEN = 512, MAX_GROUPS = 32, MAX_OLD_LEN = 64 * 1024 };

typedef struct term term;
struct term {
	bool (*check)(const term *t, const pn_semver *v);
	pn_semver version;
	bool loose;		   /* a number is missing or x: Go's `dirty` */
	bool any_minor, any_patch; /* the minor or the patch is the first one missing */
	term *next;
};

/* A group of terms and the alternative after it. */
struct pn_constraint {
	term *terms;
	bool takes_pre; /* a term has a prerelease */
	bool old;	/* each term sees to prereleases itself, as in Masterminds/semver 3.3.0 */
	struct pn_constraint *next;
};

/* ---- operators ---- */

static bool check_not_equal(const term *t, const pn_semver *v)
{
	if (t->loose) {
		if (t->version.major != v->major)
			return true;
		if (t->any_minor)
			return false;
		if (t->version.minor != v->minor)
			return true;
		if (t->any_patch)
			return !pn_str_eq(v->pre, t->version.pre);
	}
	return pn_semver_compare(v, &t->version) != 0;
}

static bool check_greater(const term *t, const pn_semver *v)
{
	if (!t->loose)
		return pn_semver_compare(v, &t->version) > 0;
	if (v->major != t->version.major)
		return v->major > t->version.major;
	if (t->any_minor)
		return false;
	if (t->any_patch)
		return v->minor > t->version.minor;
	return pn_semver_compare(v, &t->version) > 0;
}

static bool check_less(const term *t, const pn_semver *v)
{
	return pn_semver_compare(v, &t->version) < 0;
}

static bool check_greater_equal(const term *t, const pn_semver *v)
{
	return pn_semver_compare(v, &t->version) >= 0;
}

static bool check_less_equal(const term *t, const pn_semver *v)
{
	if (!t->loose)
		return pn_semver_compare(v, &t->version) <= 0;
	if (v->major != t->version.major)
		return v->major < t->version.major;
	return t->any_minor || v->minor <= t->version.minor;
}

/* ~1.2.3 is >=1.2.3 <1.3.0; ~1.2 is >=1.2.0 <1.3.0; ~1 is >=1.0.0 <2.0.0; ~* is anything. */
static bool check_tilde(const term *t, const pn_semver *v)
{
	const pn_semver *from = &t->version;

	if (pn_semver_compare(v, from) < 0)
		return false;
	if (!from->major && !from->minor && !from->patch && !t->any_minor && !t->any_patch)
		return true;
	return v->major == from->major && (t->any_minor || v->minor == from->minor);
}

/* A version without an operator is exact, unless it leaves a number open. */
static bool check_equal(const term *t, const pn_semver *v)
{
	return t->loose ? check_tilde(t, v) : pn_semver_compare(v, &t->version) == 0;
}

/* ^1.2.3 is >=1.2.3 <2.0.0; ^0.2.3 is >=0.2.3 <0.3.0; ^0.0.3 is 0.0.3; ^0.0 is >=0.0.0 <0.1.0. */
static bool check_caret(const term *t, const pn_semver *v)
{
	const pn_semver *from = &t->version;

	if (pn_semver_compare(v, from) < 0 || v->major != from->major)
		return false;
	if (from->major > 0 || t->any_minor)
		return true;
	if (v->minor != from->minor)
		return false;
	return from->minor > 0 || t->any_patch || v->patch == from->patch;
}

typedef struct relation {
	const char *sign;
	bool (*check)(const term *t, const pn_semver *v);
} relation;

/* The longer signs first: the first one that fits is taken. */
static const relation relations[] = {
	{ "!=", check_not_equal },  { ">=", check_greater_equal }, { "=>", check_greater_equal },
	{ "<=", check_less_equal }, { "=<", check_less_equal },	   { "~>", check_tilde },
	{ "=", check_equal },	    { ">", check_greater },	   { "<", check_less },
	{ "~", check_tilde },	    { "^", check_caret },	   { "", check_equal },
};

/* ---- scanning ---- */

/* A version as it stands in a constraint; absent parts are empty. */
typedef struct spelling {
	pn_str whole, major, minor, patch;
	pn_str pre; /* with its '-' */
} spelling;

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* Go's character class [0-9|x|X|\*] holds the bar, too. */
static bool is_number_byte(char c)
{
	return (c >= '0' && c <= '9') || c == '|' || c == 'x' || c == 'X' || c == '*';
}

static bool is_identifier_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '-';
}

/* Returns where the run of bytes that `accept` takes ends, from i on. */
static size_t skip(pn_str s, size_t i, bool (*accept)(char c))
{
	while (i < s.len && accept(s.ptr[i]))
		i++;
	return i;
}

/* Returns where ".NUMBER" ends, or i when it does not stand there. */
static size_t skip_dotted(pn_str s, size_t i)
{
	size_t end = i < s.len && s.ptr[i] == '.' ? skip(s, i + 1, is_number_byte) : i;

	return end > i + 1 ? end : i;
}

/* Returns where `mark` and dotted identifiers end, or i when they do not stand there. */
static size_t skip_identifiers(pn_str s, size_t i, char mark)
{
	size_t end = i, from;

	if (i >= s.len || s.ptr[i] != mark)
		return i;
	for (from = i + 1; from < s.len; from = end + 1) {
		size_t to = skip(s, from, is_identifier_byte);

		if (to == from)
			break;
		end = to;
		if (end == s.len || s.ptr[end] != '.')
			break;
	}
	return end;
}

/* Reads the longest version at i; returns its end, or PN_NOT_FOUND. */
static size_t scan_version(pn_str s, size_t i, spelling *out)
{
	size_t from = i < s.len && s.ptr[i] == 'v' ? i + 1 : i;
	size_t major = skip(s, from, is_number_byte), minor = skip_dotted(s, major);
	size_t patch = minor > major ? skip_dotted(s, minor) : minor;
	size_t pre = skip_identifiers(s, patch, '-'), end = skip_identifiers(s, pre, '+');

	if (major == from)
		return PN_NOT_FOUND;
	*out = (spelling){ pn_str_slice(s, i, end), pn_str_slice(s, from, major),
			   pn_str_slice(s, major + 1, minor), pn_str_slice(s, minor + 1, patch),
			   pn_str_slice(s, patch, pre) };
	return end;
}

/* ---- ranges ---- */

/* Finds "VERSION - VERSION" with the blanks around it; returns its end, or PN_NOT_FOUND. */
static size_t scan_range(pn_str s, size_t i, spelling *low, spelling *high)
{
	size_t dash, second;

	i = scan_version(s, skip(s, i, is_blank), low);
	if (i == PN_NOT_FOUND)
		return i;
	dash = skip(s, i, is_blank);
	if (dash == i || dash == s.len || s.ptr[dash] != '-')
		return PN_NOT_FOUND;
	second = skip(s, dash + 1, is_blank);
	if (second == dash + 1)
		return PN_NOT_FOUND;
	i = scan_version(s, second, high);
	return i == PN_NOT_FOUND ? i : skip(s, i, is_blank);
}

/* Replaces the first occurrence of `old`. */
static pn_str replace_once(pn_arena *arena, pn_str s, pn_str old, pn_str new)
{
	size_t at = pn_str_find(s, old);
	pn_buf buf;

	if (at == PN_NOT_FOUND)
		return s;
	pn_buf_init(&buf, arena);
	pn_buf_add(&buf, pn_str_slice(s, 0, at));
	pn_buf_add(&buf, new);
	pn_buf_add(&buf, pn_str_slice(s, at + old.len, s.len));
	return pn_buf_str(&buf);
}

/* Rewrites each range to two terms, wherever it stands, as Go does: even in "1.2.3.4 - 2". */
static pn_str rewrite_ranges(pn_arena *arena, pn_str s)
{
	pn_str result = s;
	spelling low, high;

	for (size_t i = 0; i < s.len;) {
		size_t end = scan_range(s, i, &low, &high);

		if (end == PN_NOT_FOUND) {
			i++;
			continue;
		}
		result = replace_once(arena, result, pn_str_slice(s, i, end),
				      pn_str_format(arena, ">= %.*s, <= %.*s ", PN_ARG(low.whole),
						    PN_ARG(high.whole)));
		i = end;
	}
	return result;
}

/* ---- terms and groups ---- */

static bool is_open(pn_str number)
{
	return !number.len || pn_str_is(number, "x") || pn_str_is(number, "X") ||
	       pn_str_is(number, "*");
}

/* Fills in the version of a term: numbers from the first open one on are 0. */
static bool term_set_version(term *t, const spelling *s, pn_arena *arena, bool old)
{
	pn_str text = s->whole;

	t->loose = is_open(s->major) || is_open(s->minor) || is_open(s->patch);
	t->any_minor = !is_open(s->major) && is_open(s->minor);
	t->any_patch = !is_open(s->major) && !is_open(s->minor) && is_open(s->patch);
	if (is_open(s->major))
		text = pn_str_format(arena, "0.0.0%.*s", PN_ARG(s->pre));
	else if (t->any_minor)
		text = pn_str_format(arena, "%.*s.0.0%.*s", PN_ARG(s->major), PN_ARG(s->pre));
	else if (t->any_patch)
		text = pn_str_format(arena, "%.*s.%.*s.0%.*s", PN_ARG(s->major), PN_ARG(s->minor),
				     PN_ARG(s->pre));
	return old ? pn_semver_parse_old(&t->version, text, arena, NULL)
		   : pn_semver_parse(&t->version, text, arena, NULL);
}

static const relation *scan_relation(pn_str s, size_t i)
{
	const relation *o = relations;

	while (!pn_str_starts(pn_str_slice(s, i, s.len), pn_str_from(o->sign)))
		o++;
	return o;
}

/* Reads one term and the blanks around it; returns its end, or PN_NOT_FOUND. */
static size_t scan_term(pn_str s, size_t i, const relation **o, spelling *version)
{
	i = skip(s, i, is_blank);
	*o = scan_relation(s, i);
	i = scan_version(s, skip(s, i + strlen((*o)->sign), is_blank), version);
	return i == PN_NOT_FOUND ? i : skip(s, i, is_blank);
}

/* Says whether a text is a sequence of terms, each one apart from the next. */
static bool is_group(pn_str s)
{
	const relation *o;
	spelling version;
	size_t i = scan_term(s, 0, &o, &version);

	while (i != PN_NOT_FOUND && i < s.len) {
		if (s.ptr[i] == ',')
			i++;
		else if (!is_blank(s.ptr[i - 1]))
			return false;
		i = scan_term(s, i, &o, &version);
	}
	return i != PN_NOT_FOUND;
}

/* Reads the terms of a text that is a group. */
static bool parse_group(pn_constraint *group, pn_str s, pn_arena *arena)
{
	term **last = &group->terms;

	for (size_t i = 0; i < s.len;) {
		term *t = PN_NEW(arena, term);
		const relation *o;
		spelling version;

		i = scan_term(s, i, &o, &version);
		if (!t || !term_set_version(t, &version, arena, group->old))
			return false;
		i += i < s.len && s.ptr[i] == ',';
		t->check = o->check;
		group->takes_pre = group->takes_pre || t->version.pre.len > 0;
		*last = t;
		last = &t->next;
	}
	return true;
}

/* Says why a text is no constraint; always returns NULL. */
static const pn_constraint *refuse(pn_str *why, pn_str text)
{
	if (why)
		*why = text;
	return NULL;
}

/* Says that a text is no group of terms; it is quoted, as Go does, but not by the old rules. */
static const pn_constraint *refuse_group(pn_str *why, pn_str group, pn_arena *arena, bool old)
{
	pn_buf text;

	pn_buf_init(&text, arena);
	pn_buf_lit(&text, "improper constraint: ");
	if (old)
		pn_buf_add(&text, group);
	else
		pn_buf_quote(&text, group);
	return refuse(why, pn_buf_str(&text));
}

/* Reads the groups of a constraint without ranges. */
static const pn_constraint *parse_groups(pn_str rest, pn_arena *arena, pn_str *why, bool old)
{
	pn_constraint *first = NULL, **last = &first;
	bool more = true;
	pn_str part;

	while (more) {
		pn_constraint *group = PN_NEW(arena, pn_constraint);

		more = pn_str_cut(rest, PN_STR("||"), &part, &rest);
		if (!is_group(part))
			return refuse_group(why, part, arena, old);
		if (group)
			group->old = old;
		if (!group || !parse_group(group, part, arena)) {
			if (arena->failed)
				return refuse(why, PN_STR_EMPTY);
			return refuse(why, old ? PN_STR("constraint Parser Error")
					       : PN_STR("constraint parser error"));
		}
		*last = group;
		last = &group->next;
	}
	return first;
}

const pn_constraint *pn_constraint_parse(pn_str text, pn_arena *arena, pn_str *why)
{
	pn_str rest;

	if (text.len > MAX_CONSTRAINT_LEN)
		return refuse(why, PN_STR("constraint string is too long (max 512 bytes)"));
	rest = rewrite_ranges(arena, text);
	if (pn_str_count(rest, PN_STR("||")) >= MAX_GROUPS)
		return refuse(why, PN_STR("too many constraint groups (max 32)"));
	return parse_groups(rest, arena, why, false);
}

const pn_constraint *pn_constraint_parse_old(pn_str text, pn_arena *arena, pn_str *why)
{
	/* The search for ranges is quadratic: what is so long is none, whichever Helm reads it. */
	if (text.len > MAX_OLD_LEN)
		return refuse_group(why, text, arena, true);
	return parse_groups(rewrite_ranges(arena, text), arena, why, true);
}

/* Says whether the old rules keep a version from a term because of its prerelease. */
static bool excludes_pre(const term *t, const pn_semver *version)
{
	return version->pre.len && !t->version.pre.len && (t->loose || t->check != check_not_equal);
}

/* Says whether a version meets all terms of a group. */
static bool meets(const pn_constraint *group, const pn_semver *version)
{
	if (!group->old && version->pre.len && !group->takes_pre)
		return false;
	for (const term *t = group->terms; t; t = t->next) {
		if ((group->old && excludes_pre(t, version)) || !t->check(t, version))
			return false;
	}
	return true;
}

bool pn_constraint_check(const pn_constraint *constraint, const pn_semver *version)
{
	for (const pn_constraint *group = constraint; group; group = group->next) {
		if (meets(group, version))
			return true;
	}
	return false;
}
