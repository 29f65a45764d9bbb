/* SPDX-License-Identifier: Apache-2.0 */
/**
 * # Status, errors, limits, memory, log
 *
 * The types that every other public header uses. None of them owns a thread, a file or a global.
 */
#ifndef PINTLE_BASE_H
#define PINTLE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define PINTLE_API __attribute__((visibility("default")))
#define PINTLE_MUST_CHECK __attribute__((warn_unused_result))
#else
#define PINTLE_API
#define PINTLE_MUST_CHECK
#endif

/** What kind of thing went wrong. Values are stable; new ones are added at the end. */
typedef enum pintle_status {
	PINTLE_OK = 0,
	PINTLE_ERR_NO_MEMORY,	/**< the allocator returned NULL */
	PINTLE_ERR_LIMIT,	/**< a field of pintle_limits was exceeded */
	PINTLE_ERR_ARGUMENT,	/**< the caller's argument is unusable */
	PINTLE_ERR_IO,		/**< a file could not be read or written */
	PINTLE_ERR_CHART,	/**< the chart is malformed or incomplete */
	PINTLE_ERR_VALUES,	/**< a values file or --set line is malformed */
	PINTLE_ERR_SCHEMA,	/**< the values do not meet values.schema.json */
	PINTLE_ERR_PARSE,	/**< a template does not parse */
	PINTLE_ERR_EXEC,	/**< a template failed while it was executed */
	PINTLE_ERR_YAML,	/**< a YAML, JSON or TOML text is malformed */
	PINTLE_ERR_UNSUPPORTED, /**< it would need a cluster or the network */
	PINTLE_ERR_CANCELLED,	/**< the host asked to stop */
	PINTLE_ERR_HELM_PANIC,	/**< Helm itself crashes on this chart, with exit code 2 */
	PINTLE_ERR_PROJECT	/**< a project's file is malformed, or names what is not there */
} pintle_status;

/**
 * Caller-supplied memory. `resize(data, NULL, 0, n)` allocates, `resize(data, p, old, n)` resizes,
 * `resize(data, p, old, 0)` frees and returns NULL. May be called from every thread that uses the
 * objects made with it. A NULL `pintle_allocator` pointer means the C library's.
 */
typedef struct pintle_allocator {
	void *(*resize)(void *data, void *ptr, size_t old_size, size_t new_size);
	void *data;
} pintle_allocator;

/**
 * Bounds on what a chart, a values file or a schema may cost. 0 in a field means "the default".
 * Exceeding one is PINTLE_ERR_LIMIT with a message that names the field and the position.
 */
typedef struct pintle_limits {
	size_t size;	      /**< sizeof(pintle_limits), set by the INIT macro */
	uint32_t depth;	      /**< nesting of templates, values, YAML, schemas; levels */
	uint64_t steps;	      /**< template nodes executed in one render */
	size_t arena_bytes;   /**< memory of one render; bytes */
	size_t output_bytes;  /**< rendered text; bytes */
	size_t file_bytes;    /**< one file of a chart or one values file; bytes */
	size_t chart_bytes;   /**< all files of an archive, unpacked; bytes */
	uint32_t alias_nodes; /**< YAML nodes made by aliases in one document */
	uint64_t regex_steps; /**< matching work of one regular expression call */
} pintle_limits;

#define PINTLE_LIMITS_INIT                                    \
	{                                                     \
		sizeof(pintle_limits), 0, 0, 0, 0, 0, 0, 0, 0 \
	}

/** Sets *limits to what `--untrusted` uses: small, and safe for hostile charts. Since: 0.1. */
PINTLE_API void pintle_limits_untrusted(pintle_limits *limits);

/** One level of the template stack in an error, innermost last. */
typedef struct pintle_frame {
	const char *file; /**< template id, e.g. "c/templates/a.yaml", or "gotpl" inside tpl */
	uint32_t line;	  /**< from 1 */
	uint32_t column;  /**< from 0, in bytes, as Go counts */
	const char *name; /**< the template (define) that was executing */
	const char *expr; /**< the expression, as Go prints the node */
} pintle_frame;

/** What a note is about. Values are stable; new ones are added at the end. */
typedef enum pintle_note_kind {
	PINTLE_NOTE_PLACE = 0, /**< where it happened */
	PINTLE_NOTE_CALLER,    /**< a template that led there, the innermost first */
	PINTLE_NOTE_OUTPUT,    /**< what was rendered, when that is at fault */
	PINTLE_NOTE_CAUSE,     /**< what is wrong, in words */
	PINTLE_NOTE_VALUE,     /**< where a value was set, or could be; the winner first */
	PINTLE_NOTE_HINT       /**< what to do */
} pintle_note_kind;

