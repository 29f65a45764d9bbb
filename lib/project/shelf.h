/*
 * The charts of a project while its releases are rendered: each is loaded once, by the first thread
 * that asks for it. Loaded charts never change, so all threads share them.
 */
#ifndef PN_PROJECT_SHELF_H
#define PN_PROJECT_SHELF_H

#include "project/project.h"

#include <pthread.h>

/* A chart that several threads may ask for. */
typedef struct pn_shelf_chart {
	pthread_mutex_t lock;
	bool tried;
	pintle_chart *chart; /* NULL: `error` says why */
	pintle_error error;
} pn_shelf_chart;

typedef struct pn_shelf {
	const pintle_project *project;
	pn_shelf_chart *charts; /* one for each of the project's */
} pn_shelf;

/* Makes a shelf without charts in an arena; false when there is no memory. pn_shelf_finish(). */
bool pn_shelf_init(pn_shelf *shelf, const pintle_project *project, pn_arena *arena);
/* Loads a chart unless another thread has. Lines go to `log`, which may be NULL. */
const pn_shelf_chart *pn_shelf_take(pn_shelf *shelf, size_t index, const pintle_log *log);
/* Learns the secrets of all charts and releases; what cannot be read is left out. */
bool pn_shelf_learn(pn_shelf *shelf, pintle_secrets *secrets, pintle_error *error);
void pn_shelf_finish(pn_shelf *shelf);

/* Renders as pintle_project_render() does, with the charts of a shelf. */
bool pn_project_render(pn_shelf *shelf, const pintle_project_render_options *options,
		       pintle_error *error);

#endif
