/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"
#include "diff/diff.h"

struct pintle_comparison {
	const pintle_allocator *mem;
	pn_arena arena;
	pintle_limits limits;
	pintle_secrets *own_secrets; /* NULL: the caller's were used */
	pn_view view;
};

static const pintle_diff_options default_options = PINTLE_DIFF_OPTIONS_INIT;

/* Everything that one comparison needs, on its way from the options. */
typedef struct comparing {
	pintle_comparison *comparison;
	pintle_secrets *secrets;
	const pintle_diff_options *options;
	pn_error err;
	pn_cx cx;
	pn_object_set set[2];
	pn_renderings renderings[2];
} comparing;

static bool begin(comparing *c)
{
	const pintle_allocator *mem = c->options->allocator;

	pn_error_init(&c->err, mem);
	c->comparison = pn_mem_resize(mem, NULL, 0, sizeof *c->comparison);
	if (!c->comparison)
		return pn_fail(&c->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	*c->comparison = (pintle_comparison){ .mem = mem };
	c->comparison->limits = pn_limits_complete(c->options->limits);
	pn_arena_init(&c->comparison->arena, mem, c->comparison->limits.arena_bytes);
	c->cx = (pn_cx){ &c->comparison->arena, &c->err, &c->comparison->limits, NULL, NULL };
	return true;
}

static bool begin_secrets(comparing *c)
{
	pintle_secrets_options own = PINTLE_SECRETS_OPTIONS_INIT;

	c->secrets = c->options->secrets;
	if (c->secrets)
		return true;
	own.allocator = c->options->allocator;
	c->secrets = c->comparison->own_secrets = pn_secrets_make(&own, &c->err);
	return c->secrets != NULL;
}

/* Says which documents are printed; CRDs are looked at whether they are or not. */
static bool find_printed(comparing *c, const pintle_manifest *m, bool **out)
{
	pn_output_options how = m->printed;
	pn_layout layout = { .arena = c->cx.arena };
	pn_buf text;

	how.include_crds = true;
	pn_buf_init(&text, c->cx.arena);
	*out = pn_alloc_zero(c->cx.arena, m->manifest.documents.count + 1);
	if (!*out)
		return pn_fail_memory(&c->err, c->cx.arena);
	if (!pn_manifest_print(&c->cx, &m->manifest, &how, &text, &layout))
		return false;
	for (size_t i = 0; i < layout.count; i++)
		(*out)[layout.items[i].document] = true;
	return true;
}

/* Makes ready to render a release again, with other values. */
static bool prepare_renders(comparing *c, const pintle_diff_input *input, pn_rendering *r)
{
	pn_outside *outside = PN_NEW(c->cx.arena, pn_outside);

	if (!outside)
		return pn_fail_memory(&c->err, c->cx.arena);
	if (!pn_release_prepare(&c->cx, input->options, outside, &r->release) ||
	    !pn_release_read_objects(&c->cx, input->options, &r->release))
		return false;
	r->bundle = input->chart->bundle;
	return true;
}

/* Enters a render as one that changes of objects can come from. */
static bool add_rendering(comparing *c, const pintle_diff_input *input, pn_str group, pn_side side,
			  pn_rendering **out)
{
	pn_renderings *list = &c->renderings[side];
	pn_rendering *r = &list->items[list->count++];
	const pintle_render_options *o = input->options;
	const pintle_manifest *m = input->manifest;

	*out = r;
	*r = (pn_rendering){ .group = group, .manifest = &m->manifest, .overrides = &m->overrides };
	if (!o)
		return true;
	r->name = pn_str_from(o->release_name);
	r->ns = pn_str_from(o->namespace_name);
	r->kube_version = o->kube_version ? pn_str_from(o->kube_version) : PN_STR("the default");
	return !input->chart || prepare_renders(c, input, r);
}

static bool read_manifest(comparing *c, const pintle_diff_input *input, pn_side side)
{
	const pintle_manifest *m = input->manifest;
	pn_object_set *set = &c->set[side];
	pn_text_place place = { .line = 1 };
	pn_rendering *rendering;
	bool *printed;

	place.release = pn_str_dup(c->cx.arena, pn_str_from(input->release));
	if (!add_rendering(c, input, place.release, side, &rendering) ||
	    !find_printed(c, m, &printed) ||
	    !pn_secrets_learn_values(&c->cx, c->secrets->secrets, &m->manifest.values))
		return false;
	for (size_t i = 0; i < m->manifest.documents.count; i++) {
		const pn_document *d = &m->manifest.documents.items[i];
		size_t first = set->count;

		place.source = pn_str_dup(c->cx.arena, d->id);
		place.file = m->manifest.root ? pn_part_file_place(c->cx.arena, m->manifest.root,
								   place.source)
					      : place.source;
		if (printed[i] && !pn_objects_read_document(
					  &c->cx, set, pn_str_dup(c->cx.arena, d->text), &place))
			return false;
		for (size_t k = first; k < set->count; k++) {
			set->items[k].rendering = rendering;
			set->items[k].number = i;
		}
	}
	return true;
}

static bool read_input(comparing *c, const pintle_diff_input *input, pn_side side)
{
	pn_str text = { input->text.ptr, input->text.len };
	pn_text_place place = { .line = 1 };

	if (input->manifest)
		return read_manifest(c, input, side);
	place.release = pn_str_dup(c->cx.arena, pn_str_from(input->release));
	place.file = pn_str_dup(c->cx.arena, pn_str_from(input->name));
	return pn_objects_read(&c->cx, &c->set[side], pn_str_dup(c->cx.arena, text), &place);
}

static bool read_side(comparing *c, const pintle_diff_input *inputs, size_t count, pn_side side)
{
	c->renderings[side].items = PN_NEW_ARRAY(c->cx.arena, pn_rendering, count + 1);
	if (!c->renderings[side].items)
		return pn_fail_memory(&c->err, c->cx.arena);
	for (size_t i = 0; i < count; i++) {
		if (!read_input(c, &inputs[i], side))
			return false;
	}
	return pn_secrets_learn(&c->cx, c->secrets->secrets, &c->set[side]);
}

static bool compare(comparing *c)
{
	pn_diff_options how = { .no_renames = c->options->no_renames,
				.same_releases = c->options->same_releases };
	pn_causes causes;
	pn_diff diff;

	return pn_diff_compare(&c->cx, &c->set[PN_SIDE_A], &c->set[PN_SIDE_B], &how, &diff) &&
	       pn_causes_find(&c->cx, &diff, c->renderings, &causes) &&
	       pn_view_make(&c->cx, &diff, &causes, c->secrets->secrets, c->options->whole_lines,
			    &c->comparison->view);
}

pintle_comparison *pintle_diff(const pintle_diff_input *a, size_t a_count,
			       const pintle_diff_input *b, size_t b_count,
			       const pintle_diff_options *options, pintle_error *error)
{
	comparing c = { .options = options ? options : &default_options };

	if (begin(&c) && begin_secrets(&c) && read_side(&c, a, a_count, PN_SIDE_A) &&
	    read_side(&c, b, b_count, PN_SIDE_B) && compare(&c)) {
		pn_error_finish(&c.err);
		return c.comparison;
	}
	pn_error_publish(error, &c.err);
	pintle_comparison_free(c.comparison);
	return NULL;
}

void pintle_comparison_free(pintle_comparison *comparison)
{
	if (!comparison)
		return;
	pintle_secrets_free(comparison->own_secrets);
	pn_arena_finish(&comparison->arena);
	pn_mem_resize(comparison->mem, comparison, sizeof *comparison, 0);
}

/* ---- what is in it ---- */

size_t pintle_comparison_count(const pintle_comparison *comparison)
{
	return comparison->view.count;
}

void pn_comparison_add_same(pintle_comparison *comparison, size_t count)
{
	comparison->view.same += count;
}

size_t pintle_comparison_same(const pintle_comparison *comparison)
{
	return comparison->view.same;
}

static pintle_diff_place place_of(const pn_where *where)
{
	return (pintle_diff_place){ pn_text(where->file), where->line, where->column };
}

static pintle_cause_numbers numbers_of(const pn_cause_numbers *numbers)
{
	return (pintle_cause_numbers){ numbers->items, numbers->count };
}

static pintle_object object_of(const pn_view_object *object, pn_side side)
{
	const pn_kube_object *o = object->side[side];

	if (!o)
		return (pintle_object){ 0 };
	return (pintle_object){ .present = true,
				.api_version = pn_text(o->api_version),
				.kind = pn_text(o->kind),
				.namespace_name = pn_text(o->ns),
				.name = pn_text(o->name),
				.file = pn_text(o->file),
				.line = o->line,
				.source = pn_text(o->source),
				.json = pn_text(object->json[side]),
				.yaml = pn_text(object->yaml[side]) };
}

pintle_object_diff pintle_comparison_at(const pintle_comparison *comparison, size_t i)
{
	const pn_view_object *object;
	const pn_kube_object *any;

	if (i >= comparison->view.count)
		return (pintle_object_diff){ 0 };
	object = &comparison->view.items[i];
	any = object->side[PN_SIDE_B] ? object->side[PN_SIDE_B] : object->side[PN_SIDE_A];
	return (pintle_object_diff){ .fate = (pintle_object_fate)object->kind,
				     .release = pn_text(any->release),
				     .a = object_of(object, PN_SIDE_A),
				     .b = object_of(object, PN_SIDE_B),
				     .change_count = object->change_count,
				     .line_count = object->lines.count,
				     .causes = numbers_of(&object->causes),
				     .a_template = place_of(&object->template[PN_SIDE_A]),
				     .b_template = place_of(&object->template[PN_SIDE_B]) };
}

static const pn_view_change *find_change(const pintle_comparison *comparison, size_t i,
					 size_t change)
{
	const pn_view *view = &comparison->view;

	if (i >= view->count || change >= view->items[i].change_count)
		return NULL;
	return &view->items[i].changes[change];
}

static pintle_field field_of(const pn_view_value *v)
{
	return (pintle_field){ .present = v->present,
			       .pointer = pn_text(v->pointer),
			       .json = pn_text(v->json),
			       .yaml = pn_text(v->yaml),
			       .is_text = v->is_text,
			       .text = pn_text(v->text),
			       .line = v->line,
			       .column = v->column };
}

pintle_change pintle_comparison_change(const pintle_comparison *comparison, size_t i, size_t change)
{
	const pn_view_change *c = find_change(comparison, i, change);

	if (!c)
		return (pintle_change){ 0 };
	return (pintle_change){ .kind = (pintle_change_kind)c->kind,
				.path = pn_text(c->path),
				.a = field_of(&c->side[PN_SIDE_A]),
				.b = field_of(&c->side[PN_SIDE_B]),
				.line_count = c->lines.count,
				.follows = (pintle_follows)c->follows,
				.follows_object = c->follows_object,
				.causes = numbers_of(&c->causes),
				.a_template = place_of(&c->template[PN_SIDE_A]),
				.b_template = place_of(&c->template[PN_SIDE_B]) };
}

static pintle_change_line line_of(const pn_text_lines *lines, size_t i)
{
	if (!lines || i >= lines->count)
		return (pintle_change_line){ 0 };
	return (pintle_change_line){ .mark = lines->items[i].mark,
				     .text = pn_text(lines->items[i].text),
				     .a_line = lines->items[i].line[PN_SIDE_A],
				     .b_line = lines->items[i].line[PN_SIDE_B] };
}

pintle_change_line pintle_comparison_line(const pintle_comparison *comparison, size_t i,
					  size_t change, size_t line)
{
	const pn_view_change *c = find_change(comparison, i, change);

	return line_of(c ? &c->lines : NULL, line);
}

pintle_change_line pintle_comparison_object_line(const pintle_comparison *comparison, size_t i,
						 size_t line)
{
	return line_of(i < comparison->view.count ? &comparison->view.items[i].lines : NULL, line);
}

size_t pintle_comparison_effect_count(const pintle_comparison *comparison)
{
	return comparison->view.effect_count;
}

pintle_effect pintle_comparison_effect(const pintle_comparison *comparison, size_t i)
{
	const pn_effect *e;

	if (i >= comparison->view.effect_count)
		return (pintle_effect){ 0 };
	e = &comparison->view.effects[i];
	return (pintle_effect){ .kind = (pintle_effect_kind)e->kind,
				.severity = (pintle_severity)e->severity,
				.object = e->pair,
				.change = e->change,
				.text = pn_text(e->text) };
}

size_t pintle_comparison_cause_count(const pintle_comparison *comparison)
{
	return comparison->view.cause_count;
}

static pintle_cause_side cause_side(const pn_view_cause *c, pn_side side)
{
	return (pintle_cause_side){ .present = c->present[side],
				    .json = pn_text(c->json[side]),
				    .yaml = pn_text(c->yaml[side]),
				    .place = place_of(&c->place[side]) };
}

pintle_cause pintle_comparison_cause(const pintle_comparison *comparison, size_t i)
{
	const pn_view_cause *c;

	if (i >= comparison->view.cause_count)
		return (pintle_cause){ 0 };
	c = &comparison->view.causes[i];
	return (pintle_cause){ .kind = (pintle_cause_kind)c->kind,
			       .release = pn_text(c->release),
			       .name = pn_text(c->name),
			       .a = cause_side(c, PN_SIDE_A),
			       .b = cause_side(c, PN_SIDE_B),
			       .changes = c->changes,
			       .objects = c->objects,
			       .inside = c->inside };
}
