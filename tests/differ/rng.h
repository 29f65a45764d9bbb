/* A small random number generator (xorshift64*): the same seed gives the same numbers. */
#ifndef PN_DIFFER_RNG_H
#define PN_DIFFER_RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rng {
	uint64_t state;
} rng;

static inline uint64_t rng_next(rng *r)
{
	r->state ^= r->state >> 12;
	r->state ^= r->state << 25;
	r->state ^= r->state >> 27;
	return r->state * 0x2545F4914F6CDD1Du;
}

/* Starts anew; seeds that are near each other give numbers that are not. */
static inline void rng_init(rng *r, uint64_t seed)
{
	r->state = (seed + 1) * 0x9E3779B97F4A7C15u;
	if (!r->state)
		r->state = 1;
	rng_next(r);
	rng_next(r);
}

/* Returns a number from 0 to n - 1; n is not 0. */
static inline size_t rng_below(rng *r, size_t n)
{
	return (size_t)((rng_next(r) >> 32) % n);
}

static inline bool rng_chance(rng *r, unsigned percent)
{
	return rng_below(r, 100) < percent;
}

#endif
