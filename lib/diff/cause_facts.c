/* SPDX-License-Identifier: Apache-2.0 */
/* What a render was told of chart, release and cluster. */
#include "diff/cause_parts.h"

/* Something that both renders were told. */
typedef struct fact {
	pn_cause_kind kind;
	const char *name;
	const char *expression; /* by which templates ask for it */
	pn_str text[2];
} fact;

enum { FACTS = 5 };

static void list_facts(const pn_twins *twins, fact facts[FACTS])
{
	static const fact names[FACTS] = {
		{ .kind = PN_CAUSE_CHART, .name = "version", .expression = ".Chart.Version" },
		{ .kind = PN_CAUSE_CHART, .name = "appVersion", .expression = ".Chart.AppVersion" },
		{ .kind = PN_CAUSE_RELEASE, .name = "name", .expression = ".Release.Name" },
		{ .kind = PN_CAUSE_RELEASE,
		  .name = "namespace",
		  .expression = ".Release.Namespace" },
		{ .kind = PN_CAUSE_CLUSTER, .name = "kube-version", .expression = ".Capabilities" },
	};

	memcpy(facts, names, sizeof names);
	for (int side = 0; side < 2; side++) {
		const pn_rendering *r = twins->side[side];
		const pn_metadata *meta = &r->manifest->root->chart->meta;

		facts[0].text[side] = meta->version;
		facts[1].text[side] = meta->app_version;
		facts[2].text[side] = r->name;
		facts[3].text[side] = r->ns;
		facts[4].text[side] = r->kube_version;
	}
}

/* Finds the line of a field in the root's Chart.yaml. */
static bool find_line(pn_cx *cx, const pn_rendering *r, const char *name, pn_where *out)
{
	const pn_chart *chart = r->manifest->root->chart;
	pn_str mark = pn_str_format(cx->arena, "%s:", name), text, line;

	out->file = pn_chart_file_place(cx->arena, chart, PN_STR("Chart.yaml"));
	for (uint32_t i = 0; i < chart->raw.count; i++) {
		if (!pn_str_is(chart->raw.items[i]->name, "Chart.yaml"))
			continue;
		if (!pn_file_data(cx, chart->raw.items[i], &text))
			return false;
		for (uint32_t number = 1; text.len; number++) {
			pn_str_cut(text, PN_STR("\n"), &line, &text);
			if (pn_str_starts(line, mark))
				out->line = number;
		}
	}
	return true;
}

static bool enter(pn_cause_finder *f, const fact *it, uint32_t *known, pn_cause_set *set)
{
	pn_cause cause = { .kind = it->kind,
			   .release = f->twins->side[PN_SIDE_B]->group,
			   .name = pn_str_from(it->name) };

	if (*known == PN_NO_INDEX) {
		for (int side = 0; side < 2; side++) {
			pn_value *v = PN_NEW(f->cx->arena, pn_value);

			if (!v)
				return pn_fail_memory(f->cx->err, f->cx->arena);
			*v = pn_string(it->text[side]);
			cause.value[side] = v;
			if (it->kind == PN_CAUSE_CHART &&
			    !find_line(f->cx, f->twins->side[side], it->name, &cause.place[side]))
				return false;
		}
		*known = pn_cause_add(f, &cause);
	}
	return *known != PN_NO_INDEX && pn_cause_set_add(f->cx, set, *known);
}

/* Says whether a text became another one just because a part of it did. */
static bool explains(pn_cx *cx, const fact *it, pn_str a, pn_str b)
{
	if (it->text[0].len < 2 || pn_str_find(a, it->text[0]) == PN_NOT_FOUND)
		return false;
	return pn_str_eq(pn_str_replace(cx->arena, a, it->text[0], it->text[1]), b);
}

bool pn_causes_of_facts(pn_cause_finder *f, pn_str a, pn_str b, pn_str expression,
			pn_cause_set *set)
{
	fact facts[FACTS];

	list_facts(f->twins, facts);
	for (size_t i = 0; i < FACTS; i++) {
		bool asked =
			pn_str_find(expression, pn_str_from(facts[i].expression)) != PN_NOT_FOUND;

		if (pn_str_eq(facts[i].text[0], facts[i].text[1]))
			continue;
		if ((asked || explains(f->cx, &facts[i], a, b)) &&
		    !enter(f, &facts[i], &f->twins->facts[i], set))
			return false;
	}
	return true;
}
