/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/plain.h"

#include "schema/plain_part.h"

static bool read_schema(pn_reading *r, uint32_t *place);

/* One schema whose keywords are being read. */
typedef struct frame {
	uint32_t base; /* where its keywords begin on the stack */
	uint32_t types;
	uint64_t seen; /* its keywords, a bit each */
} frame;

/* ---- subschemas ---- */

/* Reads a list of schemas that must not be empty. */
static bool read_schemas(pn_reading *r, uint32_t *place)
{
	uint32_t base = r->b.stack.len, one, *to;
	bool more;

	if (pn_scan_peek(&r->s) != '[' || !pn_scan_open(&r->s, ']', &more) || !more)
		return false;
	while (more) {
		if (!read_schema(r, &one) || !(to = pn_words_add(&r->b.stack, 1)) ||
		    !pn_scan_next(&r->s, ']', &more))
			return false;
		*to = one;
	}
	r->s.depth--;
	*place = pn_builder_list(&r->b, base);
	return *place != 0;
}

/* Reads what stands under a name: a schema, or names where they may be. */
static bool read_named(pn_reading *r, pn_keyword_demand demand, uint32_t *arg)
{
	bool names = demand == PN_DEMAND_NAMES_MAP ||
		     (demand == PN_DEMAND_DEPENDENCIES && pn_scan_peek(&r->s) == '[');

	if (!names)
		return read_schema(r, arg);
	if (!pn_plain_names(r, r->draft == PN_DRAFT_4, arg))
		return false;
	*arg |= PN_ARG_NAMES;
	return true;
}

/* Reads schemas by name; where the last of equal names does not do, there must be none. */
static bool read_map(pn_reading *r, pn_keyword_demand demand, bool unique, uint32_t *place)
{
	uint32_t base = r->b.stack.len, arg;
	bool more;
	pn_str key;

	if (!pn_scan_first_key(&r->s, &key, &more))
		return false;
	while (more)
		if (!read_named(r, demand, &arg) || !pn_builder_push(&r->b, key, arg) ||
		    !pn_scan_next_key(&r->s, &key, &more))
			return false;
	if (unique && pn_builder_twins(&r->b, base))
		return false;
	*place = pn_builder_names(&r->b, base);
	return *place != 0;
}

/* ---- keywords ---- */

