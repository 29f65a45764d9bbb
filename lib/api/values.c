/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

#include "base/disk.h"
#include "base/url.h"

pintle_values *pintle_values_new(const pintle_values_options *options)
{
	const pintle_allocator *mem = options ? options->allocator : NULL;
	pintle_values *values = pn_mem_resize(mem, NULL, 0, sizeof *values);

	if (!values)
		return NULL;
	*values = (pintle_values){ .mem = mem };
	values->timings = options ? options->timings : NULL;
	values->view = options ? options->view : NULL;
	values->limits = pn_limits_complete(options ? options->limits : NULL);
	pn_arena_init(&values->arena, mem, values->limits.arena_bytes);
	if (!pn_overrides_init(&values->overrides, &values->arena)) {
		pintle_values_free(values);
		return NULL;
	}
	return values;
}

void pintle_values_free(pintle_values *values)
{
	if (!values)
		return;
	pn_arena_finish(&values->arena);
	pn_mem_resize(values->mem, values, sizeof *values, 0);
}

static pn_cx context(pintle_values *values, pn_error *err)
{
	pn_error_init(err, values->mem);
	return (pn_cx){
		.arena = &values->arena, .err = err, .limits = &values->limits, .view = values->view
	};
}

static bool add_text(pintle_values *values, pn_cx *cx, pn_str name, pn_str text)
{
	return pn_overrides_add_yaml(cx, &values->overrides, name, text);
}

/* Refuses what Helm takes for an address, or for a bad one (Helm: values/options.go, readFile). */
static bool check_path(pn_cx *cx, pn_str path)
{
	pn_str problem;
	pn_url url;

	if (!pn_url_parse(cx->arena, path, &url, &problem))
		return pn_fail_str(cx->err, PINTLE_ERR_VALUES, problem);
	if (!pn_str_is(url.scheme, "http") && !pn_str_is(url.scheme, "https") &&
	    !pn_str_is(url.scheme, "oci"))
		return true;
	return pn_fail(cx->err, PINTLE_ERR_UNSUPPORTED,
		       "cannot read %.*s: the network is never used; download the file first",
		       PN_ARG(path));
}

bool pintle_values_add_file(pintle_values *values, const char *path, pintle_error *error)
{
	pn_error err;
	pn_cx cx = context(values, &err);
	pn_phase phase = pn_phase_begin(PN_PHASE(values->timings, values));
	pn_str text;
	bool ok;

	/* Helm reads values files of any size; the arena is the bound. */
	ok = check_path(&cx, pn_str_from(path)) &&
	     pn_disk_read(&cx, path, values->limits.arena_bytes, &text) &&
	     add_text(values, &cx, pn_str_from(path), text);
	pn_phase_end(phase);
	return ok || pn_refuse(error, &err);
}

bool pintle_values_add_yaml(pintle_values *values, const char *name, pintle_text text,
			    pintle_error *error)
{
	pn_error err;
	pn_cx cx = context(values, &err);
	pn_phase phase = pn_phase_begin(PN_PHASE(values->timings, values));
	pn_str copy = pn_str_dup(cx.arena, (pn_str){ text.ptr, text.len });
	bool ok = add_text(values, &cx, pn_str_from(name), copy);

	pn_phase_end(phase);
	return ok || pn_refuse(error, &err);
}

static bool read_file(void *data, pn_cx *cx, pn_str path, pn_str *out)
{
	const pintle_values *values = data;

	if (pn_str_is(pn_str_trim_space(path), "-"))
		return pn_os_read_stdin(cx->arena, values->limits.arena_bytes, out, cx->err);
	return check_path(cx, path) &&
	       pn_disk_read(cx, pn_str_z(cx->arena, path), values->limits.arena_bytes, out);
}

static bool add_set(pintle_values *values, pn_set_kind kind, const char *line, pintle_error *error)
{
	pn_error err;
	pn_cx cx = context(values, &err);
	pn_file_reader reader = { read_file, values };
	pn_phase phase = pn_phase_begin(PN_PHASE(values->timings, values));
	bool ok = pn_overrides_add_set(&cx, &values->overrides, kind, pn_str_from(line), &reader);

	pn_phase_end(phase);
	return ok || pn_refuse(error, &err);
}

bool pintle_values_add_set(pintle_values *values, const char *line, pintle_error *error)
{
	return add_set(values, PN_SET_TYPED, line, error);
}

bool pintle_values_add_set_string(pintle_values *values, const char *line, pintle_error *error)
{
	return add_set(values, PN_SET_STRING, line, error);
}

bool pintle_values_add_set_file(pintle_values *values, const char *line, pintle_error *error)
{
	return add_set(values, PN_SET_FILE, line, error);
}

bool pintle_values_add_set_json(pintle_values *values, const char *line, pintle_error *error)
{
	return add_set(values, PN_SET_JSON, line, error);
}

bool pintle_values_add_set_literal(pintle_values *values, const char *line, pintle_error *error)
{
	return add_set(values, PN_SET_LITERAL, line, error);
}
