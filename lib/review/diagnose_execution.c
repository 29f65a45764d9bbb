/* SPDX-License-Identifier: Apache-2.0 */
/* Why a template failed while it was executed. */
#include "review/diagnose.h"
#include "review/locate.h"

enum { MAX_READS = 3 }; /* values of a condition that are told of */

/* The chart whose templates failed. */
static const pn_part *reader_of(pn_diagnosis *d, const pn_failure *f)
{
	const pn_part *part;
	const pn_file *file;

	for (size_t i = 0; i < f->level_count; i++) {
		if (pn_part_find(d->manifest->root, f->levels[i].define->source->name, &part,
				 &file))
			return part;
	}
	return d->manifest->root;
}

/* ---- messages ---- */

/* The innermost message of a chain, without the place before it. */
static pn_str innermost_message(pn_diagnosis *d)
{
	const pn_link *link = d->err->frames ? d->err->frames : d->err->chain, *last = link;
	pn_str text, mark, before, after;

	for (; link; link = link->inner)
		last = link;
	if (!last)
		return PN_STR_EMPTY;
	text = pn_str_trim_space(last->text);
	mark = pn_str_format(d->cx->arena, " at <%.*s>: ", PN_ARG(last->expr));
	if (last->where.line && pn_str_cut(text, mark, &before, &after))
		text = after;
	if (pn_str_starts(text, PN_STR("HELM_ERR_START")))
		text = pn_str_slice(text, 14, text.len);
	if (pn_str_ends(text, PN_STR("HELM_ERR_END")))
		text.len -= 12;
	return pn_str_trim_space(text);
}

static void summarize(pn_diagnosis *d, pn_str cause)
{
	pn_str message = innermost_message(d);

	d->err->summary = cause.len ? pn_str_format(&d->err->arena, "%.*s (%.*s)", PN_ARG(cause),
						    PN_ARG(message))
				    : pn_str_dup(&d->err->arena, message);
}

/* ---- fields ---- */

static pn_str name_at(pn_names names, uint32_t i)
{
	return pn_name_str(pn_names_at(names, i));
}

/* Appends what leads to the first `count` names that failed: ".Values.a", "$x.a", "(...).a". */
static pn_str names_text(pn_diagnosis *d, const pn_node *node, pn_names names, uint32_t count)
{
	pn_names own;
	pn_buf out;

	pn_buf_init(&out, d->cx->arena);
	if (node->kind == PN_NODE_VARIABLE) {
		own = pn_node_names(node);
		pn_buf_add(&out, pn_name_str(pn_names_first(&own)));
	} else if (node->kind != PN_NODE_FIELD) {
		pn_buf_lit(&out, "(...)"); /* what a pipeline in parentheses gave */
	}
	for (uint32_t i = 0; i < count; i++, names = pn_names_rest(names)) {
		pn_buf_byte(&out, '.');
		pn_buf_add(&out, pn_name_str(pn_names_first(&names)));
	}
	if (!out.len)
		pn_buf_byte(&out, '.');
	return pn_buf_str(&out);
}

/* Follows one name; false when there is nothing under it. */
static bool follow(const pn_value *from, pn_str name, pn_value *out)
{
	const pn_value *v = NULL;

	if (from->kind == PN_MAP && from->as.map)
		v = pn_map_get(from->as.map, name);
	else if (from->kind == PN_OBJECT && from->as.object)
		v = pn_object_field(from->as.object, name);
	*out = v ? *v : pn_nil();
	return v != NULL;
}

/* How far names lead: to `holder`, in which number `count` is missing or null. */
typedef struct trail {
	pn_value holder;
	uint32_t count;
	bool is_null; /* it is there, and null */
} trail;

static trail follow_names(const pn_value *start, pn_names names, uint32_t most)
{
	trail t = { .holder = *start };
	pn_value next;

	for (; t.count < most; t.count++, names = pn_names_rest(names)) {
		bool found = follow(&t.holder, pn_name_str(pn_names_first(&names)), &next);

		if (!found || pn_is_nil(&next)) {
			t.is_null = found;
			return t;
		}
		t.holder = next;
	}
	return t;
}

