/*
 * Case files: testdata/README.md describes the format. A file is read once and kept as it is;
 * cases and sections are slices of it, so that a rewrite can leave everything else byte for byte.
 */
#ifndef PN_TESTS_CASE_FILE_H
#define PN_TESTS_CASE_FILE_H

#include "base/base.h"

typedef enum case_kind {
	CASE_TEMPLATE,
	CASE_VALUES,
	CASE_CHART,
	CASE_FILE,
	CASE_LINK,
	CASE_TGZ,
	CASE_ARGS,
	CASE_COMMAND,
	CASE_STDIN,
	CASE_ENV,
	CASE_HELM,
	CASE_OWN,
	CASE_NOTE,
	CASE_WANT, /* from here on: what is expected */
	CASE_ERROR,
	CASE_STDERR,
	CASE_MAKES,
	CASE_EXIT,
} case_kind;

typedef struct case_section {
	case_kind kind;
	pn_str path; /* of chart, file, link, tgz and makes */
	pn_str text;
	pn_str all; /* header and text, as they stand in the file */
} case_section;

typedef struct test_case {
	const char *name; /* "exec/range.case#3" */
	pn_str all;	  /* as it stands in the file, without the ==== */
	case_section *sections;
	size_t count;
} test_case;

typedef struct case_file {
	const char *path;
	pn_str data;
	test_case *cases;
	size_t count;
} case_file;

/* Reads and cuts a file; `name` is what its cases are named after. */
bool case_file_read(pn_arena *arena, const char *path, pn_str name, case_file *file, pn_error *err);
/* Returns the first section of a kind, or NULL. */
const case_section *case_find(const test_case *c, case_kind kind);
/* Says whether a section tells what is expected. */
bool case_is_expected(case_kind kind);
/* Appends a section; a text without a last newline is marked as such. */
void case_put_section(pn_buf *buf, case_kind kind, pn_str path, pn_str text);
/* Takes the next line off *rest, newline included; false at the end. */
bool case_next_line(pn_str *rest, pn_str *line);
/* Returns the line without its newline. */
pn_str case_chomp(pn_str line);

#endif
