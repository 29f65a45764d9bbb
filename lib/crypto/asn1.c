/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/asn1.h"

enum { TAG_INTEGER = 2, TAG_BITS = 3, TAG_OCTETS = 4, TAG_OID = 6, TAG_SEQUENCE = 16 };
enum { MAX_DEPTH = 4 };

/* A tag and a length as Go prints them. */
typedef struct header {
	int klass, tag;
	size_t length;
	bool compound;
} header;

/* A text that is being read, and where. */
typedef struct reader {
	pn_str bytes;
	size_t at;
	pn_arena *arena;
	pn_str *why;
} reader;

static bool syntax(reader *r, const char *problem)
{
	*r->why = pn_str_format(r->arena, "asn1: syntax error: %s", problem);
	return false;
}

static bool structure(reader *r, const char *problem)
{
	*r->why = pn_str_format(r->arena, "asn1: structure error: %s", problem);
	return false;
}

static bool next_byte(reader *r, uint8_t *out)
{
	if (r->at >= r->bytes.len)
		return false;
	*out = (uint8_t)r->bytes.ptr[r->at++];
	return true;
}

/* Reads a number in base 128, as tags and object identifiers have them. */
static bool read_base128(reader *r, int *out)
{
	uint64_t n = 0;
	uint8_t byte;

	for (int i = 0; next_byte(r, &byte); i++) {
		if (i == 5)
			return structure(r, "base 128 integer too large");
		if (i == 0 && byte == 0x80)
			return syntax(r, "integer is not minimally encoded");
		n = n << 7 | (byte & 0x7F);
		if (byte & 0x80)
			continue;
		*out = (int)n;
		return n <= INT32_MAX || structure(r, "base 128 integer too large");
	}
	return syntax(r, "truncated base 128 integer");
}

/* Reads a length of several bytes. */
static bool read_long_length(reader *r, size_t count, size_t *out)
{
	uint8_t byte;

	if (count == 0)
		return syntax(r, "indefinite length found (not DER)");
	*out = 0;
	for (size_t i = 0; i < count; i++) {
		if (!next_byte(r, &byte))
			return syntax(r, "truncated tag or length");
		if (*out >= 1u << 23)
			return structure(r, "length too large");
		*out = *out << 8 | byte;
		if (*out == 0)
			return structure(r, "superfluous leading zeros in length");
	}
	return *out >= 0x80 || structure(r, "non-minimal length");
}

static bool read_header(reader *r, header *out)
{
	uint8_t byte = 0;

	next_byte(r, &byte);
	*out = (header){ .klass = byte >> 6, .compound = (byte & 0x20) != 0, .tag = byte & 0x1F };
	if (out->tag == 0x1F) {
		if (!read_base128(r, &out->tag))
			return false;
		if (out->tag < 0x1F)
			return syntax(r, "non-minimal tag");
	}
	if (!next_byte(r, &byte))
		return syntax(r, "truncated tag or length");
	out->length = byte;
	return byte < 0x80 || read_long_length(r, byte & 0x7F, &out->length);
}

/* Checks an integer's form; `bits` 64 for int, 0 for any size. */
static bool check_integer(reader *r, pn_str s, int bits)
{
	if (!s.len)
		return structure(r, "empty integer");
	if (s.len > 1 && ((s.ptr[0] == 0 && !(s.ptr[1] & 0x80)) ||
			  ((uint8_t)s.ptr[0] == 0xFF && (s.ptr[1] & 0x80))))
		return structure(r, "integer not minimally-encoded");
	return !bits || s.len <= (size_t)bits / 8 || structure(r, "integer too large");
}

static bool check_oid(reader *r, pn_str s)
{
	reader inner = { s, 0, r->arena, r->why };
	int part;

	if (!s.len)
		return syntax(r, "zero length OBJECT IDENTIFIER");
	while (inner.at < s.len) {
		if (!read_base128(&inner, &part))
			return false;
	}
	return true;
}

static bool check_bits(reader *r, pn_str s)
{
	uint8_t unused = s.len ? (uint8_t)s.ptr[0] : 0;

	if (!s.len)
		return syntax(r, "zero length BIT STRING");
	if (unused > 7 || (s.len == 1 && unused) || (s.ptr[s.len - 1] & ((1 << unused) - 1)))
		return syntax(r, "invalid padding bits in BIT STRING");
	return true;
}

static int tag_of(pn_asn1_kind kind)
{
	switch (kind) {
	case PN_ASN1_INT:
	case PN_ASN1_BIG:
		return TAG_INTEGER;
	case PN_ASN1_BYTES:
		return TAG_OCTETS;
	case PN_ASN1_OID:
		return TAG_OID;
	case PN_ASN1_BITS:
		return TAG_BITS;
	case PN_ASN1_RAW:
	case PN_ASN1_STRUCT:
		break;
	}
	return TAG_SEQUENCE;
}

