/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_text.h"

#include "base/run.h"
#include "codec/yaml.h"

enum { GO_BLOCK = 512 };

bool pn_yaml_is_utf_16(pn_str text)
{
	return pn_str_starts(text, PN_STR("\xFF\xFE")) || pn_str_starts(text, PN_STR("\xFE\xFF"));
}

/* How many bytes a character takes that begins with c; 0 when none does. */
static size_t width_of(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >> 5 == 6)
		return 2;
	if (c >> 4 == 14)
		return 3;
	return c >> 3 == 30 ? 4 : 0;
}

static bool is_allowed(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0x7E) || c == 0x85 ||
	       (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

static const char incomplete[] = "incomplete UTF-8 octet sequence";

/* Whether a character ends lines beside a line feed. */
static bool is_odd_break(uint32_t c)
{
	return c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Checks the character at i; NULL when it may stand there, else what is wrong with it. */
static const char *check_character(pn_str s, size_t i, size_t *width, pn_yaml_text *t)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = (unsigned char)s.ptr[i];
	uint32_t c;

	*width = width_of(first);
	if (!*width)
		return "invalid leading UTF-8 octet";
	if (*width > s.len - i)
		return incomplete;
	c = *width == 1 ? first : first & (0x7Fu >> *width);
	for (size_t k = 1; k < *width; k++) {
		unsigned char next = (unsigned char)s.ptr[i + k];

		if ((next & 0xC0) != 0x80)
			return "invalid trailing UTF-8 octet";
		c = c << 6 | (next & 0x3F);
	}
	if (c < least[*width])
		return "invalid length of a UTF-8 sequence";
	if ((c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF)
		return "invalid Unicode character";
	t->ascii = t->ascii && c < 0x80;
	t->only_feeds = t->only_feeds && !is_odd_break(c);
	return is_allowed(c) ? NULL : "control characters are not allowed";
}

/*
 * Returns where the block begins in which Go's reader meets the character at `bad`. It takes 512
 * bytes at a time; a character that is not there as a whole is left for the next block.
 */
static size_t block_start(pn_str s, size_t bad)
{
	size_t start = 0;

	for (size_t i = 0;;) {
		size_t width = width_of((unsigned char)s.ptr[i]);

		if (i + width > start + GO_BLOCK || i == start + GO_BLOCK)
			start = i;
		if (i >= bad)
			return start;
		i += width;
	}
}

pn_yaml_text pn_yaml_check_text(pn_str text)
{
	pn_yaml_text t = { .text = text, .ascii = true, .only_feeds = true };
	size_t skip = pn_str_starts(text, PN_STR("\xEF\xBB\xBF")) ? 3 : 0;
	size_t width;

	for (size_t i = skip; i < text.len; i += width) {
		width = (size_t)(pn_run_lines(text.ptr + i, text.ptr + text.len) - (text.ptr + i));
		if (width)
			continue;
		t.fault = check_character(text, i, &width, &t);
		if (t.fault) {
			/* Go notices the missing bytes only when it wants to read on. */
			size_t start = t.fault == incomplete ? i : block_start(text, i);

			t.text.len = start > skip ? start : skip;
			break;
		}
	}
	t.text = pn_str_slice(t.text, skip, t.text.len);
	return t;
}

bool pn_yaml_has_plain_lines(pn_str text)
{
	pn_yaml_text checked = pn_yaml_check_text(text);

	return !checked.fault && checked.only_feeds && checked.text.len == text.len;
}

pn_str pn_yaml_before_end(pn_str text)
{
	size_t len = text.len && text.ptr[text.len - 1] == '\n' ? text.len - 1 : text.len;

	if (len >= 4 && memcmp(text.ptr + len - 4, "\n...", 4) == 0)
		text.len = len - 3;
	return text;
}
