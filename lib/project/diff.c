/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparing two projects. Charts are loaded once, all releases are rendered once on both sides;
 * only those that are not the same are rendered again with a trace, kept, and compared field by
 * field.
 */
#include "base/sha256.h"
#include "project/shelf.h"
#include "project/workers.h"

/* What a release came to at first. */
typedef struct first_look {
	unsigned char digest[PN_SHA256_SIZE];
	size_t objects;
} first_look;

/* A release that is not the same on both sides, rendered with a trace. */
typedef struct kept {
	int side;
	size_t index;
	pn_arena arena;
	pintle_render_options options;
	const pintle_chart *chart; /* the shelf's */
	pintle_values *values;
	pintle_manifest *manifest;
	pintle_error error;
} kept;

typedef struct project_diff {
	const pintle_project *projects[2];
	pn_shelf shelves[2];
	const pintle_project_render_options *how;
	const pintle_diff_options *options;
	pintle_render_options shared; /* of the traced renders */
	pn_arena arena;
	pn_error err;
	first_look *looks[2];
	int side; /* that is looked at */
	kept *kept;
	size_t kept_count, next;
	pthread_mutex_t lock;
	size_t same; /* objects of releases that are the same */
} project_diff;

/* ---- the first look ---- */

/* Lets the secrets of both sides be known before an error is told. */
static void learn_secrets(project_diff *d)
{
	pintle_error ignored = PINTLE_ERROR_INIT;

	for (int side = 0; side < 2 && d->options->secrets; side++) {
		if (d->shelves[side].charts)
			pn_shelf_learn(&d->shelves[side], d->options->secrets, &ignored);
	}
	pintle_error_finish(&ignored);
}

static bool fail_release(project_diff *d, size_t index, const pintle_error *error)
{
	pintle_project_release release = pintle_project_at(d->projects[d->side], index);

	learn_secrets(d);
	return pn_fail(&d->err, error->status, "release %s (%s): %.*s", release.id,
		       d->side ? "b" : "a", (int)error->message_len, error->message);
}

static void add_text(pn_sha256 *sha, pintle_text text)
{
	pn_sha256_add(sha, (pn_str){ text.ptr, text.len });
	pn_sha256_add(sha, PN_STR("\0"));
}

static bool look(void *data, const pintle_result *result)
{
	project_diff *d = data;
	first_look *l = &d->looks[d->side][result->index];
	pn_sha256 sha;

	if (result->error)
		return fail_release(d, result->index, result->error);
	pn_sha256_init(&sha);
	l->objects = pintle_manifest_count(result->manifest);
	for (size_t i = 0; i < l->objects; i++) {
		pintle_document document = pintle_manifest_at(result->manifest, i);

		add_text(&sha, document.source);
		add_text(&sha, document.text);
	}
	pn_sha256_end(&sha, l->digest);
	return true;
}

static bool open_shelves(project_diff *d)
{
	for (int side = 0; side < 2; side++) {
		if (!pn_shelf_init(&d->shelves[side], d->projects[side], &d->arena))
			return pn_fail_memory(&d->err, &d->arena);
	}
	return true;
}

static bool look_at_side(project_diff *d, int side)
{
	pintle_project_render_options how = *d->how;
	pintle_error error = PINTLE_ERROR_INIT;
	size_t count = d->projects[side]->plans.count;

	d->side = side;
	d->looks[side] = pn_alloc_zero(&d->arena, (count + 1) * sizeof *d->looks[side]);
	if (!d->looks[side])
		return pn_fail_memory(&d->err, &d->arena);
	how.each = look;
	how.progress = NULL;
	how.data = d;
	if (pn_project_render(&d->shelves[side], &how, &error))
		return true;
	if (!pn_error_is_set(&d->err))
		pn_fail(&d->err, error.status, "%s", error.message);
	pintle_error_finish(&error);
	return false;
}

/* ---- what is not the same ---- */

/* The release of the other side that one belongs to; SIZE_MAX: there is none. */
static size_t find_twin(const project_diff *d, int side, size_t index)
{
	const pn_plans *own = &d->projects[side]->plans, *other = &d->projects[!side]->plans;

	if (own->count == 1 && other->count == 1)
		return 0;
	for (size_t i = 0; i < other->count; i++) {
		if (pn_str_eq(other->items[i].id, own->items[index].id))
			return i;
	}
	return SIZE_MAX;
}

static bool is_same(const project_diff *d, int side, size_t index)
{
	size_t twin = find_twin(d, side, index);

	return twin != SIZE_MAX && memcmp(d->looks[side][index].digest,
					  d->looks[!side][twin].digest, PN_SHA256_SIZE) == 0;
}

/* Lists the releases that must be rendered again. */
static bool list_kept(project_diff *d)
{
	size_t most = d->projects[0]->plans.count + d->projects[1]->plans.count;

	d->kept = pn_alloc_zero(&d->arena, (most + 1) * sizeof *d->kept);
	if (!d->kept)
		return pn_fail_memory(&d->err, &d->arena);
	for (int side = 0; side < 2; side++) {
		for (size_t i = 0; i < d->projects[side]->plans.count; i++) {
			if (!is_same(d, side, i))
				d->kept[d->kept_count++] = (kept){ .side = side, .index = i };
			else if (side)
				d->same += d->looks[side][i].objects;
		}
	}
	return true;
}

