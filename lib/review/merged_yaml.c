/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Merged values as YAML with comments. Scalars are written by the codec as long as they fit a line
 * and read back as what they are, texts of many lines as blocks, everything else in quotes:
 * so a comment may stand behind each, and toYaml's habits of folding change nothing.
 */
#include "review/merged.h"

enum {
	COMMENT_COLUMN = 48, /* where comments begin, behind shorter lines */
	COMMENT_MAX = 160,   /* bytes of one */
	SIMPLE_KEY_MAX = 900 /* bytes of a key that may stand before its colon: YAML allows 1024 */
};

typedef struct writing {
	pn_cx *cx;
	const pn_merged *merged;
	pn_buf *out;
	size_t line; /* where the line under way begins in `out` */
	size_t next; /* the next leaf */
	bool comments;
} writing;

static bool no_memory(const writing *w)
{
	return pn_fail_memory(w->cx->err, w->cx->arena);
}

/* ---- scalars ---- */

/* Says whether a rune may stand in a line of YAML as it is, and is seen. */
static bool is_plain_rune(uint32_t c)
{
	if (c < 0x20 || (c >= 0x7F && c < 0xA0))
		return false;
	return c != 0x2028 && c != 0x2029 && c != 0xFEFF && c != 0xFFFE && c != 0xFFFF;
}

static void put_escaped(pn_buf *out, uint32_t c)
{
	if (c == '\n')
		pn_buf_lit(out, "\\n");
	else if (c == '\t')
		pn_buf_lit(out, "\\t");
	else if (c == '\r')
		pn_buf_lit(out, "\\r");
	else if (c < 0x100)
		pn_buf_format(out, "\\x%02X", (unsigned)c);
	else
		pn_buf_format(out, "\\u%04X", (unsigned)c);
}

static void put_double_quoted(pn_buf *out, pn_str s)
{
	pn_buf_byte(out, '"');
	while (s.len) {
		uint32_t c = pn_utf8_next(&s);

		if (c == '"' || c == '\\')
			pn_buf_byte(out, '\\');
		if (is_plain_rune(c))
			pn_buf_rune(out, c);
		else
			put_escaped(out, c);
	}
	pn_buf_byte(out, '"');
}

/* Says whether all of a text may stand in single quotes, and is easier to read there. */
static bool wants_single_quotes(pn_str s)
{
	bool marks = pn_str_find_byte(s, '"') != PN_NOT_FOUND ||
		     pn_str_find_byte(s, '\\') != PN_NOT_FOUND;

	if (!marks || !pn_utf8_valid(s))
		return false;
	while (s.len) {
		if (!is_plain_rune(pn_utf8_next(&s)))
			return false;
	}
	return true;
}

static void put_quoted(pn_buf *out, pn_str s)
{
	if (!wants_single_quotes(s)) {
		put_double_quoted(out, s);
		return;
	}
	pn_buf_byte(out, '\'');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\'')
			pn_buf_byte(out, '\'');
		pn_buf_byte(out, s.ptr[i]);
	}
	pn_buf_byte(out, '\'');
}

/* Says whether a line of YAML reads as this string. */
static bool reads_as(const writing *w, pn_str line, pn_str s)
{
	pn_cx own = *w->cx;
	pn_error err;
	pn_value v;
	bool same;

	pn_error_init(&err, own.arena->mem);
	own.err = &err;
	same = pn_yaml_read(&own, line, 0, NULL, &v) && pn_is_string(&v) &&
	       pn_str_eq(pn_value_str(&v), s);
	pn_error_finish(&err);
	return same;
}

/* Of visible ASCII the codec makes nothing else. */
static bool is_ascii(pn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < 0x20 || s.ptr[i] > 0x7E)
			return false;
	}
	return true;
}

