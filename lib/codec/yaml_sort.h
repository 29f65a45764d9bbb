/* The order of keys in written YAML (go-yaml: sorter.go). Inside codec only. */
#ifndef PN_CODEC_YAML_SORT_H
#define PN_CODEC_YAML_SORT_H

#include "value/value.h"

/*
 * Whether key a stands before key b: letters by code point, numbers by value, other characters
 * before letters; version 3 puts a letter that follows a digit first.
 */
bool pn_yaml_key_less(pn_str a, pn_str b, bool version_3);
/*
 * Orders keys that are in bytewise order; `spare` has room for as many. The relation has cycles
 * ("a10", "a1b", "a9"), where Go's own order varies between runs; ours does not.
 */
void pn_yaml_sort_keys(const pn_entry **keys, const pn_entry **spare, size_t count, bool version_3);

#endif
