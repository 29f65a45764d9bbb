/* SPDX-License-Identifier: Apache-2.0 */
#include "render/engine.h"
#include "base/sort.h"

/* The templates of a tree, under way from parts to texts. */
typedef struct collection {
	pn_cx *cx;
	const pn_release *release;
	pn_root_parts shared;
	pn_task *tasks;
	size_t count, cap, expected;
	pn_error_list failed; /* errors that the render went on after */
} collection;

/* How many templates a part has, those of its children included. */
static size_t count_templates(const pn_part *part)
{
	size_t count = part->chart->templates.count;

	for (uint32_t i = 0; i < part->child_count; i++)
		count += count_templates(part->children[i]);
	return count;
}

static bool add_task(collection *c, pn_task task)
{
	if (c->count == c->cap) {
		size_t cap = c->cap ? c->cap * 2 : c->expected + 1;
		pn_task *tasks = pn_realloc(c->cx->arena, c->tasks, c->cap * sizeof *tasks,
					    cap * sizeof *tasks);

		if (!tasks)
			return pn_fail_memory(c->cx->err, c->cx->arena);
		c->tasks = tasks;
		c->cap = cap;
	}
	c->tasks[c->count++] = task;
	return true;
}

static bool is_partial(pn_str id)
{
	return pn_str_starts(pn_path_base(id), PN_STR("_"));
}

static bool add_templates(collection *c, const pn_part *part, pn_map *root)
{
	pn_str path = pn_part_path(c->cx->arena, part);
	pn_str below = pn_str_concat(c->cx->arena, path, PN_STR("/"));
	pn_str base = pn_str_concat(c->cx->arena, below, PN_STR("templates"));
	bool library = pn_metadata_is_library(&part->meta);

	for (uint32_t i = 0; i < part->chart->templates.count; i++) {
		const pn_file *file = part->chart->templates.items[i];
		pn_task task = { .file = file, .part = part, .root = root, .base_path = base };

		task.order = (uint32_t)c->count;
		if (library && !is_partial(file->name))
			continue;
		task.id = pn_str_concat(c->cx->arena, below, file->name);
		task.depth = (uint32_t)pn_str_count(task.id, PN_STR("/"));
		if (!add_task(c, task))
			return false;
	}
	return true;
}

/* The table of a child in its parent's values; a dot in its name is read as a path, as in Helm. */
static pn_value child_values(collection *c, const pn_value *values, const pn_part *child)
{
	pn_value table;
	pn_str missing;

	if (pn_values_table(values, child->meta.name, &table, &missing))
		return table;
	return pn_map_value(pn_values_type(c->release->profile), pn_map_new(c->cx->arena, 0));
}

/* Makes the root of a part, collects its children's templates, then its own. */
static pn_map *collect(collection *c, const pn_part *part, const pn_value *values)
{
	pn_map *root = pn_root_make(c->cx, part, &c->shared, values, c->release);
	pn_map *subcharts;

	if (!root)
		return NULL;
	subcharts = pn_map_get(root, PN_STR("Subcharts"))->as.map;
	for (uint32_t i = 0; i < part->child_count; i++) {
		const pn_part *child = part->children[i];
		pn_value own = child_values(c, values, child);
		pn_map *below = collect(c, child, &own);
		pn_value v = pn_map_value(PN_TYPE_MAP, below);

		if (!below)
			return NULL;
		if (!pn_map_set(subcharts, child->meta.name, &v)) {
			pn_fail_memory(c->cx->err, c->cx->arena);
			return NULL;
		}
	}
	return add_templates(c, part, root) ? root : NULL;
}

/* Deeper ids first, then bytewise descending (Helm: sortTemplates), later files first. */
static int by_depth(const void *a, const void *b)
{
	const pn_task *x = a, *y = b;
	int order;

	if (x->depth != y->depth)
		return x->depth < y->depth ? 1 : -1;
	order = -pn_str_cmp(x->id, y->id);
	if (order)
		return order;
	return x->order < y->order ? 1 : -1;
}

/* Of two files under one id (in an archive) the later one counts; it stands first. */
static void drop_doubles(collection *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->count; i++) {
		if (kept && pn_str_eq(c->tasks[kept - 1].id, c->tasks[i].id))
			continue;
		c->tasks[kept++] = c->tasks[i];
	}
	c->count = kept;
}

/* Makes the root objects and finds what is to be rendered, in Helm's order. */
static bool collect_all(collection *c, const pn_part *root, const pn_value *values)
{
	c->expected = count_templates(root);
	if (!pn_root_parts_make(c->cx, c->release, &c->shared) || !collect(c, root, values))
		return false;
	if (c->count) {
		/* Files of a chart come in ascending order. */
		pn_reverse(c->tasks, c->count, sizeof *c->tasks);
		pn_sort(c->tasks, c->count, sizeof *c->tasks, by_depth);
	}
	drop_doubles(c);
	return true;
}

/* Notes what is known of an error; then says whether to go on, with the error in the list. */
static bool goes_on(collection *c, const pn_task *task, const pn_failure *failure)
{
	pn_fault fault = { .id = task->id, .failure = failure };

	if (c->release->faults)
		pn_faults_add(c->cx->arena, c->release->faults, &fault);
	return pn_render_goes_on(c->release, c->cx->err) &&
	       pn_error_list_take(&c->failed, c->cx->err);
}

