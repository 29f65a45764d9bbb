/* SPDX-License-Identifier: Apache-2.0 */
#include "find.h"
#include "case_check.h"
#include "chart.h"

#include <stdio.h>

enum { BATCHES = 4, TRIES = 12, OFTEN = 4, OFTEN_ENOUGH = 64, AGAIN = 5, FEW = 10 };

/* A batch on its way: which parts are still to be compared together. */
typedef struct job {
	batch *b;
	fate fates[BATCH_PARTS];
	size_t which[BATCH_PARTS], count;
} job;

static bool run_with(const finder *f, pn_arena *arena, const char *program, test_case *const *cases,
		     case_result *results, size_t count, pn_error *err)
{
	case_runner runner = {
		.arena = arena, .program = program, .root = f->root, .jobs = f->jobs
	};

	return cases_run(&runner, cases, results, count, err);
}

/* Adds up hashes of the lines: the order of Helm's warnings is that of a Go map. */
static uint64_t sum_of_lines(pn_str text)
{
	uint64_t sum = 0;
	pn_str line;

	while (case_next_line(&text, &line))
		sum += pn_str_hash(line);
	return sum;
}

static bool same_result(const case_result *a, const case_result *b)
{
	if (a->exit_code != b->exit_code || !pn_str_eq(a->out, b->out))
		return false;
	return a->exit_code ? pn_str_eq(a->err, b->err)
			    : sum_of_lines(a->err) == sum_of_lines(b->err);
}

bool find_run(const finder *f, pn_arena *arena, test_case *const *cases, verdict *verdicts,
	      size_t count, pn_error *err)
{
	case_result *results = PN_NEW_ARRAY(arena, case_result, count * 2 + 1);

	if (!results || !run_with(f, arena, f->oracle, cases, results, count, err) ||
	    !run_with(f, arena, f->program, cases, results + count, count, err))
		return pn_error_is_set(err) ? false : pn_fail_memory(err, arena);
	for (size_t i = 0; i < count; i++) {
		verdicts[i] = (verdict){ results[i], results[count + i], false };
		verdicts[i].same = same_result(&results[i], &results[count + i]);
	}
	return true;
}

bool find_run_one(const finder *f, pn_arena *arena, test_case *c, verdict *v, pn_error *err)
{
	return find_run(f, arena, &c, v, 1, err);
}

/* Tells whether two texts have the same bytes, in whatever order. */
static bool same_letters(pn_str a, pn_str b)
{
	long counts[256] = { 0 };

	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++) {
		counts[(unsigned char)a.ptr[i]]++;
		counts[(unsigned char)b.ptr[i]]--;
	}
	for (size_t i = 0; i < 256; i++) {
		if (counts[i])
			return false;
	}
	return true;
}

/* The order of a Go map changes in one run of eight when there are two keys: that takes many looks.
 */
static size_t looks(const verdict *v)
{
	bool order = v->helm.exit_code == v->ours.exit_code &&
		     same_letters(v->helm.out, v->ours.out) &&
		     same_letters(v->helm.err, v->ours.err);

	return order ? OFTEN_ENOUGH : OFTEN;
}

bool find_is_steady(const finder *f, pn_arena *arena, test_case *c, const verdict *v)
{
	test_case *cases[OFTEN] = { c, c, c, c };
	case_result results[OFTEN];
	bool ok = true;

	for (size_t done = 0; ok && done < looks(v); done += OFTEN) {
		pn_error err;

		pn_error_init(&err, NULL);
		ok = run_with(f, arena, f->oracle, cases, results, OFTEN, &err);
		pn_error_finish(&err);
		for (size_t i = 0; ok && i < OFTEN; i++)
			ok = same_result(&results[i], &v->helm);
	}
	return ok;
}

/* Tells whether Helm asked the network, where each machine has another answer. */
static bool asks_network(const verdict *v)
{
	return pn_str_find(v->helm.err, PN_STR(": dial tcp")) != PN_NOT_FOUND;
}

/*
 * Tells whether it is a difference that docs/compat.md lists: Go's `slice` goes beyond the end of a
 * list that happens to have room behind it.
 */
static bool is_listed(const verdict *v)
{
	return v->helm.exit_code == 0 &&
	       pn_str_find(v->ours.err, PN_STR("slice index out of bounds")) != PN_NOT_FOUND;
}

/* Writes the case with what the real Helm does as its expectation. */
static bool write_case(const finder *f, pn_arena *arena, test_case *c, const case_result *helm,
		       pn_error *err)
{
	pn_buf out;
	const char *path = pn_str_format(arena, "%s/%08x.case", f->out, pn_str_hash(c->all)).ptr;

	pn_buf_init(&out, arena);
	case_rewrite(c, helm, &out);
	if (helm->exit_code != 0 && helm->exit_code != 1)
		return true;
	return pn_os_make_folders(arena, f->out, err) &&
	       pn_os_write_file(path, pn_buf_str(&out), false, err);
}

