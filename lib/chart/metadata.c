/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/metadata.h"

#include "semver/semver.h"

/* ---- the shape of Chart.yaml ---- */

static const pn_shape any = { .kind = PN_SHAPE_ANY, .go_type = "interface {}" };
static const pn_shape string = { .kind = PN_SHAPE_STRING, .go_type = "string" };
static const pn_shape boolean = { .kind = PN_SHAPE_BOOL, .go_type = "bool" };
static const pn_shape strings = { .kind = PN_SHAPE_LIST,
				  .go_type = "[]string",
				  .element = &string };
static const pn_shape anys = { .kind = PN_SHAPE_LIST,
			       .go_type = "[]interface {}",
			       .element = &any };
static const pn_shape string_map = { .kind = PN_SHAPE_STRING_MAP, .go_type = "map[string]string" };
static const pn_shape time_text = { .kind = PN_SHAPE_TIME, .go_type = "time.Time" };

static const pn_shape_field maintainer_fields[] = {
	{ "name", &string },
	{ "email", &string },
	{ "url", &string },
};
static const pn_shape maintainer = { .kind = PN_SHAPE_STRUCT,
				     .go_type = "v2.Maintainer",
				     .struct_name = "Maintainer",
				     .fields = maintainer_fields,
				     .field_count = 3 };
static const pn_shape maintainers = { .kind = PN_SHAPE_LIST,
				      .go_type = "[]*v2.Maintainer",
				      .element = &maintainer };

static const pn_shape_field dependency_fields[] = {
	{ "name", &string },	    { "version", &string }, { "repository", &string },
	{ "condition", &string },   { "tags", &strings },   { "enabled", &boolean },
	{ "import-values", &anys }, { "alias", &string },
};
static const pn_shape dependency = { .kind = PN_SHAPE_STRUCT,
				     .go_type = "v2.Dependency",
				     .struct_name = "Dependency",
				     .fields = dependency_fields,
				     .field_count = 8 };
static const pn_shape dependencies = { .kind = PN_SHAPE_LIST,
				       .go_type = "[]*v2.Dependency",
				       .element = &dependency };

static const pn_shape_field metadata_fields[] = {
	{ "name", &string },
	{ "home", &string },
	{ "sources", &strings },
	{ "version", &string },
	{ "description", &string },
	{ "keywords", &strings },
	{ "maintainers", &maintainers },
	{ "icon", &string },
	{ "apiVersion", &string },
	{ "condition", &string },
	{ "tags", &string },
	{ "appVersion", &string },
	{ "deprecated", &boolean },
	{ "annotations", &string_map },
	{ "kubeVersion", &string },
	{ "dependencies", &dependencies },
	{ "type", &string },
};
static const pn_shape metadata_shape = { .kind = PN_SHAPE_STRUCT,
					 .go_type = "v2.Metadata",
					 .struct_name = "Metadata",
					 .fields = metadata_fields,
					 .field_count = 17 };

static const pn_shape_field lock_fields[] = {
	{ "generated", &time_text },
	{ "digest", &string },
	{ "dependencies", &dependencies },
};
static const pn_shape lock_shape = { .kind = PN_SHAPE_STRUCT,
				     .go_type = "v2.Lock",
				     .struct_name = "Lock",
				     .fields = lock_fields,
				     .field_count = 3 };

/* ---- from the value to the struct ---- */

/* Returns a present, non-null member. */
static const pn_value *member(const pn_value *map, const char *key)
{
	const pn_value *v = map->kind == PN_MAP ? pn_map_get(map->as.map, pn_str_from(key)) : NULL;

	return v && !pn_is_nil(v) ? v : NULL;
}

static void take_string(const pn_value *map, const char *key, pn_str *out)
{
	const pn_value *v = member(map, key);

	if (v)
		*out = pn_value_str(v);
}

static void take_bool(const pn_value *map, const char *key, bool *out)
{
	const pn_value *v = member(map, key);

	if (v)
		*out = v->as.boolean;
}

static bool take_strings(pn_cx *cx, const pn_value *map, const char *key, pn_str **out,
			 uint32_t *count)
{
	const pn_value *v = member(map, key);

	if (!v)
		return true;
	*out = PN_NEW_ARRAY(cx->arena, pn_str, v->len);
	if (!*out)
		return pn_fail_memory(cx->err, cx->arena);
	for (uint32_t i = 0; i < v->len; i++)
		(*out)[i] = pn_is_string(&v->as.items[i]) ? pn_value_str(&v->as.items[i])
							  : PN_STR_EMPTY;
	*count = v->len;
	return true;
}

/* A null entry is kept as one without a name: validation complains about it. */
static bool take_maintainers(pn_cx *cx, const pn_value *map, pn_metadata *meta)
{
	const pn_value *v = member(map, "maintainers");

	if (!v)
		return true;
	meta->maintainers = pn_alloc_zero(cx->arena, v->len * sizeof *meta->maintainers);
	if (!meta->maintainers)
		return pn_fail_memory(cx->err, cx->arena);
	meta->maintainer_count = v->len;
	for (uint32_t i = 0; i < v->len; i++) {
		const pn_value *item = &v->as.items[i];

		if (pn_is_nil(item))
			continue;
		meta->maintainers[i] = (pn_maintainer){ PN_STR(""), PN_STR(""), PN_STR("") };
		take_string(item, "name", &meta->maintainers[i].name);
		take_string(item, "email", &meta->maintainers[i].email);
		take_string(item, "url", &meta->maintainers[i].url);
	}
	return true;
}

