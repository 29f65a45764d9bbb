/* SPDX-License-Identifier: Apache-2.0 */
/* Rules about templates and what they render to (Helm: rules/template.go). */
#include "lint/linter.h"

#include "render/place.h"

#define TEMPLATES PN_STR("templates/")
#define VALUES_YAML PN_STR("values.yaml")

enum { SCANNER_MAX = 64 * 1024 }; /* Go: bufio.MaxScanTokenSize */

/* ---- places ---- */

/* A rendered file, and the trace of what wrote it (NULL: places are not wanted). */
typedef struct page {
	pn_linter *l;
	const pn_value *rendered; /* NULL: the template was not executed */
	const pn_trace *trace;
} page;

static pn_str text_of(const page *p)
{
	return p->rendered ? pn_value_str(p->rendered) : PN_STR_EMPTY;
}

/* Says that the finding to come is about what wrote the byte at an offset of the page. */
static void at_offset(const page *p, size_t offset)
{
	pn_linter *l = p->l;

	l->at = (pn_where){ 0 };
	if (p->trace &&
	    !pn_text_where(l->cx->arena, p->trace, l->root, p->rendered, offset, &l->at))
		l->at = (pn_where){ 0 };
}

/* ... at a line and column, both from 1; of a line that is unknown the page has no place. */
static void at_position(const page *p, pn_position at)
{
	pn_str text = text_of(p);
	size_t start = 0;

	p->l->at = (pn_where){ 0 };
	if (!p->trace || !at.line)
		return;
	for (uint32_t line = 1; line < at.line; line++) {
		size_t feed = pn_str_find_byte(pn_str_slice(text, start, text.len), '\n');

		if (feed == PN_NOT_FOUND || start + feed + 1 == text.len)
			break; /* the last line */
		start += feed + 1;
	}
	at_offset(p, start + at.column - 1);
}

/* ... or, where that is not known, at another one. */
static void at_either(const page *p, pn_position at, pn_position other)
{
	at_position(p, at.line ? at : other);
}

/* ---- one rendered file ---- */

/* Finds the first line that is not blank; *too_long when it is more than Go's scanner takes. */
static pn_str first_line(pn_str text, bool *too_long)
{
	pn_str line = PN_STR_EMPTY;
	bool more = true;

	*too_long = false;
	while (more && !pn_str_trim_space(line).len) {
		more = pn_str_cut(text, PN_STR("\n"), &line, &text);
		*too_long = line.len + 1 > SCANNER_MAX;
		if (*too_long)
			break;
	}
	return pn_str_ends(line, PN_STR("\r")) ? pn_str_slice(line, 0, line.len - 1) : line;
}

static bool lint_indent(const page *p, pn_str path)
{
	pn_str text = text_of(p), line;
	pn_linter *l = p->l;
	bool too_long;

	line = first_line(text, &too_long);
	if (line.len)
		at_offset(p, (size_t)(line.ptr - text.ptr));
	if (too_long)
		return pn_found(l, PN_SEVERITY_WARNING, path, "bufio.Scanner: token too long");
	if (!line.len || (line.ptr[0] != ' ' && line.ptr[0] != '\t'))
		return true;
	return pn_found(l, PN_SEVERITY_WARNING, path,
			"document starts with an illegal indent: %s, which may cause parsing "
			"problems",
			pn_lint_quote(l->cx, line));
}

/* Whether the file has a selector at all; which object it belongs to is not looked at. */
static bool lint_selector(const page *p, pn_str path, const pn_object_head *object)
{
	pn_str text = text_of(p);
	pn_linter *l = p->l;

	if (!pn_str_is(object->kind, "Deployment") && !pn_str_is(object->kind, "ReplicaSet") &&
	    !pn_str_is(object->kind, "DaemonSet") && !pn_str_is(object->kind, "StatefulSet"))
		return true;
	if (pn_str_find(text, PN_STR("matchLabels")) != PN_NOT_FOUND ||
	    pn_str_find(text, PN_STR("matchExpressions")) != PN_NOT_FOUND)
		return true;
	at_either(p, object->kind_at, object->at);
	return pn_found(l, PN_SEVERITY_ERROR, path,
			"a %.*s must contain matchLabels or matchExpressions, and %s does not",
			PN_ARG(object->kind), pn_lint_quote(l->cx, object->name));
}

