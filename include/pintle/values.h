/* SPDX-License-Identifier: Apache-2.0 */
/**
 * # Values: what is put over a chart's defaults
 *
 * Additions apply in the order of the calls: later ones win. The helm command applies all files
 * first, then --set-json, --set, --set-string, --set-file and --set-literal.
 */
#ifndef PINTLE_VALUES_H
#define PINTLE_VALUES_H

#include <pintle/chart.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A set of values under construction. For one thread at a time; renders only read it. */
typedef struct pintle_values pintle_values;

typedef struct pintle_values_options {
	size_t size;
	const pintle_allocator *allocator; /**< NULL: the C library; must outlive the values */
	const pintle_limits *limits;	   /**< NULL: the defaults; copied */
	pintle_timings *timings;	   /**< NULL: no clock is read; must outlive the values */
	const pintle_file_view *view; /**< where files are; NULL: on the machine; see timings */
} pintle_values_options;

#define PINTLE_VALUES_OPTIONS_INIT                                    \
	{                                                             \
		sizeof(pintle_values_options), NULL, NULL, NULL, NULL \
	}

/** Makes an empty set of values; options may be NULL. NULL without memory. Since: 0.1. */
PINTLE_API pintle_values *pintle_values_new(const pintle_values_options *options);
/** Frees the values; NULL is fine. Since: 0.1. */
PINTLE_API void pintle_values_free(pintle_values *values);

/** Reads a values file (-f). A path of "-" is not special. Since: 0.1. */
PINTLE_API bool pintle_values_add_file(pintle_values *values, const char *path,
				       pintle_error *error);
/** Takes the text of a values file; `name` is for messages. The text is copied. Since: 0.1. */
PINTLE_API bool pintle_values_add_yaml(pintle_values *values, const char *name, pintle_text text,
				       pintle_error *error);
/** Applies a --set line: KEY=VALUE[,KEY=VALUE...]. Since: 0.1. */
PINTLE_API bool pintle_values_add_set(pintle_values *values, const char *line, pintle_error *error);
/** Applies a --set-string line: every value is a string. Since: 0.1. */
PINTLE_API bool pintle_values_add_set_string(pintle_values *values, const char *line,
					     pintle_error *error);
/**
 * Applies a --set-file line: every value is the content of the file it names; "-" is standard
 * input. Since: 0.1.
 */
PINTLE_API bool pintle_values_add_set_file(pintle_values *values, const char *line,
					   pintle_error *error);
/** Applies a --set-json line: KEY=JSON[,KEY=JSON...], or one JSON object. Since: 0.1. */
PINTLE_API bool pintle_values_add_set_json(pintle_values *values, const char *line,
					   pintle_error *error);
/** Applies a --set-literal line: the rest of the line, whatever it holds, is the value. */
PINTLE_API bool pintle_values_add_set_literal(pintle_values *values, const char *line,
					      pintle_error *error);

#ifdef __cplusplus
}
#endif
#endif
