/* SPDX-License-Identifier: Apache-2.0 */
#include "base/seed.h"

#include "base/sha256.h"

void pn_seed_fill(pn_str seed, pn_str stream, void *bytes, size_t size)
{
	unsigned char *out = bytes;

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
