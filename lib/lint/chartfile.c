/* SPDX-License-Identifier: Apache-2.0 */
/* Rules about Chart.yaml (Helm: rules/chartfile.go). */
#include "lint/linter.h"

#include "semver/semver.h"

#define CHART_YAML PN_STR("Chart.yaml")

static bool found(pn_linter *l, const char *text)
{
	return pn_found(l, PN_SEVERITY_ERROR, CHART_YAML, "%s", text);
}

/* The value of a list's item; NULL when there is none of that number. */
static const pn_value *item_of(const pn_linter *l, const char *key, uint32_t i)
{
	const pn_value *chart = &l->chart_yaml;
	const pn_value *list =
		pn_is_map(chart) ? pn_map_get(chart->as.map, pn_str_from(key)) : NULL;

	return list && list->kind == PN_LIST && i < list->len ? &list->as.items[i] : NULL;
}

static bool lint_name(pn_linter *l, const pn_metadata *meta)
{
	pn_lint_at_member(l, "name");
	if (!meta->name.len)
		return found(l, "name is required");
	if (!pn_str_eq(pn_path_base(meta->name), meta->name))
		return pn_found(l, PN_SEVERITY_ERROR, CHART_YAML, "chart name %s is invalid",
				pn_lint_quote(l->cx, meta->name));
	return true;
}

static bool lint_api_version(pn_linter *l, const pn_metadata *meta)
{
	pn_lint_at_member(l, "apiVersion");
	if (!meta->api_version.len)
		return found(l, "apiVersion is required. The value must be either \"v1\" or "
				"\"v2\"");
	if (pn_str_is(meta->api_version, "v1") || pn_str_is(meta->api_version, "v2"))
		return true;
	return pn_found(l, PN_SEVERITY_ERROR, CHART_YAML,
			"apiVersion '%.*s' is not valid. The value must be either \"v1\" or "
			"\"v2\"",
			PN_ARG(meta->api_version));
}

/* Checks that a member, if it is there, was written as a string. */
static bool lint_type(pn_linter *l, const char *key)
{
	const pn_value *plain = &l->chart_yaml;
	const pn_value *v = pn_is_map(plain) ? pn_map_get(plain->as.map, pn_str_from(key)) : NULL;

	if (!v || pn_is_string(v))
		return true;
	pn_lint_at_member(l, key);
	return pn_found(l, PN_SEVERITY_ERROR, CHART_YAML,
			"%s should be of type string but it's of type %.*s", key,
			PN_ARG(pn_value_type_name(v)));
}

static bool lint_version(pn_linter *l, const pn_metadata *meta)
{
	pn_semver version;
	pn_buf text;

	pn_lint_at_member(l, "version");
	if (!meta->version.len)
		return found(l, "version is required");
	if (!pn_semver_parse(&version, meta->version, l->cx->arena, NULL))
		return pn_found(l, PN_SEVERITY_ERROR, CHART_YAML,
				"version '%.*s' is not a valid SemVer", PN_ARG(meta->version));
	/* Helm asks for more than 0.0.0-0, which is the least version there is. */
	if (version.major || version.minor || version.patch || !pn_str_is(version.pre, "0"))
		return true;
	pn_buf_init(&text, l->cx->arena);
	pn_semver_write(&text, &version);
	return pn_found(l, PN_SEVERITY_ERROR, CHART_YAML,
			"version %s is less than or equal to \"0.0.0-0\"",
			pn_lint_quote(l->cx, pn_buf_str(&text)));
}

/* Finds what is wrong with one maintainer; *bad says whether anything is. */
static bool lint_maintainer(pn_linter *l, const pn_maintainer *m, bool *bad)
{
	bool email = true, url = true;

	*bad = true;
	if (!m->name.ptr)
		return found(l, "a maintainer entry is empty");
	if (!m->name.len)
		return found(l, "each maintainer requires a name");
	if (m->email.len && !pn_is_email(l->cx, m->email, &email))
		return false;
	if (!email)
		return pn_found(l, PN_SEVERITY_ERROR, CHART_YAML,
				"invalid email '%.*s' for maintainer '%.*s'", PN_ARG(m->email),
				PN_ARG(m->name));
	if (m->url.len && !pn_is_url(l->cx, m->url, &url))
		return false;
	if (!url)
		return pn_found(l, PN_SEVERITY_ERROR, CHART_YAML,
				"invalid url '%.*s' for maintainer '%.*s'", PN_ARG(m->url),
				PN_ARG(m->name));
	*bad = false;
	return true;
}

