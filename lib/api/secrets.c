/* SPDX-License-Identifier: Apache-2.0 */
#include "api/api.h"

static const pintle_secrets_options default_options = PINTLE_SECRETS_OPTIONS_INIT;

enum { MOST_LEVELS = 64 /* of subcharts */ };

static pn_cx context(pintle_secrets *secrets, pn_error *err)
{
	pn_error_init(err, secrets->mem);
	return (pn_cx){ &secrets->arena, err, &secrets->limits, NULL, NULL, NULL };
}

pintle_secrets *pn_secrets_make(const pintle_secrets_options *options, pn_error *err)
{
	pintle_secrets *s = pn_mem_resize(options->allocator, NULL, 0, sizeof *s);
	pn_secret_options how = { .show = options->show, .name_count = options->name_count };
	pn_cx cx;

	if (!s)
		return pn_fail(err, PINTLE_ERR_NO_MEMORY, "out of memory"), NULL;
	*s = (pintle_secrets){ .mem = options->allocator, .limits = pn_limits_complete(NULL) };
	pn_arena_init(&s->arena, s->mem, s->limits.arena_bytes);
	cx = (pn_cx){ &s->arena, err, &s->limits, NULL, NULL, NULL };
	if (options->seed)
		how.seed = pn_str_dup(cx.arena, pn_str_from(options->seed));
	how.names = pn_strings(cx.arena, options->names, options->name_count);
	if (how.names)
		s->secrets = pn_secrets_new(&cx, &how);
	else
		pn_fail_memory(err, cx.arena);
	if (s->secrets)
		return s;
	pintle_secrets_free(s);
	return NULL;
}

pintle_secrets *pintle_secrets_new(const pintle_secrets_options *options, pintle_error *error)
{
	pintle_secrets *secrets;
	pn_error err;

	options = options ? options : &default_options;
	pn_error_init(&err, options->allocator);
	secrets = pn_secrets_make(options, &err);
	if (secrets)
		pn_error_finish(&err);
	else
		pn_error_publish(error, &err);
	return secrets;
}

void pintle_secrets_free(pintle_secrets *secrets)
{
	if (!secrets)
		return;
	pn_arena_finish(&secrets->arena);
	pn_mem_resize(secrets->mem, secrets, sizeof *secrets, 0);
}

/* Learns from a chart's defaults, and from those of its subcharts. */
static bool learn_chart(pn_cx *cx, pn_secrets *secrets, const pn_chart *chart, unsigned levels)
{
	if (!pn_secrets_learn_values(cx, secrets, &chart->values))
		return false;
	for (uint32_t i = 0; levels && i < chart->child_count; i++) {
		if (!learn_chart(cx, secrets, chart->children[i], levels - 1))
			return false;
	}
	return true;
}

bool pintle_secrets_learn(pintle_secrets *secrets, const pintle_chart *chart,
			  const pintle_values *values, pintle_error *error)
{
	pn_value map = pn_map_value(PN_TYPE_MAP, values ? values->overrides.map : NULL);
	pn_error err;
	pn_cx cx = context(secrets, &err);

	if ((chart && !learn_chart(&cx, secrets->secrets, chart->chart, MOST_LEVELS)) ||
	    !pn_secrets_learn_values(&cx, secrets->secrets, &map))
		return pn_refuse(error, &err);
	pn_error_finish(&err);
	return true;
}

pintle_text pintle_secrets_mask(pintle_secrets *secrets, pintle_text text)
{
	pn_error err;
	pn_cx cx = context(secrets, &err);
	pn_str masked = pn_secrets_mask_text(&cx, secrets->secrets, (pn_str){ text.ptr, text.len });

	pn_error_finish(&err);
	return pn_text(masked);
}