static void show(const test_case *c, const verdict *v)
{
	printf("---- difference\n%.*s-- helm: %d --\n%.*s%.*s\n-- ours: %d --\n%.*s%.*s\n",
	       PN_ARG(c->all), v->helm.exit_code, PN_ARG(v->helm.out), PN_ARG(v->helm.err),
	       v->ours.exit_code, PN_ARG(v->ours.out), PN_ARG(v->ours.err));
	fflush(stdout);
}

/* Counts one snippet, and reports it when it differs. */
static bool judge(finder *f, pn_arena *arena, test_case *c, const verdict *v, pn_error *err)
{
	verdict small;

	if (v->same) {
		f->passed++;
		return true;
	}
	if (asks_network(v) || is_listed(v) || !find_is_steady(f, arena, c, v)) {
		f->unsteady++;
		return true;
	}
	f->failed++;
	c = shrink(f, arena, c, err);
	if (!c || !find_run_one(f, arena, c, &small, err))
		return false;
	show(c, &small);
	return !f->out || write_case(f, arena, c, &small.helm, err);
}

static bool judge_alone(finder *f, pn_arena *arena, const batch *b, size_t index, pn_error *err)
{
	test_case *c = batch_case(arena, b, &index, 1);
	verdict v;

	return c && find_run_one(f, arena, c, &v, err) && judge(f, arena, c, &v, err);
}

/* Returns what a run printed for a part. */
static pn_str part_output(pn_str out, const char *name)
{
	pn_str key = pn_str_from(name), line, rest = out;
	const char *start = NULL;

	while (case_next_line(&rest, &line)) {
		if (!pn_str_starts(line, PN_STR("# Source: ")))
			continue;
		if (start)
			return (pn_str){ start, (size_t)(line.ptr - start) };
		if (pn_str_find(line, key) != PN_NOT_FOUND)
			start = line.ptr;
	}
	return start ? (pn_str){ start, (size_t)(out.ptr + out.len - start) } : PN_STR_EMPTY;
}

/* Says whether the part may be why the runs differ, or why one of them failed. */
static bool is_suspect(const verdict *v, const char *name)
{
	if (v->helm.exit_code == 0 && v->ours.exit_code == 0)
		return !pn_str_eq(part_output(v->helm.out, name), part_output(v->ours.out, name));
	return pn_str_find(v->helm.err, pn_str_from(name)) != PN_NOT_FOUND ||
	       pn_str_find(v->ours.err, pn_str_from(name)) != PN_NOT_FOUND;
}

/* Takes the suspects out of the job and judges each alone; tells how many there were. */
static bool judge_suspects(finder *f, pn_arena *arena, job *j, const verdict *v, size_t *suspects,
			   pn_error *err)
{
	size_t kept = 0, count = j->count;

	*suspects = 0;
	for (size_t i = 0; i < count; i++) {
		size_t index = j->which[i];

		if (!is_suspect(v, j->b->parts[index].name)) {
			j->which[kept++] = index;
			continue;
		}
		++*suspects;
		if (f->most && f->failed >= f->most)
			continue;
		if (!judge_alone(f, arena, j->b, index, err))
			return false;
	}
	j->count = kept;
	return true;
}

/* Narrows down what differs although no part is named, by halves. */
static bool bisect(finder *f, pn_arena *arena, const job *j, pn_error *err)
{
	for (size_t half = 0; half < 2 && j->count > 1; half++) {
		job side = { .b = j->b };
		size_t middle = j->count / 2, from = half ? middle : 0;
		test_case *c;
		verdict v;

		side.count = half ? j->count - middle : middle;
		memcpy(side.which, j->which + from, side.count * sizeof *side.which);
		c = batch_case(arena, j->b, side.which, side.count);
		if (!c || !find_run_one(f, arena, c, &v, err))
			return false;
		if (v.same && v.helm.exit_code == 0)
			f->passed += side.count;
		else if (side.count == 1 ? !judge(f, arena, c, &v, err)
					 : !bisect(f, arena, &side, err))
			return false;
	}
	return true;
}

/* Looks after a batch whose first comparison gave a verdict. */
static bool settle(finder *f, pn_arena *arena, job *j, verdict *v, pn_error *err)
{
	for (int i = 0; i < TRIES && j->count; i++) {
		size_t suspects;
		test_case *c;

		if (v->same && v->helm.exit_code == 0) {
			f->passed += j->count;
			return true;
		}
		if (f->most && f->failed >= f->most)
			return true;
		if (!judge_suspects(f, arena, j, v, &suspects, err))
			return false;
		if (!suspects)
			return bisect(f, arena, j, err);
		c = batch_case(arena, j->b, j->which, j->count);
		if (!c || !find_run_one(f, arena, c, v, err))
			return false;
	}
	return true;
}

