/*
 * Values from the events of one YAML document (go-yaml v2: decode.go, then what sigs.k8s.io/yaml
 * and encoding/json make of it). Inside codec only.
 */
#ifndef PN_CODEC_YAML_BUILD_H
#define PN_CODEC_YAML_BUILD_H

#include "codec/shape_coerce.h"
#include "codec/yaml_event.h"
#include "value/origin.h"
#include "value/value.h"

/* A collection that is being read, with what it waits for. */
typedef enum pn_yaml_wants {
	PN_YAML_WANTS_ITEM,
	PN_YAML_WANTS_KEY,
	PN_YAML_WANTS_VALUE,
	PN_YAML_WANTS_MERGE /* the value of "<<" */
} pn_yaml_wants;

typedef struct pn_yaml_frame {
	uint8_t wants; /* pn_yaml_wants */
	bool skipped;  /* only checked, not kept */
	bool merges;   /* a list of maps behind "<<" */
	uint32_t origin;
	uint32_t anchor;       /* number of its anchor + 1; 0: none */
	uint64_t nodes;	       /* how many were decoded before it */
	size_t first;	       /* its first item */
	pn_str key;	       /* what WANTS_VALUE waits for */
	const pn_shape *shape; /* what of it is kept; NULL: everything */
	const pn_shape *next;  /* ... of its next element, unless that is skipped */
	bool skips_next;
	pn_map *seen; /* the keys so far, where doubles are refused; NULL: none yet */
} pn_yaml_frame;

typedef pn_map_pair pn_yaml_item; /* the key is that of maps */

typedef struct pn_yaml_anchor {
	bool open; /* its node is not complete */
	uint64_t nodes;
	pn_value value;
} pn_yaml_anchor;

typedef struct pn_yaml_builder {
	pn_cx *cx;
	pn_yaml_events *events;
	pn_source *source; /* may be NULL */
	bool keep_numbers;
	const pn_shape *shape; /* what is to be kept; NULL: everything */
	bool check_only;       /* nothing is */
	bool not_simple;       /* the quick reader has given up on the text */
	/* Where everything is kept: what makes strings of numbers that JSON has no text for. */
	const pn_shape *coerce;
	/* Maps become lists of keys and values with their types, for explaining a failure. */
	bool pairs;
	/* Keys that stand twice in a map are told of, each on a line (go-yaml: UnmarshalStrict). */
	pn_buf *doubles; /* NULL: they are fine, the last one wins */

	pn_yaml_frame *frames;
	size_t depth, frame_cap;
	pn_yaml_item *items; /* of all open collections */
	size_t count, item_cap;
	pn_map *anchor_numbers; /* by name; later ones replace earlier ones */
	pn_yaml_anchor *anchors;
	size_t anchor_count, anchor_cap;
	uint64_t nodes, alias_nodes;

	/* Go reads the whole document before it decodes: what goes wrong here has to wait. */
	pn_str problem;
	bool odd_key;  /* there was a key that JSON has no text for: null, or above int64 */
	bool bad_key;  /* the problem is a list or map as a key */
	bool infinite; /* there was a number that JSON has no text for */
	bool unsure;   /* something was skipped that may matter elsewhere: skip nothing */
	bool too_deep; /* for Go's JSON decoder */
	pn_value root;
} pn_yaml_builder;

/* Takes one event; false when something is wrong with the content, or cx->err is set. */
bool pn_yaml_on_event(pn_yaml_builder *b, const pn_yaml_event *e);
/* Whether the next node is not kept. */
bool pn_yaml_is_skipping(const pn_yaml_builder *b);
/* Notes the first thing that is wrong with the content; returns false. */
bool pn_yaml_set_problem(pn_yaml_builder *b, pn_str text);
/* Says what a scalar means, with Go's types. */
bool pn_yaml_decode_scalar(pn_yaml_builder *b, const pn_yaml_event *e, pn_value *out);
/* Turns a number into what it is after it went through JSON. */
void pn_yaml_through_json(pn_yaml_builder *b, pn_value *v);
/* Returns the text that a key has in JSON; lists and maps cannot be keys. */
bool pn_yaml_key_text(pn_yaml_builder *b, const pn_value *v, pn_str *key);

/* ---- for a reader that makes no events of what it is sure of ---- */

/* Adds a node to the collection that is open, in maps under a key. */
bool pn_yaml_push_item(pn_yaml_builder *b, pn_str key, const pn_value *v);
/* Makes a collection of the items from `first` on, which stay. */
bool pn_yaml_make_list(pn_yaml_builder *b, pn_type type, size_t first, pn_value *out);
bool pn_yaml_make_map(pn_yaml_builder *b, size_t first, pn_value *out);
/* Checks a scalar without tag and anchor that is not kept. */
bool pn_yaml_skim_scalar(pn_yaml_builder *b, pn_str text, bool plain, bool is_key);
/* Goes on behind a value that was to be skipped and of which no event told. */
bool pn_yaml_skim_value(pn_yaml_builder *b);

/* Reads the first document of the events; an empty stream is nil. */
bool pn_yaml_build(pn_yaml_builder *b, pn_value *out);
/*
 * Reads the first document of a text as far as sigs.k8s.io/yaml goes before it decodes the JSON it
 * made. With a shape, strings that are floats elsewhere may be infinite.
 */
bool pn_yaml_convert(pn_yaml_builder *b, pn_str text, pn_value *out);

#endif
