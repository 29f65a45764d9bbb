/* From values to the text that `helm template` prints (Helm: pkg/action, pkg/cmd/template.go). */
#ifndef PN_RENDER_OUTPUT_H
#define PN_RENDER_OUTPUT_H

#include "render/engine.h"

typedef struct pn_manifest {
	pn_documents documents; /* CRDs, manifests, hooks, in the order of printing */
	pn_documents rest;	/* what was cut before an error, hooks and manifests */
	pn_rendered_list files; /* what the templates gave, NOTES.txt left out */
	pn_str notes;		/* the root chart's NOTES.txt, rendered; empty when there is none */
	bool complete;		/* false: an error came up after rendering had begun */
	const pn_part *root;	/* the charts that took part; NULL: it did not come so far */
	pn_value values;	/* what they saw; nil: it did not come so far */
	pn_sources sources;	/* of all values; in a traced render only */
	const pn_trace *trace;	/* of a traced render; else NULL */
} pn_manifest;

/*
 * Renders a release: dependencies, values, schema, templates, documents. An error that Helm would
 * show with its --debug hint has err->during_render set; out->files then holds what there is.
 */
bool pn_manifest_render(pn_cx *cx, pn_bundle *bundle, const pn_value *overrides,
			const pn_sources *sources, const pn_release *release, pn_manifest *out);

typedef struct pn_output_options {
	pn_profile profile;
	bool include_crds;
	bool no_hooks;
	bool skip_tests;
	const pn_str *show_only; /* patterns, in order */
	size_t show_only_count;
} pn_output_options;

/* Bytes of the printed text that are a document's "---" and "# Source:", or come from its text. */
typedef struct pn_span {
	size_t from, to; /* in the printed text */
	size_t document; /* its number */
	size_t offset;	 /* of `from` in the document's text */
	bool is_header;
} pn_span;

/* Where each part of a printed text is from; in order, line breaks between documents left out. */
typedef struct pn_layout {
	pn_arena *arena;
	pn_span *items;
	size_t count, cap;
} pn_layout;

/*
 * Appends what goes to standard output. Fails when a show_only pattern matches nothing. layout may
 * be NULL; its arena is set by the caller.
 */
bool pn_manifest_print(pn_cx *cx, const pn_manifest *manifest, const pn_output_options *options,
		       pn_buf *out, pn_layout *layout);
/*
 * Appends what Helm prints with --debug after a failure, show_only applied; *missing is the first
 * pattern that matches nothing, or PN_NOT_FOUND; if there is one nothing is appended.
 */
bool pn_manifest_print_debug(pn_cx *cx, const pn_manifest *manifest,
			     const pn_output_options *options, pn_buf *out, size_t *missing);
/* Appends one document with its "---" and "# Source:" lines. */
void pn_document_print(pn_buf *out, const pn_document *document);

#endif