/* Only the first wrong maintainer is told of, and the first wrong source. */
static bool lint_maintainers(pn_linter *l, const pn_metadata *meta)
{
	bool bad = false;

	for (uint32_t i = 0; i < meta->maintainer_count && !bad; i++) {
		pn_lint_at_value(l, &l->chart_source, item_of(l, "maintainers", i));
		if (!lint_maintainer(l, &meta->maintainers[i], &bad))
			return false;
	}
	return true;
}

static bool lint_sources(pn_linter *l, const pn_metadata *meta)
{
	for (uint32_t i = 0; i < meta->source_count; i++) {
		pn_lint_at_value(l, &l->chart_source, item_of(l, "sources", i));
		if (!pn_is_request_url(l->cx, meta->sources[i]))
			return pn_found(l, PN_SEVERITY_ERROR, CHART_YAML,
					"invalid source URL '%.*s'", PN_ARG(meta->sources[i]));
	}
	return true;
}

static bool lint_icon(pn_linter *l, const pn_metadata *meta)
{
	pn_lint_at_member(l, "icon");
	if (!meta->icon.len)
		return pn_found(l, PN_SEVERITY_INFO, CHART_YAML, "icon is recommended");
	if (pn_is_request_url(l->cx, meta->icon))
		return true;
	return pn_found(l, PN_SEVERITY_ERROR, CHART_YAML, "invalid icon URL '%.*s'",
			PN_ARG(meta->icon));
}

/* What only API version 2 has. */
static bool lint_v2_members(pn_linter *l, const pn_metadata *meta)
{
	if (pn_str_is(meta->api_version, "v2"))
		return true;
	pn_lint_at_member(l, "type");
	if (meta->type.len &&
	    !pn_found(l, PN_SEVERITY_ERROR, CHART_YAML,
		      "chart type is not valid in apiVersion '%.*s'. It is valid in apiVersion "
		      "'v2'",
		      PN_ARG(meta->api_version)))
		return false;
	pn_lint_at_member(l, "dependencies");
	return !meta->dependency_count ||
	       pn_found(l, PN_SEVERITY_ERROR, CHART_YAML,
			"dependencies are not valid in the Chart file with apiVersion '%.*s'. "
			"They are valid in apiVersion 'v2'",
			PN_ARG(meta->api_version));
}

static bool lint_strict_version(pn_linter *l, const pn_metadata *meta)
{
	pn_semver version;

	pn_lint_at_member(l, "version");
	if (pn_semver_parse_strict(&version, meta->version, l->cx->arena, NULL))
		return true;
	return pn_found(l, PN_SEVERITY_WARNING, CHART_YAML,
			"version '%.*s' is not a valid SemVerV2", PN_ARG(meta->version));
}

static bool lint_members(pn_linter *l, const pn_metadata *meta)
{
	return lint_name(l, meta) && lint_api_version(l, meta) && lint_type(l, "version") &&
	       lint_version(l, meta) && lint_type(l, "appVersion") && lint_maintainers(l, meta) &&
	       lint_sources(l, meta) && lint_icon(l, meta) && lint_v2_members(l, meta) &&
	       lint_strict_version(l, meta);
}

/* Reads Chart.yaml as it is written, with the places of its members. */
static bool read_plain(pn_linter *l, pn_str text)
{
	pn_source *source = PN_NEW(l->cx->arena, pn_source);

	if (!source)
		return pn_fail_memory(l->cx->err, l->cx->arena);
	source->name = pn_str_concat(l->cx->arena, l->tree.place, CHART_YAML);
	if (!pn_yaml_read(l->cx, text, 0, source, &l->chart_yaml)) {
		pn_error_clear(l->cx->err);
		l->chart_yaml = pn_nil();
		return true;
	}
	pn_sources_add(&l->chart_source, l->cx->arena, source);
	return true;
}

bool pn_lint_chartfile(pn_linter *l)
{
	pn_metadata meta = { 0 };
	pn_str text;

	if (pn_tree_kind(l->cx, &l->tree, CHART_YAML, NULL) == PN_FILE_FOLDER &&
	    !found(l, "should be a file, not a directory"))
		return false;
	if (!pn_tree_read(l->cx, &l->tree, CHART_YAML, &text) ||
	    !pn_metadata_read(l->cx, text, &meta))
		return pn_found_error(l, PN_SEVERITY_ERROR, CHART_YAML, "unable to parse YAML\n\t");
	if (!pn_metadata_check_strict(l->cx, text) &&
	    !pn_found_error(l, PN_SEVERITY_WARNING, CHART_YAML,
			    "failed to strictly parse chart metadata file\n\t"))
		return false;
	return read_plain(l, text) && lint_members(l, &meta);
}
