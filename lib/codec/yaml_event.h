/* What the readers of YAML text hand to the builder of values. Inside codec only. */
#ifndef PN_CODEC_YAML_EVENT_H
#define PN_CODEC_YAML_EVENT_H

#include "base/base.h"

typedef enum pn_yaml_event_kind {
	PN_YAML_STREAM_END = 0,
	PN_YAML_DOCUMENT_START,
	PN_YAML_DOCUMENT_END,
	PN_YAML_ALIAS,
	PN_YAML_SCALAR,
	PN_YAML_SEQUENCE_START,
	PN_YAML_SEQUENCE_END,
	PN_YAML_MAPPING_START,
	PN_YAML_MAPPING_END
} pn_yaml_event_kind;

typedef struct pn_yaml_event {
	pn_yaml_event_kind kind;
	bool implicit; /* scalars: plain without a tag, or tagged "!" */
	pn_str anchor; /* empty: none */
	pn_str tag;    /* with its prefix, "tag:yaml.org,2002:str"; empty: none */
	pn_str value;
	uint32_t line, column; /* from 0 */
} pn_yaml_event;

/* A reader: next() gives one event after the other until STREAM_END; false sets cx->err. */
typedef struct pn_yaml_events {
	bool (*next)(struct pn_yaml_events *events, pn_yaml_event *event);
	pn_cx *cx;
} pn_yaml_events;

/* Where a text breaks the rules, as libyaml and its port to Go put it. */
typedef struct pn_yaml_problem {
	const char *text;
	bool in_scanner; /* not in the parser: Go counts such lines differently */
	uint32_t line;	 /* from 0 */
} pn_yaml_problem;

/*
 * Fails as Helm words it (go-yaml: decode.go, parser.fail): "yaml: line 2: ...". Go's line is too
 * small by one for parser errors, and missing where it would be 0.
 */
bool pn_yaml_fail(pn_cx *cx, const pn_yaml_problem *problem);

#endif
