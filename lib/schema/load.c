/* SPDX-License-Identifier: Apache-2.0 */
/* Documents: the schema itself, the metaschemas, and what lies out of reach. */
#include "base/url.h"
#include "codec/json.h"
#include "schema/compiler.h"
#include "schema/metaschema.h"

/* Whether a URL is one of json-schema.org's; *path is what follows the host then. */
static bool is_official(pn_str url, pn_str *path)
{
	static const char http[] = "http://json-schema.org/", https[] = "https://json-schema.org/";

	if (pn_str_starts(url, pn_str_from(http)))
		*path = pn_str_slice(url, sizeof http - 1, url.len);
	else if (pn_str_starts(url, pn_str_from(https)))
		*path = pn_str_slice(url, sizeof https - 1, url.len);
	else
		return false;
	return true;
}

/* Reads a metaschema; NULL when the URL names none, or without memory. */
static const pn_value *load_metaschema(pn_compiler *c, pn_str url)
{
	pn_str path, text;
	pn_value *doc;
	size_t taken;

	if (!is_official(url, &path))
		return NULL;
	if (pn_str_is(path, "schema"))
		path = PN_STR("draft/2020-12/schema");
	if (!pn_metaschema_find(path, &text))
		return NULL;
	doc = PN_NEW(c->cx->arena, pn_value);
	return doc && pn_json_read_numbers(c->cx, text, &taken, doc) ? doc : NULL;
}

/* Notes that a urn: is taken as the schema `true` (Helm: jsonschema.go, urnLoader). */
static const pn_value *load_urn(pn_compiler *c, pn_str url)
{
	pn_value *doc = PN_NEW(c->cx->arena, pn_value);
	pn_str *urn = PN_NEW(c->cx->arena, pn_str);

	if (!doc || !urn)
		return NULL;
	*doc = pn_bool(true);
	*urn = url;
	return pn_pointers_add(c->cx->arena, &c->schema->urns, urn) ? doc : NULL;
}

/* Words why a document is not there: as Helm does where there is no such file and no network. */
static const pn_value *fail_loading(pn_compiler *c, pn_str text, const pn_url *url)
{
	pn_str whole = pn_url_string(c->cx->arena, url);

	if (pn_str_is(url->scheme, "file"))
		pn_compiler_problem(c, "failing loading %q: open %s: no such file or directory",
				    text, url->path);
	else if (!pn_str_is(url->scheme, "http") && !pn_str_is(url->scheme, "https"))
		pn_compiler_problem(c, "failing loading %q: no URLLoader registered for %q", text,
				    whole);
	else if (!url->host.len)
		pn_compiler_problem(c,
				    "failing loading %q: HTTP request failed for %s: Get %q: http: "
				    "no Host in request URL",
				    text, text, whole);
	else
		pn_compiler_problem(c,
				    "failing loading %q: HTTP request failed for %s: Get %q: dial "
				    "tcp: lookup %s: no such host",
				    text, text, whole, pn_url_hostname(url));
	return NULL;
}

/* The document that was entered under a URL; NULL when none was. */
static pn_root *known_root(const pn_compiler *c, pn_str url)
{
	const pn_value *place = pn_map_get(c->places, url);

	return place ? c->roots.items[place->as.integer] : NULL;
}

const pn_value *pn_compiler_load(pn_compiler *c, pn_str text)
{
	const pn_root *root = known_root(c, text);
	const pn_value *doc;
	pn_str why;
	pn_url url;

	if (root)
		return root->doc;
	doc = load_metaschema(c, text);
	if (doc || c->cx->arena->failed)
		return doc;
	if (!pn_url_parse(c->cx->arena, text, &url, &why)) {
		pn_compiler_problem(c, "failing loading %q: %s", text, why);
		return NULL;
	}
	return pn_str_is(url.scheme, "urn") ? load_urn(c, text) : fail_loading(c, text, &url);
}

/* Makes an empty document. */
static pn_root *root_new(pn_compiler *c, pn_str url, const pn_value *doc)
{
	pn_root *root = PN_NEW(c->cx->arena, pn_root);

	if (!root)
		return NULL;
	root->url = url;
	root->doc = doc;
	root->ids = pn_map_new(c->cx->arena, 0);
	root->node = pn_compiler_node(c, root, doc);
	return root->ids && root->node ? root : NULL;
}

pn_root *pn_compiler_add_root(pn_compiler *c, pn_str url, const pn_value *doc)
{
	pn_dialect newest = { .draft = PN_DRAFT_2020 };
	pn_value place = pn_int((int64_t)c->roots.count);
	pn_root *root = root_new(c, url, doc);
	pn_str path;

	if (!root || !pn_pointers_add(c->cx->arena, &c->roots, root) ||
	    !pn_map_set(c->places, url, &place) ||
	    !pn_compiler_collect(c, root->node, NULL, newest))
		return NULL;
	if (!is_official(url, &path) && !pn_compiler_check(c, root->node))
		return NULL;
	return root;
}

pn_root *pn_compiler_root(pn_compiler *c, pn_str url)
{
	pn_root *root = known_root(c, url);
	const pn_value *doc;

	if (root)
		return root;
	doc = pn_compiler_load(c, url);
	return doc ? pn_compiler_add_root(c, url, doc) : NULL;
}
