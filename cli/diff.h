/* What the files of `diff` share: its sides, the comparison, and the forms that it is told in. */
#ifndef CLI_DIFF_H
#define CLI_DIFF_H

#include "git.h"
#include "held.h"
#include "job.h"
#include "project.h"
#include "secrets.h"

/* One side: objects from files, or from charts that are rendered. */
typedef struct diff_side {
	const char *name;     /* as the user knows it */
	const char *revision; /* NULL: what is there now */
	git_view *git;	      /* its files */
	bool is_b;
	project_run project; /* releases that are rendered */
	job job;	     /* a chart that is rendered */
	pintle_render_options options;
	pintle_diff_input *inputs;
	size_t count, capacity;
} diff_side;

/* A comparison under way. */
typedef struct diff_run {
	cli *c;
	diff_side sides[2]; /* A and B */
	held_log log;
	int64_t clock; /* the same for both sides */
	secrets_run secrets;
	pintle_comparison *comparison;
	bool compared;
} diff_run;

/* How a comparison is told, which `golden check` has, too; what is compared. */
extern const option_set diff_form_options, diff_options;

/* ---- sides ---- */

/* Makes random functions give the same on both sides: only what was changed is to differ. */
extern const char diff_default_seed[];

/* Looks at a path, in the side's revision if it has one. */
pintle_path_kind diff_look(diff_run *run, const diff_side *side, const char *path);
/* Reads what a word of the command line names into a side; the exit code. */
int diff_read_side(diff_run *run, diff_side *side, const char *word);
/* Reads a file or a folder of objects; the exit code. */
int diff_read_files(diff_run *run, diff_side *side, const char *path);
/* Says whether a path is a chart. */
bool diff_is_chart(diff_run *run, const diff_side *side, const char *path);
/*
 * Renders a chart into a side, with further values files that may lie in the chart; `arguments` are
 * [NAME] CHART. The exit code.
 */
int diff_render_chart(diff_run *run, diff_side *side, const strings *arguments,
		      const strings *values);
/* Reads projects into both sides, by default ./pintle.yaml; the exit code. */
int diff_read_projects(diff_run *run, const strings *files);
/* Reads releases of ./pintle.yaml, or a project of its own, into each side; the exit code. */
int diff_read_releases(diff_run *run, const char *const *ids);
int diff_read_two_projects(diff_run *run, const char *const *files);
/*
 * Says whether a file lists releases: it is a pintle.yaml, by its name or by what is in it, or
 * --render says so.
 */
bool diff_is_project(diff_run *run, const diff_side *side, const char *path);
/* Says whether a word names nothing that is there, but could name releases of ./pintle.yaml. */
bool diff_is_release(diff_run *run, const diff_side *side, const char *word);
/* Renders releases of ./pintle.yaml into a side, as files that hold them would be read. The exit
 * code. */
int diff_read_rendered(diff_run *run, diff_side *side, const char *id);
void diff_add_input(diff_run *run, diff_side *side, const pintle_diff_input *input);

/* ---- the comparison ---- */

/* Begins a run whose `c` is set, as the options say: messages are held back until all secrets are
 * known. The exit code. */
int diff_begin(diff_run *run);
/* Tells what was held back, and frees what the run holds. */
void diff_end(diff_run *run);

/* Compares the sides as the options say; the comparison is the run's. */
bool diff_compare(diff_run *run, pintle_error *error);
/* Appends the comparison to the output, in the form that --output names; the exit code. */
int diff_print(diff_run *run);

/* How many objects met each fate. */
typedef struct diff_counts {
	size_t of[PINTLE_OBJECT_RENAMED + 1];
} diff_counts;
diff_counts diff_count(const diff_run *run);
/* Appends "2 changed, 1 added, 12 the same". */
void diff_put_counts(text *t, const diff_run *run);
/* "added", "renamed" ... */
const char *diff_fate_name(pintle_object_fate fate);
/* "restart", "immutable" ... */
const char *diff_effect_name(pintle_effect_kind kind);
/* "added", "changed" ... */
const char *diff_change_name(pintle_change_kind kind);
/* "value", "template" ... */
const char *diff_cause_name(pintle_cause_kind kind);

/* Says whether there is a form of this name; all names, for messages. */
bool diff_form_named(const char *name);
const char *diff_form_names(pool *p);
/* The forms: each appends to the output; the exit code. */
int diff_print_text(diff_run *run);
int diff_print_unified(diff_run *run);
int diff_print_json(diff_run *run);
int diff_print_markdown(diff_run *run);
int diff_print_github(diff_run *run);
int diff_print_html(diff_run *run);

#endif
