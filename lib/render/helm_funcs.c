/* SPDX-License-Identifier: Apache-2.0 */
/* The functions that need a chart's templates (Helm: pkg/engine/engine.go, lookup_func.go). */
#include "base/run.h"
#include "render/engine.h"
#include "render/methods.h"

static pn_host *host_of(pn_call *c)
{
	return pn_exec_host(c->exec);
}

static bool add_name(pn_map *nesting, pn_str name, uint32_t hash)
{
	pn_value *count = pn_map_get_hashed(nesting, name, hash), one = pn_int(1);

	if (count)
		count->as.integer++;
	return count || pn_map_add(nesting, name, hash, &one);
}

/* Counts the names that are being included, from the time on when one of them may be so too often.
 */
static bool count_names(pn_call *c, pn_host *host)
{
	host->nesting = pn_map_new(c->cx->arena, 0);
	if (!host->nesting)
		return pn_fail_memory(c->cx->err, c->cx->arena);
	for (const pn_include *i = host->includes; i; i = i->outer) {
		if (!add_name(host->nesting, i->name, i->hash))
			return pn_fail_memory(c->cx->err, c->cx->arena);
	}
	return true;
}

/* Begins an include; *own has its name. */
static bool enter(pn_call *c, pn_include *own)
{
	pn_host *host = host_of(c);
	const pn_value *count;

	if (!host->nesting && host->include_count > PN_MAX_INCLUDES && !count_names(c, host))
		return false;
	count = host->nesting ? pn_map_get_hashed(host->nesting, own->name, own->hash) : NULL;
	if (count && count->as.integer > PN_MAX_INCLUDES) {
		pn_call_fail(c, "unable to execute template");
		return pn_error_wrap(c->cx->err,
				     "rendering template has a nested reference name: %.*s: ",
				     PN_ARG(own->name));
	}
	if (host->nesting && !add_name(host->nesting, own->name, own->hash))
		return pn_fail_memory(c->cx->err, c->cx->arena);
	own->outer = host->includes;
	host->includes = own;
	host->include_count++;
	return true;
}

static void leave(pn_call *c, const pn_include *own)
{
	pn_host *host = host_of(c);
	pn_value *count =
		host->nesting ? pn_map_get_hashed(host->nesting, own->name, own->hash) : NULL;

	if (count)
		count->as.integer--;
	host->includes = own->outer;
	host->include_count--;
}

/* Executes the template that include has found, and keeps its text where that is sound. */
static bool run_define(pn_call *c, const pn_tmpl_set *set, const pn_define *define)
{
	pn_memo *memo = &host_of(c)->memo;
	pn_memo_run run;
	bool ok;

	pn_memo_begin(memo, pn_arg(c, 1), &run);
	run.on = run.on && set == memo->set;
	ok = pn_exec_run_define(c->exec, set, define, pn_arg(c, 1), &c->result);
	pn_memo_end(memo, &run, define, ok ? &c->result : NULL);
	return ok;
}

static bool fn_include(pn_call *c)
{
	pn_str name = pn_arg_str(c, 0);
	const pn_tmpl_set *set = pn_exec_set(c->exec);
	const pn_define *define = pn_tmpl_set_find(set, name);
	pn_include own = { .name = name, .hash = define ? define->hash : pn_str_hash(name) };
	pn_buf quoted;
	bool ok = false;

	if (define && pn_memo_is_plain(&host_of(c)->memo, set) &&
	    pn_memo_find(&host_of(c)->memo, define, pn_arg(c, 1), &c->result))
		return true;
	if (!enter(c, &own))
		return false;
	if (define)
		ok = run_define(c, set, define);
	leave(c, &own);
	if (define)
		return ok;
	pn_buf_init(&quoted, c->cx->arena);
	pn_buf_quote(&quoted, name);
	return pn_call_fail(c, "template: no template %s associated with template \"gotpl\"",
			    pn_buf_z(&quoted));
}

/* ---- tpl ---- */

/* Puts `WHAT "TEXT": ` before the error, the text quoted as Go's %q does. */
static bool wrap_quoted(pn_call *c, const char *what, pn_str text)
{
	pn_buf before;

	if (!pn_error_is_set(c->cx->err))
		return pn_fail_memory(c->cx->err, c->cx->arena);
	pn_buf_init(&before, c->cx->arena);
	pn_buf_add(&before, pn_str_from(what));
	pn_buf_quote(&before, text);
	pn_buf_lit(&before, ": ");
	pn_error_wrap_str(c->cx->err, pn_buf_str(&before));
	return false;
}

