/* SPDX-License-Identifier: Apache-2.0 */
/* Clock and entropy of a render: the system's, or what the options fix. */
#include "api/api.h"

#include "base/sha256.h"

static void now(void *data, int64_t *seconds, int32_t *nanoseconds)
{
	const pn_outside *outside = data;

	if (outside->fixed_clock) {
		*seconds = outside->clock;
		*nanoseconds = 0;
		return;
	}
	pn_os_now(seconds, nanoseconds);
}

/*
 * Seeded randomness: SHA-256 over seed, stream and a counter. The same seed gives the same bytes
 * to the same place of the same release, and unrelated ones to every other.
 */
static void derive(pn_str seed, pn_str stream, unsigned char *out, size_t size)
{
	for (uint64_t block = 0; size; block++) {
		unsigned char digest[PN_SHA256_SIZE];
		size_t n = size < sizeof digest ? size : sizeof digest;
		pn_sha256 sha;

		pn_sha256_init(&sha);
		pn_sha256_add(&sha, seed);
		pn_sha256_add(&sha, (pn_str){ "\0", 1 });
		pn_sha256_add(&sha, stream);
		pn_sha256_add(&sha, (pn_str){ (const char *)&block, sizeof block });
		pn_sha256_end(&sha, digest);
		memcpy(out, digest, n);
		out += n;
		size -= n;
	}
}

static bool fill_random(void *data, pn_str stream, void *out, size_t size)
{
	const pn_outside *outside = data;

	if (!outside->seed.ptr)
		return pn_os_entropy(out, size);
	derive(outside->seed, stream, out, size);
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
		.env = { now, fill_random, zone, outside },
		.fixed_clock = options->fixed_clock,
		.clock = options->clock,
		.zone = options->time_zone ? pn_str_from(options->time_zone) : PN_STR("UTC"),
	};
	if (options->seed)
		outside->seed = pn_str_from(options->seed);
}
