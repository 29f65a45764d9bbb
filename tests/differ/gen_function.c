/* SPDX-License-Identifier: Apache-2.0 */
/* Calls of functions: arguments, nested calls, pipelines. */
#include "gen.h"

typedef struct function {
	const char *name;
	const char *kinds; /* of its parameters; '*' repeats the last one */
	char result;
} function;

static const function functions[] = {
	{ "abbrev", "Is", 's' },
	{ "abbrevboth", "IIs", 's' },
	{ "add", "n*", 'i' },
	{ "add1", "n", 'i' },
	{ "add1f", "n", 'f' },
	{ "addf", "n*", 'f' },
	{ "adler32sum", "s", 's' },
	{ "all", "a*", 'b' },
	{ "and", "a*", 'a' },
	{ "any", "a*", 'b' },
	{ "append", "la", 'l' },
	{ "atoi", "s", 'i' },
	{ "b32dec", "3", 's' },
	{ "b32enc", "s", 's' },
	{ "b64dec", "6", 's' },
	{ "b64enc", "s", 's' },
	{ "base", "P", 's' },
	{ "biggest", "n*", 'i' },
	{ "camelcase", "s", 's' },
	{ "cat", "a*", 's' },
	{ "ceil", "n", 'f' },
	{ "chunk", "Il", 'l' },
	{ "clean", "P", 's' },
	{ "coalesce", "a*", 'a' },
	{ "compact", "l", 'l' },
	{ "concat", "l*", 'l' },
	{ "contains", "ss", 'b' },
	{ "date", "Lt", 's' },
	{ "dateInZone", "Ltz", 's' },
	{ "date_in_zone", "Ltz", 's' },
	{ "dateModify", "wt", 't' },
	{ "date_modify", "wt", 't' },
	{ "deepCopy", "a", 'a' },
	{ "deepEqual", "aa", 'b' },
	{ "default", "aa", 'a' },
	{ "dict", "ka", 'd' },
	{ "dict", "kaka", 'd' },
	{ "dict", "a*", 'd' },
	{ "dig", "kam", 'a' },
	{ "dig", "kkam", 'a' },
	{ "dir", "P", 's' },
	{ "div", "nn", 'i' },
	{ "divf", "nn*", 'f' },
	{ "duration", "n", 's' },
	{ "duration", "s", 's' },
	{ "durationRound", "w", 's' },
	{ "durationRound", "i", 's' },
	{ "empty", "a", 'b' },
	{ "eq", "aa*", 'b' },
	{ "eq", "ss", 'b' },
	{ "eq", "nn", 'b' },
	{ "ext", "P", 's' },
	{ "fail", "s", 's' },
	{ "first", "l", 'a' },
	{ "float64", "a", 'f' },
	{ "floor", "n", 'f' },
	{ "fromJson", "j", 'm' },
	{ "fromJsonArray", "J", 'l' },
	{ "fromToml", "o", 'm' },
	{ "fromYaml", "y", 'm' },
	{ "fromYamlArray", "Y", 'l' },
	{ "ge", "nn", 'b' },
	{ "get", "mk", 'a' },
	{ "gt", "aa", 'b' },
	{ "has", "al", 'b' },
	{ "hasKey", "mk", 'b' },
	{ "hasPrefix", "ss", 'b' },
	{ "hasSuffix", "ss", 'b' },
	{ "hello", "", 's' },
	{ "html", "a*", 's' },
	{ "htmlDate", "t", 's' },
	{ "htmlDateInZone", "tz", 's' },
	{ "indent", "Is", 's' },
	{ "index", "mk", 'a' },
	{ "index", "lI", 'a' },
	{ "index", "aa*", 'a' },
	{ "initial", "l", 'l' },
	{ "initials", "s", 's' },
	{ "int", "a", 'i' },
	{ "int64", "a", 'i' },
	{ "isAbs", "P", 'b' },
	{ "join", "sl", 's' },
	{ "js", "a*", 's' },
	{ "kebabcase", "s", 's' },
	{ "kindIs", "Ka", 'b' },
	{ "kindOf", "a", 's' },
	{ "last", "l", 'a' },
	{ "le", "ss", 'b' },
	{ "len", "a", 'i' },
	{ "len", "l", 'i' },
	{ "list", "a*", 'l' },
	{ "lookup", "ssss", 'm' },
	{ "lower", "s", 's' },
	{ "lt", "aa", 'b' },
	{ "max", "n*", 'i' },
	{ "maxf", "n*", 'f' },
	{ "merge", "dm*", 'd' },
	{ "mergeOverwrite", "dm*", 'd' },
	{ "min", "n*", 'i' },
	{ "minf", "n*", 'f' },
	{ "mod", "nn", 'i' },
	{ "mul", "n*", 'i' },
	{ "mulf", "nn*", 'f' },
	{ "must_date_modify", "wt", 't' },
	{ "mustAppend", "la", 'l' },
	{ "mustChunk", "Il", 'l' },
	{ "mustCompact", "l", 'l' },
	{ "mustDateModify", "wt", 't' },
	{ "mustDeepCopy", "a", 'a' },
	{ "mustFirst", "l", 'a' },
	{ "mustFromJson", "j", 'a' },
	{ "mustHas", "al", 'b' },
	{ "mustInitial", "l", 'l' },
	{ "mustLast", "l", 'a' },
	{ "mustMerge", "dm*", 'd' },
	{ "mustMergeOverwrite", "dm*", 'd' },
	{ "mustPrepend", "la", 'l' },
	{ "mustPush", "la", 'l' },
	{ "mustRegexFind", "rs", 's' },
	{ "mustRegexFindAll", "rsI", 'S' },
	{ "mustRegexMatch", "rs", 'b' },
	{ "mustRegexReplaceAll", "rsp", 's' },
	{ "mustRegexReplaceAllLiteral", "rsp", 's' },
	{ "mustRegexSplit", "rsI", 'S' },
	{ "mustRest", "l", 'l' },
	{ "mustReverse", "l", 'l' },
	{ "mustSlice", "lII", 'l' },
	{ "mustToDate", "Ls", 't' },
	{ "mustToJson", "a", 's' },
	{ "mustToPrettyJson", "a", 's' },
	{ "mustToRawJson", "a", 's' },
	{ "mustToToml", "m", 's' },
	{ "mustToYaml", "a", 's' },
	{ "mustUniq", "l", 'l' },
	{ "mustWithout", "la*", 'l' },
	{ "ne", "aa", 'b' },
	{ "nindent", "Is", 's' },
	{ "nospace", "s", 's' },
	{ "not", "a", 'b' },
	{ "omit", "mk*", 'd' },
	{ "or", "a*", 'a' },
	{ "osBase", "P", 's' },
	{ "osClean", "P", 's' },
	{ "osDir", "P", 's' },
	{ "osExt", "P", 's' },
	{ "osIsAbs", "P", 'b' },
	{ "pick", "mk*", 'd' },
	{ "pluck", "km*", 'l' },
	{ "plural", "ssI", 's' },
	{ "prepend", "la", 'l' },
	{ "print", "a*", 's' },
	{ "println", "a*", 's' },
	{ "push", "la", 'l' },
	{ "quote", "a*", 's' },
	{ "regexFind", "rs", 's' },
	{ "regexFindAll", "rsI", 'S' },
	{ "regexMatch", "rs", 'b' },
	{ "regexQuoteMeta", "s", 's' },
	{ "regexReplaceAll", "rsp", 's' },
	{ "regexReplaceAllLiteral", "rsp", 's' },
	{ "regexSplit", "rsI", 'S' },
	{ "repeat", "Is", 's' },
	{ "replace", "sss", 's' },
	{ "required", "sa", 'a' },
	{ "rest", "l", 'l' },
	{ "reverse", "l", 'l' },
	{ "round", "nI", 'f' },
	{ "round", "nIf", 'f' },
	{ "semverCompare", "cv", 'b' },
	{ "seq", "I", 's' },
	{ "seq", "II", 's' },
	{ "seq", "III", 's' },
	{ "set", "dka", 'd' },
	{ "sha1sum", "s", 's' },
	{ "sha256sum", "s", 's' },
	{ "sha512sum", "s", 's' },
	{ "slice", "lII", 'l' },
	{ "slice", "lI", 'l' },
	{ "snakecase", "s", 's' },
	{ "sortAlpha", "l", 'S' },
	{ "split", "ss", 'm' },
	{ "splitList", "ss", 'S' },
	{ "splitn", "sIs", 'm' },
	{ "squote", "a*", 's' },
	{ "sub", "nn", 'i' },
	{ "subf", "nn*", 'f' },
	{ "substr", "IIs", 's' },
	{ "swapcase", "s", 's' },
	{ "ternary", "aab", 'a' },
	{ "title", "s", 's' },
	{ "toDate", "Ls", 't' },
	{ "toDecimal", "a", 'i' },
	{ "toJson", "a", 's' },
	{ "toPrettyJson", "a", 's' },
	{ "toRawJson", "a", 's' },
	{ "toString", "a", 's' },
	{ "toStrings", "l", 'S' },
	{ "toToml", "m", 's' },
	{ "toToml", "a", 's' },
	{ "toYaml", "a", 's' },
	{ "toYaml", "m", 's' },
	{ "toYamlPretty", "a", 's' },
	{ "trim", "s", 's' },
	{ "trimAll", "ss", 's' },
	{ "trimall", "ss", 's' },
	{ "trimPrefix", "ss", 's' },
	{ "trimSuffix", "ss", 's' },
	{ "trunc", "Is", 's' },
	{ "tuple", "a*", 'l' },
	{ "typeIs", "Ta", 'b' },
	{ "typeIsLike", "Ta", 'b' },
	{ "typeOf", "a", 's' },
	{ "uniq", "l", 'l' },
	{ "unixEpoch", "t", 's' },
	{ "unset", "dk", 'd' },
	{ "until", "I", 'l' },
	{ "untilStep", "III", 'l' },
	{ "untitle", "s", 's' },
	{ "upper", "s", 's' },
	{ "urlJoin", "U", 's' },
	{ "urlParse", "u", 'm' },
	{ "urlquery", "a*", 's' },
	{ "without", "la*", 'l' },
	{ "wrap", "Is", 's' },
	{ "wrapWith", "Iss", 's' },
};

