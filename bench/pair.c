/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pair: runs two commands in turn and prints what each run cost.
 *
 *   pair COUNT COMMAND_A... -- COMMAND_B...
 *
 * Standard output is read and dropped, standard error is dropped without being read. A line for
 * each run: a or b, wall time (ns), processor time of user and system (us), peak memory (KiB), exit
 * code, bytes of output. One run of each comes first and is not counted. The command that begins a
 * pair changes with every pair, so that neither always finds the caches as the other left them.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

typedef struct cost {
	int64_t wall_ns, cpu_us;
	long peak_kib;
	int code; /* exit code; 128 and more: the signal that ended it */
	size_t bytes;
} cost;

static void stop(const char *what)
{
	fprintf(stderr, "pair: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int64_t micros(struct timeval t)
{
	return (int64_t)t.tv_sec * 1000000 + t.tv_usec;
}

/* Reads to the end; the pipe is wide so that a writer seldom waits for us. */
static size_t drain(int fd)
{
	static char chunk[1 << 18];
	size_t total = 0;
	ssize_t n;

	while ((n = read(fd, chunk, sizeof chunk)) != 0) {
		if (n < 0 && errno != EINTR)
			stop("read");
		total += n > 0 ? (size_t)n : 0;
	}
	return total;
}

static pid_t start(char **command, int out)
{
	posix_spawn_file_actions_t actions;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, out, 1);
	posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
	errno = posix_spawn(&pid, command[0], &actions, NULL, command, environ);
	if (errno)
		stop(command[0]);
	posix_spawn_file_actions_destroy(&actions);
	return pid;
}

static cost measure(char **command)
{
	struct rusage used;
	int64_t begin;
	int ends[2], status;
	cost c;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		stop("pipe");
	fcntl(ends[1], F_SETPIPE_SZ, 1 << 20); /* refused: narrower, for both */
	begin = now();
	pid = start(command, ends[1]);
	close(ends[1]);
	c.bytes = drain(ends[0]);
	while (wait4(pid, &status, 0, &used) < 0) {
		if (errno != EINTR)
			stop("wait4");
	}
	c.wall_ns = now() - begin;
	close(ends[0]);
	c.cpu_us = micros(used.ru_utime) + micros(used.ru_stime);
	c.peak_kib = used.ru_maxrss;
	c.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return c;
}

static void print(char which, cost c)
{
	printf("%c %lld %lld %ld %d %zu\n", which, (long long)c.wall_ns, (long long)c.cpu_us,
	       c.peak_kib, c.code, c.bytes);
}

/* Finds "--", ends the first command there and returns the second; NULL when there is none. */
static char **second(char **words)
{
	for (; *words; words++) {
		if (strcmp(*words, "--") == 0 && words[1]) {
			*words = NULL;
			return words + 1;
		}
	}
	return NULL;
}

int main(int argc, char **argv)
{
	long count = argc > 3 ? strtol(argv[1], NULL, 10) : 0;
	char **a = argv + 2, **b = count > 0 ? second(a) : NULL;

	if (!b || !*a) {
		fputs("usage: pair COUNT COMMAND_A... -- COMMAND_B...\n", stderr);
		return 3;
	}
	measure(a);
	measure(b);
	for (long i = 0; i < count; i++) {
		if (i % 2)
			print('b', measure(b));
		print('a', measure(a));
		if (i % 2 == 0)
			print('b', measure(b));
	}
	return 0;
}
