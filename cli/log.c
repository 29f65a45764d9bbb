/* SPDX-License-Identifier: Apache-2.0 */
#include "log.h"

#include "quote.h"

static bool is_shown(const cli *c, pintle_log_level level)
{
	return level != PINTLE_LOG_DEBUG || c->settings.debug;
}

static const char *name_of(pintle_log_level level)
{
	static const char *const names[] = { "DEBUG", "INFO", "WARN", "ERROR" };

	return names[level];
}

static void put(cli *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(cli *c, const char *format, ...)
{
	text t = { .pool = &c->pool };
	va_list args;

	va_start(args, format);
	text_vformat(&t, format, args);
	va_end(args);
	cli_write_error(c, t.ptr, t.len);
}

void log_message(cli *c, pintle_log_level level, const char *message)
{
	if (is_shown(c, level))
		put(c, "level=%s msg=%s\n", name_of(level), quote_for_log(&c->pool, message));
}

void log_pair(cli *c, pintle_log_level level, const char *message, const char *key,
	      const char *value)
{
	if (is_shown(c, level))
		put(c, "level=%s msg=%s %s=%s\n", name_of(level), quote_for_log(&c->pool, message),
		    key, quote_for_log(&c->pool, value));
}

static void write_line(void *data, pintle_log_level level, const char *line, size_t length)
{
	if (is_shown(data, level))
		put(data, "%.*s\n", (int)length, line);
}

pintle_log log_for_library(cli *c)
{
	return (pintle_log){ write_line, c,
			     c->settings.debug ? PINTLE_LOG_DEBUG : PINTLE_LOG_INFO };
}