#define ITEM_METADATA "struct { Annotations map[string]string }"

static const pn_shape annotations = { .kind = PN_SHAPE_STRING_MAP, .go_type = "map[string]string" };
static const pn_shape_field metadata_fields[] = { { "Annotations", &annotations } };
static const pn_shape metadata = { .kind = PN_SHAPE_STRUCT,
				   .go_type = ITEM_METADATA,
				   .struct_name = "",
				   .fields = metadata_fields,
				   .field_count = 1 };
static const pn_shape_field item_fields[] = { { "Metadata", &metadata } };
static const pn_shape item = { .kind = PN_SHAPE_STRUCT,
			       .go_type = "struct { Metadata " ITEM_METADATA " }",
			       .struct_name = "",
			       .fields = item_fields,
			       .field_count = 1 };
static const pn_shape items = { .kind = PN_SHAPE_LIST,
				.go_type = "[]struct { Metadata " ITEM_METADATA " }",
				.element = &item };
static const pn_shape_field list_fields[] = { { "Items", &items } };
static const pn_shape list_shape = { .kind = PN_SHAPE_STRUCT,
				     .go_type = "struct { Items []struct { Metadata " ITEM_METADATA
						" } }",
				     .struct_name = "",
				     .fields = list_fields,
				     .field_count = 1 };

static const pn_value *member(const pn_value *map, const char *key)
{
	return map && pn_is_map(map) ? pn_map_get(map->as.map, pn_str_from(key)) : NULL;
}

/* A list's items cannot keep themselves; the file's first document is taken for the list. */
static bool lint_list(const page *p, pn_str path, const pn_object_head *object)
{
	const pn_value *found;
	pn_linter *l = p->l;
	pn_value list;

	if (!pn_str_is(object->kind, "List"))
		return true;
	at_either(p, object->kind_at, object->at);
	if (!pn_shape_read(l->cx, text_of(p), &list_shape, NULL, &list))
		return pn_found_error(l, PN_SEVERITY_ERROR, path, "unable to parse YAML: ");
	found = member(&list, "Items");
	for (uint32_t i = 0; found && found->kind == PN_LIST && i < found->len; i++) {
		const pn_value *notes =
			member(member(&found->as.items[i], "Metadata"), "Annotations");

		if (member(notes, "helm.sh/resource-policy"))
			return pn_found(l, PN_SEVERITY_ERROR, path,
					"annotation 'helm.sh/resource-policy' within List objects "
					"are ignored");
	}
	return true;
}

static bool lint_object(const page *p, pn_str path, const pn_object_head *object)
{
	if (!object->present)
		return true;
	at_either(p, object->name_at, object->at);
	if (!pn_lint_object_name(p->l, path, object))
		return false;
	at_either(p, object->api_version_at, object->at);
	return pn_lint_deprecation(p->l, path, object) && lint_selector(p, path, object) &&
	       lint_list(p, path, object);
}

/* Tells that a page is no YAML. */
static bool found_broken(const page *p, pn_str path, const pn_object_reader *reader)
{
	pn_linter *l = p->l;
	uint32_t line = l->cx->err->where.line;

	at_position(p, (pn_position){ line ? line + reader->line : 1, 1 });
	l->cx->err->where = (pn_where){ 0 }; /* a place in the page, not in a file */
	return pn_found_error(l, PN_SEVERITY_ERROR, path, "unable to parse YAML: ");
}

