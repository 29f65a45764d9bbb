/* SPDX-License-Identifier: Apache-2.0 */
/* DER into the fields of a structure, with the words of Go's encoding/asn1 when it does not fit. */
#ifndef PN_CRYPTO_ASN1_H
#define PN_CRYPTO_ASN1_H

#include "base/base.h"

typedef enum pn_asn1_kind {
	PN_ASN1_INT,   /* int */
	PN_ASN1_BIG,   /* *big.Int */
	PN_ASN1_BYTES, /* []byte */
	PN_ASN1_OID,   /* asn1.ObjectIdentifier */
	PN_ASN1_BITS,  /* asn1.BitString */
	PN_ASN1_RAW,   /* asn1.RawValue: anything, kept whole */
	PN_ASN1_STRUCT /* a structure of its own */
} pn_asn1_kind;

typedef struct pn_asn1_type pn_asn1_type;

typedef struct pn_asn1_field {
	pn_asn1_kind kind;
	bool optional;
	int explicit_tag;	  /* the number of an explicit tag, plus 1; 0: none */
	const pn_asn1_type *type; /* of a structure */
} pn_asn1_field;

struct pn_asn1_type {
	const char *name; /* Go's */
	const pn_asn1_field *fields;
	size_t count;
};

/*
 * Reads one structure off *der. values[i] is the content of field i, with a NULL pointer for an
 * absent one; the fields of an inner structure are checked, and left to be read by the caller. On
 * failure *why has Go's words.
 */
bool pn_asn1_read(pn_str *der, const pn_asn1_type *type, pn_str *values, pn_arena *arena,
		  pn_str *why);
/* Reads the fields of a structure from its content. */
bool pn_asn1_read_content(pn_str content, const pn_asn1_type *type, pn_str *values, pn_arena *arena,
			  pn_str *why);

#endif