/* What becomes of a keyword. */
typedef enum treatment {
	VALIDATES = 0, /* it is kept */
	TELLS,	       /* it is checked and forgotten */
	NAMES	       /* a schema with it is not plain, unless it changes nothing */
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
static pn_keyword_demand demand_of(const pn_reading *r, pn_keyword_id id)
{
	const pn_keyword *keyword = pn_keyword_get(id);
	pn_keyword_demand demand = (pn_keyword_demand)keyword->demands[r->draft];

	if (id == PN_KW_DEFS) /* references lead there in any draft */
		return PN_DEMAND_SCHEMA_MAP;
	if (demand == PN_DEMAND_NONE && keyword->shape != PN_SHAPE_NONE &&
	    keyword->since <= r->draft)
		return PN_DEMAND_RARE;
	return demand;
}

static bool read_bool(pn_reading *r, bool *out)
{
	char c = pn_scan_peek(&r->s);

	*out = c == 't';
	return (c == 't' || c == 'f') && pn_scan_value(&r->s);
}

/* Reads a keyword that holds one schema. */
static bool read_one(pn_reading *r, pn_keyword_id id, bool or_bool)
{
	char c = pn_scan_peek(&r->s);
	uint32_t place = PN_PLACE_ANY;
	bool verdict;

	if (or_bool && (c == 't' || c == 'f')) {
		if (!read_bool(r, &verdict))
			return false;
		place = verdict ? PN_PLACE_ANY : PN_PLACE_NEVER;
	} else if (!read_schema(r, &place)) {
		return false;
	}
	return pn_reading_rule(r, id, place);
}

/* Reads a keyword that holds a list of schemas. */
static bool read_list(pn_reading *r, pn_keyword_id id)
{
	uint32_t place;

	return read_schemas(r, &place) && pn_reading_rule(r, id, place);
}

/* Reads a keyword that holds schemas by name. */
static bool read_names(pn_reading *r, pn_keyword_id id, pn_keyword_demand demand)
{
	bool last_does = id == PN_KW_PROPERTIES || id == PN_KW_DEFINITIONS || id == PN_KW_DEFS;
	uint32_t place;

	return read_map(r, demand, !last_does, &place) && pn_reading_rule(r, id, place);
}

/* Reads "required". */
static bool read_required(pn_reading *r, uint32_t min)
{
	uint32_t place;

	return pn_plain_names(r, min, &place) && pn_reading_rule(r, PN_KW_REQUIRED, place);
}

/* Reads a truth value; only "uniqueItems" is one that counts. */
static bool read_flag(pn_reading *r, pn_keyword_id id)
{
	bool flag;

	return read_bool(r, &flag) &&
	       (!flag || id != PN_KW_UNIQUE_ITEMS || pn_reading_rule(r, id, 1));
}

/* Reads a keyword of which the draft's metaschema says nothing. */
static bool read_any(pn_reading *r, pn_keyword_id id)
{
	if (id == PN_KW_CONST && r->draft >= PN_DRAFT_6)
		return pn_plain_choices(r, id, false);
	return pn_scan_value(&r->s);
}

/* Reads a keyword's value, which must meet what the draft's metaschema demands. */
static bool read_demanded(pn_reading *r, pn_keyword_id id, pn_keyword_demand demand)
{
	switch (demand) {
	case PN_DEMAND_NONE:
		return read_any(r, id);
	case PN_DEMAND_BOOL:
		return read_flag(r, id);
	case PN_DEMAND_STRING:
		if (id == PN_KW_FORMAT)
			return pn_plain_format(r);
		return pn_scan_peek(&r->s) == '"' && pn_scan_string(&r->s, NULL);
	case PN_DEMAND_REGEX:
		return pn_plain_pattern(r);
	case PN_DEMAND_NUMBER:
	case PN_DEMAND_POSITIVE:
		return pn_plain_number(r, id, demand == PN_DEMAND_POSITIVE);
	case PN_DEMAND_COUNT:
		return pn_plain_count(r, id);
	case PN_DEMAND_LIST:
	case PN_DEMAND_CHOICES:
		if (id == PN_KW_ENUM)
			return pn_plain_choices(r, id, demand == PN_DEMAND_CHOICES);
		return pn_scan_peek(&r->s) == '[' && pn_scan_value(&r->s);
	case PN_DEMAND_NAMES:
	case PN_DEMAND_SOME_NAMES:
		return read_required(r, demand == PN_DEMAND_SOME_NAMES);
	case PN_DEMAND_SCHEMA:
	case PN_DEMAND_SCHEMA_OR_BOOL:
		return read_one(r, id, demand == PN_DEMAND_SCHEMA_OR_BOOL);
	case PN_DEMAND_SCHEMAS:
		return read_list(r, id);
	case PN_DEMAND_SCHEMA_OR_LIST: /* a list means the first items, as "prefixItems" does */
		return pn_scan_peek(&r->s) == '[' ? read_list(r, PN_KW_PREFIX_ITEMS)
						  : read_one(r, id, false);
	case PN_DEMAND_SCHEMA_MAP:
	case PN_DEMAND_PATTERN_MAP:
	case PN_DEMAND_DEPENDENCIES:
	case PN_DEMAND_NAMES_MAP:
		return read_names(r, id, demand);
	default: /* what comes with names, or too seldom */
		return false;
	}
}

/* Reads a keyword that is checked and forgotten. */
static bool read_aside(pn_reading *r, pn_keyword_id id, pn_keyword_demand demand)
{
	uint32_t base = r->b.stack.len;
	bool aside = r->aside, ok;

	r->aside = true;
	ok = read_demanded(r, id, demand);
	r->aside = aside;
	r->b.stack.len = base;
	return ok;
}

/*
 * Reads a name that changes nothing: that of the whole schema, as long as it is a plain URL. Where
 * its references lead, they lead without it.
 */
static bool read_own_name(pn_reading *r)
{
	size_t from;
	pn_str url;

	if (r->s.depth != 1 || pn_scan_peek(&r->s) != '"' || !pn_scan_string(&r->s, &url))
		return false;
	from = pn_str_starts(url, PN_STR("https://")) ? 8 : 7;
	if (url.len == from || (from == 7 && !pn_str_starts(url, PN_STR("http://"))))
		return false;
	for (size_t i = from; i < url.len; i++) {
		char c = url.ptr[i];

		if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') &&
		    !(i > from && c && strchr("/._-", c)))
			return false;
	}
	return true;
}

