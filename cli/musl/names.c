/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What objects compiled for glibc name and musl has not. On x86-64 both C libraries have the same
 * binary interface for all that is used here; besides that there are functions that check sizes
 * (_FORTIFY_SOURCE), a few that only glibc has, and contexts, which OpenSSL asks for when it starts
 * a job of its own: nobody starts one. See docs/dependencies.md, "The program is static".
 */
#define _DEFAULT_SOURCE /* syscall */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- sizes that are checked ---- */

void *__memcpy_chk(void *to, const void *from, size_t n, size_t room);
void *__memset_chk(void *to, int c, size_t n, size_t room);
char *__strcat_chk(char *to, const char *from, size_t room);
long __fdelt_chk(long fd);
int __vsnprintf_chk(char *to, size_t n, int flag, size_t room, const char *format, va_list args);
int __snprintf_chk(char *to, size_t n, int flag, size_t room, const char *format, ...);
int __sprintf_chk(char *to, int flag, size_t room, const char *format, ...);
int __vfprintf_chk(FILE *file, int flag, const char *format, va_list args);
int __fprintf_chk(FILE *file, int flag, const char *format, ...);
void __syslog_chk(int priority, int flag, const char *format, ...);

void *__memcpy_chk(void *to, const void *from, size_t n, size_t room)
{
	if (n > room)
		abort();
	return memcpy(to, from, n);
}

void *__memset_chk(void *to, int c, size_t n, size_t room)
{
	if (n > room)
		abort();
	return memset(to, c, n);
}

char *__strcat_chk(char *to, const char *from, size_t room)
{
	if (strlen(to) + strlen(from) >= room)
		abort();
	return strcat(to, from);
}

long __fdelt_chk(long fd)
{
	if (fd < 0 || fd >= 1024) /* FD_SETSIZE */
		abort();
	return fd / 64;
}

int __vsnprintf_chk(char *to, size_t n, int flag, size_t room, const char *format, va_list args)
{
	(void)flag;
	if (n > room)
		abort();
	return vsnprintf(to, n, format, args);
}

int __snprintf_chk(char *to, size_t n, int flag, size_t room, const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = __vsnprintf_chk(to, n, flag, room, format, args);
	va_end(args);
	return length;
}

int __sprintf_chk(char *to, int flag, size_t room, const char *format, ...)
{
	va_list args;
	int length;

	(void)flag;
	va_start(args, format);
	length = vsnprintf(to, room, format, args);
	va_end(args);
	if (length < 0 || (size_t)length >= room)
		abort();
	return length;
}

int __vfprintf_chk(FILE *file, int flag, const char *format, va_list args)
{
	(void)flag;
	return vfprintf(file, format, args);
}

int __fprintf_chk(FILE *file, int flag, const char *format, ...)
{
	va_list args;
	int length;

	(void)flag;
	va_start(args, format);
	length = vfprintf(file, format, args);
	va_end(args);
	return length;
}

/* Nobody here has words for the system's log. */
void __syslog_chk(int priority, int flag, const char *format, ...)
{
	(void)priority;
	(void)flag;
	(void)format;
}

/* ---- contexts ---- */

int getcontext(void *context);
int setcontext(const void *context);
void makecontext(void *context, void (*function)(void), int count, ...);

int getcontext(void *context)
{
	(void)context;
	return -1;
}

int setcontext(const void *context)
{
	(void)context;
	return -1;
}

void makecontext(void *context, void (*function)(void), int count, ...)
{
	(void)context;
	(void)function;
	(void)count;
}

/* ---- what glibc alone has ---- */

int musl_fcntl(int fd, int command, ...) __asm__("fcntl"); /* the header's is fcntl64 */
int fcntl64(int fd, int command, ...);
int open64(const char *path, int flags, ...);
int __nss_configure_lookup(const char *database, const char *services);
int mallopt(int option, int value);

/* The arguments that are used are numbers. */
int fcntl64(int fd, int command, ...)
{
	va_list args;
	long argument;

	va_start(args, command);
	argument = va_arg(args, long);
	va_end(args);
	return musl_fcntl(fd, command, argument);
}

/* musl's asks a second time for what O_CLOEXEC asks, for the sake of kernels before 2.6.23. */
int open64(const char *path, int flags, ...)
{
	va_list args;
	unsigned mode;

	va_start(args, flags);
	mode = va_arg(args, unsigned);
	va_end(args);
	return (int)syscall(SYS_open, path, flags, mode);
}

/* musl asks files and DNS, and nobody else. */
int __nss_configure_lookup(const char *database, const char *services)
{
	(void)database;
	(void)services;
	return 0;
}

int mallopt(int option, int value)
{
	(void)option;
	(void)value;
	return 1;
}
