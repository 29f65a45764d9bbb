/* SPDX-License-Identifier: Apache-2.0 */
#include "value/format.h"
#include "value/object.h"
#include "value/printer.h"

void pn_format_value(pn_buf *out, const pn_value *v)
{
	pn_printer p = { .out = out };

	if (v->kind == PN_STRING)
		pn_buf_add(out, pn_value_str(v));
	else if (pn_is_plain_int(v))
		pn_buf_int(out, v->as.integer);
	else
		pn_printer_value(&p, v, 'v');
}

void pn_format_print(pn_buf *out, const pn_value *args, size_t count)
{
	bool after_string = false;

	for (size_t i = 0; i < count; i++) {
		if (i && !after_string && !pn_is_string(&args[i]))
			pn_buf_byte(out, ' ');
		pn_format_value(out, &args[i]);
		after_string = pn_is_string(&args[i]);
	}
}

void pn_format_println(pn_buf *out, const pn_value *args, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			pn_buf_byte(out, ' ');
		pn_format_value(out, &args[i]);
	}
	pn_buf_byte(out, '\n');
}

pn_str pn_value_to_string(pn_arena *arena, const pn_value *v)
{
	pn_buf buf;

	if (v->kind == PN_STRING || v->kind == PN_BYTES)
		return pn_value_str(v);
	pn_buf_init(&buf, arena);
	pn_format_value(&buf, v);
	return pn_buf_str(&buf);
}
