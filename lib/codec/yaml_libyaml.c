/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_libyaml.h"

static pn_str copy(pn_yaml_libyaml *lib, const yaml_char_t *text, size_t length)
{
	pn_str s = { (const char *)text, length };

	return text ? pn_str_dup(lib->events.cx->arena, s) : PN_STR_EMPTY;
}

static pn_str copy_z(pn_yaml_libyaml *lib, const yaml_char_t *text)
{
	return copy(lib, text, text ? strlen((const char *)text) : 0);
}

/* Reports what libyaml complains about. */
static bool fail(pn_yaml_libyaml *lib)
{
	const yaml_parser_t *p = &lib->parser;
	pn_yaml_problem problem = { .text = p->problem,
				    .in_scanner = p->error == YAML_SCANNER_ERROR,
				    .line = (uint32_t)p->problem_mark.line };

	if (p->error == YAML_MEMORY_ERROR)
		return pn_fail(lib->events.cx->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	if (p->error == YAML_READER_ERROR)
		problem.line = 0;
	return pn_yaml_fail(lib->events.cx, &problem);
}

/* Refuses %YAML 1.2, which libyaml knows and Go does not. */
static bool check_version(pn_yaml_libyaml *lib, const yaml_event_t *from)
{
	const yaml_version_directive_t *v = from->data.document_start.version_directive;
	pn_yaml_problem problem = { .text = "found incompatible YAML document",
				    .line = (uint32_t)from->start_mark.line };

	return !v || v->minor == 1 || pn_yaml_fail(lib->events.cx, &problem);
}

static void convert_scalar(pn_yaml_libyaml *lib, pn_yaml_event *to, const yaml_event_t *from)
{
	to->anchor = copy_z(lib, from->data.scalar.anchor);
	to->tag = copy_z(lib, from->data.scalar.tag);
	to->value = copy(lib, from->data.scalar.value, from->data.scalar.length);
	to->implicit = from->data.scalar.plain_implicit;
}

static bool convert(pn_yaml_libyaml *lib, pn_yaml_event *to, const yaml_event_t *from)
{
	switch (from->type) {
	case YAML_DOCUMENT_START_EVENT:
		to->kind = PN_YAML_DOCUMENT_START;
		return check_version(lib, from);
	case YAML_DOCUMENT_END_EVENT:
		to->kind = PN_YAML_DOCUMENT_END;
		return true;
	case YAML_ALIAS_EVENT:
		to->kind = PN_YAML_ALIAS;
		to->anchor = copy_z(lib, from->data.alias.anchor);
		return true;
	case YAML_SCALAR_EVENT:
		to->kind = PN_YAML_SCALAR;
		convert_scalar(lib, to, from);
		return true;
	case YAML_SEQUENCE_START_EVENT:
		to->kind = PN_YAML_SEQUENCE_START;
		to->anchor = copy_z(lib, from->data.sequence_start.anchor);
		return true;
	case YAML_SEQUENCE_END_EVENT:
		to->kind = PN_YAML_SEQUENCE_END;
		return true;
	case YAML_MAPPING_START_EVENT:
		to->kind = PN_YAML_MAPPING_START;
		to->anchor = copy_z(lib, from->data.mapping_start.anchor);
		return true;
	case YAML_MAPPING_END_EVENT:
		to->kind = PN_YAML_MAPPING_END;
		return true;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
		break;
	}
	to->kind = PN_YAML_STREAM_END;
	return true;
}

static bool next(pn_yaml_events *events, pn_yaml_event *event)
{
	pn_yaml_libyaml *lib = (pn_yaml_libyaml *)events;
	yaml_event_t from;
	bool ok;

	do {
		if (!yaml_parser_parse(&lib->parser, &from))
			return fail(lib);
	} while (from.type == YAML_STREAM_START_EVENT);
	*event = (pn_yaml_event){ .line = (uint32_t)from.start_mark.line,
				  .column = (uint32_t)from.start_mark.column };
	ok = convert(lib, event, &from);
	yaml_event_delete(&from);
	return ok;
}

bool pn_yaml_libyaml_init(pn_yaml_libyaml *lib, pn_cx *cx, pn_str text)
{
	*lib = (pn_yaml_libyaml){ .events = { next, cx } };
	if (!yaml_parser_initialize(&lib->parser))
		return pn_fail(cx->err, PINTLE_ERR_NO_MEMORY, "out of memory");
	yaml_parser_set_input_string(&lib->parser, (const unsigned char *)text.ptr, text.len);
	return true;
}

void pn_yaml_libyaml_finish(pn_yaml_libyaml *lib)
{
	yaml_parser_delete(&lib->parser);
}