/* Parses a text, once a render; *again says whether that was done before. */
static bool parse_text(pn_call *c, pn_str text, const pn_tmpl **out, bool *again)
{
	pn_host *host = host_of(c);
	pn_texts *texts = &host->texts;
	pn_func_finder finder = pn_exec_finder(c->exec);
	uint32_t hash = pn_str_hash(text);

	finder.memo = &host_of(c)->funcs;
	*out = pn_texts_find(texts, text, hash);
	*again = *out != NULL;
	if (*again)
		return true;
	if (!host->release->trace && !pn_bundle_text(c->cx, host->bundle, text, hash, out))
		return wrap_quoted(c, "cannot parse template ", text);
	if (!*out && !pn_tmpl_parse(c->cx, PN_STR("gotpl"), text, &finder, out))
		return wrap_quoted(c, "cannot parse template ", text);
	return pn_texts_add(texts, *out, hash) || pn_fail_memory(c->cx->err, c->cx->arena);
}

/* Finds what a text defines under its own name. */
static const pn_define *own_define(const pn_tmpl *tmpl)
{
	for (uint32_t i = tmpl->count; i-- > 0;) {
		if (pn_str_eq(tmpl->defines[i].name, tmpl->source->name))
			return &tmpl->defines[i];
	}
	return NULL;
}

/* Executes a parsed text in a set of its own. */
static bool run_text(pn_call *c, const pn_tmpl *tmpl, const pn_define *define)
{
	pn_tmpl_set *set = pn_tmpl_set_new(c->cx->arena, pn_exec_set(c->exec));

	if (!set || !pn_tmpl_set_add(set, tmpl))
		return pn_fail_memory(c->cx->err, c->cx->arena);
	if (!pn_exec_run_text(c->exec, set, define, pn_arg(c, 0), pn_arg(c, 1), &c->result))
		return wrap_quoted(c, "error during tpl function execution for ", pn_arg_str(c, 0));
	return pn_exec_delete(c->exec, &c->result, PN_STR("<no value>"));
}

/* The same where the text that comes out may be kept. */
static bool run_plain_text(pn_call *c, const pn_tmpl *tmpl, const pn_define *define)
{
	pn_memo *memo = &host_of(c)->memo;
	pn_memo_run run;
	bool ok;

	pn_memo_begin(memo, pn_arg(c, 1), &run);
	ok = run_text(c, tmpl, define);
	pn_memo_end(memo, &run, define, ok ? &c->result : NULL);
	return ok;
}

/*
 * Helm clones the whole set for every call; here a text with defines gets a set of its own in front
 * of the one that is there, and a text without an action is its own result.
 */
static bool fn_tpl(pn_call *c)
{
	pn_str text = pn_arg_str(c, 0);
	const pn_tmpl_set *outer = pn_exec_set(c->exec);
	const pn_define *define;
	const pn_tmpl *tmpl;
	bool again;

	if (pn_run_to_pair(text.ptr, text.ptr + text.len, '{') == text.ptr + text.len) {
		c->result = *pn_arg(c, 0);
		return pn_exec_delete(c->exec, &c->result, PN_STR("<no value>"));
	}
	if (!parse_text(c, text, &tmpl, &again))
		return false;
	define = own_define(tmpl);
	if (!define)
		return pn_ret_str(c, PN_STR(""));
	/* Most texts come once: what they give is kept only of those that come again. */
	if (!again || tmpl->count > 1 || !pn_memo_is_plain(&host_of(c)->memo, outer))
		return run_text(c, tmpl, define);
	return pn_memo_find(&host_of(c)->memo, define, pn_arg(c, 1), &c->result) ||
	       run_plain_text(c, tmpl, define);
}

/* ---- required and fail ---- */

/* Fails with the marks by which Helm finds the message again. */
static bool fail_marked(pn_call *c, pn_str message)
{
	pn_buf text;

	pn_buf_init(&text, c->cx->arena);
	pn_buf_lit(&text, "HELM_ERR_START");
	pn_buf_add(&text, message);
	pn_buf_lit(&text, "HELM_ERR_END");
	return pn_fail_str(c->cx->err, PINTLE_ERR_EXEC, pn_buf_str(&text));
}

