/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Most schemas are plain: right, of a known draft, without names of their own, every "$ref" a
 * pointer into the text. Whether one is, is told in a single pass over its text, which makes a
 * program of what validation asks for. Private to schema.
 */
#ifndef PN_SCHEMA_PLAIN_H
#define PN_SCHEMA_PLAIN_H

#include "schema/program.h"

/*
 * Makes a program, which does not need the text, in cx's arena; `scratch` is for the pass alone.
 * False when the schema is not plain, or not certainly so, or memory ran out (the arenas': sticky).
 */
bool pn_plain_read(pn_cx *cx, pn_arena *scratch, pn_str text, pn_program *out);

#endif
