/* Seeded randomness: SHA-256 over seed, stream and a counter. */
#ifndef PN_BASE_SEED_H
#define PN_BASE_SEED_H

#include "base/str.h"

/*
 * Fills out. The same seed gives the same bytes to the same stream, and unrelated ones to every
 * other.
 */
void pn_seed_fill(pn_str seed, pn_str stream, void *out, size_t size);

#endif
