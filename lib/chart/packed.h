/* An archive whose files are unpacked when somebody asks for one. */
#ifndef PN_CHART_PACKED_H
#define PN_CHART_PACKED_H

#include "base/base.h"

typedef struct pn_packed pn_packed;

/*
 * Notes an archive that has been read without a fault. It is freed with cx's arena; `bytes` have
 * to live as long. NULL without memory.
 */
pn_packed *pn_packed_new(pn_cx *cx, pn_str bytes);
/*
 * Gives the text of its file number `index`, which lives as long as the archive. The first call
 * unpacks all of them. Threads may call this at the same time.
 */
bool pn_packed_text(pn_cx *cx, pn_packed *packed, uint32_t index, pn_str *out);

#endif
