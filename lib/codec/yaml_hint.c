/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml.h"

/* What libyaml says, and what is mostly behind it. */
static const struct {
	const char *problem, *hint;
} yaml_hints[] = {
	{ "mapping values are not allowed", "a text with \": \" in it must be in quotes: use "
					    "quote; or the line is indented too far" },
	{ "did not find expected key",
	  "the line is not indented as those around it: look at its indent or nindent" },
	{ "did not find expected '-' indicator",
	  "the line is not indented as the list's items: look at its indent or nindent" },
	{ "could not find expected ':'",
	  "a line of a text of many lines is not indented: use nindent, or a block with |" },
	{ "cannot start any token", "a text that begins with this must be in quotes: use quote" },
	{ "found unexpected end of stream", "a quote or bracket is not closed" },
	{ "unknown anchor", "a text that begins with * must be in quotes: use quote" },
	{ "did not find expected alphabetic",
	  "a text that begins with * or & must be in quotes: use quote" },
	{ "did not find URI escape", "a text that begins with ! must be in quotes: use quote" },
};

const char *pn_yaml_hint(pn_str message)
{
	for (size_t i = 0; i < sizeof yaml_hints / sizeof *yaml_hints; i++) {
		if (pn_str_find(message, pn_str_from(yaml_hints[i].problem)) != PN_NOT_FOUND)
			return yaml_hints[i].hint;
	}
	return NULL;
}

pn_str pn_yaml_bare_message(pn_str message)
{
	pn_str line, problem;

	return pn_str_starts(message, PN_STR("line ")) &&
			       pn_str_cut(message, PN_STR(": "), &line, &problem)
		       ? problem
		       : message;
}

bool pn_yaml_note(pn_error *err, pn_str text)
{
	pn_str message = pn_error_text(err), before, problem;
	const char *hint = pn_yaml_hint(message);

	if (!err->where.line || !err->where.file.len || err->note_count)
		return false;
	if (pn_str_cut(message, PN_STR(": yaml: "), &before, &problem)) {
		problem = pn_yaml_bare_message(problem);
		err->summary = pn_str_format(&err->arena, "%.*s: %.*s", PN_ARG(err->where.file),
					     PN_ARG(problem));
	}
	pn_note_place(err, pn_note_add(err, PN_NOTE_PLACE, PN_STR_EMPTY), err->where, 0, text);
	if (hint)
		pn_note_add(err, PN_NOTE_HINT, pn_str_from(hint));
	return false;
}
