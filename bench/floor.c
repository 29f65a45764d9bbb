/* SPDX-License-Identifier: Apache-2.0 */
/*
 * floor: the least that a renderer must do.
 *
 *   floor CHART BYTES [VALUES_FILE...]
 *   floor CHART files
 *   floor CHART archives
 *
 * Reads Chart.yaml, values.yaml, all templates of a chart and of its subcharts, and the values
 * files; takes the values files (values.yaml among them) through libyaml's events; writes BYTES
 * bytes. What a chart means is not looked at. With "files" they are only opened by their names in
 * open folders, read with one call each, and closed, with "archives" only the archives in charts/
 * are read and unpacked: what no program can do without.
 */
#define _GNU_SOURCE /* dirent64, DT_DIR, madvise, syscall */
#include <libdeflate.h>
#include <yaml.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *buffer; /* the file that was read last */
static size_t length, room = 128 * 1024;
static int only_reads;

static void stop(const char *what)
{
	perror(what);
	exit(1);
}

static void *grow(void *old, size_t size)
{
	void *p = realloc(old, size);

	if (!p)
		stop("memory");
	return p;
}

/* Goes on reading a file that the buffer has no room for. */
static void read_rest(int fd, const char *name)
{
	ssize_t n = 1;

	while (n > 0) {
		if (length == room) {
			room *= 2;
			buffer = grow(buffer, room);
		}
		n = read(fd, buffer + length, room - length);
		if (n < 0)
			stop(name);
		length += (size_t)n;
	}
}

/* Reads a file of a folder into the buffer, most of them at once; false when it is not there. */
static int read_file(int folder, const char *name)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return 0;
	n = read(fd, buffer, room);
	if (n < 0)
		stop(name);
	length = (size_t)n;
	if (length == room)
		read_rest(fd, name);
	close(fd);
	return 1;
}

static void take_events(int folder, const char *name)
{
	yaml_parser_t parser;
	yaml_event_t event;
	int last = 0;

	if (!read_file(folder, name) || only_reads)
		return;
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(&parser, (const unsigned char *)buffer, length);
	while (!last) {
		if (!yaml_parser_parse(&parser, &event))
			break;
		last = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
}

/* What is done with an entry of a folder. */
typedef void visit(int folder, const char *name, int is_folder);

/* Visits the entries of a folder, if there is one; the kernel is asked without opendir's memory. */
static void for_entries(int folder, const char *name, visit *each)
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
	_Alignas(struct dirent64) char block[8 * 1024];
	long n;

	while (fd >= 0 && (n = syscall(SYS_getdents64, fd, block, sizeof block)) > 0) {
		for (long at = 0; at < n;) {
			const struct dirent64 *e = (const void *)(block + at);

			if (e->d_name[0] != '.')
				each(fd, e->d_name, e->d_type == DT_DIR);
			at += e->d_reclen;
		}
	}
	if (fd >= 0)
		close(fd);
}

static void take_template(int folder, const char *name, int is_folder)
{
	if (is_folder)
		for_entries(folder, name, take_template);
	else
		read_file(folder, name);
}

static void take_chart(int folder, const char *name, int is_folder)
{
	int fd = is_folder ? openat(folder, name, O_RDONLY | O_CLOEXEC | O_DIRECTORY) : -1;

	if (fd < 0)
		return;
	take_events(fd, "Chart.yaml");
	take_events(fd, "values.yaml");
	for_entries(fd, "templates", take_template);
	for_entries(fd, "charts", take_chart);
	close(fd);
}

/* Memory that costs as little as can be: in huge pages, where the system has them. */
static void *huge(size_t size)
{
	enum { HUGE = 2 << 20 };
	void *p = NULL;

	if (posix_memalign(&p, HUGE, (size + HUGE - 1) / HUGE * HUGE) != 0)
		stop("memory");
	madvise(p, size, MADV_HUGEPAGE);
	return p;
}

/* Unpacks an archive; its last four bytes say how large that is (RFC 1952). */
static void unpack(int folder, const char *name, int is_folder)
{
	struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
	const unsigned char *last;
	char *out = NULL;
	size_t size;

	if (!is_folder && strstr(name, ".tgz") && read_file(folder, name) && length > 18) {
		last = (const unsigned char *)buffer + length - 4;
		size = last[0] | (size_t)last[1] << 8 | (size_t)last[2] << 16 |
		       (size_t)last[3] << 24;
		out = huge(size + 1);
		if (libdeflate_gzip_decompress(unpacker, buffer, length, out, size, NULL) !=
		    LIBDEFLATE_SUCCESS)
			stop(name);
	}
	libdeflate_free_decompressor(unpacker);
	free(out);
}

static void unpack_all(const char *chart)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/charts", chart);
	for_entries(AT_FDCWD, path, unpack);
}

static void write_bytes(size_t size)
{
	char *out = grow(NULL, size + 1);
	size_t done = 0;

	memset(out, 'x', size);
	while (done < size) {
		ssize_t n = write(STDOUT_FILENO, out + done, size - done);

		if (n < 0)
			stop("write");
		done += (size_t)n;
	}
	free(out);
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fputs("usage: floor CHART BYTES|files|archives [VALUES_FILE...]\n", stderr);
		return 3;
	}
	buffer = grow(NULL, room);
	only_reads = strcmp(argv[2], "files") == 0;
	if (strcmp(argv[2], "archives") == 0)
		unpack_all(argv[1]);
	else
		take_chart(AT_FDCWD, argv[1], 1);
	for (int i = 3; i < argc; i++)
		take_events(AT_FDCWD, argv[i]);
	write_bytes(strtoul(argv[2], NULL, 10));
	free(buffer);
	return 0;
}