/* Has the codec write a scalar; empty when that takes more than a line or is not the same. */
static pn_str by_codec(const writing *w, const pn_value *v)
{
	pn_cx own = *w->cx;
	pn_error err;
	pn_buf line;
	pn_str text;

	pn_buf_init(&line, own.arena);
	pn_error_init(&err, own.arena->mem);
	own.err = &err;
	text = pn_yaml_write(&own, &line, v, NULL) ? pn_buf_str(&line) : PN_STR_EMPTY;
	pn_error_finish(&err);
	if (!text.len || pn_str_find_byte(text, '\n') != text.len - 1)
		return PN_STR_EMPTY;
	text.len--;
	if (!pn_is_string(v) || (is_ascii(pn_value_str(v)) && !pn_str_is(text, "<<")))
		return text;
	if (pn_str_is(text, "<<") || !reads_as(w, text, pn_value_str(v)))
		return PN_STR_EMPTY;
	return text;
}

static void put_scalar(const writing *w, const pn_value *v)
{
	pn_str text = by_codec(w, v);

	if (text.len || !pn_is_string(v))
		pn_buf_add(w->out, text.len ? text : PN_STR("null"));
	else
		put_quoted(w->out, pn_value_str(v));
}

/* ---- blocks ---- */

static bool is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* Says whether a text can be a block: each line shows what it holds. */
static bool is_block(pn_str s)
{
	pn_str rest = s, line;
	bool more = pn_str_find_byte(s, '\n') != PN_NOT_FOUND && pn_utf8_valid(s);

	if (!more || is_space(s.ptr[0]) || s.ptr[0] == '\n')
		return false;
	while (more) {
		more = pn_str_cut(rest, PN_STR("\n"), &line, &rest);
		if (line.len && is_space(line.ptr[line.len - 1]))
			return false;
		while (line.len) {
			uint32_t c = pn_utf8_next(&line);

			if (c != '\t' && !is_plain_rune(c))
				return false;
		}
	}
	return true;
}

static void put_block_lines(const writing *w, pn_str s, size_t indent)
{
	pn_str line;

	while (s.len) {
		pn_str_cut(s, PN_STR("\n"), &line, &s);
		if (line.len)
			pn_buf_repeat(w->out, ' ', indent);
		pn_buf_add(w->out, line);
		pn_buf_byte(w->out, '\n');
	}
}

/* ---- comments ---- */

/* Appends a text that may hold anything, as a part of a comment. */
static void put_comment_text(const writing *w, pn_str s)
{
	size_t begin = w->out->len;

	while (s.len) {
		uint32_t c = pn_utf8_next(&s);

		if (w->out->len - begin > COMMENT_MAX) {
			pn_buf_lit(w->out, " ...");
			return;
		}
		if (is_plain_rune(c))
			pn_buf_rune(w->out, c);
		else
			put_escaped(w->out, c);
	}
}

static void put_comment(writing *w, const pn_leaf *leaf)
{
	const pn_leaf_kind kind = leaf->kind;
	pn_str line = pn_str_slice(pn_buf_str(w->out), w->line, w->out->len);
	size_t length = pn_utf8_count(line);

	if (!w->comments)
		return;
	pn_buf_repeat(w->out, ' ', length + 2 < COMMENT_COLUMN ? COMMENT_COLUMN - length : 2);
	pn_buf_lit(w->out, "# ");
	if (kind == PN_LEAF_HELM) {
		pn_buf_lit(w->out, "made by Helm");
		return;
	}
	put_comment_text(w, pn_layer_words(w->merged->study, leaf->from.layer));
	if (kind != PN_LEAF_LINE && leaf->from.line)
		pn_buf_format(w->out, ":%u", (unsigned)leaf->from.line);
	if (!leaf->is_moved)
		return;
	pn_buf_lit(w->out, " (");
	put_comment_text(w, pn_keypath_text(w->cx->arena, leaf->from.path));
	pn_buf_byte(w->out, ')');
}

/* ---- the tree ---- */

static void end_line(writing *w)
{
	pn_buf_byte(w->out, '\n');
	w->line = w->out->len;
}

