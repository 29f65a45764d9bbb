/* SPDX-License-Identifier: Apache-2.0 */
/* Literals of each kind, and where values of each kind are found. */
#include "gen.h"

/* Pieces of strings, as they stand between double quotes in a template. */
static const char *const pieces[] = {
	"a",	   "B",	      "foo",	 "Bar",	 " ",	    "  ",  "_",	  "-",	   ".",
	"..",	   ",",	      ":",	 ": ",	 "\\n",	    "\\t", "'",	  "\\\"",  "`",
	"é",	   "ß",	      "日本",	 "😀",	 "1",	    "23",  "0x",  "1e3",   "-",
	"true",	   "null",    "#",	 " #",	 "{",	    "}",   "[",	  "]",	   "%",
	"%d",	   "$",	      "$1",	 "\\\\", "/",	    "//",  "\\r", "&",	   "<",
	">",	   "*",	      "!",	 "|",	 "@",	    "=",   "?",	  "\\x00", "~",
	"\\xff",   "HTTP",    "userID2", "x9Yz", "ǅ",	    "İ",   "ı",	  "ſ",	   "\\u00a0",
	"\\u2028", "K",	      "\\x7f",	 "é",	 "\\u200b", "\\v", "---", "- ",	   "A B",
	"\\n\\n",  "\\u0085", "\\ufeff", "ﬁ",	 "Ω",
};

