/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filling charts/ (Helm: pkg/downloader/manager.go, internal/resolver/resolver.go) from folders of
 * this machine. A dependency that has a repository in the network is taken as it is in charts/, or
 * refused.
 */
#include "pack/parts.h"

#include "semver/semver.h"

/* One run: update or build. */
typedef struct fetch {
	pn_cx *cx;
	const pn_fetch_options *options;
	pn_str folder, charts;
	pn_chart *chart;
	pn_buf *report;
	pn_packed *packed; /* what goes into charts/ */
	size_t packed_count;
} fetch;

/* ---- where dependencies come from ---- */

/* Returns the vendored chart of a dependency that meets its version; NULL: there is none. */
static const pn_chart *find_vendored(fetch *f, const pn_dependency *d)
{
	const pn_constraint *constraint = pn_constraint_parse(d->version, f->cx->arena, NULL);

	for (uint32_t i = 0; i < f->chart->child_count; i++) {
		const pn_chart *child = f->chart->children[i];
		pn_semver version;

		if (pn_str_eq(child->meta.name, d->name) && constraint &&
		    pn_semver_parse(&version, child->meta.version, f->cx->arena, NULL) &&
		    pn_constraint_check(constraint, &version))
			return child;
	}
	return NULL;
}

/* Says whether a text could be a repository: an address, or an alias of one. */
static bool is_address(pn_str repository)
{
	return pn_str_find_byte(repository, ':') != PN_NOT_FOUND ||
	       pn_str_starts(repository, PN_STR("/")) || pn_str_starts(repository, PN_STR("@"));
}

static bool refuse_words(fetch *f, const pn_str *names, size_t count)
{
	pn_buf list;

	pn_buf_init(&list, f->cx->arena);
	for (size_t i = 0; i < count; i++)
		pn_buf_format(&list, "%s%.*s", i ? ", " : "", PN_ARG(names[i]));
	return pn_fail(
		f->cx->err, PINTLE_ERR_CHART,
		"no repository definition for %s. Please add them via 'helm repo add'\n"
		"Note that repositories must be URLs or aliases. For example, to refer to "
		"the \"example\"\n"
		"repository, use \"https://charts.example.com/\" or \"@example\" instead of\n"
		"\"example\". Don't forget to add the repo, too ('helm repo add').",
		pn_buf_z(&list));
}

/* Checks each dependency's repository (Helm: resolveRepoNames). */
static bool check_repositories(fetch *f, const pn_dependency *items, uint32_t count)
{
	pn_str *words = PN_NEW_ARRAY(f->cx->arena, pn_str, count);
	size_t word_count = 0;
	pn_str path;

	if (!words)
		return pn_fail_memory(f->cx->err, f->cx->arena);
	for (uint32_t i = 0; i < count; i++) {
		const pn_dependency *d = &items[i];

		if (!d->repository.len)
			continue;
		if (pn_is_local(d)) {
			if (!pn_local_path(f->cx, d->repository, f->folder, &path))
				return false;
			if (f->options->debug)
				pn_buf_format(f->report, "Repository from local path: %.*s\n",
					      PN_ARG(d->repository));
		} else if (!is_address(d->repository)) {
			words[word_count++] = d->repository;
		}
	}
	return !word_count || refuse_words(f, words, word_count);
}

/* Refuses dependencies that only the network has. */
static bool check_vendored(fetch *f, const pn_dependency *items, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		const pn_dependency *d = &items[i];

		if (!pn_is_local(d) && !find_vendored(f, d))
			return pn_fail(f->cx->err, PINTLE_ERR_UNSUPPORTED,
				       "dependency %.*s %.*s comes from %.*s, and pintle never "
				       "uses the network: put the chart into %.*s, or give it a "
				       "file:// repository",
				       PN_ARG(d->name), PN_ARG(d->version), PN_ARG(d->repository),
				       PN_ARG(f->charts));
	}
	return true;
}

/* ---- exact versions (Helm: resolver.go, Resolve) ---- */

