/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/plain.h"

#include "schema/late.h"
#include "schema/scan.h"

/* One pass over a schema. */
typedef struct reading {
	pn_scan s;
	pn_compiler *c;
	pn_buf references; /* uint32_t: where in s.out the text of a "$ref" begins, length first */
	pn_draft draft;
	bool again; /* the draft came to light too late */
} reading;

static bool scan_schema(reading *r);

/* ---- what the metaschemas demand ---- */

/* Reads a value and has it checked as the quick check does. */
static bool scan_checked(reading *r, pn_keyword_demand demand)
{
	size_t start = r->s.out.len;
	bool keep = r->s.keep;
	pn_value v;

	r->s.keep = true;
	if (!pn_scan_value(&r->s) || r->s.out.failed)
		return false;
	r->s.keep = keep;
	pn_packed_read(r->s.scratch, r->s.out.ptr + start, &v);
	if (!pn_check_value(r->c, &v, demand, r->draft))
		return false;
	if (!keep)
		r->s.out.len = start;
	return true;
}

static bool scan_text(reading *r)
{
	return pn_scan_peek(&r->s) == '"' && pn_scan_value(&r->s);
}

static bool scan_bool(reading *r)
{
	char c = pn_scan_peek(&r->s);

	return (c == 't' || c == 'f') && pn_scan_value(&r->s);
}

/* Returns the bit of a type's name; 0 for what is none. */
static unsigned char type_bit(pn_str name)
{
	switch (name.len) {
	case 4:
		return pn_str_is(name, "null") ? PN_JSON_NULL : 0;
	case 5:
		return pn_str_is(name, "array") ? PN_JSON_ARRAY : 0;
	case 6:
		return pn_str_is(name, "string")   ? PN_JSON_STRING
		       : pn_str_is(name, "object") ? PN_JSON_OBJECT
		       : pn_str_is(name, "number") ? PN_JSON_NUMBER
						   : 0;
	case 7:
		return pn_str_is(name, "boolean")   ? PN_JSON_BOOLEAN
		       : pn_str_is(name, "integer") ? PN_JSON_INTEGER
						    : 0;
	default:
		return 0;
	}
}

/* Reads the name of a type that was not named before. */
static bool scan_type_name(reading *r, unsigned char *types)
{
	unsigned char bit;
	pn_str name;

	if (pn_scan_peek(&r->s) != '"' || !pn_scan_string(&r->s, &name))
		return false;
	bit = type_bit(name);
	if (!bit || (*types & bit))
		return false;
	*types |= bit;
	return true;
}

/* Reads "type": a name, or a list of different ones that is not empty. */
static bool scan_type(reading *r)
{
	unsigned char types = 0;
	bool more;

	if (pn_scan_peek(&r->s) != '[') {
		if (!scan_type_name(r, &types))
			return false;
	} else {
		if (!pn_scan_open(&r->s, ']', &more) || !more)
			return false;
		while (more)
			if (!scan_type_name(r, &types) || !pn_scan_next(&r->s, ']', &more))
				return false;
		r->s.depth--;
	}
	if (r->s.keep) {
		pn_pack_byte(&r->s.out, 'y');
		pn_pack_byte(&r->s.out, types);
	}
	return true;
}

/* Checks a regular expression, which is compiled when a value asks for it. */
static bool check_regex(reading *r, pn_str text)
{
	pn_error err;
	pn_cx cx = { r->s.scratch, &err, r->s.limits, NULL, NULL };
	bool ok;

	pn_error_init(&err, r->s.scratch->mem);
	ok = pn_regex_check(&cx, pn_str_dup(r->s.scratch, text));
	pn_error_finish(&err);
	return ok;
}

static bool scan_regex(reading *r)
{
	pn_str text;

	if (pn_scan_peek(&r->s) != '"' || !pn_scan_string(&r->s, &text))
		return false;
	if (r->s.keep)
		pn_pack_text(&r->s.out, 's', text);
	return check_regex(r, text);
}

/* Reads a "$ref" that is a pointer without escapes, and notes it. */
static bool scan_reference(reading *r)
{
	uint32_t *place;
	pn_str text;

	if (pn_scan_peek(&r->s) != '"' || !pn_scan_string(&r->s, &text) || !text.len ||
	    text.ptr[0] != '#' || (text.len > 1 && text.ptr[1] != '/') ||
	    pn_str_find_byte(text, '~') != PN_NOT_FOUND ||
	    pn_str_find_byte(text, '%') != PN_NOT_FOUND)
		return false;
	if (!r->s.keep)
		return true;
	pn_pack_text(&r->s.out, 's', text);
	place = (uint32_t *)(void *)pn_buf_reserve(&r->references, sizeof *place);
	if (!place)
		return false;
	*place = (uint32_t)(r->s.out.len - text.len - sizeof *place);
	r->references.len += sizeof *place;
	return true;
}

/* ---- subschemas ---- */

