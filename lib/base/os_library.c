/* SPDX-License-Identifier: Apache-2.0 */
/* Apart from os.c, so that a static program that needs no libraries does not hold a loader. */
#include "base/os.h"

#include <dlfcn.h>

void *pn_os_library(const char *const *names)
{
	void *library = NULL;

	for (; *names && !library; names++)
		library = dlopen(*names, RTLD_LAZY | RTLD_LOCAL);
	return library;
}

void *pn_os_symbol(void *library, const char *name)
{
	return dlsym(library, name);
}
