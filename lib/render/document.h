/* Documents: the pieces of rendered files, hooks told apart, in Helm's order. */
#ifndef PN_RENDER_DOCUMENT_H
#define PN_RENDER_DOCUMENT_H

#include "render/release.h"

typedef struct pn_rendered {
	pn_str id;     /* "c/templates/a.yaml" */
	pn_value text; /* with marks when traced */
	uint32_t turn; /* when it was rendered: as the n-th */
} pn_rendered;

typedef struct pn_rendered_list {
	pn_rendered *items;
	size_t count;
} pn_rendered_list;

typedef enum pn_document_role {
	PN_ROLE_CRD = 0, /* a file of crds/, as it is */
	PN_ROLE_MANIFEST,
	PN_ROLE_HOOK
} pn_document_role;

typedef struct pn_document {
	pn_document_role role;
	pn_str id;   /* of the file it comes from */
	pn_str text; /* without "---" and "# Source:" */
	pn_str api_version, kind, name;
	bool is_test;  /* a hook with the test event */
	uint32_t file; /* index into the rendered files; UINT32_MAX for a CRD */
	size_t offset; /* of `text` in that file */
} pn_document;

typedef struct pn_documents {
	pn_document *items;
	size_t count, cap;
} pn_documents;

/* Calls `each` for every document of a text (Helm: SplitManifests); stops when it returns false. */
bool pn_split(pn_str text, pn_profile profile, bool (*each)(void *data, pn_str document),
	      void *data);
/*
 * Cuts rendered files (in order of their ids) into documents, reads their heads, drops unknown
 * hooks and sorts manifests and hooks by kind (Helm: SortManifests). Manifests come first. With
 * release->keep_going all files are looked at, and their errors stand one behind the other.
 */
bool pn_documents_make(pn_cx *cx, const pn_rendered_list *files, const pn_release *release,
		       pn_documents *out);
/* Appends a document; false without memory. */
bool pn_documents_add(pn_arena *arena, pn_documents *documents, const pn_document *document);
/* Where a kind stands in Helm's order of installation; unknown kinds stand last. */
size_t pn_kind_rank(pn_str kind, pn_profile profile);

#endif
