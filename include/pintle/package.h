/* SPDX-License-Identifier: Apache-2.0 */
/** # Packages: charts into archives, and what they depend on into charts/ */
#ifndef PINTLE_PACKAGE_H
#define PINTLE_PACKAGE_H

#include <pintle/chart.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How charts are packed and fetched. Initialise with PINTLE_PACKAGE_OPTIONS_INIT. */
typedef struct pintle_package_options {
	size_t size;
	const pintle_allocator *allocator; /**< NULL: the C library */
	const pintle_limits *limits;	   /**< NULL: the defaults */
	const pintle_log *log;		   /**< NULL: warnings are dropped */
	bool follow_links;	 /**< follow symbolic links out of a chart's folder, as Helm does */
	const char *version;	 /**< pintle_package(): in place of Chart.yaml's; NULL: that */
	const char *app_version; /**< the same for appVersion */
	/**
	 * Seconds since 1970 that stand for "now" in lock files and that all files of an archive
	 * bear, so that one chart always gives the same bytes. Without it archives bear
	 * 1980-01-01 and lock files the system's time.
	 */
	bool fixed_clock;
	int64_t clock;
	size_t column_width; /**< most columns of a cell in the list; 0: any number */
	bool debug;	     /**< tell more */
} pintle_package_options;

#define PINTLE_PACKAGE_OPTIONS_INIT                                                              \
	{                                                                                        \
		.size = sizeof(pintle_package_options), .follow_links = true, .column_width = 80 \
	}

/**
 * Packs a chart's folder as `helm package` does: *archive gets the bytes of the .tgz, *name the
 * name that belongs to it, NAME-VERSION.tgz. Both are owned by the caller, see
 * pintle_text_free(). Since: 0.1.
 */
PINTLE_API bool pintle_package(const char *folder, const pintle_package_options *options,
			       pintle_text *name, pintle_text *archive, pintle_error *error);

/**
 * What follows is `helm dependency`. *report gets what Helm prints on standard output, after a
 * failure as far as it got; it is owned by the caller in either case, see pintle_text_free().
 *
 * Only folders (file://) and what lies in charts/ are ever taken; a dependency that is nowhere but
 * in the network is refused with PINTLE_ERR_UNSUPPORTED.
 */
/** Lists what a chart, a folder or an archive, depends on. Since: 0.1. */
PINTLE_API bool pintle_dependency_list(const char *chart, const pintle_package_options *options,
				       pintle_text *report, pintle_error *error);
/** Fills charts/ by Chart.yaml, and writes Chart.lock when it changes. Since: 0.1. */
PINTLE_API bool pintle_dependency_update(const char *folder, const pintle_package_options *options,
					 pintle_text *report, pintle_error *error);
/** Fills charts/ by Chart.lock; without one as above. Since: 0.1. */
PINTLE_API bool pintle_dependency_build(const char *folder, const pintle_package_options *options,
					pintle_text *report, pintle_error *error);

#ifdef __cplusplus
}
#endif
#endif
