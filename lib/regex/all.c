/* SPDX-License-Identifier: Apache-2.0 */
/* What is done with all matches of a text: finding, cutting, replacing (Go: regexp/regexp.go). */
#include "regex/scan.h"

/* Where a match is. */
typedef struct span {
	size_t start, end;
} span;

typedef struct spans {
	span *items;
	size_t count, cap;
} spans;

static bool add_span(pn_arena *arena, spans *all, span one)
{
	if (all->count == all->cap) {
		size_t cap = all->cap ? all->cap * 2 : 16;
		span *items = pn_realloc(arena, all->items, all->cap * sizeof *items,
					 cap * sizeof *items);

		if (!items)
			return false;
		all->items = items;
		all->cap = cap;
	}
	all->items[all->count++] = one;
	return true;
}

/* Returns how many bytes the rune at pos has; 0 at the end. */
static size_t width_at(pn_str text, size_t pos)
{
	size_t width;

	pn_utf8_decode(pn_str_slice(text, pos, text.len), &width);
	return width;
}

/* Collects matches; an empty one right behind another one does not count (Go: allMatches). */
static bool collect(pn_rx_scan *scan, int64_t most, spans *all)
{
	pn_str text = scan->text;
	size_t pos = 0, last_end = PN_NOT_FOUND;

	while (pos <= text.len && (most < 0 || all->count < (uint64_t)most)) {
		span found;
		bool matched, counts = true;

		if (!pn_rx_scan_next(scan, pos, &matched))
			return false;
		if (!matched)
			break;
		found = (span){ scan->places[0], scan->places[1] };
		if (found.end == pos) {
			size_t width = width_at(text, pos);

			counts = found.start != last_end;
			pos = width ? pos + width : text.len + 1;
		} else {
			pos = found.end;
		}
		last_end = found.end;
		if (counts && !add_span(&scan->scratch, all, found))
			return pn_fail_memory(scan->cx->err, &scan->scratch);
	}
	return true;
}

/* Makes room for `count` strings; false without memory. */
static bool new_list(pn_cx *cx, size_t count, pn_regex_list *out)
{
	*out = (pn_regex_list){ PN_NEW_ARRAY(cx->arena, pn_str, count), 0 };
	return out->items || pn_fail_memory(cx->err, cx->arena);
}

bool pn_regex_find_all(pn_cx *cx, const pn_regex *re, pn_str text, int64_t most, pn_regex_list *out)
{
	spans all = { NULL, 0, 0 };
	pn_rx_scan scan;
	bool good = pn_rx_scan_init(&scan, cx, re, text, 2) && collect(&scan, most, &all);

	*out = (pn_regex_list){ NULL, 0 };
	if (good && all.count)
		good = new_list(cx, all.count, out);
	for (size_t i = 0; good && i < all.count; i++)
		out->items[out->count++] = pn_str_slice(text, all.items[i].start, all.items[i].end);
	pn_rx_scan_finish(&scan);
	return good;
}

/* ---- cutting ---- */

/* Puts what stands between matches into the list, which has room. */
static void cut(pn_str text, const spans *all, int64_t most, pn_regex_list *out)
{
	size_t start = 0, end = 0;

	for (size_t i = 0; i < all->count; i++) {
		if (most > 0 && out->count + 1 >= (uint64_t)most)
			break;
		end = all->items[i].start;
		if (all->items[i].end != 0)
			out->items[out->count++] = pn_str_slice(text, start, end);
		start = all->items[i].end;
	}
	if (end != text.len)
		out->items[out->count++] = pn_str_slice(text, start, text.len);
}

bool pn_regex_split(pn_cx *cx, const pn_regex *re, pn_str text, int64_t most, pn_regex_list *out)
{
	spans all = { NULL, 0, 0 };
	pn_rx_scan scan;
	bool good;

	*out = (pn_regex_list){ NULL, 0 };
	if (most == 0)
		return true;
	if (re->pattern.len > 0 && text.len == 0) {
		good = new_list(cx, 1, out);
		if (good)
			out->items[out->count++] = PN_STR_EMPTY;
		return good;
	}
	good = pn_rx_scan_init(&scan, cx, re, text, 2) && collect(&scan, most, &all) &&
	       new_list(cx, all.count + 1, out);
	if (good)
		cut(text, &all, most, out);
	pn_rx_scan_finish(&scan);
	return good;
}

/* ---- replacing ---- */

/* A reference to a group in a replacement template. */
typedef struct reference {
	pn_str name;
	int64_t number; /* -1: the name is none */
} reference;

/* Returns the number that a name is, -1 if it is none (Go: extract). */
static int64_t number_of(pn_str name)
{
	int64_t n = 0;

	if (name.ptr[0] == '0' && name.len > 1)
		return -1;
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] < '0' || name.ptr[i] > '9' || n >= 100000000)
			return -1;
		n = n * 10 + (name.ptr[i] - '0');
	}
	return n;
}