/* Writes a leaf behind what is on the line, and the rest of the line. */
static void put_leaf(writing *w, const pn_value *v, size_t indent)
{
	const pn_leaf *leaf = &w->merged->leaves[w->next++];
	pn_str s = pn_is_string(v) ? pn_value_str(v) : PN_STR_EMPTY;
	bool ends, ends_twice;

	if (!is_block(s)) {
		if (pn_is_map(v))
			pn_buf_lit(w->out, "{}");
		else if (v->kind == PN_LIST)
			pn_buf_lit(w->out, "[]");
		else
			put_scalar(w, v);
		put_comment(w, leaf);
		end_line(w);
		return;
	}
	ends = pn_str_ends(s, PN_STR("\n"));
	ends_twice = pn_str_ends(s, PN_STR("\n\n"));
	pn_buf_add(w->out, ends_twice ? PN_STR("|+") : ends ? PN_STR("|") : PN_STR("|-"));
	put_comment(w, leaf);
	pn_buf_byte(w->out, '\n');
	put_block_lines(w, s, indent);
	w->line = w->out->len;
}

static void put_key(writing *w, pn_str key)
{
	pn_value v = pn_string(key);

	if (key.len <= SIMPLE_KEY_MAX) {
		put_scalar(w, &v);
	} else {
		pn_buf_lit(w->out, "? ");
		put_double_quoted(w->out, key);
		end_line(w);
	}
}

static size_t members(const pn_value *v)
{
	return pn_is_map(v) ? pn_map_count(v->as.map) : v->kind == PN_LIST ? v->len : 0;
}

static bool put_members(writing *w, const pn_value *v, size_t indent, bool begun, uint32_t depth);

static bool put_entries(writing *w, const pn_value *v, size_t indent, bool begun, uint32_t depth)
{
	const pn_entry *entries = pn_map_sorted(v->as.map);

	for (size_t i = 0; i < pn_map_count(v->as.map); i++) {
		const pn_value *child = &entries[i].value;
		bool is_list = child->kind == PN_LIST;

		if (i || !begun)
			pn_buf_repeat(w->out, ' ', indent);
		put_key(w, entries[i].key);
		if (w->line == w->out->len) /* a long key takes a line of its own */
			pn_buf_repeat(w->out, ' ', indent);
		pn_buf_byte(w->out, ':');
		if (members(child)) {
			end_line(w);
			if (!put_members(w, child, is_list ? indent : indent + 2, false, depth))
				return false;
			continue;
		}
		pn_buf_byte(w->out, ' ');
		put_leaf(w, child, indent + 2);
	}
	return true;
}

static bool put_items(writing *w, const pn_value *v, size_t indent, bool begun, uint32_t depth)
{
	for (uint32_t i = 0; i < v->len; i++) {
		if (i || !begun)
			pn_buf_repeat(w->out, ' ', indent);
		pn_buf_lit(w->out, "- ");
		if (!members(&v->as.items[i]))
			put_leaf(w, &v->as.items[i], indent + 2);
		else if (!put_members(w, &v->as.items[i], indent + 2, true, depth))
			return false;
	}
	return true;
}

/* `begun`: the indentation of the first line is there already. */
static bool put_members(writing *w, const pn_value *v, size_t indent, bool begun, uint32_t depth)
{
	if (!depth)
		return pn_fail(w->cx->err, PINTLE_ERR_LIMIT, "limit 'depth' exceeded: values");
	return pn_is_map(v) ? put_entries(w, v, indent, begun, depth - 1)
			    : put_items(w, v, indent, begun, depth - 1);
}

bool pn_merged_yaml(const pn_merged *merged, bool comments, pn_buf *out)
{
	pn_cx *cx = merged->study->cx;
	writing w = { .cx = cx, .merged = merged, .out = out, .line = out->len };
	const pn_value *values = &merged->study->values;

	w.comments = comments;
	if (!members(values))
		pn_buf_lit(out, "{}\n");
	else if (!put_members(&w, values, 0, false, cx->limits->depth))
		return false;
	return (!out->failed && !cx->arena->failed) || no_memory(&w);
}
