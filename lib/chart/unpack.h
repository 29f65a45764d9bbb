/* Unpacking archives that a chart holds, so that little memory stays taken. */
#ifndef PN_CHART_UNPACK_H
#define PN_CHART_UNPACK_H

#include "chart/load.h"

/* Memory into which archives are unpacked, one after the other. */
typedef struct pn_unpacker {
	pn_arena arena;
	pn_mark_point empty;
	struct libdeflate_decompressor *inflater; /* NULL: none was needed yet */
} pn_unpacker;

/* How much room an archive asks for, if it is what it says. */
size_t pn_unpack_room(const pn_cx *cx, pn_str bytes);
/* Begins with room for what asks for this much; has to be ended. */
void pn_unpack_begin(pn_cx *cx, pn_unpacker *u, size_t room);
void pn_unpack_end(pn_unpacker *u);
/*
 * Does what pn_archive_read() does, but keeps only what charts are loaded and rendered from; the
 * other files are unpacked again if somebody asks for them. `bytes` have to live as long as cx's
 * arena. False where anything is wrong, which is not told: pn_archive_read() will. Only memory
 * that cannot be had is for good (cx->arena->failed).
 */
bool pn_unpack_archive(pn_cx *cx, pn_unpacker *u, pn_str bytes, pn_files *out);
/* Does so with one archive, and tells what is wrong. */
bool pn_unpack_one(pn_cx *cx, pn_str bytes, pn_files *out);

#endif
