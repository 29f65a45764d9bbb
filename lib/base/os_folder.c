/* SPDX-License-Identifier: Apache-2.0 */
/* What is in an open folder: to go by a name in it costs less than to go by a path. */
#include "base/os_file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { PAGE_BYTES = 4096 }; /* or more: see is_end() */

/* One file on its way. */
typedef struct taking {
	pn_arena *arena;
	int fd;
	bool has_places; /* as far as is known, it can be read from any place on */
	size_t max;
	char *text;
	size_t len, room;
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
	return 0;
}

/* Reads on; what has no places to read at, like a pipe, is read as it comes. */
static ssize_t read_on(taking *t, size_t want)
{
	ssize_t n = t->has_places ? pread(t->fd, t->text + t->len, want, (off_t)t->len) : -1;

	if (n < 0 && (!t->has_places || (errno == ESPIPE && !t->len))) {
		t->has_places = false;
		n = read(t->fd, t->text + t->len, want);
	}
	return n;
}

/*
 * Whether `n` bytes of `want` that were asked for are the last ones. A file gives less than is
 * asked for at its end, and where the disk fails: there whole pages have come.
 */
static bool is_end(const taking *t, size_t n, size_t want)
{
	return n == 0 || (t->has_places && n < want && t->len % PAGE_BYTES != 0);
}

/* Reads to the end; 0 or an errno, EFBIG when there are more than `max` bytes. */
static int take_all(taking *t)
{
	for (;;) {
		size_t want = t->room - 1 - t->len;
		ssize_t n = read_on(t, want);
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

int pn_os_take(pn_arena *arena, char *buffer, int at, const char *name, bool listed, size_t max,
	       pn_str *out)
{
	taking t = { .arena = arena, .max = max, .text = buffer, .room = PN_OS_BUFFER };
	/* Where the arena has as much left the way by the buffer is not needed. */
	bool is_place = arena->next && arena->end - arena->next >= PN_OS_BUFFER;
	int failure;

	if (!buffer)
		return ENOMEM;
	if (is_place) {
		t.text = arena->next;
		t.room = (size_t)(arena->end - arena->next);
	}
	t.has_places = true;
	/* What was a file when it was listed may be a pipe by now. */
	t.fd = open_in(at, name, O_NONBLOCK | (listed ? O_NOFOLLOW : 0));
	if (t.fd < 0)
		return errno;
	failure = take_all(&t);
	close(t.fd);
	if (failure)
		return failure;
	*out = (pn_str){ t.text, t.len };
	if (t.text == buffer) {
		*out = pn_str_dup(arena, *out);
		return arena->failed ? ENOMEM : 0;
	}
	if (t.text == arena->next)
		pn_alloc(arena, t.len + 1);
	t.text[t.len] = '\0';
	return 0;
}
