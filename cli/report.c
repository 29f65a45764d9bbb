/* SPDX-License-Identifier: Apache-2.0 */
#include "report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Says whether errors are told with positions and hints: people get these, programs Helm's text. */
static bool is_rich(const cli *c)
{
	const char *style = c->settings.errors;

	if (style)
		return strcmp(style, "rich") == 0;
	return strcmp(c->name, "helm") != 0 && isatty(STDERR_FILENO);
}

bool report_is_colored(const cli *c, int fd)
{
	const char *color = c->settings.color;

	return strcmp(color, "always") == 0 || (strcmp(color, "auto") == 0 && isatty(fd));
}

/* Adds where it happened, the way there and what to try. */
static void add_details(text *t, const cli *c, const pintle_error *error)
{
	const char *dim = report_is_colored(c, STDERR_FILENO) ? "\x1b[2m" : "", *off = *dim ? "\x1b[0m" : "";

	for (size_t i = error->frame_count; i-- > 0;) {
		const pintle_frame *f = &error->frames[i];

		text_format(t, "%s  in %s:%u:%u, template \"%s\": %s%s\n", dim, f->file,
			    (unsigned)f->line, (unsigned)f->column + 1, f->name, f->expr, off);
	}
	if (!error->frame_count && error->file)
		text_format(t, "%s  in %s:%u:%u%s\n", dim, error->file, (unsigned)error->line,
			    (unsigned)error->column + 1, off);
	if (error->hint)
		text_format(t, "%s  hint: %s%s\n", dim, error->hint, off);
}

void report_error(cli *c, const pintle_error *error)
{
	bool rich = is_rich(c);
	const char *red = rich && report_is_colored(c, STDERR_FILENO) ? "\x1b[1;31m" : "", *off = *red ? "\x1b[0m" : "";
	text t = { .pool = &c->pool };

	text_format(&t, "%s%s:%s ", red, error->status == PINTLE_ERR_HELM_PANIC ? "panic" : "Error",
		    off);
	text_add(&t, error->message, error->message_len);
	text_byte(&t, '\n');
	if (rich)
		add_details(&t, c, error);
	else if (error->during_render && !c->settings.debug)
		text_put(&t, "\nUse --debug flag to render out invalid YAML\n");
	cli_write_error(c, t.ptr, t.len);
}
