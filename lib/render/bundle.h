/* A loaded chart with what renders share: the functions and the parsed templates. */
#ifndef PN_RENDER_BUNDLE_H
#define PN_RENDER_BUNDLE_H

#include "chart/chart.h"
#include "exec/exec.h"
#include "func/func.h"
#include "render/schemas.h"

typedef struct pn_bundle pn_bundle;

/*
 * Makes a bundle; `host` (may be NULL) is a family of functions that the host adds. The chart must
 * live as long as the bundle. NULL without memory.
 */
pn_bundle *pn_bundle_new(const pintle_allocator *mem, const pn_chart *chart,
			 const pn_func_family *host);
void pn_bundle_free(pn_bundle *bundle);

const pn_chart *pn_bundle_chart(const pn_bundle *bundle);
const pn_funcs *pn_bundle_funcs(const pn_bundle *bundle);
pn_schemas *pn_bundle_schemas(pn_bundle *bundle);

/*
 * Parses a template file under an id, once for all renders: the tree is kept and shared. May be
 * called from several threads. Errors are Go's.
 */
bool pn_bundle_template(pn_cx *cx, pn_bundle *bundle, const pn_file *file, pn_str id,
			const pn_tmpl **out);

/* Says that a render has ended: others may come. */
void pn_bundle_rendered(pn_bundle *bundle);
/*
 * Finds the tree of a text that several renders hand to tpl; *out is NULL when it is not shared, as
 * none is in a first render, and no more than a bound. Errors are Go's. For several threads.
 */
bool pn_bundle_text(pn_cx *cx, pn_bundle *bundle, pn_str text, uint32_t hash, const pn_tmpl **out);

#endif