/* Takes a name or {name} off the template, whose '$' is past; false when none stands here. */
static bool take_reference(pn_str *template, reference *out)
{
	pn_str s = *template, start;
	bool brace = s.len && s.ptr[0] == '{';

	s = pn_str_slice(s, brace, s.len);
	for (start = s; s.len;) {
		size_t width;
		uint32_t rune = pn_utf8_decode(s, &width);

		if (!pn_rune_is_letter(rune) && !pn_rune_is_digit(rune) && rune != '_')
			break;
		s = pn_str_slice(s, width, s.len);
	}
	out->name = (pn_str){ start.ptr, start.len - s.len };
	if (!out->name.len || (brace && (!s.len || s.ptr[0] != '}')))
		return false;
	*template = pn_str_slice(s, brace, s.len);
	out->number = number_of(out->name);
	return true;
}

/* Appends what a group matched, if it took part; says whether it did. */
static bool add_group(pn_buf *out, const pn_rx_scan *scan, uint64_t group)
{
	if (group >= scan->place_count / 2 || scan->places[2 * group] == PN_NOT_FOUND)
		return false;
	pn_buf_add(out,
		   pn_str_slice(scan->text, scan->places[2 * group], scan->places[2 * group + 1]));
	return true;
}

/* Appends the first group of that name that took part. */
static void add_named_group(pn_buf *out, const pn_rx_scan *scan, pn_str name)
{
	const pn_rx_tree *tree = &scan->re->tree;

	for (uint32_t i = 1; i <= tree->group_count; i++) {
		if (pn_str_eq(tree->names[i], name) && add_group(out, scan, i))
			return;
	}
}

/* Appends the template with its references filled in (Go: expand). */
static void expand(pn_buf *out, const pn_rx_scan *scan, pn_str template)
{
	pn_str before, after;

	while (pn_str_cut(template, PN_STR("$"), &before, &after)) {
		reference ref;

		pn_buf_add(out, before);
		template = after;
		if (template.len && template.ptr[0] == '$') {
			pn_buf_byte(out, '$');
			template = pn_str_slice(template, 1, template.len);
		} else if (!take_reference(&template, &ref)) {
			pn_buf_byte(out, '$');
		} else if (ref.number >= 0) {
			add_group(out, scan, (uint64_t)ref.number);
		} else {
			add_named_group(out, scan, ref.name);
		}
	}
	pn_buf_add(out, template);
}

/* A replacement: text, or a template with references. */
typedef struct replacement {
	pn_str text;
	bool is_template;
} replacement;

/* Replaces all matches; an empty one right behind another one stays (Go: replaceAll). */
static bool replace(pn_rx_scan *scan, const replacement *by, pn_buf *out)
{
	pn_str text = scan->text;
	size_t last_end = 0, pos = 0;

	while (pos <= text.len) {
		size_t start, end, width;
		bool matched;

		if (!pn_rx_scan_next(scan, pos, &matched))
			return false;
		if (!matched)
			break;
		start = scan->places[0];
		end = scan->places[1];
		pn_buf_add(out, pn_str_slice(text, last_end, start));
		if (end > last_end || start == 0) {
			if (by->is_template)
				expand(out, scan, by->text);
			else
				pn_buf_add(out, by->text);
		}
		last_end = end;
		width = width_at(text, pos);
		if (pos + width > end)
			pos += width;
		else
			pos = pos + 1 > end ? pos + 1 : end;
	}
	pn_buf_add(out, pn_str_slice(text, last_end, text.len));
	return !out->failed || pn_fail_memory(scan->cx->err, scan->cx->arena);
}

static bool replace_all(pn_cx *cx, const pn_regex *re, pn_str text, const replacement *by,
			pn_str *out)
{
	uint32_t places = by->is_template ? 2 * (re->tree.group_count + 1) : 2;
	pn_rx_scan scan;
	pn_buf buf;
	bool good;

	pn_buf_init(&buf, cx->arena);
	buf.max = cx->limits->output_bytes;
	good = pn_rx_scan_init(&scan, cx, re, text, places) && replace(&scan, by, &buf);
	*out = pn_buf_str(&buf);
	pn_rx_scan_finish(&scan);
	return good;
}

bool pn_regex_replace(pn_cx *cx, const pn_regex *re, pn_str text, pn_str template, pn_str *out)
{
	bool refers = pn_str_find_byte(template, '$') != PN_NOT_FOUND;

	return replace_all(cx, re, text, &(replacement){ template, refers }, out);
}

bool pn_regex_replace_literal(pn_cx *cx, const pn_regex *re, pn_str text, pn_str replacement_text,
			      pn_str *out)
{
	return replace_all(cx, re, text, &(replacement){ replacement_text, false }, out);
}

void pn_regex_quote(pn_buf *out, pn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] && strchr("\\.+*?()|[]{}^$", s.ptr[i]))
			pn_buf_byte(out, '\\');
		pn_buf_byte(out, s.ptr[i]);
	}
}
