/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random texts and numbers (goutils: cryptorandomstringutils.go; xstrings: Shuffle). Each takes
 * all its randomness at once; which bytes these are is up to the render's entropy or seed.
 */
#include "base/base64.h"
#include "func/help.h"

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/* The longest slice that Go can make. */
static const int64_t go_max_alloc = (int64_t)1 << 48;

/* Returns `count` random numbers; NULL after a failure. */
static uint32_t *random_numbers(pn_call *c, size_t count)
{
	uint32_t *numbers = PN_NEW_ARRAY(pn_call_arena(c), uint32_t, count);

	if (!numbers)
		pn_fail_memory(c->cx->err, pn_call_arena(c));
	else if (!pn_call_random(c, numbers, count * sizeof *numbers))
		numbers = NULL;
	return numbers;
}

/* Turns a random number into one below `bound`. */
static uint32_t below(uint32_t random, uint32_t bound)
{
	return (uint32_t)((uint64_t)random * bound >> 32);
}

/* Returns as many of the letters as the argument says; none for less than 1. */
static bool random_text(pn_call *c, pn_str letters)
{
	int64_t count = pn_arg_int(c, 0);
	const uint32_t *numbers;
	pn_buf out;

	if (count <= 0)
		return pn_ret_str(c, PN_STR_EMPTY);
	numbers = random_numbers(c, (size_t)count);
	if (!numbers)
		return false;
	pn_buf_init(&out, pn_call_arena(c));
	for (int64_t i = 0; i < count; i++)
		pn_buf_byte(&out, letters.ptr[below(numbers[i], (uint32_t)letters.len)]);
	return pn_ret_buf(c, &out);
}

static bool fn_rand_alpha(pn_call *c)
{
	return random_text(c, PN_STR(LETTERS));
}

static bool fn_rand_alpha_num(pn_call *c)
{
	return random_text(c, PN_STR(LETTERS DIGITS));
}

static bool fn_rand_ascii(pn_call *c)
{
	return random_text(c, PN_STR(" !\"#$%&'()*+,-./" DIGITS ":;<=>?@" LETTERS "[\\]^_`{|}~"));
}

static bool fn_rand_numeric(pn_call *c)
{
	return random_text(c, PN_STR(DIGITS));
}

static bool fn_rand_bytes(pn_call *c)
{
	int64_t count = pn_arg_int(c, 0);
	char *bytes;
	pn_buf out;

	if (count < 0 || count > go_max_alloc)
		return pn_call_fail(c, "runtime error: makeslice: len out of range");
	bytes = pn_alloc(pn_call_arena(c), (size_t)count);
	if (!bytes)
		return pn_fail_memory(c->cx->err, pn_call_arena(c));
	if (!pn_call_random(c, bytes, (size_t)count))
		return false;
	pn_buf_init(&out, pn_call_arena(c));
	pn_base64_encode(&out, (pn_str){ bytes, (size_t)count });
	return pn_ret_buf(c, &out);
}

static bool fn_rand_int(pn_call *c)
{
	uint64_t min = (uint64_t)pn_arg_int(c, 0), number = 0;
	int64_t range = (int64_t)((uint64_t)pn_arg_int(c, 1) - min);

	if (range <= 0)
		return pn_call_fail(c, "invalid argument to Intn");
	if (!pn_call_random(c, &number, sizeof number))
		return false;
	return pn_ret_int(c, (int64_t)(min + number % (uint64_t)range));
}

static bool fn_shuffle(pn_call *c)
{
	pn_str rest = pn_arg_str(c, 0);
	size_t count = pn_utf8_count(rest);
	uint32_t *runes = PN_NEW_ARRAY(pn_call_arena(c), uint32_t, count);
	const uint32_t *numbers = random_numbers(c, count);
	pn_buf out;

	if (!runes)
		return pn_fail_memory(c->cx->err, pn_call_arena(c));
	if (!numbers)
		return false;
	for (size_t i = 0; i < count; i++)
		runes[i] = pn_utf8_next(&rest);
	pn_buf_init(&out, pn_call_arena(c));
	for (size_t i = count; i-- > 0;) {
		uint32_t k = below(numbers[i], (uint32_t)i + 1);

		pn_buf_rune(&out, runes[k]);
		runes[k] = runes[i];
	}
	return pn_ret_buf(c, &out);
}

static bool fn_uuidv4(pn_call *c)
{
	uint8_t b[16] = { 0 };
	pn_buf out;

	if (!pn_call_random(c, b, sizeof b))
		return false;
	b[6] = (uint8_t)((b[6] & 0x0f) | 0x40); /* version 4 */
	b[8] = (uint8_t)((b[8] & 0x3f) | 0x80); /* variant 1 */
	pn_buf_init(&out, pn_call_arena(c));
	for (int i = 0; i < 16; i++)
		pn_buf_format(&out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
			      b[i]);
	return pn_ret_buf(c, &out);
}

static const pn_func functions[] = {
	{ "randAlpha", fn_rand_alpha, "i", PN_FUNC_VOLATILE, "randAlpha COUNT",
	  "Return COUNT random letters." },
	{ "randAlphaNum", fn_rand_alpha_num, "i", PN_FUNC_VOLATILE, "randAlphaNum COUNT",
	  "Return COUNT random letters and digits." },
	{ "randAscii", fn_rand_ascii, "i", PN_FUNC_VOLATILE, "randAscii COUNT",
	  "Return COUNT random printable ASCII characters." },
	{ "randBytes", fn_rand_bytes, "i", PN_FUNC_VOLATILE, "randBytes COUNT",
	  "Return COUNT random bytes in base64." },
	{ "randInt", fn_rand_int, "ii", PN_FUNC_VOLATILE, "randInt FROM TO",
	  "Return a random integer from FROM up to, but not including, TO." },
	{ "randNumeric", fn_rand_numeric, "i", PN_FUNC_VOLATILE, "randNumeric COUNT",
	  "Return COUNT random digits." },
	{ "shuffle", fn_shuffle, "s", PN_FUNC_VOLATILE, "shuffle STRING",
	  "Put the characters of STRING into a random order." },
	{ "uuidv4", fn_uuidv4, "", PN_FUNC_VOLATILE, "uuidv4",
	  "Return a random universally unique identifier." },
};

const pn_func_family pn_family_random = { "Randomness", PN_ROWS(functions), NULL, 0 };
