/* SPDX-License-Identifier: Apache-2.0 */
/*
 * render: what a program pays that loads a chart once and renders it many times.
 *
 *   render CHART [VALUES_FILE...]           renders a second, phases, memory; one and two threads
 *   render --template FILE DATA [ROUNDS]    time to execute one template on its own
 *   render --output FILE DATA               the text that it gives
 *
 * Every render has values of its own: the files' and a line that changes each time. Lines of
 * output are "name value". DATA is JSON, the chart's values; a template of --template uses nothing
 * that Go's text/template lacks, and bench/go executes the same.
 */
#include <pintle/pintle.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_FILES = 16, ROUNDS = 7, MAX_ROUNDS = 1000 };

static const double SECONDS = 0.4; /* of a round */

typedef struct text {
	char *ptr;
	size_t len;
} text;

/* What threads share, and what each of them adds to. */
typedef struct job {
	const pintle_chart *chart;
	const text *files;
	size_t file_count;
	double seconds;
	size_t renders, bytes, memory;
	pintle_timings timings;
	bool timed;
} job;

static void stop(const char *what, pintle_error *error)
{
	fprintf(stderr, "render: %s: %s\n", what,
		error && error->message ? error->message : "no memory, or no such file");
	exit(1);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static text read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	text t = { NULL, 0 };
	size_t n;

	if (!file)
		stop(path, NULL);
	do {
		char *grown = realloc(t.ptr, t.len + 65536);

		if (!grown)
			stop(path, NULL);
		t.ptr = grown;
		n = fread(t.ptr + t.len, 1, 65536, file);
		t.len += n;
	} while (n);
	fclose(file);
	return t;
}

static pintle_values *make_values(job *j, size_t number)
{
	pintle_values_options options = PINTLE_VALUES_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_values *values;
	char line[64];

	options.timings = j->timed ? &j->timings : NULL;
	values = pintle_values_new(&options);
	snprintf(line, sizeof line, "labels.render=r%zu", number);
	for (size_t i = 0; values && i < j->file_count; i++) {
		pintle_text t = { j->files[i].ptr, j->files[i].len };

		if (!pintle_values_add_yaml(values, "values", t, &error))
			stop("values", &error);
	}
	if (!values || !pintle_values_add_set(values, line, &error))
		stop("values", &error);
	return values;
}

static void render_once(job *j)
{
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_values *values = make_values(j, j->renders);
	pintle_manifest *manifest;

	options.release_name = "web";
	options.namespace_name = "apps";
	options.timings = j->timed ? &j->timings : NULL;
	manifest = pintle_render(j->chart, values, &options, &error);
	if (!manifest)
		stop("render", &error);
	j->renders++;
	j->bytes = pintle_manifest_text(manifest).len;
	j->memory = pintle_manifest_memory(manifest);
	pintle_manifest_free(manifest);
	pintle_values_free(values);
}

static void *render_for_a_while(void *data)
{
	job *j = data;
	double end = now() + j->seconds;

	do {
		render_once(j);
	} while (now() < end);
	return NULL;
}

