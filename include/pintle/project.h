/* SPDX-License-Identifier: Apache-2.0 */
/**
 * # Projects: many releases, listed in a file, rendered in one go
 *
 * A project is read from a pintle.yaml (docs/project.md), or from files that hold Flux HelmRelease
 * and Argo CD Application objects. Its charts are loaded once, its releases rendered by several
 * threads; whoever asked gets them in the order of the list, one at a time.
 */
#ifndef PINTLE_PROJECT_H
#define PINTLE_PROJECT_H

#include <pintle/diff.h>
#include <pintle/render.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Releases that are to be rendered. Immutable once it is loaded. */
typedef struct pintle_project pintle_project;

/** Which files a release becomes. */
typedef enum pintle_split {
	PINTLE_SPLIT_RELEASE = 0, /**< one: manifest.yaml */
	PINTLE_SPLIT_TEMPLATE,	  /**< one for each template, by its path */
	PINTLE_SPLIT_OBJECT	  /**< one for each object: kind-name.yaml */
} pintle_split;

/** How a project is loaded. Initialise with PINTLE_PROJECT_OPTIONS_INIT; strings are copied. */
typedef struct pintle_project_options {
	size_t size;
	const pintle_allocator *allocator; /**< NULL: the C library; must outlive the project */
	const pintle_limits *limits;	   /**< of each chart and render; NULL: the defaults */
	/** Folders in which charts are found by name, before those that the files name. */
	const char *const *chart_folders;
	size_t chart_folder_count;
	/** Patterns of ids, "prod/\*"; a release takes part when one matches. None: all do. */
	const char *const *only;
	size_t only_count;
	const pintle_file_view *view; /**< where files are; NULL: on the machine; see allocator */
} pintle_project_options;

#define PINTLE_PROJECT_OPTIONS_INIT                                                \
	{                                                                          \
		sizeof(pintle_project_options), NULL, NULL, NULL, 0, NULL, 0, NULL \
	}

/**
 * Loads a project from files; options may be NULL. Paths in a file are relative to its folder.
 * NULL and *error when a file cannot be read, is no project (PINTLE_ERR_PROJECT, with file, line
 * and column), names one id twice, or when a pattern of `only` matches nothing. Since: 0.1.
 */
PINTLE_API pintle_project *pintle_project_load(const char *const *files, size_t count,
					       const pintle_project_options *options,
					       pintle_error *error);
/** Frees a project; NULL is fine. Since: 0.1. */
PINTLE_API void pintle_project_free(pintle_project *project);

/** What a release is called and made of. Borrowed from the project. */
typedef struct pintle_project_release {
	const char *id;	  /**< unique; also its folder below the output: "prod/fastapi" */
	const char *name; /**< of the Helm release */
	const char *namespace_name;
	const char *chart; /**< the path of its chart */
	const char *file;  /**< where it is listed */
	uint32_t line;	   /**< from 1 */
} pintle_project_release;

/** The releases in the order of the files. Release i is all empty beyond the last. Since: 0.1. */
PINTLE_API size_t pintle_project_count(const pintle_project *project);
PINTLE_API pintle_project_release pintle_project_at(const pintle_project *project, size_t i);
/**
 * Remarks on what was left out while loading, such as post-renderers of Flux, one line each; ""
 * beyond the last. Since: 0.1.
 */
PINTLE_API size_t pintle_project_remark_count(const pintle_project *project);
PINTLE_API const char *pintle_project_remark(const pintle_project *project, size_t i);
/** Where the file wants output and goldens: paths, "out" and "golden" when it does not say. */
PINTLE_API const char *pintle_project_output(const pintle_project *project);
PINTLE_API const char *pintle_project_golden(const pintle_project *project);
/** How the file wants releases to be split. */
PINTLE_API pintle_split pintle_project_split(const pintle_project *project);

/** One of the files that a release becomes. */
typedef struct pintle_output_file {
	const char *path; /**< below the output folder: "prod/fastapi/manifest.yaml" */
	pintle_text text;
} pintle_output_file;