static bool is_root_name(pn_str name)
{
	static const char *const names[] = { "Capabilities", "Chart",	 "Files", "Release",
					     "Subcharts",    "Template", "Values" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (pn_str_eq(name, pn_str_from(names[i])))
			return true;
	}
	return false;
}

static bool is_root(const pn_value *v)
{
	return v->kind == PN_MAP && v->as.map && pn_map_get(v->as.map, PN_STR("Values")) &&
	       pn_map_get(v->as.map, PN_STR("Release"));
}

/* Hints at $ where . was taken for the root; false when that is not what happened. */
static bool hint_dollar(pn_diagnosis *d, const pn_failure *f, pn_str name)
{
	const pn_failed_level *level = &f->levels[0];

	if (!is_root_name(name) || level->node->kind != PN_NODE_FIELD)
		return false;
	if (is_root(&level->dollar))
		pn_note_format(d->err, PN_NOTE_HINT,
			       "inside range and with the dot is another value: write $.%.*s",
			       PN_ARG(name));
	else
		pn_note_format(d->err, PN_NOTE_HINT,
			       "the template \"%.*s\" is not given the root, which has .%.*s: pass "
			       "it on, as in (dict \"root\" $)",
			       PN_ARG(level->define->name), PN_ARG(name));
	return true;
}

static void diagnose_nil(pn_diagnosis *d, const pn_failure *f)
{
	const pn_node *node = f->levels[0].node;
	trail t = follow_names(&f->start, f->names, f->at);
	pn_str what = names_text(d, node, f->names, t.count + (t.count < f->at));
	pn_str key = t.count < f->at ? name_at(f->names, t.count) : PN_STR_EMPTY;

	summarize(d, pn_str_format(d->cx->arena, "%.*s is %s", PN_ARG(what),
				   t.is_null || !key.len ? "null" : "not set"));
	pn_diagnose_levels(d, f);
	if (!key.len || (!t.count && hint_dollar(d, f, key)))
		return;
	if (t.holder.kind == PN_MAP)
		pn_diagnose_missing(d, &t.holder, key, reader_of(d, f));
}

static void diagnose_field(pn_diagnosis *d, const pn_failure *f)
{
	pn_str what = names_text(d, f->levels[0].node, f->names, f->at);
	pn_str name = name_at(f->names, f->at);

	summarize(d, pn_str_format(d->cx->arena, "%.*s is %.*s, which has no .%.*s", PN_ARG(what),
				   PN_ARG(pn_value_words(d->cx->arena, &f->value)), PN_ARG(name)));
	pn_diagnose_levels(d, f);
	if (!hint_dollar(d, f, name))
		pn_diagnose_value(d, &f->value, reader_of(d, f));
}

/* ---- values of a wrong kind ---- */

/* Hints at what makes a value of the kind that is wanted. */
static void hint_conversion(pn_diagnosis *d, const pn_value *v, pn_str message)
{
	if (pn_str_find(message, PN_STR("expected string")) == PN_NOT_FOUND)
		return;
	if (v->kind == PN_MAP || v->kind == PN_LIST)
		pn_note_format(d->err, PN_NOTE_HINT, "toYaml makes a text of %s",
			       v->kind == PN_MAP ? "a map" : "a list");
	else if (pn_is_nil(v))
		pn_note_format(d->err, PN_NOTE_HINT,
			       "give it a value, or let the template take another with default");
	else
		pn_note_format(d->err, PN_NOTE_HINT,
			       "put it in quotes where it is set, or let the template make a text "
			       "of it with toString or quote");
}

