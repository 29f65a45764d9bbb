/* SPDX-License-Identifier: Apache-2.0 */
#include "chart/sniff.h"

enum { HEAD = 512 };

/* Bytes that a kind of file begins with; `mask` (when given) is applied to the file's bytes. */
typedef struct signature {
	const char *bytes, *mask;
	uint8_t len;
	const char *type;
} signature;

static const char *const html_tags[] = { "<!DOCTYPE HTML",
					 "<HTML",
					 "<HEAD",
					 "<SCRIPT",
					 "<IFRAME",
					 "<H1",
					 "<DIV",
					 "<FONT",
					 "<TABLE",
					 "<A",
					 "<STYLE",
					 "<TITLE",
					 "<B",
					 "<BODY",
					 "<BR",
					 "<P",
					 "<!--" };

#define PLAIN(bytes, type)                           \
	{                                            \
		bytes, NULL, sizeof(bytes) - 1, type \
	}
static const signature signatures[] = {
	PLAIN("%PDF-", "application/pdf"),
	PLAIN("%!PS-Adobe-", "application/postscript"),
	PLAIN("\xFE\xFF\0\0", "text/plain; charset=utf-16be"),
	PLAIN("\xFF\xFE\0\0", "text/plain; charset=utf-16le"),
	PLAIN("\xEF\xBB\xBF\0", "text/plain; charset=utf-8"),
	PLAIN("\0\0\1\0", "image/x-icon"),
	PLAIN("\0\0\2\0", "image/x-icon"),
	PLAIN("BM", "image/bmp"),
	PLAIN("GIF87a", "image/gif"),
	PLAIN("GIF89a", "image/gif"),
	{ "RIFF\0\0\0\0WEBPVP", "\xFF\xFF\xFF\xFF\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF", 14,
	  "image/webp" },
	PLAIN("\x89PNG\x0D\x0A\x1A\x0A", "image/png"),
	PLAIN("\xFF\xD8\xFF", "image/jpeg"),
	{ "FORM\0\0\0\0AIFF", "\xFF\xFF\xFF\xFF\0\0\0\0\xFF\xFF\xFF\xFF", 12, "audio/aiff" },
	PLAIN("ID3", "audio/mpeg"),
	PLAIN("OggS\0", "application/ogg"),
	PLAIN("MThd\0\0\0\6", "audio/midi"),
	{ "RIFF\0\0\0\0AVI ", "\xFF\xFF\xFF\xFF\0\0\0\0\xFF\xFF\xFF\xFF", 12, "video/avi" },
	{ "RIFF\0\0\0\0WAVE", "\xFF\xFF\xFF\xFF\0\0\0\0\xFF\xFF\xFF\xFF", 12, "audio/wave" },
	PLAIN("\x1A\x45\xDF\xA3", "video/webm"),
	PLAIN("\0\1\0\0", "font/ttf"),
	PLAIN("OTTO", "font/otf"),
	PLAIN("ttcf", "font/collection"),
	PLAIN("wOFF", "font/woff"),
	PLAIN("wOF2", "font/woff2"),
	PLAIN("\x1F\x8B\x08", "application/x-gzip"),
	PLAIN("PK\3\4", "application/zip"),
	PLAIN("Rar!\x1A\x07\0", "application/x-rar-compressed"),
	PLAIN("Rar!\x1A\x07\1\0", "application/x-rar-compressed"),
	PLAIN("\0\x61\x73\x6D", "application/wasm"),
};
#undef PLAIN

static bool has_signature(const char *head, const signature *s)
{
	for (size_t i = 0; i < s->len; i++) {
		char masked = s->mask ? (char)(head[i] & s->mask[i]) : head[i];

		if (masked != s->bytes[i])
			return false;
	}
	return true;
}

/* Says whether text begins with an HTML tag, in any case, and the tag ends there. */
static bool has_tag(pn_str text, pn_str tag)
{
	for (size_t i = 0; i < tag.len; i++) {
		char c = i < text.len ? text.ptr[i] : '\0';

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 32);
		if (c != tag.ptr[i])
			return false;
	}
	return text.len > tag.len && (text.ptr[tag.len] == ' ' || text.ptr[tag.len] == '>');
}

/* Says whether a byte shows that a file is no text. */
static bool is_binary(unsigned char c)
{
	return c <= 0x08 || c == 0x0B || (c >= 0x0E && c <= 0x1A) || (c >= 0x1C && c <= 0x1F);
}

const char *pn_sniff(const char head[512])
{
	pn_str text = { head, HEAD };

	while (text.len &&
	       (*text.ptr == ' ' || (*text.ptr >= '\t' && *text.ptr <= '\r' && *text.ptr != '\v')))
		text = pn_str_slice(text, 1, text.len);
	for (size_t i = 0; i < sizeof html_tags / sizeof *html_tags; i++) {
		if (has_tag(text, pn_str_from(html_tags[i])))
			return "text/html; charset=utf-8";
	}
	if (pn_str_starts(text, PN_STR("<?xml")))
		return "text/xml; charset=utf-8";
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		if (has_signature(head, &signatures[i]))
			return signatures[i].type;
	}
	for (size_t i = 0; i < text.len; i++) {
		if (is_binary((unsigned char)text.ptr[i]))
			return "application/octet-stream";
	}
	return "text/plain; charset=utf-8";
}