/* Looks at what a file rendered to; *broken when it is no YAML, which ends the group. */
static bool lint_page(const page *p, pn_str path, bool *broken)
{
	pn_object_reader reader = pn_object_reader_make(text_of(p));
	bool end = false;

	if (!pn_str_trim_space(text_of(p)).len)
		return true;
	if (!lint_indent(p, path))
		return false;
	while (!end) {
		pn_object_head object;

		if (!pn_object_next(p->l->cx, &reader, &object, &end)) {
			*broken = true;
			return found_broken(p, path, &reader);
		}
		if (!end && !lint_object(p, path, &object))
			return false;
	}
	return true;
}

/* ---- all files ---- */

static bool lint_extension(pn_linter *l, pn_str path)
{
	pn_str ext = pn_path_ext(path);

	l->at = (pn_where){ 0 };
	if (pn_str_is(ext, ".yaml") || pn_str_is(ext, ".yml") || pn_str_is(ext, ".tpl") ||
	    pn_str_is(ext, ".txt"))
		return true;
	return pn_found(l, PN_SEVERITY_ERROR, path,
			"file extension '%.*s' not valid. Valid extensions are .yaml, .yml, .tpl, "
			"or .txt",
			PN_ARG(ext));
}

static bool is_yaml(pn_str path)
{
	pn_str ext = pn_path_ext(path);

	return pn_str_equal_fold(ext, PN_STR(".yaml")) || pn_str_equal_fold(ext, PN_STR(".yml"));
}