/* Reads a list of schemas that must not be empty. */
static bool scan_schemas(reading *r)
{
	size_t place = r->s.keep ? pn_pack_open(&r->s.out, '[') : 0;
	uint32_t count = 0;
	bool more;

	if (pn_scan_peek(&r->s) != '[' || !pn_scan_open(&r->s, ']', &more) || !more)
		return false;
	for (; more; count++)
		if (!scan_schema(r) || !pn_scan_next(&r->s, ']', &more))
			return false;
	if (r->s.keep)
		pn_pack_close(&r->s.out, place, count);
	r->s.depth--;
	return true;
}

/* Reads what stands under a name: a schema, or for "dependencies" perhaps a list of names. */
static bool scan_named(reading *r, pn_keyword_demand demand)
{
	if (demand != PN_DEMAND_DEPENDENCIES || pn_scan_peek(&r->s) != '[')
		return scan_schema(r);
	return scan_checked(r, r->draft == PN_DRAFT_4 ? PN_DEMAND_SOME_NAMES : PN_DEMAND_NAMES);
}

/* Reads schemas by name. */
static bool scan_schema_map(reading *r, pn_keyword_demand demand)
{
	size_t place = r->s.keep ? pn_pack_open(&r->s.out, '{') : 0;
	uint32_t count = 0;
	bool more;
	pn_str key;

	if (pn_scan_peek(&r->s) != '{' || !pn_scan_open(&r->s, '}', &more))
		return false;
	for (; more; count++) {
		if (!pn_scan_key(&r->s, &key))
			return false;
		if (r->s.keep)
			pn_pack_key(&r->s.out, key);
		if ((demand == PN_DEMAND_PATTERN_MAP && !check_regex(r, key)) ||
		    !scan_named(r, demand) || !pn_scan_next(&r->s, '}', &more))
			return false;
	}
	if (r->s.keep)
		pn_pack_close(&r->s.out, place, count);
	r->s.depth--;
	return true;
}

/* Reads a keyword's value, which must meet what the draft's metaschema demands. */
static bool scan_demanded(reading *r, pn_keyword_demand demand)
{
	switch (demand) {
	case PN_DEMAND_NONE:
		return pn_scan_value(&r->s);
	case PN_DEMAND_BOOL:
		return scan_bool(r);
	case PN_DEMAND_LIST:
		return pn_scan_peek(&r->s) == '[' && pn_scan_value(&r->s);
	case PN_DEMAND_STRING:
		return scan_text(r);
	case PN_DEMAND_TYPE:
		return scan_type(r);
	case PN_DEMAND_REGEX:
		return scan_regex(r);
	case PN_DEMAND_SCHEMA_OR_BOOL:
		return scan_bool(r) || scan_schema(r);
	case PN_DEMAND_SCHEMA:
		return scan_schema(r);
	case PN_DEMAND_SCHEMAS:
		return scan_schemas(r);
	case PN_DEMAND_SCHEMA_OR_LIST:
		return pn_scan_peek(&r->s) == '[' ? scan_schemas(r) : scan_schema(r);
	case PN_DEMAND_SCHEMA_MAP:
	case PN_DEMAND_PATTERN_MAP:
	case PN_DEMAND_DEPENDENCIES:
		return scan_schema_map(r, demand);
	case PN_DEMAND_RARE:
		return false;
	default:
		return scan_checked(r, demand);
	}
}

/* ---- keywords ---- */

/* What becomes of a keyword. */
typedef enum treatment {
	VALIDATES = 0, /* it is kept */
	TELLS,	       /* it is checked and forgotten */
	NAMES	       /* a schema with it is not plain */
} treatment;

static const uint8_t treatments[PN_KW_COUNT] = {
	[PN_KW_ANCHOR] = NAMES,
	[PN_KW_DYNAMIC_ANCHOR] = NAMES,
	[PN_KW_DYNAMIC_REF] = NAMES,
	[PN_KW_DOLLAR_ID] = NAMES,
	[PN_KW_RECURSIVE_ANCHOR] = NAMES,
	[PN_KW_RECURSIVE_REF] = NAMES,
	[PN_KW_SCHEMA] = NAMES,
	[PN_KW_VOCABULARY] = NAMES,
	[PN_KW_ID] = NAMES,
	[PN_KW_COMMENT] = TELLS,
	[PN_KW_CONTENT_ENCODING] = TELLS,
	[PN_KW_CONTENT_MEDIA_TYPE] = TELLS,
	[PN_KW_CONTENT_SCHEMA] = TELLS,
	[PN_KW_DEFAULT] = TELLS,
	[PN_KW_DEPRECATED] = TELLS,
	[PN_KW_DESCRIPTION] = TELLS,
	[PN_KW_EXAMPLES] = TELLS,
	[PN_KW_READ_ONLY] = TELLS,
	[PN_KW_TITLE] = TELLS,
	[PN_KW_WRITE_ONLY] = TELLS,
};

/* What a keyword's value must be. Where subschemas stand that the metaschema does not look at, it
 * takes more than a glance to tell whether they have names. */
