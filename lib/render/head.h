/* What Helm reads of a document to sort it (Helm: util.SimpleHead). */
#ifndef PN_RENDER_HEAD_H
#define PN_RENDER_HEAD_H

#include "render/release.h"

/* How deep maps and lists are nested at most in what is read quickly. */
enum { PN_HEAD_LEVELS = 64 };

typedef struct pn_head {
	pn_str api_version, kind, name;
	pn_str hook; /* of the annotation helm.sh/hook */
	bool has_hook;
} pn_head;

/*
 * Reads the head of a document, all of which has to be YAML. The texts live in cx's arena or in
 * `text`.
 */
bool pn_head_read(pn_cx *cx, pn_str text, pn_profile profile, pn_head *out);
/* The same by the reader of all YAML. */
bool pn_head_read_whole(pn_cx *cx, pn_str text, pn_profile profile, pn_head *out);
/*
 * The same for a document that is laid out as nearly all are: block style, a line for each key or
 * item, plain or quoted texts on it or a literal below; or comments alone. False says nothing: another reader is to
 * look. The texts are pieces of `text`.
 */
bool pn_head_read_quick(pn_str text, pn_head *out);

#endif
