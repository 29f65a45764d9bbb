/* SPDX-License-Identifier: Apache-2.0 */
/* Where the quick reader's nodes go: to the builder as events, straight into values, or nowhere. */
#include "codec/yaml_quick.h"

/* No text that is read quickly is nested deeper, flow collections in block collections counted. */
enum { DEEPEST = 100 };

void pn_yaml_quick_choose(pn_yaml_quick *q)
{
	const pn_yaml_builder *b = q->b;

	if (b->shape || b->doubles || b->pairs || b->cx->limits->depth < DEEPEST)
		q->way = PN_YAML_BY_EVENTS;
	else
		q->way = b->check_only ? PN_YAML_SKIMMING : PN_YAML_DIRECTLY;
}

static bool put_event(pn_yaml_quick *q, pn_yaml_event_kind kind, pn_yaml_spot spot, pn_str text,
		      bool plain)
{
	pn_yaml_event e = { .kind = kind,
			    .implicit = plain,
			    .value = text,
			    .line = spot.line,
			    .column = spot.column };

	return pn_yaml_on_event(q->b, &e);
}

static uint32_t origin_of(pn_yaml_quick *q, pn_yaml_spot spot)
{
	pn_yaml_builder *b = q->b;

	return b->source ? pn_source_add(b->source, b->cx->arena, spot.line + 1, spot.column + 1)
			 : 0;
}

/* Adds a complete value to the collection around it, or makes it the whole. */
static bool add(pn_yaml_quick *q, pn_str key, const pn_value *v)
{
	if (q->open)
		return pn_yaml_push_item(q->b, key, v);
	q->b->root = *v;
	return true;
}

bool pn_yaml_quick_begin(pn_yaml_quick *q, bool is_map, pn_yaml_quick_open *open)
{
	pn_yaml_event_kind kind = is_map ? PN_YAML_MAPPING_START : PN_YAML_SEQUENCE_START;
	pn_yaml_spot spot = pn_yaml_quick_spot(q, q->p);

	if (q->way == PN_YAML_BY_EVENTS)
		return put_event(q, kind, spot, PN_STR_EMPTY, false);
	if (q->way == PN_YAML_SKIMMING)
		return true;
	q->open++;
	*open = (pn_yaml_quick_open){ q->key, q->b->count, origin_of(q, spot) };
	return true;
}

bool pn_yaml_quick_finish(pn_yaml_quick *q, bool is_map, const pn_yaml_quick_open *open)
{
	pn_yaml_event_kind kind = is_map ? PN_YAML_MAPPING_END : PN_YAML_SEQUENCE_END;
	pn_yaml_builder *b = q->b;
	pn_value v;

	if (q->way == PN_YAML_BY_EVENTS)
		return put_event(q, kind, pn_yaml_quick_spot(q, q->p), PN_STR_EMPTY, false);
	if (q->way == PN_YAML_SKIMMING)
		return true;
	if (!(is_map ? pn_yaml_make_map(b, open->first, &v)
		     : pn_yaml_make_list(b, PN_TYPE_LIST, open->first, &v)))
		return false;
	b->count = open->first;
	q->open--;
	v.origin = open->origin;
	return add(q, open->key, &v);
}

bool pn_yaml_quick_put_any_key(pn_yaml_quick *q, pn_yaml_spot spot, pn_str text, bool plain)
{
	pn_value v;

	if (q->way == PN_YAML_BY_EVENTS)
		return put_event(q, PN_YAML_SCALAR, spot, text, plain);
	if (q->way == PN_YAML_SKIMMING)
		return pn_yaml_skim_scalar(q->b, text, plain, true);
	q->key = text;
	if (!plain || pn_yaml_is_surely_string(text))
		return true;
	v = pn_yaml_resolve(q->b->cx->arena, text);
	return pn_yaml_key_text(q->b, &v, &q->key);
}

bool pn_yaml_quick_put_scalar(pn_yaml_quick *q, pn_yaml_spot spot, pn_str text, bool plain)
{
	pn_value v;

	if (q->way == PN_YAML_BY_EVENTS)
		return put_event(q, PN_YAML_SCALAR, spot, text, plain);
	if (q->way == PN_YAML_SKIMMING)
		return pn_yaml_skim_scalar(q->b, text, plain, false);
	if (!plain || pn_yaml_is_surely_string(text)) {
		v = pn_string(text);
	} else {
		v = pn_yaml_resolve(q->b->cx->arena, text);
		pn_yaml_through_json(q->b, &v);
	}
	v.origin = origin_of(q, spot);
	return add(q, q->key, &v);
}

bool pn_yaml_quick_is_skipping(const pn_yaml_quick *q)
{
	return q->way == PN_YAML_SKIMMING ||
	       (q->way == PN_YAML_BY_EVENTS && pn_yaml_is_skipping(q->b));
}

bool pn_yaml_quick_skim_any(pn_yaml_quick *q)
{
	if (q->b->cx->limits->depth < DEEPEST || !pn_yaml_is_skipping(q->b))
		return false;
	q->way = PN_YAML_SKIMMING;
	return true;
}

bool pn_yaml_quick_skimmed(pn_yaml_quick *q)
{
	q->way = PN_YAML_BY_EVENTS;
	return pn_yaml_skim_value(q->b);
}
