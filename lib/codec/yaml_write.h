/* The walk through a value that both of Go's YAML encoders share. Inside codec only. */
#ifndef PN_CODEC_YAML_WRITE_H
#define PN_CODEC_YAML_WRITE_H

#include "codec/yaml.h"
#include "codec/yaml_emit.h"

/* An open list or map. */
typedef struct pn_yaml_level {
	const pn_value *owner;
	const pn_value *items; /* NULL for maps */
	size_t next, count;
	size_t first_key; /* a map's keys are keys[first_key ...] */
	int indent;	  /* of what is around it */
} pn_yaml_level;

/* What most values need of the writer's stacks; so these leave nothing behind in the arena. */
enum { PN_YAML_FIRST_LEVELS = 16, PN_YAML_FIRST_KEYS = 64 };

typedef struct pn_yaml_writer {
	pn_cx *cx;
	pn_yaml_emitter emitter;
	const pn_yaml_place *place; /* may be NULL */
	bool pretty;		    /* go-yaml v3 without JSON between */

	pn_yaml_level *levels;
	size_t depth, level_cap;
	const pn_entry **keys; /* of all open maps */
	size_t key_count, key_cap;
} pn_yaml_writer;

/* What JSON between value and YAML makes of a string or number; false where it refuses. */
bool pn_yaml_scalar_through_json(pn_yaml_writer *w, const pn_value *v, pn_yaml_scalar *out);
/* ... and of a key, which has to be read again as a simple key. */
bool pn_yaml_key_through_json(pn_yaml_writer *w, pn_str key, pn_yaml_scalar *out);
/* What go-yaml v3 makes of them directly. */
bool pn_yaml_scalar_pretty(pn_yaml_writer *w, const pn_value *v, pn_yaml_scalar *out);
bool pn_yaml_key_pretty(pn_yaml_writer *w, pn_str key, pn_yaml_scalar *out);

#endif
