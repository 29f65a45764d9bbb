/* SPDX-License-Identifier: Apache-2.0 */
#include "value_sources.h"

#include <string.h>

#include "memory.h"
#include "system.h"

static bool is_stdin(const char *path)
{
	path += strspn(path, " \t\r\n");
	return *path == '-' && path[1 + strspn(path + 1, " \t\r\n")] == '\0';
}

static bool add_stdin(cli *c, pintle_values *values, const char *name, pintle_error *error)
{
	pintle_text data;
	const char *why;

	if (!system_read(&c->pool, NULL, &data, &why)) {
		cli_fail(c, "%s", why);
		return false;
	}
	return pintle_values_add_yaml(values, name, data, error);
}

static bool add_files(cli *c, pintle_values *values, pintle_error *error)
{
	const strings *paths = &c->settings.value_files;

	for (size_t i = 0; i < paths->count; i++) {
		const char *path = paths->items[i];

		if (!(is_stdin(path) ? add_stdin(c, values, path, error)
				     : pintle_values_add_file(values, path, error)))
			return false;
	}
	return true;
}

typedef bool (*adder)(pintle_values *values, const char *line, pintle_error *error);

static bool add_lines(pintle_values *values, adder add, const strings *lines, pintle_error *error)
{
	for (size_t i = 0; i < lines->count; i++) {
		if (!add(values, lines->items[i], error))
			return false;
	}
	return true;
}

pintle_values *value_sources_read(cli *c, const pintle_limits *limits, int *code)
{
	pintle_values_options options = PINTLE_VALUES_OPTIONS_INIT;
	pintle_error error = PINTLE_ERROR_INIT;
	const settings *s = &c->settings;
	pintle_values *values;

	options.allocator = memory_allocator();
	options.limits = limits;
	options.timings = c->timings;
	options.view = c->view;
	values = pintle_values_new(&options);
	if (values && add_files(c, values, &error) &&
	    add_lines(values, pintle_values_add_set_json, &s->set_json, &error) &&
	    add_lines(values, pintle_values_add_set, &s->set, &error) &&
	    add_lines(values, pintle_values_add_set_string, &s->set_string, &error) &&
	    add_lines(values, pintle_values_add_set_file, &s->set_file, &error) &&
	    add_lines(values, pintle_values_add_set_literal, &s->set_literal, &error))
		return values;
	*code = CLI_FAILED;
	if (!values)
		cli_fail(c, "out of memory");
	else if (error.status != PINTLE_OK)
		*code = cli_fail_error(c, &error);
	pintle_values_free(values);
	return NULL;
}
