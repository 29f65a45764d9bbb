/* SPDX-License-Identifier: Apache-2.0 */
/* JSON, YAML and TOML (Helm: engine/funcs.go; Sprig: defaults.go). */
#include "codec/codec.h"
#include "func/help.h"

/* ---- errors that become results ---- */

/* A context whose errors are kept apart, for functions that do not fail. */
typedef struct quiet {
	pn_cx cx;
	pn_error err;
} quiet;

static void quiet_begin(quiet *q, const pn_call *c)
{
	pn_error_init(&q->err, pn_call_arena(c)->mem);
	q->cx = *c->cx;
	q->cx.err = &q->err;
}

/*
 * Ends it. *message is the error's text, empty when there was none. What no template may ignore
 * (memory, limits) fails the call.
 */
static bool quiet_end(quiet *q, pn_call *c, pn_str *message)
{
	pintle_status status = q->err.status;

	*message = PN_STR_EMPTY;
	if (status != PINTLE_OK)
		*message = pn_str_dup(pn_call_arena(c), pn_error_text(&q->err));
	pn_error_finish(&q->err);
	if (status == PINTLE_ERR_NO_MEMORY || status == PINTLE_ERR_LIMIT ||
	    status == PINTLE_ERR_CANCELLED)
		return pn_fail_str(c->cx->err, status, *message);
	return true;
}

/* ---- writing ---- */

/* place is NULL in plain runs; only YAML tells where its values stand. */
typedef bool writer(pn_cx *cx, pn_buf *out, const pn_value *v, const pn_yaml_place *place);

static bool write_json(pn_cx *cx, pn_buf *out, const pn_value *v, const pn_yaml_place *place)
{
	(void)place;
	return pn_json_write(cx, out, v, PN_JSON_ESCAPE_HTML);
}

static bool write_pretty_json(pn_cx *cx, pn_buf *out, const pn_value *v, const pn_yaml_place *place)
{
	(void)place;
	return pn_json_write(cx, out, v, PN_JSON_ESCAPE_HTML | PN_JSON_INDENT);
}

static bool write_raw_json(pn_cx *cx, pn_buf *out, const pn_value *v, const pn_yaml_place *place)
{
	(void)place;
	return pn_json_write(cx, out, v, 0);
}

static bool write_toml(pn_cx *cx, pn_buf *out, const pn_value *v, const pn_yaml_place *place)
{
	(void)place;
	return pn_toml_write(cx, out, v);
}

/* The last newline is not part of what templates get. */
static bool write_yaml(pn_cx *cx, pn_buf *out, const pn_value *v, const pn_yaml_place *place)
{
	bool ok = pn_yaml_write(cx, out, v, place);

	out->len -= ok && out->len && out->ptr[out->len - 1] == '\n';
	return ok;
}

static bool write_pretty_yaml(pn_cx *cx, pn_buf *out, const pn_value *v, const pn_yaml_place *place)
{
	bool ok = pn_yaml_write_pretty(cx, out, v, place);

	out->len -= ok && out->len && out->ptr[out->len - 1] == '\n';
	return ok;
}

enum { FOLD_HEAD = 16 }; /* bytes by which a text is found behind its key */

/* A traced run's notes of where values stand in what is written. */
typedef struct placing {
	pn_call *call;
	const pn_buf *out;
	const pn_value *last; /* the value that is being written; NULL: none yet */
	size_t offset;	      /* where it began */
} placing;

/* Notes the lines of a text that was written as a block, below the line it began on. */
static void place_lines(placing *p, const pn_value *v, pn_str written)
{
	size_t line, at = 0, end;

	pn_call_mark_key(p->call, p->offset, v->origin);
	line = pn_str_find_byte(written, '\n');
	while (line != PN_NOT_FOUND && line + 1 < written.len && at < v->len) {
		end = pn_str_find_byte(pn_str_slice(pn_value_str(v), at, v->len), '\n');
		end = end == PN_NOT_FOUND ? v->len : at + end;
		pn_call_keep(p->call, p->offset + line + 1, v, at, end > at ? end : at + 1);
		at = end + 1;
		end = pn_str_find_byte(pn_str_slice(written, line + 1, written.len), '\n');
		line = end == PN_NOT_FOUND ? PN_NOT_FOUND : line + 1 + end;
	}
}

/*
 * Notes the parts of a text that was written on the line it began on, and on those below where it
 * was folded at a blank.
 */
