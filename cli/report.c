/* SPDX-License-Identifier: Apache-2.0 */
#include "report.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "rich.h"

bool report_is_rich(const cli *c)
{
	const char *style = c->settings.errors;

	if (style && strcmp(style, "auto") != 0)
		return strcmp(style, "rich") == 0;
	return strcmp(c->name, "helm") != 0 && isatty(STDERR_FILENO);
}

bool report_is_colored(const cli *c, int fd)
{
	const char *color = c->settings.color;

	return strcmp(color, "always") == 0 || (strcmp(color, "auto") == 0 && isatty(fd));
}

/* Appends the way to an error of which no more is known. */
static void put_frames(text *t, const pintle_error *error)
{
	for (size_t i = error->frame_count; i-- > 0;) {
		const pintle_frame *f = &error->frames[i];

		text_format(t, "  in %s:%u:%u, template \"%s\": %s\n", f->file, (unsigned)f->line,
			    (unsigned)f->column + 1, f->name, f->expr);
	}
	if (!error->frame_count && error->file)
		text_format(t, "  in %s:%u:%u\n", error->file, (unsigned)error->line,
			    (unsigned)error->column + 1);
}

void report_rich(text *t, const cli *c, const pintle_error *error)
{
	rich_print(t, error, report_is_colored(c, STDERR_FILENO),
		   c->secrets && !c->settings.diff.show_secrets);
	if (!error->note_count)
		put_frames(t, error);
}

/* Appends an error in Helm's words. */
static void put_plain(text *t, const pintle_error *error)
{
	text_put(t, error->status == PINTLE_ERR_HELM_PANIC ? "panic: " : "Error: ");
	text_add(t, error->message, error->message_len);
	text_byte(t, '\n');
}

void report_error(cli *c, const pintle_error *error)
{
	bool rich = report_is_rich(c), during_render = error->during_render;
	text t = { .pool = &c->pool };

	for (const pintle_error *e = error; e; e = e->next) {
		if (rich && e != error)
			text_byte(&t, '\n');
		if (rich)
			report_rich(&t, c, e);
		else
			put_plain(&t, e);
	}
	if (!rich && during_render && !c->settings.debug)
		text_put(&t, "\nUse --debug flag to render out invalid YAML\n");
	cli_write_error(c, t.ptr, t.len);
}
