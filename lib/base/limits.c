/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base.h"

#define MIB ((size_t)1024 * 1024)

/* Generous enough for every real chart; Helm's own bounds where it has some (archive.go). */
static const pintle_limits defaults = {
	.size = sizeof(pintle_limits),
	.depth = 10000,
	.steps = (uint64_t)2000 * 1000 * 1000,
	.arena_bytes = 2048 * MIB,
	.output_bytes = 1024 * MIB,
	.file_bytes = 5 * MIB,
	.chart_bytes = 100 * MIB,
	.alias_nodes = 4000000,
	.regex_steps = (uint64_t)100 * 1000 * 1000,
};

pintle_limits pn_limits_complete(const pintle_limits *limits)
{
	pintle_limits full = limits ? *limits : defaults;

	full.size = sizeof full;
	full.depth = full.depth ? full.depth : defaults.depth;
	full.steps = full.steps ? full.steps : defaults.steps;
	full.arena_bytes = full.arena_bytes ? full.arena_bytes : defaults.arena_bytes;
	full.output_bytes = full.output_bytes ? full.output_bytes : defaults.output_bytes;
	full.file_bytes = full.file_bytes ? full.file_bytes : defaults.file_bytes;
	full.chart_bytes = full.chart_bytes ? full.chart_bytes : defaults.chart_bytes;
	full.alias_nodes = full.alias_nodes ? full.alias_nodes : defaults.alias_nodes;
	full.regex_steps = full.regex_steps ? full.regex_steps : defaults.regex_steps;
	return full;
}

bool pn_limit_is_helms(size_t bytes)
{
	return bytes == defaults.file_bytes || bytes == defaults.chart_bytes;
}

void pintle_limits_untrusted(pintle_limits *limits)
{
	*limits = (pintle_limits){
		.size = sizeof *limits,
		.depth = 256,
		.steps = 10 * 1000 * 1000,
		.arena_bytes = 64 * MIB,
		.output_bytes = 32 * MIB,
		.file_bytes = 5 * MIB,
		.chart_bytes = 50 * MIB,
		.alias_nodes = 100000,
		.regex_steps = 1000 * 1000,
	};
}
