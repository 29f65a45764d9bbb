/*
 * Diagnosis: why a render failed. The render is repeated, traced and watched, and what is known at
 * the place of each failure becomes notes of its error: the excerpt, the way there, the value that
 * is at fault and who sets it, what was meant.
 */
#ifndef PN_REVIEW_DIAGNOSIS_H
#define PN_REVIEW_DIAGNOSIS_H

#include "render/render.h"

/* What was rendered. */
typedef struct pn_diagnosis_input {
	pn_bundle *bundle;
	const pn_overrides *overrides; /* the user's values; NULL: none */
	const pn_release *release;
} pn_diagnosis_input;

/*
 * Adds notes and summaries to the errors of a failed render, as far as there is memory. Nothing is
 * added when the repetition does not fail likewise.
 */
void pn_diagnose(const pintle_limits *limits, const pn_diagnosis_input *input, pn_error *err);

#endif
