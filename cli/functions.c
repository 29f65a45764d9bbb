/* SPDX-License-Identifier: Apache-2.0 */
/* `functions`: the functions that templates can call. */
#include <string.h>

#include "commands.h"

typedef void (*printer)(text *out, const pintle_function_info *f, bool first_of_family);

static void put_text(text *out, const pintle_function_info *f, bool first_of_family)
{
	if (first_of_family)
		text_format(out, "%s%s\n", out->len ? "\n" : "", f->family);
	text_format(out, "  %s\n      %s%s\n", f->usage, f->doc,
		    f->is_volatile ? " Differs from run to run." : "");
}

static void put_markdown(text *out, const pintle_function_info *f, bool first_of_family)
{
	if (first_of_family)
		text_format(out, "%s## %s\n\n", out->len ? "\n" : "", f->family);
	text_format(out, "- `%s`: %s%s\n", f->usage, f->doc,
		    f->is_volatile ? " *Differs from run to run.*" : "");
}

/* Appends a JSON string; the tables hold printable ASCII only. */
static void put_string(text *out, const char *key, const char *value)
{
	text_format(out, "\"%s\":\"", key);
	for (; *value; value++)
		text_format(out, *value == '"' || *value == '\\' ? "\\%c" : "%c", *value);
	text_byte(out, '"');
}

static void put_json(text *out, const pintle_function_info *f, bool first_of_family)
{
	(void)first_of_family;
	text_put(out, out->len ? ",\n {" : "[{");
	put_string(out, "name", f->name);
	text_byte(out, ',');
	put_string(out, "family", f->family);
	text_byte(out, ',');
	put_string(out, "usage", f->usage);
	text_byte(out, ',');
	put_string(out, "doc", f->doc);
	text_format(out, ",\"volatile\":%s}", f->is_volatile ? "true" : "false");
}

static printer printer_named(const char *format)
{
	static const struct {
		const char *name;
		printer print;
	} printers[] = { { "text", put_text }, { "md", put_markdown }, { "json", put_json } };

	for (size_t i = 0; i < 3; i++) {
		if (strcmp(format, printers[i].name) == 0)
			return printers[i].print;
	}
	return NULL;
}

static int run_functions(cli *c, const command *self, const strings *arguments)
{
	const char *wanted = arguments->count ? arguments->items[0] : NULL, *family = "";
	printer print = printer_named(c->settings.format);

	(void)self;
	if (!print) {
		cli_fail(c, "unknown format \"%s\": there are text, md and json",
			 c->settings.format);
		return CLI_USAGE;
	}
	for (size_t i = 0; i < pintle_function_count(); i++) {
		pintle_function_info f = pintle_function_at(i);

		if (wanted && strcmp(wanted, f.name) != 0)
			continue;
		print(&c->out, &f, strcmp(family, f.family) != 0);
		family = f.family;
	}
	if (!c->out.len)
		return cli_fail(c, "there is no function \"%s\"", wanted ? wanted : "");
	if (print == put_json)
		text_put(&c->out, "]\n");
	return CLI_OK;
}

static const option rows[] = {
	{ .name = "format",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(format),
	  .ours = true,
	  .fallback = "\"text\"",
	  .doc = "text, md or json" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &own_options, NULL };

const command functions_command = {
	.name = "functions",
	.usage = "[NAME]",
	.brief = "list the functions that templates can call",
	.about = "Lists the functions that templates can call, or tells of one.",
	.options = sets,
	.arity = { 0, 1 },
	.run = run_functions,
	.ours = true,
};