/* Reads the value of a keyword. */
static inline bool read_keyword(pn_reading *r, frame *f, pn_keyword_id id)
{
	treatment how = (treatment)treatments[id];

	if (how == NAMES)
		return id == PN_KW_DOLLAR_ID
			       ? read_own_name(r)
			       : id == PN_KW_ID && r->draft > PN_DRAFT_4 && pn_scan_value(&r->s);
	if (f->seen & PN_KW_BIT(id)) /* the last one counts, but nobody writes two */
		return false;
	f->seen |= PN_KW_BIT(id);
	switch (id) {
	case PN_KW_DESCRIPTION:
	case PN_KW_TITLE:
		return pn_scan_peek(&r->s) == '"' && pn_scan_string(&r->s, NULL);
	case PN_KW_DEFAULT:
		return pn_scan_value(&r->s);
	case PN_KW_TYPE:
		return pn_plain_type(r, &f->types);
	case PN_KW_REF:
		return pn_plain_reference(r);
	default:
		return (how == TELLS ? read_aside : read_demanded)(r, id, demand_of(r, id));
	}
}

/* Takes the draft for what is read from now on. */
static void set_draft(pn_reading *r, pn_draft draft)
{
	r->draft = draft;
	r->formats = draft < PN_DRAFT_2019; /* later ones need a vocabulary, which needs a name */
}

/* Reads the root's "$schema"; a draft that comes too late makes the pass begin anew. */
static bool read_draft(pn_reading *r, bool first)
{
	pn_draft draft;
	pn_str url;

	if (pn_scan_peek(&r->s) != '"' || !pn_scan_string(&r->s, &url) ||
	    !pn_draft_from_url(url, &draft) ||
	    !pn_str_starts(url, PN_STR("http"))) /* the metaschema wants a URI */
		return false;
	if (draft != r->draft && !first) {
		r->again = !r->again;
		set_draft(r, draft);
		return false;
	}
	set_draft(r, draft);
	return true;
}

/* Reads the value of one member of a schema. */
static inline bool read_member(pn_reading *r, frame *f, pn_str key, bool first)
{
	pn_keyword_id id = pn_keyword_id_of(key);

	if (id == PN_KW_COUNT)
		return pn_scan_value(&r->s);
	if (id == PN_KW_SCHEMA && r->s.depth == 1)
		return read_draft(r, first);
	return read_keyword(r, f, id);
}

/* ---- the whole ---- */

static bool read_schema(pn_reading *r, uint32_t *place)
{
	frame f = { .base = r->b.stack.len };
	bool more, first = true, verdict;
	pn_str key;

	if (pn_scan_peek(&r->s) != '{') {
		if (r->draft < PN_DRAFT_6 || !read_bool(r, &verdict))
			return false;
		*place = verdict ? PN_PLACE_ANY : PN_PLACE_NEVER;
		return true;
	}
	if (!pn_scan_first_key(&r->s, &key, &more))
		return false;
	for (; more; first = false)
		if (!read_member(r, &f, key, first) || !pn_scan_next_key(&r->s, &key, &more))
			return false;
	*place = f.types;
	return r->b.stack.len == f.base || pn_plain_close(r, f.base, f.types, place);
}

/* Goes over the text once. */
static bool read_once(pn_reading *r, pn_str text, uint32_t *top)
{
	pn_builder_init(&r->b, r->s.scratch, text.len);
	r->s.at = text.ptr;
	r->s.end = text.ptr + text.len;
	r->s.depth = 0;
	return !r->b.code.failed && pn_scan_peek(&r->s) == '{' && read_schema(r, top) &&
	       pn_scan_peek(&r->s) == '\0' && r->s.at == r->s.end;
}

bool pn_plain_read(pn_cx *cx, pn_arena *scratch, pn_str text, pn_program *out)
{
	pn_reading r = { .cx = cx };
	uint32_t top;

	r.s = (pn_scan){ .scratch = scratch, .limits = cx->limits };
	set_draft(&r, PN_DRAFT_2020);
	if (text.len > UINT32_MAX / 8)
		return false;
	if (!read_once(&r, text, &top) && (!r.again || !read_once(&r, text, &top)))
		return false;
	out->draft = r.draft;
	return pn_builder_link(&r.b, top) && pn_builder_finish(&r.b, cx->arena, top, out) &&
	       !cx->arena->failed && !scratch->failed;
}
