/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `version`: which Helm pintle equals, in Helm's words, since programs read them to learn what they
 * deal with. --client comes from programs older than Helm 4: they are told of Helm 3.
 */
#include "commands.h"

/* Appends Helm's build as Go prints the struct. */
static void put_build(text *t, const pintle_helm_build *b)
{
	text_format(t,
		    "version.BuildInfo{Version:\"%s\", GitCommit:\"%s\", GitTreeState:\"%s\", "
		    "GoVersion:\"%s\"",
		    b->version, b->git_commit, b->git_tree_state, b->go_version);
	if (*b->kube_client_version)
		text_format(t, ", KubeClientVersion:\"%s\"", b->kube_client_version);
	text_put(t, "}\n");
}

/* Renders --template over the build. */
static int print_template(cli *c, pintle_profile profile)
{
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_text answer = { NULL, 0 };
	bool ok = pintle_helm_build_text(profile, c->settings.version_template, &answer, &error);

	text_add(&c->out, answer.ptr, answer.len);
	pintle_text_free(&answer);
	return ok ? CLI_OK : cli_fail_error(c, &error);
}

static int run_version(cli *c, const command *self, const strings *arguments)
{
	const settings *s = &c->settings;
	pintle_profile profile = s->client ? PINTLE_HELM_3_17 : s->profile;
	pintle_helm_build b = pintle_helm_build_of(profile);

	(void)self;
	(void)arguments;
	if (s->of_pintle)
		text_format(&c->out, "pintle %s\n", pintle_version());
	else if (*s->version_template)
		return print_template(c, profile);
	else if (s->only_short)
		text_format(&c->out, "%s+g%.7s\n", b.version, b.git_commit);
	else
		put_build(&c->out, &b);
	return CLI_OK;
}

static const option rows[] = {
	{ .name = "client",
	  .letter = 'c',
	  .at = OPTION_AT(client),
	  .doc = "answer as Helm 3.17.3 does: programs that ask so know no Helm 4" },
	{ .name = "pintle",
	  .at = OPTION_AT(of_pintle),
	  .ours = true,
	  .doc = "print the version of pintle itself" },
	{ .name = "short", .at = OPTION_AT(only_short), .doc = "print the version's number only" },
	{ .name = "template",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(version_template),
	  .doc = "template for the output, with .Version, .GitCommit, .GitTreeState, .GoVersion" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &own_options, NULL };

const command version_command = {
	.name = "version",
	.brief = "print the version of the Helm that pintle equals",
	.about =
		"Prints the version of the Helm whose output pintle gives, as that Helm prints it.",
	.options = sets,
	.run = run_version,
};
