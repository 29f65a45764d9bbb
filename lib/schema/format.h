/* The assertions behind the keyword "format" (jsonschema: format.go), with the library's texts. */
#ifndef PN_SCHEMA_FORMAT_H
#define PN_SCHEMA_FORMAT_H

#include "base/buf.h"

/* Checks a text; false: *problem says what is wrong with it. */
typedef bool pn_format_check(pn_arena *arena, pn_str s, pn_str *problem);

typedef struct pn_format {
	pn_str name;
	pn_format_check *check;
} pn_format;

/* Finds a format; NULL when there is none, as for "regex", which the validator knows itself. */
const pn_format *pn_format_find(pn_str name);

/* Each is one format; format_*.c hold families of them. */
pn_format_check pn_format_date;
pn_format_check pn_format_date_time;
pn_format_check pn_format_duration;
pn_format_check pn_format_email;
pn_format_check pn_format_hostname;
pn_format_check pn_format_ipv4;
pn_format_check pn_format_ipv6;
pn_format_check pn_format_json_pointer;
pn_format_check pn_format_period;
pn_format_check pn_format_relative_json_pointer;
pn_format_check pn_format_semver;
pn_format_check pn_format_time;
pn_format_check pn_format_uri;
pn_format_check pn_format_uri_reference;
pn_format_check pn_format_uri_template;
pn_format_check pn_format_uuid;

/* What the families share: each sets *problem and returns false. */
bool pn_format_fail(pn_str *problem, const char *text);
/* BEFORE 'c' AFTER, the character quoted as Go's %q does. */
bool pn_format_fail_rune(pn_arena *arena, pn_str *problem, const char *before, uint32_t rune);
/* Puts words before the problem there is. */
bool pn_format_fail_inner(pn_arena *arena, pn_str *problem, const char *before);
/* Takes the part of *rest before the next `c`, and the `c`; false when there is no part left. */
bool pn_format_next(pn_str *rest, char c, pn_str *part);
/* Counts the ASCII digits at the start of s. */
size_t pn_format_digits(pn_str s);

#endif
