/* SPDX-License-Identifier: Apache-2.0 */
/* Places in values files: from values, and bytes of their texts, to lines and columns. */
#include "render/place.h"
#include "review/locate.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void pn_locate_words(pn_place *p, size_t to)
{
	size_t from = p->column - 1;

	while (from < p->text.len && is_blank(p->text.ptr[from]))
		from++;
	if (from == p->text.len)
		return;
	while (to > from && is_blank(p->text.ptr[to - 1]))
		to--;
	p->column = (uint32_t)from + 1;
	p->width = to > from ? (uint32_t)(to - from) : 1;
}

void pn_locate_line(pn_str file, const pn_source_text *text, uint32_t line, pn_place *out)
{
	*out = (pn_place){ .file = file, .line = line, .column = 1, .width = 1 };
	out->text = pn_source_text_line(text, line);
}

/* Says whether the scalar that begins at a column of a line is a block: its text is below. */
static char block_style(pn_str line, uint32_t column)
{
	pn_str rest = pn_str_slice(line, column - 1, line.len), word;

	/* Tags and anchors may stand before the indicator. */
	while (rest.len && (rest.ptr[0] == '!' || rest.ptr[0] == '&')) {
		if (!pn_str_cut(rest, PN_STR(" "), &word, &rest))
			return 0;
		rest = pn_str_trim_ascii(rest);
	}
	return rest.len && (rest.ptr[0] == '|' || rest.ptr[0] == '>') ? rest.ptr[0] : 0;
}

/* Finds the line of a folded or quoted text that has these words, from a line on. */
static bool search_words(const pn_source_text *text, pn_str words, size_t most, pn_place *p)
{
	pn_place found;
	size_t seen = 0;

	for (uint32_t i = 0; words.len && seen <= most && p->line + i <= text->line_count; i++) {
		pn_locate_line(p->file, text, p->line + i, &found);
		if (pn_str_find(found.text, words) != PN_NOT_FOUND) {
			*p = found;
			return true;
		}
		if (i) /* a key may stand on the first one */
			seen += pn_str_trim_ascii(found.text).len;
	}
	return false;
}

/* The same for what begins at `rest`: many words, or the first one where the line is broken. */
static void search_line(const pn_source_text *text, pn_str value, pn_str rest, pn_place *p)
{
	pn_str words, line;

	pn_str_cut(rest, PN_STR("\n"), &line, &rest);
	words = pn_str_trim_ascii(line);
	words.len = words.len > 40 ? 40 : words.len;
	if (search_words(text, words, value.len, p))
		return;
	pn_str_cut(words, PN_STR(" "), &words, &line);
	if (words.len > 2)
		search_words(text, words, value.len, p);
}

/* Says whether a plain or quoted text that begins at a column goes on below its line. */
static bool spans_lines(pn_str line, uint32_t column, pn_str value)
{
	pn_str rest = pn_str_trim_ascii(pn_str_slice(line, column - 1, line.len));
	char quote = rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\'') ? rest.ptr[0] : 0;

	if (!quote)
		return rest.len < value.len;
	for (size_t i = 1; i < rest.len; i++) {
		if (rest.ptr[i] == '\\' && quote == '"')
			i++;
		else if (rest.ptr[i] == quote)
			return false;
	}
	return true;
}

/*
 * Goes through a folded or quoted text, which begins at a place of its file, up to its byte `at`.
 * False when it stands there in another way: with escapes, say.
 */
static bool follow_folds(const pn_source_text *source, pn_str value, size_t at, pn_place *p)
{
	pn_str text = source->text;
	size_t offset = (size_t)(p->text.ptr - text.ptr) + p->column - 1, from = 0, next;
	uint32_t line, column;

	if (!p->text.len)
		return false;
	if (offset < text.len && (text.ptr[offset] == '"' || text.ptr[offset] == '\''))
		offset++;
	while (from < at && from < value.len && offset < text.len) {
		for (next = offset; next < text.len && is_blank(text.ptr[next]);)
			next++;
		if (text.ptr[offset] == value.ptr[from]) {
			offset++;
			from++;
		} else if (memchr(text.ptr + offset, '\n', next - offset)) {
			from += value.ptr[from] == ' ';
			offset = next;
		} else {
			return false;
		}
	}
	while (offset < text.len && is_blank(text.ptr[offset]))
		offset++;
	pn_source_text_locate(source, (uint32_t)offset, &line, &column);
	pn_locate_line(p->file, source, line, p);
	return true;
}

/* Moves from the beginning of a text to the line that holds its byte `at`. */
static void move_into(const pn_source_text *source, pn_str value, size_t at, pn_place *p)
{
	pn_str before = pn_str_slice(value, 0, at), rest = pn_str_slice(value, at, value.len);
	uint32_t lines = before.len ? (uint32_t)pn_str_count(before, PN_STR("\n")) : 0;
	char style = block_style(p->text, p->column);

	if (pn_str_find_byte(value, '\n') == PN_NOT_FOUND && !style &&
	    !spans_lines(p->text, p->column, value))
		return;
	if (style) {
		pn_locate_line(p->file, source, p->line + 1, p);
		if (style == '|' && lines)
			pn_locate_line(p->file, source, p->line + lines, p);
	}
	if (style == '>')
		pn_locate_words(p, p->text.len);
	if (style != '|' && !follow_folds(source, value, at, p))
		search_line(source, value, rest, p);
	pn_locate_words(p, p->text.len);
}