/* Go's name of a field's type; pointers and slices have none. */
static const char *name_of(const pn_asn1_field *f)
{
	switch (f->kind) {
	case PN_ASN1_INT:
		return "int";
	case PN_ASN1_OID:
		return "ObjectIdentifier";
	case PN_ASN1_BITS:
		return "BitString";
	case PN_ASN1_STRUCT:
		return f->type->name;
	case PN_ASN1_BIG:
	case PN_ASN1_BYTES:
	case PN_ASN1_RAW:
		break;
	}
	return "";
}

static bool mismatch(reader *r, const pn_asn1_field *f, const header *h)
{
	*r->why = pn_str_format(
		r->arena,
		"asn1: structure error: tags don't match (%d vs {class:%d tag:%d length:%zu "
		"isCompound:%s}) {optional:false explicit:false application:false private:false "
		"defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false} "
		"%s @%zu",
		tag_of(f->kind), h->klass, h->tag, h->length, h->compound ? "true" : "false",
		name_of(f), r->at);
	return false;
}

static bool read_struct(reader *r, pn_str content, const pn_asn1_type *type, pn_str *values,
			int depth);

/* Checks what a field holds. */
static bool check_content(reader *r, const pn_asn1_field *f, pn_str content, pn_str *value,
			  int depth)
{
	pn_str ignored[MAX_DEPTH] = { 0 };

	*value = content;
	switch (f->kind) {
	case PN_ASN1_INT:
		return check_integer(r, content, 64);
	case PN_ASN1_BIG:
		return check_integer(r, content, 0);
	case PN_ASN1_OID:
		return check_oid(r, content);
	case PN_ASN1_BITS:
		return check_bits(r, content);
	case PN_ASN1_STRUCT:
		return read_struct(r, content, f->type, ignored, depth - 1);
	case PN_ASN1_BYTES:
	case PN_ASN1_RAW:
		break;
	}
	return true;
}

/* Reads past an explicit tag; *absent when the field is not there. */
static bool read_explicit(reader *r, const pn_asn1_field *f, header *h, bool *absent)
{
	*absent = false;
	if (r->at == r->bytes.len)
		return structure(r, "explicit tag has no child");
	if (h->klass != 2 || h->tag != f->explicit_tag - 1 || (h->length && !h->compound)) {
		*absent = true;
		return true;
	}
	if (!h->length)
		return structure(r, "zero length explicit tag was not an asn1.Flag");
	return read_header(r, h);
}

/* Reads one field (Go: parseField). */
static bool read_field(reader *r, const pn_asn1_field *f, pn_str *value, int depth)
{
	size_t start = r->at;
	bool absent = false;
	header h;

	*value = (pn_str){ NULL, 0 };
	if (r->at == r->bytes.len)
		return f->optional || syntax(r, "sequence truncated");
	if (!read_header(r, &h) || (f->explicit_tag && !read_explicit(r, f, &h, &absent)))
		return false;
	if (!absent && f->kind != PN_ASN1_RAW)
		absent = h.klass != 0 || h.tag != tag_of(f->kind) ||
			 h.compound != (f->kind == PN_ASN1_STRUCT);
	if (absent) {
		if (!f->optional)
			return mismatch(r, f, &h);
		r->at = start;
		return true;
	}
	if (h.length > r->bytes.len - r->at)
		return syntax(r, "data truncated");
	r->at += h.length;
	if (f->kind == PN_ASN1_RAW) {
		*value = pn_str_slice(r->bytes, start, r->at);
		return true;
	}
	return check_content(r, f, pn_str_slice(r->bytes, r->at - h.length, r->at), value, depth);
}

/* Reads the fields of a structure; what follows them is no error, as in Go. */
static bool read_struct(reader *r, pn_str content, const pn_asn1_type *type, pn_str *values,
			int depth)
{
	reader inner = { content, 0, r->arena, r->why };

	if (depth == 0)
		return structure(r, "too deep");
	for (size_t i = 0; i < type->count; i++) {
		if (!read_field(&inner, &type->fields[i], &values[i], depth))
			return false;
	}
	return true;
}

bool pn_asn1_read(pn_str *der, const pn_asn1_type *type, pn_str *values, pn_arena *arena,
		  pn_str *why)
{
	const pn_asn1_field top = { .kind = PN_ASN1_STRUCT, .type = type };
	reader r = { *der, 0, arena, why };
	pn_str content;
	header h;

	if (!der->len)
		return syntax(&r, "sequence truncated");
	if (!read_header(&r, &h))
		return false;
	if (h.klass != 0 || h.tag != TAG_SEQUENCE || !h.compound)
		return mismatch(&r, &top, &h);
	if (h.length > r.bytes.len - r.at)
		return syntax(&r, "data truncated");
	content = pn_str_slice(r.bytes, r.at, r.at + h.length);
	*der = pn_str_slice(r.bytes, r.at + h.length, r.bytes.len);
	return read_struct(&r, content, type, values, MAX_DEPTH);
}

bool pn_asn1_read_content(pn_str content, const pn_asn1_type *type, pn_str *values, pn_arena *arena,
			  pn_str *why)
{
	reader r = { content, 0, arena, why };

	return read_struct(&r, content, type, values, MAX_DEPTH);
}
