/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/accept.h"

#include "base/utf8.h"
#include "schema/decimal.h"
#include "schema/format.h"
#include "schema/quick.h"

/* ---- values ---- */

/* Checks "const". */
static bool is_constant(const pn_trial *t, const pn_visit *s, const pn_choices *choices)
{
	return pn_json_equal(t->cx->arena, s->v, &choices->value).equal;
}

/* Checks "enum". */
static bool is_choice(const pn_trial *t, const pn_visit *s, const pn_choices *choices)
{
	if (!(choices->types & s->type))
		return false;
	for (uint32_t i = 0; i < choices->value.len; i++) {
		pn_json_match match =
			pn_json_equal(t->cx->arena, s->v, &choices->value.as.items[i]);

		if (match.equal || match.odd)
			return match.equal;
	}
	return false;
}

/* Checks a text as a regular expression. */
static bool is_regex(const pn_trial *t, pn_str text)
{
	pn_error err;
	pn_cx cx = *t->cx;
	bool ok;

	pn_error_init(&err, t->cx->arena->mem);
	cx.err = &err;
	ok = pn_regex_check(&cx, text);
	pn_error_finish(&err);
	return ok;
}

/* Checks "format"; NULL stands for "regex". */
static bool has_format(const pn_trial *t, const pn_visit *s, const pn_format *format)
{
	pn_str problem;

	if (s->type != PN_JSON_STRING)
		return true;
	return format ? format->check(t->cx->arena, pn_value_str(s->v), &problem)
		      : is_regex(t, pn_value_str(s->v));
}

bool pn_trial_matches(pn_trial *t, pn_pattern *pattern, pn_str text)
{
	const pn_regex *regex = pn_quick_parsed(t->quick, pattern);
	bool matched = false;

	if (regex && pn_regex_try(regex, text, &matched))
		return matched;
	regex = pn_quick_compiled(t->quick, pattern);
	if (!regex || !pn_regex_match(t->cx, regex, text, &matched))
		t->broken = true;
	return matched && !t->broken;
}

/* Checks a bound of a number. */
static bool is_within(pn_trial *t, const pn_visit *s, pn_keyword_id keyword,
		      const pn_decimal *bound)
{
	pn_decimal number;
	int order;

	if (s->type != PN_JSON_NUMBER || !pn_decimal_of(t->cx->arena, s->v, &number))
		return true;
	if (keyword == PN_KW_MULTIPLE_OF) {
		bool is = pn_decimal_divides(t->cx->arena, &number, bound, &t->steps);

		t->broken = t->broken || t->steps == 0;
		return is;
	}
	order = pn_decimal_compare(&number, bound);
	switch (keyword) {
	case PN_KW_MINIMUM:
		return order >= 0;
	case PN_KW_MAXIMUM:
		return order <= 0;
	case PN_KW_EXCLUSIVE_MINIMUM:
		return order > 0;
	default:
		return order < 0;
	}
}

/* Checks a keyword about texts. */
static bool fits_text(pn_trial *t, const pn_visit *s, pn_keyword_id keyword, uint32_t arg)
{
	if (s->type != PN_JSON_STRING)
		return true;
	switch (keyword) {
	case PN_KW_MIN_LENGTH:
		return pn_utf8_count(pn_value_str(s->v)) >= arg;
	case PN_KW_MAX_LENGTH:
		return s->v->len <= arg || pn_utf8_count(pn_value_str(s->v)) <= arg;
	default:
		return pn_trial_matches(t, t->p->things[arg], pn_value_str(s->v));
	}
}

/* ---- schemas that look at the same value ---- */

/* Tries a schema whose verdict does not settle the matter. */
static bool try(pn_trial *t, const pn_visit *s, uint32_t place)
{
	return pn_trial_accept(t, place, s->v, s->unseen);
}

bool pn_trial_self(pn_trial *t, pn_visit *s, uint32_t place)
{
	if (!s->last || s->next != PN_PLACE_NONE)
		return try(t, s, place);
	s->next = place;
	return true;
}

