/*
 * value: dynamic values with Go's identity of types, because templates can see it (typeOf, %T,
 * comparison errors, argument checks). This room knows no text format but Go's fmt; YAML, JSON and
 * TOML are in codec. Called by every room above.
 *
 * Lifetime rule: a value lives as long as the arena it was made in; copy it to keep it. Strings and
 * lists are immutable slices, free to share. Maps are references, as in Go: who sets a key is seen
 * by all holders.
 */
#ifndef PN_VALUE_VALUE_H
#define PN_VALUE_VALUE_H

#include "value/type.h"
#include "value/data.h"
#include "value/map.h"
#include "value/object.h"
#include "value/format.h"
#include "value/cast.h"

#endif
