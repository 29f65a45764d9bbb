/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A short run takes as much time to get fresh memory as to do its work: each page costs about a
 * microsecond when it is first touched, and a usual chart touches a hundred and more. So memory
 * comes from one region. Its first megabytes are made present in pieces, before they are touched;
 * what lies beyond comes in huge pages, where the system has them, as does all that follows the
 * first large block. What is given back is used again while it is warm.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "memory.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(MAP_ANONYMOUS) && defined(MAP_NORESERVE) && !defined(__SANITIZE_ADDRESS__) && \
	!defined(__SANITIZE_THREAD__)

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23 /* Linux 5.14; refused by older ones, which is fine */
#endif

enum { UNIT = 64 };
#define KIB ((size_t)1024)
#define REGION_BYTES (256 * 1024 * KIB) /* of addresses; what is beyond comes from malloc */
#define HUGE_BYTES (2 * 1024 * KIB)	/* a huge page; the region begins where one may begin */
#define SMALL_BYTES (2 * HUGE_BYTES)	/* what comes in pieces, before huge pages pay, */
#define LARGE_BYTES (512 * KIB)		/* unless so much is asked for at once */
#define PIECE_BYTES (64 * KIB)		/* made present at once; whole pages everywhere */
#define PAGE_BYTES (4 * KIB)   /* at least; where pages are larger, stacks are left alone */
#define STACK_BYTES (40 * KIB) /* reading YAML takes most of it; it grows down */

/* What was given back; these lie in the region, sorted by address, never side by side. */
typedef struct gap {
	struct gap *next;
	size_t size;
} gap;

static struct {
	pthread_mutex_t lock;
	char *start, *end;    /* NULL: there is no region */
	char *next, *present; /* where what is unused begins, and what is not cared for */
	bool tried;
	gap *gaps;
} region = { .lock = PTHREAD_MUTEX_INITIALIZER };

static size_t round_up(size_t size, size_t unit)
{
	return (size + unit - 1) / unit * unit;
}

/* Takes the region's addresses; memory comes later. */
static void open_region(void)
{
	char *start;

	region.tried = true;
	start = mmap(NULL, REGION_BYTES + HUGE_BYTES, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (start == MAP_FAILED)
		return;
	start += round_up((uintptr_t)start, HUGE_BYTES) - (uintptr_t)start;
	region.start = region.next = start;
	region.present = start;
	region.end = start + REGION_BYTES;
}

/* From here on memory comes in huge pages, which begin at multiples of their size. */
static void begin_huge_pages(void)
{
	char *from = region.start + round_up((size_t)(region.next - region.start), HUGE_BYTES);

	madvise(from, (size_t)(region.end - from), MADV_HUGEPAGE);
	region.next = from;
	region.present = region.end;
}

/* Has the system make what is about to be used present; a refusal costs time and nothing else. */
static void make_present(void)
{
	char *want = region.start + round_up((size_t)(region.next - region.start), PIECE_BYTES);

	if (region.next <= region.present)
		return;
	madvise(region.present, (size_t)(want - region.present), MADV_POPULATE_WRITE);
	region.present = want;
}

/* Takes `size` bytes from the first gap that has them; NULL when none has. */
static void *take_gap(size_t size)
{
	for (gap **at = &region.gaps; *at; at = &(*at)->next) {
		gap *g = *at, *rest;

		if (g->size < size)
			continue;
		if (g->size == size) {
			*at = g->next;
			return g;
		}
		rest = (gap *)(void *)((char *)g + size);
		rest->next = g->next;
		rest->size = g->size - size;
		*at = rest;
		return g;
	}
	return NULL;
}

/* Takes `size` bytes from the end of what is used; NULL when the region is full. */
static void *take_new(size_t size)
{
	void *found;

	if (!region.tried)
		open_region();
	if (!region.start || size + HUGE_BYTES > (size_t)(region.end - region.next))
		return NULL;
	if (region.present < region.end &&
	    (size >= LARGE_BYTES || region.next + size > region.start + SMALL_BYTES))
		begin_huge_pages();
	found = region.next;
	region.next += size;
	make_present();
	return found;
}

void *memory_take(size_t size)
{
	void *found;

	if (size >= REGION_BYTES)
		return NULL;
	size = round_up(size, UNIT);
	pthread_mutex_lock(&region.lock);
	found = take_gap(size);
	if (!found)
		found = take_new(size);
	pthread_mutex_unlock(&region.lock);
	return found;
}

/* Joins a gap with the one behind it, if they touch. */
static void join(gap *g)
{
	gap *next = g->next;

	if (next && (char *)g + g->size == (char *)next) {
		g->size += next->size;
		g->next = next->next;
	}
}

/* Makes a block a gap, or the region shorter. */
static void put_back(char *block, size_t size)
{
	gap *before = NULL, *after = region.gaps, *made = (gap *)(void *)block;

	while (after && (char *)after < block) {
		before = after;
		after = after->next;
	}
	*made = (gap){ after, size };
	if (before)
		before->next = made;
	else
		region.gaps = made;
	join(made);
	if (before)
		join(before);
}

bool memory_has(const void *block)
{
	const char *at = block;

	return region.start && at >= region.start && at < region.end;
}

void memory_give(void *block, size_t size)
{
	pthread_mutex_lock(&region.lock);
	put_back(block, round_up(size, UNIT));
	pthread_mutex_unlock(&region.lock);
}

static void *take(size_t size)
{
	void *block = memory_take(size);

	return block ? block : malloc(size);
}

static void give(void *ptr, size_t size)
{
	if (memory_has(ptr))
		memory_give(ptr, size);
	else
		free(ptr);
}

static void *resize(void *data, void *ptr, size_t old_size, size_t new_size)
{
	void *moved = NULL;

	(void)data;
	if (new_size) {
		moved = take(new_size);
		if (!moved)
			return NULL;
		if (ptr)
			memcpy(moved, ptr, old_size < new_size ? old_size : new_size);
	}
	give(ptr, old_size);
	return moved;
}

void memory_ready_stack(void)
{
	uintptr_t here = (uintptr_t)__builtin_frame_address(0) / PAGE_BYTES * PAGE_BYTES;

	madvise((void *)(here - STACK_BYTES), STACK_BYTES, MADV_POPULATE_WRITE);
}

const pintle_allocator *memory_allocator(void)
{
	static const pintle_allocator allocator = { resize, NULL };

	return &allocator;
}

#else

void *memory_take(size_t size)
{
	(void)size;
	return NULL;
}

bool memory_has(const void *block)
{
	(void)block;
	return false;
}

void memory_give(void *block, size_t size)
{
	(void)block;
	(void)size;
}

void memory_ready_stack(void)
{
}

const pintle_allocator *memory_allocator(void)
{
	return NULL;
}

#endif
