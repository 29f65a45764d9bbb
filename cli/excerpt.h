/* Lines of charts and values shown on a terminal, with what is meant marked below. */
#ifndef CLI_EXCERPT_H
#define CLI_EXCERPT_H

#include "pool.h"

/* Appends a text of charts and values: nothing in it may steer the terminal. */
void excerpt_text(text *t, const char *s, size_t len);
/*
 * Appends what stands below a line to mark its bytes [from, to): blanks, then `first` and `rest`
 * for each column that the marked characters take. Tabs stay tabs, wide characters take two
 * columns. At least one column is marked, and none behind the line but `from`.
 */
void excerpt_marks(text *t, const char *line, size_t len, size_t from, size_t to, char first,
		   char rest);
/* The length that a line of `len` bytes is cut to, `most` or less: no character is cut in two. */
size_t excerpt_cut(const char *line, size_t len, size_t most);

#endif
