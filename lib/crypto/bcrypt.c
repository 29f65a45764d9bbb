/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bcrypt (Provos and Mazieres, "A Future-Adaptable Password Scheme", 1999). It is our own because
 * the C library's crypt differs from machine to machine: where it lives, which prefixes it knows,
 * and whether it is there at all. What is needed is a table and a page of code.
 */
#include "crypto/blowfish.h"
#include "crypto/crypto.h"

enum { COST = 10, MAX_PASSWORD = 72, SALT_SIZE = 16, HASH_SIZE = 23 };

/* Base64 with an alphabet and a bit order of its own, and no padding. */
static const char alphabet[] = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/* The function of a round: the four bytes of a word choose a word of a box each. */
static inline uint32_t mix(const uint32_t *boxes, uint32_t n)
{
	return ((boxes[n >> 24] + boxes[256 + (n >> 16 & 0xFF)]) ^ boxes[512 + (n >> 8 & 0xFF)]) +
	       boxes[768 + (n & 0xFF)];
}

static void encipher(const pn_blowfish *b, uint32_t *left, uint32_t *right)
{
	const uint32_t *rounds = b->words, *boxes = b->words + PN_BLOWFISH_ROUND_WORDS;
	uint32_t l = *left ^ rounds[0], r = *right;

	for (int i = 1; i <= 16; i += 2) {
		r ^= mix(boxes, l) ^ rounds[i];
		l ^= mix(boxes, r) ^ rounds[i + 1];
	}
	*left = r ^ rounds[17];
	*right = l;
}

/* Takes the next word of a key that is repeated without end. */
static uint32_t next_word(pn_str key, size_t *at)
{
	uint32_t word = 0;

	for (int i = 0; i < 4; i++) {
		word = word << 8 | (uint8_t)key.ptr[*at];
		*at = (*at + 1) % key.len;
	}
	return word;
}

/* Mixes a key, and a salt where there is one, into the state. */
static void expand(pn_blowfish *b, pn_str key, pn_str salt)
{
	uint32_t left = 0, right = 0;
	size_t at = 0;

	for (int i = 0; i < PN_BLOWFISH_ROUND_WORDS; i++)
		b->words[i] ^= next_word(key, &at);
	at = 0;
	for (int i = 0; i < PN_BLOWFISH_WORDS; i += 2) {
		if (salt.len) {
			left ^= next_word(salt, &at);
			right ^= next_word(salt, &at);
		}
		encipher(b, &left, &right);
		b->words[i] = left;
		b->words[i + 1] = right;
	}
}

static void encode(pn_buf *out, const uint8_t *bytes, size_t size)
{
	for (size_t bit = 0; bit < size * 8; bit += 6) {
		size_t i = bit / 8;
		uint32_t pair = (uint32_t)bytes[i] << 8 | (i + 1 < size ? bytes[i + 1] : 0);

		pn_buf_byte(out, alphabet[pair >> (10 - bit % 8) & 63]);
	}
}

void pn_bcrypt(pn_buf *out, pn_str password, const uint8_t salt[16])
{
	/* "OrpheanBeholderScryDoubt" is what the state enciphers 64 times. */
	uint32_t text[6] = {
		0x4F727068, 0x65616E42, 0x65686F6C, 0x64657253, 0x63727944, 0x6F756274
	};
	pn_str salt_str = { (const char *)salt, SALT_SIZE }, key;
	pn_blowfish state = pn_blowfish_pi;
	char zero_ended[MAX_PASSWORD + 1] = { 0 };
	uint8_t hash[24];

	memcpy(zero_ended, password.ptr, password.len < MAX_PASSWORD ? password.len : MAX_PASSWORD);
	key = (pn_str){ zero_ended,
			(password.len < MAX_PASSWORD ? password.len : MAX_PASSWORD) + 1 };
	expand(&state, key, salt_str);
	for (int i = 0; i < 1 << COST; i++) {
		expand(&state, key, PN_STR_EMPTY);
		expand(&state, salt_str, PN_STR_EMPTY);
	}
	for (int i = 0; i < 64; i++) {
		for (int k = 0; k < 6; k += 2)
			encipher(&state, &text[k], &text[k + 1]);
	}
	for (int i = 0; i < 24; i++)
		hash[i] = (uint8_t)(text[i / 4] >> (24 - i % 4 * 8));
	pn_buf_lit(out, "$2a$10$");
	encode(out, salt, SALT_SIZE);
	encode(out, hash, HASH_SIZE);
}
