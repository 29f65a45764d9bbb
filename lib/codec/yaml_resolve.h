/* What a scalar without quotes means (go-yaml v2: resolve.go). Inside codec only. */
#ifndef PN_CODEC_YAML_RESOLVE_H
#define PN_CODEC_YAML_RESOLVE_H

#include "value/value.h"

#define PN_YAML_TAG_PREFIX "tag:yaml.org,2002:"

/*
 * Returns what a plain scalar without a tag means, with Go's types: nil, bool, int, uint64,
 * float64 or string. A date stays a string, as it does in every value that Helm reads.
 */
pn_value pn_yaml_resolve(pn_arena *arena, pn_str text);

/* What the first byte of a plain scalar says: a string for certain, a word or number perhaps. */
typedef enum pn_yaml_first {
	PN_YAML_FIRST_OF_STRING = 0,
	PN_YAML_FIRST_OF_WORD,
	PN_YAML_FIRST_OF_DOT,
	PN_YAML_FIRST_OF_NUMBER
} pn_yaml_first;
extern const uint8_t pn_yaml_firsts[256];

/* The longest word that is no string. */
enum { PN_YAML_LONGEST_WORD = 5 };

/* Whether a plain scalar is a string, as far as a glance tells. */
static inline bool pn_yaml_is_surely_string(pn_str text)
{
	uint8_t first = text.len ? pn_yaml_firsts[(unsigned char)text.ptr[0]]
				 : (uint8_t)PN_YAML_FIRST_OF_NUMBER;

	return first == PN_YAML_FIRST_OF_STRING ||
	       (first == PN_YAML_FIRST_OF_WORD && text.len > PN_YAML_LONGEST_WORD);
}

/*
 * The same under a tag, given with its prefix. False when the text is something else than the tag
 * says; *out is then what it is without the tag.
 */
bool pn_yaml_resolve_tagged(pn_arena *arena, pn_str tag, pn_str text, pn_value *out);
/* Returns the tag of what pn_yaml_resolve made: "!!int". */
const char *pn_yaml_short_tag(const pn_value *v);
/* Whether a date or time in one of the notations that Go takes (resolve.go: parseTimestamp). */
bool pn_yaml_is_timestamp(pn_str text);
/* Whether a string may stand without quotes as far as its meaning goes (encode.go: stringv). */
bool pn_yaml_reads_as_string(pn_arena *arena, pn_str text);

#endif
