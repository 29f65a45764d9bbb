/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Most schemas are plain: right, of a known draft, without names of their own, every "$ref" a
 * pointer into the text. Whether one is, is told in a single pass over its text, in which only
 * what validation asks for is kept. Private to schema.
 */
#ifndef PN_SCHEMA_PLAIN_H
#define PN_SCHEMA_PLAIN_H

#include "schema/compiler.h"

/*
 * Reads a schema into a compiler that has none yet; `scratch` is for the pass alone. False when it
 * is not plain, or not certainly so, or memory ran out (the arenas': sticky).
 */
bool pn_plain_read(pn_compiler *c, pn_arena *scratch, pn_str text);

#endif
