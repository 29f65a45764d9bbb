/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Flux's HelmRelease (helm-controller: api/v2/helmrelease_types.go; values are put together as in
 * fluxcd/pkg/chartutil). Charts are found on this machine by the name that it gives.
 */
#include "project/objects.h"

#include "base/base64.h"
#include "base/sha256.h"

enum { MAX_NAME = 53, SHORT_HASH = 12 };

/* Shortens a release's name that Helm would not take (helm-controller: release/name.go). */
static pn_str shorten(pn_arena *arena, pn_str name)
{
	unsigned char digest[PN_SHA256_SIZE];
	char hex[SHORT_HASH + 1];
	pn_sha256 sha;

	if (name.len <= MAX_NAME)
		return name;
	pn_sha256_init(&sha);
	pn_sha256_add(&sha, name);
	pn_sha256_end(&sha, digest);
	for (size_t i = 0; i < SHORT_HASH; i++)
		hex[i] = "0123456789abcdef"[digest[i / 2] >> (i % 2 ? 0 : 4) & 15];
	hex[SHORT_HASH] = '\0';
	return pn_str_format(arena, "%.*s-%s", MAX_NAME - SHORT_HASH - 1, name.ptr, hex);
}

/* What the release is called: its own name, or one made of namespace and name. */
static pn_str release_name(pn_arena *arena, const pn_value *object)
{
	pn_str own = pn_object_text(object, "spec.releaseName");
	pn_str target = pn_object_text(object, "spec.targetNamespace");
	pn_str name = pn_object_text(object, "metadata.name");

	if (own.len)
		return own;
	if (target.len)
		name = pn_str_format(arena, "%.*s-%.*s", PN_ARG(target), PN_ARG(name));
	return shorten(arena, name);
}

/* ---- values ---- */

/* A reference of valuesFrom. */
typedef struct reference {
	const pn_value *item;
	pn_str kind, name, key, target;
	bool optional;
} reference;

static reference read_reference(const pn_value *item)
{
	reference ref = { item,
			  pn_object_text(item, "kind"),
			  pn_object_text(item, "name"),
			  pn_object_text(item, "valuesKey"),
			  pn_object_text(item, "targetPath"),
			  pn_object_is_on(item, "optional") };

	if (!ref.key.len)
		ref.key = PN_STR("values.yaml");
	return ref;
}

/* Gets a key of an object's map; NULL when it is not there. */
static const pn_value *entry(const pn_value *object, const char *map, pn_str key)
{
	const pn_value *data = pn_object_at(object, map), *v;

	v = data && data->kind == PN_MAP ? pn_map_get(data->as.map, key) : NULL;
	return v && v->kind == PN_STRING ? v : NULL;
}

/* Finds what a ConfigMap or a Secret holds under a key; false when there is nothing. */
static bool find_data(pn_arena *arena, const pn_value *object, pn_str key, pn_str *out)
{
	bool secret = pn_str_is(pn_object_text(object, "kind"), "Secret");
	const pn_value *plain = entry(object, secret ? "stringData" : "data", key);
	const pn_value *coded = entry(object, secret ? "data" : "binaryData", key);
	pn_buf buf;
	size_t bad;

	if (plain)
		*out = pn_value_str(plain);
	if (plain || !coded)
		return plain != NULL;
	pn_buf_init(&buf, arena);
	if (!pn_base64_decode(&buf, pn_value_str(coded), &bad))
		return false;
	*out = pn_buf_str(&buf);
	return true;
}

/* Makes a --set line of a value for one path; quotes make it a string (chartutil:
 * ReplacePathValue).
 */
static pn_layer set_layer(pn_arena *arena, pn_str path, pn_str value)
{
	char first = value.len > 1 ? value.ptr[0] : '\0';
	bool quoted = (first == '"' || first == '\'') && value.ptr[value.len - 1] == first;
	pn_layer layer = { .kind = PN_LAYER_SET, .set = quoted ? PN_SET_STRING : PN_SET_TYPED };

	if (quoted)
		value = pn_str_slice(value, 1, value.len - 1);
	layer.text = pn_str_format(arena, "%.*s=%.*s", PN_ARG(path), PN_ARG(value));
	return layer;
}