static bool take_dependency(pn_cx *cx, const pn_value *item, pn_dependency *out)
{
	const pn_value *import_values = member(item, "import-values");

	out->name = PN_STR("");
	take_string(item, "name", &out->name);
	take_string(item, "version", &out->version);
	take_string(item, "repository", &out->repository);
	take_string(item, "condition", &out->condition);
	take_string(item, "alias", &out->alias);
	take_bool(item, "enabled", &out->enabled);
	if (import_values)
		out->import_values = *import_values;
	return take_strings(cx, item, "tags", &out->tags, &out->tag_count);
}

static bool take_dependencies(pn_cx *cx, const pn_value *map, pn_metadata *meta)
{
	const pn_value *v = member(map, "dependencies");

	if (!v)
		return true;
	meta->has_dependencies = true;
	meta->dependency_count = v->len;
	meta->dependencies = pn_alloc_zero(cx->arena, v->len * sizeof *meta->dependencies);
	if (!meta->dependencies)
		return pn_fail_memory(cx->err, cx->arena);
	for (uint32_t i = 0; i < v->len; i++) {
		if (!pn_is_nil(&v->as.items[i]) &&
		    !take_dependency(cx, &v->as.items[i], &meta->dependencies[i]))
			return false;
	}
	return true;
}

bool pn_metadata_read(pn_cx *cx, pn_str text, pn_metadata *meta)
{
	const pn_value *annotations;
	pn_value map;

	if (!pn_shape_read(cx, text, &metadata_shape, NULL, &map))
		return false;
	take_string(&map, "name", &meta->name);
	take_string(&map, "home", &meta->home);
	take_string(&map, "version", &meta->version);
	take_string(&map, "description", &meta->description);
	take_string(&map, "icon", &meta->icon);
	take_string(&map, "apiVersion", &meta->api_version);
	take_string(&map, "condition", &meta->condition);
	take_string(&map, "tags", &meta->tags);
	take_string(&map, "appVersion", &meta->app_version);
	take_string(&map, "kubeVersion", &meta->kube_version);
	take_string(&map, "type", &meta->type);
	take_bool(&map, "deprecated", &meta->deprecated);
	annotations = member(&map, "annotations");
	if (annotations)
		meta->annotations = *annotations;
	return take_strings(cx, &map, "sources", &meta->sources, &meta->source_count) &&
	       take_strings(cx, &map, "keywords", &meta->keywords, &meta->keyword_count) &&
	       take_maintainers(cx, &map, meta) && take_dependencies(cx, &map, meta);
}

bool pn_metadata_check_strict(pn_cx *cx, pn_str text)
{
	pn_value map;

	return pn_shape_read_strict(cx, text, &metadata_shape, &map);
}

bool pn_lock_check(pn_cx *cx, pn_str text, bool *is_null)
{
	pn_value map, whole;

	*is_null = false;
	if (!pn_shape_read(cx, text, &lock_shape, NULL, &map))
		return false;
	if (pn_is_map(&map) && pn_map_count(map.as.map))
		return true;
	if (!pn_yaml_read(cx, text, 0, NULL, &whole))
		return false;
	*is_null = whole.kind == PN_NIL;
	return true;
}

bool pn_lock_read(pn_cx *cx, pn_str text, pn_lock *lock)
{
	pn_time_text generated = { .layout = PN_STR("2006-01-02T15:04:05Z07:00"),
				   .zone = pn_zone_utc() };
	pn_metadata meta = { 0 };
	pn_value map;

	*lock = (pn_lock){ .generated = pn_time_zero() };
	if (!pn_shape_read(cx, text, &lock_shape, NULL, &map) ||
	    !take_dependencies(cx, &map, &meta))
		return false;
	take_string(&map, "digest", &lock->digest);
	take_string(&map, "generated", &generated.text);
	if (generated.text.len) /* it was read once: it is well */
		pn_time_parse(&lock->generated, &generated, cx->arena);
	lock->dependencies = meta.dependencies;
	lock->dependency_count = meta.dependency_count;
	return true;
}

/* ---- validation (Helm: metadata.go, Validate) ---- */

/* Turns white space into blanks and drops what does not print. */
static pn_str sanitize(pn_arena *arena, pn_str s)
{
	pn_str rest = s;
	pn_buf buf;

	while (rest.len && rest.ptr[0] >= ' ' && rest.ptr[0] <= '~')
		rest = pn_str_slice(rest, 1, rest.len);
	if (!rest.len)
		return s;
	pn_buf_init(&buf, arena);
	while (s.len) {
		uint32_t rune = pn_utf8_next(&s);

		if (pn_rune_is_space(rune))
			pn_buf_byte(&buf, ' ');
		else if (pn_rune_is_print(rune))
			pn_buf_rune(&buf, rune);
	}
	return pn_buf_str(&buf);
}

