/* SPDX-License-Identifier: Apache-2.0 */
/* `package`: charts into archives (Helm: pkg/cmd/package.go). */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "commands.h"
#include "dependency.h"
#include "place.h"
#include "system.h"

/* Makes the folder for an archive, unless it is there. */
static int make_folder(cli *c, const char *folder)
{
	struct stat st;
	const char *why;

	if (stat(folder, &st) == 0)
		return S_ISDIR(st.st_mode)
			       ? CLI_OK
			       : cli_fail(c, "failed to save: is not a directory: %s", folder);
	if (errno != ENOENT)
		return cli_fail(c, "failed to save: stat %s: stat %s: %s", folder, folder,
				system_error(&c->pool, errno));
	return system_make_folders(&c->pool, folder, &why) ? CLI_OK
							   : cli_fail(c, "failed to save: %s", why);
}

static int write_archive(cli *c, const char *path, pintle_text archive)
{
	FILE *file = fopen(path, "wb");
	bool ok;

	if (!file)
		return cli_fail(c, "failed to save: open %s: %s", path,
				system_error(&c->pool, errno));
	ok = fwrite(archive.ptr, 1, archive.len, file) == archive.len;
	if ((fclose(file) == 0 && ok))
		return CLI_OK;
	remove(path);
	return cli_fail(c, "failed to save: write %s: %s", path, system_error(&c->pool, errno));
}

static int save(cli *c, const char *name, pintle_text archive)
{
	const char *folder = c->settings.destination, *path;
	int code;

	if (strcmp(folder, ".") == 0)
		folder = path_absolute(&c->pool, ".");
	path = path_join(&c->pool, folder, name);
	code = make_folder(c, path_clean(&c->pool, *folder ? folder : "."));
	if (code == CLI_OK)
		code = write_archive(c, path, archive);
	if (code == CLI_OK)
		text_format(&c->out, "Successfully packaged chart and saved it to: %s\n", path);
	return code;
}

/* Brings charts/ up to date, without a word. */
static bool update(const char *path, const pintle_package_options *options, pintle_error *error)
{
	pintle_text report;
	bool ok = pintle_dependency_update(path, options, &report, error);

	pintle_text_free(&report);
	return ok;
}

static int package(cli *c, const char *argument, const pintle_package_options *options)
{
	const char *path = path_absolute(&c->pool, argument);
	pintle_error error = PINTLE_ERROR_INIT;
	pintle_text name, archive;
	struct stat st;
	int code;

	if (stat(argument, &st) != 0)
		return cli_fail(c, "stat %s: %s", argument, system_error(&c->pool, errno));
	if ((c->settings.dependency_update && !update(path, options, &error)) ||
	    !pintle_package(path, options, &name, &archive, &error))
		return cli_fail_error(c, &error);
	code = save(c, pool_copy(&c->pool, name.ptr, name.len), archive);
	pintle_text_free(&name);
	pintle_text_free(&archive);
	return code;
}

static int run_package(cli *c, const command *self, const strings *arguments)
{
	const settings *s = &c->settings;
	pintle_package_options options;
	int code = CLI_OK;

	(void)self;
	if (!arguments->count)
		return cli_fail(c, "need at least one argument, the path to the chart");
	if (s->sign && !*s->signing_key)
		return cli_fail(c, "--key is required for signing a package");
	if (s->sign)
		return cli_fail(c, "pintle does not sign packages: pack the chart without --sign "
				   "and sign the archive with helm");
	if (place_check_certificates(c) != CLI_OK || !dependency_options(c, &options))
		return CLI_FAILED;
	options.version = s->version;
	options.app_version = s->app_version;
	for (size_t i = 0; i < arguments->count && code == CLI_OK; i++)
		code = package(c, arguments->items[i], &options);
	return code;
}

static const option rows[] = {
	{ .name = "app-version",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(app_version),
	  .doc = "appVersion in place of Chart.yaml's" },
	{ .name = "ca-file",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(ca_file),
	  .doc = "certificate authority of repositories; checked, else without effect" },
	{ .name = "cert-file",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(cert_file),
	  .doc = "certificate for repositories; checked, else without effect" },
	{ .name = "dependency-update",
	  .letter = 'u',
	  .at = OPTION_AT(dependency_update),
	  .doc = "first do what `dependency update` does" },
	{ .name = "destination",
	  .letter = 'd',
	  .type = OPTION_STRING,
	  .at = OPTION_AT(destination),
	  .fallback = "\".\"",
	  .doc = "folder to write to" },
	{ .name = "insecure-skip-tls-verify",
	  .at = OPTION_AT(insecure_skip_tls_verify),
	  .doc = "do not check certificates; without effect" },
	{ .name = "key",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(signing_key),
	  .doc = "name of the key for --sign" },
	{ .name = "key-file",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(key_file),
	  .doc = "key for repositories; checked, else without effect" },
	{ .name = "keyring",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(keyring),
	  .doc = "keys for --sign; without effect" },
	{ .name = "passphrase-file",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(unused.string),
	  .doc = "passphrase for --sign; without effect" },
	{ .name = "password",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(unused.string),
	  .doc = "password for repositories; without effect" },
	{ .name = "plain-http",
	  .at = OPTION_AT(unused.flag),
	  .doc = "use HTTP for registries; without effect" },
	{ .name = "sign", .at = OPTION_AT(sign), .doc = "sign the package; refused" },
	{ .name = "username",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(unused.string),
	  .doc = "user name for repositories; without effect" },
	{ .name = "version",
	  .type = OPTION_STRING,
	  .at = OPTION_AT(version),
	  .doc = "version in place of Chart.yaml's" },
};
static const option_set own_options = OPTION_SET(rows);
static const option_set *const sets[] = { &own_options, NULL };

const command package_command = {
	.name = "package",
	.usage = "[CHART_PATH] [...]",
	.brief = "pack charts into archives",
	.about = "Packs charts' folders into archives, NAME-VERSION.tgz, that Helm and pintle "
		 "load.\n\n"
		 "A chart always gives the same bytes: all files bear the time that "
		 "SOURCE_DATE_EPOCH\n"
		 "says, or the start of 1980.",
	.options = sets,
	.arity = { 0, ANY_NUMBER },
	.run = run_package,
};
