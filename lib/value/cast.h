/* Conversions without errors (Go: github.com/spf13/cast v1.7.0, as Sprig uses it). */
#ifndef PN_VALUE_CAST_H
#define PN_VALUE_CAST_H

#include "value/data.h"

/* cast.ToInt64: strings by ParseInt base 0 after dropping ".000"; anything odd is 0. */
int64_t pn_cast_int64(const pn_value *v);
/* cast.ToFloat64. */
double pn_cast_float64(const pn_value *v);

#endif
