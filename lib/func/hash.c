/* SPDX-License-Identifier: Apache-2.0 */
#include "func/hash.h"

#include "base/sha256.h"

/* The fractions of the cube roots of the first 80 primes. */
static const uint64_t round_constants[80] = {
	0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
	0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
	0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
	0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
	0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
	0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
	0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
	0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
	0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
	0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
	0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
	0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
	0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
	0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
	0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
	0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
	0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
	0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
	0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
	0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};

/* The fractions of the square roots of the first 8 primes. */
static const uint64_t start_512[8] = {
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
	0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

/* How a hash takes its input: blocks of some size, the last of which ends with the bit count. */
typedef struct hash_shape {
	size_t block_size;
	size_t count_size;
	void (*block)(void *state, const uint8_t *block);
} hash_shape;

static uint32_t read_32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint64_t read_64(const uint8_t *p)
{
	return (uint64_t)read_32(p) << 32 | read_32(p + 4);
}

/* Writes the upper `size` bytes of a number, the first one counts most. */
static void write_bytes(uint8_t *p, uint64_t n, size_t size)
{
	for (size_t i = 0; i < size; i++)
		p[i] = (uint8_t)(n >> (56 - 8 * i));
}

static uint32_t rotate_32(uint32_t n, int by)
{
	return n << by | n >> (32 - by);
}

static uint64_t rotate_64(uint64_t n, int by)
{
	return n << by | n >> (64 - by);
}

/* Feeds a whole text and its padding: a bit 1, bits 0, the number of bits. */
static void feed(const hash_shape *shape, void *state, pn_str s)
{
	uint8_t last[256] = { 0 };
	size_t size = s.len % shape->block_size, whole = s.len - size, end;

	for (size_t i = 0; i < whole; i += shape->block_size)
		shape->block(state, (const uint8_t *)s.ptr + i);
	if (size)
		memcpy(last, s.ptr + whole, size);
	last[size] = 0x80;
	end = size + 1 + shape->count_size <= shape->block_size ? shape->block_size
								: 2 * shape->block_size;
	write_bytes(last + end - 8, (uint64_t)s.len << 3, 8);
	last[end - 9] |= (uint8_t)((uint64_t)s.len >> 61);
	for (size_t i = 0; i < end; i += shape->block_size)
		shape->block(state, last + i);
}

/* ---- SHA-1 ---- */

/* The function and constant of each of the four parts. */
static uint32_t sha1_part(int part, const uint32_t *v)
{
	switch (part) {
	case 0:
		return ((v[1] & v[2]) | (~v[1] & v[3])) + 0x5a827999;
	case 1:
		return (v[1] ^ v[2] ^ v[3]) + 0x6ed9eba1;
	case 2:
		return ((v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3])) + 0x8f1bbcdc;
	default:
		return (v[1] ^ v[2] ^ v[3]) + 0xca62c1d6;
	}
}

static void sha1_block(void *data, const uint8_t *block)
{
	uint32_t *state = data, w[80], v[5];

	for (int i = 0; i < 16; i++)
		w[i] = read_32(block + 4 * i);
	for (int i = 16; i < 80; i++)
		w[i] = rotate_32(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	memcpy(v, state, sizeof v);
	for (int i = 0; i < 80; i++) {
		uint32_t next = rotate_32(v[0], 5) + sha1_part(i / 20, v) + v[4] + w[i];

		memmove(v + 1, v, 4 * sizeof *v);
		v[0] = next;
		v[2] = rotate_32(v[2], 30);
	}
	for (int i = 0; i < 5; i++)
		state[i] += v[i];
}

void pn_hash_sha1(pn_str s, uint8_t out[20])
{
	static const hash_shape shape = { 64, 8, sha1_block };
	uint32_t state[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0 };

	feed(&shape, state, s);
	for (int i = 0; i < 5; i++)
		write_bytes(out + 4 * i, (uint64_t)state[i] << 32, 4);
}

/* ---- SHA-256 ---- */

void pn_hash_sha256(pn_str s, uint8_t out[32])
{
	pn_sha256 sha;

	pn_sha256_init(&sha);
	pn_sha256_add(&sha, s);
	pn_sha256_end(&sha, out);
}

/* ---- SHA-512 ---- */

static void sha512_block(void *data, const uint8_t *block)
{
	uint64_t *state = data, w[80], v[8];

	for (int i = 0; i < 16; i++)
		w[i] = read_64(block + 8 * i);
	for (int i = 16; i < 80; i++) {
		uint64_t a = w[i - 15], b = w[i - 2];

		w[i] = w[i - 16] + (rotate_64(a, 63) ^ rotate_64(a, 56) ^ a >> 7) + w[i - 7] +
		       (rotate_64(b, 45) ^ rotate_64(b, 3) ^ b >> 6);
	}
	memcpy(v, state, sizeof v);
	for (int i = 0; i < 80; i++) {
		uint64_t one = v[7] + round_constants[i] + w[i] +
			       (rotate_64(v[4], 50) ^ rotate_64(v[4], 46) ^ rotate_64(v[4], 23)) +
			       ((v[4] & v[5]) ^ (~v[4] & v[6]));
		uint64_t two = (rotate_64(v[0], 36) ^ rotate_64(v[0], 30) ^ rotate_64(v[0], 25)) +
			       ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));

		memmove(v + 1, v, 7 * sizeof *v);
		v[4] += one;
		v[0] = one + two;
	}
	for (int i = 0; i < 8; i++)
		state[i] += v[i];
}

void pn_hash_sha512(pn_str s, uint8_t out[64])
{
	static const hash_shape shape = { 128, 16, sha512_block };
	uint64_t state[8];

	memcpy(state, start_512, sizeof state);
	feed(&shape, state, s);
	for (int i = 0; i < 8; i++)
		write_bytes(out + 8 * i, state[i], 8);
}

/* ---- Adler-32 ---- */

uint32_t pn_hash_adler32(pn_str s)
{
	uint32_t a = 1, b = 0;

	for (size_t i = 0; i < s.len; i++) {
		a = (a + (unsigned char)s.ptr[i]) % 65521;
		b = (b + a) % 65521;
	}
	return b << 16 | a;
}
