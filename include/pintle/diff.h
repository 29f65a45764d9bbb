/* SPDX-License-Identifier: Apache-2.0 */
/**
 * # Diff: what lies between two manifests
 *
 *     pintle_diff_input a = PINTLE_DIFF_INPUT_INIT, b = PINTLE_DIFF_INPUT_INIT;
 *     a.manifest = before;
 *     b.manifest = after;
 *     pintle_comparison *c = pintle_diff(&a, 1, &b, 1, NULL, &err);
 *     for (size_t i = 0; i < pintle_comparison_count(c); i++) {
 *         pintle_object_diff object = pintle_comparison_at(c, i);
 *         for (size_t j = 0; j < object.change_count; j++)
 *             ... pintle_comparison_change(c, i, j) ...
 *     }
 *     pintle_comparison_free(c);
 *
 * Objects are matched by apiVersion, kind, namespace and name, list items by the key that
 * Kubernetes merges them by. Secrets never appear in a comparison: they are keyed hashes, such as
 * "<secret 7f3a91c2>", that tell whether two are the same. A comparison belongs to one thread at a
 * time.
 */
#ifndef PINTLE_DIFF_H
#define PINTLE_DIFF_H

#include <pintle/finding.h>
#include <pintle/render.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * What is secret, and how texts look without it: "<secret 7f3a91c2>", a keyed hash. For one thread
 * at a time.
 */
typedef struct pintle_secrets pintle_secrets;

/** How secrets are known and shown. Initialise with PINTLE_SECRETS_OPTIONS_INIT. */
typedef struct pintle_secrets_options {
	size_t size;
	const pintle_allocator *allocator; /**< NULL: the C library; must outlive the secrets */
	bool show;			   /**< nothing is hidden */
	const char *seed; /**< key of the hashes; NULL: the system's entropy, drawn anew */
	/**
	 * Globs of field names whose values are secret, besides those that pintle knows; with '!'
	 * before them: that are not. Copied.
	 */
	const char *const *names;
	size_t name_count;
} pintle_secrets_options;

#define PINTLE_SECRETS_OPTIONS_INIT                                        \
	{                                                                  \
		sizeof(pintle_secrets_options), NULL, false, NULL, NULL, 0 \
	}

/** Makes secrets that know nothing yet; options may be NULL. NULL and *error on failure. Since:
 * 0.1. */
PINTLE_API pintle_secrets *pintle_secrets_new(const pintle_secrets_options *options,
					      pintle_error *error);
/** Frees secrets; no comparison that was made with them may be left. NULL is fine. Since: 0.1. */
PINTLE_API void pintle_secrets_free(pintle_secrets *secrets);
/** Learns what has a telling name in values, or in a chart's defaults; either may be NULL. Since:
 * 0.1. */
PINTLE_API bool pintle_secrets_learn(pintle_secrets *secrets, const pintle_chart *chart,
				     const pintle_values *values, pintle_error *error);
/**
 * A text without the secrets that are known by now. Valid as long as the secrets; the text itself
 * when it holds none; empty without memory. Since: 0.1.
 */
PINTLE_API pintle_text pintle_secrets_mask(pintle_secrets *secrets, pintle_text text);

/** Objects of one side. Initialise with PINTLE_DIFF_INPUT_INIT; borrowed until pintle_diff() ends.
 */
typedef struct pintle_diff_input {
	size_t size;
	const char *release; /**< objects of one release are compared with its own; NULL: none */
	/** A render; NULL: `text` holds the objects. Of traced ones causes of changes are found. */
	const pintle_manifest *manifest;
	/**
	 * What it was told, and the chart, for causes: with both, what the trace does not explain
	 * is found out by rendering again with other values. May be NULL.
	 */
	const pintle_render_options *options;
	const pintle_chart *chart;
	const char *name; /**< of the text: its file, as the user knows it */
	pintle_text text; /**< YAML or JSON, any number of documents */
} pintle_diff_input;

#define PINTLE_DIFF_INPUT_INIT                    \
	{                                         \
		.size = sizeof(pintle_diff_input) \
	}

/** How sides are compared. Initialise with PINTLE_DIFF_OPTIONS_INIT; strings are borrowed. */
typedef struct pintle_diff_options {
	size_t size;
	const pintle_allocator *allocator; /**< NULL: the C library; must outlive the comparison */
	const pintle_limits *limits;	   /**< NULL: the defaults */
	bool no_renames;		   /**< an object under another name is another object */
	bool whole_lines; /**< compare whole objects line by line, too: see line_count of objects */
	/**
	 * Both sides are the same releases, then and now: one that is in another namespace moves
	 * its objects there. Else objects in the namespaces of their releases are compared as one.
	 */
	bool same_releases;
	/** What is secret; learns the secrets of both sides. NULL: secrets of the comparison's own.
	 */
	pintle_secrets *secrets;
} pintle_diff_options;

