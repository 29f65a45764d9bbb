/* SPDX-License-Identifier: Apache-2.0 */
#include "review/volatile.h"

#include "base/seed.h"
#include "regex/regex.h"

enum { NO_CALL = -2, ALL_CALLS = -1 };

/* One search. Calls are numbered in the order in which they were first seen. */
typedef struct search {
	pn_cx *cx;
	const pn_volatile_subject *subject;
	pn_volatile *out;
	pn_map *numbers; /* of calls, by place */
	uint32_t call_cap;
	int64_t clock;	 /* seconds */
	int64_t changed; /* the call that gets something else; NO_CALL, ALL_CALLS */
} search;

/* ---- the outside world of a render ---- */

static bool add_call(search *s, const pn_call_place *place, pn_volatile_kind kind)
{
	pn_volatile_call *call, *grown;
	uint32_t cap = s->call_cap ? s->call_cap * 2 : 16;
	pn_str before = pn_str_slice(place->text, 0, place->offset);
	size_t newline = pn_str_find_last(before, PN_STR("\n"));

	if (s->out->call_count == s->call_cap) {
		grown = pn_realloc(s->cx->arena, s->out->calls, s->call_cap * sizeof *grown,
				   cap * sizeof *grown);
		if (!grown)
			return false;
		s->out->calls = grown;
		s->call_cap = cap;
	}
	call = &s->out->calls[s->out->call_count++];
	*call = (pn_volatile_call){ .kind = kind,
				    .function =
					    pn_str_dup(s->cx->arena, pn_str_from(place->function)),
				    .root = pn_str_dup(s->cx->arena, place->root) };
	call->where.file = pn_str_dup(s->cx->arena, place->source);
	call->where.line = (uint32_t)pn_str_count(before, PN_STR("\n")) + 1;
	call->where.column =
		(uint32_t)(newline == PN_NOT_FOUND ? before.len : before.len - newline - 1);
	return true;
}

/* The number of a call, new or not; ALL_CALLS without memory. */
static int64_t number_of(search *s, const pn_call_place *place, pn_volatile_kind kind)
{
	pn_str key = pn_str_format(s->cx->arena, "%.*s\n%.*s\n%u\n%s", PN_ARG(place->root),
				   PN_ARG(place->source), place->offset, place->function);
	const pn_value *known = pn_map_get(s->numbers, key);
	pn_value number = pn_int(s->out->call_count);

	if (known)
		return known->as.integer;
	if (!add_call(s, place, kind) || !pn_map_set(s->numbers, key, &number))
		return ALL_CALLS; /* the arena's failure ends the search */
	return number.as.integer;
}

/* Says whether a call gets something else this time. */
static bool is_changed(search *s, const pn_call_place *place, pn_volatile_kind kind)
{
	int64_t number = number_of(s, place, kind);

	return s->changed == ALL_CALLS || s->changed == number;
}

static void now(void *data, const pn_call_place *place, int64_t *seconds, int32_t *nanoseconds)
{
	search *s = data;
	bool changed = is_changed(s, place, PN_VOLATILE_CLOCK);

	*seconds = s->clock + (changed ? 2 : 0);
	*nanoseconds = changed ? 314159265 : 0;
}

static bool fill_random(void *data, const pn_call_place *place, pn_str stream, void *out,
			size_t size)
{
	search *s = data;
	bool changed = is_changed(s, place, PN_VOLATILE_RANDOM);
	pn_str seed = pn_str_format(s->cx->arena, "%.*s%s", PN_ARG(s->subject->seed),
				    changed ? "/other" : "");

	pn_seed_fill(seed, stream, out, size);
	return true;
}

static bool backwards(void *data, const pn_call_place *place)
{
	return is_changed(data, place, PN_VOLATILE_ORDER);
}

static pn_str zone(void *data)
{
	const search *s = data;
	const pn_env *env = s->subject->release->env;

	return env->zone(env->data);
}

/* ---- renders and their lines ---- */

typedef struct printed {
	pn_arena arena;
	pn_manifest manifest;
	pn_str text;
} printed;

