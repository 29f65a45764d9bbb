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
 * bytes. What a chart means is not looked at. With "files" they are only opened, read and closed,
 * with "archives" only the archives in charts/ are read and unpacked: what no program can do
 * without.
 */
#define _DEFAULT_SOURCE /* d_type, madvise */
#include <libdeflate.h>
#include <yaml.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static char *buffer; /* the file that was read last */
static size_t length, room;
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

/* Reads a file into the buffer; false when it is not there. */
static int read_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat info;
	ssize_t n;

	if (fd < 0)
		return 0;
	if (fstat(fd, &info) < 0)
		stop(path);
	if ((size_t)info.st_size + 1 > room) {
		room = (size_t)info.st_size + 65536;
		buffer = grow(buffer, room);
	}
	n = read(fd, buffer, room);
	if (n < 0)
		stop(path);
	length = (size_t)n;
	close(fd);
	return 1;
}

static void take_events(const char *path)
{
	yaml_parser_t parser;
	yaml_event_t event;
	int last = 0;

	if (!read_file(path) || only_reads)
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
typedef void visit(const char *path, int is_folder);

/* Visits the entries of a folder, if there is one. */
static void for_entries(const char *folder, visit *each)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	char path[4096];

	while (dir && (entry = readdir(dir))) {
		int n = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);

		if (entry->d_name[0] != '.' && n > 0 && (size_t)n < sizeof path)
			each(path, entry->d_type == DT_DIR);
	}
	if (dir)
		closedir(dir);
}

static void take_template(const char *path, int is_folder)
{
	if (is_folder)
		for_entries(path, take_template);
	else
		read_file(path);
}

static void take_chart(const char *chart, int is_folder)
{
	char path[4096];

	if (!is_folder || strlen(chart) > sizeof path - 32)
		return;
	snprintf(path, sizeof path, "%s/Chart.yaml", chart);
	take_events(path);
	snprintf(path, sizeof path, "%s/values.yaml", chart);
	take_events(path);
	snprintf(path, sizeof path, "%s/templates", chart);
	for_entries(path, take_template);
	snprintf(path, sizeof path, "%s/charts", chart);
	for_entries(path, take_chart);
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
static void unpack(const char *path, int is_folder)
{
	struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
	const unsigned char *last;
	char *out = NULL;
	size_t size;

	if (!is_folder && strstr(path, ".tgz") && read_file(path) && length > 18) {
		last = (const unsigned char *)buffer + length - 4;
		size = last[0] | (size_t)last[1] << 8 | (size_t)last[2] << 16 |
		       (size_t)last[3] << 24;
		out = huge(size + 1);
		if (libdeflate_gzip_decompress(unpacker, buffer, length, out, size, NULL) !=
		    LIBDEFLATE_SUCCESS)
			stop(path);
	}
	libdeflate_free_decompressor(unpacker);
	free(out);
}

static void unpack_all(const char *chart)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/charts", chart);
	for_entries(path, unpack);
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
	only_reads = strcmp(argv[2], "files") == 0;
	if (strcmp(argv[2], "archives") == 0)
		unpack_all(argv[1]);
	else
		take_chart(argv[1], 1);
	for (int i = 3; i < argc; i++)
		take_events(argv[i]);
	write_bytes(strtoul(argv[2], NULL, 10));
	free(buffer);
	return 0;
}
