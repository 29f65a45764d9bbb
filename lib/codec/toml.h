/* TOML as BurntSushi/toml 1.6.0 reads and writes it. */
#ifndef PN_CODEC_TOML_H
#define PN_CODEC_TOML_H

#include "value/value.h"

/* Reads a TOML document into a map: integers are int64, dates time.Time objects made by
 * `make_time`. */
bool pn_toml_read(pn_cx *cx, pn_str text, pn_value *out);
/* Appends v; fails with the library's words. */
bool pn_toml_write(pn_cx *cx, pn_buf *out, const pn_value *v);

#endif
