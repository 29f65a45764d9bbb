/* What the files of `diff` share: its sides, the comparison, and the forms that it is told in. */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include "cli.h"

/* One side: objects from files, or from charts that are rendered. */
typedef struct diff_side {
	const char *name; /* as the user gave it */
	pintle_diff_input *inputs;
	size_t count, capacity;
} diff_side;

/* A comparison under way. */
typedef struct diff_run {
	cli *c;
	diff_side sides[2]; /* A and B */
	pintle_secrets *secrets;
	pintle_comparison *comparison;
} diff_run;

extern const option_set diff_options;

/* Reads what a word of the command line names into a side; the exit code. */
int diff_read_side(diff_run *run, diff_side *side, const char *name);

/* Makes what is secret known as the options say; the exit code. */
int diff_begin_secrets(diff_run *run);
/* Compares the sides as the options say. The comparison is the caller's to free. */
bool diff_compare(diff_run *run, pintle_error *error);
/* Appends the comparison to the output, in the form that --output names. */
void diff_print(diff_run *run);

/* How many objects met each fate. */
typedef struct diff_counts {
	size_t of[PINTLE_OBJECT_RENAMED + 1];
} diff_counts;
diff_counts diff_count(const diff_run *run);
/* "added", "renamed" ... */
const char *diff_fate_name(pintle_object_fate fate);
/* "restart", "immutable" ... */
const char *diff_effect_name(pintle_effect_kind kind);

/* The forms: each appends to the output. */
void diff_print_text(diff_run *run);
void diff_print_json(diff_run *run);
void diff_print_markdown(diff_run *run);
void diff_print_github(diff_run *run);
void diff_print_html(diff_run *run);

#endif
