/* The operating system: files, folders, links, clock, entropy. Nothing else in lib/ touches it. */
#ifndef PN_BASE_OS_H
#define PN_BASE_OS_H

#include "base/error.h"

typedef enum pn_file_kind {
	PN_FILE_MISSING,
	PN_FILE_REGULAR,
	PN_FILE_FOLDER,
	PN_FILE_LINK,
	PN_FILE_OTHER
} pn_file_kind;

typedef struct pn_file_info {
	pn_file_kind kind;
	uint64_t size;
	uint32_t mode; /* st_mode, all bits */
} pn_file_info;

/* Looks at a path; follow says whether a link is followed. errno is left as the system set it. */
pn_file_info pn_os_stat(const char *path, bool follow);
/*
 * Reads a whole file (or stream for "-"-like paths such as /dev/stdin) of at most `max` bytes into
 * the arena, NUL-ended beyond its length. On failure the error reads like Go's:
 * "open PATH: no such file or directory", "read PATH: is a directory".
 */
bool pn_os_read_file(pn_arena *arena, const char *path, size_t max, pn_str *out, pn_error *err);
/* The same for a file that had `expected` bytes when it was looked at; it may have others now. */
bool pn_os_read_sized(pn_arena *arena, const char *path, uint64_t expected, size_t max, pn_str *out,
		      pn_error *err);
/* Reads standard input. */
bool pn_os_read_stdin(pn_arena *arena, size_t max, pn_str *out, pn_error *err);
/* Lists the names in a folder, bytewise sorted, without "." and "..". */
bool pn_os_list(pn_arena *arena, const char *path, pn_str **names, size_t *count, pn_error *err);
/* ---- open folders; at: one of them, or PN_OS_NONE: `name` is a path ---- */

enum { PN_OS_NONE = -1 };

/* What listing a folder says of an entry, without a look at the entry itself. */
typedef struct pn_os_entry {
	pn_str name;	   /* NUL-ended */
	pn_file_kind kind; /* PN_FILE_MISSING: nothing, as on some file systems; look at it */
} pn_os_entry;

/* Opens a folder; below 0: see errno. `follow` says whether it may be a link to one. */
int pn_os_folder_open(int at, const char *name, bool follow);
/* Closes it; nothing when it is not open. */
void pn_os_folder_close(int fd);
/* Lists an open folder, bytewise sorted, without "." and ".."; errors call it `path`. */
bool pn_os_folder_list(pn_arena *arena, int fd, const char *path, pn_os_entry **entries,
		       size_t *count, pn_error *err);
/* Looks at what has a name, not at what a link leads to. errno is left as the system set it. */
pn_file_info pn_os_look(int at, const char *name);
/* How large the memory is that files are read into while it is not known how large they are. */
enum { PN_OS_BUFFER = 32 * 1024 };
/*
 * Reads a whole file of at most `max` bytes into the arena, NUL-ended beyond its length, without a
 * look at it before; 0, or an errno and nothing is read: a look will tell why. `buffer` has
 * PN_OS_BUFFER bytes that are changed, or is NULL: ENOMEM. `listed`: listing its folder said that
 * it is a regular file; links are not followed then.
 */
int pn_os_take(pn_arena *arena, char *buffer, int at, const char *name, bool listed, size_t max,
	       pn_str *out);

/* Resolves all links (realpath); empty string when it cannot. */
pn_str pn_os_real_path(pn_arena *arena, const char *path);
/* Returns the absolute path without touching links (Go: filepath.Abs). */
pn_str pn_os_absolute(pn_arena *arena, pn_str path);
/* Makes a folder and its parents, mode 0755 (Go: os.MkdirAll). */
bool pn_os_make_folders(pn_arena *arena, const char *path, pn_error *err);
/* Writes or appends a file, mode 0644. */
bool pn_os_write_file(const char *path, pn_str text, bool append, pn_error *err);
/* Writes a file anew under another name and puts it in the place of `path`. */
bool pn_os_replace_file(pn_arena *arena, const char *path, pn_str text, pn_error *err);
/* Removes a file; the error reads like Go's: "remove PATH: permission denied". */
bool pn_os_remove_file(const char *path, pn_error *err);
/* Returns what a link says; empty when there is none. */
pn_str pn_os_read_link(pn_arena *arena, const char *path);
/* Reads the wall clock. */
void pn_os_now(int64_t *seconds, int32_t *nanoseconds);
/* Reads a clock that only goes forward; nanoseconds since some point. */
uint64_t pn_os_ticks(void);
/* Fills with system randomness; false when there is none. */
bool pn_os_entropy(void *out, size_t size);
/*
 * Loads the first of the shared libraries (NULL ends the names) that is on the machine; NULL when
 * none is. It stays loaded as long as the process, because libraries with threads or exit handlers
 * cannot be unloaded safely; loading it again is cheap.
 */
void *pn_os_library(const char *const *names);
/* Returns the address of a function in a loaded library, or NULL. */
void *pn_os_symbol(void *library, const char *name);
/* Returns Go's words for errno ("no such file or directory"). */
const char *pn_os_error_text(int number);

#endif
