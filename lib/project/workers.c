/* SPDX-License-Identifier: Apache-2.0 */
#include "project/workers.h"

#include <pthread.h>
#include <unistd.h>

enum {
	MOST = 64,
	STACK_BYTES = 8 * 1024 * 1024 /* of a thread; the C library's own choice may be 128 KiB */
};

size_t pn_workers_count(unsigned wanted, size_t tasks)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	size_t count = wanted ? wanted : online > 0 ? (size_t)online : 1;

	count = count < tasks ? count : tasks;
	count = count < MOST ? count : MOST;
	return count ? count : 1;
}

void pn_workers_run(size_t count, void *(*work)(void *data), void *data)
{
	pthread_t threads[MOST];
	pthread_attr_t attr;
	size_t started = 0;

	if (pthread_attr_init(&attr) == 0) {
		while (started + 1 < count && pthread_attr_setstacksize(&attr, STACK_BYTES) == 0 &&
		       pthread_create(&threads[started], &attr, work, data) == 0)
			started++;
		pthread_attr_destroy(&attr);
	}
	work(data);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
}
