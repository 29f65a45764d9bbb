/*
 * JSON written piece by piece, for reports of our own: two blanks a level, members in the order in
 * which they are given. Failure is the buffer's (sticky).
 */
#ifndef PN_CODEC_JSON_OUT_H
#define PN_CODEC_JSON_OUT_H

#include "base/base.h"

enum { PN_JSON_OUT_DEPTH = 64 }; /* more levels than any report has */

typedef struct pn_json_out {
	pn_buf *out;
	uint32_t depth;
	bool filled[PN_JSON_OUT_DEPTH];	 /* something was written at this level */
	char closing[PN_JSON_OUT_DEPTH]; /* '}' or ']' */
} pn_json_out;

void pn_json_out_begin(pn_json_out *w, pn_buf *out);
/* Opens an object ('{') or a list ('['); `key` is NULL in lists and at the top. */
void pn_json_out_open(pn_json_out *w, const char *key, char bracket);
void pn_json_out_close(pn_json_out *w);
void pn_json_out_text(pn_json_out *w, const char *key, pn_str text);
void pn_json_out_number(pn_json_out *w, const char *key, uint64_t n);
void pn_json_out_bool(pn_json_out *w, const char *key, bool b);
/* Writes a text that is JSON already. */
void pn_json_out_raw(pn_json_out *w, const char *key, pn_str json);

#endif
