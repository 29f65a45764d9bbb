/* SPDX-License-Identifier: Apache-2.0 */
#include "time/time.h"
#include "value/format.h"

bool pn_format_named(pn_buf *out, const pn_value *v)
{
	switch (v->type) {
	case PN_TYPE_DURATION:
		pn_duration_write(out, v->as.integer);
		return true;
	case PN_TYPE_MONTH:
		pn_month_write(out, v->as.integer);
		return true;
	case PN_TYPE_WEEKDAY:
		pn_weekday_write(out, v->as.integer);
		return true;
	default:
		return false;
	}
}
