/* Loads a chart once and renders it from two threads, each with values of its own. */
#include <pintle/pintle.h>

#include <pthread.h>
#include <stdio.h>

struct job {
	const pintle_chart *chart;
	const char *release, *set;
	size_t bytes; /* of all manifests together; 0 after a failure */
};

enum { RENDERS = 50 };

static void *work(void *data)
{
	struct job *job = data;
	pintle_values *values = pintle_values_new(NULL);
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;

	options.release_name = job->release;
	if (values && pintle_values_add_set(values, job->set, NULL)) {
		for (int i = 0; i < RENDERS; i++) {
			pintle_manifest *manifest =
				pintle_render(job->chart, values, &options, NULL);

			if (!manifest) {
				job->bytes = 0;
				break;
			}
			job->bytes += pintle_manifest_text(manifest).len;
			pintle_manifest_free(manifest);
		}
	}
	pintle_values_free(values);
	return NULL;
}

int main(int argc, char **argv)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart =
		pintle_chart_load(argc > 1 ? argv[1] : "charts/fastapi", NULL, &error);
	struct job jobs[] = { { chart, "blue", "replicaCount=2", 0 },
			      { chart, "green", "replicaCount=3", 0 } };
	pthread_t threads[2];

	if (!chart) {
		fprintf(stderr, "Error: %s\n", error.message);
		pintle_error_finish(&error);
		return 1;
	}
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, work, &jobs[i]);
	for (int i = 0; i < 2; i++) {
		pthread_join(threads[i], NULL);
		printf("%s: %d manifests, %zu bytes\n", jobs[i].release, RENDERS, jobs[i].bytes);
	}
	pintle_chart_free(chart);
	return jobs[0].bytes && jobs[1].bytes ? 0 : 1;
}