static const char *const strings[] = {
	"\"\"",
	"\"a\"",
	"\"Hello World\"",
	"\"foo_bar-baz\"",
	"\"camelCaseString\"",
	"\"true\"",
	"\"123\"",
	"\"0x1F\"",
	"\"1e3\"",
	"\"null\"",
	"\"a,b,c\"",
	"\"1.2.3\"",
	"\"  padded  \"",
	"\"line1\\nline2\"",
	"\"a: b # c\"",
	"\"- x\"",
	"\"~\"",
	"\"yes\"",
	"\"2024-01-02\"",
	"\"0777\"",
	"\"$HOME\"",
	"\"<a&b>\"",
	"\"HTTPServerID2\"",
	"\"ÄÖÜ ß\"",
	"\"日本語テキスト\"",
	"`raw\nlines`",
	"\"a b  c\"",
	"\"12.50\"",
	"\"-7\"",
	"\"1_000\"",
	"\"0b11\"",
	"\"0o17\"",
	"\"+5\"",
	"\".5\"",
	"\"1e400\"",
	"\"NaN\"",
	"\"-inf\"",
	"\"9223372036854775808\"",
	"\"the quick brown fox\"",
};
static const char *const integers[] = {
	"0",
	"1",
	"-1",
	"2",
	"7",
	"42",
	"100",
	"-100",
	"0x1F",
	"0b101",
	"0o17",
	"1_000",
	"'a'",
	"'\\n'",
	"65536",
	"2147483648",
	"1000000",
	"-5",
	"9223372036854775807",
	"-9223372036854775808",
	"017",
	"3",
	"10",
};
static const char *const small_integers[] = { "0", "1", "2", "3", "4", "5", "7", "10", "-1", "-2" };
static const char *const floats[] = {
	"1.5",
	"-0.5",
	"0.0",
	"1e6",
	"1e21",
	"3.14159",
	"1e-7",
	"100.0",
	"0x1p-2",
	"1e20",
	"2.5",
	"-2.5",
	"1e100",
	"0.1",
	"1e5",
	"-0.0",
	"123456789.0",
	"1.0",
	"0.3",
	"1e-5",
	"5e-324",
	"1.7976931348623157e308",
	"33.333333333333336",
};
static const char *const bools[] = { "true", "false" };
static const char *const lists[] = {
	"list",
	"(list 1 2 3)",
	"(list \"a\" nil 1.5 true)",
	"(list (list 1) (dict \"a\" 1))",
	"(until 4)",
	"(untilStep 10 0 -3)",
	"(splitList \",\" \"b,a,,c\")",
	"(tuple \"x\" 1)",
	"(list nil)",
	"(list \"b\" \"a\" \"b\")",
	"(list 1 1.0 \"1\")",
	"(list 3 1 2)",
	"(list false 0 \"\" nil)",
	"(toStrings (list 1 nil \"z\"))",
};
static const char *const string_lists[] = {
	"(list \"a\" \"b\")",
	"(splitList \".\" \"a.b.c\")",
	"(list \"z\" \"é\" \"A\" \"\")",
	"(toStrings (list 10 9 8))",
	"(list \"x\")",
};
static const char *const maps[] = {
	"dict",
	"(dict \"a\" 1)",
	"(dict \"a\" 1 \"b\" (dict \"c\" \"d\"))",
	"(dict \"k\" nil \"e\" \"\")",
	"(dict \"name\" \"x\" \"b\" (list 1 2) \"f\" 1.5)",
	"(split \",\" \"a,b\")",
	"(dict \"a\")",
	"(dict 1 2)",
	"(dict \"b\" true \"a\" (dict))",
	"(dict \"key\" (list (dict \"x.y\" 0)))",
};
static const char *const times[] = {
	"(toDate \"2006-01-02\" \"2024-02-29\")",
	"(toDate \"2006-01-02T15:04:05Z07:00\" \"1999-12-31T23:59:59+05:30\")",
	"(toDate \"2006-01-02 15:04:05.000\" \"2031-07-08 09:10:11.123\")",
	"(toDate \"02 Jan 06 15:04 MST\" \"03 Feb 21 04:05 PST\")",
	"(toDate \"2006-01-02\" \"bad\")",
	"(toDate \"Mon, 02 Jan 2006 15:04:05 -0700\" \"Tue, 05 Mar 0099 01:02:03 -0200\")",
	"(mustToDate \"2006-01-02\" \"1969-12-31\")",
	"(toDate \"3:04PM\" \"12:30AM\")",
	"(toDate \"2006-002\" \"2023-365\")",
};
static const char *const regexes[] = {
	"\"a\"",
	"\"[a-z]+\"",
	"\"^a\"",
	"\"(a)(b)?\"",
	"\"\\\\d+\"",
	"\"(?i)foo\"",
	"\"\\\\s*\"",
	"\"\"",
	"\"x*\"",
	"\"[^a-c]\"",
	"\"(?P<n>o+)\"",
	"\"(\"",
	"\"a{2,1}\"",
	"\"\\\\p{Lu}\"",
	"\"(?s).+\"",
	"\"(?m)^.*$\"",
	"\"a|b|\"",
	"\"[[:alpha:]]+\"",
	"\"\\\\bB\"",
	"\"(a+)(a*?)\"",
	"\"*\"",
	"\"[z-a]\"",
	"\"\\\\Q.\\\\E\"",
	"\"(?U)a+\"",
	"\"\\\\x{1F600}|é\"",
	"\"[\\\\pN_]{1,3}\"",
	"\"(?<q>.)$\"",
	"\"\\\\pX\"",
	"\"a**\"",
	"\"(?i)[k-s]+\"",
	"\"\\\\W\"",
	"\"(|a)*\"",
	"\"(?:ab)+?b\"",
	"\"[\\\\-\\\\]x]\"",
	"\"a{1001}\"",
	"\"\\\\z|\\\\A.\"",
	"\"(?=a)\"",
	"\"\\\\1\"",
	"\"[a\"",
	"\"\\\\C\"",
	"\"[^\\\\d\\\\s]+\"",
	"\"(.)(.)(.)\"",
	"\"(?i)ß|ſ\"",
	"\"\\\\B\"",
	"\"(a(b(c)?)?)?\"",
};
static const char *const replacements[] = {
	"\"X\"",     "\"$1\"", "\"${1}x\"", "\"$1x\"", "\"\"",	 "\"$$\"",  "\"${n}\"",
	"\"$0-$2\"", "\"${\"", "\"$é\"",    "\"$99\"", "\"a$\"", "\"${1\"", "\"\\\\1\"",
};
static const char *const versions[] = {
	"\"1.2.3\"",
	"\"v1.2\"",
	"\"1\"",
	"\"1.2.3-alpha.1\"",
	"\"1.2.3+build\"",
	"\"v1.29.3-gke.1\"",
	"\"\"",
	"\"x\"",
	"\"01.2.3\"",
	"\"1.2.3.4\"",
	"\"0.0.0\"",
	"\"2.0.0-rc.1+b.2\"",
	"\"1.0.0-0\"",
	"\"10.20.30\"",
	"\"1.2.3-01\"",
	"\" 1.2.3\"",
	"\"99999999999999999999.0.0\"",
	"\"1.2.3-\"",
	"\"v0.1.0-a.b\"",
	".Capabilities.KubeVersion.Version",
};
static const char *const constraints[] = {
	"\"^1.2\"",
	"\">=1.2.3\"",
	"\"~1\"",
	"\"1.x\"",
	"\"*\"",
	"\">1 <3\"",
	"\">=1, <2 || ^3\"",
	"\"1.2 - 1.4\"",
	"\"!=1.2.3\"",
	"\"\"",
	"\"=> 1\"",
	"\"^0.0\"",
	"\"^0.1.2-a\"",
	"\">=1.0.0-0\"",
	"\"foo\"",
	"\"~>1.2\"",
	"\"=1\"",
	"\"<=v1.29\"",
	"\">1.x.x\"",
	"\"~1.2.3-beta\"",
	"\">= 1.2 <\"",
	"\"1.2.3 ||\"",
	"\"X.Y\"",
	"\"!=1\"",
	"\"^0\"",
	"\"<1.2.X\"",
	"\"= v1.2.3+b\"",
	"\"==1.2.3\"",
	"\"1.2.3 1.2.4\"",
	"\"~0.x\"",
};
static const char *const urls[] = {
	"\"http://a.b/c?d=e#f\"",
	"\"https://u:p@host:8080/p/q\"",
	"\"a\"",
	"\"//x/y\"",
	"\"\"",
	"\"mailto:x@y\"",
	"\"http://[::1]:80/\"",
	"\"http://a b\"",
	"\"%zz\"",
	"\"http://h/%41%2f?x=%20+\"",
	"\"://x\"",
	"\"ftp://é/ü\"",
	"\"http://h:port/\"",
	"\"/abs/path?\"",
	"\"file:///etc\"",
	"\"http://u%40:p%3A@h\"",
	"\"?q\"",
	"\"#f\"",
	"\"a:b:c\"",
};
static const char *const url_parts[] = {
	"(dict \"scheme\" \"http\" \"host\" \"h\")",
	"(dict \"path\" \"a/b\" \"query\" \"x=1\")",
	"(dict \"scheme\" \"https\" \"host\" \"h:1\" \"path\" \"/ é\" \"fragment\" \"f g\" "
	"\"userinfo\" \"u:p\")",
	"(dict \"opaque\" \"o\" \"scheme\" \"s\")",
	"(dict \"host\" 1)",
	"(urlParse \"https://u:p@h:1/p?q#f\")",
	"(dict \"userinfo\" \"a b:c\" \"host\" \"x\")",
};
static const char *const file_paths[] = {
	"\"/a/b/c.txt\"",  "\"a/../b\"",     "\"\"",	    "\".\"",  "\"..\"",	 "\"/\"",
	"\"a//b/\"",	   "\"./a.tar.gz\"", "\".hidden\"", "\"a.\"", "\"/..\"", "\"é/ü.x\"",
	"\"a/./b/../..\"",
};
static const char *const keys[] = {
	"\"a\"", "\"b\"", "\"c\"", "\"key\"", "\"name\"", "\"x.y\"", "\"\"", "\"none\"", "\"_0\"",
};
static const char *const kinds[] = {
	"\"string\"",  "\"int\"",    "\"float64\"", "\"bool\"", "\"slice\"", "\"map\"",
	"\"invalid\"", "\"struct\"", "\"int64\"",   "\"ptr\"",	"\"\"",
};
static const char *const types[] = {
	"\"string\"",  "\"int\"",	"\"[]interface {}\"", "\"map[string]interface {}\"",
	"\"float64\"", "\"time.Time\"", "\"[]string\"",	      "\"<nil>\"",
	"\"nil\"",
};
static const char *const zones[] = {
	"\"UTC\"",   "\"Europe/Berlin\"", "\"America/New_York\"",    "\"Bad/Zone\"", "\"\"",
	"\"Local\"", "\"Asia/Kolkata\"",  "\"Australia/Lord_Howe\"", "\"EST5EDT\"",
};
static const char *const layouts[] = {
	"\"2006-01-02\"",
	"\"2006-01-02T15:04:05Z07:00\"",
	"\"Mon Jan _2 15:04:05 2006\"",
	"\"3:04PM .000 MST\"",
	"\"Monday, 02-Jan-06 15:04:05 MST\"",
	"\"\"",
	"\"002 __2 2 1 06 -07 Z0700 -07:00:00\"",
	"\"pm 05.999 04.00\"",
	"\"Jan January 15h\"",
	"\"2006-01-02 15:04:05.999999999 -0700 MST\"",
};
static const char *const durations[] = {
	"\"1h\"",    "\"-90m\"",  "\"36h15m30.5s\"", "\"0\"",		"\"1d\"",  "\"\"",
	"\"100ms\"", "\"3us\"",	  "\"bad\"",	     "\"1000000h\"",	"\"59s\"", "\"1.5h\"",
	"\"-1ns\"",  "\"8784h\"", "\"+5m\"",	     "\"9000000000s\"",
};
static const char *const base64s[] = {
	"\"aGVsbG8=\"", "\"aGVsbG8\"", "\"\"",	 "\"/+==\"",
	"\"YQ==\\n\"",	"\"w6k=\"",    "\"!!\"", "\"_-8=\"",
};
static const char *const base32s[] = { "\"NBSWY3DP\"", "\"ME======\"", "\"\"", "\"me\"", "\"1\"" };
static const char *const templates[] = {
	"\"{{ .Release.Name }}\"",
	"\"{{ .Values.s0 }}-{{ $ | len }}\"",
	"\"plain\"",
	"\"{{ nil }}\"",
	"\"{{ range .Values.l0 }}{{ . }},{{ end }}\"",
	"\"{{ if\"",
	"\"{{ .Values.m0.a.b.c }}\"",
	"\"{{ define \\\"zz\\\" }}q{{ end }}{{ include \\\"zz\\\" . }}\"",
	"\"{{ fail \\\"no\\\" }}\"",
	"\"{{ template \\\"gone\\\" }}\"",
	"\"{{ tpl \\\"{{ .Chart.Name | upper }}\\\" . }}\"",
	"\"\"",
	"\"{{ .Template.Name }}\"",
	"\"{{ 1 | add 2 }}{{/* c */}}\\n{{- 3 }}\"",
	"\"{{ nosuch }}\"",
	"\"{{ add 1 .Values.s0 }}\"",
	"\"{{ index .Values.l1 99 }}\"",
};

