/*
 * Batches: a chart made of parts that have nothing to do with each other, so that one run of the
 * real Helm tells about all of them. A part is a template, or a subchart, or a values file, and
 * may add values and arguments; what it adds carries its name, "p" and three digits.
 */
#ifndef PN_DIFFER_BATCH_H
#define PN_DIFFER_BATCH_H

#include "case_run.h"
#include "gen.h"

enum { BATCH_PARTS = 250, PART_SECTIONS = 3 };

typedef struct part {
	const char *name;
	pn_str values, arguments; /* lines of values.yaml, and one argument a line */
	case_section sections[PART_SECTIONS];
	size_t count;
} part;

typedef struct batch {
	part common;
	part parts[BATCH_PARTS];
	size_t count;
} batch;

/* Makes the batch that belongs to a seed; NULL without memory. */
batch *batch_make(pn_arena *arena, uint64_t seed);
/* Makes a case of those parts that are listed. */
test_case *batch_case(pn_arena *arena, const batch *b, const size_t *which, size_t count);
/* Makes a case of some sections; its text, `all`, is what stands in a file. */
test_case *case_make(pn_arena *arena, const case_section *sections, size_t count);

/* What each part does when it is rendered alone. */
typedef enum fate {
	FATE_UNKNOWN,
	FATE_RENDERS,
	FATE_FAILS,
	FATE_CRASHES,
} fate;

/*
 * Renders each part alone, in a process of its own that works in the folder `root`, and tells
 * fates[i] of part i.
 */
/* What f.txt holds, the file that --set-file reads. */
#define BATCH_FILE "of a file\n"
bool batch_predict(const batch *b, const char *root, fate *fates, pn_error *err);

#endif