static void sanitize_list(pn_arena *arena, pn_str *items, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		items[i] = sanitize(arena, items[i]);
}

static void sanitize_texts(pn_arena *arena, pn_metadata *meta)
{
	pn_str *texts[] = { &meta->name,	&meta->description, &meta->home,
			    &meta->icon,	&meta->condition,   &meta->tags,
			    &meta->app_version, &meta->kube_version };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = sanitize(arena, *texts[i]);
	sanitize_list(arena, meta->sources, meta->source_count);
	sanitize_list(arena, meta->keywords, meta->keyword_count);
}

/* Fails with "validation: BEFORE "what" AFTER". */
static bool invalid_is(pn_cx *cx, const char *before, pn_str what, const char *after)
{
	pn_buf quoted;

	pn_buf_init(&quoted, cx->arena);
	pn_buf_quote(&quoted, what);
	return pn_fail(cx->err, PINTLE_ERR_CHART, "validation: %s %s%s", before, pn_buf_z(&quoted),
		       after);
}

static bool missing(pn_cx *cx, const char *what)
{
	return pn_fail(cx->err, PINTLE_ERR_CHART, "validation: %s", what);
}

static bool validate_head(pn_cx *cx, const pn_metadata *meta)
{
	pn_semver version;

	if (!meta->api_version.len)
		return missing(cx, "chart.metadata.apiVersion is required");
	if (!meta->name.len)
		return missing(cx, "chart.metadata.name is required");
	if (pn_str_is(meta->name, ".") || pn_str_is(meta->name, ".."))
		return invalid_is(cx, "chart.metadata.name", meta->name, " is not allowed");
	if (pn_str_find_byte(meta->name, '/') != PN_NOT_FOUND)
		return invalid_is(cx, "chart.metadata.name", meta->name, " is invalid");
	if (!meta->version.len)
		return missing(cx, "chart.metadata.version is required");
	if (!pn_semver_parse(&version, meta->version, cx->arena, NULL))
		return invalid_is(cx, "chart.metadata.version", meta->version, " is invalid");
	if (meta->type.len && !pn_str_is(meta->type, "application") &&
	    !pn_str_is(meta->type, "library"))
		return missing(cx, "chart.metadata.type must be application or library");
	return true;
}

static bool validate_maintainers(pn_cx *cx, pn_metadata *meta)
{
	for (uint32_t i = 0; i < meta->maintainer_count; i++) {
		pn_maintainer *m = &meta->maintainers[i];

		if (!m->name.ptr)
			return missing(cx, "maintainers must not contain empty or null nodes");
		m->name = sanitize(cx->arena, m->name);
		m->email = sanitize(cx->arena, m->email);
		m->url = sanitize(cx->arena, m->url);
	}
	return true;
}

/* Helm: dependency.go, aliasNameFormat ^[a-zA-Z0-9_-]+$. */
static bool is_alias(pn_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		      c == '_' || c == '-'))
			return false;
	}
	return true;
}

static pn_str dependency_key(const pn_dependency *d)
{
	return d->alias.len ? d->alias : d->name;
}

static bool validate_dependencies(pn_cx *cx, pn_metadata *meta)
{
	for (uint32_t i = 0; i < meta->dependency_count; i++) {
		pn_dependency *d = &meta->dependencies[i];

		if (!d->name.ptr)
			return missing(cx, "dependencies must not contain empty or null nodes");
		d->name = sanitize(cx->arena, d->name);
		d->version = sanitize(cx->arena, d->version);
		d->repository = sanitize(cx->arena, d->repository);
		d->condition = sanitize(cx->arena, d->condition);
		sanitize_list(cx->arena, d->tags, d->tag_count);
		if (!is_alias(d->alias))
			return invalid_is(cx, "dependency", d->name,
					  " has disallowed characters in the alias");
		for (uint32_t j = 0; j < i; j++) {
			if (pn_str_eq(dependency_key(&meta->dependencies[j]), dependency_key(d)))
				return invalid_is(cx, "more than one dependency with name or alias",
						  dependency_key(d), "");
		}
	}
	return true;
}

bool pn_metadata_validate(pn_cx *cx, pn_metadata *meta)
{
	sanitize_texts(cx->arena, meta);
	return validate_head(cx, meta) && validate_maintainers(cx, meta) &&
	       validate_dependencies(cx, meta);
}

bool pn_metadata_copy(pn_arena *arena, pn_metadata *out, const pn_metadata *meta)
{
	*out = *meta;
	if (!meta->dependency_count)
		return true;
	out->dependencies = PN_NEW_ARRAY(arena, pn_dependency, meta->dependency_count);
	if (!out->dependencies)
		return false;
	memcpy(out->dependencies, meta->dependencies,
	       meta->dependency_count * sizeof *meta->dependencies);
	return true;
}

bool pn_metadata_is_library(const pn_metadata *meta)
{
	return pn_str_equal_fold(meta->type, PN_STR("library"));
}
