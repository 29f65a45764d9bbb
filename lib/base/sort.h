/* Sorting that keeps the order of equals, which qsort does with one C library and not with another.
 */
#ifndef PN_BASE_SORT_H
#define PN_BASE_SORT_H

#include <stddef.h>

/*
 * Sorts `count` items of `size` bytes, 4096 at most, like qsort, equal ones in the order they have.
 * What is in order already is only looked through. It cannot fail: without memory it takes longer.
 */
void pn_sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *));

/* Turns the order around: what is in descending order is then in order for pn_sort. */
void pn_reverse(void *items, size_t count, size_t size);

#endif
