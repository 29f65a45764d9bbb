/* SPDX-License-Identifier: Apache-2.0 */
/* From sites and origins to places in files. */
#include "review/locate.h"

enum { MAX_NESTED_TEXTS = 8 }; /* a tpl in a tpl in ...: how far their texts are followed */

/* Says whether a text is that of a file that templates read, rather than a template. */
static bool is_file(const pn_origins *o, pn_str name)
{
	const pn_part *part;
	const pn_file *file;

	return !pn_str_is(name, "gotpl") &&
	       !(pn_part_find(o->manifest->root, name, &part, &file) && file);
}

const pn_source_text *pn_origins_text(pn_origins *o, uint32_t source)
{
	pn_source_text *made;
	pn_str name, text;

	if (!pn_trace_source_get(o->trace, source, &name, &text))
		return NULL;
	if (source > o->text_count) {
		uint32_t count = source * 2;

		o->texts = pn_realloc(o->arena, o->texts, o->text_count * sizeof *o->texts,
				      count * sizeof *o->texts);
		if (!o->texts) {
			o->text_count = 0;
			return NULL;
		}
		memset(o->texts + o->text_count, 0, (count - o->text_count) * sizeof *o->texts);
		o->text_count = count;
	}
	if (o->texts[source - 1])
		return o->texts[source - 1];
	made = PN_NEW(o->arena, pn_source_text);
	if (!made || !pn_source_text_make(o->arena, name, text, made))
		return NULL;
	made->is_file = is_file(o, name);
	if (made->is_file)
		made->action_count = 0;
	made->place = pn_part_file_place(o->arena, o->manifest->root, name);
	o->texts[source - 1] = made;
	return made;
}

/* ---- places in templates ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Moves from the beginning of an action to its first word. */
static uint32_t skip_delimiter(const pn_source_text *s, const pn_action *action, uint32_t offset)
{
	if (offset > action->from + 2 && s->text.ptr[offset] != '-' && !is_blank(s->text.ptr[offset]))
		return offset;
	if (offset < action->from + 2)
		offset = action->from + 2;
	while (offset < action->to && (is_blank(s->text.ptr[offset]) ||
				       (s->text.ptr[offset] == '-' && offset == action->from + 2)))
		offset++;
	return offset < action->to ? offset : action->from;
}

/* Counts the bytes of a word of an action; a quoted constant is one. */
static uint32_t word_width(const pn_source_text *s, const pn_action *action, uint32_t offset)
{
	char first = s->text.ptr[offset];
	uint32_t end = offset + 1;

	if (first == '"' || first == '`') {
		while (end < action->to && s->text.ptr[end] != first && s->text.ptr[end] != '\n')
			end += s->text.ptr[end] == '\\' && first == '"' ? 2 : 1;
		return end < action->to ? end + 1 - offset : 1;
	}
	while (end < action->to && !memchr(" \t\r\n)|(,}", s->text.ptr[end], 9))
		end++;
	return end - offset;
}

/* Narrows a place in literal text to what is no white space of its line. */
static void trim_text_place(pn_place *p)
{
	size_t from = p->column - 1, to = p->text.len;

	while (from < to && is_blank(p->text.ptr[from]))
		from++;
	if (from == to)
		return;
	for (size_t open = pn_str_find(pn_str_slice(p->text, from, to), PN_STR("{{"));
	     open != PN_NOT_FOUND; open = PN_NOT_FOUND)
		to = from + open;
	while (to > from && is_blank(p->text.ptr[to - 1]))
		to--;
	p->column = (uint32_t)from + 1;
	p->width = to > from ? (uint32_t)(to - from) : 1;
}

static const pn_trace_frame *frame_of(const pn_origins *o, uint32_t id)
{
	return pn_trace_frame_get(o->trace, id);
}

/* Finds the call of tpl that was given this text; NULL for the text of a file. */
static const pn_trace_frame *giver_of(const pn_origins *o, uint32_t frame, uint32_t source)
{
	const pn_trace_frame *f;

	for (f = frame_of(o, frame); f; f = frame_of(o, f->parent)) {
		if (f->kind == PN_FRAME_TPL && f->callee == source)
			return f;
	}
	return NULL;
}

static bool locate(pn_origins *o, pn_cx *cx, const pn_site *site, uint32_t skip, uint32_t depth,
		   pn_place *out);

/* Finds where byte `at` of the text that a tpl was given was written. */
static const pn_place *written_at(pn_origins *o, pn_cx *cx, const pn_trace_frame *tpl, uint32_t at,
				  uint32_t depth)
{
	const pn_text_mark *mark = pn_trace_mark_at(o->trace, tpl->marks, at);
	const pn_site *site = mark ? pn_trace_site_get(o->trace, mark->site) : NULL;
	pn_place *place = PN_NEW(cx->arena, pn_place);
	uint32_t skip = mark ? at - mark->offset : 0;

	if (!place || depth == 0)
		return NULL;
	if (!site)
		return pn_locate_value(o, cx, tpl->origin, at, place) ? place : NULL;
	if (site->origin)
		return pn_locate_value(o, cx, site->origin, site->at + skip, place) ? place : NULL;
	return locate(o, cx, site, skip, depth - 1, place) ? place : NULL;
}

