/*
 * base: the floor of the house. Memory, strings, buffers, UTF-8, numbers as text, errors, limits
 * and the only file that touches the operating system. It knows no template, value or chart.
 * Lifetime rule: what a function returns lives in the arena it was given.
 */
#ifndef PN_BASE_BASE_H
#define PN_BASE_BASE_H

#include "base/mem.h"
#include "base/str.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/unicode.h"
#include "base/number.h"
#include "base/error.h"
#include "base/note.h"
#include "base/log.h"
#include "base/os.h"
#include "base/phase.h"

/*
 * What nearly every function below needs: where results go, where a failure goes, how much is
 * allowed, where warnings go. Passed down, never stored beyond a call.
 */
typedef struct pn_cx {
	pn_arena *arena;
	pn_error *err;
	const pintle_limits *limits; /* never NULL, no field 0: see pn_limits_complete */
	const pintle_log *log;	     /* NULL: warnings are dropped */
	/* Patterns compiled in one render, see regex/regex.h; NULL: none are kept. */
	struct pn_regex_cache *regexes;
	const pintle_file_view *view; /* see base/disk.h; NULL: the machine's files */
} pn_cx;

/* Fills the zero fields of *limits (NULL: all) with the defaults. */
pintle_limits pn_limits_complete(const pintle_limits *limits);
/* Says whether file_bytes or chart_bytes is the bound that Helm has, too: its words are due then.
 */
bool pn_limit_is_helms(size_t bytes);

#endif
