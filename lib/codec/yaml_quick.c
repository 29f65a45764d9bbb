/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_quick.h"

#include "base/run.h"
#include "codec/yaml.h"
#include "codec/yaml_text.h"

/* Deeper texts are left to those who can leave the C stack. */
enum { MAX_DEPTH = 64 };

static bool block(pn_yaml_quick *q, uint32_t indent);

/* The missing value before the next token, where the parser proper finds it, too. */
static bool put_nothing(pn_yaml_quick *q)
{
	pn_yaml_spot spot = { q->line, q->indent };

	if (q->at_end) {
		spot.line += pn_yaml_quick_column(q) > 0;
		spot.column = 0;
	}
	return pn_yaml_quick_put_scalar(q, spot, PN_STR_EMPTY, true);
}

/* ---- lines ---- */

/* Whether a line begins with what means something to the stream: "---", "...", "%". */
static bool is_mark(const pn_yaml_quick *q)
{
	const char *p = q->p;

	if (*p == '%')
		return true;
	if (q->end - p < 3 || (*p != '-' && *p != '.') || p[1] != *p || p[2] != *p)
		return false;
	/* Kubernetes takes documents apart at "---" whatever follows. */
	return *p == '-' || pn_yaml_quick_is_blank(q, p + 3);
}

bool pn_yaml_quick_next(pn_yaml_quick *q)
{
	const char *at = q->p, *end = q->end;

	for (;;) {
		if (at < end && *at == ' ')
			at = pn_run_of(at + 1, end, ' ');
		if (at < end && *at == '#')
			at = pn_run_to(at, end, '\n');
		if (at == end || *at != '\n')
			break;
		q->line_start = ++at;
		q->line++;
	}
	q->p = at;
	q->at_end = at == end;
	q->indent = pn_yaml_quick_column(q);
	return q->at_end || (*at != '\t' && (q->indent || !is_mark(q)));
}

/* Goes on behind a key or a "-": to what is on the same line, or says that nothing is. */
static bool is_line_done(pn_yaml_quick *q)
{
	pn_yaml_quick_skip_spaces(q);
	return q->p == q->end || *q->p == '\n' || *q->p == '#';
}

/* ---- collections ---- */

/* Whether the next token is a "-" with a blank. */
static bool is_entry(const pn_yaml_quick *q)
{
	return !q->at_end && *q->p == '-' && pn_yaml_quick_is_blank(q, q->p + 1);
}

static bool list(pn_yaml_quick *q, bool indentless);

/* Takes the value of a key, whose ':' is past; `indent` is that of its map. */
static bool map_value(pn_yaml_quick *q, uint32_t indent)
{
	if (!is_line_done(q))
		return pn_yaml_quick_value(q, indent);
	if (!pn_yaml_quick_next(q))
		return false;
	if (!q->at_end && q->indent > indent)
		return block(q, indent);
	if (!q->at_end && q->indent == indent && is_entry(q))
		return list(q, true);
	return put_nothing(q);
}

/* Takes a map that begins with a key. */
static bool map(pn_yaml_quick *q, pn_yaml_quick_key key)
{
	uint32_t indent = q->indent;
	pn_yaml_quick_open open;

	if (!pn_yaml_quick_begin(q, true, &open))
		return false;
	for (;;) {
		bool skims;

		if (!pn_yaml_quick_put_key(q, pn_yaml_quick_spot(q, q->p), key.text, key.plain))
			return false;
		q->p = key.end;
		skims = pn_yaml_quick_skim(q);
		if (!map_value(q, indent) || (skims && !pn_yaml_quick_skimmed(q)))
			return false;
		if (q->at_end || q->indent < indent)
			break;
		if (q->indent > indent || !pn_yaml_quick_find_key(q, &key))
			return false;
	}
	return pn_yaml_quick_finish(q, true, &open);
}

/* Takes what stands behind the "-" of a list that is indented by `indent`. */
static bool entry(pn_yaml_quick *q, uint32_t indent)
{
	if (!is_line_done(q)) {
		q->indent = pn_yaml_quick_column(q);
		return block(q, indent);
	}
	if (!pn_yaml_quick_next(q))
		return false;
	return !q->at_end && q->indent > indent ? block(q, indent) : put_nothing(q);
}

/*
 * Takes a list whose first "-" is here. One that is not indented below its key ends with the next
 * key.
 */
static bool list(pn_yaml_quick *q, bool indentless)
{
	uint32_t indent = q->indent;
	pn_yaml_quick_open open;

	if (!pn_yaml_quick_begin(q, false, &open))
		return false;
	do {
		q->p++;
		pn_yaml_quick_item(q);
		if (!entry(q, indent))
			return false;
	} while (!q->at_end && q->indent == indent && is_entry(q));
	if (!q->at_end && (q->indent > indent || (q->indent == indent && !indentless)))
		return false;
	return pn_yaml_quick_finish(q, false, &open);
}

/* Takes the node that begins with the next token, in a collection that is indented by `indent`. */
static bool block(pn_yaml_quick *q, uint32_t indent)
{
	pn_yaml_quick_key key;
	bool ok;

	if (q->depth == MAX_DEPTH)
		return false;
	q->depth++;
	if (is_entry(q))
		ok = list(q, false);
	else if (pn_yaml_quick_find_key(q, &key))
		ok = map(q, key);
	else
		ok = pn_yaml_quick_value(q, indent);
	q->depth--;
	return ok;
}

/* Takes the document, which has to be a collection. */
static bool root(pn_yaml_quick *q)
{
	pn_yaml_quick_key key;

	if (is_entry(q))
		return list(q, false);
	if (*q->p == '{' || *q->p == '[')
		return pn_yaml_quick_value(q, 0);
	return pn_yaml_quick_find_key(q, &key) && map(q, key);
}

/* ---- the whole ---- */

/* Goes to the first token; false when it is not plainly the beginning of a document's content. */
static bool to_first(pn_yaml_quick *q)
{
	if (pn_yaml_quick_next(q))
		return true;
	if (q->end - q->p < 4 || memcmp(q->p, "---\n", 4) != 0)
		return false;
	q->p += 3;
	return pn_yaml_quick_next(q) && !q->at_end;
}

bool pn_yaml_quick_build(pn_yaml_builder *b, pn_str text, pn_value *out)
{
	pn_yaml_quick q = { .b = b, .p = text.ptr, .line_start = text.ptr };
	pn_yaml_text checked = pn_yaml_check_text(text);

	if (checked.fault || checked.text.ptr != text.ptr || !checked.only_feeds)
		return false;
	q.end = text.ptr + pn_yaml_before_end(text).len;
	b->nodes = 1; /* Go counts the document */
	pn_yaml_quick_choose(&q);
	if (!to_first(&q))
		return false;
	if (q.at_end ? q.end < text.ptr + text.len /* an end of nothing */
		     : !root(&q) || !q.at_end)
		return false;
	*out = b->root;
	return !b->cx->arena->failed;
}