#define PINTLE_DIFF_OPTIONS_INIT                    \
	{                                           \
		.size = sizeof(pintle_diff_options) \
	}

/** What lies between two sides. Owns all its texts. */
typedef struct pintle_comparison pintle_comparison;

/**
 * Compares two sides, each made of any number of inputs. options may be NULL. Returns NULL and sets
 * *error on failure: PINTLE_ERR_YAML for a text that cannot be read. Since: 0.1.
 */
PINTLE_API pintle_comparison *pintle_diff(const pintle_diff_input *a, size_t a_count,
					  const pintle_diff_input *b, size_t b_count,
					  const pintle_diff_options *options, pintle_error *error);
/** Frees a comparison; NULL is fine. Since: 0.1. */
PINTLE_API void pintle_comparison_free(pintle_comparison *comparison);

/** What became of an object. Values are stable. */
typedef enum pintle_object_fate {
	PINTLE_OBJECT_SAME = 0, /**< never in a comparison's list */
	PINTLE_OBJECT_ADDED,
	PINTLE_OBJECT_REMOVED,
	PINTLE_OBJECT_CHANGED,
	PINTLE_OBJECT_RENAMED /**< another name or namespace; other fields may have changed, too */
} pintle_object_fate;

/** An object on one side; all empty where there is none. */
typedef struct pintle_object {
	bool present;
	pintle_text api_version, kind, namespace_name, name; /**< as far as it says */
	pintle_text file;   /**< the text's name, or of a render the template's id */
	uint32_t line;	    /**< in that file; of a render in its document; from 1 */
	pintle_text source; /**< the template; empty when nothing says so */
	pintle_text json;   /**< the object, when it is on one side only; else empty */
	pintle_text yaml;   /**< the same in YAML */
} pintle_object;

/** Where a template or value is. */
typedef struct pintle_diff_place {
	pintle_text file; /**< as the user would open it; empty: not known */
	uint32_t line;	  /**< from 1; 0: not known */
	uint32_t column;  /**< from 1; 0: not known */
} pintle_diff_place;

/** Numbers of causes, the main one first; see pintle_comparison_cause(). Borrowed. */
typedef struct pintle_cause_numbers {
	const uint32_t *items;
	size_t count;
} pintle_cause_numbers;

/** An object that is not the same on both sides. Borrowed from its comparison. */
typedef struct pintle_object_diff {
	pintle_object_fate fate;
	pintle_text release;
	pintle_object a, b;
	size_t change_count;
	size_t line_count;	     /**< of the whole object in YAML, when they were asked for */
	pintle_cause_numbers causes; /**< why it was added or removed */
	pintle_diff_place a_template, b_template; /**< where its template begins */
} pintle_object_diff;

/** What happened to a field. Values are stable. */
typedef enum pintle_change_kind {
	PINTLE_CHANGE_ADDED = 0,
	PINTLE_CHANGE_REMOVED,
	PINTLE_CHANGE_CHANGED,
	PINTLE_CHANGE_MOVED /**< an item of a list stands elsewhere in its order */
} pintle_change_kind;

/** A field's value on one side. */
typedef struct pintle_field {
	bool present;
	/** JSON Pointer to it; where it is missing to where it would stand, "-" for an item. */
	pintle_text pointer;
	pintle_text json; /**< on one line */
	pintle_text yaml; /**< without a line break at its end */
	bool is_text;	  /**< it is a string */
	pintle_text text; /**< what the string holds */
	uint32_t line;	  /**< in the object's file, from 1; 0: not known */
	uint32_t column;  /**< from 1; 0: not known */
} pintle_field;

/** Why a change is but a consequence of another one. Values are stable. */
typedef enum pintle_follows {
	PINTLE_FOLLOWS_NOTHING = 0,
	PINTLE_FOLLOWS_CHECKSUM, /**< a hash of what changed */
	PINTLE_FOLLOWS_VERSION,	 /**< a label with the version of the chart, or of what it installs
				  */
	PINTLE_FOLLOWS_NAME,	 /**< another object has another name */
	PINTLE_FOLLOWS_RELEASE	 /**< the release is in another namespace */
} pintle_follows;

/** A field that changed. Borrowed from its comparison. */
typedef struct pintle_change {
	pintle_change_kind kind;
	pintle_text path; /**< for people: spec.template.spec.containers[app].image */
	pintle_field a, b;
	size_t line_count; /**< of texts with several lines; 0 for other values */
	pintle_follows follows;
	size_t follows_object; /**< the object whose change it follows from; SIZE_MAX: not known */
	pintle_cause_numbers causes;		  /**< of traced renders; none: not known */
	pintle_diff_place a_template, b_template; /**< of traced renders: what wrote it */
} pintle_change;

/** A line of two texts that were compared line by line. */
typedef struct pintle_change_line {
	char mark; /**< ' ' in both, '-' in a, '+' in b, '@': equal lines left out */
	pintle_text text;
	uint32_t a_line, b_line; /**< in the texts, from 1; 0: not on that side */
} pintle_change_line;

