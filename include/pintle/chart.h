/* SPDX-License-Identifier: Apache-2.0 */
/** # Charts: loading them, and looking at what is in them */
#ifndef PINTLE_CHART_H
#define PINTLE_CHART_H

#include <pintle/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Text or bytes that may hold NUL. Borrowed. */
typedef struct pintle_text {
	const char *ptr;
	size_t len;
} pintle_text;

/** A loaded chart with its subcharts. Immutable: share it between threads. */
typedef struct pintle_chart pintle_chart;

struct pintle_function;

/** How a chart is loaded. Initialise with PINTLE_LOAD_OPTIONS_INIT. */
typedef struct pintle_load_options {
	size_t size;
	const pintle_allocator *allocator; /**< NULL: the C library; must outlive the chart */
	const pintle_limits *limits;	   /**< NULL: the defaults; copied */
	const pintle_log *log; /**< NULL: warnings are dropped; used during loading only */
	bool follow_links;     /**< follow symbolic links out of the chart's folder, as Helm does */
	const struct pintle_function *functions; /**< host functions, copied; see function.h */
	size_t function_count;
	/** How errors and findings name the chart's place; NULL: as the path or name is. */
	const char *shown_as;
	pintle_timings *timings; /**< NULL: no clock is read; used during loading only */
	/** Take any apiVersion, as `helm show` does, which renders nothing. */
	bool any_version;
	const pintle_file_view *view; /**< where files are; NULL: on the machine; during loading */
	/** No two threads use the chart at once: what that would need is left undone. */
	bool one_thread;
} pintle_load_options;

#define PINTLE_LOAD_OPTIONS_INIT                    \
	{                                           \
		.size = sizeof(pintle_load_options) \
	}

/**
 * Loads a chart from a folder or a .tgz archive. Files that a render may not ask for stay on disk
 * until it does: the folder should not change while the chart is in use.
 * options may be NULL. Returns NULL and sets *error on failure. Since: 0.1.
 */
PINTLE_API pintle_chart *pintle_chart_load(const char *path, const pintle_load_options *options,
					   pintle_error *error);

/** Loads a chart from the bytes of a .tgz archive; `name` is for messages. Since: 0.1. */
PINTLE_API pintle_chart *pintle_chart_load_archive(const char *name, pintle_text archive,
						   const pintle_load_options *options,
						   pintle_error *error);

/** One file of a chart held in memory. */
typedef struct pintle_file {
	const char *name; /**< relative to the chart's root, '/' between: "templates/a.yaml" */
	pintle_text data;
} pintle_file;

/** Loads a chart from files in memory, which are copied. Since: 0.1. */
PINTLE_API pintle_chart *pintle_chart_load_files(const pintle_file *files, size_t count,
						 const pintle_load_options *options,
						 pintle_error *error);

/**
 * Where a chart's files come from. `next` fills *file with the next file and returns true, or
 * returns false at the end; what it points to must be valid until the next call.
 */
typedef struct pintle_file_provider {
	bool (*next)(void *data, pintle_file *file);
	void *data;
} pintle_file_provider;

/** Loads a chart from files that a callback gives one by one. Since: 0.1. */
PINTLE_API pintle_chart *pintle_chart_load_provider(const pintle_file_provider *provider,
						    const pintle_load_options *options,
						    pintle_error *error);

/** Frees a chart; no render of it may be under way. NULL is fine. Since: 0.1. */
PINTLE_API void pintle_chart_free(pintle_chart *chart);

/** Members of Chart.yaml. */
PINTLE_API const char *pintle_chart_name(const pintle_chart *chart);
PINTLE_API const char *pintle_chart_version(const pintle_chart *chart);
PINTLE_API const char *pintle_chart_app_version(const pintle_chart *chart);
/** "application", "library" or "". */
PINTLE_API const char *pintle_chart_type(const pintle_chart *chart);

/** What `helm show` shows. */
typedef enum pintle_show {
	PINTLE_SHOW_CHART = 0, /**< Chart.yaml, as Helm writes it anew */
	PINTLE_SHOW_VALUES,    /**< values.yaml */
	PINTLE_SHOW_README,
	PINTLE_SHOW_CRDS,
	PINTLE_SHOW_ALL
} pintle_show;

/**
 * Gives the text that `helm show WHAT` prints. *text is owned by the caller, freed with
 * pintle_text_free(). Returns false and sets *error on failure. Since: 0.1.
 */
PINTLE_API bool pintle_chart_show(const pintle_chart *chart, pintle_show what, pintle_text *text,
				  pintle_error *error);
/** Frees a text that the caller owns and clears it. Since: 0.1. */
PINTLE_API void pintle_text_free(pintle_text *text);

/** The files of a chart, in the order in which they were loaded; subcharts' files included. */
PINTLE_API size_t pintle_chart_file_count(const pintle_chart *chart);
/** The name of file i; "" beyond the last. */
PINTLE_API pintle_text pintle_chart_file_name(const pintle_chart *chart, size_t i);

#ifdef __cplusplus
}
#endif
#endif
