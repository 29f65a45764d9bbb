/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of objects (Helm: rules/template.go, validateMetadataName; Kubernetes: apimachinery,
 * util/validation).
 */
#include "lint/linter.h"

enum { LABEL_MAX = 63, SUBDOMAIN_MAX = 253 };

#define LABEL "[a-z0-9]([-a-z0-9]*[a-z0-9])?"

static const char subdomain_problem[] =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "
	"'.', and must start and end with an alphanumeric character (e.g. 'example.com', regex "
	"used for validation is '" LABEL "(\\." LABEL ")*')";
static const char label_problem[] =
	"a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
	"must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex "
	"used for validation is '" LABEL "')";
static const char label_1035_problem[] =
	"a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
	"alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or "
	"'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

/* What is wrong with a name: two things at most. */
typedef struct problems {
	const char *items[2];
	size_t count;
} problems;

static void add(problems *p, const char *problem)
{
	p->items[p->count++] = problem;
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_lower_alnum(char c)
{
	return is_lower(c) || (c >= '0' && c <= '9');
}

/* Says whether a text is a label of RFC 1123. */
static bool is_label(pn_str s)
{
	if (!s.len || !is_lower_alnum(s.ptr[0]) || !is_lower_alnum(s.ptr[s.len - 1]))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!is_lower_alnum(s.ptr[i]) && s.ptr[i] != '-')
			return false;
	}
	return true;
}

static void check_subdomain(problems *p, pn_str name)
{
	bool more = true, good = true;
	pn_str label;

	if (name.len > SUBDOMAIN_MAX)
		add(p, "must be no more than 253 characters");
	while (more && good) {
		more = pn_str_cut(name, PN_STR("."), &label, &name);
		good = is_label(label);
	}
	if (!good)
		add(p, subdomain_problem);
}

static void check_1035_label(problems *p, pn_str name)
{
	if (name.len > LABEL_MAX)
		add(p, "must be no more than 63 characters");
	if (!is_label(name) || !is_lower(name.ptr[0]))
		add(p, label_1035_problem);
}

static void check_label(problems *p, pn_str name)
{
	problems as_subdomain = { .count = 0 };

	if (name.len > LABEL_MAX)
		add(p, "must be no more than 63 characters");
	if (is_label(name))
		return;
	if (name.len <= SUBDOMAIN_MAX)
		check_subdomain(&as_subdomain, name);
	add(p, as_subdomain.count ? label_problem : "must not contain dots");
}

static void check_path_segment(problems *p, pn_str name)
{
	if (pn_str_is(name, "."))
		add(p, "may not be '.'");
	else if (pn_str_is(name, ".."))
		add(p, "may not be '..'");
	if (pn_str_find_byte(name, '/') != PN_NOT_FOUND)
		add(p, "may not contain '/'");
	if (pn_str_find_byte(name, '%') != PN_NOT_FOUND)
		add(p, "may not contain '%'");
}

static void check_nothing(problems *p, pn_str name)
{
	(void)p;
	(void)name;
}

/* Kinds whose names need not be subdomains; upper and lower case do not matter. */
static const struct {
	const char *kind;
	void (*check)(problems *p, pn_str name);
} kinds[] = {
	{ "service", check_1035_label },
	{ "namespace", check_label },
	{ "certificatesigningrequest", check_nothing },
	{ "role", check_path_segment },
	{ "clusterrole", check_path_segment },
	{ "rolebinding", check_path_segment },
	{ "clusterrolebinding", check_path_segment },
};

static problems check(pn_cx *cx, const pn_object_head *object)
{
	pn_str kind = pn_str_to_lower(cx->arena, object->kind);
	problems p = { .count = 0 };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (pn_str_eq(kind, pn_str_from(kinds[i].kind))) {
			kinds[i].check(&p, object->name);
			return p;
		}
	}
	check_subdomain(&p, object->name);
	return p;
}

bool pn_lint_object_name(pn_linter *l, pn_str path, const pn_object_head *object)
{
	problems p = check(l->cx, object);
	const char *name;
	pn_buf text;

	if (!p.count)
		return true;
	name = pn_lint_quote(l->cx, object->name);
	pn_buf_init(&text, l->cx->arena);
	for (size_t i = 0; i < p.count; i++)
		pn_buf_format(&text, "%smetadata.name: Invalid value: %s: %s", i ? ", " : "", name,
			      p.items[i]);
	return pn_found(l, PN_SEVERITY_WARNING, path,
			"object name does not conform to Kubernetes naming requirements: %s: "
			"%s%s%s",
			name, p.count > 1 ? "[" : "", pn_buf_z(&text), p.count > 1 ? "]" : "");
}
