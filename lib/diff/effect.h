/* Effects: what the changes do to a cluster, apart from the fields that they change. */
#ifndef PN_DIFF_EFFECT_H
#define PN_DIFF_EFFECT_H

#include "base/base.h"
#include "diff/model.h"
#include "report/report.h"

typedef enum pn_effect_kind {
	PN_EFFECT_RESTART = 0, /* pods are replaced */
	PN_EFFECT_IMMUTABLE,   /* the cluster refuses the change */
	PN_EFFECT_STORAGE,     /* volumes that are lost, shrunk or grown */
	PN_EFFECT_GONE,	       /* an object disappears that others, or data, depend on */
	PN_EFFECT_SCALE,       /* the number of pods */
	PN_EFFECT_NETWORK,     /* how pods are reached */
	PN_EFFECT_HOOK,	       /* a hook runs, or runs otherwise */
	PN_EFFECT_STALE, /* settings changed and those who read them go on with the old ones */
	PN_EFFECT_RIGHTS /* accounts may do more or less */
} pn_effect_kind;

typedef struct pn_effect {
	pn_effect_kind kind;
	pn_severity severity; /* an error: data is lost, or the cluster refuses */
	size_t pair;
	size_t change; /* the first one that has it; SIZE_MAX: it is the object's fate */
	pn_str text; /* what happens, as a part of a sentence about the object: "restarts its pods"
		      */
} pn_effect;

typedef struct pn_effects {
	pn_effect *items;
	size_t count, cap;
} pn_effects;

/* Finds the effects of a comparison, by pair, then in the order of the rules. */
bool pn_effects_find(pn_cx *cx, const pn_diff *diff, pn_effects *out);

#endif
