/* SPDX-License-Identifier: Apache-2.0 */
/**
 * # pintle: Helm charts without Go
 *
 *     pintle_error err = PINTLE_ERROR_INIT;
 *     pintle_chart *chart = pintle_chart_load("charts/fastapi", NULL, &err);
 *     pintle_values *values = pintle_values_new(NULL);
 *     pintle_values_add_file(values, "charts/fastapi/values/prod.yaml", &err);
 *     pintle_render_options options = PINTLE_RENDER_OPTIONS_INIT;
 *     options.release_name = "fastapi";
 *     pintle_manifest *manifest = pintle_render(chart, values, &options, &err);
 *
 * A chart never changes once it is loaded: render it from as many threads as you like. Values and
 * manifests belong to one thread at a time. Nothing here prints, exits, reads the environment or
 * keeps a global.
 *
 * Every `_new`, `_load` and pintle_render() result is owned by the caller and given back with the
 * `_free` of its name, which accepts NULL. What a getter returns is borrowed from its object and
 * lives as long. Strings are NUL-ended where they are `const char *`; texts that may hold NUL come
 * as pintle_text.
 */
#ifndef PINTLE_PINTLE_H
#define PINTLE_PINTLE_H

#include <pintle/base.h>
#include <pintle/chart.h>
#include <pintle/diff.h>
#include <pintle/finding.h>
#include <pintle/function.h>
#include <pintle/inspect.h>
#include <pintle/layers.h>
#include <pintle/lint.h>
#include <pintle/origin.h>
#include <pintle/package.h>
#include <pintle/project.h>
#include <pintle/render.h>
#include <pintle/values.h>
#include <pintle/version.h>
#include <pintle/volatile.h>

#endif
