/*
 * Options of `template`: those that say what is rendered, which `diff` has, too; its own, and those
 * that Helm's shares with install.
 */
#ifndef CLI_TEMPLATE_OPTIONS_H
#define CLI_TEMPLATE_OPTIONS_H

#include "settings.h"

extern const option_set render_options, template_options, install_options;

#endif