static bool is_all(pn_trial *t, pn_visit *s, const uint32_t *list)
{
	for (uint32_t i = 1; i < *list; i++)
		if (!try(t, s, list[i]))
			return false;
	return pn_trial_self(t, s, list[*list]);
}

static bool is_any(pn_trial *t, pn_visit *s, const uint32_t *list)
{
	bool matched = false;

	for (uint32_t i = 1; i < *list; i++) {
		matched = try(t, s, list[i]) || matched;
		/* As long as something was not looked at, the others count as well. */
		if (matched && (!s->unseen || !s->unseen->count))
			return true;
	}
	return matched ? try(t, s, list[*list]) || !t->broken : pn_trial_self(t, s, list[*list]);
}

static bool is_one(pn_trial *t, pn_visit *s, const uint32_t *list)
{
	bool matched = false;

	for (uint32_t i = 1; i <= *list; i++) {
		if (!try(t, s, list[i]))
			continue;
		if (matched)
			return false;
		matched = true;
	}
	return matched;
}

/* Checks "if" with "then" or "else". */
static bool is_either(pn_trial *t, pn_visit *s, const uint32_t *block)
{
	uint32_t place = block[try(t, s, block[0]) ? 1 : 2];

	return place == PN_PLACE_NONE || (!t->broken && pn_trial_self(t, s, place));
}

/* ---- keywords ---- */

/* Applies a keyword other than "properties". */
static bool apply(pn_trial *t, pn_visit *s, pn_keyword_id keyword, uint32_t arg)
{
	const uint32_t *code = t->p->code;

	switch (keyword) {
	case PN_KW_REF:
		return pn_trial_self(t, s, arg);
	case PN_KW_ALL_OF:
		return is_all(t, s, code + arg);
	case PN_KW_ANY_OF:
		return is_any(t, s, code + arg);
	case PN_KW_ONE_OF:
		return is_one(t, s, code + arg);
	case PN_KW_NOT:
		return !pn_trial_accept(t, arg, s->v, NULL);
	case PN_KW_IF:
		return is_either(t, s, code + arg);
	case PN_KW_CONST:
		return is_constant(t, s, t->p->things[arg]);
	case PN_KW_ENUM:
		return is_choice(t, s, t->p->things[arg]);
	case PN_KW_FORMAT:
		return has_format(t, s, t->p->things[arg]);
	case PN_KW_MIN_LENGTH:
	case PN_KW_MAX_LENGTH:
	case PN_KW_PATTERN:
		return fits_text(t, s, keyword, arg);
	case PN_KW_MINIMUM:
	case PN_KW_MAXIMUM:
	case PN_KW_EXCLUSIVE_MINIMUM:
	case PN_KW_EXCLUSIVE_MAXIMUM:
	case PN_KW_MULTIPLE_OF:
		return is_within(t, s, keyword, t->p->things[arg]);
	default:
		return s->type == PN_JSON_OBJECT  ? pn_trial_object(t, s, keyword, arg)
		       : s->type == PN_JSON_ARRAY ? pn_trial_array(t, s, keyword, arg)
						  : true;
	}
}

/* Applies "properties" and what belongs to it, which most schemas have and nothing else. */
static inline bool apply_properties(pn_trial *t, pn_visit *s, uint32_t arg)
{
	return s->type != PN_JSON_OBJECT || !pn_map_count(s->v->as.map) ||
	       pn_trial_properties(t, s, t->p->code + arg);
}

/* Applies all keywords of a schema. */
static inline bool apply_all(pn_trial *t, pn_visit *s, uint32_t place)
{
	const uint32_t *pair = t->p->code + place + 1;
	uint32_t head = pair[-1];

	for (uint32_t n = pn_head_applied(head); n > 0; n--, pair += 2)
		if (pair[0] == PN_KW_PROPERTIES ? !apply_properties(t, s, pair[1])
						: !apply(t, s, (pn_keyword_id)pair[0], pair[1]))
			return false;
	return true;
}

