/* TOML as BurntSushi/toml 1.6.0 reads and writes it. */
#ifndef PN_CODEC_TOML_H
#define PN_CODEC_TOML_H

#include "value/value.h"

/*
 * Reads a TOML document into a map: integers are int64, dates time.Time, arrays of tables
 * []map[string]interface {}. Dates without a zone are in UTC.
 */
bool pn_toml_read(pn_cx *cx, pn_str text, pn_value *out);
/*
 * Appends v; fails with the library's words. Where the library returns an error the status is
 * PINTLE_ERR_YAML; where it panics, as for nil, PINTLE_ERR_EXEC.
 */
bool pn_toml_write(pn_cx *cx, pn_buf *out, const pn_value *v);

#endif
