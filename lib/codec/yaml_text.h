/* The bytes of a YAML text (go-yaml: readerc.go). Inside codec only. */
#ifndef PN_CODEC_YAML_TEXT_H
#define PN_CODEC_YAML_TEXT_H

#include "base/base.h"

typedef struct pn_yaml_text {
	pn_str text;	   /* without a byte order mark; cut before what cannot be read */
	const char *fault; /* why it was cut: "control characters are not allowed" */
	bool ascii;
	bool only_feeds; /* nothing but line feeds ends lines */
} pn_yaml_text;

/* Whether a text begins with the mark of UTF-16. */
bool pn_yaml_is_utf_16(pn_str text);
/* Checks a text in UTF-8. */
pn_yaml_text pn_yaml_check_text(pn_str text);

#endif
