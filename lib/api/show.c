/* SPDX-License-Identifier: Apache-2.0 */
/* What `helm show` prints (Helm: pkg/action/show.go). */
#include "api/api.h"

/* The texts under construction, and the context that they are made in. */
typedef struct showing {
	pn_cx *cx;
	const pn_chart *chart;
	pintle_show what;
	pn_buf *out;
} showing;

static bool wants(const showing *s, pintle_show what)
{
	return s->what == what || s->what == PINTLE_SHOW_ALL;
}

/* Between the parts of `show all` stands a line of dashes. */
static void separate(const showing *s)
{
	if (s->what == PINTLE_SHOW_ALL)
		pn_buf_lit(s->out, "---\n");
}

static bool show_metadata(showing *s)
{
	pn_value metadata;

	if (!pn_metadata_struct(s->cx->arena, &s->chart->meta, &metadata))
		return pn_fail_memory(s->cx->err, s->cx->arena);
	if (!pn_yaml_write(s->cx, s->out, &metadata, NULL))
		return false;
	pn_buf_byte(s->out, '\n');
	return true;
}

static bool show_file(showing *s, const pn_file *file)
{
	pn_str text;

	if (!pn_file_data(s->cx, file, &text))
		return false;
	pn_buf_add(s->out, text);
	pn_buf_byte(s->out, '\n');
	return true;
}

static bool show_values(showing *s)
{
	if (!s->chart->values_file)
		return true;
	separate(s);
	/* An archive may hold several of that name. */
	for (uint32_t i = 0; i < s->chart->raw.count; i++) {
		if (pn_str_is(s->chart->raw.items[i]->name, "values.yaml") &&
		    !show_file(s, s->chart->raw.items[i]))
			return false;
	}
	return true;
}

static bool is_readme(pn_str name)
{
	return pn_str_equal_fold(name, PN_STR("readme.md")) ||
	       pn_str_equal_fold(name, PN_STR("readme.txt")) ||
	       pn_str_equal_fold(name, PN_STR("readme"));
}

static bool show_readme(showing *s)
{
	for (uint32_t i = 0; i < s->chart->files.count; i++) {
		if (is_readme(s->chart->files.items[i]->name)) {
			separate(s);
			return show_file(s, s->chart->files.items[i]);
		}
	}
	return true;
}

static bool show_crds(showing *s, const pn_chart *chart)
{
	for (uint32_t i = 0; i < chart->files.count; i++) {
		pn_str text;

		if (!pn_file_is_crd(chart->files.items[i]))
			continue;
		if (!pn_file_data(s->cx, chart->files.items[i], &text))
			return false;
		if (!pn_str_starts(text, PN_STR("---")))
			pn_buf_lit(s->out, "---\n");
		pn_buf_add(s->out, text);
		pn_buf_byte(s->out, '\n');
	}
	for (uint32_t i = 0; i < chart->child_count; i++) {
		if (!show_crds(s, chart->children[i]))
			return false;
	}
	return true;
}

static bool show(showing *s)
{
	return (!wants(s, PINTLE_SHOW_CHART) || show_metadata(s)) &&
	       (!wants(s, PINTLE_SHOW_VALUES) || show_values(s)) &&
	       (!wants(s, PINTLE_SHOW_README) || show_readme(s)) &&
	       (!wants(s, PINTLE_SHOW_CRDS) || show_crds(s, s->chart));
}

bool pn_text_give(pintle_text *out, pn_str text, pn_error *err)
{
	char *copy = text.len == SIZE_MAX ? NULL : pn_mem_resize(NULL, NULL, 0, text.len + 1);

	if (!copy)
		return pn_fail(err, PINTLE_ERR_NO_MEMORY, "out of memory");
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	*out = (pintle_text){ copy, text.len };
	return true;
}

void pintle_text_free(pintle_text *text)
{
	if (!text)
		return;
	pn_mem_resize(NULL, (void *)(uintptr_t)text->ptr, text->len + 1, 0);
	*text = (pintle_text){ NULL, 0 };
}

bool pintle_chart_show(const pintle_chart *chart, pintle_show what, pintle_text *text,
		       pintle_error *error)
{
	pn_arena arena;
	pn_error err;
	pn_buf out;
	pn_cx cx = { &arena, &err, &chart->limits, NULL };
	showing s = { &cx, chart->chart, what, &out };
	bool ok;

	pn_error_init(&err, chart->mem);
	pn_arena_init(&arena, chart->mem, chart->limits.arena_bytes);
	pn_buf_init(&out, &arena);
	ok = show(&s) && (!out.failed || pn_fail_memory(&err, &arena)) &&
	     pn_text_give(text, pn_buf_str(&out), &err);
	if (!ok)
		pn_error_publish(error, &err);
	pn_arena_finish(&arena);
	pn_error_finish(&err);
	return ok;
}
