/* What the groups of rules share. Inside lint only. */
#ifndef PN_LINT_LINTER_H
#define PN_LINT_LINTER_H

#include "lint/lint.h"
#include "render/validate.h"

/* A chart's files before they are a chart: in a folder, or out of an archive. */
typedef struct pn_tree {
	pn_str root;  /* absolute; of an archive its own path */
	pn_str place; /* what stands before a file's name, as the user names it */
	bool packed;
	pn_files files; /* of an archive, in the order of a walk through folders */
} pn_tree;

typedef struct pn_linter {
	pn_cx *cx;
	const pn_lint_options *options;
	pn_tree tree;
	pn_str rule;	     /* of the findings that are made now */
	pn_where at;	     /* of the finding to come; line 0: the whole of what its path names */
	pn_sources sources;  /* of the user's values, then of the charts that are rendered */
	pn_value chart_yaml; /* as it was written; nil before it was read */
	pn_sources chart_source; /* that of chart_yaml alone */
	pn_str hint;		 /* of the finding to come */
	const pn_part *root;	 /* the charts that are rendered; NULL before */
	pn_findings *out;
} pn_linter;

/* Opens the folder or archive; errors are those of `helm lint`. */
bool pn_tree_open(pn_cx *cx, pn_str path, pn_tree *out);
/* Says what stands under a name, "templates"; *error (may be NULL) gets Go's words otherwise. */
pn_file_kind pn_tree_kind(pn_cx *cx, const pn_tree *tree, pn_str name, pn_str *error);
/* Reads a file as it is; errors are Go's. */
bool pn_tree_read(pn_cx *cx, const pn_tree *tree, pn_str name, pn_str *out);
/* Loads the chart (Helm: loader.LoadDir). */
bool pn_tree_load(pn_cx *cx, const pn_tree *tree, bool confine, pn_chart **out);

/* Enters a finding at l->at; false without memory. `format` is printf's. */
bool pn_found(pn_linter *l, pn_severity severity, pn_str path, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/*
 * Makes a finding of the error that is set, with words before it, and forgets the error. False,
 * with the error kept, when it says that the host wants to stop or has no memory.
 */
bool pn_found_error(pn_linter *l, pn_severity severity, pn_str path, const char *before);
/* Says that the finding to come is about a member of Chart.yaml; the whole file when it has none.
 */
void pn_lint_at_member(pn_linter *l, const char *key);
/* Begins again with the user's sources alone. */
void pn_lint_use_sources(pn_linter *l, const pn_sources *sources);
/* Says that the finding to come is about a value; no place when it has no origin. */
void pn_lint_at_value(pn_linter *l, const pn_sources *sources, const pn_value *v);
/* Enters findings for what violates a schema, but for those that are there already. */
bool pn_found_violations(pn_linter *l, pn_str path, const pn_sources *sources,
			 const pn_schema_violations *list);
/* Returns the text in double quotes with Go's escapes, as a C string. */
const char *pn_lint_quote(pn_cx *cx, pn_str s);

/* The head of a Kubernetes object. */
typedef struct pn_object_head {
	pn_str api_version, kind, name;
	bool present; /* the document was not empty */
	/* Where these stand in the whole text, lines and columns from 1; line 0: not known. */
	pn_position at, api_version_at, kind_at, name_at;
} pn_object_head;

/* A text that is read one object after the other. */
typedef struct pn_object_reader {
	pn_str rest;
	size_t length;	     /* of the whole text */
	uint32_t line;	     /* lines before the object that was read last */
	uint32_t lines;	     /* ... before the next one */
	unsigned json_count; /* objects that were read as JSON */
	enum { PN_READ_FIRST = 0, PN_READ_JSON, PN_READ_YAML } mode;
} pn_object_reader;

pn_object_reader pn_object_reader_make(pn_str text);
/* Reads on; *end says that there is nothing left. Errors are those of Kubernetes' decoder. */
bool pn_object_next(pn_cx *cx, pn_object_reader *reader, pn_object_head *out, bool *end);

/* ---- groups of rules: false only without memory or when the host wants to stop ---- */

bool pn_lint_chartfile(pn_linter *l);
bool pn_lint_values(pn_linter *l);
bool pn_lint_templates(pn_linter *l);
bool pn_lint_dependencies(pn_linter *l);
bool pn_lint_crds(pn_linter *l);

/* ---- single rules ---- */

/* Enters a finding when the object's name is none that Kubernetes takes. */
bool pn_lint_object_name(pn_linter *l, pn_str path, const pn_object_head *object);
/* Enters a finding when the object's API version is on its way out. */
bool pn_lint_deprecation(pn_linter *l, pn_str path, const pn_object_head *object);
/* Says whether a text is an address of electronic mail (Go: govalidator.IsEmail). */
bool pn_is_email(pn_cx *cx, pn_str s, bool *result);
/* ... or a URL that may lack its scheme (Go: govalidator.IsURL). */
bool pn_is_url(pn_cx *cx, pn_str s, bool *result);
/* ... or a URL with a scheme (Go: govalidator.IsRequestURL). */
bool pn_is_request_url(pn_cx *cx, pn_str s);

#endif