/* Whole expressions that do not fit a row. */
static const char *const special_strings[] = {
	"(semver \"1.2.3-a+b\").Prerelease",
	"(semver \"v1.2\").String",
	"keys $.Values.m0 | sortAlpha | join \",\"",
	"values $.Values.m0 | toStrings | sortAlpha | join \"|\"",
	"tpl \"{{ .a }}\" (dict \"a\" 1)",
	"(urlParse \"http://a:1/b\").host",
	"$.Capabilities.KubeVersion.String",
	"(toDate \"2006\" \"2020\").Weekday.String",
	"((toDate \"2006\" \"2020\").AddDate 0 1 35).Format \"2006-01-02\"",
	"lookup \"v1\" \"Pod\" \"\" \"\" | toJson",
	"toJson $.Release",
	"toYaml $.Chart",
	"call 1",
	"$.Values | toYaml | sha256sum",
	"and",
	"(index $.Values \"m0\" \"a\")",
	"(semver \"1.2.3\").Major",
	"((semver \"1.2.3\").IncMinor).String",
};

/* Says whether a call that gives `result` will do where `kind` is wanted. */
static bool fits(char kind, char result)
{
	switch (kind) {
	case 'a':
		return result != 't';
	case 'n':
		return result == 'i' || result == 'f';
	case 'l':
		return result == 'l' || result == 'S';
	case 'm':
		return result == 'm' || result == 'd';
	default:
		return kind == result;
	}
}