/* Finds the version of a folder's chart; empty when it does not meet the constraint. */
static bool resolve_folder(fetch *f, const pn_dependency *d, const pn_constraint *constraint,
			   pn_str *version)
{
	pn_semver parsed;
	pn_chart *found;
	pn_str path;

	*version = PN_STR_EMPTY;
	if (!pn_local_path(f->cx, d->repository, f->folder, &path) ||
	    !pn_pack_load_folder(f->cx, path, f->options->pack.confine, &found))
		return false;
	if (pn_semver_parse(&parsed, found->meta.version, f->cx->arena, NULL) &&
	    pn_constraint_check(constraint, &parsed))
		*version = found->meta.version;
	return true;
}

static bool resolve_one(fetch *f, const pn_dependency *d, pn_dependency *out)
{
	pn_str why, path, charts;
	const pn_constraint *constraint = pn_constraint_parse(d->version, f->cx->arena, &why);
	pn_buf quoted;

	*out = (pn_dependency){ .name = d->name,
				.version = d->version,
				.repository = d->repository };
	pn_buf_init(&quoted, f->cx->arena);
	pn_buf_quote(&quoted, d->name);
	if (!constraint)
		return pn_fail(f->cx->err, PINTLE_ERR_CHART,
			       "dependency %s has an invalid version/constraint format: %.*s",
			       pn_buf_z(&quoted), PN_ARG(why));
	if (!d->repository.len) {
		charts = pn_path_join(f->cx->arena, PN_STR("charts"), d->name);
		return pn_local_path(f->cx, charts, f->folder, &path);
	}
	if (pn_is_local(d))
		return resolve_folder(f, d, constraint, &out->version);
	out->version = find_vendored(f, d)->meta.version;
	return true;
}

/* Tells which dependencies no chart meets. */
static bool check_resolved(fetch *f, const pn_metadata *meta, const pn_locked *locked)
{
	size_t missing = 0;
	pn_buf list;

	pn_buf_init(&list, f->cx->arena);
	for (uint32_t i = 0; i < locked->count; i++) {
		const pn_dependency *d = &meta->dependencies[i];

		if (locked->items[i].version.len || !d->version.len)
			continue;
		pn_buf_add(&list, missing++ ? PN_STR(", ") : PN_STR(""));
		pn_buf_quote(&list, d->name);
		pn_buf_lit(&list, " (repository ");
		pn_buf_quote(&list, d->repository);
		pn_buf_lit(&list, ", version ");
		pn_buf_quote(&list, d->version);
		pn_buf_byte(&list, ')');
	}
	return !missing ||
	       pn_fail(f->cx->err, PINTLE_ERR_CHART,
		       "can't get a valid version for %zu subchart(s): %s. Make sure a matching "
		       "chart version exists in the repo, or change the version constraint in "
		       "Chart.yaml",
		       missing, pn_buf_z(&list));
}

static bool resolve(fetch *f, pn_locked *out)
{
	const pn_metadata *meta = &f->chart->meta;

	out->count = meta->dependency_count;
	out->items = PN_NEW_ARRAY(f->cx->arena, pn_dependency, out->count);
	if (!out->items)
		return pn_fail_memory(f->cx->err, f->cx->arena);
	for (uint32_t i = 0; i < out->count; i++) {
		if (!resolve_one(f, &meta->dependencies[i], &out->items[i]))
			return false;
	}
	return check_resolved(f, meta, out);
}

/* ---- into charts/ (Helm: downloadAll) ---- */

