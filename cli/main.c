/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <string.h>

#include "command.h"
#include "log.h"
#include "memory.h"

/* Returns the name for messages: whoever calls the program "helm" expects Helm's. */
static const char *name_of(const char *program)
{
	const char *slash = strrchr(program, '/');
	const char *base = slash ? slash + 1 : program;

	return strncmp(base, "helm", 4) == 0 ? "helm" : "pintle";
}

int main(int argc, char **argv)
{
	static max_align_t first[16 * 1024 / sizeof(max_align_t)];
	const char *program = argc > 0 ? argv[0] : "pintle";
	cli c = { .name = name_of(program), .program = program };
	strings line = { 0 };
	int code;

	memory_ready_stack();
	signal(SIGPIPE, SIG_IGN);
	pool_begin(&c.pool, first, sizeof first);
	c.out.pool = &c.pool;
	c.log = log_for_library(&c);
	settings_init(&c.settings, &c.pool);
	for (int i = 1; i < argc; i++)
		strings_add(&c.pool, &line, argv[i]);
	code = command_run(&c, &line);
	code = cli_flush(&c, code);
	pool_free(&c.pool);
	return code;
}
