/* SPDX-License-Identifier: Apache-2.0 */
/* Key derivation and ciphers, as OpenSSL has them. */
#include "crypto/number.h"

bool pn_scrypt(pn_crypto *c, pn_str password, pn_str salt, uint8_t out[64])
{
	const uint64_t n = 32768, r = 8, p = 2, memory = 64u << 20;

	return c->f.EVP_PBE_scrypt(password.ptr, password.len, (const unsigned char *)salt.ptr,
				   salt.len, n, r, p, memory, out, 64) == 1 ||
	       pn_crypto_fail(c);
}

bool pn_hmac_sha256(pn_crypto *c, pn_str key, pn_str text, uint8_t out[32])
{
	return c->f.HMAC(c->f.EVP_sha256(), key.ptr, (int)key.len, (const unsigned char *)text.ptr,
			 text.len, out, NULL) != NULL ||
	       pn_crypto_fail(c);
}

bool pn_aes_cbc(pn_crypto *c, const uint8_t key[32], const uint8_t iv[16], pn_str text,
		uint8_t *out, bool encrypt)
{
	EVP_CIPHER_CTX *cipher = c->f.EVP_CIPHER_CTX_new();
	int written = 0;
	bool fine = cipher && text.len <= INT32_MAX &&
		    c->f.EVP_CipherInit_ex(cipher, c->f.EVP_aes_256_cbc(), NULL, key, iv,
					   encrypt) == 1 &&
		    c->f.EVP_CIPHER_CTX_set_padding(cipher, 0) == 1 &&
		    c->f.EVP_CipherUpdate(cipher, out, &written, (const unsigned char *)text.ptr,
					  (int)text.len) == 1 &&
		    (size_t)written == text.len;

	c->f.EVP_CIPHER_CTX_free(cipher);
	return fine || pn_crypto_fail(c);
}