/**
 * Line `line` of object i in YAML with sorted keys, with three equal lines around what differs; all
 * empty beyond the last. Since: 0.1.
 */
PINTLE_API pintle_change_line pintle_comparison_object_line(const pintle_comparison *comparison,
							    size_t i, size_t line);

/** What a change does to a cluster. Values are stable; new ones are added at the end. */
typedef enum pintle_effect_kind {
	PINTLE_EFFECT_RESTART = 0, /**< pods are replaced */
	PINTLE_EFFECT_IMMUTABLE,   /**< the cluster refuses the change */
	PINTLE_EFFECT_STORAGE,	   /**< volumes that are lost, shrunk or grown */
	PINTLE_EFFECT_GONE,	   /**< an object disappears that others, or data, depend on */
	PINTLE_EFFECT_SCALE,	   /**< the number of pods, or when they run */
	PINTLE_EFFECT_NETWORK,	   /**< how pods are reached */
	PINTLE_EFFECT_HOOK,	   /**< a hook runs, or runs otherwise */
	PINTLE_EFFECT_STALE, /**< settings changed and those who read them go on with the old ones
			      */
	PINTLE_EFFECT_RIGHTS /**< accounts may do more or less */
} pintle_effect_kind;

/** An effect. Borrowed from its comparison. */
typedef struct pintle_effect {
	pintle_effect_kind kind;
	/** ERROR: data is lost or the cluster refuses; WARNING: something is interrupted. */
	pintle_severity severity;
	size_t object;	  /**< whose it is */
	size_t change;	  /**< the first change that has it; SIZE_MAX: it is the object's fate */
	pintle_text text; /**< the rest of a sentence about the object: "restarts its pods ..." */
} pintle_effect;

/** The objects that are not the same, in Helm's order of kinds, then by name. Since: 0.1. */
PINTLE_API size_t pintle_comparison_count(const pintle_comparison *comparison);
/** Object i; all empty beyond the last. Since: 0.1. */
PINTLE_API pintle_object_diff pintle_comparison_at(const pintle_comparison *comparison, size_t i);
/** How many objects are the same on both sides. Since: 0.1. */
PINTLE_API size_t pintle_comparison_same(const pintle_comparison *comparison);
/** Change `change` of object i; all empty beyond the last. Since: 0.1. */
PINTLE_API pintle_change pintle_comparison_change(const pintle_comparison *comparison, size_t i,
						  size_t change);
/** Line `line` of a change; all empty beyond the last. Since: 0.1. */
PINTLE_API pintle_change_line pintle_comparison_line(const pintle_comparison *comparison, size_t i,
						     size_t change, size_t line);

/** What a change can come from. Values are stable; new ones are added at the end. */
typedef enum pintle_cause_kind {
	PINTLE_CAUSE_VALUE = 0, /**< a value of the chart; name: its path, "image.tag" */
	PINTLE_CAUSE_TEMPLATE,	/**< a template's text; name: its file; the values are its lines */
	PINTLE_CAUSE_FILE,	/**< a file that templates read; name: the file */
	PINTLE_CAUSE_CHART,	/**< Chart.yaml; name: "version", "appVersion" */
	PINTLE_CAUSE_RELEASE,	/**< name: "name", "namespace" */
	PINTLE_CAUSE_CLUSTER	/**< name: "kube-version" */
} pintle_cause_kind;

/** What one side of a cause is. */
typedef struct pintle_cause_side {
	bool present;
	pintle_text json, yaml; /**< the value; of a template or file its first line that changed */
	pintle_diff_place place;
} pintle_cause_side;

/** Something that is another one on both sides, and so changed objects. Borrowed. */
typedef struct pintle_cause {
	pintle_cause_kind kind;
	pintle_text release; /**< as of objects */
	pintle_text name;
	pintle_cause_side a, b;
	size_t changes; /**< how many fields it changed, and objects that came or went; 0: none */
	size_t objects; /**< ... of how many objects */
	bool inside;	/**< it shows in what was added or removed for another reason */
} pintle_cause;

/** The causes: values first, the ones that changed most first. Since: 0.1. */
PINTLE_API size_t pintle_comparison_cause_count(const pintle_comparison *comparison);
/** Cause i; all empty beyond the last. Since: 0.1. */
PINTLE_API pintle_cause pintle_comparison_cause(const pintle_comparison *comparison, size_t i);

/** The effects, the worst first. Since: 0.1. */
PINTLE_API size_t pintle_comparison_effect_count(const pintle_comparison *comparison);
/** Effect i; all empty beyond the last. Since: 0.1. */
PINTLE_API pintle_effect pintle_comparison_effect(const pintle_comparison *comparison, size_t i);

#ifdef __cplusplus
}
#endif
#endif