static bool judge_crash(finder *f, pn_arena *arena, job *j, pn_error *err)
{
	for (size_t i = 0; i < j->b->count; i++) {
		if (j->fates[i] == FATE_CRASHES && !judge_alone(f, arena, j->b, i, err))
			return false;
	}
	return true;
}

/*
 * Makes a batch and lists the parts that render. When there are few, because the values that all
 * share do not load, another one is made.
 */
static bool prepare(const finder *f, pn_arena *arena, job *j, uint64_t seed, pn_error *err)
{
	for (uint64_t again = 0; again < AGAIN && j->count < FEW; again++) {
		memset(j, 0, sizeof *j);
		j->b = batch_make(arena, seed + (again << 40));
		if (!j->b)
			return pn_fail_memory(err, arena);
		if (!batch_predict(j->b, f->root, j->fates, err))
			return false;
		for (size_t i = 0; i < j->b->count; i++) {
			if (j->fates[i] == FATE_RENDERS)
				j->which[j->count++] = i;
		}
	}
	return true;
}

static bool judge_failing(finder *f, pn_arena *arena, job *jobs, uint64_t round, pn_error *err)
{
	test_case *cases[BATCHES * BATCH_PARTS];
	verdict verdicts[BATCHES * BATCH_PARTS];
	size_t count = 0, seen = (size_t)(round * 7 % f->share);

	for (size_t i = 0; i < BATCHES; i++) {
		for (size_t p = 0; p < jobs[i].b->count; p++) {
			if (jobs[i].fates[p] != FATE_FAILS || ++seen % f->share)
				continue;
			cases[count] = batch_case(arena, jobs[i].b, &p, 1);
			if (!cases[count++])
				return pn_fail_memory(err, arena);
		}
	}
	f->singles += count;
	if (!find_run(f, arena, cases, verdicts, count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (f->most && f->failed >= f->most)
			break;
		if (!judge(f, arena, cases[i], &verdicts[i], err))
			return false;
	}
	return true;
}

static bool compare(finder *f, pn_arena *arena, uint64_t round, pn_error *err)
{
	job jobs[BATCHES] = { 0 };
	test_case *cases[BATCHES];
	verdict verdicts[BATCHES];

	for (size_t i = 0; i < BATCHES; i++) {
		uint64_t seed = f->seed * 1000003 + round * BATCHES + i;

		if (!prepare(f, arena, &jobs[i], seed, err))
			return false;
		cases[i] = batch_case(arena, jobs[i].b, jobs[i].which, jobs[i].count);
		if (!cases[i])
			return pn_fail_memory(err, arena);
		if (f->print)
			printf("---- %zu of %zu parts render\n%.*s", jobs[i].count,
			       jobs[i].b->count, PN_ARG(cases[i]->all));
	}
	if (!find_run(f, arena, cases, verdicts, BATCHES, err))
		return false;
	for (size_t i = 0; i < BATCHES; i++) {
		if (!settle(f, arena, &jobs[i], &verdicts[i], err) ||
		    !judge_crash(f, arena, &jobs[i], err))
			return false;
	}
	return judge_failing(f, arena, jobs, round, err);
}

/* Compares some whole charts, a run each. */
static bool judge_charts(finder *f, pn_arena *arena, uint64_t round, pn_error *err)
{
	test_case *cases[MOST_CHARTS];
	verdict verdicts[MOST_CHARTS];

	for (size_t i = 0; i < f->charts; i++) {
		cases[i] = chart_make(arena, f->seed * 1000003 + round * MOST_CHARTS + i);
		if (!cases[i])
			return pn_fail_memory(err, arena);
		if (f->print)
			printf("---- a chart\n%.*s", PN_ARG(cases[i]->all));
	}
	f->singles += f->charts;
	if (!find_run(f, arena, cases, verdicts, f->charts, err))
		return false;
	for (size_t i = 0; i < f->charts; i++) {
		if (f->most && f->failed >= f->most)
			break;
		if (!judge(f, arena, cases[i], &verdicts[i], err))
			return false;
	}
	return true;
}

bool find_round(finder *f, uint64_t round, pn_error *err)
{
	pn_arena arena;
	bool ok;

	pn_arena_init(&arena, NULL, 0);
	ok = compare(f, &arena, round, err) && judge_charts(f, &arena, round, err);
	pn_arena_finish(&arena);
	return ok;
}
