/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The common forms of actions, parsed from the text without tokens. Whatever is not plainly one of
 * them is left untouched for the grammar proper, which also words every error: a quick parse never
 * fails, it is only not taken. It makes the trees of Airflow's chart with a fourth of the work.
 * Private to tmpl.
 */
#ifndef PN_TMPL_QUICK_H
#define PN_TMPL_QUICK_H

#include "base/run.h"
#include "tmpl/tree.h"

/*
 * Parses a pipeline to its end, "}}" or ")", which is taken. NULL: nothing was taken. No token may
 * be looked at ahead.
 */
pn_node *pn_quick_pipeline(pn_tree *tree, bool loops, pn_token_kind end);
/* Takes a word of an action, and the "}}" behind it, if nothing else stands there. */
bool pn_quick_closed_word(pn_tree *tree, pn_str word);
/* Takes a word of an action if it comes next. */
bool pn_quick_word(pn_tree *tree, pn_str word);
/* Where the next token of the action begins; the text's end when there is none. */
static inline const char *pn_quick_at(const pn_tree *tree)
{
	return pn_run_blanks(tree->parse->lexer.at, tree->parse->lexer.end);
}

#endif