typedef struct literals {
	char kind;
	const char *const *texts;
	size_t count;
} literals;

#define ROW(kind, table)                      \
	{                                     \
		kind, table, GEN_COUNT(table) \
	}
static const literals all[] = {
	ROW('s', strings),	ROW('i', integers),    ROW('I', small_integers),
	ROW('f', floats),	ROW('b', bools),       ROW('l', lists),
	ROW('S', string_lists), ROW('m', maps),	       ROW('d', maps),
	ROW('t', times),	ROW('r', regexes),     ROW('p', replacements),
	ROW('v', versions),	ROW('c', constraints), ROW('u', urls),
	ROW('U', url_parts),	ROW('P', file_paths),  ROW('k', keys),
	ROW('K', kinds),	ROW('T', types),       ROW('z', zones),
	ROW('L', layouts),	ROW('w', durations),   ROW('6', base64s),
	ROW('3', base32s),	ROW('x', templates),
};
#undef ROW

static void make_string(gen *g)
{
	size_t count = 1 + rng_below(&g->rng, 6);

	pn_buf_byte(g->out, '"');
	while (count--)
		GEN_PICK(g, pieces);
	pn_buf_byte(g->out, '"');
}

/* Writes a document in a language of its own as a raw string. */
static void make_document(gen *g, char kind)
{
	size_t from;

	pn_buf_byte(g->out, '`');
	from = g->out->len;
	if (kind == 'y' && rng_chance(&g->rng, 90))
		pn_buf_lit(g->out, "a:");
	if (kind == 'Y' && rng_chance(&g->rng, 90))
		pn_buf_lit(g->out, "-");
	if (kind == 'o')
		gen_toml(g);
	else if (kind == 'j' || kind == 'J')
		gen_json(g, 3);
	else
		gen_yaml(g, 1, 3);
	if (rng_chance(&g->rng, 12))
		gen_damage(g, from);
	for (size_t i = from; i < g->out->len; i++) {
		if (g->out->ptr[i] == '`')
			g->out->ptr[i] = '\'';
	}
	pn_buf_byte(g->out, '`');
}