/** Something that an error has to show. All pointers live as long as the error. */
typedef struct pintle_note {
	pintle_note_kind kind;
	const char *text;      /**< one line or more, "" when there is nothing to say */
	const char *file;      /**< as the user would open it, or "--set a=b"; NULL: no place */
	uint32_t line;	       /**< from 1; 0 when unknown */
	uint32_t column;       /**< from 0 in bytes */
	const char *excerpt;   /**< lines around the place, each with its newline; NULL: none */
	uint32_t excerpt_line; /**< the number of the excerpt's first line */
	uint32_t mark_from;    /**< bytes [mark_from, mark_to) of the line `line`, as the excerpt */
	uint32_t mark_to;      /**< has it, are what is meant; they may end behind the line */
} pintle_note;

/**
 * What went wrong. Owned by the caller: initialise with PINTLE_ERROR_INIT, give it back with
 * pintle_error_finish(). Functions that take one accept NULL. An error is overwritten only after it
 * was finished: the first error wins. All pointers live until pintle_error_finish().
 */
typedef struct pintle_error {
	size_t size;
	pintle_status status;
	const char
		*message;   /**< Helm's text without the "Error: "; NULL when status is PINTLE_OK */
	size_t message_len; /**< bytes in message, which may hold NUL */
	const char *file;   /**< innermost position known, or NULL */
	uint32_t line;	    /**< from 1; 0 when unknown */
	uint32_t column;    /**< from 0 in bytes */
	const char *hint;   /**< what to try, or NULL */
	const pintle_frame *frames;
	size_t frame_count;
	bool during_render;  /**< Helm prints its "Use --debug flag" line after such errors */
	void *own;	     /**< private */
	const char *summary; /**< the message without the way to it, one line or more; or NULL */
	const pintle_note *notes; /**< in the order of telling */
	size_t note_count;
	/**
	 * With pintle_render_options.keep_going: the error of the next template that failed, owned
	 * by this one; else NULL.
	 */
	const struct pintle_error *next;
} pintle_error;

#define PINTLE_ERROR_INIT                    \
	{                                    \
		.size = sizeof(pintle_error) \
	}

/** Frees what *error owns and sets it to PINTLE_OK. NULL is fine. Since: 0.1. */
PINTLE_API void pintle_error_finish(pintle_error *error);

/** What stands at a path of a view. */
typedef enum pintle_path_kind {
	PINTLE_PATH_OUTSIDE = 0, /**< the view does not know the path: the machine is asked */
	PINTLE_PATH_MISSING,	 /**< there is nothing */
	PINTLE_PATH_FILE,
	PINTLE_PATH_FOLDER
} pintle_path_kind;

/**
 * Files that stand in front of the machine's own: those of a revision, of an archive, of an editor.
 * Paths are absolute, without "." and ".."; links are told as what they lead to. The functions may
 * be called from several threads at once.
 */
typedef struct pintle_file_view {
	/** Says what stands at a path, and of a file how large it is; bytes. */
	pintle_path_kind (*look)(void *data, const char *path, uint64_t *size);
	/** Reads a file to `bytes`, which has room for the size that look told; false: it cannot.
	 */
	bool (*read)(void *data, const char *path, char *bytes, uint64_t size);
	/** Gives name i of a folder, in bytewise order, valid as long as the view; NULL at the end.
	 */
	const char *(*name)(void *data, const char *path, size_t i);
	void *data;
} pintle_file_view;

/** How important a log line is; the names are those that Helm prints. */
typedef enum pintle_log_level {
	PINTLE_LOG_DEBUG = 0,
	PINTLE_LOG_INFO,
	PINTLE_LOG_WARN,
	PINTLE_LOG_ERROR
} pintle_log_level;

/**
 * Where warnings go. `line` is Helm's whole line, e.g. `level=WARN msg="this chart is deprecated"`,
 * without a newline, valid during the call only. May be called from the rendering thread.
 */
typedef struct pintle_log {
	void (*write)(void *data, pintle_log_level level, const char *line, size_t length);
	void *data;
	pintle_log_level least; /**< lines below this level are not made */
} pintle_log;

/**
 * Where the time goes, in nanoseconds of a clock that only goes forward. The caller's: hand one to
 * the options of loading, values and rendering; every call adds to the fields of its phases. Not
 * to be shared by calls that run at once. No clock is read where none is handed over.
 */
typedef struct pintle_timings {
	size_t size;
	uint64_t load;	  /**< finding and reading the chart's files, its values.yaml among them */
	uint64_t values;  /**< reading the user's values, merging all values */
	uint64_t schema;  /**< checking them against the schemas */
	uint64_t parse;	  /**< reading and parsing templates; next to nothing in later renders */
	uint64_t execute; /**< executing templates, with what `tpl` parses */
	uint64_t split;	  /**< cutting their texts into documents, sorting these */
	uint64_t write;	  /**< putting the output together */
} pintle_timings;

#define PINTLE_TIMINGS_INIT                                 \
	{                                                   \
		sizeof(pintle_timings), 0, 0, 0, 0, 0, 0, 0 \
	}

#ifdef __cplusplus
}
#endif
#endif