static void place_folded(placing *p, const pn_value *v, pn_str written)
{
	pn_str text = pn_value_str(v);
	size_t head = text.len < FOLD_HEAD ? text.len : FOLD_HEAD, from = 0, at;
	size_t begin = pn_str_find(written, pn_str_slice(text, 0, head));

	pn_call_keep(p->call, p->offset, v, 0, 1);
	for (at = begin; begin != PN_NOT_FOUND && at < written.len && from < v->len;) {
		size_t same = from;

		while (same < v->len && at < written.len && written.ptr[at] == text.ptr[same])
			at++, same++;
		pn_call_keep(p->call, p->offset + begin, v, from, same);
		if (same == v->len || at == written.len || written.ptr[at] != '\n')
			return;
		while (at < written.len && (written.ptr[at] == '\n' || written.ptr[at] == ' '))
			at++;
		begin = at;
		from = same + (text.ptr[same] == ' ');
	}
}

/* Says whether what was written goes on below the line it began on. */
static bool is_folded(pn_str written)
{
	return pn_str_find_byte(written, '\n') + 1 < written.len;
}

/* Notes the value that was being written, whose text ends at `end`. */
static void place_last(placing *p, size_t end)
{
	const pn_value *v = p->last;
	pn_str written = pn_str_slice(pn_buf_str(p->out), p->offset, end);

	if (!v)
		return;
	if (v->kind == PN_STRING && pn_str_find_byte(pn_value_str(v), '\n') != PN_NOT_FOUND)
		place_lines(p, v, written);
	else if (v->kind == PN_STRING && v->len && (v->marks || (v->origin && is_folded(written))))
		place_folded(p, v, written);
	else if (v->marks)
		pn_call_keep(p->call, p->offset, v, 0, 1);
	else
		pn_call_mark(p->call, p->offset, v->origin);
}

static void place_value(void *data, size_t offset, const pn_value *value)
{
	placing *p = data;
	size_t line = offset;

	/* A line's indentation belongs to what stands on it. */
	while (line && p->out->ptr[line - 1] == ' ')
		line--;
	if (line == 0 || p->out->ptr[line - 1] == '\n')
		offset = line;
	place_last(p, offset);
	p->last = value;
	p->offset = offset;
}

/* Writes the argument in a context of the caller's choice. */
static bool write_with(pn_call *c, pn_cx *cx, pn_buf *out, writer *write)
{
	placing p = { .call = c, .out = out };
	pn_yaml_place place = { place_value, &p };
	bool ok;

	pn_buf_init(out, pn_call_arena(c));
	if (!pn_call_traced(c))
		return write(cx, out, pn_arg(c, 0), NULL);
	ok = write(cx, out, pn_arg(c, 0), &place);
	if (ok)
		place_last(&p, out->len);
	return ok;
}

/* Writes the argument, and fails when it cannot be written. */
static bool must_write(pn_call *c, writer *write)
{
	pn_buf out;

	return write_with(c, c->cx, &out, write) && pn_ret_buf(c, &out);
}

/* Writes the argument; what cannot be written gives *message and an empty string. */
static bool try_write(pn_call *c, writer *write, pn_str *message)
{
	quiet q;
	pn_buf out;

	quiet_begin(&q, c);
	write_with(c, &q.cx, &out, write);
	if (!quiet_end(&q, c, message))
		return false;
	return message->len ? pn_ret_str(c, PN_STR_EMPTY) : pn_ret_buf(c, &out);
}

static bool fn_to_json(pn_call *c)
{
	pn_str ignored;

	return try_write(c, write_json, &ignored);
}

static bool fn_must_to_json(pn_call *c)
{
	return must_write(c, write_json);
}

static bool fn_to_pretty_json(pn_call *c)
{
	pn_str ignored;

	return try_write(c, write_pretty_json, &ignored);
}

static bool fn_must_to_pretty_json(pn_call *c)
{
	return must_write(c, write_pretty_json);
}

static bool fn_to_raw_json(pn_call *c)
{
	return must_write(c, write_raw_json);
}

static bool fn_to_yaml(pn_call *c)
{
	pn_str ignored;

	return try_write(c, write_yaml, &ignored);
}

static bool fn_must_to_yaml(pn_call *c)
{
	return must_write(c, write_yaml);
}

static bool fn_to_yaml_pretty(pn_call *c)
{
	pn_str ignored;

	return try_write(c, write_pretty_yaml, &ignored);
}

static bool fn_must_to_toml(pn_call *c)
{
	return must_write(c, write_toml);
}

static bool fn_to_toml(pn_call *c)
{
	pn_str message;

	if (pn_is_nil(pn_arg(c, 0))) /* where Go panics before there is an error */
		return fn_must_to_toml(c);
	if (!try_write(c, write_toml, &message))
		return false;
	return message.len ? pn_ret_str(c, message) : true;
}

/* ---- reading ---- */

/* Reads a text that should hold a map or a list; source is NULL in plain runs. */
typedef bool reader(pn_cx *cx, pn_str text, pn_kind kind, pn_source *source, pn_value *out);

