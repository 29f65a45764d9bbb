/* Events from the tokens of a YAML text (go-yaml v2: parserc.go). Inside codec only. */
#ifndef PN_CODEC_YAML_PARSE_H
#define PN_CODEC_YAML_PARSE_H

#include "codec/yaml_event.h"
#include "codec/yaml_scan.h"

/* A tag handle and what it stands for. */
typedef struct pn_yaml_handle {
	pn_str handle, prefix;
} pn_yaml_handle;

typedef struct pn_yaml_parser {
	pn_yaml_events events;
	pn_yaml_scanner scanner;
	uint8_t state;
	uint8_t *states; /* where to go on when the node is complete */
	size_t depth, cap;
	pn_yaml_handle *handles; /* of %TAG */
	size_t handle_count;
	bool version_seen;
} pn_yaml_parser;

/* Begins to read a text in UTF-8; false without memory. */
bool pn_yaml_parser_init(pn_yaml_parser *p, pn_cx *cx, pn_str text);

#endif
