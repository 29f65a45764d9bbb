/*
 * render: from a loaded chart, a user's values and a release to documents in Helm's order. Makes
 * the root object, parses and executes the templates, gives them include, tpl, required, fail and
 * lookup, cuts their texts into documents, sorts and prints these. Knows everything below.
 * Called by api and review.
 *
 * Lifetime rule: a pn_bundle (chart and parsed templates) is shared by threads; all that a render
 * makes lives in the arena of its pn_cx.
 */
#ifndef PN_RENDER_RENDER_H
#define PN_RENDER_RENDER_H

#include "chart/chart.h"
#include "exec/exec.h"
#include "func/func.h"

#include "render/bundle.h"
#include "render/document.h"
#include "render/engine.h"
#include "render/output.h"
#include "render/release.h"

#endif