static bool fn_required(pn_call *c)
{
	const pn_value *v = pn_arg(c, 1);
	bool empty_text = pn_is_string(v) && v->type == PN_TYPE_STRING && v->len == 0;

	if (!pn_is_nil(v) && !empty_text)
		return pn_ret(c, v);
	if (!host_of(c)->release->lint)
		return fail_marked(c, pn_arg_str(c, 0));
	pn_log(c->cx->log, PINTLE_LOG_WARN,
	       pn_is_nil(v) ? PN_STR("missing required value") : PN_STR("missing required values"),
	       (pn_attr[]){ { "message", pn_arg_str(c, 0) } }, 1);
	return pn_ret_str(c, PN_STR(""));
}

static bool fn_fail(pn_call *c)
{
	if (!host_of(c)->release->lint)
		return fail_marked(c, pn_arg_str(c, 0));
	pn_log(c->cx->log, PINTLE_LOG_INFO, PN_STR("funcMap fail"),
	       (pn_attr[]){ { "message", pn_arg_str(c, 0) } }, 1);
	return pn_ret_str(c, PN_STR(""));
}

/* ---- lookup ---- */

static pn_str text_at(const pn_value *map, const char *key)
{
	const pn_value *v = pn_is_map(map) ? pn_map_get(map->as.map, pn_str_from(key)) : NULL;

	return v && pn_is_string(v) ? pn_value_str(v) : PN_STR_EMPTY;
}

/* Says whether an object is one that lookup asks for; an empty argument asks for any. */
static bool is_asked_for(pn_call *c, const pn_value *object)
{
	const pn_value *meta =
		pn_is_map(object) ? pn_map_get(object->as.map, PN_STR("metadata")) : NULL;
	pn_str ns = pn_arg_str(c, 2), name = pn_arg_str(c, 3);

	return meta && pn_str_eq(text_at(object, "apiVersion"), pn_arg_str(c, 0)) &&
	       pn_str_eq(text_at(object, "kind"), pn_arg_str(c, 1)) &&
	       (!ns.len || pn_str_eq(text_at(meta, "namespace"), ns)) &&
	       (!name.len || pn_str_eq(text_at(meta, "name"), name));
}

/* A list of objects as the API server would send it. */
static bool ret_list(pn_call *c, const pn_value *items)
{
	pn_map *map = pn_map_new(c->cx->arena, 3);
	pn_value api = pn_string(pn_arg_str(c, 0));
	pn_value kind = pn_string(pn_str_concat(c->cx->arena, pn_arg_str(c, 1), PN_STR("List")));

	if (!map || !pn_map_set(map, PN_STR("apiVersion"), &api) ||
	    !pn_map_set(map, PN_STR("items"), items) || !pn_map_set(map, PN_STR("kind"), &kind))
		return pn_fail_memory(c->cx->err, c->cx->arena);
	c->result = pn_map_value(PN_TYPE_MAP, map);
	return true;
}

static bool ret_copy(pn_call *c, const pn_value *v)
{
	return pn_value_copy(c->cx->arena, &c->result, v, 0) ||
	       pn_fail_memory(c->cx->err, c->cx->arena);
}

static bool fn_lookup(pn_call *c)
{
	const pn_value *objects = host_of(c)->release->objects;
	pn_list_builder found;
	pn_value items;

	c->result = pn_map_value(PN_TYPE_MAP, pn_map_new(c->cx->arena, 0));
	if (!c->result.as.map)
		return pn_fail_memory(c->cx->err, c->cx->arena);
	if (!objects || !pn_arg_str(c, 0).len || !pn_arg_str(c, 1).len)
		return true;
	pn_list_begin(&found, c->cx->arena, 0);
	for (uint32_t i = 0; i < objects->len; i++) {
		const pn_value *object = &objects->as.items[i];

		if (!is_asked_for(c, object))
			continue;
		if (pn_arg_str(c, 3).len)
			return ret_copy(c, object);
		pn_list_add(&found, object);
	}
	if (pn_arg_str(c, 3).len)
		return true;
	items = pn_list_end(&found, PN_TYPE_LIST);
	return ret_copy(c, &items) && (items = c->result, ret_list(c, &items));
}

static bool fn_get_host_by_name(pn_call *c)
{
	const pn_release *release = host_of(c)->release;

	if (!release->resolve)
		return pn_ret_str(c, PN_STR(""));
	return pn_ret_str(c,
			  release->resolve(release->resolve_data, c->cx->arena, pn_arg_str(c, 0)));
}

