/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The keys of list items: those by which Kubernetes merges lists (patchMergeKey and listMapKeys in
 * k8s.io/api), and what is usual elsewhere. '+' joins fields, '?' marks one that may be missing,
 * '!' one that may be missing and is told with the field that it is in.
 */
#include "diff/parts.h"

typedef struct list_keys {
	const char *list;
	const char *keys[4]; /* best first; ended by NULL */
} list_keys;

/* Sorted by name. */
static const list_keys lists[] = {
	{ "additionalPrinterColumns", { "name" } },
	{ "allocations", { "name" } },
	{ "conditions", { "type" } },
	{ "data", { "secretKey", "key" } },
	{ "endpoints", { "port+path?", "targetPort+path?" } },
	{ "env", { "name" } },
	{ "envFrom", { "configMapRef.name!+secretRef.name!+prefix?" } },
	{ "groups", { "name" } },
	{ "hostAliases", { "ip" } },
	{ "imagePullSecrets", { "name" } },
	{ "items", { "key", "path" } },
	{ "matchExpressions", { "key+operator", "key" } },
	{ "metrics",
	  { "type+resource.name?+object.metric.name?+pods.metric.name?+"
	    "external.metric.name?+containerResource.name?" } },
	{ "ownerReferences", { "uid", "kind+name" } },
	{ "parentRefs", { "kind?+namespace?+name+sectionName?+port?" } },
	{ "paths", { "path+pathType?", "path" } },
	{ "podIPs", { "ip" } },
	{ "policies", { "type" } },
	{ "ports", { "name", "containerPort+protocol?", "port+protocol?", "port" } },
	{ "rules", { "host", "alert", "record", "name" } },
	{ "sources", { "configMap.name!+secret.name!+serviceAccountToken.path!" } },
	{ "subjects", { "kind+namespace?+name" } },
	{ "tls", { "secretName" } },
	{ "tolerations", { "key", "key+effect?", "key+operator?+value?+effect?" } },
	{ "topologySpreadConstraints", { "topologyKey+whenUnsatisfiable", "topologyKey" } },
	{ "versions", { "name" } },
	{ "volumeClaimTemplates", { "metadata.name" } },
	{ "volumeDevices", { "devicePath" } },
	{ "volumeMounts", { "mountPath+subPath?", "mountPath" } },
	{ "webhooks", { "name" } },
};

/* For all other lists. */
static const char *const others[] = { "name",	       "metadata.name", "key",	"id", "mountPath",
				      "containerPort", "port",		"path", "ip", "host",
				      "type",	       "url",		NULL };

const char *const *pn_item_keys(pn_str list_name)
{
	size_t low = 0, high = sizeof lists / sizeof *lists;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = pn_str_cmp(pn_str_from(lists[middle].list), list_name);

		if (order == 0)
			return lists[middle].keys;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return others;
}

/* Appends a field of a key; a default that Kubernetes fills in counts as if it stood there. */
static bool add_part(pn_cx *cx, pn_buf *text, const pn_value *item, pn_str field, bool *any)
{
	bool named = pn_str_ends(field, PN_STR("!"));
	bool optional = named || pn_str_ends(field, PN_STR("?"));
	const char *path;
	const pn_value *v;

	field.len -= optional;
	path = pn_str_z(cx->arena, field);
	v = pn_member_path(item, path);
	if (v && (v->kind == PN_LIST || v->kind == PN_MAP || v->kind == PN_NIL))
		return false;
	if (!v && !optional)
		return false;
	if (v && *any)
		pn_buf_byte(text, '/');
	if (v && named) {
		pn_buf_add(text, pn_str_slice(field, 0, pn_str_find_byte(field, '.')));
		pn_buf_byte(text, '/');
	}
	if (v)
		pn_buf_add(text, pn_value_to_string(cx->arena, v));
	else if (pn_str_is(field, "protocol"))
		pn_buf_lit(text, "/TCP");
	*any = *any || v;
	return true;
}

bool pn_item_key_text(pn_cx *cx, const pn_value *item, const char *key, pn_str *out)
{
	pn_str rest = pn_str_from(key), field;
	bool any = false, more = true;
	pn_buf text;

	if (item->kind != PN_MAP)
		return false;
	pn_buf_init(&text, cx->arena);
	while (more) {
		more = pn_str_cut(rest, PN_STR("+"), &field, &rest);
		if (!add_part(cx, &text, item, field, &any))
			return false;
	}
	*out = pn_buf_str(&text);
	return any && !text.failed;
}
