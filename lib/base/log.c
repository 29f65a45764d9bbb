/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"
#include "base/unicode.h"

static const char *const level_names[] = {
	[PINTLE_LOG_DEBUG] = "DEBUG",
	[PINTLE_LOG_INFO] = "INFO",
	[PINTLE_LOG_WARN] = "WARN",
	[PINTLE_LOG_ERROR] = "ERROR",
};

/* Says whether slog would quote a text (Go: log/slog, needsQuoting). */
static bool needs_quoting(pn_str s)
{
	if (s.len == 0)
		return true;
	while (s.len) {
		size_t width;
		uint32_t rune = pn_utf8_decode(s, &width);

		if (rune <= ' ' || rune == '=' || rune == '"' || rune == PN_RUNE_ERROR)
			return true;
		if (rune >= 0x80 && (pn_rune_is_space(rune) || !pn_rune_is_print(rune)))
			return true;
		s = pn_str_slice(s, width, s.len);
	}
	return false;
}

/* Appends a value, quoted if need be. */
static void add_value(pn_buf *line, pn_str value, bool always)
{
	if (always || needs_quoting(value))
		pn_buf_quote(line, value);
	else
		pn_buf_add(line, value);
}

bool pn_log_wants(const pintle_log *log, pintle_log_level level)
{
	return log && log->write && level >= log->least;
}

void pn_log(const pintle_log *log, pintle_log_level level, pn_str message, const pn_attr *attrs,
	    size_t count)
{
	pn_arena arena;
	pn_buf line;

	if (!pn_log_wants(log, level))
		return;
	pn_arena_init(&arena, NULL, 0);
	pn_buf_init(&line, &arena);
	pn_buf_format(&line, "level=%s msg=", level_names[level]);
	add_value(&line, message, false);
	for (size_t i = 0; i < count; i++) {
		pn_buf_format(&line, " %s=", attrs[i].key);
		add_value(&line, attrs[i].value, attrs[i].bytes);
	}
	if (!line.failed)
		log->write(log->data, level, pn_buf_z(&line), line.len);
	pn_arena_finish(&arena);
}