static bool parse_all(collection *c, pn_bundle *bundle, pn_tmpl_set *set)
{
	for (size_t i = 0; i < c->count; i++) {
		const pn_task *task = &c->tasks[i];
		const pn_tmpl *tmpl;

		if (pn_bundle_template(c->cx, bundle, task->file, task->id, &tmpl)) {
			if (!pn_tmpl_set_add(set, tmpl))
				return pn_fail_memory(c->cx->err, c->cx->arena);
			continue;
		}
		pn_error_clean_parse(c->cx->err, task->id);
		if (!goes_on(c, task, NULL))
			break;
	}
	pn_error_list_give(&c->failed, c->cx->err);
	return !pn_error_is_set(c->cx->err);
}

static bool execute(collection *c, pn_exec *exec, const pn_tmpl_set *set, const pn_task *task,
		    pn_rendered *out)
{
	pn_host *host = pn_exec_host(exec);
	pn_type type = pn_values_type(c->release->profile);
	pn_value dot = pn_map_value(type, task->root);

	out->id = task->id;
	out->turn = (uint32_t)(task - c->tasks);
	/* Helm tells a template its own name just before it is executed. */
	if (!pn_memo_begin_file(&host->memo, task->root, task->id, task->base_path))
		return pn_fail_memory(c->cx->err, c->cx->arena);
	if (!pn_exec_run(exec, set, task->id, &dot, &out->text) ||
	    !pn_exec_delete(exec, &out->text, PN_STR("<no value>")))
		return pn_error_reformat(c->cx->err, task->id, c->release->profile);
	return true;
}

/* Executes a template; *more says whether to go on with the next one. */
static bool execute_watched(collection *c, pn_exec *exec, const pn_tmpl_set *set,
			    const pn_task *task, pn_rendered *out, bool *more)
{
	pn_failure *failure = c->release->faults ? PN_NEW(c->cx->arena, pn_failure) : NULL;

	*more = true;
	pn_exec_watch(exec, failure);
	if (execute(c, exec, set, task, out))
		return true;
	*more = goes_on(c, task, failure);
	return false;
}

static int by_id(const void *a, const void *b)
{
	return pn_str_cmp(((const pn_rendered *)a)->id, ((const pn_rendered *)b)->id);
}

/* Texts are kept where nobody watches how they come about: tracing, lint, another order of keys. */
static pn_memo make_memo(const collection *c, pn_exec *exec, const pn_tmpl_set *set)
{
	const pn_release *release = c->release;
	bool watched = release->trace || release->lint || release->env->backwards;
	uint64_t most = pn_exec_most_nesting(c->cx->limits);

	return (pn_memo){ .arena = c->cx->arena,
			  .exec = watched ? NULL : exec,
			  .set = set,
			  .in_texts = !pn_tmpl_set_find(set, PN_STR("gotpl")),
			  .type = pn_values_type(release->profile),
			  .most = most < PN_MAX_INCLUDES ? most : PN_MAX_INCLUDES };
}

static bool execute_all(collection *c, pn_bundle *bundle, const pn_tmpl_set *set,
			pn_rendered_list *out)
{
	pn_host host = {
		.cx = c->cx, .release = c->release, .bundle = bundle, .texts.arena = c->cx->arena
	};
	pn_exec_options options = {
		.funcs = pn_bundle_funcs(bundle),
		.env = c->release->env,
		.missing_key = c->release->strict ? PN_MISSING_ERROR : PN_MISSING_ZERO,
		.go_1_23_texts = c->release->profile == PN_PROFILE_HELM_3,
		.no_checksums = c->release->no_checksums,
		.trace = c->release->trace,
		.cancelled = c->release->cancelled,
		.data = c->release->cancel_data,
		.host = &host,
	};
	pn_exec *exec = pn_exec_new(c->cx, &options);
	bool more = true;

	host.memo = make_memo(c, exec, set);
	out->count = 0;
	out->items = PN_NEW_ARRAY(c->cx->arena, pn_rendered, c->count);
	if (!exec || !out->items)
		return pn_fail_memory(c->cx->err, c->cx->arena);
	for (size_t i = 0; i < c->count && more; i++) {
		if (is_partial(c->tasks[i].id))
			continue;
		out->count +=
			execute_watched(c, exec, set, &c->tasks[i], &out->items[out->count], &more);
	}
	pn_reverse(out->items, out->count, sizeof *out->items);
	pn_sort(out->items, out->count, sizeof *out->items, by_id);
	pn_error_list_give(&c->failed, c->cx->err);
	return !pn_error_is_set(c->cx->err);
}

bool pn_engine_tasks(pn_cx *cx, const pn_part *root, const pn_value *values,
		     const pn_release *release, pn_task **tasks, size_t *count)
{
	collection c = { .cx = cx, .release = release };

	if (!collect_all(&c, root, values))
		return false;
	*tasks = c.tasks;
	*count = c.count;
	return true;
}

bool pn_engine_render(pn_cx *cx, pn_bundle *bundle, const pn_part *root, const pn_value *values,
		      const pn_release *release, pn_rendered_list *out)
{
	collection c = { .cx = cx, .release = release };
	pn_tmpl_set *set = pn_tmpl_set_new(cx->arena, NULL);
	pn_phase phase;
	bool ok;

	if (!set)
		return pn_fail_memory(cx->err, cx->arena);
	phase = pn_phase_begin(PN_PHASE(release->timings, execute));
	ok = collect_all(&c, root, values);
	pn_phase_end(phase);
	phase = pn_phase_begin(PN_PHASE(release->timings, parse));
	ok = ok && parse_all(&c, bundle, set);
	pn_phase_end(phase);
	phase = pn_phase_begin(PN_PHASE(release->timings, execute));
	ok = ok && execute_all(&c, bundle, set, out);
	pn_phase_end(phase);
	pn_bundle_rendered(bundle);
	return ok;
}