/* Says whether a line is that of a key whose map or list begins below it; *column is the key's. */
static bool is_key_line(pn_str line, pn_str key, uint32_t *column)
{
	size_t at = 0;
	bool quoted;

	while (at < line.len && (is_blank(line.ptr[at]) || line.ptr[at] == '-'))
		at++;
	quoted = at < line.len && (line.ptr[at] == '"' || line.ptr[at] == '\'');
	line = pn_str_slice(line, at + quoted, line.len);
	if (!pn_str_starts(line, key) ||
	    !pn_str_starts(pn_str_slice(line, key.len + quoted, line.len), PN_STR(":")))
		return false;
	*column = (uint32_t)at + 1;
	return true;
}

/* Says whether {} or [] stands at a place. */
static bool is_empty(const pn_place *p)
{
	pn_str rest = pn_str_slice(p->text, p->column - 1, p->text.len);

	return pn_str_starts(rest, PN_STR("{}")) || pn_str_starts(rest, PN_STR("[]"));
}

/* A map or list begins at its first entry; what the user looks for is its key, mostly above. */
static void move_to_key(const pn_setting *s, pn_place *p)
{
	enum { LINES = 50 }; /* of comments between them */
	const pn_step *last = s->path.count ? &s->path.steps[s->path.count - 1] : NULL;
	pn_place above;
	uint32_t column;

	if (!last || last->is_index || (!pn_is_map(s->value) && s->value->kind != PN_LIST))
		return;
	for (uint32_t i = 0; i < LINES && i < p->line; i++) {
		pn_locate_line(p->file, &s->layer->text, p->line - i, &above);
		if (is_key_line(above.text, last->key, &column)) {
			if (i == 0 && is_empty(p))
				return; /* it is shown as a scalar is */
			above.column = column;
			*p = above;
			return;
		}
	}
}

void pn_locate_setting(const pn_setting *setting, pn_place *out)
{
	uint32_t length;

	pn_locate_line(setting->name, &setting->layer->text, setting->line, out);
	length = (uint32_t)out->text.len;
	if (setting->column && setting->column <= length)
		out->column = setting->column;
	if (!setting->layer->is_line)
		move_to_key(setting, out);
	length = (uint32_t)out->text.len;
	out->width = length >= out->column ? length + 1 - out->column : 1;
}

/* The file that a --set-file line names for a value; empty for other lines. */
static pn_str file_of_line(pn_arena *arena, const pn_setting *s)
{
	pn_str rest = pn_str_slice(s->layer->text.text, s->column ? s->column - 1 : 0,
				   s->layer->text.text.len);
	size_t at = pn_str_find_byte(rest, '=');
	pn_buf path;

	if (!pn_str_starts(s->name, PN_STR("--set-file ")) || at == PN_NOT_FOUND)
		return PN_STR_EMPTY;
	pn_buf_init(&path, arena);
	for (at++; at < rest.len && rest.ptr[at] != ','; at++) {
		if (rest.ptr[at] == '\\' && at + 1 < rest.len)
			at++;
		pn_buf_byte(&path, rest.ptr[at]);
	}
	return pn_buf_str(&path);
}

/* The place of byte `at` in a text that a --set-file line read. */
static bool locate_in_file(pn_cx *cx, const pn_setting *s, size_t at, pn_place *out)
{
	pn_str file = file_of_line(cx->arena, s), text = pn_value_str(s->value);
	uint32_t line, column;

	if (!file.len)
		return false;
	pn_text_locate(text, at, &line, &column);
	*out = (pn_place){ .file = file, .line = line, .column = 1, .width = 1 };
	at = at < text.len ? at : text.len;
	out->text = pn_str_slice(text, at - column, text.len);
	pn_str_cut(out->text, PN_STR("\n"), &out->text, &text);
	pn_locate_words(out, out->text.len);
	return true;
}

uint32_t pn_locate_byte(const pn_site *site, uint32_t skip)
{
	return site->at == PN_SITE_KEY ? PN_SITE_KEY : site->at + skip;
}

bool pn_locate_value(pn_origins *o, pn_cx *cx, uint32_t origin, size_t at, pn_place *out)
{
	pn_setting s;

	*out = (pn_place){ .width = 1 };
	if (!pn_layers_origin(o->layers, cx, origin, &s))
		return false;
	if (s.value->kind == PN_STRING && s.layer->is_line && locate_in_file(cx, &s, at, out))
		return true;
	pn_locate_setting(&s, out);
	if (s.value->kind == PN_STRING && !s.layer->is_line && at != PN_SITE_KEY)
		move_into(&s.layer->text, pn_value_str(s.value), at, out);
	return true;
}