/* Renders with one call, or all, or none changed. */
static bool render(search *s, int64_t changed, printed *out)
{
	pn_env env = { now, fill_random, zone, backwards, s };
	pn_release release = *s->subject->release;
	pn_cx cx = *s->cx;
	pn_buf text;

	s->changed = changed;
	release.env = &env;
	pn_arena_init(&out->arena, s->subject->memory, s->cx->limits->arena_bytes);
	cx.arena = &out->arena;
	cx.regexes = pn_regex_cache_new(&out->arena);
	cx.log = changed == NO_CALL ? s->cx->log : NULL; /* warnings come once */
	pn_buf_init(&text, &out->arena);
	if (!pn_manifest_render(&cx, s->subject->bundle, s->subject->overrides, NULL, &release,
				&out->manifest) ||
	    !pn_manifest_print(&cx, &out->manifest, s->subject->output, &text, NULL))
		return pn_error_is_set(cx.err) ? false : pn_fail_memory(cx.err, &out->arena);
	out->text = pn_buf_str(&text);
	return true;
}

static pn_str take_line(pn_str *rest)
{
	size_t end = pn_str_find_byte(*rest, '\n');
	pn_str line = pn_str_slice(*rest, 0, end);

	*rest = pn_str_slice(*rest, end == PN_NOT_FOUND ? rest->len : end + 1, rest->len);
	return line;
}

/* Cuts the lines off that two texts have in common at the end. */
static void cut_same_end(pn_str *a, pn_str *b)
{
	size_t same = 0, at;

	while (same < a->len && same < b->len &&
	       a->ptr[a->len - 1 - same] == b->ptr[b->len - 1 - same])
		same++;
	for (at = a->len - same; at < a->len && a->ptr[at] != '\n'; at++)
		;
	same = a->len - at;
	a->len -= same;
	b->len -= same;
}

/*
 * Calls `each` with the number (from 0) of every line of a that b has otherwise. Lines belong
 * together by their numbers; where there are more or fewer of them, by their numbers from the end,
 * too.
 */
static bool each_difference(pn_str a, pn_str b, bool (*each)(void *data, size_t line), void *data)
{
	if (pn_str_count(a, PN_STR("\n")) != pn_str_count(b, PN_STR("\n")))
		cut_same_end(&a, &b);
	for (size_t line = 0; a.len; line++) {
		pn_str mine = take_line(&a);
		bool there = b.len > 0;
		pn_str other = take_line(&b);

		if ((!there || !pn_str_eq(mine, other)) && !each(data, line))
			return false;
	}
	return true;
}

/* ---- entering what was found ---- */

static bool add_line(void *data, size_t line)
{
	search *s = data;
	pn_volatile *out = s->out;

	/* The list grows in steps of a power of two. */
	if ((out->line_count & (out->line_count - 1)) == 0) {
		size_t cap = out->line_count ? out->line_count * 2 : 1;
		pn_volatile_line *grown =
			pn_realloc(s->cx->arena, out->lines, out->line_count * sizeof *grown,
				   cap * sizeof *grown);

		if (!grown)
			return false;
		out->lines = grown;
	}
	out->lines[out->line_count++] = (pn_volatile_line){ .line = line + 1 };
	return true;
}

