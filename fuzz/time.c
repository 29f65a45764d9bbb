/* SPDX-License-Identifier: Apache-2.0 */
/* A layout, then a newline, then a text; the text is a duration and a zone file, too. */
#include "target.h"

#include "time/text.h"

void fuzz_one(pn_cx *cx, pn_str input)
{
	pn_time_text text = { .zone = pn_zone_utc() };
	int64_t duration;
	pn_zone *zone;
	pn_str why;
	pn_time t;
	pn_buf out;

	pn_str_cut(input, PN_STR("\n"), &text.layout, &text.text);
	pn_buf_init(&out, cx->arena);
	if (!pn_time_parse(&t, &text, cx->arena))
		pn_time_text_error(&out, &text);
	if (pn_duration_parse(&duration, text.text, cx->arena, &why))
		t = pn_time_add(&t, duration);
	zone = pn_zone_read(cx->arena, PN_STR("fuzz"), text.text);
	if (zone)
		t = pn_time_in(&t, zone);
	pn_time_format(&out, &t, text.layout);
	pn_time_write(&out, &t);
	pn_time_write_go(&out, &t);
}
