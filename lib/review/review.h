/*
 * review: what a traced render tells beside its text. For each byte of a manifest the template
 * place and the values that made it (origin.h), for each path of the values the files and lines
 * that set it (layers.h). Knows everything below. Called by api.
 *
 * Lifetime rule: what is made here lives in the arena of the pn_cx it was made with, and borrows
 * from the manifest, the chart and the user's values, which must live as long.
 */
#ifndef PN_REVIEW_REVIEW_H
#define PN_REVIEW_REVIEW_H

#include "render/render.h"

#include "review/keypath.h"
#include "review/diagnosis.h"
#include "review/layers.h"
#include "review/lines.h"
#include "review/match.h"
#include "review/origin.h"
#include "review/source_map.h"

#endif