/* ---- what was not looked at ---- */

/* Finds the list of schemas for an array's first items; NULL: there is none. */
static const uint32_t *first_items(const pn_program *p, uint32_t place)
{
	const uint32_t *pair = p->code + place + 1;

	for (uint32_t n = pn_head_applied(pair[-1]); n > 0; n--, pair += 2)
		if (pair[0] == PN_KW_ITEMS && p->code[pair[1]])
			return p->code + p->code[pair[1]];
	return NULL;
}

/* Notes what a schema's own keywords may leave; none where one of them looks at everything. */
static pn_unseen begin_unseen(pn_trial *t, const pn_visit *s, uint32_t place)
{
	uint32_t head = t->p->code[place], from = 0;
	const uint32_t *first;
	pn_unseen unseen = { 0 };

	if (s->type == PN_JSON_OBJECT && !(head & PN_HEAD_ALL_PROPERTIES)) {
		unseen.total = (uint32_t)pn_map_count(s->v->as.map);
	} else if (s->type == PN_JSON_ARRAY && !(head & PN_HEAD_ALL_ITEMS)) {
		first = first_items(t->p, place);
		from = first ? *first : 0;
		unseen.total = s->v->len;
	}
	if (from >= unseen.total)
		return (pn_unseen){ 0 };
	unseen.at = pn_alloc(t->cx->arena, unseen.total);
	if (!unseen.at) {
		t->broken = true;
		return (pn_unseen){ 0 };
	}
	memset(unseen.at, false, from);
	memset(unseen.at + from, true, unseen.total - from);
	unseen.count = unseen.total - from;
	return unseen;
}

/* Removes what another schema has looked at. */
static void merge_unseen(pn_unseen *unseen, const pn_unseen *other)
{
	for (uint32_t i = 0; i < unseen->total; i++)
		if (!other->at || !other->at[i])
			pn_unseen_remove(unseen, i);
}

/* Applies a schema that asks what was not looked at, or whose user does. */
static bool apply_counting(pn_trial *t, pn_visit *s, uint32_t place)
{
	pn_unseen unseen = begin_unseen(t, s, place);
	bool ok;

	s->last = false;
	s->unseen = &unseen;
	ok = apply_all(t, s, place);
	s->unseen = NULL;
	if (ok && s->outer)
		merge_unseen(s->outer, &unseen);
	return ok;
}

/* ---- schemas ---- */

/* Applies one schema; what has to be applied to the same value after it becomes s->next. */
static bool apply_schema(pn_trial *t, pn_visit *s, uint32_t place)
{
	uint32_t head;

	if (place < PN_PLACE_FIRST)
		return pn_trial_simple(t, place, s->v);
	head = t->p->code[place];
	if (!s->type ||
	    ((head & PN_HEAD_TYPES) && !pn_trial_has_type(t, head & PN_HEAD_TYPES, s->v, s->type)))
		return false;
	if (s->outer || (head & PN_HEAD_UNEVALUATED))
		return apply_counting(t, s, place);
	s->last = true;
	return apply_all(t, s, place);
}

bool pn_trial_accept(pn_trial *t, uint32_t place, const pn_value *v, pn_unseen *outer)
{
	pn_visit s = { .v = v,
		       .type = pn_json_type(v),
		       .outer = outer && outer->count ? outer : NULL };
	uint32_t depth = t->depth;
	bool ok = true;

	t->broken = t->broken || pn_stack_low(&t->stack);
	while (ok && place != PN_PLACE_NONE) {
		/* A schema that is applied to a value while it is being applied to it goes on like
		 * that, until it has gone too deep. */
		if (t->broken || t->steps == 0 || t->depth == t->max_depth) {
			t->broken = true;
			break;
		}
		t->steps--;
		t->depth++;
		s.next = PN_PLACE_NONE;
		ok = apply_schema(t, &s, place);
		place = s.next;
	}
	t->depth = depth;
	return ok && !t->broken;
}
