/* SPDX-License-Identifier: Apache-2.0 */
/* Clock and entropy of a render: the system's, or what the options fix. */
#include "api/api.h"

#include "base/seed.h"

static void now(void *data, const pn_call_place *place, int64_t *seconds, int32_t *nanoseconds)
{
	const pn_outside *outside = data;

	(void)place;
	if (outside->fixed_clock) {
		*seconds = outside->clock;
		*nanoseconds = 0;
		return;
	}
	pn_os_now(seconds, nanoseconds);
}

static bool fill_random(void *data, const pn_call_place *place, pn_str stream, void *out,
			size_t size)
{
	const pn_outside *outside = data;

	(void)place;
	if (!outside->seed.ptr)
		return pn_os_entropy(out, size);
	pn_seed_fill(outside->seed, stream, out, size);
	return true;
}

static pn_str zone(void *data)
{
	const pn_outside *outside = data;

	return outside->zone;
}

void pn_outside_init(pn_outside *outside, const pintle_render_options *options)
{
	*outside = (pn_outside){
		.env = { now, fill_random, zone, NULL, outside },
		.fixed_clock = options->fixed_clock,
		.clock = options->clock,
		.zone = options->time_zone ? pn_str_from(options->time_zone) : PN_STR("UTC"),
	};
	if (!options->seed)
		return;
	outside->seed = pn_str_from(options->seed);
	if (!options->fixed_clock) {
		outside->fixed_clock = true;
		outside->clock = PINTLE_SEED_CLOCK;
	}
}
