/* SPDX-License-Identifier: Apache-2.0 */
#include "review/diagnose.h"
#include "review/distance.h"

void pn_near_try(pn_near *near, pn_str name)
{
	uint32_t distance = pn_key_distance(near->wanted, name);

	if (!distance || !pn_key_is_near(near->wanted, name, distance))
		return;
	/* Of equally near ones the first in the order of the bytes: the same one at each run. */
	if (near->best.len && (distance > near->distance ||
			       (distance == near->distance && pn_str_cmp(name, near->best) > 0)))
		return;
	near->best = name;
	near->distance = distance;
}
