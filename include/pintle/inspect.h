/* SPDX-License-Identifier: Apache-2.0 */
/**
 * # Inspection: what becomes of values, and what reads them
 *
 * All functions here take what pintle_render() takes: a chart, values (NULL: none) and options
 * (NULL: the defaults; what is about output is not looked at). They may be called from several
 * threads at once.
 */
#ifndef PINTLE_INSPECT_H
#define PINTLE_INSPECT_H

#include <pintle/finding.h>
#include <pintle/render.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Finds keys in values that nothing reads: no template of the chart or a subchart in any branch,
 * no condition, tag or import of a dependency. Rules: "values/unused" (warnings), and as
 * information "values/schema-only" (only values.schema.json knows the key) and
 * "values/unread-default" (values.yaml has it, but no template reads it); with `inactive` also
 * "values/inactive": templates name it, but did not read it in this render.
 * Returns NULL and sets *error on failure. Templates that fail while they are rendered are none:
 * what they name is known all the same. Since: 0.1.
 */
PINTLE_API pintle_findings *pintle_values_unused(const pintle_chart *chart,
						 const pintle_values *values,
						 const pintle_render_options *options,
						 bool inactive, pintle_error *error);
/**
 * Finds values that templates read and nothing sets: "values/undeclared", a warning where a
 * template takes the value for granted, information where it asks first (if, with, default,
 * hasKey ...). Returns NULL and sets *error on failure. Since: 0.1.
 */
PINTLE_API pintle_findings *pintle_values_undeclared(const pintle_chart *chart,
						     const pintle_values *values,
						     const pintle_render_options *options,
						     pintle_error *error);

#ifdef __cplusplus
}
#endif
#endif
