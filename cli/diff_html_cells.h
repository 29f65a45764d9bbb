/* Cells of the page of a comparison: values and lines side by side. */
#ifndef CLI_DIFF_HTML_CELLS_H
#define CLI_DIFF_HTML_CELLS_H

#include "diff_words.h"

/* Appends the two cells of a value that is another one, what differs marked; NULL is none. */
void html_put_cells(text *t, const pintle_text *a, const pintle_text *b);

/* A row of a text side by side. */
typedef struct html_row {
	char mark;   /* '@': lines are left out; ' ': the same; '~': another one */
	size_t a, b; /* numbers of its lines; SIZE_MAX: none */
} html_row;

/*
 * Makes rows of the lines of a text, removed ones beside the added ones that follow them; there are
 * at most as many as lines. Returns how many.
 */
size_t html_make_rows(const diff_run *run, size_t object, size_t change, size_t count,
		      html_row *rows);
/* Appends the two cells of a row. */
void html_put_row(diff_run *run, size_t object, size_t change, const html_row *row);

#endif
