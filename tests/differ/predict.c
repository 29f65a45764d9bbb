/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Foretells which parts render, with the library itself: the real Helm gives up a whole run for one
 * part that fails. This happens in a child, because a part may crash it.
 */
#include "batch.h"

#include <errno.h>
#include <pintle/pintle.h>
#include <sys/wait.h>
#include <unistd.h>

typedef bool (*add_line)(pintle_values *values, const char *line, pintle_error *error);

typedef struct option {
	const char *name;
	add_line add;
} option;

/* In Helm's order. */
static const option options[] = {
	{ "-f", NULL },
	{ "--set-json", pintle_values_add_set_json },
	{ "--set", pintle_values_add_set },
	{ "--set-string", pintle_values_add_set_string },
	{ "--set-file", pintle_values_add_set_file },
	{ "--set-literal", pintle_values_add_set_literal },
};

static pintle_text text_of(pn_str s)
{
	return (pintle_text){ s.ptr, s.len };
}

static const case_section *file_named(const test_case *c, pn_str path)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->sections[i].kind == CASE_FILE && pn_str_eq(c->sections[i].path, path))
			return &c->sections[i];
	}
	return NULL;
}

static bool add_argument(pn_arena *arena, const test_case *c, const option *o, pn_str line,
			 pintle_values *values)
{
	const case_section *file;

	if (o->add)
		return o->add(values, pn_str_z(arena, line), NULL);
	file = file_named(c, line);
	return file &&
	       pintle_values_add_yaml(values, pn_str_z(arena, line), text_of(file->text), NULL);
}

static bool add_arguments(pn_arena *arena, const test_case *c, pintle_values *values)
{
	const case_section *arguments = case_find(c, CASE_ARGS);

	for (size_t i = 0; arguments && i < GEN_COUNT(options); i++) {
		pn_str rest = arguments->text, name, line;

		while (case_next_line(&rest, &name) && case_next_line(&rest, &line)) {
			if (pn_str_eq(case_chomp(name), pn_str_from(options[i].name)) &&
			    !add_argument(arena, c, &options[i], case_chomp(line), values))
				return false;
		}
	}
	return true;
}

static pintle_chart *load(pn_arena *arena, const test_case *c)
{
	pintle_file *files = PN_NEW_ARRAY(arena, pintle_file, c->count + 1);
	size_t count = 0;

	if (!files)
		return NULL;
	files[count++] =
		(pintle_file){ "Chart.yaml",
			       text_of(PN_STR("apiVersion: v2\nname: c\nversion: 0.1.0\n")) };
	for (size_t i = 0; i < c->count; i++) {
		const case_section *s = &c->sections[i];

		if (s->kind == CASE_CHART)
			files[count++] =
				(pintle_file){ pn_str_z(arena, s->path), text_of(s->text) };
		else if (s->kind == CASE_VALUES)
			files[count++] = (pintle_file){ "values.yaml", text_of(s->text) };
	}
	return pintle_chart_load_files(files, count, NULL, NULL);
}

static bool renders(pn_arena *arena, const test_case *c)
{
	pintle_render_options options_ = PINTLE_RENDER_OPTIONS_INIT;
	pintle_values *values = pintle_values_new(NULL);
	pintle_chart *chart = load(arena, c);
	pintle_manifest *manifest = NULL;

	options_.release_name = "r";
	if (chart && values && add_arguments(arena, c, values))
		manifest = pintle_render(chart, values, &options_, NULL);
	pintle_manifest_free(manifest);
	pintle_chart_free(chart);
	pintle_values_free(values);
	return manifest != NULL;
}

/* Writes a byte for each part; in the child. */
static void predict(const batch *b, const char *root, int to)
{
	if (chdir(root) != 0) /* where f.txt is, which --set-file reads */
		_exit(1);
	alarm(120);
	for (size_t i = 0; i < b->count; i++) {
		pn_arena arena;
		test_case *c;
		char told;

		pn_arena_init(&arena, NULL, 0);
		c = batch_case(&arena, b, &i, 1);
		told = c && renders(&arena, c) ? FATE_RENDERS : FATE_FAILS;
		pn_arena_finish(&arena);
		if (write(to, &told, 1) != 1)
			_exit(1);
	}
	_exit(0);
}

bool batch_predict(const batch *b, const char *root, fate *fates, pn_error *err)
{
	int ends[2], status;
	char told;
	size_t count = 0;
	pid_t pid;

	if (pipe(ends) != 0)
		return pn_fail(err, PINTLE_ERR_IO, "pipe: %s", pn_os_error_text(errno));
	pid = fork();
	if (pid == 0)
		predict(b, root, ends[1]);
	close(ends[1]);
	while (read(ends[0], &told, 1) == 1)
		fates[count++] = (fate)told;
	close(ends[0]);
	if (count < b->count)
		fates[count] = FATE_CRASHES;
	return pid > 0 && waitpid(pid, &status, 0) == pid;
}
