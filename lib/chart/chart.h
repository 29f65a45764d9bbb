/*
 * chart: from files to a loaded chart, from values files and --set lines to the values a render
 * sees. Loads folders, archives and files in memory; decides which subcharts take part; merges
 * values as Helm does. Knows no template and no function. Called by render and api.
 *
 * Lifetime rule: a loaded chart lives in the arena it was loaded into and never changes after; any
 * number of renders may use it at once. What one render makes of it (pn_part) is in its own arena.
 * Files that hardly a render reads stay where they are until one does: on disk (each render reads
 * them anew), or packed in an archive (the first one unpacks them for all, under a lock).
 */
#ifndef PN_CHART_CHART_H
#define PN_CHART_CHART_H

#include "codec/codec.h"

#include "chart/metadata.h"
#include "chart/loaded.h"
#include "chart/load.h"
#include "chart/part.h"
#include "chart/strvals.h"
#include "chart/overrides.h"
#include "chart/pattern.h"
#include "chart/glob.h"
#include "chart/capabilities.h"

#endif
