/* Globs of .Files.Glob (Go: github.com/gobwas/glob with separator '/'). */
#ifndef PN_CHART_GLOB_H
#define PN_CHART_GLOB_H

#include "base/base.h"

typedef struct pn_glob pn_glob;

/* Compiles a pattern; a bad one matches everything, as in Helm (files.go). NULL without memory. */
const pn_glob *pn_glob_compile(pn_cx *cx, pn_str pattern);
bool pn_glob_matches(const pn_glob *glob, pn_str path);

#endif