static pn_keyword_demand demand_of(const reading *r, const pn_keyword *keyword)
{
	pn_keyword_demand demand = keyword->demands[r->draft];

	if (keyword == pn_keyword_get(PN_KW_DEFS)) /* references lead there in any draft */
		return PN_DEMAND_SCHEMA_MAP;
	if (demand == PN_DEMAND_NONE && keyword->shape != PN_SHAPE_NONE &&
	    keyword->since <= r->draft)
		return PN_DEMAND_RARE;
	return demand;
}

/* Reads a value that nothing asks for. */
static bool skip_value(reading *r)
{
	bool keep = r->s.keep, ok;

	r->s.keep = false;
	ok = pn_scan_value(&r->s);
	r->s.keep = keep;
	return ok;
}

static bool scan_keyword(reading *r, const pn_keyword *keyword)
{
	treatment how = treatments[keyword - pn_keyword_get(0)];
	bool keep = r->s.keep, ok;

	if (how == NAMES)
		return keyword == pn_keyword_get(PN_KW_ID) && r->draft > PN_DRAFT_4 &&
		       skip_value(r);
	if (keyword == pn_keyword_get(PN_KW_REF))
		return scan_reference(r);
	r->s.keep = keep && how == VALIDATES;
	ok = scan_demanded(r, demand_of(r, keyword));
	r->s.keep = keep;
	return ok;
}

/* Reads the root's "$schema"; a draft that comes too late makes the pass begin anew. */
static bool scan_draft(reading *r, bool first)
{
	pn_draft draft;
	pn_str url;

	if (pn_scan_peek(&r->s) != '"' || !pn_scan_string(&r->s, &url) ||
	    !pn_draft_from_url(url, &draft))
		return false;
	if (draft != r->draft && !first) {
		r->again = !r->again;
		r->draft = draft;
		return false;
	}
	r->draft = draft;
	return true;
}

/* Reads one member of a schema; *kept tells whether it went into `out`. */
static bool scan_member(reading *r, bool first, bool *kept)
{
	const pn_keyword *keyword;
	pn_str key;

	*kept = false;
	if (!pn_scan_key(&r->s, &key))
		return false;
	if (r->s.depth == 1 && pn_str_is(key, "$schema"))
		return scan_draft(r, first);
	keyword = pn_keyword_find(key);
	if (!keyword)
		return skip_value(r);
	*kept = r->s.keep && treatments[keyword - pn_keyword_get(0)] == VALIDATES;
	if (*kept)
		pn_pack_byte(&r->s.out, (unsigned char)(keyword - pn_keyword_get(0)));
	return scan_keyword(r, keyword);
}

static bool scan_schema(reading *r)
{
	bool more, first = true, kept;
	uint32_t count = 0;
	size_t place;

	if (pn_scan_peek(&r->s) != '{')
		return r->draft >= PN_DRAFT_6 && scan_bool(r);
	place = r->s.keep ? pn_pack_open(&r->s.out, '<') : 0;
	if (!pn_scan_open(&r->s, '}', &more))
		return false;
	for (; more; first = false, count += kept)
		if (!scan_member(r, first, &kept) || !pn_scan_next(&r->s, '}', &more))
			return false;
	if (r->s.keep)
		pn_pack_close(&r->s.out, place, count);
	r->s.depth--;
	return true;
}

/* ---- the whole ---- */

/* Goes over the text once. */
static bool scan_once(reading *r, pn_str text)
{
	r->s.at = text.ptr;
	r->s.end = text.ptr + text.len;
	r->s.out.len = r->references.len = 0;
	r->s.depth = 0;
	return pn_scan_peek(&r->s) == '{' && scan_schema(r) && pn_scan_peek(&r->s) == '\0' &&
	       r->s.at == r->s.end;
}

/* Whether every "$ref" leads to a schema; `places` says where their texts are. */
static bool check_references(pn_compiler *c, pn_str places, pn_str packed)
{
	for (size_t i = 0; i < places.len; i += sizeof(uint32_t)) {
		uint32_t place = pn_packed_number(places.ptr + i);

		if (!pn_late_knows(c, pn_packed_text(packed.ptr + place)))
			return false;
	}
	return true;
}

bool pn_plain_read(pn_compiler *c, pn_arena *scratch, pn_str text)
{
	reading r = { .c = c, .draft = PN_DRAFT_2020 };
	pn_str packed;

	r.s = (pn_scan){ .scratch = scratch, .limits = c->cx->limits, .keep = true };
	if (text.len > UINT32_MAX / 4)
		return false;
	pn_buf_init(&r.s.out, scratch);
	pn_buf_init(&r.references, scratch);
	if (!scan_once(&r, text) && (!r.again || !scan_once(&r, text)))
		return false;
	packed = pn_str_dup(c->cx->arena, pn_buf_str(&r.s.out));
	if (r.s.out.failed || r.references.failed || c->cx->arena->failed ||
	    !pn_late_begin(c, packed.ptr, r.draft))
		return false;
	return check_references(c, pn_buf_str(&r.references), packed);
}
