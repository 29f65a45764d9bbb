/*
 * Secrets: which texts are secret, and how a text looks without them. A secret is shown as a keyed
 * hash, "<secret 7f3a91c2>": a reader sees whether it changed, and where else it stands, and
 * nothing more. The key is drawn anew for each run unless a seed is given.
 */
#ifndef PN_DIFF_SECRET_H
#define PN_DIFF_SECRET_H

#include "base/base.h"
#include "diff/model.h"

typedef struct pn_secrets pn_secrets; /* lives in the arena of the first pn_cx */

/* How secrets are known and shown. */
typedef struct pn_secret_options {
	bool show;   /* nothing is hidden */
	pn_str seed; /* the key of the hashes; ptr NULL: the system's entropy */
	/* Globs of field names whose values are secret; with '!' before them: that are not. */
	const pn_str *names;
	size_t name_count;
} pn_secret_options;

/* Starts with no secrets; NULL, and the error set, when that is impossible. */
pn_secrets *pn_secrets_new(pn_cx *cx, const pn_secret_options *options);
/* Learns the secrets in objects: of Secrets, of variables and fields with telling names. */
bool pn_secrets_learn(pn_cx *cx, pn_secrets *secrets, const pn_object_set *set);
/* Learns those in a chart's values, by the names of the keys. */
bool pn_secrets_learn_values(pn_cx *cx, pn_secrets *secrets, const pn_value *values);
/* Says whether what bears this name is secret: "password", "DB_TOKEN"; not "secretName". */
bool pn_secrets_name_tells(const pn_secrets *secrets, pn_str name);
/* Returns a text without the secrets in it; the text itself when there are none. */
pn_str pn_secrets_mask_text(pn_cx *cx, pn_secrets *secrets, pn_str text);
/*
 * Copies a value without the secrets in it. object and path say where it stands; without them it
 * is one of a chart's values, or of no known place.
 */
bool pn_secrets_mask(pn_cx *cx, pn_secrets *secrets, const pn_kube_object *object,
		     const pn_path *path, const pn_value *v, pn_value *out);

#endif
