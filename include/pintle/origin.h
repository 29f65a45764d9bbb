/* SPDX-License-Identifier: Apache-2.0 */
/**
 * # Origins: which template line and which value wrote a byte of a manifest
 *
 * Only manifests that were rendered with `traced` know. The chart and the values they were made of
 * must still be there when they are asked.
 *
 *     options.traced = true;
 *     pintle_manifest *manifest = pintle_render(chart, values, &options, &err);
 *     pintle_origins *origins = pintle_manifest_line_origin(manifest, 214, &err);
 *     const pintle_origin *o = pintle_origins_main(origins);
 *     printf("%s:%u\n", o->place.file, o->place.line);
 *     pintle_origins_free(origins);
 */
#ifndef PINTLE_ORIGIN_H
#define PINTLE_ORIGIN_H

#include <pintle/render.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum pintle_origin_kind {
	PINTLE_ORIGIN_HEADER = 0, /**< "---" and "# Source: ...": no template wrote it */
	PINTLE_ORIGIN_FILE,	  /**< a file as it is: of crds/, or read by .Files.Get */
	PINTLE_ORIGIN_TEXT,	  /**< literal text of a template */
	PINTLE_ORIGIN_EXPRESSION  /**< what an expression gave */
} pintle_origin_kind;

/** A place in a file, or in a text that `tpl` was given. */
typedef struct pintle_place pintle_place;
struct pintle_place {
	const char *file; /**< as the user would open it; "--set a=b"; "" in a text of `tpl` */
	const char *id;	  /**< of a template, as Helm names it: "c/templates/a.yaml"; else "" */
	uint32_t line;	  /**< from 1; 0: not known */
	uint32_t column;  /**< from 1, in bytes */
	uint32_t width;	  /**< bytes of the line that are meant, from `column` on; at least 1 */
	pintle_text text; /**< the line, without its end */
	/** In a text of `tpl`: where that text was written; NULL when nobody knows. */
	const pintle_place *written;
};

/** One file or line that sets a value. */
typedef struct pintle_setting {
	pintle_place place;
	const char *path;  /**< of what it sets, as for --set, from the root: "sub.image.tag" */
	pintle_text value; /**< as JSON */
	bool is_line;	   /**< --set or one of its like rather than a file */
	/** It sets something above the path to null or a scalar, and so hides weaker settings. */
	bool is_above;
} pintle_setting;

/** A value that had a say, and all that set it. */
typedef struct pintle_value_origin {
	const char *path; /**< as for --set, from the root: "dags.gitSync.repo" */
	/** The line that is shown, where the value is a text of many lines; else its place. */
	pintle_place place;
	/**
	 * The winner first. None: nobody sets the value, and the template has something of its own
	 * in its place; `place` is then not known.
	 */
	const pintle_setting *settings;
	size_t setting_count;
} pintle_value_origin;

typedef enum pintle_level_kind {
	PINTLE_LEVEL_INCLUDE = 0, /**< include or {{template}} */
	PINTLE_LEVEL_TPL,
	PINTLE_LEVEL_IF,
	PINTLE_LEVEL_WITH,
	PINTLE_LEVEL_RANGE,
	PINTLE_LEVEL_ELSE
} pintle_level_kind;

/** A level of the stack: a call, or a branch or loop around what wrote the piece. */
typedef struct pintle_level {
	pintle_level_kind kind;
	pintle_place place;
	pintle_text expression;		   /**< the action, "{{ ... }}" */
	const pintle_value_origin *values; /**< of a branch: the values that decided */
	size_t value_count;
} pintle_level;

/** What wrote a piece of a manifest. Borrowed from its pintle_origins. */
typedef struct pintle_origin {
	pintle_origin_kind kind;
	size_t from, to; /**< bytes of the document, or of the line, see below */
	pintle_place place;
	pintle_text expression;	    /**< the action, "{{ ... }}", or the line of literal text */
	const pintle_level *levels; /**< innermost first */
	size_t level_count;
	const pintle_value_origin *values; /**< shown, or computed with */
	size_t value_count;
	/** Of a key of maps that were merged: where it is written, too. */
	const pintle_place *others;
	size_t other_count;
} pintle_origin;

/** The pieces of a range or a line, in order. Owned by the caller. */
typedef struct pintle_origins pintle_origins;

/**
 * Tells what wrote bytes offset..offset+length of document i (pintle_manifest_at); from and to of
 * each piece count from the beginning of the document. Beyond the document there are no pieces.
 * NULL and *error when the manifest is not a traced one, or without memory. Since: 0.1.
 */
PINTLE_API pintle_origins *pintle_manifest_origin(const pintle_manifest *manifest, size_t document,
						  size_t offset, size_t length,
						  pintle_error *error);
/**
 * The same for a line, from 1, of pintle_manifest_text(); from and to count from its beginning.
 * Since: 0.1.
 */
PINTLE_API pintle_origins *pintle_manifest_line_origin(const pintle_manifest *manifest, size_t line,
						       pintle_error *error);
/** Frees origins; NULL is fine. Since: 0.1. */
PINTLE_API void pintle_origins_free(pintle_origins *origins);

PINTLE_API size_t pintle_origins_count(const pintle_origins *origins);
/** Piece i; NULL beyond the last. */
PINTLE_API const pintle_origin *pintle_origins_at(const pintle_origins *origins, size_t i);
/**
 * The piece that says most: one that shows a value before one that an expression gave, before
 * literal text. NULL when there are none.
 */
PINTLE_API const pintle_origin *pintle_origins_main(const pintle_origins *origins);

typedef enum pintle_match {
	PINTLE_MATCH_NONE = 0, /**< nothing like it is there */
	PINTLE_MATCH_SAME,     /**< the document that the line is in is the same */
	PINTLE_MATCH_MOVED,    /**< the document has changed, the line has not */
	PINTLE_MATCH_NEAR      /**< the line has changed, too: what stands in its place */
} pintle_match;

/**
 * Finds the line of pintle_manifest_text() that a line (from 1) of a file belongs to; the file
 * holds what an older render gave, or documents of it. *found is 0 with PINTLE_MATCH_NONE. False
 * and *error as above. Since: 0.1.
 */
PINTLE_API bool pintle_manifest_match_line(const pintle_manifest *manifest, pintle_text file,
					   size_t line, pintle_match *match, size_t *found,
					   pintle_error *error);
/**
 * Makes the map of all lines of pintle_manifest_text(), as JSON; docs/source-map.md tells the
 * format. *map is owned by the caller: pintle_text_free(). False and *error as above. Since: 0.1.
 */
PINTLE_API bool pintle_manifest_source_map(const pintle_manifest *manifest, pintle_text *map,
					   pintle_error *error);

#ifdef __cplusplus
}
#endif
#endif
