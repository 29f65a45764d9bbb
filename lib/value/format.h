/* Go's fmt: values as text (Go: fmt/print.go). */
#ifndef PN_VALUE_FORMAT_H
#define PN_VALUE_FORMAT_H

#include "value/data.h"

/* Appends v as %v does: "<nil>", "[a b]", "map[k:v]", 1e+06 ... */
void pn_format_value(pn_buf *out, const pn_value *v);
/* Go: fmt.Sprintf(format, args...), with all its %!verb(type=value) complaints. */
void pn_format_printf(pn_buf *out, pn_str format, const pn_value *args, size_t count);
/* Go: fmt.Sprint: a blank between two neighbours that are both no strings. */
void pn_format_print(pn_buf *out, const pn_value *args, size_t count);
/* Go: fmt.Sprintln. */
void pn_format_println(pn_buf *out, const pn_value *args, size_t count);
/* Appends a time.Duration, Month or Weekday as its String() does; false for other types. */
bool pn_format_named(pn_buf *out, const pn_value *v);
/* Sprig: strval(): strings and bytes as they are, errors and Stringers their text, else %v. */
pn_str pn_value_to_string(pn_arena *arena, const pn_value *v);

#endif