static const pn_func functions[] = {
	{ "fail", fn_fail, "s", 0, "fail MESSAGE", "Stop rendering with MESSAGE as the error." },
	{ "getHostByName", fn_get_host_by_name, "s", PN_FUNC_VOLATILE, "getHostByName NAME",
	  "Resolve NAME to an address; empty unless DNS is enabled." },
	{ "include", fn_include, "sa", 0, "include NAME DATA",
	  "Execute the template NAME with DATA and return its text." },
	{ "lookup", fn_lookup, "ssss", 0, "lookup APIVERSION KIND NAMESPACE NAME",
	  "Find an object, or a list of objects when NAME is empty, among those given." },
	{ "required", fn_required, "sa", 0, "required MESSAGE VALUE",
	  "Return VALUE, or fail with MESSAGE when it is nil or an empty string." },
	{ "tpl", fn_tpl, "sa", 0, "tpl TEXT DATA",
	  "Execute TEXT as a template with DATA and return the result." },
};

#define METHOD(type, name, run, params, usage, doc)      \
	{                                                \
		type,                                    \
		{                                        \
			name, run, params, 0, usage, doc \
		}                                        \
	}

/* Sorted by type, then name. */
static const pn_method methods[] = {
	METHOD(PN_TYPE_VERSION_SET, "Has", pn_method_version_set_has, "s",
	       ".Capabilities.APIVersions.Has VERSION", "Say whether the cluster serves VERSION."),
	METHOD(PN_TYPE_VALUES, "AsMap", pn_method_values_as_map, "", ".Values.AsMap",
	       "Return the values as a plain map."),
	METHOD(PN_TYPE_VALUES, "Encode", pn_method_values_encode, "W", ".Values.Encode WRITER",
	       "Write the values as YAML; no template can call it."),
	METHOD(PN_TYPE_VALUES, "PathValue", pn_method_values_path_value, "s",
	       ".Values.PathValue PATH", "Return the value, which is no table, at a dotted PATH."),
	METHOD(PN_TYPE_VALUES, "Table", pn_method_values_table, "s", ".Values.Table PATH",
	       "Return the table at a dotted PATH."),
	METHOD(PN_TYPE_VALUES, "YAML", pn_method_values_yaml, "", ".Values.YAML",
	       "Return the values as YAML text."),
	METHOD(PN_TYPE_FILES, "AsConfig", pn_method_files_as_config, "", ".Files.AsConfig",
	       "Return the files as the data of a ConfigMap."),
	METHOD(PN_TYPE_FILES, "AsSecrets", pn_method_files_as_secrets, "", ".Files.AsSecrets",
	       "Return the files as the data of a Secret, base64-encoded."),
	METHOD(PN_TYPE_FILES, "Get", pn_method_files_get, "s", ".Files.Get NAME",
	       "Return the text of the file NAME, empty when there is none."),
	METHOD(PN_TYPE_FILES, "GetBytes", pn_method_files_get_bytes, "s", ".Files.GetBytes NAME",
	       "Return the bytes of the file NAME."),
	METHOD(PN_TYPE_FILES, "Glob", pn_method_files_glob, "s", ".Files.Glob PATTERN",
	       "Return the files whose names match PATTERN."),
	METHOD(PN_TYPE_FILES, "Lines", pn_method_files_lines, "s", ".Files.Lines NAME",
	       "Return the lines of the file NAME."),
	METHOD(PN_TYPE_CAPABILITIES, "Copy", pn_method_capabilities_copy, "", ".Capabilities.Copy",
	       "Return a copy of the capabilities."),
	{ PN_TYPE_KUBE_VERSION,
	  { "GitVersion", pn_method_kube_version_git_version, "", PN_FUNC_POINTER,
	    ".Capabilities.KubeVersion.GitVersion", "Return the full Kubernetes version." } },
	{ PN_TYPE_KUBE_VERSION,
	  { "String", pn_method_kube_version_string, "", PN_FUNC_POINTER,
	    ".Capabilities.KubeVersion.String", "Return the Kubernetes version without suffix." } },
};
#undef METHOD

const pn_func_family pn_family_helm = {
	.title = "Helm's own",
	.functions = functions,
	.function_count = sizeof functions / sizeof *functions,
	.methods = methods,
	.method_count = sizeof methods / sizeof *methods,
	.method_names = 0x900008846100a823,
};