/* Checks the folder in charts/ of a dependency without a repository. */
static bool check_folder(fetch *f, const pn_dependency *d, bool *told)
{
	pn_str path = pn_path_join(f->cx->arena, f->charts, d->name), why;
	const pn_constraint *constraint;
	pn_semver version;
	pn_chart *found;

	pn_buf_format(f->report,
		      "Dependency %.*s did not declare a repository. Assuming it exists in the "
		      "charts directory\n",
		      PN_ARG(d->name));
	if (!pn_pack_load_folder(f->cx, path, f->options->pack.confine, &found))
		return pn_error_prefix(f->cx->err, "unable to load chart '%.*s': ", PN_ARG(path));
	constraint = pn_constraint_parse(d->version, f->cx->arena, &why);
	if (!constraint)
		return pn_fail(f->cx->err, PINTLE_ERR_CHART,
			       "dependency %.*s has an invalid version/constraint format: %.*s",
			       PN_ARG(d->name), PN_ARG(why));
	if (!pn_semver_parse(&version, found->meta.version, f->cx->arena, &why))
		return pn_fail(f->cx->err, PINTLE_ERR_CHART,
			       "invalid version %.*s for dependency %.*s: %.*s", PN_ARG(d->version),
			       PN_ARG(d->name), PN_ARG(why));
	if (pn_constraint_check(constraint, &version))
		return true;
	*told = true;
	return pn_fail(f->cx->err, PINTLE_ERR_CHART,
		       "dependency %.*s at version %.*s does not satisfy the constraint %.*s",
		       PN_ARG(d->name), PN_ARG(found->meta.version), PN_ARG(d->version));
}

/* Packs the folder of a file:// dependency (Helm: tarFromLocalDir). */
static bool pack_folder(fetch *f, pn_dependency *d)
{
	const pn_constraint *constraint;
	pn_semver version;
	pn_chart *found;
	pn_str path, why;

	if (f->options->debug)
		pn_buf_format(f->report, "Archiving %.*s from repo %.*s\n", PN_ARG(d->name),
			      PN_ARG(d->repository));
	if (!pn_local_path(f->cx, d->repository, f->folder, &path) ||
	    !pn_pack_load_folder(f->cx, path, f->options->pack.confine, &found))
		return false;
	constraint = pn_constraint_parse(d->version, f->cx->arena, &why);
	if (!constraint)
		return pn_fail(f->cx->err, PINTLE_ERR_CHART,
			       "dependency %.*s has an invalid version/constraint format: %.*s",
			       PN_ARG(d->name), PN_ARG(why));
	if (!pn_semver_parse(&version, found->meta.version, f->cx->arena, &why))
		return pn_fail_str(f->cx->err, PINTLE_ERR_CHART, why);
	if (!pn_constraint_check(constraint, &version))
		return pn_fail(f->cx->err, PINTLE_ERR_CHART,
			       "can't get a valid version for dependency %.*s", PN_ARG(d->name));
	d->version = found->meta.version;
	return pn_pack_chart(f->cx, found, &f->options->pack, &f->packed[f->packed_count++]);
}

static bool take(fetch *f, pn_dependency *d)
{
	bool told = true;

	if (!d->repository.len) {
		told = false;
		if (check_folder(f, d, &told))
			return true;
	} else if (!pn_is_local(d)) {
		pn_buf_format(f->report, "Keeping %.*s from the charts directory\n",
			      PN_ARG(d->name));
		return true;
	} else if (pack_folder(f, d)) {
		return true;
	}
	if (told)
		pn_buf_format(f->report, "Save error occurred:  %.*s\n",
			      PN_ARG(pn_error_text(f->cx->err)));
	return false;
}

static bool make_charts(fetch *f)
{
	const char *path = pn_str_z(f->cx->arena, f->charts);
	pn_file_kind kind = pn_os_stat(path, true).kind;
	pn_buf quoted;

	if (kind == PN_FILE_FOLDER)
		return true;
	if (kind == PN_FILE_MISSING)
		return pn_os_make_folders(f->cx->arena, path, f->cx->err);
	pn_buf_init(&quoted, f->cx->arena);
	pn_buf_quote(&quoted, f->charts);
	return pn_fail(f->cx->err, PINTLE_ERR_CHART, "%s is not a directory", pn_buf_z(&quoted));
}

static bool is_packed(const fetch *f, pn_str name)
{
	for (size_t i = 0; i < f->packed_count; i++) {
		if (pn_str_eq(f->packed[i].name, name))
			return true;
	}
	return false;
}