/* Enters the values that one reference leads to. */
static bool add_reference(pn_project_reader *r, pn_plan *plan, pn_str ns, const reference *ref,
			  const pn_resources *resources)
{
	const pn_resource *found = pn_resource_named(resources, ref->kind, ns, ref->name);
	pn_layer layer = { .kind = PN_LAYER_TEXT };

	if (!found || !find_data(r->cx->arena, found->object, ref->key, &layer.text))
		return ref->optional ||
		       pn_project_fail(r, ref->item,
				       "there is no %.*s \"%.*s\" with a key \"%.*s\" in the files "
				       "at hand",
				       PN_ARG(ref->kind), PN_ARG(ref->name), PN_ARG(ref->key));
	layer.name = pn_str_format(r->cx->arena, "%.*s %.*s, %.*s", PN_ARG(ref->kind),
				   PN_ARG(ref->name), PN_ARG(ref->key));
	if (ref->target.len)
		layer = set_layer(r->cx->arena, ref->target, layer.text);
	return pn_plan_add_layer(r->cx->arena, plan, &layer) ||
	       pn_fail_memory(r->cx->err, r->cx->arena);
}

/* Enters all values: valuesFrom in order, then those in the object itself. */
static bool add_values(pn_project_reader *r, pn_plan *plan, const pn_value *object,
		       const pn_resources *resources)
{
	pn_str ns = pn_object_text(object, "metadata.namespace");
	pn_layer own = { .kind = PN_LAYER_INLINE,
			 .value = pn_object_at(object, "spec.values"),
			 .source = r->source };
	uint32_t count;
	const pn_value *from = pn_object_list(object, "spec.valuesFrom", &count);

	for (uint32_t i = 0; i < count; i++) {
		reference ref = read_reference(&from[i]);

		if (!add_reference(r, plan, ns, &ref, resources))
			return false;
	}
	if (!own.value || own.value->kind != PN_MAP)
		return true;
	return pn_plan_add_layer(r->cx->arena, plan, &own) ||
	       pn_fail_memory(r->cx->err, r->cx->arena);
}

/* ---- the release ---- */

/* Says what of an object has no meaning here. */
static void remark(pn_project_reader *r, const pn_value *object)
{
	const pn_value *post = pn_object_at(object, "spec.postRenderers");

	if (post)
		pn_project_remark(r, post, "post-renderers are left out");
	if (pn_object_is_on(object, "spec.suspend"))
		pn_project_remark(r, object, "the release is suspended, and rendered all the same");
}

/* Finds the name of the chart, or of the object that stands for it. */
static void set_chart(pn_plan *plan, const pn_value *object)
{
	plan->chart = pn_object_text(object, "spec.chart.spec.chart");
	plan->chart_version = pn_object_text(object, "spec.chart.spec.version");
	if (!plan->chart.len)
		plan->chart = pn_object_text(object, "spec.chartRef.name");
}

bool pn_flux_read(pn_project_reader *r, const pn_value *object, const pn_resources *resources)
{
	pn_plan plan = { .where = pn_project_where(r, object) };
	pn_str crds = pn_object_text(object, "spec.install.crds");

	set_chart(&plan, object);
	plan.name = release_name(r->cx->arena, object);
	plan.ns = pn_object_text(object, "spec.targetNamespace");
	if (!plan.ns.len)
		plan.ns = pn_object_text(object, "metadata.namespace");
	if (!plan.ns.len)
		plan.ns = PN_STR("default");
	plan.include_crds = !pn_str_is(crds, "Skip");
	plan.no_hooks = pn_object_is_on(object, "spec.install.disableHooks");
	plan.skip_tests = !pn_object_is_on(object, "spec.test.enable");
	plan.skip_schema = pn_object_is_on(object, "spec.install.disableSchemaValidation");
	if (!plan.chart.len || !plan.name.len)
		return pn_project_fail(r, object, "the HelmRelease has no %s",
				       plan.name.len ? "spec.chart.spec.chart" : "name");
	pn_object_set_id(r, &plan, plan.ns, plan.name);
	remark(r, object);
	return add_values(r, &plan, object, resources) && pn_project_find_chart(r, &plan) &&
	       pn_project_add(r, &plan);
}
