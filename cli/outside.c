/* SPDX-License-Identifier: Apache-2.0 */
#include "outside.h"

#include <errno.h>
#include <netdb.h>
#ifdef __GLIBC__
#include <nss.h>
#endif
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Keeps to what Helm's own resolver asks, which is also all that a static program can ask. */
static void ask_files_and_dns(void)
{
#ifdef __GLIBC__
	__nss_configure_lookup("hosts", "files dns");
#endif
}

bool outside_resolve(void *data, const char *host, char *address, size_t size)
{
	struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
	struct addrinfo *found;
	bool ok;

	(void)data;
	ask_files_and_dns();
	if (getaddrinfo(host, NULL, &hints, &found) != 0)
		return false;
	ok = getnameinfo(found->ai_addr, found->ai_addrlen, address, (socklen_t)size, NULL, 0,
			 NI_NUMERICHOST) == 0;
	freeaddrinfo(found);
	return ok;
}

const char *outside_time_zone(void)
{
	const char *zone = getenv("TZ");

	if (!zone)
		return "/etc/localtime";
	zone += *zone == ':';
	return *zone ? zone : NULL;
}

bool outside_set_clock(pintle_render_options *options)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end;

	if (!epoch || !*epoch)
		return true;
	errno = 0;
	options->clock = strtoll(epoch, &end, 10);
	options->fixed_clock = true;
	return errno == 0 && *end == '\0';
}
