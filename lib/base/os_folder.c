/* SPDX-License-Identifier: Apache-2.0 */
/* What is in an open folder: to go by a name in it costs less than to go by a path. */
#include "base/os_file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum {
	LEAST_ROOM = 1024, /* to read into; most files of charts are larger, but few are much */
	SURE_BYTES = 4096  /* see is_end() */
};

/* One file on its way into what the arena has left. */
typedef struct taking {
	pn_arena *arena;
	int fd;
	bool listed;
	size_t max;
	char *text;
	size_t len, room;
	bool is_own; /* text is a block of the arena, not yet only what it has left */
} taking;

static int system_place(int at)
{
	return at < 0 ? AT_FDCWD : at;
}

static int open_in(int at, const char *name, int flags)
{
	int fd;

	do
		fd = openat(system_place(at), name, O_RDONLY | O_CLOEXEC | flags);
	while (fd < 0 && errno == EINTR);
	return fd;
}

int pn_os_folder_open(int at, const char *name, bool follow)
{
	return open_in(at, name, O_DIRECTORY | (follow ? 0 : O_NOFOLLOW));
}

void pn_os_folder_close(int fd)
{
	if (fd >= 0)
		close(fd);
}

pn_file_info pn_os_look(int at, const char *name)
{
	struct stat st;

	if (fstatat(system_place(at), name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return (pn_file_info){ .kind = PN_FILE_MISSING };
	return pn_os_info(&st);
}

/* Goes on in a block of its own, of the size that the system says is needed; 0 or an errno. */
static int make_room(taking *t)
{
	size_t need = t->room * 2;
	const char *old = t->text;
	struct stat st;

	if (fstat(t->fd, &st) != 0)
		return errno;
	if (st.st_size > 0 && (uint64_t)st.st_size > t->max)
		return EFBIG;
	if (st.st_size > 0 && (size_t)st.st_size >= t->len)
		need = (size_t)st.st_size + 2;
	t->text = pn_alloc(t->arena, need);
	if (!t->text)
		return ENOMEM;
	memcpy(t->text, old, t->len);
	t->room = need;
	t->is_own = true;
	return 0;
}

/*
 * Whether `n` bytes of `want` that were asked for are the last ones. A regular file gives less than
 * is asked for at its end, and where the disk fails; not within the first page: that comes or not.
 */
static bool is_end(const taking *t, size_t n, size_t want)
{
	return n == 0 || (t->listed && n < want && t->len < SURE_BYTES);
}

/* Reads to the end; 0 or an errno, EFBIG when there are more than `max` bytes. */
static int take_all(taking *t)
{
	for (;;) {
		size_t want = t->room - 1 - t->len;
		ssize_t n = read(t->fd, t->text + t->len, want);
		int failure;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		t->len += (size_t)n;
		if (t->len > t->max)
			return EFBIG;
		if (is_end(t, (size_t)n, want))
			return 0;
		failure = t->room - t->len < 2 ? make_room(t) : 0;
		if (failure)
			return failure;
	}
}

int pn_os_take(pn_arena *arena, int at, const char *name, bool listed, size_t max, pn_str *out)
{
	taking t = { .arena = arena, .listed = listed, .max = max };
	int failure;

	t.text = pn_arena_room(arena, LEAST_ROOM, &t.room);
	if (!t.text)
		return ENOMEM;
	/* What was a file when it was listed may be a pipe by now. */
	t.fd = open_in(at, name, O_NONBLOCK | (listed ? O_NOFOLLOW : 0));
	if (t.fd < 0)
		return errno;
	failure = take_all(&t);
	close(t.fd);
	if (failure)
		return failure;
	if (!t.is_own)
		t.text = pn_alloc(arena, t.len + 1); /* where it is */
	t.text[t.len] = '\0';
	*out = (pn_str){ t.text, t.len };
	return 0;
}
