/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The files of --ca-file, --cert-file and --key-file: Helm reads them before anything else, though
 * a local chart needs none (Helm: internal/tlsutil/tls.go).
 */
#include <string.h>

#include "place.h"
#include "quote.h"
#include "system.h"

static int fail_tls(cli *c, const char *why)
{
	return cli_fail(c, "missing registry client: can't create TLS config for client: %s", why);
}

/* Reads a file; on failure adds a line to *errors. */
static void read_file(cli *c, const char *what, const char *path, pintle_text *data, text *errors)
{
	const char *why;

	if (!system_read(&c->pool, path, data, &why))
		text_format(errors, "%s%s: %s: %s", errors->len ? "\n" : "", what,
			    quote(&c->pool, path), why);
}

/* Says whether a file holds a PEM block of some kind. */
static bool has_block(const pintle_text *data, const char *kind)
{
	const char *start = strstr(data->ptr, "-----BEGIN ");

	for (; start; start = strstr(start + 1, "-----BEGIN ")) {
		const char *name = start + strlen("-----BEGIN ");
		const char *end = strstr(name, "-----");
		const char *found = strstr(name, kind);

		if (end && found && found < end && strstr(end, "-----END "))
			return true;
	}
	return false;
}

int place_check_certificates(cli *c)
{
	const settings *s = &c->settings;
	pintle_text cert = { "", 0 }, key = { "", 0 }, ca = { "", 0 };
	bool pair = *s->cert_file || *s->key_file;
	text errors = { .pool = &c->pool };

	if (!(*s->cert_file && *s->key_file) && !*s->ca_file && !s->insecure_skip_tls_verify)
		return CLI_OK;
	if (pair)
		read_file(c, "unable to read cert file", s->cert_file, &cert, &errors);
	if (pair && !errors.len)
		read_file(c, "unable to read key file", s->key_file, &key, &errors);
	if (*s->ca_file)
		read_file(c, "can't read CA file", s->ca_file, &ca, &errors);
	if (errors.len)
		return fail_tls(c, text_z(&errors));
	if (cert.len && key.len && !has_block(&cert, "CERTIFICATE"))
		return fail_tls(c, "unable to load cert from key pair: tls: failed to find any "
				   "PEM data in certificate input");
	if (cert.len && key.len && !has_block(&key, "PRIVATE KEY"))
		return fail_tls(c, "unable to load cert from key pair: tls: failed to find any "
				   "PEM data in key input");
	if (ca.len && !has_block(&ca, "CERTIFICATE"))
		return fail_tls(c, "failed to append certificates from pem block");
	return CLI_OK;
}
