/*
 * diff: two sets of Kubernetes objects, and what lies between them. Objects are matched by what
 * names them in a cluster, fields by their path, list items by the key that Kubernetes merges them
 * by. Knows documents and renders; what a change means to a cluster, where it comes from and what
 * of it is secret is found here, too. Called by api.
 *
 * Lifetime rule: everything lives in the arena of the pn_cx that it was made with; texts that were
 * read must live as long.
 */
#ifndef PN_DIFF_DIFF_H
#define PN_DIFF_DIFF_H

#include "render/render.h"

#include "diff/model.h"
#include "diff/read.h"
#include "diff/apply.h"
#include "diff/cause.h"
#include "diff/secret.h"
#include "diff/view.h"

/* How two sets are compared. */
typedef struct pn_diff_options {
	bool no_renames; /* an object under another name is another object */
	/* Both sides are the same releases: one in another namespace moves its objects. */
	bool same_releases;
} pn_diff_options;

/* Compares two sets. */
bool pn_diff_compare(pn_cx *cx, const pn_object_set *a, const pn_object_set *b,
		     const pn_diff_options *options, pn_diff *out);

#endif
