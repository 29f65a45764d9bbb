/* The events of libyaml. Inside codec only; nothing else includes yaml.h. */
#ifndef PN_CODEC_YAML_LIBYAML_H
#define PN_CODEC_YAML_LIBYAML_H

#include "codec/yaml_event.h"

#include <yaml.h>

typedef struct pn_yaml_libyaml {
	pn_yaml_events events;
	yaml_parser_t parser;
} pn_yaml_libyaml;

/* Begins to read text; false when there is no memory. Give it back with finish. */
bool pn_yaml_libyaml_init(pn_yaml_libyaml *lib, pn_cx *cx, pn_str text);
void pn_yaml_libyaml_finish(pn_yaml_libyaml *lib);

#endif
