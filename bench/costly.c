/* SPDX-License-Identifier: Apache-2.0 */
/*
 * costly: pintle, but it ends with MAKES_SECRETS where it would make a key or a password hash.
 * That work takes as long in any program, so bench/run counts such charts apart.
 */
#include <unistd.h>

#include "crypto/crypto.h"

enum { MAKES_SECRETS = 77 };

/* The linker puts these in the place of the functions of their names (--wrap). */
const pn_key *__wrap_pn_key_make(pn_crypto *c, pn_key_kind kind, int bits);
void __wrap_pn_bcrypt(pn_buf *out, pn_str password, const uint8_t salt[16]);
bool __wrap_pn_scrypt(pn_crypto *c, pn_str password, pn_str salt, uint8_t out[64]);

const pn_key *__wrap_pn_key_make(pn_crypto *c, pn_key_kind kind, int bits)
{
	(void)c, (void)kind, (void)bits;
	_exit(MAKES_SECRETS);
}

void __wrap_pn_bcrypt(pn_buf *out, pn_str password, const uint8_t salt[16])
{
	(void)out, (void)password, (void)salt;
	_exit(MAKES_SECRETS);
}

bool __wrap_pn_scrypt(pn_crypto *c, pn_str password, pn_str salt, uint8_t out[64])
{
	(void)c, (void)password, (void)salt, (void)out;
	_exit(MAKES_SECRETS);
}
