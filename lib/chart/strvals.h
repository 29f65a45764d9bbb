/* The grammar of --set and its sisters (Helm: pkg/strvals). */
#ifndef PN_CHART_STRVALS_H
#define PN_CHART_STRVALS_H

#include "codec/codec.h"

typedef enum pn_set_kind {
	PN_SET_TYPED = 0, /* --set */
	PN_SET_STRING,	  /* --set-string */
	PN_SET_FILE,	  /* --set-file: the value names a file */
	PN_SET_LITERAL,	  /* --set-literal */
	PN_SET_JSON	  /* --set-json KEY=JSON */
} pn_set_kind;

/* Reads the file that --set-file names; NULL where files are not to be read. */
typedef struct pn_file_reader {
	bool (*read)(void *data, pn_cx *cx, pn_str path, pn_str *out);
	void *data;
} pn_file_reader;

/* A line and where its values get their origins from. */
typedef struct pn_set_line {
	pn_str text;
	pn_source *source; /* gets a position for each assignment */
	uint32_t delta;	   /* what is added to the source's own origins */
} pn_set_line;

/*
 * Parses one line into `values`, which is changed as far as it was read even on failure. Errors are
 * strvals' own texts, without "failed parsing --set data: ".
 */
bool pn_set_parse(pn_cx *cx, pn_set_kind kind, const pn_set_line *line, const pn_file_reader *files,
		  pn_map *values);

#endif
