/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a target without libFuzzer: every seed as it is, then a number of mutations of each, the
 * same ones each time. Usage: TARGET COUNT FILE...
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_INPUT = 64 * 1024 };

static uint64_t state;

static uint32_t roll(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return below ? (uint32_t)(state >> 32) % below : 0;
}

/* Bytes that mean something to one door or another. */
static const char *const pieces[] = { "{{",	"}}",	  "- ",
				      ": ",	"\n",	  "\"",
				      "'",	"&a ",	  "*a",
				      "<<: *a", "|",	  ">",
				      "%",	"!!",	  "[",
				      "]",	"{",	  "}",
				      ",",	"=",	  ".",
				      "\\",	"$ref",	  "(",
				      ")",	"*",	  "+",
				      "?",	"{1000}", "(?i)",
				      "[^",	"\xff",	  "\xef\xbb\xbf",
				      "0x",	"1e9999", "-1",
				      "65536",	"\0",	  "define",
				      "range",	"end" };
enum { PIECE_COUNT = sizeof pieces / sizeof *pieces };

/* Changes an input in place; returns its new size. */
static size_t mutate(uint8_t *data, size_t size)
{
	for (uint32_t changes = 1 + roll(4); changes; changes--) {
		size_t at = roll((uint32_t)size + 1);
		const char *piece = pieces[roll(PIECE_COUNT)];
		size_t n = strlen(piece) ? strlen(piece) : 1;

		switch (roll(4)) {
		case 0: /* a bit */
			if (at < size)
				data[at] ^= (uint8_t)(1u << roll(8));
			break;
		case 1: /* a piece */
			if (size + n <= MAX_INPUT) {
				memmove(data + at + n, data + at, size - at);
				memcpy(data + at, piece, n);
				size += n;
			}
			break;
		case 2: /* a cut */
			n = roll((uint32_t)(size - at) + 1);
			memmove(data + at, data + at + n, size - at - n);
			size -= n;
			break;
		default: /* a repetition */
			n = roll((uint32_t)(size - at) + 1);
			if (size + n <= MAX_INPUT) {
				memmove(data + at + n, data + at, size - at);
				size += n;
			}
		}
	}
	return size;
}

/* Hands over a copy of exactly the input's size, so that a sanitizer sees reads beyond it. */
static void run(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (!copy)
		abort();
	memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

int main(int argc, char **argv)
{
	static uint8_t seed[MAX_INPUT], input[MAX_INPUT];
	long count = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
	long runs = 0;

	for (int i = 2; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		size_t size;

		if (!file) {
			fprintf(stderr, "%s: cannot be read\n", argv[i]);
			return 1;
		}
		size = fread(seed, 1, sizeof seed, file);
		fclose(file);
		run(seed, size);
		runs++;
		state = 0x9e3779b97f4a7c15u + (uint64_t)i;
		for (long k = 0; k < count; k++, runs++) {
			memcpy(input, seed, size);
			run(input, mutate(input, size));
		}
	}
	printf("%ld inputs\n", runs);
	return 0;
}
