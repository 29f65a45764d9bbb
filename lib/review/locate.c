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

pn_document_facts *pn_origins_document(pn_origins *o, size_t document)
{
	const pn_documents *all = &o->manifest->documents;
	pn_document_facts *facts;
	const pn_file *file;
	pn_str id, base;

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
	if (facts->reader && all->items[document].role == PN_ROLE_CRD) {
		base = pn_part_path(o->arena, facts->reader);
		facts->place = pn_chart_file_place(o->arena, facts->reader->chart,
						   pn_str_slice(id, base.len + 1, id.len));
	}
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

/* ---- places in templates ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Moves from the beginning of an action to its first word. */
static uint32_t skip_delimiter(const pn_source_text *s, const pn_action *action, uint32_t offset)
{
	if (offset > action->from + 2 && s->text.ptr[offset] != '-' &&
	    !is_blank(s->text.ptr[offset]))
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

/* Narrows a place in literal text to what is no white space of its line, up to an action. */
static void trim_text_place(pn_place *p)
{
	size_t open = pn_str_find(pn_str_slice(p->text, p->column - 1, p->text.len), PN_STR("{{"));

	pn_locate_words(p, open == PN_NOT_FOUND ? p->text.len : p->column - 1 + open);
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
static pn_place *written_at(pn_origins *o, pn_cx *cx, const pn_trace_frame *tpl, uint32_t at,
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
		return pn_locate_value(o, cx, site->origin, pn_locate_byte(site, skip), place)
			       ? place
			       : NULL;
	return locate(o, cx, site, skip, depth - 1, place) ? place : NULL;
}

uint32_t pn_locate_behind_dash(const pn_origins *o, const pn_trace_frame *tpl, pn_str text,
			       uint32_t at)
{
	uint32_t word = at;

	while (word + 1 < text.len &&
	       (text.ptr[word] == ' ' || (text.ptr[word] == '-' && text.ptr[word + 1] == ' ')))
		word++;
	if (pn_trace_mark_at(o->trace, tpl->marks, at) ==
	    pn_trace_mark_at(o->trace, tpl->marks, word))
		return at;
	return word;
}

/* Bytes of a text. */
typedef struct bytes {
	size_t from, to;
} bytes;

/* Escapes a text as it stands in quotes; *part is moved along. */
static pn_str escape(pn_arena *arena, pn_str text, char quote, char escape, bytes *part)
{
	bytes old = *part;
	pn_buf buf;

	pn_buf_init(&buf, arena);
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == quote || text.ptr[i] == escape) {
			pn_buf_byte(&buf, escape);
			part->from += i < old.from;
			part->to += i < old.to;
		}
		pn_buf_byte(&buf, text.ptr[i]);
	}
	return pn_buf_str(&buf);
}

/* Finds a part of a text in a line where the text stands as it is, or in quotes. */
static bool find_part(pn_arena *arena, pn_str line, pn_str text, bytes *part)
{
	bytes twice = *part, once = *part;
	size_t at = pn_str_find(line, text);

	if (at == PN_NOT_FOUND) {
		at = pn_str_find(line, escape(arena, text, '"', '\\', &twice));
		*part = twice;
	}
	if (at == PN_NOT_FOUND) {
		at = pn_str_find(line, escape(arena, text, '\'', '\'', &once));
		*part = once;
	}
	part->from += at;
	part->to += at;
	return at != PN_NOT_FOUND;
}

void pn_locate_bytes(pn_arena *arena, const pn_place *inner, pn_place *written)
{
	pn_str bare = pn_str_trim_ascii(inner->text), rest, word;
	size_t lead = bare.len ? (size_t)(bare.ptr - inner->text.ptr) : 0, at;
	size_t column = inner->column - 1;
	bytes part = { column - lead, column - lead + inner->width };

	if (bare.len && column >= lead && find_part(arena, written->text, bare, &part)) {
		written->column = (uint32_t)part.from + 1;
		written->width = (uint32_t)(part.to - part.from);
		return;
	}
	word = pn_str_slice(inner->text, column, column + inner->width);
	rest = pn_str_slice(written->text, written->column - 1, written->text.len);
	at = word.len && pn_str_count(rest, word) == 1 ? pn_str_find(rest, word) : PN_NOT_FOUND;
	if (at == PN_NOT_FOUND)
		return;
	written->column += (uint32_t)at;
	written->width = inner->width;
}

/* `skip` counts bytes of literal text, which stands in the template as it stands in the output. */
static bool locate(pn_origins *o, pn_cx *cx, const pn_site *site, uint32_t skip, uint32_t depth,
		   pn_place *out)
{
	const pn_source_text *s = pn_origins_text(o, site->source);
	const pn_trace_frame *tpl = giver_of(o, site->frame, site->source);
	const pn_action *action;
	uint32_t offset = site->offset;
	pn_place *written;

	*out = (pn_place){ .width = 1 };
	if (!s || offset > s->text.len)
		return false;
	action = pn_source_text_action(s, offset);
	if (action)
		offset = skip_delimiter(s, action, offset);
	else if (!site->origin && offset + skip <= s->text.len)
		offset += skip;
	if (!action && tpl && !site->origin)
		offset = pn_locate_behind_dash(o, tpl, s->text, offset);
	pn_source_text_locate(s, offset, &out->line, &out->column);
	out->text = pn_source_text_line(s, out->line);
	if (action)
		out->width = word_width(s, action, offset);
	else
		trim_text_place(out);
	if (tpl) {
		written = written_at(o, cx, tpl, offset, depth);
		if (written && written->line)
			pn_locate_bytes(cx->arena, out, written);
		out->written = written;
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