/* Says whether a dependency of this name has its chart in charts/ only. */
static bool is_kept(const pn_locked *deps, pn_str name)
{
	for (uint32_t i = 0; i < deps->count; i++) {
		const pn_dependency *d = &deps->items[i];

		if (pn_str_eq(d->name, name) && (!d->repository.len || !pn_is_local(d)))
			return true;
	}
	return false;
}

/* Removes an archive that no dependency asks for; what is no chart stays. */
static bool remove_outdated(fetch *f, const pn_locked *deps, pn_str name)
{
	pn_str path = pn_path_join(f->cx->arena, f->charts, name);
	const char *z = pn_str_z(f->cx->arena, path);
	pn_chart *found;

	if (pn_os_stat(z, false).kind == PN_FILE_FOLDER || is_packed(f, name))
		return true;
	if (!pn_pack_load_file(f->cx, path, &found)) {
		if (f->cx->err->status == PINTLE_ERR_NO_MEMORY)
			return false;
		pn_buf_format(f->report, "Could not verify %s for deletion: %.*s (Skipping)\n", z,
			      PN_ARG(pn_error_text(f->cx->err)));
	} else if (!is_kept(deps, found->meta.name) && !pn_os_remove_file(z, f->cx->err)) {
		pn_buf_format(f->report, "Could not delete %s: %.*s (Skipping)", z,
			      PN_ARG(pn_error_text(f->cx->err)));
	}
	pn_error_clear(f->cx->err);
	return true;
}

/* Puts the archives into charts/ and removes others (Helm: safeMoveDeps). */
static bool move_all(fetch *f, const pn_locked *deps)
{
	pn_arena *arena = f->cx->arena;
	pn_str *names;
	size_t count;

	if (!pn_os_list(arena, pn_str_z(arena, f->charts), &names, &count, f->cx->err))
		return false;
	for (size_t i = 0; i < f->packed_count; i++) {
		pn_str path = pn_path_join(arena, f->charts, f->packed[i].name);

		if (!pn_os_replace_file(arena, pn_str_z(arena, path), f->packed[i].bytes,
					f->cx->err))
			return false;
	}
	pn_buf_lit(f->report, "Deleting outdated charts\n");
	for (size_t i = 0; i < count; i++) {
		if (!remove_outdated(f, deps, names[i]))
			return false;
	}
	return true;
}

static bool take_all(fetch *f, pn_locked *deps)
{
	f->packed = PN_NEW_ARRAY(f->cx->arena, pn_packed, deps->count);
	if (!f->packed)
		return pn_fail_memory(f->cx->err, f->cx->arena);
	if (!make_charts(f))
		return false;
	pn_buf_format(f->report, "Saving %u charts\n", deps->count);
	for (uint32_t i = 0; i < deps->count; i++) {
		if (!take(f, &deps->items[i]))
			return false;
	}
	return move_all(f, deps);
}

/* ---- the lock file ---- */

static const char *lock_name(const fetch *f)
{
	return pn_str_is(f->chart->meta.api_version, "v1") ? "requirements.lock" : "Chart.lock";
}

static bool write_lock(fetch *f, const pn_lock *lock)
{
	pn_arena *arena = f->cx->arena;
	const char *name = lock_name(f);
	const char *path = pn_str_z(arena, pn_path_join(arena, f->folder, pn_str_from(name)));
	pn_buf text, quoted;

	if (pn_os_stat(path, false).kind == PN_FILE_LINK) {
		pn_buf_init(&quoted, arena);
		pn_buf_quote(&quoted, pn_os_read_link(arena, path));
		return pn_fail(f->cx->err, PINTLE_ERR_CHART, "the %s file is a symlink to %s", name,
			       pn_buf_z(&quoted));
	}
	pn_buf_init(&text, arena);
	return pn_lock_write(f->cx, lock, &text) &&
	       pn_os_write_file(path, pn_buf_str(&text), false, f->cx->err);
}

/* Reads the chart's lock file; *found says whether there is one. */
static bool read_lock(fetch *f, pn_lock *out, bool *found)
{
	pn_str text;

	*found = f->chart->lock != NULL;
	return !*found ||
	       (pn_file_data(f->cx, f->chart->lock, &text) && pn_lock_read(f->cx, text, out));
}