/* `skip` counts bytes of literal text, which stands in the template as it stands in the output. */
static bool locate(pn_origins *o, pn_cx *cx, const pn_site *site, uint32_t skip, uint32_t depth,
		   pn_place *out)
{
	const pn_source_text *s = pn_origins_text(o, site->source);
	const pn_trace_frame *tpl = giver_of(o, site->frame, site->source);
	const pn_action *action;
	uint32_t offset = site->offset;

	*out = (pn_place){ .width = 1 };
	if (!s || offset > s->text.len)
		return false;
	action = pn_source_text_action(s, offset);
	if (action)
		offset = skip_delimiter(s, action, offset);
	else if (!site->origin && offset + skip <= s->text.len)
		offset += skip;
	pn_source_text_locate(s, offset, &out->line, &out->column);
	out->text = pn_source_text_line(s, out->line);
	if (action)
		out->width = word_width(s, action, offset);
	else
		trim_text_place(out);
	if (tpl) {
		out->written = written_at(o, cx, tpl, offset, depth);
	} else {
		out->id = s->is_file ? PN_STR_EMPTY : s->name;
		out->file = s->place;
	}
	return !cx->arena->failed;
}

bool pn_locate_site(pn_origins *o, pn_cx *cx, const pn_site *site, uint32_t skip, pn_place *out)
{
	return locate(o, cx, site, skip, MAX_NESTED_TEXTS, out);
}

bool pn_locate_node(pn_origins *o, pn_cx *cx, uint32_t frame, uint32_t source, uint32_t offset,
		    pn_place *out)
{
	pn_site site = { .frame = frame, .source = source, .offset = offset };

	return locate(o, cx, &site, 0, MAX_NESTED_TEXTS, out);
}

/* ---- places in files ---- */

void pn_locate_line(pn_str file, const pn_source_text *text, uint32_t line, pn_place *out)
{
	*out = (pn_place){ .file = file, .line = line, .column = 1, .width = 1 };
	out->text = pn_source_text_line(text, line);
}

pn_document_facts *pn_origins_document(pn_origins *o, size_t document)
{
	const pn_documents *all = &o->manifest->documents;
	pn_document_facts *facts;
	const pn_file *file;
	pn_str id;

	if (!o->documents)
		o->documents = pn_alloc_zero(o->arena, all->count * sizeof *o->documents);
	if (!o->documents || document >= all->count)
		return NULL;
	facts = &o->documents[document];
	if (facts->known)
		return facts;
	facts->known = true;
	id = all->items[document].id;
	if (!pn_part_find(o->manifest->root, id, &facts->reader, &file))
		facts->reader = NULL;
	facts->place = pn_part_file_place(o->arena, o->manifest->root, id);
	return facts;
}

const pn_source_text *pn_origins_document_text(pn_origins *o, size_t document)
{
	pn_document_facts *facts = pn_origins_document(o, document);
	const pn_document *d = &o->manifest->documents.items[document];
	pn_source_text *made;

	if (!facts || facts->text)
		return facts ? facts->text : NULL;
	made = PN_NEW(o->arena, pn_source_text);
	if (!made || !pn_source_text_make(o->arena, d->id, d->text, made))
		return NULL;
	facts->text = made;
	return made;
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
static void search_words(const pn_source_text *text, pn_str words, pn_place *p)
{
	enum { LINES = 2000 };
	pn_place found = *p;

	words = pn_str_trim_ascii(words);
	words.len = words.len > 40 ? 40 : words.len;
	for (uint32_t i = 0; words.len && i < LINES && p->line + i <= text->line_count; i++) {
		pn_locate_line(p->file, text, p->line + i, &found);
		if (pn_str_find(found.text, words) != PN_NOT_FOUND) {
			*p = found;
			return;
		}
	}
}

/* Moves from the beginning of a text to the line that holds its byte `at`. */
static void move_into(const pn_source_text *source, pn_str value, size_t at, pn_place *p)
{
	pn_str before = pn_str_slice(value, 0, at), rest = pn_str_slice(value, at, value.len), line;
	uint32_t lines = before.len ? (uint32_t)pn_str_count(before, PN_STR("\n")) : 0;
	char style = block_style(p->text, p->column);

	if (pn_str_find_byte(value, '\n') == PN_NOT_FOUND && !style)
		return;
	if (style) {
		pn_locate_line(p->file, source, p->line + 1, p);
		if (style == '|' && lines)
			pn_locate_line(p->file, source, p->line + lines, p);
	}
	if (style != '|' && pn_str_cut(rest, PN_STR("\n"), &line, &rest))
		search_words(source, line, p);
	trim_text_place(p);
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
	if (!pn_str_starts(line, key) || !pn_str_starts(pn_str_slice(line, key.len + quoted,
								     line.len),
							 PN_STR(":")))
		return false;
	*column = (uint32_t)at + 1;
	return true;
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

bool pn_locate_value(pn_origins *o, pn_cx *cx, uint32_t origin, size_t at, pn_place *out)
{
	pn_setting s;

	*out = (pn_place){ .width = 1 };
	if (!pn_layers_origin(o->layers, cx, origin, &s))
		return false;
	pn_locate_setting(&s, out);
	if (s.value->kind == PN_STRING && !s.layer->is_line)
		move_into(&s.layer->text, pn_value_str(s.value), at, out);
	return true;
}
