/*
 * Options: rows of tables, and the parser that reads command lines by them with the rules and the
 * words of Helm's (pflag). Values go into one struct, the settings; a row says where.
 */
#ifndef CLI_OPTION_H
#define CLI_OPTION_H

#include "pool.h"

typedef enum option_type {
	OPTION_BOOL,	 /* bool */
	OPTION_STRING,	 /* const char * */
	OPTION_INT,	 /* checked only: const char * */
	OPTION_INT32,	 /* checked only, decimal: const char * */
	OPTION_FLOAT32,	 /* checked only: const char * */
	OPTION_DURATION, /* checked only: const char * */
	OPTION_ARRAY,	 /* strings: one a use */
	OPTION_SLICE,	 /* strings: comma-separated, quotes as in CSV */
	OPTION_MAP,	 /* strings: KEY=VALUE pairs, comma-separated */
	OPTION_CHECKED,	 /* const char *, after `check` */
	OPTION_TYPE_COUNT
} option_type;

typedef struct option {
	const char *name;
	char letter; /* 0: none */
	option_type type;
	size_t at; /* offset of the value in the settings */
	const char *doc;
	const char *bare;	/* the value when none is given; NULL: one must be */
	const char *fallback;	/* what help shows as the default */
	const char *type_name;	/* in help; NULL: the type's own */
	const char *deprecated; /* what to do instead; such options are not in help */
	bool hidden;
	bool ours; /* Helm does not have it */
	/* May refuse a value and say why, or replace it; for OPTION_CHECKED. */
	bool (*check)(void *settings, pool *p, const char **value, const char **why);
} option;

typedef struct option_set {
	const option *rows;
	size_t count;
} option_set;

/* A parse under way, and its result. */
typedef struct parse {
	pool *pool;
	const option_set *const *sets; /* ended by NULL */
	void *settings;
	bool lenient;	     /* unknown options are skipped, with the value that may follow them */
	bool quiet;	     /* deprecated options are not told of */
	strings arguments;   /* what is not an option */
	strings given;	     /* names of the options that were there */
	text notices;	     /* about deprecated ones, a line each */
	const char *error;   /* NULL: none */
	bool help_requested; /* --help or -h, which no row has */
} parse;

/* Reads a command line; false and parse->error when it is wrong. */
bool options_parse(parse *parse, const strings *line);
/* Returns the row of a name or letter, NULL when there is none. */
const option *option_named(const option_set *const *sets, const char *name, size_t len);
const option *option_lettered(const option_set *const *sets, char letter);
/* Stores a value; false and the reason in *why when the row's type refuses it. */
bool option_store(const option *row, parse *parse, const char *value, const char **why);
/* Returns the type's name for help; "" for switches. */
const char *option_type_name(const option *row);
/* Returns the value of an option used without one; NULL when it needs one. */
const char *option_bare(const option *row);

#endif
