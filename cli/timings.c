/* SPDX-License-Identifier: Apache-2.0 */
#include "timings.h"

#include <stdio.h>
#include <time.h>

static uint64_t ticks(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

void timings_begin(cli *c, timings *t)
{
	if (!c->settings.timings)
		return;
	t->phases = (pintle_timings)PINTLE_TIMINGS_INIT;
	t->begin = ticks();
	c->timings = &t->phases;
}

static void print(const char *name, uint64_t ns)
{
	fprintf(stderr, "%-8s %9.3f ms\n", name, (double)ns / 1e6);
}

/* Prints every phase, what belongs to none of them, and all. */
static void print_all(const pintle_timings *p, uint64_t all)
{
	uint64_t known =
		p->load + p->values + p->schema + p->parse + p->execute + p->split + p->write;

	print("load", p->load);
	print("values", p->values);
	print("schema", p->schema);
	print("parse", p->parse);
	print("execute", p->execute);
	print("split", p->split);
	print("write", p->write);
	print("other", all > known ? all - known : 0);
	print("total", all);
}

int timings_end(cli *c, timings *t, int code)
{
	uint64_t begin;

	if (!c->timings)
		return code;
	begin = ticks();
	code = cli_flush(c, code);
	t->phases.write += ticks() - begin;
	print_all(&t->phases, ticks() - t->begin);
	c->timings = NULL;
	return code;
}