/* Adds what is known of a field or variable that is nil: which part of it, and who could set it. */
static void diagnose_nil_node(pn_diagnosis *d, const pn_failure *f, const pn_node *node,
			      const pn_value *start)
{
	pn_names names;
	pn_str name;
	trail t;

	if (node->kind == PN_NODE_COMMAND && pn_node_operands(node) == 1)
		node = pn_node_first(node);
	if (node->kind != PN_NODE_FIELD && node->kind != PN_NODE_VARIABLE)
		return;
	names = pn_node_names(node);
	if (node->kind == PN_NODE_VARIABLE)
		names = pn_names_rest(names);
	t = follow_names(start, names, names.count);
	if (t.count == names.count || t.holder.kind != PN_MAP)
		return;
	pn_note_format(d->err, PN_NOTE_CAUSE, "%.*s is %s",
		       PN_ARG(names_text(d, node, names, t.count + 1)),
		       t.is_null ? "null" : "not set");
	name = name_at(names, t.count);
	if (!is_root(&t.holder) || !is_root_name(name))
		pn_diagnose_missing(d, &t.holder, name, reader_of(d, f));
}

static void diagnose_wrong(pn_diagnosis *d, const pn_failure *f)
{
	const pn_failed_level *level = &f->levels[0];
	pn_str message = innermost_message(d);
	const pn_node *node = level->node;
	pn_buf name;

	/* Of what comes through '|' the error names the function or its last constant. */
	if (node->kind == PN_NODE_IDENTIFIER || node->kind == PN_NODE_STRING ||
	    node->kind == PN_NODE_NUMBER || node->kind == PN_NODE_BOOL)
		node = pn_piped_command(level->define, node);
	pn_buf_init(&name, d->cx->arena);
	if (node)
		pn_node_print(&name, node);
	else
		pn_buf_lit(&name, "what comes through the pipe");
	summarize(d, pn_str_format(d->cx->arena, "%.*s is %.*s", PN_ARG(pn_buf_str(&name)),
				   PN_ARG(pn_value_words(d->cx->arena, &f->value))));
	pn_diagnose_levels(d, f);
	if (pn_is_nil(&f->value) && node)
		diagnose_nil_node(d, f, node, &level->dollar);
	else
		pn_diagnose_value(d, &f->value, reader_of(d, f));
	hint_conversion(d, &f->value, message);
}

/* ---- functions ---- */

static void hint_template(pn_diagnosis *d, const pn_tmpl_set *set, pn_str name)
{
	pn_near near = { .wanted = name };
	const pn_define *define;
	pn_str file;

	for (const pn_tmpl_set *s = set; s; s = pn_tmpl_set_parent(s)) {
		for (size_t i = 0; i < pn_tmpl_set_count(s); i++)
			pn_near_try(&near, pn_tmpl_set_at(s, i)->name);
	}
	define = near.best.len ? pn_tmpl_set_find(set, near.best) : NULL;
	if (!define)
		return;
	file = pn_part_file_place(d->cx->arena, d->manifest->root, define->source->name);
	if (pn_str_is(file, "gotpl"))
		file = PN_STR("the text of tpl");
	pn_note_format(d->err, PN_NOTE_HINT, "did you mean \"%.*s\"? It is defined in %.*s",
		       PN_ARG(near.best), PN_ARG(file));
}

/* Tells of each argument that came out of the values. */
static void diagnose_arguments(pn_diagnosis *d, const pn_failure *f, const pn_failed_call *call)
{
	const pn_part *reader = reader_of(d, f);

	for (uint32_t i = 0; i < call->count; i++) {
		const pn_failed_argument *a = &call->arguments[i];
		const pn_node *node = a->node;
		pn_value start = a->start;

		if (!node && call->level < f->level_count) {
			node = pn_piped_command(f->levels[call->level].define, call->node);
			start = f->levels[call->level].dollar;
		}
		if (!pn_is_nil(&a->value) && !(pn_is_string(&a->value) && !a->value.len))
			pn_diagnose_value(d, &a->value, reader);
		else if (node)
			diagnose_nil_node(d, f, node, &start);
	}
}

