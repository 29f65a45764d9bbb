/* SPDX-License-Identifier: Apache-2.0 */
#include "held.h"

#include <string.h>

/* Several releases, and both sides of a comparison, may give one line. */
static void hold_line(void *data, pintle_log_level level, const char *line, size_t length)
{
	held_log *h = data;
	const char *whole = pool_format(&h->c->pool, "%.*s\n", (int)length, line);

	if ((level >= h->least || h->c->settings.debug) && !strstr(text_z(&h->lines), whole))
		text_put(&h->lines, whole);
}

void held_begin(held_log *h, cli *c, pintle_log_level least)
{
	*h = (held_log){ .c = c, .before = c->log, .least = least, .lines = { .pool = &c->pool } };
	c->log = (pintle_log){ hold_line, h, c->log.least };
}

void held_end(held_log *h)
{
	if (!h->c)
		return;
	cli_write_error(h->c, h->lines.ptr, h->lines.len);
	h->c->log = h->before;
	h->c = NULL;
}
