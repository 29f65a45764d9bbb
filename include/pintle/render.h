/* SPDX-License-Identifier: Apache-2.0 */
/** # Rendering: from chart, values and release to a manifest */
#ifndef PINTLE_RENDER_H
#define PINTLE_RENDER_H

#include <pintle/chart.h>
#include <pintle/values.h>
#include <pintle/version.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The time of a seeded render whose clock is not fixed otherwise: 2026-11-01, in seconds. */
#define PINTLE_SEED_CLOCK INT64_C(1793491200)

/** What a render is told. Initialise with PINTLE_RENDER_OPTIONS_INIT; strings are borrowed. */
typedef struct pintle_render_options {
	size_t size;
	const pintle_allocator *allocator; /**< NULL: the C library; must outlive the manifest */
	const pintle_limits *limits;	   /**< NULL: the defaults */
	const pintle_log *log;		   /**< NULL: warnings are dropped */
	pintle_profile profile;
	const char *release_name;	 /**< NULL: "release-name", as Helm */
	const char *namespace_name;	 /**< NULL: "default" */
	bool is_upgrade;		 /**< .Release.IsUpgrade instead of .Release.IsInstall */
	const char *kube_version;	 /**< NULL: the profile's default, e.g. "v1.36.0" */
	const char *const *api_versions; /**< added to the default ones */
	size_t api_version_count;
	bool include_crds;
	bool no_hooks;
	bool skip_tests;
	bool skip_schema;
	const char *const *show_only; /**< patterns of template paths, see pintle_manifest_text */
	size_t show_only_count;
	const char *lookup; /**< YAML of the objects that `lookup` finds; NULL: none */
	size_t lookup_len;
	/**
	 * NULL: the system's entropy. Else randomness is derived from it: the same seed, release
	 * and call give the same bytes, and the clock stands at PINTLE_SEED_CLOCK unless it is
	 * fixed to another time. Keys, certificates and hashes are as good as any, but for being
	 * known to whoever knows the seed.
	 */
	const char *seed;
	bool fixed_clock;      /**< use `clock` rather than the system's time */
	int64_t clock;	       /**< seconds since 1970 */
	const char *time_zone; /**< local zone: IANA name, or path of a file; NULL: "UTC" */
	bool traced;	       /**< keep for each byte where it comes from */
	/** Asked now and then; true stops the render with PINTLE_ERR_CANCELLED. May be NULL. */
	bool (*cancelled)(void *data);
	void *cancel_data;
	/**
	 * Resolves names for getHostByName: writes a text of at most size bytes and returns true.
	 * NULL: the function returns "".
	 */
	bool (*resolve)(void *data, const char *host, char *address, size_t size);
	void *resolve_data;
	pintle_timings *timings; /**< NULL: no clock is read */
	/**
	 * Explain errors by notes (pintle_error.notes): the excerpt, the stack, the value that is
	 * at fault and who sets it. Costs a second render, of failures only.
	 */
	bool explain_errors;
	/** After a failing template go on with the others; their errors are pintle_error.next. */
	bool keep_going;
} pintle_render_options;

#define PINTLE_RENDER_OPTIONS_INIT                    \
	{                                             \
		.size = sizeof(pintle_render_options) \
	}

/** What a render gave. Owns all its texts; freed in one go. */
typedef struct pintle_manifest pintle_manifest;

typedef enum pintle_role {
	PINTLE_CRD = 0, /**< a file of crds/, as it is */
	PINTLE_OBJECT,
	PINTLE_HOOK
} pintle_role;

/** One document of a manifest. Borrowed from it. */
typedef struct pintle_document {
	pintle_role role;
	pintle_text source;		     /**< "c/templates/a.yaml" */
	pintle_text text;		     /**< without "---" and "# Source:" */
	pintle_text api_version, kind, name; /**< as far as the document says */
	bool is_test;			     /**< a hook with the test event */
} pintle_document;

/**
 * Renders a chart. values may be NULL (the chart's defaults only). Several threads may render one
 * chart at once. Returns NULL and sets *error on failure; error->during_render tells failures
 * that Helm shows with its --debug hint. Since: 0.1.
 */
PINTLE_API pintle_manifest *pintle_render(const pintle_chart *chart, const pintle_values *values,
					  const pintle_render_options *options,
					  pintle_error *error);
/**
 * As pintle_render(), but also returns a manifest when an error came up after rendering had begun:
 * what there is then can be had from pintle_manifest_debug_text(). *error tells. Since: 0.1.
 */
PINTLE_API pintle_manifest *pintle_render_partial(const pintle_chart *chart,
						  const pintle_values *values,
						  const pintle_render_options *options,
						  pintle_error *error);
/** Frees a manifest; NULL is fine. Since: 0.1. */
PINTLE_API void pintle_manifest_free(pintle_manifest *manifest);

/**
 * The text that `helm template` prints, with include_crds, no_hooks, skip_tests and show_only
 * applied. A show_only pattern that matches nothing makes pintle_render() fail.
 */
PINTLE_API pintle_text pintle_manifest_text(const pintle_manifest *manifest);
/**
 * What `helm template --debug` prints after an error: all rendered files, "\n" when there are none,
 * show_only applied.
 */
PINTLE_API pintle_text pintle_manifest_debug_text(const pintle_manifest *manifest);
/** The first pattern of show_only that matches nothing of the debug text; SIZE_MAX: there is none.
 */
PINTLE_API size_t pintle_manifest_unmatched(const pintle_manifest *manifest);
/** The root chart's rendered NOTES.txt; empty when there is none. */
PINTLE_API pintle_text pintle_manifest_notes(const pintle_manifest *manifest);

/** The documents in the order of printing, hooks last, none left out. */
PINTLE_API size_t pintle_manifest_count(const pintle_manifest *manifest);
/** Document i; all empty beyond the last. */
PINTLE_API pintle_document pintle_manifest_at(const pintle_manifest *manifest, size_t i);
/** Bytes of memory that the render took. */
PINTLE_API size_t pintle_manifest_memory(const pintle_manifest *manifest);

/**
 * Renders a --name-template: Sprig's functions, no data. `environment` looks up variables for env
 * and expandenv (NULL: there are none). *text is owned by the caller. Since: 0.1.
 */
PINTLE_API bool pintle_name_from_template(const char *name_template,
					  const char *(*environment)(const char *name),
					  pintle_text *text, pintle_error *error);

/**
 * Executes the --template of `helm version`: Go's own functions, the build of Helm that a profile
 * equals as data. *text is owned by the caller, and is what was written before a failure, too.
 * Since: 0.1.
 */
PINTLE_API bool pintle_helm_build_text(pintle_profile profile, const char *build_template,
				       pintle_text *text, pintle_error *error);
/** Checks a --kube-version; the error's text is Helm's. Since: 0.1. */
PINTLE_API bool pintle_kube_version_check(const char *version, pintle_profile profile,
					  pintle_error *error);

#ifdef __cplusplus
}
#endif
#endif
