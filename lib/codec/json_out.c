/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json_out.h"
#include "codec/json.h"

#include <inttypes.h>

void pn_json_out_begin(pn_json_out *w, pn_buf *out)
{
	*w = (pn_json_out){ .out = out };
}

static void new_line(pn_json_out *w)
{
	pn_buf_byte(w->out, '\n');
	pn_buf_repeat(w->out, ' ', 2 * (size_t)w->depth);
}

/* Separates a member from the one before it and writes its key. */
static void begin_member(pn_json_out *w, const char *key)
{
	if (!w->depth || w->depth > PN_JSON_OUT_DEPTH)
		return;
	if (w->filled[w->depth - 1])
		pn_buf_byte(w->out, ',');
	w->filled[w->depth - 1] = true;
	new_line(w);
	if (!key)
		return;
	pn_json_write_string(w->out, pn_str_from(key), 0);
	pn_buf_lit(w->out, ": ");
}

void pn_json_out_open(pn_json_out *w, const char *key, char bracket)
{
	begin_member(w, key);
	pn_buf_byte(w->out, bracket);
	if (w->depth < PN_JSON_OUT_DEPTH) {
		w->filled[w->depth] = false;
		w->closing[w->depth] = bracket == '{' ? '}' : ']';
	} else {
		w->out->failed = true;
	}
	w->depth++;
}

void pn_json_out_close(pn_json_out *w)
{
	w->depth--;
	if (w->depth >= PN_JSON_OUT_DEPTH)
		return;
	if (w->filled[w->depth])
		new_line(w);
	pn_buf_byte(w->out, w->closing[w->depth]);
}

void pn_json_out_text(pn_json_out *w, const char *key, pn_str text)
{
	begin_member(w, key);
	pn_json_write_string(w->out, text, 0);
}

void pn_json_out_number(pn_json_out *w, const char *key, uint64_t n)
{
	begin_member(w, key);
	pn_buf_format(w->out, "%" PRIu64, n);
}

void pn_json_out_bool(pn_json_out *w, const char *key, bool b)
{
	pn_json_out_raw(w, key, b ? PN_STR("true") : PN_STR("false"));
}

void pn_json_out_raw(pn_json_out *w, const char *key, pn_str json)
{
	begin_member(w, key);
	pn_buf_add(w->out, json);
}