static const function *choose_function(gen *g, char kind)
{
	const function *chosen = NULL;
	size_t seen = 0;

	for (size_t i = 0; i < GEN_COUNT(functions); i++) {
		if (fits(kind, functions[i].result) && !rng_below(&g->rng, ++seen))
			chosen = &functions[i];
	}
	return chosen;
}

static void format_verb(gen *g)
{
	static const char *const flags[] = {
		"", "", "", "", "", "-", "+", "#", "0", " ", "+0", "#0"
	};
	static const char *const widths[] = { "", "", "", "", "5", "10", "2", "12", "*", "[1]" };
	static const char *const precisions[] = { "", "", "", "", ".2", ".0", ".", ".10", ".*" };
	static const char verbs[] = "vvvvsssdddqqxXfgeEGtTcUobO%!wz";

	pn_buf_byte(g->out, '%');
	GEN_PICK(g, flags);
	GEN_PICK(g, widths);
	GEN_PICK(g, precisions);
	pn_buf_byte(g->out, verbs[rng_below(&g->rng, sizeof verbs - 1)]);
}

/* Writes a printf whose verbs and arguments match now and then. */
static void call_printf(gen *g, int depth)
{
	static const char kinds[] = "sssinnfbalmtS";
	static const char *const between[] = { "", "|", " ", "é", "-" };
	size_t verbs = 1 + rng_below(&g->rng, 3);
	size_t arguments = rng_chance(&g->rng, 85) ? verbs : rng_below(&g->rng, 4);

	pn_buf_lit(g->out, "printf \"");
	for (size_t i = 0; i < verbs; i++) {
		format_verb(g);
		GEN_PICK(g, between);
	}
	pn_buf_byte(g->out, '"');
	while (arguments--) {
		pn_buf_byte(g->out, ' ');
		gen_argument(g, kinds[rng_below(&g->rng, sizeof kinds - 1)], depth - 1);
	}
}

