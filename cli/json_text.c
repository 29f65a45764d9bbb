/* SPDX-License-Identifier: Apache-2.0 */
#include "json_text.h"

#include <string.h>

static void put_string(text *t, pintle_text s)
{
	text_byte(t, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == '"' || c == '\\')
			text_format(t, "\\%c", c);
		else if (c == '\n')
			text_put(t, "\\n");
		else if (c == '\t')
			text_put(t, "\\t");
		else if (c < 0x20 || c == 0x7F)
			text_format(t, "\\u%04x", c);
		else
			text_byte(t, (char)c);
	}
	text_byte(t, '"');
}

static void break_line(json_text *j)
{
	text_byte(j->out, '\n');
	text_fill(j->out, ' ', (size_t)j->depth * 2);
}

/* Begins a member or element. */
static void begin(json_text *j, const char *name)
{
	if (j->depth) {
		if (j->filled[j->depth])
			text_byte(j->out, ',');
		j->filled[j->depth] = true;
		break_line(j);
	}
	if (name) {
		put_string(j->out, (pintle_text){ name, strlen(name) });
		text_put(j->out, ": ");
	}
}

void json_open(json_text *j, const char *name, char bracket)
{
	begin(j, name);
	text_byte(j->out, bracket);
	if (j->depth + 1 < JSON_DEPTH)
		j->depth++;
	j->filled[j->depth] = false;
}

void json_close(json_text *j, char bracket)
{
	bool filled = j->filled[j->depth];

	if (j->depth)
		j->depth--;
	if (filled)
		break_line(j);
	text_byte(j->out, bracket);
}

void json_string(json_text *j, const char *name, pintle_text value)
{
	begin(j, name);
	put_string(j->out, value);
}

void json_word(json_text *j, const char *name, const char *value)
{
	json_string(j, name, (pintle_text){ value, strlen(value) });
}

void json_number(json_text *j, const char *name, size_t value)
{
	begin(j, name);
	text_format(j->out, "%zu", value);
}

void json_bool(json_text *j, const char *name, bool value)
{
	begin(j, name);
	text_put(j->out, value ? "true" : "false");
}

void json_null(json_text *j, const char *name)
{
	begin(j, name);
	text_put(j->out, "null");
}

void json_raw(json_text *j, const char *name, pintle_text value)
{
	begin(j, name);
	text_add(j->out, value.ptr, value.len);
}
