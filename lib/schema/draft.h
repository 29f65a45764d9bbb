/* The drafts of JSON Schema: their metaschemas, vocabularies and keywords. Constant tables. */
#ifndef PN_SCHEMA_DRAFT_H
#define PN_SCHEMA_DRAFT_H

#include "base/str.h"

typedef enum pn_draft {
	PN_DRAFT_4 = 0,
	PN_DRAFT_6,
	PN_DRAFT_7,
	PN_DRAFT_2019,
	PN_DRAFT_2020,
	PN_DRAFT_COUNT
} pn_draft;

/* Groups of keywords that a metaschema can switch on; before 2019-09 all are on. */
enum {
	PN_VOCAB_CORE = 1u << 0,
	PN_VOCAB_APPLICATOR = 1u << 1,
	PN_VOCAB_UNEVALUATED = 1u << 2,
	PN_VOCAB_VALIDATION = 1u << 3,
	PN_VOCAB_META_DATA = 1u << 4,
	PN_VOCAB_FORMAT = 1u << 5,
	PN_VOCAB_FORMAT_ANNOTATION = 1u << 6,
	PN_VOCAB_FORMAT_ASSERTION = 1u << 7,
	PN_VOCAB_CONTENT = 1u << 8
};

typedef struct pn_draft_info {
	pn_str url;	   /* of the metaschema */
	pn_str id;	   /* the keyword that names a resource */
	pn_str vocab_url;  /* what precedes a vocabulary's name in "$vocabulary"; empty: none */
	pn_str vocab_meta; /* what precedes it in the URL of its metaschema */
	uint16_t vocabs;   /* all that there are */
	uint16_t usual;	   /* those in force unless a metaschema chooses */
} pn_draft_info;

const pn_draft_info *pn_draft_get(pn_draft draft);
/* Recognises a metaschema's URL, http or https, with an empty fragment or none. */
bool pn_draft_from_url(pn_str url, pn_draft *draft);

/* One vocabulary: its bit and its name in URLs. Rows are sorted by name. */
typedef struct pn_vocab {
	pn_str name;
	uint16_t bit;
} pn_vocab;

const pn_vocab *pn_vocabs(size_t *count);
/* The bit of a vocabulary that this draft has; 0 when there is none of that name. */
uint16_t pn_vocab_find(pn_draft draft, pn_str name);

/* A draft and which of its vocabularies are in force. */
typedef struct pn_dialect {
	pn_draft draft;
	bool chosen;	 /* a metaschema chose `vocabs`; else the usual ones are meant */
	uint16_t vocabs; /* when chosen */
} pn_dialect;

bool pn_dialect_has(const pn_dialect *dialect, uint16_t vocab);

#endif