bool gen_literal(gen *g, char kind)
{
	static const char any[] = "ssssiiffbblSmmtIkv";

	if (kind == 'a')
		kind = any[rng_below(&g->rng, sizeof any - 1)];
	if (kind == 'n')
		kind = rng_chance(&g->rng, 50) ? 'i' : 'f';
	if (kind == 's' && rng_chance(&g->rng, 50)) {
		make_string(g);
		return true;
	}
	if (kind && strchr("yYjJo", kind)) {
		make_document(g, kind);
		return true;
	}
	for (size_t i = 0; i < GEN_COUNT(all); i++) {
		if (all[i].kind == kind) {
			pn_buf_add(g->out,
				   pn_str_from(all[i].texts[rng_below(&g->rng, all[i].count)]));
			return true;
		}
	}
	return false;
}

static const char *const any_paths[] = {
	"$.Values.s0",
	"$.Values.i0",
	"$.Values.f0",
	"$.Values.b0",
	"$.Values.l0",
	"$.Values.m0",
	"$.Values.q0",
	"$.Values.q1",
	"$.Values.q2",
	"$.Values.q3",
	"$.Values.n0",
	"$.Values.none",
	"$.Release.Name",
	"$.Chart.Name",
	"$.Values.m1.a",
	"$.Values.m0.none",
	"$.Release.Revision",
	"$.Release.IsInstall",
	"$.Template.BasePath",
	"$.Capabilities.KubeVersion.Minor",
	"$.Values.w",
	"$.Chart.Version",
	"$.Values.m2.b",
	"($.Files.Get \"f.txt\")",
	"($.Files.Lines \"f.txt\")",
	"($.Files.Get \"none\")",
	"($.Files.Glob \"f*\").AsConfig",
	"($.Capabilities.APIVersions.Has \"v1\")",
	"nil",
	"$.Values.none.deep",
	"$.Values.s0.x",
	"$.Values.l0.x",
	"$.Values.em",
	"$.Values.el",
	"$.Values.es",
};

bool gen_path(gen *g, char kind)
{
	size_t n = rng_below(&g->rng, 3);

	if (kind == 'a') {
		GEN_PICK(g, any_paths);
		return true;
	}
	if (kind == 'n')
		kind = rng_chance(&g->rng, 50) ? 'i' : 'f';
	if (kind == 'd') {
		pn_buf_format(g->out, "(deepCopy $.Values.m%zu)", n);
		return true;
	}
	if (!kind || !strchr("sifblSm", kind))
		return false;
	pn_buf_format(g->out, "$.Values.%c%zu", kind, n);
	return true;
}
