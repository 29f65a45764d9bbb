/* SPDX-License-Identifier: Apache-2.0 */
#include "diff/follow.h"
#include "diff/parts.h"

bool pn_diff_compare(pn_cx *cx, const pn_object_set *a, const pn_object_set *b,
		     const pn_diff_options *options, pn_diff *out)
{
	if (!pn_match_objects(cx, a, b, options, out))
		return false;
	for (size_t i = 0; i < out->count; i++) {
		pn_pair *pair = &out->pairs[i];

		if (!pair->side[PN_SIDE_A] || !pair->side[PN_SIDE_B])
			continue;
		if (!pn_compare_values(cx, &pair->side[PN_SIDE_A]->value,
				       &pair->side[PN_SIDE_B]->value, &pair->changes))
			return false;
		if (pair->kind == PN_PAIR_SAME && pair->changes.count)
			pair->kind = PN_PAIR_CHANGED;
	}
	return pn_follows_find(cx, out);
}
