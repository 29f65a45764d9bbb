/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/der.h"

/* ---- writing ---- */

size_t pn_der_begin(pn_buf *out, uint8_t tag)
{
	pn_buf_byte(out, (char)tag);
	return out->len;
}

void pn_der_end(pn_buf *out, size_t begun)
{
	size_t length = out->len - begun, count = 1;
	char bytes[1 + sizeof(size_t)];
	char *at;

	/* Lengths from 128 on are a count of bytes and the bytes of the length. */
	if (length < 0x80) {
		bytes[0] = (char)length;
	} else {
		while (length >> (8 * count))
			count++;
		bytes[0] = (char)(0x80 | count);
		for (size_t i = 0; i < count; i++)
			bytes[1 + i] = (char)(length >> (8 * (count - 1 - i)));
		count++;
	}
	if (out->failed || !pn_buf_reserve(out, count))
		return;
	at = out->ptr + begun;
	memmove(at + count, at, length);
	memcpy(at, bytes, count);
	out->len += count;
}

void pn_der_add(pn_buf *out, uint8_t tag, pn_str content)
{
	size_t begun = pn_der_begin(out, tag);

	pn_buf_add(out, content);
	pn_der_end(out, begun);
}

void pn_der_add_integer(pn_buf *out, pn_str bytes)
{
	size_t begun = pn_der_begin(out, PN_DER_INTEGER);

	while (bytes.len && bytes.ptr[0] == 0)
		bytes = pn_str_slice(bytes, 1, bytes.len);
	if (!bytes.len || (bytes.ptr[0] & 0x80)) /* the first bit is the sign */
		pn_buf_byte(out, 0);
	pn_buf_add(out, bytes);
	pn_der_end(out, begun);
}

void pn_der_add_bits(pn_buf *out, pn_str bytes)
{
	size_t begun = pn_der_begin(out, PN_DER_BIT_STRING);

	pn_buf_byte(out, 0); /* unused bits */
	pn_buf_add(out, bytes);
	pn_der_end(out, begun);
}

/* ---- reading ---- */

/* Reads the length at s[1]; *header is where the content begins. False when it is no DER. */
static bool read_length(pn_str s, size_t *header, size_t *length)
{
	size_t count, n = 0;

	if (s.len < 2 || (s.ptr[0] & 0x1F) == 0x1F) /* no tags of several bytes */
		return false;
	count = (unsigned char)s.ptr[1];
	*header = 2;
	*length = count;
	if (count < 0x80)
		return true;
	count &= 0x7F;
	if (count == 0 || count > 4 || s.len < 2 + count)
		return false;
	for (size_t i = 0; i < count; i++)
		n = n << 8 | (unsigned char)s.ptr[2 + i];
	*header = 2 + count;
	*length = n;
	return n >= 0x80 && n >> (8 * (count - 1)) != 0;
}

bool pn_der_take_any(pn_str *der, uint8_t *tag, pn_str *content, pn_str *whole)
{
	pn_str s = *der;
	size_t header, length;

	if (!read_length(s, &header, &length) || length > s.len - header)
		return false;
	/* The results come last: any of them may be *der itself. */
	*der = pn_str_slice(s, header + length, s.len);
	if (tag)
		*tag = (uint8_t)s.ptr[0];
	if (whole)
		*whole = pn_str_slice(s, 0, header + length);
	if (content)
		*content = pn_str_slice(s, header, header + length);
	return true;
}

bool pn_der_is_next(pn_str der, uint8_t tag)
{
	return der.len && (uint8_t)der.ptr[0] == tag;
}

bool pn_der_take(pn_str *der, uint8_t tag, pn_str *content)
{
	return pn_der_is_next(*der, tag) && pn_der_take_any(der, NULL, content, NULL);
}

bool pn_der_take_whole(pn_str *der, uint8_t tag, pn_str *whole)
{
	return pn_der_is_next(*der, tag) && pn_der_take_any(der, NULL, NULL, whole);
}

bool pn_der_take_optional(pn_str *der, uint8_t tag, pn_str *content, bool *present)
{
	*present = pn_der_is_next(*der, tag);
	return !*present || pn_der_take(der, tag, content);
}

bool pn_der_take_integer(pn_str *der, pn_str *bytes)
{
	if (!pn_der_take(der, PN_DER_INTEGER, bytes) || !bytes->len)
		return false;
	/* The shortest form only: no byte that merely repeats the sign. */
	return bytes->len == 1 || !((bytes->ptr[0] == 0 && !(bytes->ptr[1] & 0x80)) ||
				    ((uint8_t)bytes->ptr[0] == 0xFF && (bytes->ptr[1] & 0x80)));
}

bool pn_der_take_oid(pn_str *der, pn_str *bytes)
{
	bool starts = true;

	if (!pn_der_take(der, PN_DER_OID, bytes) || !bytes->len)
		return false;
	for (size_t i = 0; i < bytes->len; i++) {
		uint8_t byte = (uint8_t)bytes->ptr[i];

		if (starts && byte == 0x80)
			return false;
		starts = !(byte & 0x80);
	}
	return starts;
}

bool pn_der_take_bits(pn_str *der, pn_str *bytes)
{
	pn_str content;
	uint8_t unused;

	if (!pn_der_take(der, PN_DER_BIT_STRING, &content) || !content.len)
		return false;
	unused = (uint8_t)content.ptr[0];
	*bytes = pn_str_slice(content, 1, content.len);
	if (unused > 7 || (!bytes->len && unused))
		return false;
	return !bytes->len || !(bytes->ptr[bytes->len - 1] & ((1 << unused) - 1));
}

bool pn_der_take_boolean(pn_str *der, bool *out)
{
	pn_str content;

	if (!pn_der_take(der, PN_DER_BOOLEAN, &content) || content.len != 1)
		return false;
	*out = content.ptr[0] != 0;
	return content.ptr[0] == 0 || (uint8_t)content.ptr[0] == 0xFF;
}