/* Words the error of a function; those of Helm's that only pass on an error are not named. */
static void summarize_call(pn_diagnosis *d, const pn_failed_call *call, pn_str message)
{
	const pn_value *first = call->count ? &call->arguments[0].value : NULL;
	pn_str name = first && pn_is_string(first) ? pn_value_str(first) : PN_STR_EMPTY;
	pn_arena *arena = &d->err->arena;

	if (pn_str_is(call->name, "include") && pn_str_is(message, "unable to execute template"))
		d->err->summary = pn_str_format(
			arena, "the template \"%.*s\" includes itself without end", PN_ARG(name));
	else if (pn_str_is(call->name, "include"))
		d->err->summary =
			pn_str_format(arena, "no template is named \"%.*s\"", PN_ARG(name));
	else if (pn_str_is(call->name, "required") || pn_str_is(call->name, "fail") ||
		 pn_str_is(call->name, "tpl"))
		d->err->summary = pn_str_dup(arena, message);
	else
		d->err->summary =
			pn_str_format(arena, "%.*s: %.*s", PN_ARG(call->name), PN_ARG(message));
}

/* Tells which condition led to a call of fail, and the values that decided. */
static void diagnose_condition(pn_diagnosis *d, const pn_failure *f)
{
	const pn_trace_frame *frame = pn_trace_frame_get(d->trace, f->levels[0].frame);
	const uint32_t *reads;
	uint32_t count;
	pn_setting setting;
	pn_place place;

	if (!frame || frame->kind < PN_FRAME_IF || frame->source != f->levels[0].source)
		return;
	if (pn_locate_node(d->origins, d->cx, frame->parent, frame->source, frame->offset,
			   &place)) {
		pn_shown shown = pn_shown_place(d, &place);
		pn_str text = pn_str_trim_ascii(pn_shown_line(&shown));

		shown.text = PN_STR_EMPTY;
		text = pn_str_format(d->cx->arena, "because of %.*s%.*s",
				     frame->kind == PN_FRAME_ELSE ? 12 : 0, "the else of ",
				     PN_ARG(text));
		pn_diagnose_note(d, PN_NOTE_CAUSE, text, &shown);
	}
	reads = pn_trace_reads_get(d->trace, frame->reads, &count);
	for (uint32_t i = 0; i < count && i < MAX_READS; i++) {
		if (pn_layers_origin(d->layers, d->cx, reads[i], &setting) &&
		    !pn_is_map(setting.value))
			pn_diagnose_settings(d, setting.path, reader_of(d, f));
	}
}

static void diagnose_call(pn_diagnosis *d, const pn_failure *f)
{
	const pn_failed_call *call = &f->calls[0];

	summarize_call(d, call, innermost_message(d));
	if (pn_str_is(call->name, "tpl") && pn_diagnose_tpl(d, f))
		return;
	pn_diagnose_levels(d, f);
	if (pn_str_is(call->name, "include") && pn_is_string(&call->arguments[0].value))
		hint_template(d, f->levels[0].set, pn_value_str(&call->arguments[0].value));
	else
		diagnose_arguments(d, f, call);
	if (pn_str_is(call->name, "fail"))
		diagnose_condition(d, f);
}

void pn_diagnose_execution(pn_diagnosis *d, const pn_failure *f)
{
	if (!f->level_count)
		return;
	switch (f->kind) {
	case PN_FAILURE_NIL:
		if (f->names.parts)
			diagnose_nil(d, f);
		break;
	case PN_FAILURE_FIELD:
		if (f->names.parts)
			diagnose_field(d, f);
		break;
	case PN_FAILURE_VALUE:
		diagnose_wrong(d, f);
		break;
	case PN_FAILURE_CALL:
		if (f->call_count)
			diagnose_call(d, f);
		break;
	case PN_FAILURE_TEMPLATE:
	case PN_FAILURE_OTHER:
		summarize(d, PN_STR_EMPTY);
		pn_diagnose_levels(d, f);
		if (f->levels[0].node->kind == PN_NODE_TEMPLATE)
			hint_template(d, f->levels[0].set,
				      pn_node_template(f->levels[0].node).name);
		break;
	}
}
