/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

pintle_findings *pn_findings_new(const pintle_allocator *mem, size_t limit, pn_error *err)
{
	pintle_findings *findings = pn_mem_resize(mem, NULL, 0, sizeof *findings);

	if (!findings) {
		pn_fail(err, PINTLE_ERR_NO_MEMORY, "out of memory");
		return NULL;
	}
	*findings = (pintle_findings){ .mem = mem };
	pn_arena_init(&findings->arena, mem, limit);
	return findings;
}

pintle_findings *pintle_findings_new(const pintle_allocator *allocator)
{
	pn_error err;

	pn_error_init(&err, allocator);
	return pn_findings_new(allocator, 0, &err);
}

void pintle_findings_free(pintle_findings *findings)
{
	if (!findings)
		return;
	pn_arena_finish(&findings->arena);
	pn_mem_resize(findings->mem, findings, sizeof *findings, 0);
}

size_t pintle_findings_count(const pintle_findings *findings)
{
	return findings->findings.count;
}

pintle_finding pintle_findings_at(const pintle_findings *findings, size_t i)
{
	const pn_finding *f;

	if (i >= findings->findings.count)
		return (pintle_finding){ .rule = { "", 0 },
					 .path = { "", 0 },
					 .message = { "", 0 },
					 .hint = { "", 0 } };
	f = &findings->findings.items[i];
	return (pintle_finding){ .severity = (pintle_severity)f->severity,
				 .rule = pn_text(f->rule),
				 .path = pn_text(f->path),
				 .message = pn_text(f->message),
				 .hint = pn_text(f->hint),
				 .file = f->where.file.len ? f->where.file.ptr : NULL,
				 .line = f->where.line,
				 .column = f->where.column,
				 .end_line = f->end_line,
				 .end_column = f->end_column,
				 .output_line = f->output_line };
}

/* One call that adds to a list. */
typedef struct adding {
	pintle_limits limits;
	pn_error err;
	pn_cx cx;
} adding;

static void begin(adding *a, pintle_findings *findings)
{
	pn_error_init(&a->err, findings->mem);
	a->limits = pn_limits_complete(NULL);
	a->cx = (pn_cx){ &findings->arena, &a->err, &a->limits, NULL, NULL };
}

static bool end(adding *a, bool ok, pintle_error *error)
{
	if (!ok)
		pn_error_publish(error, &a->err);
	pn_error_finish(&a->err);
	return ok;
}

static bool append(pintle_findings *findings, const pn_findings *more, pintle_error *error)
{
	adding a;

	begin(&a, findings);
	return end(&a, pn_findings_append(&a.cx, &findings->findings, more), error);
}

static pn_str text_of(pintle_text text)
{
	return text.ptr ? (pn_str){ text.ptr, text.len } : PN_STR_EMPTY;
}

bool pintle_findings_add(pintle_findings *findings, const pintle_finding *finding,
			 pintle_error *error)
{
	pn_finding f = { .severity = (pn_severity)finding->severity,
			 .rule = text_of(finding->rule),
			 .path = text_of(finding->path),
			 .message = text_of(finding->message),
			 .hint = text_of(finding->hint),
			 .where = { pn_str_from(finding->file), finding->line, finding->column },
			 .end_line = finding->end_line,
			 .end_column = finding->end_column,
			 .output_line = finding->output_line };
	const pn_findings one = { &f, 1, 1 };
	adding a;

	if (finding->severity <= PINTLE_SEVERITY_ERROR)
		return append(findings, &one, error);
	begin(&a, findings);
	pn_fail(&a.err, PINTLE_ERR_ARGUMENT, "no severity: %u", (unsigned)finding->severity);
	return end(&a, false, error);
}

bool pintle_findings_append(pintle_findings *findings, const pintle_findings *more,
			    pintle_error *error)
{
	const pn_findings all = more->findings; /* `more` may be the list itself */

	return append(findings, &all, error);
}

static bool format(pn_cx *cx, const pintle_findings *findings, pintle_format how,
		   const pintle_format_options *options, pintle_text *text)
{
	static const pintle_format_options default_options = PINTLE_FORMAT_OPTIONS_INIT;
	pn_report_options told;
	pn_buf out;

	options = options ? options : &default_options;
	told = (pn_report_options){
		.command = pn_str_from(options->command ? options->command : "pintle"),
		.version = pn_str_from(pintle_version()),
		.strict = options->strict,
		.color = options->color,
	};
	if (how > PINTLE_FORMAT_GITHUB)
		return pn_fail(cx->err, PINTLE_ERR_ARGUMENT, "no format: %u", (unsigned)how);
	pn_buf_init(&out, cx->arena);
	return pn_findings_write(cx, &findings->findings, (pn_report_format)how, &told, &out) &&
	       pn_text_give(text, pn_buf_str(&out), cx->err);
}

bool pintle_findings_format(const pintle_findings *findings, pintle_format how,
			    const pintle_format_options *options, pintle_text *text,
			    pintle_error *error)
{
	pintle_limits limits = pn_limits_complete(NULL);
	pn_arena arena;
	pn_error err;
	pn_cx cx = { &arena, &err, &limits, NULL };
	bool ok;

	*text = (pintle_text){ NULL, 0 };
	pn_error_init(&err, findings->mem);
	pn_arena_init(&arena, findings->mem, 0);
	ok = format(&cx, findings, how, options, text);
	if (!ok)
		pn_error_publish(error, &err);
	pn_error_finish(&err);
	pn_arena_finish(&arena);
	return ok;
}

size_t pintle_rule_count(void)
{
	size_t count;

	pn_rules(&count);
	return count;
}

pintle_rule pintle_rule_at(size_t i)
{
	size_t count;
	const pn_rule *rules = pn_rules(&count);

	return i < count ? (pintle_rule){ rules[i].id, rules[i].doc } : (pintle_rule){ NULL, NULL };
}
