/* SPDX-License-Identifier: Apache-2.0 */
/* DER: writing, and reading as Go's cryptobyte does. */
#ifndef PN_CRYPTO_DER_H
#define PN_CRYPTO_DER_H

#include "base/base.h"

enum {
	PN_DER_BOOLEAN = 0x01,
	PN_DER_INTEGER = 0x02,
	PN_DER_BIT_STRING = 0x03,
	PN_DER_OCTET_STRING = 0x04,
	PN_DER_NULL = 0x05,
	PN_DER_OID = 0x06,
	PN_DER_UTF8_STRING = 0x0C,
	PN_DER_PRINTABLE_STRING = 0x13,
	PN_DER_NUMERIC_STRING = 0x12,
	PN_DER_T61_STRING = 0x14,
	PN_DER_IA5_STRING = 0x16,
	PN_DER_BMP_STRING = 0x1E,
	PN_DER_UTC_TIME = 0x17,
	PN_DER_GENERALIZED_TIME = 0x18,
	PN_DER_SEQUENCE = 0x30,
	PN_DER_SET = 0x31,
	PN_DER_CONTEXT = 0x80,		  /* [0] primitive, + n for [n] */
	PN_DER_CONTEXT_CONSTRUCTED = 0xA0 /* [0] constructed */
};

/* Begins an element; returns what pn_der_end needs to close it. */
size_t pn_der_begin(pn_buf *out, uint8_t tag);
void pn_der_end(pn_buf *out, size_t begun);
/* Appends an element with this content. */
void pn_der_add(pn_buf *out, uint8_t tag, pn_str content);
/* Appends a number that is not negative, given as big-endian bytes. */
void pn_der_add_integer(pn_buf *out, pn_str bytes);
/* Appends a bit string of whole bytes. */
void pn_der_add_bits(pn_buf *out, pn_str bytes);

/*
 * Takes any element off *der: its tag, its content, and itself as a whole, each of which may be
 * NULL. `content` may be `der`, which then goes on inside the element.
 */
bool pn_der_take_any(pn_str *der, uint8_t *tag, pn_str *content, pn_str *whole);
/* Takes an element with this tag. */
bool pn_der_take(pn_str *der, uint8_t tag, pn_str *content);
bool pn_der_take_whole(pn_str *der, uint8_t tag, pn_str *whole);
/* Takes an element if it has this tag; false only when it is malformed. */
bool pn_der_take_optional(pn_str *der, uint8_t tag, pn_str *content, bool *present);
bool pn_der_is_next(pn_str der, uint8_t tag);
/* Take an element and check what it holds. */
bool pn_der_take_integer(pn_str *der, pn_str *bytes);
bool pn_der_take_oid(pn_str *der, pn_str *bytes);
bool pn_der_take_bits(pn_str *der, pn_str *bytes);
bool pn_der_take_boolean(pn_str *der, bool *out);

#endif
