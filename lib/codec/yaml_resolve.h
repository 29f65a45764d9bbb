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
