/* The steps of packing and fetching. Inside pack only. */
#ifndef PN_PACK_PARTS_H
#define PN_PACK_PARTS_H

#include "pack/pack.h"

/* Appends a file to a tar archive, as Go's archive/tar writes it for Helm. */
void pn_tar_add(pn_buf *tar, pn_str name, pn_str data, int64_t clock);
/* Appends the end of the archive. */
void pn_tar_end(pn_buf *tar);
/* Compresses, with the fields in the header that Helm sets. */
bool pn_gzip(pn_cx *cx, pn_str plain, pn_str *out);

/* Loads a folder or an archive (Helm: pkg/chart/v2/loader, Load). */
bool pn_pack_load(pn_cx *cx, pn_str path, bool confine, pn_chart **out);
/* Loads a folder. */
bool pn_pack_load_folder(pn_cx *cx, pn_str path, bool confine, pn_chart **out);
/* Loads an archive. */
bool pn_pack_load_file(pn_cx *cx, pn_str path, pn_chart **out);

/* Returns where a file:// dependency lies; fails when there is nothing (Helm: GetLocalPath). */
bool pn_local_path(pn_cx *cx, pn_str repository, pn_str folder, pn_str *out);
bool pn_is_local(const pn_dependency *d);
/* Joins two paths and cleans the result (Go: filepath.Join). */
pn_str pn_path_join(pn_arena *arena, pn_str folder, pn_str name);

/* Dependencies with their exact versions. */
typedef struct pn_locked {
	pn_dependency *items;
	uint32_t count;
} pn_locked;

/* Returns the digest of a lock file: "sha256:..." (Helm: resolver.HashReq). */
pn_str pn_lock_digest(pn_cx *cx, const pn_metadata *meta, const pn_locked *locked);
/* ... and what Helm 2 wrote (HashV2Req). */
pn_str pn_lock_digest_2(pn_cx *cx, const pn_metadata *meta);
/* Appends a lock file. */
bool pn_lock_write(pn_cx *cx, const pn_lock *lock, pn_buf *out);

#endif
