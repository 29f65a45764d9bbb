/* SPDX-License-Identifier: Apache-2.0 */
#include "case_file.h"

typedef struct section_name {
	pn_str name;
	bool has_path;
} section_name;

static const section_name names[] = {
	[CASE_TEMPLATE] = { { "template", 8 }, false },
	[CASE_VALUES] = { { "values", 6 }, false },
	[CASE_CHART] = { { "chart", 5 }, true },
	[CASE_FILE] = { { "file", 4 }, true },
	[CASE_LINK] = { { "link", 4 }, true },
	[CASE_TGZ] = { { "tgz", 3 }, true },
	[CASE_ARGS] = { { "args", 4 }, false },
	[CASE_COMMAND] = { { "command", 7 }, false },
	[CASE_STDIN] = { { "stdin", 5 }, false },
	[CASE_ENV] = { { "env", 3 }, false },
	[CASE_HELM] = { { "helm", 4 }, false },
	[CASE_OWN] = { { "own", 3 }, false },
	[CASE_NOTE] = { { "note", 4 }, false },
	[CASE_WANT] = { { "want", 4 }, false },
	[CASE_ERROR] = { { "error", 5 }, false },
	[CASE_STDERR] = { { "stderr", 6 }, false },
	[CASE_MAKES] = { { "makes", 5 }, true },
	[CASE_EXIT] = { { "exit", 4 }, false },
};

enum { NAME_COUNT = sizeof names / sizeof *names };

bool case_is_expected(case_kind kind)
{
	return kind >= CASE_WANT;
}

bool case_next_line(pn_str *rest, pn_str *line)
{
	size_t end = pn_str_find_byte(*rest, '\n');

	if (!rest->len)
		return false;
	*line = (pn_str){ rest->ptr, end == PN_NOT_FOUND ? rest->len : end + 1 };
	*rest = (pn_str){ rest->ptr + line->len, rest->len - line->len };
	return true;
}

pn_str case_chomp(pn_str line)
{
	return pn_str_ends(line, PN_STR("\n")) ? pn_str_slice(line, 0, line.len - 1) : line;
}

/* What a line says when it begins a section. */
typedef struct header {
	case_kind kind;
	pn_str path;
	bool no_newline;
} header;

/* Recognises "-- NAME --", "-- NAME PATH --" and "-- NAME \ --". */
static bool read_header(pn_str line, header *h)
{
	pn_str s = case_chomp(line), name;

	if (!pn_str_starts(s, PN_STR("-- ")) || !pn_str_ends(s, PN_STR(" --")) || s.len < 7)
		return false;
	s = pn_str_slice(s, 3, s.len - 3);
	h->no_newline = pn_str_ends(s, PN_STR(" \\"));
	if (h->no_newline)
		s = pn_str_slice(s, 0, s.len - 2);
	pn_str_cut(s, PN_STR(" "), &name, &h->path);
	for (int i = 0; i < NAME_COUNT; i++) {
		if (pn_str_eq(names[i].name, name) && names[i].has_path == (h->path.len > 0)) {
			h->kind = (case_kind)i;
			return true;
		}
	}
	return false;
}

static bool is_separator(pn_str line)
{
	return pn_str_is(case_chomp(line), "====");
}

/* Grows an array in the arena: room for one more element, doubled now and then. */
static void *grow(pn_arena *arena, void *items, size_t count, size_t size)
{
	void *more;

	if (count & (count - 1))
		return items;
	more = pn_alloc_zero(arena, (count ? count * 2 : 1) * size);
	if (more && count)
		memcpy(more, items, count * size);
	return more;
}

/* Ends a section's text where the next header begins. */
static void close_section(test_case *c, const char *end, bool no_newline)
{
	case_section *s = c->count ? &c->sections[c->count - 1] : NULL;

	if (!s)
		return;
	s->text.len = (size_t)(end - s->text.ptr);
	s->all.len = (size_t)(end - s->all.ptr);
	if (no_newline)
		s->text = case_chomp(s->text);
}

/* Cuts a case into its sections. */
static bool read_sections(pn_arena *arena, test_case *c)
{
	pn_str rest = c->all, line;
	bool no_newline = false;
	header h;

	while (case_next_line(&rest, &line)) {
		if (!read_header(line, &h))
			continue;
		close_section(c, line.ptr, no_newline);
		c->sections = grow(arena, c->sections, c->count, sizeof *c->sections);
		if (!c->sections)
			return false;
		c->sections[c->count++] =
			(case_section){ h.kind, h.path, { rest.ptr, 0 }, { line.ptr, 0 } };
		no_newline = h.no_newline;
	}
	close_section(c, c->all.ptr + c->all.len, no_newline);
	return true;
}

static bool add_case(pn_arena *arena, case_file *file, pn_str name, pn_str all)
{
	test_case *c;

	file->cases = grow(arena, file->cases, file->count, sizeof *file->cases);
	if (!file->cases)
		return false;
	c = &file->cases[file->count++];
	*c = (test_case){ .all = all };
	c->name = pn_str_format(arena, "%.*s#%zu", PN_ARG(name), file->count).ptr;
	return read_sections(arena, c);
}

bool case_file_read(pn_arena *arena, const char *path, pn_str name, case_file *file, pn_error *err)
{
	pn_str rest, line;
	const char *from;

	*file = (case_file){ .path = path };
	if (!pn_os_read_file(arena, path, SIZE_MAX / 4, &file->data, err))
		return false;
	rest = file->data;
	from = rest.ptr;
	while (case_next_line(&rest, &line)) {
		if (!is_separator(line))
			continue;
		if (!add_case(arena, file, name, (pn_str){ from, (size_t)(line.ptr - from) }))
			return pn_fail_memory(err, arena);
		from = rest.ptr;
	}
	return add_case(arena, file, name,
			(pn_str){ from, (size_t)(file->data.ptr + file->data.len - from) }) ||
	       pn_fail_memory(err, arena);
}

const case_section *case_find(const test_case *c, case_kind kind)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->sections[i].kind == kind)
			return &c->sections[i];
	}
	return NULL;
}

void case_put_section(pn_buf *buf, case_kind kind, pn_str path, pn_str text)
{
	bool no_newline = text.len && !pn_str_ends(text, PN_STR("\n"));

	pn_buf_lit(buf, "-- ");
	pn_buf_add(buf, names[kind].name);
	if (path.len) {
		pn_buf_byte(buf, ' ');
		pn_buf_add(buf, path);
	}
	if (no_newline)
		pn_buf_lit(buf, " \\");
	pn_buf_lit(buf, " --\n");
	pn_buf_add(buf, text);
	if (no_newline)
		pn_buf_byte(buf, '\n');
}