/** What came of one release. All of it is valid during the call only. */
typedef struct pintle_result {
	size_t index;			 /**< of the release */
	const pintle_manifest *manifest; /**< NULL when it failed */
	const pintle_error *error;	 /**< NULL when it did not */
	const pintle_output_file *files; /**< by path */
	size_t file_count;
} pintle_result;

/** How a project is rendered. Initialise with PINTLE_PROJECT_RENDER_INIT; strings are borrowed. */
typedef struct pintle_project_render_options {
	size_t size;
	unsigned threads; /**< 0: one for each processor */
	pintle_split split;
	/**
	 * What all releases share: profile, kube_version and api_versions of those that name none,
	 * log, seed, clock, zone, traced, cancelled, resolve. What a release says itself is not
	 * looked at. May be NULL. The log may be called from every thread, one at a time.
	 */
	const pintle_render_options *render;
	/**
	 * Gets each result, in the order of the releases, one at a time, from any thread. Returning
	 * false ends the work early.
	 */
	bool (*each)(void *data, const pintle_result *result);
	/** Told how many releases are done, whatever the order; one call at a time. May be NULL. */
	void (*progress)(void *data, size_t done, size_t total);
	void *data; /**< for both */
} pintle_project_render_options;

#define PINTLE_PROJECT_RENDER_INIT                                           \
	{                                                                    \
		.size = sizeof(pintle_project_render_options), .threads = 0, \
	}

/**
 * Says whether a file lists releases: a pintle.yaml under whatever name. Others may still be given
 * to pintle_project_load(), as objects that describe releases. `view` may be NULL. Since: 0.1.
 */
PINTLE_API bool pintle_project_is_list(const char *path, const pintle_file_view *view);

/**
 * Renders all releases. The results do not depend on the number of threads. Returns false when
 * `each` ended the work, or when there was no memory to begin (PINTLE_ERR_NO_MEMORY); a release
 * that fails is no failure of the whole. Since: 0.1.
 */
PINTLE_API bool pintle_project_render(const pintle_project *project,
				      const pintle_project_render_options *options,
				      pintle_error *error);

/**
 * Learns the secrets of all releases, of their values and the defaults of their charts, so that
 * messages about them can be masked; what cannot be read is left out. False without memory. Since:
 * 0.1.
 */
PINTLE_API bool pintle_project_learn(const pintle_project *project, pintle_secrets *secrets,
				     pintle_error *error);

/**
 * Compares the releases of two projects, each with the one of its id, or two projects of one
 * release each. `how` tells what renders share, and the number of threads, on which the result does
 * not depend; give a seed and a clock to it, else random values differ. how and options may be
 * NULL. NULL and *error when a release cannot be rendered. Since: 0.1.
 */
PINTLE_API pintle_comparison *pintle_project_diff(const pintle_project *a, const pintle_project *b,
						  const pintle_project_render_options *how,
						  const pintle_diff_options *options,
						  pintle_error *error);

/** How a file of a golden tree differs from what was rendered. */
typedef enum pintle_golden_state {
	PINTLE_GOLDEN_SAME = 0,
	PINTLE_GOLDEN_CHANGED,
	PINTLE_GOLDEN_MISSING, /**< rendered, but not in the tree */
	PINTLE_GOLDEN_STALE    /**< in the tree, but no longer rendered */
} pintle_golden_state;

/**
 * Compares one file below `folder` with a text, and writes it when `update`. Since: 0.1.
 * Returns false and *error when it cannot be read or written.
 */
PINTLE_API bool pintle_golden_file(const char *folder, const pintle_output_file *file, bool update,
				   pintle_golden_state *state, pintle_error *error);
/**
 * Calls `each` for every .yaml file below the folders of the project's releases, or below the whole
 * tree when no release was left out by `only`, that is not among `paths` (sorted): the stale ones.
 * With `update` they are removed. Since: 0.1.
 */
PINTLE_API bool pintle_golden_stale(const pintle_project *project, const char *folder,
				    const char *const *paths, size_t count, bool update,
				    bool (*each)(void *data, const char *path), void *data,
				    pintle_error *error);

#ifdef __cplusplus
}
#endif
#endif