/* Go's complaint about the kind of the whole comes before any about its parts. */
static bool read_json(pn_cx *cx, pn_str text, pn_kind kind, pn_source *source, pn_value *out)
{
	const char *type = kind == PN_MAP ? "map[string]interface {}" : "[]interface {}";
	bool ok = pn_json_read(cx, text, source, out);
	const char *found = pn_json_kind_name(out);

	if (pn_is_nil(out) || out->kind == kind)
		return ok;
	*out = pn_nil();
	pn_error_clear(cx->err);
	return pn_fail(cx->err, PINTLE_ERR_YAML,
		       "json: cannot unmarshal %s into Go value of type %s", found, type);
}

static bool read_yaml(pn_cx *cx, pn_str text, pn_kind kind, pn_source *source, pn_value *out)
{
	if (pn_yaml_read_as(cx, text, kind, source, out))
		return true;
	*out = pn_nil();
	return false;
}

static bool read_toml(pn_cx *cx, pn_str text, pn_kind kind, pn_source *source, pn_value *out)
{
	(void)kind;
	(void)source;
	if (pn_toml_read(cx, text, out))
		return true;
	*out = pn_nil();
	return false;
}

enum { TRACED_DEPTH = 1000 }; /* what is nested deeper is not followed */

/* The way from positions in a text that was read to what is known of its bytes. */
typedef struct tracing {
	pn_call *call;
	const pn_source *source;
	size_t *lines; /* where each line of the text begins */
	size_t line_count;
} tracing;

/* Gives a value the origin of the text at a byte of it. */
static void trace_at(const tracing *t, size_t offset, uint32_t line, pn_value *v)
{
	const pn_value *text = pn_arg(t->call, 0);
	bool is_block = v->kind == PN_STRING && offset < text->len &&
			text->as.text[offset] == '|' && line < t->line_count;

	if (is_block)
		pn_call_origin_of_lines(t->call, text, t->lines[line], v);
	else
		pn_call_origin_at(t->call, text, offset, v);
}

/* Gives a value, and all in it, the origin of the text where it stood. */
static void trace_value(const tracing *t, pn_value *v, uint32_t depth)
{
	uint32_t own = v->origin;
	pn_position at = own && own <= t->source->count ? t->source->positions[own - 1]
							: (pn_position){ 0, 0 };

	v->origin = 0;
	if (at.line && at.line <= t->line_count)
		trace_at(t, t->lines[at.line - 1] + at.column - 1, at.line, v);
	for (uint32_t i = 0; v->kind == PN_LIST && i < v->len && depth; i++)
		trace_value(t, (pn_value *)(uintptr_t)&v->as.items[i], depth - 1);
	for (uint32_t i = 0; v->kind == PN_MAP && v->as.map && i < v->as.map->count && depth; i++)
		trace_value(t, &v->as.map->entries[i].value, depth - 1);
}

/* Traces what was read back to what the text was made of: fromYaml of a toYaml of values. */
static void trace_back(pn_call *c, const pn_source *source, pn_value *v)
{
	pn_str text = pn_arg_str(c, 0);
	tracing t = { .call = c, .source = source };

	t.lines = PN_NEW_ARRAY(pn_call_arena(c), size_t, pn_str_count(text, PN_STR("\n")) + 1);
	if (!t.lines)
		return;
	t.lines[t.line_count++] = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\n')
			t.lines[t.line_count++] = i + 1;
	}
	trace_value(&t, v, TRACED_DEPTH);
}

/* Reads the argument; *message is empty, or tells why *out is not complete. */
static bool try_read(pn_call *c, reader *read, pn_kind kind, pn_value *out, pn_str *message)
{
	bool traced = pn_call_traced(c);
	pn_source source = { 0 };
	quiet q;

	*out = pn_nil();
	quiet_begin(&q, c);
	read(&q.cx, pn_arg_str(c, 0), kind, traced ? &source : NULL, out);
	if (traced)
		trace_back(c, &source, out);
	return quiet_end(&q, c, message);
}

/* Reads a dict; the message of a failure stands under the key Error of what could be read. */
static bool read_dict(pn_call *c, reader *read)
{
	pn_value dict, text;
	pn_str message;

	if (!try_read(c, read, PN_MAP, &dict, &message))
		return false;
	if (pn_is_nil(&dict))
		dict = pn_map_value(PN_TYPE_MAP, NULL);
	if (!message.len)
		return pn_ret(c, &dict);
	if (!dict.as.map)
		dict.as.map = pn_map_new(pn_call_arena(c), 1);
	text = pn_string(message);
	if (dict.as.map && !pn_map_set(dict.as.map, PN_STR("Error"), &text))
		dict.as.map = NULL;
	return pn_ret_map(c, dict.as.map);
}

