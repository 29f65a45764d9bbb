/* SPDX-License-Identifier: Apache-2.0 */
#include "project/workers.h"

#include <pthread.h>
#include <unistd.h>

enum { MOST = 64 };

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
	size_t started = 0;

	while (started + 1 < count && pthread_create(&threads[started], NULL, work, data) == 0)
		started++;
	work(data);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
}
