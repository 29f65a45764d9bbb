/* Members of a tar file, as Go's archive/tar reads them. */
#ifndef PN_CHART_UNTAR_H
#define PN_CHART_UNTAR_H

#include "base/base.h"

typedef struct pn_tar_member {
	pn_str name;
	uint64_t size; /* as the header says, whether data follow or not */
	bool is_folder;
	char type;
} pn_tar_member;

typedef struct pn_untar {
	pn_cx *cx;
	pn_str rest;
	pn_str problem;	 /* why there is no more; empty: that is all */
	uint64_t unread; /* bytes of the member's data */
} pn_untar;

/* Goes to the next member, extended headers applied; *end at the end of the file. */
bool pn_untar_next(pn_untar *t, pn_tar_member *m, bool *end);
/* Reads the data of the member that pn_untar_next() gave. */
bool pn_untar_data(pn_untar *t, pn_str *out);

#endif
