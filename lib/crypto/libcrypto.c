/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/libcrypto.h"

#include <stddef.h>

/* The member has the type that OpenSSL declares; asking does not link it. */
#define CHECK(result, name, parameters) \
	_Static_assert(_Generic(name, result(*) parameters : 1, default : 0), #name);
PN_LIBCRYPTO_FUNCTIONS(CHECK)
#undef CHECK

static const struct {
	const char *name;
	size_t offset;
} members[] = {
#define ROW(result, name, parameters) { #name, offsetof(pn_libcrypto, name) },
	PN_LIBCRYPTO_FUNCTIONS(ROW)
#undef ROW
};

static const char *const names[] = { "libcrypto.so.3", "libcrypto.3.dylib", NULL };

bool pn_libcrypto_load(pn_libcrypto *out, pn_error *err)
{
	void *library = pn_os_library(names);

	if (!library)
		return pn_fail(err, PINTLE_ERR_IO, "keys and certificates need OpenSSL 3 (%s)",
			       names[0]);
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		void *function = pn_os_symbol(library, members[i].name);

		if (!function)
			return pn_fail(err, PINTLE_ERR_IO, "%s lacks %s", names[0],
				       members[i].name);
		/* POSIX: a data pointer may hold a function's address. */
		memcpy((char *)out + members[i].offset, &function, sizeof function);
	}
	return true;
}