/* Returns the kind to write where `kind` is wanted: mostly just that. */
static char stray(gen *g, char kind)
{
	static const char others[] = "silmabnfS";

	if (!rng_chance(&g->rng, g->wrong) || kind == 't')
		return kind;
	if (kind == 'I')
		return "sbkfI"[rng_below(&g->rng, 5)];
	return others[rng_below(&g->rng, sizeof others - 1)];
}

/* Writes a call; with `piped`, its last argument (of the kind returned) comes from the left. */
static char call_function(gen *g, const function *f, int depth, bool piped)
{
	char kinds[8], last = 0;
	size_t count = 0;

	for (const char *p = f->kinds; *p && count < sizeof kinds; p++) {
		if (*p != '*') {
			kinds[count++] = *p;
			continue;
		}
		while (count < sizeof kinds && rng_chance(&g->rng, 45)) {
			kinds[count] = kinds[count - 1];
			count++;
		}
		if (rng_chance(&g->rng, 3))
			count--;
	}
	if (rng_chance(&g->rng, g->wrong / 6))
		count = count ? count - 1 : 1;
	if (count && !kinds[count - 1])
		kinds[count - 1] = 'a';
	if (piped && count)
		last = kinds[--count];
	pn_buf_add(g->out, pn_str_from(f->name));
	for (size_t i = 0; i < count; i++) {
		pn_buf_byte(g->out, ' ');
		gen_argument(g, stray(g, kinds[i]), depth - 1);
	}
	return last;
}

/* Writes "X | f a | g b": the stages are chosen from the end, and written from the start. */
static void pipe(gen *g, char kind, int depth, int stages)
{
	const function *f = choose_function(g, kind);
	pn_buf *out = g->out, stage;
	char last;

	if (!f || stages == 0) {
		gen_argument(g, kind, depth - 1);
		return;
	}
	pn_buf_init(&stage, g->arena);
	g->out = &stage;
	last = call_function(g, f, depth, true);
	g->out = out;
	if (last) {
		pipe(g, last == 't' ? last : stray(g, last), depth - 1, stages - 1);
		pn_buf_lit(out, " | ");
	}
	pn_buf_add(out, pn_buf_str(&stage));
}

void gen_pipeline(gen *g, char kind, int depth)
{
	const function *f;

	if (depth > 1 && rng_chance(&g->rng, 35)) {
		pipe(g, kind, depth, 1 + (int)rng_below(&g->rng, 3));
		return;
	}
	if (kind == 's' && rng_chance(&g->rng, 8)) {
		call_printf(g, depth);
		return;
	}
	if ((kind == 's' || kind == 'a') && rng_chance(&g->rng, 2)) {
		GEN_PICK(g, special_strings);
		return;
	}
	f = choose_function(g, kind);
	if (f)
		call_function(g, f, depth, false);
	else
		gen_argument(g, kind, 0);
}

/* Writes a variable of the kind, if there is one. */
static bool variable_argument(gen *g, char kind)
{
	for (size_t i = g->variable_count; i-- > 0;) {
		const variable *v = &g->variables[i];

		if (fits(kind, v->kind) && rng_chance(&g->rng, 50)) {
			pn_buf_format(g->out, "$v%u", v->id);
			return true;
		}
	}
	return false;
}

void gen_argument(gen *g, char kind, int depth)
{
	if (rng_chance(&g->rng, 15) && variable_argument(g, kind))
		return;
	if (depth > 0 && rng_chance(&g->rng, 45) && (choose_function(g, kind) || kind == 'I')) {
		pn_buf_add(g->out, kind == 'I' ? PN_STR("(len ") : PN_STR("("));
		if (kind == 'I')
			gen_argument(g, 'l', depth - 1);
		else
			gen_pipeline(g, kind, depth - 1);
		pn_buf_byte(g->out, ')');
		return;
	}
	if (rng_chance(&g->rng, 35) && gen_path(g, kind))
		return;
	if (!gen_literal(g, kind))
		gen_literal(g, 's');
}
