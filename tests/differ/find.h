/* Finds differences: runs batches through both programs, and singles out what differs. */
#ifndef PN_DIFFER_FIND_H
#define PN_DIFFER_FIND_H

#include "batch.h"

enum { MOST_CHARTS = 40 }; /* whole charts in one round */

typedef struct finder {
	const char *oracle, *program; /* paths */
	const char *root;	      /* a folder to work in */
	const char *out;	      /* where cases are written; NULL: nowhere */
	uint64_t seed;
	size_t share;  /* one in so many snippets that fail is compared */
	size_t charts; /* whole charts in a round */
	size_t wanted, seconds, most, jobs;
	size_t passed, failed;
	size_t unsteady; /* snippets on which the real Helm varies; not compared */
	bool print;	 /* show what is compared */
	size_t singles;	 /* of those that passed or failed, snippets that fail and had runs of their
			    own */
} finder;

/* What both programs did with a case. */
typedef struct verdict {
	case_result helm, ours;
	bool same;
} verdict;

/* Runs cases through both programs. */
bool find_run(const finder *f, pn_arena *arena, test_case *const *cases, verdict *verdicts,
	      size_t count, pn_error *err);
/* Runs one case through both. */
bool find_run_one(const finder *f, pn_arena *arena, test_case *c, verdict *v, pn_error *err);
/* Says whether the real Helm does the same again and again. */
bool find_is_steady(const finder *f, pn_arena *arena, test_case *c, const verdict *v);
/* Makes the batches of one round, compares, and reports what differs. */
bool find_round(finder *f, uint64_t round, pn_error *err);
/* Makes a case that differs smaller, as long as it differs in the same way. */
test_case *shrink(const finder *f, pn_arena *arena, test_case *c, pn_error *err);

#endif
