/* From texts to objects. */
#ifndef PN_DIFF_READ_H
#define PN_DIFF_READ_H

#include "base/base.h"
#include "diff/model.h"

/* Where a text comes from. */
typedef struct pn_text_place {
	pn_str release, file;
	pn_str source; /* the template; empty: a "# Source:" line in the text may say */
	uint32_t line; /* of the text's first line in the file, from 1 */
} pn_text_place;

/*
 * Reads the objects of a text with any number of documents. The items of lists become objects of
 * their own; documents without any value are left out. The text must live as long as the set.
 */
bool pn_objects_read(pn_cx *cx, pn_object_set *set, pn_str text, const pn_text_place *place);
/* Reads the objects of one document; `---` in it is not looked for. */
bool pn_objects_read_document(pn_cx *cx, pn_object_set *set, pn_str text,
			      const pn_text_place *place);

/* Where a value of an object stands: in the object's document, from 1; false when unknown. */
bool pn_object_position(const pn_kube_object *object, const pn_value *v, pn_position *at);

#endif
