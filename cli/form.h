/* SPDX-License-Identifier: Apache-2.0 */
/* The forms of our own commands' output, as -o takes them. */
#ifndef CLI_FORM_H
#define CLI_FORM_H

#include "pool.h"

#include <stdbool.h>

/* Checks of options (option.h): false and the reason in *why for another word. */
bool form_is_text_or_json(void *settings, pool *p, const char **value, const char **why);
bool form_is_yaml_or_json(void *settings, pool *p, const char **value, const char **why);

#endif
