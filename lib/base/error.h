/*
 * Errors: the first one wins, outer calls wrap it. Like Go's %w chains, so that Helm's two ways of
 * printing an execution error (Helm: engine.go, reformatExecErrorMsg) can both be made at the end.
 */
#ifndef PN_BASE_ERROR_H
#define PN_BASE_ERROR_H

#include "base/str.h"

/* Where in a text: file as Helm names it, line from 1 (0: unknown), column from 0 in bytes. */
typedef struct pn_where {
	pn_str file;
	uint32_t line, column;
} pn_where;

/*
 * One error of a chain. `text` is what stands before the inner error's text:
 * Go's fmt.Errorf("TEXT%w", inner) is { inner, "TEXT" }.
 */
typedef struct pn_link {
	struct pn_link *inner; /* NULL for the innermost */
	pn_str text;
	bool opaque;	/* made with %v or %s: unwrapping stops here */
	pn_where where; /* of an execution frame; line 0 for other links */
	pn_str name;	/* the template that was executing */
	pn_str expr;	/* the node as Go prints it */
} pn_link;

/* What a note is about, see base/note.h. */
typedef enum pn_note_kind {
	PN_NOTE_PLACE = 0, /* where it happened */
	PN_NOTE_CALLER,	   /* what led there, the innermost first */
	PN_NOTE_OUTPUT,	   /* what was rendered, when that is at fault */
	PN_NOTE_CAUSE,	   /* what is wrong, in words */
	PN_NOTE_VALUE,	   /* where a value was set, or could be */
	PN_NOTE_HINT	   /* what to do */
} pn_note_kind;

typedef struct pn_note {
	pn_note_kind kind;
	pn_str text;	       /* may be empty */
	pn_where where;	       /* as the user would open it; line 0: nowhere */
	pn_str excerpt;	       /* lines around that place, each with its newline; empty: none */
	uint32_t excerpt_line; /* the number of the first one */
	uint32_t mark_from, mark_to; /* bytes of the excerpt's line where.line that are meant */
} pn_note;

typedef struct pn_error {
	pn_arena arena; /* holds the chain: an error outlives the arenas of what failed */
	pintle_status status;
	pn_link *chain;	    /* outermost first; NULL while there is no error */
	pn_link *frames;    /* the chain before its text was rewritten; NULL: it never was */
	pn_where where;	    /* innermost position that is known */
	pn_str hint;	    /* empty: none */
	bool during_render; /* Helm prints its --debug hint after these */
	pn_str summary;	    /* the text without the way to it; empty: not known */
	pn_note *notes;
	size_t note_count, note_cap;
	struct pn_error *next; /* the next error of one run, see pn_error_list; NULL: none */
} pn_error;

void pn_error_init(pn_error *err, const pintle_allocator *mem);
/* Frees the error and those behind it. */
void pn_error_finish(pn_error *err);
static inline bool pn_error_is_set(const pn_error *err)
{
	return err->status != PINTLE_OK;
}

/* Sets the error unless there is one already; always returns false. */
bool pn_fail(pn_error *err, pintle_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same for a ready text, which may hold NUL. */
bool pn_fail_str(pn_error *err, pintle_status status, pn_str text);
/* Puts text before the error's own, which stays reachable (Go: "text%w"); returns false. */
bool pn_error_wrap(pn_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for a ready text; returns the new link for execution frames, NULL without memory. */
pn_link *pn_error_wrap_str(pn_error *err, pn_str text);
/* Puts text before the error's own, which unwrapping then does not reach (Go: "text%v"). */
bool pn_error_prefix(pn_error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Notes where it happened, if no position is known yet; returns false. */
bool pn_error_at(pn_error *err, pn_str file, uint32_t line, uint32_t column);
/* Names the file of a position that has none yet, and the lines before what was read; false. */
bool pn_error_in_file(pn_error *err, pn_str file, uint32_t lines_before);
/* Reports a failed arena: PINTLE_ERR_LIMIT or PINTLE_ERR_NO_MEMORY; returns false. */
bool pn_fail_memory(pn_error *err, const pn_arena *arena);
/* Returns the whole text, made in the error's own arena. */
pn_str pn_error_text(pn_error *err);
/* Returns the text from `link` inwards (Go: link.Error()). */
pn_str pn_link_text(pn_arena *arena, const pn_link *link);
/* Errors of a run that goes on after them. Start with { 0 }. */
typedef struct pn_error_list {
	pn_error *first, *last;
} pn_error_list;

/*
 * Moves the error that is set, and those behind it, to the end of a list; what was said about the
 * errors to come stays. False, with the error kept, without memory.
 */
bool pn_error_list_take(pn_error_list *list, pn_error *err);
/*
 * Sets the list's first error, the others behind it, then the one that was set, if any. Nothing for
 * an empty list, which it is afterwards.
 */
void pn_error_list_give(pn_error_list *list, pn_error *err);
/* Forgets the error, for callers that turn a failure into a value. */
void pn_error_clear(pn_error *err);

#endif
