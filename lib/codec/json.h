/* JSON as Go's encoding/json reads and writes it. */
#ifndef PN_CODEC_JSON_H
#define PN_CODEC_JSON_H

#include "value/value.h"
#include "value/origin.h"

/*
 * Reads one JSON text into maps, lists, strings, bools, nil and float64 numbers. Trailing text is
 * an error. Texts as Go's: "invalid character 'o' in literal null (expecting 'u')",
 * "unexpected end of JSON input". source (may be NULL) collects positions. After the error about a
 * number that float64 cannot hold *out is complete, with nil in its place, as in Go.
 */
bool pn_json_read(pn_cx *cx, pn_str text, pn_source *source, pn_value *out);
/*
 * Reads the first JSON value and says how many bytes it took (Go: json.Decoder.Decode), for
 * --set-json and schemas; an empty text fails with "EOF".
 */
bool pn_json_read_first(pn_cx *cx, pn_str text, size_t *taken, pn_value *out);
/*
 * The same, but numbers keep their text: strings of PN_TYPE_NUMBER (Go: Decoder.UseNumber). JSON
 * Schema compares and prints numbers as they were written.
 */
bool pn_json_read_numbers(pn_cx *cx, pn_str text, size_t *taken, pn_value *out);

enum {
	PN_JSON_ESCAPE_HTML = 1u << 0, /* < > & as \u003c ... (Go's default) */
	PN_JSON_INDENT = 1u << 1       /* two blanks (Go: MarshalIndent(v, "", "  ")) */
};
/*
 * Appends v; fails as Go does ("json: unsupported value: +Inf"). Keys are sorted bytewise, bytes
 * are base64, structs use their JSON names.
 */
bool pn_json_write(pn_cx *cx, pn_buf *out, const pn_value *v, unsigned flags);
/* Appends a string in quotes; bytes that are no UTF-8 become \ufffd. PN_JSON_ESCAPE_HTML counts. */
void pn_json_write_string(pn_buf *out, pn_str s, unsigned flags);
/* What encoding/json calls a value in its messages: "array", "number". */
const char *pn_json_kind_name(const pn_value *v);

#endif
