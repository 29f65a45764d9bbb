/* Shell patterns of one path (Go: path/filepath.Match): `*` and `?` do not cross '/'. */
#ifndef PN_CHART_PATTERN_H
#define PN_CHART_PATTERN_H

#include "base/base.h"

typedef enum pn_match { PN_MATCH_NO = 0, PN_MATCH_YES, PN_MATCH_BAD_PATTERN } pn_match;

/* Matches the whole of `name`. PN_MATCH_BAD_PATTERN is Go's "syntax error in pattern". */
pn_match pn_pattern_match(pn_str pattern, pn_str name);
/* Go: path.Base. */
pn_str pn_path_base(pn_str path);
/* Go: path.Ext: from the last '.' of the last element on, or empty. */
pn_str pn_path_ext(pn_str path);
/* Go: path.Clean. */
pn_str pn_path_clean(pn_arena *arena, pn_str path);

#endif
