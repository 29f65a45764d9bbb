/* SPDX-License-Identifier: Apache-2.0 */
#include "excerpt.h"

#include <stdint.h>

/* Says whether a byte goes on with a character that has begun. */
static bool continues(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Reads the character at `at`, which moves behind it; bytes that are no UTF-8 are one each. */
static uint32_t read_character(const char *line, size_t len, size_t *at)
{
	unsigned char c = (unsigned char)line[(*at)++];
	uint32_t code = c < 0xe0 ? c & 0x1fu : c < 0xf0 ? c & 0x0fu : c & 0x07u;

	if (c < 0xc0)
		return c;
	for (; *at < len && continues(line[*at]); ++*at)
		code = code << 6 | ((unsigned char)line[*at] & 0x3fu);
	return code;
}

typedef struct range {
	uint32_t from, to;
} range;

static bool is_in(const range *ranges, size_t count, uint32_t code)
{
	for (size_t i = 0; i < count; i++) {
		if (code >= ranges[i].from && code <= ranges[i].to)
			return true;
	}
	return false;
}

/* How many columns a character takes on most terminals. */
static size_t columns_of(uint32_t code)
{
	static const range joined[] = {
		{ 0x300, 0x36f },   { 0x200b, 0x200f }, { 0x20d0, 0x20ff },
		{ 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff }, { 0xe0100, 0xe01ef },
	};
	static const range wide[] = {
		{ 0x1100, 0x115f },   { 0x2e80, 0x303e },   { 0x3041, 0xa4cf },
		{ 0xac00, 0xd7a3 },   { 0xf900, 0xfaff },   { 0xfe30, 0xfe6f },
		{ 0xff00, 0xff60 },   { 0xffe0, 0xffe6 },   { 0x1f300, 0x1f64f },
		{ 0x1f680, 0x1f6ff }, { 0x1f900, 0x1faff }, { 0x20000, 0x3fffd },
	};

	if (code < 0x300)
		return 1;
	if (is_in(joined, sizeof joined / sizeof *joined, code))
		return 0;
	return is_in(wide, sizeof wide / sizeof *wide, code) ? 2 : 1;
}

void excerpt_text(text *t, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == 0xc2 && i + 1 < len && (unsigned char)s[i + 1] < 0xa0) {
			text_byte(t, '?'); /* terminals obey U+0080 to U+009F, too */
			i++;
			continue;
		}
		text_byte(t, (c < ' ' && c != '\t') || c == 0x7f ? '?' : (char)c);
	}
}

void excerpt_marks(text *t, const char *line, size_t len, size_t from, size_t to, char first,
		   char rest)
{
	size_t at = 0, columns = 0;

	while (at < len && at < from) {
		if (line[at] == '\t') {
			text_byte(t, '\t');
			at++;
		} else {
			text_fill(t, ' ', columns_of(read_character(line, len, &at)));
		}
	}
	if (from > len)
		text_fill(t, ' ', from - len);
	while (at < len && at < to)
		columns += columns_of(read_character(line, len, &at));
	text_byte(t, first);
	text_fill(t, rest, columns > 1 ? columns - 1 : 0);
}

size_t excerpt_cut(const char *line, size_t len, size_t most)
{
	if (len <= most)
		return len;
	while (most && continues(line[most]))
		most--;
	return most;
}
