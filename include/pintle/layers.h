/* SPDX-License-Identifier: Apache-2.0 */
/**
 * # Layers: which file or --set line gave a value, and which traps lie in them
 *
 * Values come from the values.yaml of subcharts, that of the chart, the user's files and --set
 * lines, each over the ones before. All functions here take what pintle_render() takes: a chart,
 * values (NULL: none) and options (NULL: the defaults; what is about output is not looked at).
 * They may be called from several threads at once; a result belongs to one thread at a time and
 * owns all its texts: chart and values may be freed before it, unless something else is said.
 *
 * Values are given as they are. Who keeps secrets in values must not print what this gives.
 */
#ifndef PINTLE_LAYERS_H
#define PINTLE_LAYERS_H

#include <pintle/finding.h>
#include <pintle/origin.h>
#include <pintle/render.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- traps ---- */

/**
 * Finds what in values does something else than it looks like: "values/duplicate-key",
 * "values/yaml-1.1" (yes, on, n), "values/octal", "values/number-changes" (1.10, 1_000),
 * "values/number-prints" (1e+06), "values/list-replaced", "values/null-deletes",
 * "values/null-version" and "values/type-change". Looks at the user's files and lines and at the
 * chart's values.yaml, with `subcharts` also at those of the subcharts. Renders once when there are
 * large numbers; templates that fail are none of this. docs/values.md tells more. NULL and *error
 * on failure. Since: 0.1.
 */
PINTLE_API pintle_findings *pintle_values_lint(const pintle_chart *chart,
					       const pintle_values *values,
					       const pintle_render_options *options, bool subcharts,
					       pintle_error *error);

/* ---- the merged values ---- */

/** Who gave a value. Numbers are stable; new ones are added at the end. */
typedef enum pintle_leaf_kind {
	PINTLE_LEAF_HELM = 0, /**< nobody: Helm's merging made it, such as an empty `global` */
	PINTLE_LEAF_FILE,     /**< a file of the user's */
	PINTLE_LEAF_LINE,     /**< --set or one of its like */
	PINTLE_LEAF_DEFAULT   /**< the values.yaml of the chart or of a subchart */
} pintle_leaf_kind;

/** A value without members: a scalar, a null, an empty map or list. Borrowed. */
typedef struct pintle_leaf {
	pintle_leaf_kind kind;
	const char *path;   /**< as for --set, from the root: "sub.image.tag" */
	pintle_text value;  /**< as JSON */
	pintle_place place; /**< where it was written; file "" and line 0: nowhere */
	/** The path that it was written at, if another: a global, an import ...; else NULL. */
	const char *from;
} pintle_leaf;

/** The values that templates see, and where each came from. */
typedef struct pintle_merged pintle_merged;

/**
 * Merges values as a render does: conditions, tags, import-values, globals, defaults. The chart and
 * the values must live as long as the result. NULL and *error on failure. Since: 0.1.
 */
PINTLE_API pintle_merged *pintle_values_merged(const pintle_chart *chart,
					       const pintle_values *values,
					       const pintle_render_options *options,
					       pintle_error *error);
/** Frees the result; NULL is fine. Since: 0.1. */
PINTLE_API void pintle_merged_free(pintle_merged *merged);

/** The number of leaves. Since: 0.1. */
PINTLE_API size_t pintle_merged_count(const pintle_merged *merged);
/** Leaf i, maps in the order of their keys; NULL beyond the last. Since: 0.1. */
PINTLE_API const pintle_leaf *pintle_merged_at(const pintle_merged *merged, size_t i);
/**
 * Writes the values as YAML that reads back as the same values; with `comments` each leaf has its
 * origin behind it: "# prod.yaml:4", "# --set a.b=1", "# chart default values.yaml:12". *text is
 * owned by the caller: pintle_text_free(). False and *error without memory. Since: 0.1.
 */
PINTLE_API bool pintle_merged_yaml(const pintle_merged *merged, bool comments, pintle_text *text,
				   pintle_error *error);
/** The same as JSON: values and a list of origins; docs/values.md tells the format. Since: 0.1. */
PINTLE_API bool pintle_merged_json(const pintle_merged *merged, pintle_text *text,
				   pintle_error *error);

/* ---- the history of one value ---- */

/** What a layer does to a path. Numbers are stable; new ones are added at the end. */
typedef enum pintle_layer_effect {
	PINTLE_LAYER_UNSET = 0, /**< it says nothing about the path */
	PINTLE_LAYER_WINS,
	PINTLE_LAYER_MERGED,   /**< a map or list that other layers add to */
	PINTLE_LAYER_REPLACED, /**< by a stronger layer */
	PINTLE_LAYER_DELETED,  /**< by a null of a stronger layer */
	PINTLE_LAYER_DELETES,  /**< a null that deletes what weaker layers set */
	PINTLE_LAYER_HIDES,    /**< what it sets above the path leaves no room for it */
	PINTLE_LAYER_IGNORED   /**< Helm does not take it */
} pintle_layer_effect;

/** What one layer sets. Borrowed from its history. */
typedef struct pintle_history_step {
	pintle_layer_effect effect;
	pintle_leaf_kind kind; /**< what sort of layer it is; never PINTLE_LEAF_HELM */
	const char *layer;     /**< the file, or "--set a=b" */
	pintle_place place;    /**< of the key; line 0 when the layer does not set the path */
	const char *path;      /**< what it sets: the path, one above it, or a global's */
	pintle_text value;     /**< as JSON; empty when the layer does not set the path */
	bool is_above;	       /**< it sets something above the path that is no map */
	size_t by;	       /**< the number of the step that replaces or deletes this one */
} pintle_history_step;

/** What each layer sets at one path. */
typedef struct pintle_history pintle_history;

/**
 * Tells what each layer sets at a path, written as for --set: "a.b[0].c", with "\." for dots in
 * keys; a leading ".Values." is fine. NULL and *error on failure: PINTLE_ERR_ARGUMENT for what is
 * no path, PINTLE_ERR_VALUES, naming the nearest key, for a path that no layer knows. Since: 0.1.
 */
PINTLE_API pintle_history *pintle_values_trace(const pintle_chart *chart,
					       const pintle_values *values,
					       const pintle_render_options *options,
					       const char *path, pintle_error *error);
/** Frees a history; NULL is fine. Since: 0.1. */
PINTLE_API void pintle_history_free(pintle_history *history);

/** The path in its plain form. Since: 0.1. */
PINTLE_API const char *pintle_history_path(const pintle_history *history);
/** What templates see, as JSON; ptr is NULL when they see nothing. Since: 0.1. */
PINTLE_API pintle_text pintle_history_value(const pintle_history *history);
/** The number of steps. Since: 0.1. */
PINTLE_API size_t pintle_history_count(const pintle_history *history);
/** Step i, the weakest layer first; NULL beyond the last. Since: 0.1. */
PINTLE_API const pintle_history_step *pintle_history_at(const pintle_history *history, size_t i);
/**
 * Says whether Helm 3.17 (with that profile: 4.2.3) makes something else of the same layers. *value
 * is that as JSON, its ptr NULL when there templates see nothing; *fails says that it does not take
 * these values at all. Since: 0.1.
 */
PINTLE_API bool pintle_history_differs(const pintle_history *history, pintle_text *value,
				       bool *fails);

#ifdef __cplusplus
}
#endif
#endif
