/*
 * Texts that templates gave before in the same render. A chart's templates include the same names
 * with the same root over and over: fullname, labels, whole files for their checksums. A text is
 * kept when nothing but the root went into it, and taken as long as the maps stay as they are that
 * were looked into.
 */
#ifndef PN_RENDER_MEMO_H
#define PN_RENDER_MEMO_H

#include "exec/exec.h"

typedef struct pn_memo_entry {
	const pn_define *define;
	const pn_map *root;
	uint64_t changes; /* up to this one it is known to hold */
	uint64_t depth;	  /* of templates that were under way in it */
	uint64_t looked[PN_WATCH_WORDS];
	pn_value text;
} pn_memo_entry;

/* The file that is executed, and its .Template, which holds nothing until something looks into it.
 */
typedef struct pn_memo_file {
	struct pn_memo *memo;
	pn_str name, base_path;
	bool told; /* both are in the map */
} pn_memo_file;

typedef struct pn_memo {
	pn_arena *arena;
	pn_exec *exec;		/* NULL: nothing is kept, as where somebody watches what runs */
	const pn_tmpl_set *set; /* all templates of the render */
	bool in_texts;		/* what is kept holds in the texts of tpl, too */
	pn_type type;		/* of roots */
	pn_map *root;		/* of the file that is executed now */
	uint64_t most;		/* templates that may be under way without any limit being met */
	uint64_t looks; /* into some .Template, which holds what another file does not see */
	pn_memo_entry **entries; /* open addressing by define and root */
	uint32_t count, cap;
} pn_memo;

/* A run that may be kept, as things stood when it began. */
typedef struct pn_memo_run {
	bool on;
	uint64_t outside, changes, looks, nesting, deepest;
	uint64_t looked[PN_WATCH_WORDS]; /* before it */
} pn_memo_run;

/* Begins a file with its root; makes its .Template. False without memory. */
bool pn_memo_begin_file(pn_memo *memo, pn_map *root, pn_str name, pn_str base_path);
/* Says whether a set adds to the render's templates nothing but a text of tpl that has no name. */
bool pn_memo_is_plain(const pn_memo *memo, const pn_tmpl_set *set);
/* Finds what a define gave with this dot. */
bool pn_memo_find(const pn_memo *memo, const pn_define *define, const pn_value *dot, pn_value *out);
/* Around a run with this dot that may be kept; `text` is what it gave, NULL after a failure. */
void pn_memo_begin(pn_memo *memo, const pn_value *dot, pn_memo_run *run);
void pn_memo_end(pn_memo *memo, const pn_memo_run *run, const pn_define *define,
		 const pn_value *text);

#endif
