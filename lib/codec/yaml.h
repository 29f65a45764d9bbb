/*
 * YAML as Helm reads and writes it: sigs.k8s.io/yaml 1.6.0 over go-yaml v2.4.3 (and v3 for
 * toYamlPretty). See docs/design.md for where libyaml and Go differ.
 */
#ifndef PN_CODEC_YAML_H
#define PN_CODEC_YAML_H

#include "value/value.h"
#include "value/origin.h"

enum {
	/*
	 * Keep Go's types instead of going through JSON: int, int64, uint64, float64 stay apart.
	 * Without it every number is float64, as in values. Errors then begin with "yaml: ".
	 */
	PN_YAML_KEEP_NUMBERS = 1u << 0,
	/* Check the whole text but build no values; *out is nil. */
	PN_YAML_CHECK_ONLY = 1u << 1,
	/* pn_yaml_read_one() has failed: it need not be tried again whether the text is simple. */
	PN_YAML_NOT_SIMPLE = 1u << 2
};

/*
 * Reads the first document of a text (Go: yaml.Unmarshal into interface{}). Errors as Helm prints
 * them: "error converting YAML to JSON: yaml: line 2: mapping values are not allowed in this
 * context". source (may be NULL) collects the position of each value. *out keeps slices of text.
 */
bool pn_yaml_read(pn_cx *cx, pn_str text, unsigned flags, pn_source *source, pn_value *out);
/*
 * The same for a text that is certainly one document and as simple as most, what ends it included.
 * False: it has to be read in another way, and this one left nothing behind.
 */
bool pn_yaml_read_one(pn_cx *cx, pn_str text, pn_source *source, pn_value *out);
/*
 * The same where Helm wants a map (kind PN_MAP) or a list (PN_LIST): null gives an empty one,
 * anything else "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into
 * Go value of type map[string]interface {}".
 */
bool pn_yaml_read_as(pn_cx *cx, pn_str text, pn_kind kind, pn_source *source, pn_value *out);

/*
 * Whether a text is nothing but characters in UTF-8 that YAML allows, line feeds alone end lines,
 * and no byte order mark stands before it.
 */
bool pn_yaml_has_plain_lines(pn_str text);
/* Returns a text without the "..." that ends its document, where that is its last line. */
pn_str pn_yaml_before_end(pn_str text);

/*
 * Appends v as toYaml does, final newline included (Go: sigs yaml.Marshal: JSON, then go-yaml v2).
 * Fails where Go fails; toYaml then returns "".
 * In a traced run marks are made by the caller; the writer reports through `place` (may be NULL)
 * where each value begins: at its key or its "-", so that the line it begins on is its own.
 */
typedef struct pn_yaml_place {
	void (*at)(void *data, size_t offset, const pn_value *value);
	void *data;
} pn_yaml_place;
bool pn_yaml_write(pn_cx *cx, pn_buf *out, const pn_value *v, const pn_yaml_place *place);
/* Appends v as toYamlPretty does (go-yaml v3's encoder, indent 2), final newline included. */
bool pn_yaml_write_pretty(pn_cx *cx, pn_buf *out, const pn_value *v, const pn_yaml_place *place);

/* What mostly is behind an error of YAML, for people; NULL when there is nothing to say. */
const char *pn_yaml_hint(pn_str message);
/* Returns a message without its "line N: ", which does not count as people do. */
pn_str pn_yaml_bare_message(pn_str message);
/* Adds the place to an error in a file that has this text, with a hint; returns false. */
bool pn_yaml_note(pn_error *err, pn_str text);

/*
 * Cuts a text into documents as Kubernetes' YAMLReader does for values files: lines that begin
 * with "---". Call until it returns false; err tells an invalid separator from the end.
 */
bool pn_yaml_next_chunk(pn_cx *cx, pn_str *rest, pn_str *chunk);

#endif
