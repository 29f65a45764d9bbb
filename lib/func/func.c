/* SPDX-License-Identifier: Apache-2.0 */
#include "func/func.h"

static const pn_func_family *const families[] = {
	&pn_family_strings,
};

enum { FAMILY_COUNT = sizeof families / sizeof *families };

const pn_func_family *const *pn_func_families(size_t *count)
{
	*count = FAMILY_COUNT;
	return families;
}

/* Rows of one size, sorted run by run; merging goes back and forth between two arrays. */
typedef struct pile {
	char *rows, *spare;
	size_t row_size, row_count;
	size_t *ends; /* of each run, in rows */
	size_t run_count;
	int (*order)(const void *a, const void *b);
} pile;

static int function_order(const void *a, const void *b)
{
	return strcmp(((const pn_func *)a)->name, ((const pn_func *)b)->name);
}

/* Orders methods by type, then name. */
static int method_order(const void *a, const void *b)
{
	const pn_method *x = a, *y = b;

	if (x->type != y->type)
		return x->type < y->type ? -1 : 1;
	return strcmp(x->func.name, y->func.name);
}

/* Makes room for `rows` rows in at most `runs` runs. */
static bool pile_init(pile *p, pn_arena *arena, size_t rows, size_t runs)
{
	p->rows = pn_alloc_array(arena, rows, p->row_size);
	p->spare = pn_alloc_array(arena, rows, p->row_size);
	p->ends = PN_NEW_ARRAY(arena, size_t, runs);
	return p->rows && p->spare && p->ends;
}

/* Puts a sorted run on the pile. */
static void pile_add(pile *p, const void *rows, size_t count)
{
	if (!count)
		return;
	memcpy(p->rows + p->row_count * p->row_size, rows, count * p->row_size);
	p->row_count += count;
	p->ends[p->run_count++] = p->row_count;
}

/* Merges the rows [from, middle) and [middle, to) into `spare`; of equals the first goes first. */
static void merge_two(const pile *p, size_t from, size_t middle, size_t to)
{
	size_t size = p->row_size, a = from, b = middle;

	for (size_t i = from; i < to; i++) {
		bool first = b == to ||
			     (a < middle && p->order(p->rows + a * size, p->rows + b * size) <= 0);

		memcpy(p->spare + i * size, p->rows + (first ? a++ : b++) * size, size);
	}
}

/* Merges neighbouring runs until one is left. */
static void merge_runs(pile *p)
{
	while (p->run_count > 1) {
		size_t runs = 0, from = 0;
		char *rows = p->rows;

		for (size_t i = 0; i < p->run_count; i += 2) {
			size_t last = i + 1 < p->run_count ? i + 1 : i;

			merge_two(p, from, p->ends[i], p->ends[last]);
			from = p->ends[last];
			p->ends[runs++] = from;
		}
		p->run_count = runs;
		p->rows = p->spare;
		p->spare = rows;
	}
}

/* Keeps the last of rows with one name. */
static void drop_replaced(pile *p)
{
	size_t size = p->row_size, kept = 0;

	for (size_t i = 0; i < p->row_count; i++) {
		char *row = p->rows + i * size;

		if (i + 1 < p->row_count && p->order(row, row + size) == 0)
			continue;
		memmove(p->rows + kept++ * size, row, size);
	}
	p->row_count = kept;
}

bool pn_func_merge(pn_arena *arena, const pn_func_family *const *more, size_t count, pn_funcs *out)
{
	pile functions = { .row_size = sizeof(pn_func), .order = function_order };
	pile methods = { .row_size = sizeof(pn_method), .order = method_order };
	size_t function_count = 0, method_count = 0, total = FAMILY_COUNT + count;
	pn_func_table *table = PN_NEW(arena, pn_func_table);

#define FAMILY(i) ((i) < FAMILY_COUNT ? families[i] : more[(i)-FAMILY_COUNT])
	for (size_t i = 0; i < total; i++) {
		function_count += FAMILY(i)->function_count;
		method_count += FAMILY(i)->method_count;
	}
	if (!table || !pile_init(&functions, arena, function_count, total) ||
	    !pile_init(&methods, arena, method_count, total))
		return false;
	for (size_t i = 0; i < total; i++) {
		pile_add(&functions, FAMILY(i)->functions, FAMILY(i)->function_count);
		pile_add(&methods, FAMILY(i)->methods, FAMILY(i)->method_count);
	}
#undef FAMILY
	merge_runs(&functions);
	merge_runs(&methods);
	drop_replaced(&functions);
	drop_replaced(&methods);
	*table = (pn_func_table){ (pn_func *)functions.rows, functions.row_count, NULL };
	*out = (pn_funcs){ table, 1, (pn_method *)methods.rows, methods.row_count };
	return pn_funcs_prepare(arena, out);
}
