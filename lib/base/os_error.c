/* SPDX-License-Identifier: Apache-2.0 */
#include "base/os.h"

#include <errno.h>

/* Go's words for the system's errors (Go: syscall/zerrors_linux_amd64.go). */
static const struct {
	int number;
	const char *text;
} error_texts[] = {
	{ EPERM, "operation not permitted" },
	{ ENOENT, "no such file or directory" },
	{ EINTR, "interrupted system call" },
	{ EIO, "input/output error" },
	{ ENXIO, "no such device or address" },
	{ EBADF, "bad file descriptor" },
	{ EAGAIN, "resource temporarily unavailable" },
	{ ENOMEM, "cannot allocate memory" },
	{ EACCES, "permission denied" },
	{ EBUSY, "device or resource busy" },
	{ EEXIST, "file exists" },
	{ EXDEV, "invalid cross-device link" },
	{ ENODEV, "no such device" },
	{ ENOTDIR, "not a directory" },
	{ EISDIR, "is a directory" },
	{ EINVAL, "invalid argument" },
	{ ENFILE, "too many open files in system" },
	{ EMFILE, "too many open files" },
	{ ETXTBSY, "text file busy" },
	{ EFBIG, "file too large" },
	{ ENOSPC, "no space left on device" },
	{ ESPIPE, "illegal seek" },
	{ EROFS, "read-only file system" },
	{ EMLINK, "too many links" },
	{ EPIPE, "broken pipe" },
	{ ENAMETOOLONG, "file name too long" },
	{ ENOTEMPTY, "directory not empty" },
	{ ELOOP, "too many levels of symbolic links" },
	{ EOVERFLOW, "value too large for defined data type" },
	{ ESTALE, "stale file handle" },
	{ EDQUOT, "disk quota exceeded" },
};

const char *pn_os_error_text(int number)
{
	for (size_t i = 0; i < sizeof error_texts / sizeof *error_texts; i++) {
		if (error_texts[i].number == number)
			return error_texts[i].text;
	}
	return "input/output error";
}
