/* A JSON text being read. Not for other rooms: they use codec/json.h. */
#ifndef PN_CODEC_JSON_READER_H
#define PN_CODEC_JSON_READER_H

#include "codec/json.h"

typedef struct pn_json_reader {
	pn_cx *cx;
	pn_str text;
	size_t at;
	bool first_only;   /* the text goes on behind the value: --set-json */
	bool keep_numbers; /* as their text */
	pn_source *source; /* NULL: no positions are kept */
	size_t line_start; /* offset of the line that the last position is on */
	uint32_t line;
	pn_str bad_number; /* the first one that float64 cannot hold; empty: none */
} pn_json_reader;

static inline bool pn_json_at_end(const pn_json_reader *r)
{
	return r->at >= r->text.len;
}

/* Returns the byte to read next, a blank at the end, as Go's scanner sees it. */
static inline char pn_json_peek(const pn_json_reader *r)
{
	return pn_json_at_end(r) ? ' ' : r->text.ptr[r->at];
}

/* Skips blanks, tabs and line ends. */
static inline void pn_json_skip_space(pn_json_reader *r)
{
	static const char indent[] = "        ";
	const char *text = r->text.ptr;
	size_t at = r->at;

	while (at < r->text.len && (unsigned char)text[at] <= ' ') {
		if (r->text.len - at >= 8 && memcmp(text + at, indent, 8) == 0) {
			at += 8;
			continue;
		}
		if (text[at] != ' ' && text[at] != '\n' && text[at] != '\t' && text[at] != '\r')
			break;
		at++;
	}
	r->at = at;
}

/* Fails with "invalid character 'x' CONTEXT"; returns false. */
bool pn_json_bad_character(pn_json_reader *r, const char *context);
/* Fails because the text ends too soon; returns false. */
bool pn_json_bad_end(pn_json_reader *r);
/* The same: whichever of the two it is, where blanks could have stood. */
bool pn_json_unexpected(pn_json_reader *r, const char *context);

/* Reads a string from its opening quote: a slice of the text when nothing in it is escaped. */
bool pn_json_read_string(pn_json_reader *r, pn_str *out);
/* Reads a string, number, true, false or null. */
bool pn_json_read_scalar(pn_json_reader *r, pn_value *out);
/* Enters the current place in the source; 0 when none is kept. */
uint32_t pn_json_origin(pn_json_reader *r);

#endif
