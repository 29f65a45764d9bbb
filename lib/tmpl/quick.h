/*
 * The common forms of texts and actions, parsed from the text without tokens. Whatever is not
 * plainly one of them is left untouched for the grammar proper, which also words every error: a
 * quick parse never fails, it is only not taken. Private to tmpl.
 */
#ifndef PN_TMPL_QUICK_H
#define PN_TMPL_QUICK_H

#include "base/run.h"
#include "tmpl/tree.h"

/* Returns the last "}}" of a text, the text's begin when there is none. */
const char *pn_quick_last(const char *text, const char *end);
/* Parses a pipeline to "}}", which is taken. False: nothing was taken. */
bool pn_quick_pipeline(pn_tree *tree, bool loops);

/* What the quick parse of a list came upon. */
typedef enum pn_quick_stop {
	PN_QUICK_ODD = 0, /* something for the grammar proper, or the end of the text */
	PN_QUICK_STOP,	  /* an end or else, which tree->stop is */
	PN_QUICK_FAILED
} pn_quick_stop;

/* Where a list begins when nothing of it was seen yet. */
#define PN_NOWHERE UINT32_MAX

/*
 * Parses items of a list into the tree under way, and, on `top`, defines among them. *pos, if it is
 * PN_NOWHERE, becomes where the first one stands.
 */
pn_quick_stop pn_quick_items(pn_tree *tree, bool top, uint32_t *pos);

#endif
