/* What the files about secrets share. */
#ifndef PN_DIFF_SECRET_PARTS_H
#define PN_DIFF_SECRET_PARTS_H

#include "base/sha256.h"
#include "chart/glob.h"
#include "diff/parts.h"
#include "diff/secret.h"

/* A text to look for: a secret, or what becomes of it in base64 or in quotes. */
typedef struct pn_pattern {
	pn_str text;
	uint32_t secret; /* its number */
	bool base64;	 /* the whole word around it is hidden */
	uint32_t next;	 /* the next one with the same beginning; PN_NO_INDEX: none */
} pn_pattern;

/* A secret text. */
typedef struct pn_secret {
	pn_str text;
	bool told; /* by a name that tells, or by standing in a Secret's password and the like */
} pn_secret;

struct pn_secrets {
	pn_arena *arena; /* of all that is kept */
	bool show;
	unsigned char key[PN_SHA256_SIZE];
	const pn_glob **names, **other_names;
	size_t name_count, other_count;

	pn_map *known; /* text to number */
	pn_secret *items;
	size_t count, cap;
	pn_map *public_words; /* names and labels, which cannot be hidden */

	size_t prepared; /* so many secrets have patterns; what follows is made of these */
	pn_pattern *patterns;
	size_t pattern_count, pattern_cap;
	uint32_t *heads; /* by the hash of the first bytes */
	uint32_t head_count;
	pn_map *whole; /* texts that are hidden where they stand alone, to numbers */
};

/* Patterns are found by so many bytes; shorter ones are not looked for inside of texts. */
enum { PN_PATTERN_LEAST = 4 };

/* Returns cx with the arena of the secrets. */
static inline pn_cx pn_secrets_cx(const pn_cx *cx, const pn_secrets *secrets)
{
	pn_cx own = *cx;

	own.arena = secrets->arena;
	return own;
}
/* Enters a copy of a secret; false without memory. */
bool pn_secrets_add(pn_cx *cx, pn_secrets *secrets, pn_str text, bool told);
/* Returns "<secret 7f3a91c2>" for a text. */
pn_str pn_secrets_token(pn_cx *cx, const pn_secrets *secrets, pn_str text);
/* Decodes what stands in the data of a Secret; the text itself when it is no base64. */
pn_str pn_secret_decode(pn_cx *cx, pn_str text);

/* Says whether every text in a map of this name is secret: "passwords". */
bool pn_secrets_name_tells_all(const pn_secrets *secrets, pn_str name);
/* A "name: value", "name = value" or "NAME=value" in a line of a text. */
typedef struct pn_assignment {
	pn_str name, value; /* without quotes; value lies in the line */
} pn_assignment;
/* A search for them in a text. */
typedef struct pn_assignments {
	pn_str text;
	size_t at;
	size_t end; /* of the line in which a sign was found */
} pn_assignments;
/*
 * Finds the next one, of which a line may hold several; its value is all that follows in the line.
 * False at the end.
 */
bool pn_next_assignment(pn_assignments *search, pn_assignment *out);
/* Goes on with the next line: the value was one. */
void pn_skip_assignment(pn_assignments *search);
/* Finds the password of a URL, "https://user:PASSWORD@host/", from *at on; moves *at behind it. */
bool pn_next_url_password(pn_str text, size_t *at, pn_str *password);

#endif