/* Finds a line among those that were found. */
static pn_volatile_line *line_of(const pn_volatile *out, size_t line)
{
	size_t low = 0, high = out->line_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (out->lines[middle].line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low < out->line_count && out->lines[low].line == line ? &out->lines[low] : NULL;
}

static bool add_cause(void *data, size_t line)
{
	search *s = data;
	pn_volatile_line *l = line_of(s->out, line + 1);
	uint32_t *grown;

	if (!l)
		return true; /* calls that cancel each other out */
	grown = pn_realloc(s->cx->arena, l->calls, l->call_count * sizeof *grown,
			   (l->call_count + 1) * sizeof *grown);
	if (!grown)
		return false;
	l->calls = grown;
	l->calls[l->call_count++] = (uint32_t)s->changed;
	return true;
}

/* Sets the template that each line's document comes from. */
static void set_sources(search *s, pn_str text)
{
	pn_str source = PN_STR_EMPTY;
	size_t at = 0;

	for (size_t line = 1; text.len && at < s->out->line_count; line++) {
		pn_str l = take_line(&text);

		if (pn_str_starts(l, PN_STR("# Source: ")))
			source = pn_str_slice(l, strlen("# Source: "), l.len);
		if (s->out->lines[at].line == line)
			s->out->lines[at++].source = pn_str_dup(s->cx->arena, source);
	}
}

/* Turns the ids of templates into the paths that the user would open. */
static void place_calls(search *s, const pn_part *root)
{
	for (uint32_t i = 0; i < s->out->call_count; i++) {
		pn_where *where = &s->out->calls[i].where;

		where->file = pn_str_dup(s->cx->arena,
					 pn_part_file_place(s->cx->arena, root, where->file));
	}
}

/* Changes one call after the other, and sees which lines follow. */
static bool find_causes(search *s, const printed *base)
{
	uint32_t count = s->out->call_count;

	for (uint32_t i = 0; i < count; i++) {
		printed other;
		bool ok = render(s, i, &other);

		/* A render that a single change breaks tells nothing about lines. */
		if (ok)
			ok = each_difference(base->text, other.text, add_cause, s);
		else if (s->cx->err->status == PINTLE_ERR_EXEC ||
			 s->cx->err->status == PINTLE_ERR_YAML) {
			pn_error_clear(s->cx->err);
			ok = true;
		}
		pn_arena_finish(&other.arena);
		if (!ok)
			return pn_error_is_set(s->cx->err)
				       ? false
				       : pn_fail_memory(s->cx->err, s->cx->arena);
	}
	return true;
}

static bool find(search *s, const printed *base)
{
	printed other;
	bool ok = render(s, ALL_CALLS, &other);

	ok = ok && each_difference(base->text, other.text, add_line, s);
	pn_arena_finish(&other.arena);
	if (!ok)
		return pn_error_is_set(s->cx->err) ? false
						   : pn_fail_memory(s->cx->err, s->cx->arena);
	if (!s->out->line_count)
		return true;
	set_sources(s, base->text);
	return find_causes(s, base);
}

bool pn_volatile_find(pn_cx *cx, const pn_volatile_subject *subject, pn_volatile *out)
{
	search s = { .cx = cx, .subject = subject, .out = out };
	const pn_env *env = subject->release->env;
	pn_call_place nowhere = { "", PN_STR_EMPTY, PN_STR_EMPTY, PN_STR_EMPTY, 0 };
	int32_t nanoseconds;
	printed base;
	bool ok;

	*out = (pn_volatile){ 0 };
	s.numbers = pn_map_new(cx->arena, 16);
	if (!s.numbers)
		return pn_fail_memory(cx->err, cx->arena);
	env->now(env->data, &nowhere, &s.clock, &nanoseconds);
	ok = render(&s, NO_CALL, &base) && find(&s, &base);
	if (ok)
		place_calls(&s, base.manifest.root);
	pn_arena_finish(&base.arena);
	return ok && (!cx->arena->failed || pn_fail_memory(cx->err, cx->arena));
}

/* ---- findings ---- */

pn_str pn_volatile_rule(pn_volatile_kind kind)
{
	return kind == PN_VOLATILE_CLOCK   ? PN_STR("volatile/clock")
	       : kind == PN_VOLATILE_ORDER ? PN_STR("volatile/order")
					   : PN_STR("volatile/random");
}

/* "line 12 of the output follows from randAlphaNum, and from now at c/templates/b.yaml:3". */
static pn_str message_of(pn_cx *cx, const pn_volatile *found, const pn_volatile_line *line)
{
	pn_buf text;

	pn_buf_init(&text, cx->arena);
	pn_buf_format(&text, "line %zu of the output (%.*s) is another one at each run", line->line,
		      PN_ARG(line->source));
	for (uint32_t i = 0; i < line->call_count; i++) {
		const pn_volatile_call *call = &found->calls[line->calls[i]];

		pn_buf_format(&text, "%s%.*s", i ? ", " : ": ", PN_ARG(call->function));
		if (i)
			pn_buf_format(&text, " at %.*s:%u", PN_ARG(call->where.file),
				      call->where.line);
	}
	return pn_buf_str(&text);
}

bool pn_volatile_findings(pn_cx *cx, const pn_volatile *found, pn_findings *out)
{
	for (size_t i = 0; i < found->line_count; i++) {
		const pn_volatile_line *line = &found->lines[i];
		const pn_volatile_call *call =
			line->call_count ? &found->calls[line->calls[0]] : NULL;
		pn_finding f = { .severity = PN_SEVERITY_WARNING,
				 .rule = pn_volatile_rule(call ? call->kind : PN_VOLATILE_RANDOM),
				 .path = line->source,
				 .message = message_of(cx, found, line),
				 .output_line = line->line };

		if (call)
			f.where = call->where;
		if (!pn_findings_add(cx, out, &f))
			return pn_fail_memory(cx->err, cx->arena);
	}
	return true;
}
