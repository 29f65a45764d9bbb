/* SPDX-License-Identifier: Apache-2.0 */
/* Stands in for libcrypto.c in a program that holds OpenSSL itself. */
#include "crypto/libcrypto.h"

#include <openssl/crypto.h>

#ifdef PN_LATE_SETUP
/*
 * OpenSSL asks the processor for its abilities before main. Where a hypervisor answers that takes
 * 45 us, a fourteenth of `version`: the linker (--wrap) sends the call here, and it is made up for
 * when somebody wants OpenSSL.
 */
void __real_OPENSSL_cpuid_setup(void);
void __wrap_OPENSSL_cpuid_setup(void);

void __wrap_OPENSSL_cpuid_setup(void)
{
}

static void set_up(void)
{
	__real_OPENSSL_cpuid_setup();
}
#else
static void set_up(void)
{
}
#endif

bool pn_libcrypto_load(pn_libcrypto *out, pn_error *err)
{
	set_up();
	/* Nothing of the machine's openssl.cnf is wanted, least of all the modules it may name. */
	if (!OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL))
		return pn_fail(err, PINTLE_ERR_IO, "OpenSSL cannot be initialised");
#define MEMBER(result, name, parameters) .name = name,
	*out = (pn_libcrypto){ PN_LIBCRYPTO_FUNCTIONS(MEMBER) };
#undef MEMBER
	return true;
}
