/* SPDX-License-Identifier: Apache-2.0 */
/* The manual page, made of the tables. */
#include "help.h"

#include <string.h>

/* Appends text with roff's special characters escaped; dots at a line's start too. */
static void put_plain(text *t, const char *s)
{
	for (bool start = true; *s; s++) {
		if (start && (*s == '.' || *s == '\''))
			text_put(t, "\\&");
		start = *s == '\n';
		if (*s == '\\')
			text_put(t, "\\e");
		else if (*s == '-')
			text_put(t, "\\-");
		else
			text_byte(t, *s);
	}
}

static void put_bold(text *t, const char *s)
{
	text_put(t, "\\fB");
	put_plain(t, s);
	text_put(t, "\\fR");
}

/* Appends paragraphs; a line that is indented stands as it is. */
static void put_paragraphs(text *t, const char *s)
{
	while (*s) {
		const char *end = strstr(s, "\n\n");
		size_t n = end ? (size_t)(end - s) : strlen(s);
		const char *paragraph = pool_copy(t->pool, s, n);
		bool example = *paragraph == ' ';

		text_put(t, example ? ".PP\n.nf\n" : ".PP\n");
		put_plain(t, paragraph);
		text_put(t, example ? "\n.fi\n" : "\n");
		s += n + (end ? 2 : 0);
	}
}

static void put_options(cli *c, const option_set *const *sets)
{
	size_t count;
	const option **rows = help_options_of(c, sets, &count);

	for (size_t i = 0; i < count; i++) {
		const char *type = option_type_name(rows[i]);

		text_put(&c->out, ".TP\n");
		if (rows[i]->letter)
			put_bold(&c->out, pool_format(&c->pool, "-%c", rows[i]->letter));
		if (rows[i]->letter)
			text_put(&c->out, ", ");
		put_bold(&c->out, pool_format(&c->pool, "--%s", rows[i]->name));
		if (*type)
			text_format(&c->out, " \\fI%s\\fR", type);
		text_byte(&c->out, '\n');
		put_plain(&c->out, rows[i]->doc);
		if (rows[i]->fallback) {
			text_put(&c->out, "; default ");
			put_plain(&c->out, rows[i]->fallback);
		}
		text_byte(&c->out, '\n');
	}
}

/* Appends a command and, below it, its children. */
static void put_command(cli *c, const char *prefix, const command *cmd)
{
	const char *name = pool_format(&c->pool, "%s %s", prefix, cmd->name);
	const command **children;
	size_t count;

	text_put(&c->out, ".SS ");
	put_plain(&c->out,
		  pool_format(&c->pool, "%s%s%s", name, cmd->usage && *cmd->usage ? " " : "",
			      cmd->usage ? cmd->usage : ""));
	text_byte(&c->out, '\n');
	put_paragraphs(&c->out, cmd->about ? cmd->about : cmd->brief);
	if (cmd->options)
		put_options(c, cmd->options);
	children = help_children(c, cmd, &count);
	for (size_t i = 0; i < count; i++)
		put_command(c, name, children[i]);
}

static const char ending[] =
	".SH EXIT STATUS\n"
	"0: done; 1: an error; 2: differences were found; 3: wrong use of a command that Helm "
	"does\n"
	"not have; 4: a limit was exceeded.\n"
	".SH ENVIRONMENT\n"
	".TP\n\\fBPINTLE_HELM_COMPAT\\fR\nas \\fB\\-\\-helm\\-compat\\fR\n"
	".TP\n\\fBHELM_NAMESPACE\\fR, \\fBHELM_KUBECONTEXT\\fR, \\fBKUBECONFIG\\fR\n"
	"where the namespace comes from when \\fB\\-n\\fR is not given\n"
	".TP\n\\fBHELM_DEBUG\\fR\nas \\fB\\-\\-debug\\fR\n"
	".TP\n\\fBSOURCE_DATE_EPOCH\\fR\nthe time of a render with \\fB\\-\\-seed\\fR, in seconds "
	"since 1970; 2026-11-01 without it\n"
	".TP\n\\fBNO_COLOR\\fR, \\fBHELM_COLOR\\fR\nas \\fB\\-\\-color\\fR\n"
	".TP\n\\fBTZ\\fR\nthe local time zone\n"
	".SH SEE ALSO\n"
	"helm(1)\n";

void help_manual(cli *c)
{
	static const option_set *const shared[] = { &global_options, &help_options, NULL };
	const command **commands;
	size_t count;

	text_format(&c->out, ".TH PINTLE 1 \"\" \"pintle %s\" \"User Commands\"\n",
		    pintle_version());
	text_put(&c->out, ".SH NAME\npintle \\- render Helm charts\n"
			  ".SH SYNOPSIS\n\\fBpintle\\fR \\fIcommand\\fR [\\fIoptions\\fR]\n"
			  ".SH DESCRIPTION\n");
	put_paragraphs(&c->out, root_command.about);
	text_put(&c->out, ".SH COMMANDS\n");
	commands = help_children(c, &root_command, &count);
	for (size_t i = 0; i < count; i++)
		put_command(c, "pintle", commands[i]);
	text_put(&c->out, ".SH OPTIONS OF EVERY COMMAND\n");
	put_options(c, shared);
	text_put(&c->out, ending);
}
