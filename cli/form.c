/* SPDX-License-Identifier: Apache-2.0 */
#include "form.h"

#include <string.h>

bool form_is_text_or_json(void *settings, pool *p, const char **value, const char **why)
{
	(void)settings;
	(void)p;
	if (strcmp(*value, "text") != 0 && strcmp(*value, "json") != 0)
		*why = "must be text or json";
	return !*why;
}

bool form_is_yaml_or_json(void *settings, pool *p, const char **value, const char **why)
{
	(void)settings;
	(void)p;
	if (strcmp(*value, "yaml") != 0 && strcmp(*value, "json") != 0)
		*why = "must be yaml or json";
	return !*why;
}
