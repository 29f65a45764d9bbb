/* SPDX-License-Identifier: Apache-2.0 */
/*
 * semver: versions and constraints as Helm understands them (Go: Masterminds/semver 3.5.0), down
 * to the words of its errors. It knows base only. Called by func (semver, semverCompare) and by
 * chart (dependency ranges, kubeVersion).
 * Lifetime rule: results keep slices of the text they were parsed from, which must live as long.
 *
 * A failure is told as a text, because most callers put words of their own before it or drop it:
 * `why` may be NULL. Without memory it is empty and the arena has failed.
 */
#ifndef PN_SEMVER_SEMVER_H
#define PN_SEMVER_SEMVER_H

#include "base/base.h"

typedef struct pn_semver {
	uint64_t major, minor, patch;
	pn_str pre;	 /* "rc.1" of "1.2.3-rc.1+build"; empty when absent */
	pn_str metadata; /* "build"; empty when absent */
	pn_str original; /* as it was written */
} pn_semver;

/*
 * Parses a version leniently: "v1.2", "1", "01.2.3" (Go: semver.NewVersion). The functions whose
 * names end in _old are those of Helm 3.17 (Masterminds/semver 3.3.0), which has other words and
 * other rules for prereleases.
 */
bool pn_semver_parse(pn_semver *out, pn_str text, pn_arena *arena, pn_str *why);
bool pn_semver_parse_old(pn_semver *out, pn_str text, pn_arena *arena, pn_str *why);
/* Parses a complete semantic version (Go: semver.StrictNewVersion). */
bool pn_semver_parse_strict(pn_semver *out, pn_str text, pn_arena *arena, pn_str *why);
/* Says whether a text may stand after '-' in a version. */
bool pn_semver_valid_pre(pn_str text, pn_str *why);
bool pn_semver_valid_pre_old(pn_str text, pn_str *why);
/* Says whether a text may stand after '+' in a version. */
bool pn_semver_valid_metadata(pn_str text, pn_str *why);
bool pn_semver_valid_metadata_old(pn_str text, pn_str *why);

/* Orders two versions, metadata aside: -1, 0 or 1. */
int pn_semver_compare(const pn_semver *a, const pn_semver *b);
/* Appends the canonical text "1.2.3-pre+metadata". */
void pn_semver_write(pn_buf *out, const pn_semver *version);

/* A constraint such as ">=1.2.3-0 <2 || ~3.1". Immutable. */
typedef struct pn_constraint pn_constraint;

/* Parses a constraint (Go: semver.NewConstraint); NULL when it is malformed. */
const pn_constraint *pn_constraint_parse(pn_str text, pn_arena *arena, pn_str *why);
const pn_constraint *pn_constraint_parse_old(pn_str text, pn_arena *arena, pn_str *why);
/*
 * Says whether a version meets a constraint. A version with a prerelease meets a group of terms
 * only when one of the group's terms has a prerelease, too (Go: Constraints.Check); by the old
 * rules each term by itself.
 */
bool pn_constraint_check(const pn_constraint *constraint, const pn_semver *version);

#endif
