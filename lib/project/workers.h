/* Threads that share one piece of work. */
#ifndef PN_PROJECT_WORKERS_H
#define PN_PROJECT_WORKERS_H

#include <stddef.h>

/* How many to have for so many tasks: `wanted`, 0 being one for each processor; at least one. */
size_t pn_workers_count(unsigned wanted, size_t tasks);
/*
 * Runs `work(data)` in so many threads, this one among them, and waits for all. Those that cannot
 * be had are done without: `work` must take tasks until none is left, not a share of them.
 */
void pn_workers_run(size_t count, void *(*work)(void *data), void *data);

#endif
