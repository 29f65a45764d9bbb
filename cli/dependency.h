/* What the commands that pack charts have in common. */
#ifndef CLI_DEPENDENCY_H
#define CLI_DEPENDENCY_H

#include "cli.h"

/* Sets log and clock; false after a message. */
bool dependency_options(cli *c, pintle_package_options *options);

#endif
