/* SPDX-License-Identifier: Apache-2.0 */
#include "git.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { MOST_ARGS = 16 };

/* Closes both ends of a pipe that is there. */
static void close_pipe(int ends[2])
{
	for (int i = 0; i < 2; i++) {
		if (ends[i] >= 0)
			close(ends[i]);
		ends[i] = -1;
	}
}

static bool open_pipe(int ends[2])
{
	if (pipe(ends) != 0) {
		ends[0] = ends[1] = -1;
		return false;
	}
	return fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0;
}

/* Starts the program between two pipes; the process, or 0. */
static int spawn(char *const *argv, int in, int out)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t defaults;
	pid_t pid = 0;
	bool ok;

	if (posix_spawn_file_actions_init(&actions) != 0)
		return 0;
	posix_spawnattr_init(&attributes);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	ok = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO) == 0 &&
	     posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO) == 0 &&
	     posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) ==
		     0 &&
	     posix_spawnp(&pid, argv[0], &actions, &attributes, argv, environ) == 0;
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&actions);
	return ok ? (int)pid : 0;
}

bool git_start(const char *folder, const char *const *args, git_process *process)
{
	char *argv[MOST_ARGS + 4] = { (char *)"git", (char *)"-C", (char *)folder };
	int in[2] = { -1, -1 }, out[2] = { -1, -1 };

	for (int i = 0; args[i] && i < MOST_ARGS; i++)
		argv[i + 3] = (char *)args[i];
	*process = (git_process){ 0 };
	if (open_pipe(in) && open_pipe(out))
		process->pid = spawn(argv, in[0], out[1]);
	if (process->pid) {
		process->in = in[1];
		process->out = fdopen(out[0], "r");
		in[1] = -1;
		out[0] = process->out ? -1 : out[0];
	}
	close_pipe(in);
	close_pipe(out);
	if (process->pid && !process->out)
		git_end(process);
	return process->pid != 0;
}

int git_end(git_process *process)
{
	int status = 0;

	if (!process->pid)
		return -1;
	close(process->in);
	if (process->out)
		fclose(process->out);
	while (waitpid(process->pid, &status, 0) < 0)
		;
	*process = (git_process){ 0 };
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
