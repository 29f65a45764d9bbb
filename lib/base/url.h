/* URLs as Go's net/url (1.26) reads, resolves and writes them. */
#ifndef PN_BASE_URL_H
#define PN_BASE_URL_H

#include "base/buf.h"

/* Which part of a URL a text is: what may stand there unescaped differs. */
typedef enum pn_url_part {
	PN_URL_PATH,
	PN_URL_PATH_SEGMENT,
	PN_URL_HOST,
	PN_URL_ZONE, /* of an IPv6 address */
	PN_URL_USER,
	PN_URL_QUERY, /* one key or value */
	PN_URL_FRAGMENT
} pn_url_part;

/* A URL's parts, unescaped unless said. */
typedef struct pn_url {
	pn_str scheme; /* lower case */
	pn_str opaque; /* what follows the scheme when that is no '/'; as written */
	pn_str user, password;
	pn_str host; /* with its port */
	pn_str path;
	pn_str raw_path; /* as written, when that is not the usual escaping of `path` */
	pn_str query;	 /* as written */
	pn_str fragment, raw_fragment;
	bool has_user, has_password;
	bool force_query; /* a '?' with nothing after it */
	bool omit_host;	  /* no authority at all, not just an empty one */
} pn_url;

/* Go: url.Parse. False: *problem has Go's text, parse "...": why. */
bool pn_url_parse(pn_arena *arena, pn_str text, pn_url *out, pn_str *problem);
/* Go: base.ResolveReference(ref). */
pn_url pn_url_resolve(pn_arena *arena, const pn_url *base, const pn_url *ref);
/* Go: url.String(). */
pn_str pn_url_string(pn_arena *arena, const pn_url *url);
/* Go: url.Hostname(): the host without port and brackets. */
pn_str pn_url_hostname(const pn_url *url);

/* Go: url.PathUnescape and its kin. False: *problem says which escape is bad. */
bool pn_url_unescape(pn_arena *arena, pn_str s, pn_url_part part, pn_str *out, pn_str *problem);
/* Go: url.PathEscape, url.QueryEscape and their kin; s itself when nothing needs escaping. */
pn_str pn_url_escape(pn_arena *arena, pn_str s, pn_url_part part);
/* Whether a byte must be escaped in this part. */
bool pn_url_byte_needs_escape(unsigned char c, pn_url_part part);

#endif