/* Reads a list; the message of a failure is its only element. */
static bool read_list(pn_call *c, reader *read)
{
	pn_list_builder builder;
	pn_value list, text;
	pn_str message;

	if (!try_read(c, read, PN_LIST, &list, &message))
		return false;
	if (!message.len) {
		c->result = pn_is_nil(&list) ? pn_list(PN_TYPE_LIST, NULL, 0) : list;
		return true;
	}
	text = pn_string(message);
	pn_list_begin(&builder, pn_call_arena(c), 1);
	pn_list_add(&builder, &text);
	return pn_ret_list(c, &builder, PN_TYPE_LIST);
}

static bool fn_from_json(pn_call *c)
{
	return read_dict(c, read_json);
}

static bool fn_from_json_array(pn_call *c)
{
	return read_list(c, read_json);
}

static bool fn_from_toml(pn_call *c)
{
	return read_dict(c, read_toml);
}

static bool fn_from_yaml(pn_call *c)
{
	return read_dict(c, read_yaml);
}

static bool fn_from_yaml_array(pn_call *c)
{
	return read_list(c, read_yaml);
}

static bool fn_must_from_json(pn_call *c)
{
	bool traced = pn_call_traced(c);
	pn_source source = { 0 };

	if (!pn_json_read(c->cx, pn_arg_str(c, 0), traced ? &source : NULL, &c->result))
		return false;
	if (traced)
		trace_back(c, &source, &c->result);
	return true;
}

static const pn_func functions[] = {
	{ "fromJson", fn_from_json, "s", 0, "fromJson STRING",
	  "Read a JSON object; the dict for a bad STRING has the message under Error." },
	{ "fromJsonArray", fn_from_json_array, "s", 0, "fromJsonArray STRING",
	  "Read a JSON array; the list for a bad STRING has the message." },
	{ "fromToml", fn_from_toml, "s", 0, "fromToml STRING",
	  "Read TOML; the dict for a bad STRING has the message under Error." },
	{ "fromYaml", fn_from_yaml, "s", 0, "fromYaml STRING",
	  "Read a YAML mapping; the dict for a bad STRING has the message under Error." },
	{ "fromYamlArray", fn_from_yaml_array, "s", 0, "fromYamlArray STRING",
	  "Read a YAML sequence; the list for a bad STRING has the message." },
	{ "mustFromJson", fn_must_from_json, "s", 0, "mustFromJson STRING",
	  "Read any JSON value, and fail when STRING is bad." },
	{ "mustToJson", fn_must_to_json, "a", PN_FUNC_ENCODER | PN_FUNC_PIECES, "mustToJson VALUE",
	  "Write VALUE as JSON, and fail when it cannot be written." },
	{ "mustToPrettyJson", fn_must_to_pretty_json, "a", PN_FUNC_ENCODER | PN_FUNC_PIECES,
	  "mustToPrettyJson VALUE",
	  "Write VALUE as indented JSON, and fail when it cannot be written." },
	{ "mustToRawJson", fn_to_raw_json, "a", PN_FUNC_ENCODER | PN_FUNC_PIECES,
	  "mustToRawJson VALUE", "Do what toRawJson does." },
	{ "mustToToml", fn_must_to_toml, "a", PN_FUNC_ENCODER | PN_FUNC_PIECES, "mustToToml VALUE",
	  "Write VALUE as TOML, and fail when it cannot be written." },
	{ "mustToYaml", fn_must_to_yaml, "a", PN_FUNC_ENCODER, "mustToYaml VALUE",
	  "Write VALUE as YAML, and fail when it cannot be written." },
	{ "toJson", fn_to_json, "a", PN_FUNC_ENCODER | PN_FUNC_PIECES, "toJson VALUE",
	  "Write VALUE as JSON, with HTML's characters escaped." },
	{ "toPrettyJson", fn_to_pretty_json, "a", PN_FUNC_ENCODER | PN_FUNC_PIECES,
	  "toPrettyJson VALUE", "Write VALUE as JSON, indented by two blanks." },
	{ "toRawJson", fn_to_raw_json, "a", PN_FUNC_ENCODER | PN_FUNC_PIECES, "toRawJson VALUE",
	  "Write VALUE as JSON, with HTML's characters as they are." },
	{ "toToml", fn_to_toml, "a", PN_FUNC_ENCODER | PN_FUNC_PIECES, "toToml VALUE",
	  "Write VALUE as TOML; return the message when it cannot be written." },
	{ "toYaml", fn_to_yaml, "a", PN_FUNC_ENCODER, "toYaml VALUE",
	  "Write VALUE as YAML, without the last newline." },
	{ "toYamlPretty", fn_to_yaml_pretty, "a", PN_FUNC_ENCODER, "toYamlPretty VALUE",
	  "Write VALUE as YAML, with lists indented in their mappings." },
};

const pn_func_family pn_family_data = { "JSON, YAML and TOML", PN_ROWS(functions), NULL, 0 };
