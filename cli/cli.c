/* SPDX-License-Identifier: Apache-2.0 */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "system.h"

void cli_write_error(cli *c, const char *ptr, size_t len)
{
	pintle_text shown = { ptr, len };

	if (c->secrets)
		shown = pintle_secrets_mask(c->secrets, shown);
	fwrite(shown.ptr, 1, shown.len, stderr);
}

int cli_fail(cli *c, const char *format, ...)
{
	text t = { .pool = &c->pool };
	va_list args;

	text_put(&t, "Error: ");
	va_start(args, format);
	text_vformat(&t, format, args);
	va_end(args);
	text_byte(&t, '\n');
	cli_write_error(c, t.ptr, t.len);
	return CLI_FAILED;
}

static bool write_all(const char *at, size_t left)
{
	while (left) {
		ssize_t n = write(STDOUT_FILENO, at, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		at += n;
		left -= (size_t)n;
	}
	return true;
}

int cli_flush(cli *c, int code)
{
	bool ok = write_all(c->out.ptr, c->out.len) && write_all(c->rest.ptr, c->rest.len);

	if (!ok)
		code = cli_fail(c, "write /dev/stdout: %s", system_error(&c->pool, errno));
	c->out.len = c->rest.len = 0;
	return code;
}