/* Finds the text of a template by its id; the list is sorted by it. */
static const pn_value *find_text(const pn_rendered_list *rendered, pn_str id)
{
	size_t from = 0, to = rendered->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = pn_str_cmp(rendered->items[middle].id, id);

		if (!order)
			return &rendered->items[middle].text;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

static bool lint_files(pn_linter *l, const pn_chart *chart, const pn_rendered_list *rendered,
		       const pn_trace *trace)
{
	page p = { .l = l, .trace = trace };
	bool broken = false;

	for (uint32_t i = 0; i < chart->templates.count && !broken; i++) {
		pn_str path = chart->templates.items[i]->name;
		pn_str id = pn_str_format(l->cx->arena, "%.*s/%.*s", PN_ARG(chart->meta.name),
					  PN_ARG(path));

		if (!lint_extension(l, path))
			return false;
		p.rendered = find_text(rendered, id);
		if (p.rendered && is_yaml(path) && !lint_page(&p, path, &broken))
			return false;
	}
	return true;
}

/* ---- rendering ---- */

/* Enters a finding for a subchart's values that are no map. */
static bool found_no_map(pn_linter *l, const pn_part *child, const pn_value *own)
{
	pn_lint_at_value(l, &l->sources, own);
	return pn_found(l, PN_SEVERITY_ERROR, VALUES_YAML,
			"/%.*s: invalid type for values: expected object (map), got %.*s",
			PN_ARG(child->meta.name), PN_ARG(pn_value_type_name(own)));
}

/* Tells of what violates the schemas of a part and those below, one by one. */
static bool found_violations(pn_linter *l, const pn_part *part, const pn_value *values)
{
	pn_schema_violations list = { 0 };

	if (!pn_part_violations(l->cx, part, values, &list) ||
	    !pn_found_violations(l, VALUES_YAML, &l->sources, &list))
		return false;
	for (uint32_t i = 0; i < part->child_count; i++) {
		const pn_part *child = part->children[i];
		const pn_value *own = pn_part_own_values(child, values);

		if (own && !(pn_is_map(own) ? found_violations(l, child, own)
					    : found_no_map(l, child, own)))
			return false;
	}
	return true;
}

/* Checks the merged values by the charts' schemas. */
static bool validate(pn_linter *l, const pn_part *root, const pn_value *values)
{
	pn_schemas *schemas = pn_schemas_new(l->options->memory);
	bool ok = schemas ? pn_values_validate(l->cx, schemas, root, values, l->options->seen)
			  : pn_fail(l->cx->err, PINTLE_ERR_NO_MEMORY, "out of memory");

	pn_schemas_free(schemas);
	return ok;
}

/*
 * Merges the user's values with the chart's, twice as Helm does: a default that a null took away
 * is back after the second time. *quiet says that Helm ends here without a word.
 */
static bool merge_values(pn_linter *l, pn_part **root, const pn_chart *chart, pn_value *out,
			 bool *quiet)
{
	pn_merge_options merge = { .nulls = PN_NULLS_HELM_4 };
	const pn_value *overrides = l->options->overrides;
	pn_value once;

	if (l->options->places)
		merge.sources = &l->sources;
	*quiet = true;
	if (!pn_parts_make(l->cx, chart, overrides, &merge, root))
		return false;
	l->root = *root;
	if (!pn_parts_coalesce(l->cx, *root, overrides, &merge, &once))
		return false;
	*quiet = false;
	if (!pn_parts_coalesce(l->cx, *root, &once, &merge, out))
		return false;
	if (!l->options->release->skip_schema && !validate(l, *root, out))
		return false;
	out->type = pn_values_type(l->options->release->profile);
	return true;
}

/* Ends the group after a failure, with a finding unless it is to be passed over. */
static bool give_up(pn_linter *l, const pn_value *values, bool quiet)
{
	pintle_status status = l->cx->err->status;

	if (status == PINTLE_ERR_SCHEMA && l->options->places) {
		pn_error_clear(l->cx->err);
		return found_violations(l, l->root, values);
	}
	if (!quiet || status == PINTLE_ERR_NO_MEMORY || status == PINTLE_ERR_CANCELLED)
		return pn_found_error(l, PN_SEVERITY_ERROR, TEMPLATES, "");
	pn_error_clear(l->cx->err);
	return true;
}

/* Renders the chart and looks at what came of it. */
static bool lint_rendered(pn_linter *l, const pn_chart *chart, pn_bundle *bundle,
			  const pn_value *values)
{
	pn_release release = *l->options->release;
	pn_rendered_list rendered = { 0 };

	if (l->options->places) {
		release.trace = pn_trace_new(l->cx->arena);
		if (!release.trace)
			return pn_fail_memory(l->cx->err, l->cx->arena);
	}
	if (pn_engine_render(l->cx, bundle, l->root, values, &release, &rendered))
		return lint_files(l, chart, &rendered, release.trace);
	if (l->options->explain)
		l->options->explain(l->options->explain_data, bundle, l->cx->err);
	return give_up(l, values, false);
}

static bool lint_chart(pn_linter *l, const pn_chart *chart)
{
	bool quiet, ok;
	pn_bundle *bundle;
	pn_part *root;
	pn_value values;

	if (!merge_values(l, &root, chart, &values, &quiet))
		return give_up(l, &values, quiet);
	bundle = pn_bundle_new(l->options->memory, chart, l->options->host);
	if (!bundle)
		return pn_fail(l->cx->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	ok = lint_rendered(l, chart, bundle, &values);
	pn_bundle_free(bundle); /* the texts may be slices of what it holds */
	return ok;
}

bool pn_lint_templates(pn_linter *l)
{
	pn_file_kind kind = pn_tree_kind(l->cx, &l->tree, PN_STR("templates"), NULL);
	pn_chart *chart;

	if (kind == PN_FILE_MISSING)
		return pn_found(l, PN_SEVERITY_WARNING, TEMPLATES, "directory does not exist");
	if (kind != PN_FILE_FOLDER)
		return pn_found(l, PN_SEVERITY_ERROR, TEMPLATES, "not a directory");
	if (!pn_tree_load(l->cx, &l->tree, l->options->confine, &chart))
		return pn_found_error(l, PN_SEVERITY_ERROR, TEMPLATES, "");
	return lint_chart(l, chart);
}
