/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sort.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	FEW = 8,		/* so many are sorted by insertion */
	STACK_BYTES = 4 * 1024, /* no item is larger */
	HALF_BYTES = 16 * 1024	/* on the stack, where they are enough */
};

typedef struct sorting {
	size_t size;
	int (*compare)(const void *, const void *);
	char *one;  /* room for an item */
	char *half; /* room for half of the items */
} sorting;

static void insert(const sorting *s, char *items, size_t count)
{
	size_t size = s->size;

	for (size_t i = 1; i < count; i++) {
		char *at = items + i * size;

		if (s->compare(at - size, at) <= 0)
			continue;
		memcpy(s->one, at, size);
		do {
			memcpy(at, at - size, size);
			at -= size;
		} while (at > items && s->compare(at - size, s->one) > 0);
		memcpy(at, s->one, size);
	}
}

/* Merges two sorted runs that lie one behind the other. */
static void merge(const sorting *s, char *items, size_t left_count, size_t count)
{
	size_t size = s->size;
	char *left = s->half, *left_end = left + left_count * size;
	char *right = items + left_count * size, *right_end = items + count * size;

	memcpy(left, items, left_count * size);
	while (left < left_end) {
		bool takes_left = right == right_end || s->compare(left, right) <= 0;

		memcpy(items, takes_left ? left : right, size);
		items += size;
		left += takes_left ? size : 0;
		right += takes_left ? 0 : size;
	}
}

static void sort(const sorting *s, char *items, size_t count)
{
	size_t half = count / 2;
	char *middle = items + half * s->size;

	if (count <= FEW) {
		insert(s, items, count);
		return;
	}
	sort(s, items, half);
	sort(s, middle, count - half);
	if (s->compare(middle - s->size, middle) > 0)
		merge(s, items, half, count);
}

void pn_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
	_Alignas(max_align_t) char one[STACK_BYTES], half[HALF_BYTES];
	size_t need = count / 2 * size;
	sorting s = { size, compare, one, need <= HALF_BYTES ? half : malloc(need) };

	assert(size <= STACK_BYTES);
	if (s.half)
		sort(&s, items, count);
	else
		insert(&s, items, count);
	if (s.half != half)
		free(s.half);
}

void pn_reverse(void *items, size_t count, size_t size)
{
	_Alignas(max_align_t) char one[STACK_BYTES];
	char *low = items, *high = low + count * size;

	assert(size <= STACK_BYTES);
	for (high -= count ? size : 0; low < high; low += size, high -= size) {
		memcpy(one, low, size);
		memcpy(low, high, size);
		memcpy(high, one, size);
	}
}