static void render_kept(project_diff *d, kept *k)
{
	const pintle_project *project = d->projects[k->side];
	const pn_plan *plan = &project->plans.items[k->index];
	pn_error err;

	k->error = (pintle_error)PINTLE_ERROR_INIT;
	pn_arena_init(&k->arena, project->mem, 0);
	pn_error_init(&err, project->mem);
	if (!pn_plan_options(project, plan, &k->arena, &d->shared, &k->options, &err)) {
		pn_error_publish(&k->error, &err);
		return;
	}
	pn_error_finish(&err);
	/* It is there: the first look would have failed without it. */
	k->chart = pn_shelf_take(&d->shelves[k->side], plan->chart_index, NULL)->chart;
	k->values = pn_plan_values(project, plan, &k->error);
	if (k->values)
		k->manifest = pintle_render(k->chart, k->values, &k->options, &k->error);
}

static void *work_on(void *data)
{
	project_diff *d = data;

	for (;;) {
		size_t index;

		pthread_mutex_lock(&d->lock);
		index = d->next++;
		pthread_mutex_unlock(&d->lock);
		if (index >= d->kept_count)
			return NULL;
		render_kept(d, &d->kept[index]);
	}
}

/* Renders them with several threads; what they give does not depend on how many these are. */
static bool render_all(project_diff *d)
{
	size_t threads = pn_workers_count(d->how->threads, d->kept_count);

	pthread_mutex_init(&d->lock, NULL);
	pn_workers_run(threads, work_on, d);
	pthread_mutex_destroy(&d->lock);
	for (size_t i = 0; i < d->kept_count; i++) {
		d->side = d->kept[i].side;
		if (!d->kept[i].manifest)
			return fail_release(d, d->kept[i].index, &d->kept[i].error);
	}
	return true;
}

/* ---- comparing ---- */

static pintle_comparison *compare(project_diff *d, pintle_error *error)
{
	pintle_diff_input *inputs = PN_NEW_ARRAY(&d->arena, pintle_diff_input, d->kept_count + 1);
	bool alone = d->projects[0]->plans.count == 1 && d->projects[1]->plans.count == 1;
	pintle_comparison *comparison;
	size_t a_count = 0;

	if (!inputs) {
		pn_fail_memory(&d->err, &d->arena);
		pn_error_publish(error, &d->err);
		return NULL;
	}
	for (size_t i = 0; i < d->kept_count; i++) {
		kept *k = &d->kept[i];
		const pn_plan *plan = &d->projects[k->side]->plans.items[k->index];

		inputs[i] = (pintle_diff_input){ .size = sizeof *inputs,
						 .release = alone ? NULL : plan->id.ptr,
						 .manifest = k->manifest,
						 .options = &k->options,
						 .chart = k->chart };
		a_count += k->side == 0;
	}
	comparison = pintle_diff(inputs, a_count, inputs + a_count, d->kept_count - a_count,
				 d->options, error);
	if (comparison)
		pn_comparison_add_same(comparison, d->same);
	return comparison;
}

static void finish(project_diff *d)
{
	for (size_t i = 0; i < d->kept_count; i++) {
		kept *k = &d->kept[i];

		pintle_manifest_free(k->manifest);
		pintle_values_free(k->values);
		pintle_error_finish(&k->error);
		pn_arena_finish(&k->arena);
	}
	pn_shelf_finish(&d->shelves[0]);
	pn_shelf_finish(&d->shelves[1]);
	pn_arena_finish(&d->arena);
	pn_error_finish(&d->err);
}

pintle_comparison *pintle_project_diff(const pintle_project *a, const pintle_project *b,
				       const pintle_project_render_options *how,
				       const pintle_diff_options *options, pintle_error *error)
{
	static const pintle_project_render_options default_how = PINTLE_PROJECT_RENDER_INIT;
	static const pintle_diff_options default_options = PINTLE_DIFF_OPTIONS_INIT;
	project_diff d = { .projects = { a, b } };
	pintle_comparison *comparison = NULL;

	d.how = how ? how : &default_how;
	d.options = options ? options : &default_options;
	d.shared =
		d.how->render ? *d.how->render : (pintle_render_options)PINTLE_RENDER_OPTIONS_INIT;
	d.shared.traced = true;
	d.shared.log = NULL; /* the first look has told it all */
	pn_arena_init(&d.arena, a->mem, 0);
	pn_error_init(&d.err, a->mem);
	if (open_shelves(&d) && look_at_side(&d, 0) && look_at_side(&d, 1) && list_kept(&d) &&
	    render_all(&d))
		comparison = compare(&d, error);
	else
		pn_error_publish(error, &d.err);
	finish(&d);
	return comparison;
}
