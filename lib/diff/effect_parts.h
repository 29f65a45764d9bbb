/* What the rules about effects share. */
#ifndef PN_DIFF_EFFECT_PARTS_H
#define PN_DIFF_EFFECT_PARTS_H

#include "diff/effect.h"
#include "diff/parts.h"

/* The pair that is looked at. */
typedef struct pn_effect_finder {
	pn_cx *cx;
	const pn_diff *diff;
	pn_effects *out;
	size_t index;
	const pn_pair *pair;
	const pn_kube_object *object; /* B's, or A's when it is gone */
} pn_effect_finder;

/* Enters an effect of a change (SIZE_MAX: of the object's fate); false without memory. */
bool pn_effect_add(pn_effect_finder *f, pn_effect_kind kind, pn_severity severity, size_t change,
		   const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Says whether a path begins with these keys of maps, "spec.selector", or is just them. */
bool pn_path_under(const pn_path *path, const char *keys);
bool pn_path_is(const pn_path *path, const char *keys);
/* Returns the first change under some keys; SIZE_MAX when there is none. */
size_t pn_first_change(const pn_pair *pair, const char *keys);
/* Whether a kind is one of a list that NULL ends. */
bool pn_kind_is_of(pn_str kind, const char *const *kinds);
/* Where an object of this kind keeps the template of its pods; NULL: it has none. */
const char *pn_pod_template(pn_str kind);

/* ---- groups of rules ---- */

bool pn_effects_of_pods(pn_effect_finder *f);	  /* restarts, replicas, volumes */
bool pn_effects_immutable(pn_effect_finder *f);	  /* what the cluster refuses */
bool pn_effects_of_fate(pn_effect_finder *f);	  /* objects that disappear, hooks */
bool pn_effects_of_services(pn_effect_finder *f); /* addresses, ports, hosts */
bool pn_effects_of_settings(pn_effect_finder *f); /* who does not notice a change */
bool pn_effects_of_rights(pn_effect_finder *f);	  /* roles, versions of CRDs */

#endif
