/* Programs that change a manifest on its way out: --post-renderer. */
#ifndef CLI_POST_RENDERER_H
#define CLI_POST_RENDERER_H

#include "cli.h"

/*
 * Checks a --post-renderer: Helm 4 wants a plugin, of which pintle has none; Helm 3 a program,
 * whose full path then replaces the value.
 */
bool post_renderer_check(void *settings, pool *p, const char **value, const char **why);
/* Runs the program over the objects of a manifest; puts what it gives and the hooks into *out. */
int post_renderer_run(cli *c, const pintle_manifest *manifest, text *out);

#endif