/* Renders a second of so many threads. */
static double rate(const job *j, int threads)
{
	pthread_t ids[2];
	job jobs[2] = { *j, *j };
	double begin = now(), all = 0;

	for (int i = 0; i < threads; i++) {
		jobs[i].renders = 0;
		if (pthread_create(&ids[i], NULL, render_for_a_while, &jobs[i]) != 0)
			stop("thread", NULL);
	}
	for (int i = 0; i < threads; i++) {
		pthread_join(ids[i], NULL);
		all += (double)jobs[i].renders;
	}
	return all / (now() - begin);
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void print_spread(const char *name, double *numbers, size_t count)
{
	qsort(numbers, count, sizeof *numbers, ascending);
	printf("%s %.6g %.6g %.6g\n", name, numbers[0], numbers[count / 2], numbers[count - 1]);
}

static void print_phases(const char *prefix, const pintle_timings *t, size_t renders)
{
	const double us = 1e3 * (double)renders;

	printf("%s-load %.1f\n", prefix, (double)t->load / us);
	printf("%s-values %.1f\n", prefix, (double)t->values / us);
	printf("%s-schema %.1f\n", prefix, (double)t->schema / us);
	printf("%s-parse %.1f\n", prefix, (double)t->parse / us);
	printf("%s-execute %.1f\n", prefix, (double)t->execute / us);
	printf("%s-split %.1f\n", prefix, (double)t->split / us);
	printf("%s-write %.1f\n", prefix, (double)t->write / us);
}

/* Phases of the first render with its load, and of later ones, in microseconds. */
static void measure_phases(job *j)
{
	job timed = *j;

	timed.timed = true;
	render_once(&timed);
	print_phases("first", &timed.timings, 1);
	timed.timings = (pintle_timings)PINTLE_TIMINGS_INIT;
	timed.renders = 0;
	timed.seconds = 1;
	render_for_a_while(&timed);
	print_phases("later", &timed.timings, timed.renders);
	printf("output-bytes %zu\n", timed.bytes);
	printf("arena-bytes %zu\n", timed.memory);
}

static int measure_chart(const char *path, char **files, int count)
{
	double one[ROUNDS], two[ROUNDS], ratio[ROUNDS];
	pintle_load_options load = PINTLE_LOAD_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	job j = { .timings = PINTLE_TIMINGS_INIT, .seconds = SECONDS };
	text texts[MAX_FILES];
	pintle_chart *chart;

	for (int i = 0; i < count; i++)
		texts[j.file_count++] = read_file(files[i]);
	j.files = texts;
	load.timings = &j.timings;
	load.follow_links = true;
	j.chart = chart = pintle_chart_load(path, &load, &error);
	if (!chart)
		stop(path, &error);
	measure_phases(&j);
	for (int i = 0; i < ROUNDS; i++) {
		one[i] = rate(&j, 1);
		two[i] = rate(&j, 2);
		ratio[i] = two[i] / one[i];
	}
	print_spread("renders-one-thread", one, ROUNDS);
	print_spread("renders-two-threads", two, ROUNDS);
	print_spread("threads-ratio", ratio, ROUNDS);
	pintle_chart_free(chart);
	for (int i = 0; i < count; i++)
		free(texts[i].ptr);
	return 0;
}

/* A chart of one template, with DATA as its values. */
static pintle_chart *load_template(const char *path, const char *data)
{
	static const char meta[] = "apiVersion: v2\nname: pure\nversion: 1.0.0\n";
	text body = read_file(path), values = read_file(data);
	pintle_file files[] = { { "Chart.yaml", { meta, sizeof meta - 1 } },
				{ "values.yaml", { values.ptr, values.len } },
				{ "templates/NOTES.txt", { body.ptr, body.len } } };
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart = pintle_chart_load_files(files, 3, NULL, &error);

	if (!chart)
		stop(path, &error);
	free(body.ptr);
	free(values.ptr);
	return chart;
}

/* Renders NOTES.txt, which is neither cut nor parsed, so that little but executing it remains. */
static uint64_t execute(const pintle_chart *chart, bool print)
{
	pintle_timings timings = PINTLE_TIMINGS_INIT;
	pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_manifest *manifest;
	pintle_text notes;

	options.timings = &timings;
	manifest = pintle_render(chart, NULL, &options, &error);
	if (!manifest)
		stop("template", &error);
	notes = pintle_manifest_notes(manifest);
	if (print)
		fwrite(notes.ptr, 1, notes.len, stdout);
	pintle_manifest_free(manifest);
	return timings.execute;
}

static int measure_template(const char *path, const char *data, long rounds)
{
	pintle_chart *chart = load_template(path, data);
	static double times[MAX_ROUNDS];

	if (rounds < 1 || rounds > MAX_ROUNDS)
		rounds = 20;
	execute(chart, false);
	for (long i = 0; i < rounds; i++) {
		uint64_t sum = 0, count = 0;

		while (sum < 20000000) {
			sum += execute(chart, false);
			count++;
		}
		times[i] = (double)sum / (double)count / 1e3;
	}
	print_spread("execute", times, (size_t)rounds);
	pintle_chart_free(chart);
	return 0;
}

static int print_template(const char *path, const char *data)
{
	pintle_chart *chart = load_template(path, data);

	execute(chart, true);
	pintle_chart_free(chart);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc >= 4 && strcmp(argv[1], "--template") == 0)
		return measure_template(argv[2], argv[3], argc > 4 ? atol(argv[4]) : 0);
	if (argc == 4 && strcmp(argv[1], "--output") == 0)
		return print_template(argv[2], argv[3]);
	if (argc >= 2 && argc - 2 <= MAX_FILES && argv[1][0] != '-')
		return measure_chart(argv[1], argv + 2, argc - 2);
	fputs("usage: render CHART [VALUES_FILE...]\n"
	      "       render --template FILE DATA [ROUNDS]\n"
	      "       render --output FILE DATA\n",
	      stderr);
	return 3;
}
