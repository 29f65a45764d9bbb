/* SPDX-License-Identifier: Apache-2.0 */
/* A PEM text that may be a key or a certificate; the rest of it is DER, too. */
#include "target.h"

#include "crypto/crypto.h"

static bool fill(void *data, void *out, size_t size)
{
	(void)data;
	memset(out, 7, size);
	return true;
}

void fuzz_one(pn_cx *cx, pn_str input)
{
	pn_entropy entropy = { fill, NULL };
	pn_crypto *crypto = pn_crypto_open(cx, &entropy);
	pn_str type, der, why;
	pn_cert cert;
	const pn_key *key;
	pn_buf out;

	if (!crypto)
		return;
	(void)pn_cert_read(&cert, crypto, input, &why);
	if (pn_pem_read(cx->arena, input, &type, &der))
		(void)pn_cert_read(&cert, crypto, der, &why);
	key = pn_key_read(crypto, input);
	pn_buf_init(&out, cx->arena);
	if (key)
		pn_key_write(&out, crypto, key);
	pn_crypto_close(crypto);
}