/* ---- the commands ---- */

static bool load_chart(fetch *f)
{
	const char *z = pn_str_z(f->cx->arena, f->folder);
	pn_chart *chart;

	switch (pn_os_stat(z, true).kind) {
	case PN_FILE_FOLDER:
		break;
	case PN_FILE_MISSING:
		pn_pack_load(f->cx, f->folder, false, &chart); /* for its words */
		return pn_error_wrap(f->cx->err, "could not find %s: ", z);
	default:
		return pn_fail(f->cx->err, PINTLE_ERR_CHART, "only unpacked charts can be updated");
	}
	return pn_pack_load_folder(f->cx, f->folder, f->options->pack.confine, &f->chart);
}

static bool update(fetch *f)
{
	const pn_metadata *meta = &f->chart->meta;
	pn_lock old, lock = { .generated = pn_time_unix(f->options->now, f->options->nanoseconds,
							pn_zone_utc()) };
	pn_locked locked;
	bool had_lock;

	if (!meta->has_dependencies)
		return true;
	if (!check_repositories(f, meta->dependencies, meta->dependency_count) ||
	    !check_vendored(f, meta->dependencies, meta->dependency_count) ||
	    !resolve(f, &locked) || !take_all(f, &locked) || !read_lock(f, &old, &had_lock))
		return false;
	lock.digest = pn_lock_digest(f->cx, meta, &locked);
	lock.dependencies = locked.items;
	lock.dependency_count = locked.count;
	return (had_lock && pn_str_eq(old.digest, lock.digest)) || write_lock(f, &lock);
}

/* Says whether a lock file belongs to Chart.yaml as it is now. */
static bool check_digest(fetch *f, const pn_lock *lock)
{
	const pn_metadata *meta = &f->chart->meta;
	pn_locked locked = { lock->dependencies, lock->dependency_count };

	if (pn_str_eq(pn_lock_digest(f->cx, meta, &locked), lock->digest))
		return true;
	if (!pn_str_is(meta->api_version, "v1"))
		return pn_fail(f->cx->err, PINTLE_ERR_CHART,
			       "the lock file (Chart.lock) is out of sync with the dependencies "
			       "file (Chart.yaml). Please update the dependencies with 'helm "
			       "dependency update'");
	pn_log(f->cx->log, PINTLE_LOG_WARN,
	       PN_STR("a valid Helm v3 hash was not found. Checking against Helm v2 hash..."), NULL,
	       0);
	return pn_str_eq(pn_lock_digest_2(f->cx, meta), lock->digest) ||
	       pn_fail(f->cx->err, PINTLE_ERR_CHART,
		       "the lock file (requirements.lock) is out of sync with the dependencies "
		       "file (requirements.yaml). Please update the dependencies");
}

static bool build(fetch *f)
{
	const pn_metadata *meta = &f->chart->meta;
	pn_locked locked;
	pn_lock lock;
	bool found;

	if (!read_lock(f, &lock, &found))
		return false;
	if (!found)
		return update(f);
	locked = (pn_locked){ lock.dependencies, lock.dependency_count };
	return check_repositories(f, meta->dependencies, meta->dependency_count) &&
	       check_digest(f, &lock) && check_vendored(f, locked.items, locked.count) &&
	       take_all(f, &locked);
}

static fetch begin(pn_cx *cx, pn_str folder, const pn_fetch_options *options, pn_buf *report)
{
	return (fetch){ .cx = cx,
			.options = options,
			.folder = folder,
			.charts = pn_path_join(cx->arena, folder, PN_STR("charts")),
			.report = report };
}

bool pn_dependencies_update(pn_cx *cx, pn_str folder, const pn_fetch_options *options,
			    pn_buf *report)
{
	fetch f = begin(cx, folder, options, report);

	return load_chart(&f) && update(&f);
}

bool pn_dependencies_build(pn_cx *cx, pn_str folder, const pn_fetch_options *options,
			   pn_buf *report)
{
	fetch f = begin(cx, folder, options, report);

	return load_chart(&f) && build(&f);
}
