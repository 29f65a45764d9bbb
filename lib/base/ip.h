/* IP addresses as Go's net/netip (1.26) reads them: only whether and of which kind, with its texts.
 */
#ifndef PN_BASE_IP_H
#define PN_BASE_IP_H

#include "base/buf.h"

typedef enum pn_ip_kind { PN_IP_NONE = 0, PN_IP_4, PN_IP_6 } pn_ip_kind;

/*
 * Go: netip.ParseAddr. PN_IP_NONE: no address, *problem then has Go's text. *zone (may be NULL) is
 * what follows '%'.
 */
pn_ip_kind pn_ip_parse(pn_arena *arena, pn_str s, pn_str *zone, pn_str *problem);

#endif
