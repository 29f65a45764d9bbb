/*
 * Merged: the values that templates see, each leaf with the file or line that gave it. A leaf is
 * what has no members: scalars, nulls, empty maps and lists.
 */
#ifndef PN_REVIEW_MERGED_H
#define PN_REVIEW_MERGED_H

#include "review/study.h"

typedef enum pn_leaf_kind {
	PN_LEAF_HELM = 0, /* nobody wrote it: merging made it */
	PN_LEAF_FILE,	  /* a file of the user's */
	PN_LEAF_LINE,	  /* --set or one of its like */
	PN_LEAF_DEFAULT	  /* the values.yaml of a chart */
} pn_leaf_kind;

typedef struct pn_leaf {
	pn_leaf_kind kind;
	pn_keypath path; /* where templates of the root chart see it */
	const pn_value *value;
	/*
	 * Where it was written; its layer is NULL for PN_LEAF_HELM. The path there is mostly the
	 * leaf's own.
	 */
	pn_setting from;
	bool is_moved; /* it is another one: a global, an import, an alias of YAML */
} pn_leaf;

typedef struct pn_merged {
	const pn_study *study;
	pn_leaf *leaves; /* maps by key, lists by number */
	size_t count, cap;
} pn_merged;

/* Goes through the merged values of a study, which must live as long. */
bool pn_merged_make(pn_study *study, pn_merged *out);
/*
 * Appends the values as YAML that reads back as the same values, behind each leaf a comment that
 * tells its origin; without comments when `comments` is false.
 */
bool pn_merged_yaml(const pn_merged *merged, bool comments, pn_buf *out);
/* Appends the values and the leaves' origins as JSON; docs/values.md describes it. */
bool pn_merged_json(const pn_merged *merged, pn_buf *out);

/* The kind as JSON has it: "file". */
const char *pn_leaf_kind_name(pn_leaf_kind kind);
/*
 * A layer in few words: "prod.yaml", "--set a=b", "chart default charts/sub/values.yaml", the last
 * relative to the root chart's folder.
 */
pn_str pn_layer_words(const pn_study *study, const pn_layer *layer);

#endif
