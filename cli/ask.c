/* SPDX-License-Identifier: Apache-2.0 */
#include "ask.h"

#include <string.h>

static const char meta[] = "apiVersion: v2\nname: ask\nversion: 0.0.0\n";

/* Returns the chart: its Chart.yaml, the question as its notes, which may be any text, the files.
 */
static pintle_chart *make_chart(cli *c, const char *question, const pintle_file *files,
				size_t count, pintle_error *error)
{
	pintle_file *all = pool_alloc(&c->pool, (count + 2) * sizeof *all);

	all[0] = (pintle_file){ "Chart.yaml", { meta, sizeof meta - 1 } };
	all[1] = (pintle_file){ "templates/NOTES.txt", { question, strlen(question) } };
	if (count)
		memcpy(all + 2, files, count * sizeof *all);
	return pintle_chart_load_files(all, count + 2, NULL, error);
}

const char *ask(cli *c, const char *question, const pintle_file *files, size_t count,
		const char **why)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_chart *chart = make_chart(c, question, files, count, &error);
	pintle_manifest *manifest = chart ? pintle_render(chart, NULL, NULL, &error) : NULL;
	const char *answer = NULL;

	if (manifest) {
		pintle_text notes = pintle_manifest_notes(manifest);

		answer = pool_copy(&c->pool, notes.ptr, notes.len);
	} else {
		*why = pool_copy(&c->pool, error.message, error.message_len);
	}
	pintle_error_finish(&error);
	pintle_manifest_free(manifest);
	pintle_chart_free(chart);
	return answer;
}
