/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates with what they print, or with the end of the error they fail with. The data is made in
 * exec_test.c, root_value: I U16 X S F0 on nil M E L LE U deep kube caps files strs smap vals
 * mixed.
 */
#ifndef PN_EXEC_ROWS_H
#define PN_EXEC_ROWS_H

typedef struct exec_row {
	const char *text;
	const char *want;  /* NULL: it fails */
	const char *error; /* what follows "template: t:" */
} exec_row;

static const exec_row exec_rows[] = {
	/* text, constants */
	{ "", "", NULL },
	{ "some text", "some text", NULL },
	{ "{{nil}}", NULL, "1:2: executing \"t\" at <nil>: nil is not a command" },
	{ "{{typeOf 3}} {{typeOf 1.0}} {{typeOf 1e1}} {{typeOf 1i}}",
	  "int float64 float64 complex128", NULL },
	{ "{{typeOf 0x7fffffffffffffff}}", "int", NULL },
	{ "{{typeOf 0x8000000000000000}}", NULL,
	  "1:9: executing \"t\" at <0x8000000000000000>: 0x8000000000000000 overflows int" },
	{ "{{typeOf 'a'}} {{typeOf 0x1e}} {{typeOf 0x1p4}}", "int int float64", NULL },
	{ "{{print 1_2_3_4 7.5_00 0b101 0o377 0377 'a'}}", "1234 7.5 5 255 255 97", NULL },

	/* fields and keys */
	{ "-{{.X}}-{{.U.V}}-", "-x-v-", NULL },
	{ "{{.M.one}} {{.M.NO}}", "1 <no value>", NULL },
	{ "{{.M.one 1}}", NULL,
	  "1:4: executing \"t\" at <.M.one>: one is not a method but has arguments" },
	{ "{{1 | .M.one}}", NULL,
	  "1:8: executing \"t\" at <.M.one>: one is not a method but has arguments" },
	{ "{{.M.NO.deeper}}", NULL,
	  "1:4: executing \"t\" at <.M.NO.deeper>: nil pointer evaluating interface {}.deeper" },
	{ "{{(.M.NO).deeper.still}}|{{((.NO).a).b}}", "<no value>|<no value>", NULL },
	{ "{{.X.y}}", NULL,
	  "1:4: executing \"t\" at <.X.y>: can't evaluate field y in type interface {}" },
	{ "{{(echo 1).y}}", NULL,
	  "1:8: executing \"t\" at <1>: can't evaluate field y in type int" },
	{ "{{.strs.y}}", NULL,
	  "1:7: executing \"t\" at <.strs.y>: can't evaluate field y in type interface {}" },
	{ "{{.smap.a}}|{{.smap.zz}}|{{.files.zz}}", "b||[]", NULL },
	{ "{{.smap.a.b}}", NULL,
	  "1:7: executing \"t\" at <.smap.a.b>: can't evaluate field b in type string" },
	{ "{{.deep.a.b.c}}{{$.deep.a.b.c}}{{with .deep}}{{.a.b.c}}{{end}}", "ddd", NULL },
	{ "{{nothing.a}}", NULL,
	  "1:2: executing \"t\" at <nothing>: nil pointer evaluating interface {}.a" },
	{ "{{makemap.a}}|{{(makemap `a` `b`).a}}", "<no value>|b", NULL },

	/* structs and methods */
	{ "{{.kube}} {{.caps.Version}} {{with .caps.Version}}{{.}} {{.Text}}{{end}}",
	  "{v1 x 3} <v1> <v1> text", NULL },
	{ "{{$v := .caps.Version}}{{$v}} {{print $v}} {{(echo $v).Name}}", "<v1> {v1 x 3} v1",
	  NULL },
	{ "{{(echo .caps.Version).String}}", NULL,
	  "1:13: executing \"t\" at <.caps.Version>: can't evaluate field String in type "
	  "common.KubeVersion" },
	{ "{{.caps.Version.Name 1}}", NULL,
	  "1:7: executing \"t\" at <.caps.Version.Name>: Name has arguments but cannot be invoked "
	  "as "
	  "function" },
	{ "{{.caps.secret}}", NULL,
	  "1:7: executing \"t\" at <.caps.secret>: secret is an unexported field of struct type "
	  "interface {}" },
	{ "{{.caps.Version.own}}", NULL,
	  "1:7: executing \"t\" at <.caps.Version.own>: own is an unexported field of struct type "
	  "common.KubeVersion" },
	{ "{{.caps.Nope}}", NULL,
	  "1:7: executing \"t\" at <.caps.Nope>: can't evaluate field Nope in type interface {}" },
	{ "{{.vals.Has `a`}} {{`b` | .vals.Has}} {{.vals.x}}", "true false <no value>", NULL },
	{ "{{.vals.Has}}", NULL,
	  "1:7: executing \"t\" at <.vals.Has>: wrong number of args for Has: want 1 got 0" },
	{ "{{.vals.Has 1}}", NULL, "1:12: executing \"t\" at <1>: expected string; found 1" },

	/* variables */
	{ "{{$.X}}|{{$.I}}", "x|17", NULL },
	{ "{{$x := $.U.V}}{{$x}}", "v", NULL },
	{ "{{$x := 2}}{{$x = 3}}{{$x}}", "3", NULL },
	{ "{{$x := 1}}{{if true}}{{$x := 2}}{{if true}}{{$x = 3}}{{end}}{{end}}{{$x}}", "1", NULL },
	{ "{{if true}}{{$x = 3}}{{end}}", NULL,
	  "1:18: executing \"t\" at <3>: undefined variable: $x" },
	{ "{{$x := .U}}{{$x.V}} {{$x}}", "v map[V:v]", NULL },
	{ "{{$x := 5}}{{$x 3}}", NULL,
	  "1:13: executing \"t\" at <$x>: can't give argument to non-function $x" },
	{ "{{1 2}}", NULL, "1:2: executing \"t\" at <1>: can't give argument to non-function 1" },
	{ "{{(1) 2}}", NULL,
	  "1:2: executing \"t\" at <(1) 2>: can't give argument to non-function 1" },

	/* calls: numbers of arguments, types */
	{ "{{echo}}", NULL,
	  "1:2: executing \"t\" at <echo>: wrong number of args for echo: want 1 got 0" },
	{ "{{1 | echo 2}}", NULL,
	  "1:6: executing \"t\" at <echo>: wrong number of args for echo: want 1 got 2" },
	{ "{{printf}}", NULL,
	  "1:2: executing \"t\" at <printf>: wrong number of args for printf: want at least 1 got "
	  "0" },
	{ "{{upper 1}}", NULL, "1:8: executing \"t\" at <1>: expected string; found 1" },
	{ "{{needInt `a`}}", NULL, "1:10: executing \"t\" at <`a`>: expected integer; found `a`" },
	{ "{{needInt 1.5}}", NULL, "1:10: executing \"t\" at <1.5>: expected integer; found 1.5" },
	{ "{{needInt 2.0}} {{needInt 'a'}}", "2 97", NULL },
	{ "{{needBool 1}}", NULL, "1:11: executing \"t\" at <1>: expected bool; found 1" },
	{ "{{needUint -1}}", NULL,
	  "1:11: executing \"t\" at <-1>: expected unsigned integer; found -1" },
	{ "{{needUint 4294967297}}", "1", NULL },
	{ "{{needFloat `x`}}", NULL, "1:12: executing \"t\" at <`x`>: expected float; found `x`" },
	{ "{{needFloat 1}} {{needFloat 2.5}}", "1 2.5", NULL },
	{ "{{needMap 5}}", NULL,
	  "1:10: executing \"t\" at <5>: can't handle 5 for arg of type map[string]interface {}" },
	{ "{{needMap nil}} {{needMap .M}} {{needMap .vals}}", "-1 3 0", NULL },
	{ "{{needMap .smap}}", NULL,
	  "1:10: executing \"t\" at <.smap>: wrong type for value; expected map[string]interface "
	  "{}; "
	  "got map[string]string" },
	{ "{{needTime 5}}", NULL,
	  "1:11: executing \"t\" at <5>: can't handle 5 for arg of type time.Time" },
	{ "{{upper nil}}", NULL, "1:8: executing \"t\" at <nil>: cannot assign nil to string" },
	{ "{{upper .NO}}", NULL,
	  "1:8: executing \"t\" at <.NO>: wrong type for value; expected string; got interface "
	  "{}" },
	{ "{{upper (.NO)}}", NULL,
	  "1:9: executing \"t\" at <.NO>: invalid value; expected string" },
	{ "{{.NO | upper}}", NULL,
	  "1:8: executing \"t\" at <upper>: invalid value; expected string" },
	{ "{{upper .I}}", NULL,
	  "1:8: executing \"t\" at <.I>: wrong type for value; expected string; got int" },
	{ "{{upper nothing}}", NULL,
	  "1:8: executing \"t\" at <nothing>: wrong type for value; expected string; got interface "
	  "{}" },
	{ "{{upper (index .L 0)}}", NULL,
	  "1:18: executing \"t\" at <0>: wrong type for value; expected string; got int" },
	{ "{{needInt (echo 1.5)}}", NULL,
	  "1:16: executing \"t\" at <1.5>: wrong type for value; expected int; got float64" },
	{ "x\n  {{die}}", NULL, "2:4: executing \"t\" at <die>: error calling die: died" },
	{ "{{echo (die)}}", NULL, "1:8: executing \"t\" at <die>: error calling die: died" },
	{ "{{printf `%d %d` (1) (2 | add 3)}}", "1 5", NULL },
	{ "{{(makemap `up` `down` `left` `right`).left}}", "right", NULL },
	{ "{{($ | echo).X}}{{($).X}}", "xx", NULL },

	/* if, with */
	{ "{{if true}}T{{end}}{{if false}}T{{else}}F{{end}}", "TF", NULL },
	{ "{{if 1}}T{{end}}{{if 0}}{{else}}F{{end}}{{if 1.5}}T{{end}}{{if .F0}}{{else}}F{{end}}",
	  "TFTF", NULL },
	{ "{{if 1.5i}}T{{end}}{{if ``}}{{else}}F{{end}}{{if `n`}}T{{end}}", "TFT", NULL },
	{ "{{if .LE}}T{{else}}F{{end}}{{if .L}}T{{end}}{{if .E}}{{else}}F{{end}}{{if .M}}T{{end}}",
	  "FTFT", NULL },
	{ "{{if .NO}}T{{else}}F{{end}}{{if not .NO}}T{{end}}{{if .kube}}T{{end}}", "FTT", NULL },
	{ "{{if nil}}{{end}}", NULL, "1:5: executing \"t\" at <nil>: nil is not a command" },
	{ "{{if $x := .on}}{{with $x := .I}}{{$x}},{{end}}{{$x}}{{end}}", "17,true", NULL },
	{ "{{if eq 1 3}}1{{else if eq 2 3}}2{{else if eq 3 3}}3{{end}}", "3", NULL },
	{ "{{with 0}}{{.}}{{else with 6}}{{.}}{{end}}", "6", NULL },
	{ "{{with $x := .I}}{{$x}}{{else}}{{$x}}{{end}}{{with ``}}{{else}}{{.X}}{{end}}", "17x",
	  NULL },

	/* range */
	{ "{{range .L}}-{{.}}-{{end}}", "-3--4--5-", NULL },
	{ "{{range .LE}}-{{.}}-{{else}}EMPTY{{end}}", "EMPTY", NULL },
	{ "{{range .L}}{{.}}{{break}}NOT{{else}}EMPTY{{end}}", "3", NULL },
	{ "{{range .L}}{{.}}{{continue}}NOT{{end}}", "345", NULL },
	{ "{{range .L}}{{if eq . 4}}{{continue}}{{end}}{{.}}{{end}}", "35", NULL },
	{ "{{range .M}}-{{.}}{{end}}", "-1-3-2", NULL },
	{ "{{range $k, $v := .M}}{{$k}}={{$v}},{{end}}", "one=1,three=3,two=2,", NULL },
	{ "{{range $i, $v := .L}}{{$i}}={{$v}},{{end}}", "0=3,1=4,2=5,", NULL },
	{ "{{range $v := .L}}{{$x := $v}}{{$x}}{{end}}", "345", NULL },
	{ "{{range .nil}}{{else}}none{{end}}{{range .strs}}{{.}}{{end}}", "nonepq", NULL },
	{ "{{range 3}}{{.}}{{end}}{{range $i := 2}}{{$i}}{{end}}{{range 0}}{{else}}none{{end}}",
	  "01201none", NULL },
	{ "{{range .U16}}{{typeOf .}}{{break}}{{end}}", "uint16", NULL },
	{ "{{range $i, $j := 3}}{{end}}", NULL,
	  "1:18: executing \"t\" at <3>: can't use 3 to iterate over more than one variable" },
	{ "{{range .X}}{{end}}", NULL, "1:8: executing \"t\" at <.X>: range can't iterate over x" },
	{ "{{range 1.5}}{{end}}", NULL,
	  "1:8: executing \"t\" at <1.5>: range can't iterate over 1.5" },
	{ "{{range .caps}}{{end}}", NULL,
	  "1:8: executing \"t\" at <.caps>: range can't iterate over {{v1 x 3}}" },
	{ "{{$i := 7}}{{range $i = .L}}{{end}}{{$i}}{{range $i = .LE}}{{end}}{{$i}}", "5[]", NULL },
	{ "{{$i := 7}}{{$j := 8}}{{range $i, $j = .L}}{{end}}{{$i}}{{$j}}", "25", NULL },
	{ "{{range .L}}{{range $.LE}}{{else}}{{break}}{{end}}x{{end}}", "xxx", NULL },
	{ "{{range .L}}{{range $.LE}}{{else}}{{continue}}{{end}}x{{end}}", "", NULL },
	{ "{{range .mixed}}{{.y}}{{end}}", NULL,
	  "1:18: executing \"t\" at <.y>: nil pointer evaluating interface {}.y" },
	{ "{{range .L}}{{range $.M}}{{if eq . 3}}{{break}}{{end}}{{.}}{{end}};{{end}}", "1;1;1;",
	  NULL },
	{ "{{range .files}}{{.}}{{typeOf .}}{{end}}", "[65][]uint8", NULL },

	/* templates */
	{ "{{define `a`}}<{{.}}>{{end}}{{template `a` 5}}{{template `a`}}", "<5><<no value>>",
	  NULL },
	{ "{{template `zz`}}", NULL,
	  "1:11: executing \"t\" at <{{template \"zz\"}}>: template \"zz\" not defined" },
	{ "{{define `a`}}{{$.x}}{{$y := 2}}{{end}}{{$y := 1}}{{template `a` .}}{{$y}}",
	  "<no value>1", NULL },
	{ "{{define `a`}}{{.x.y}}{{end}}{{template `a` .}}", NULL,
	  "1:18: executing \"a\" at <.x.y>: nil pointer evaluating interface {}.y" },
	{ "{{block `b` .U}}{{.V}}{{end}}", "v", NULL },
	{ "{{define `a`}}[{{.}}]{{end}}{{include `a` 1}}{{include `a` 2 | upper}}", "[1][2]",
	  NULL },
	{ "{{include `zz` 1}}", NULL,
	  "1:2: executing \"t\" at <include `zz` 1>: error calling include: template: no template "
	  "\"zz\" associated with template \"gotpl\"" },
	{ "{{define `a`}}{{.X.y}}{{end}}\n{{include `a` .}}", NULL,
	  "2:2: executing \"t\" at <include `a` .>: error calling include: template: t:1:18: "
	  "executing "
	  "\"a\" at <.X.y>: can't evaluate field y in type interface {}" },
	{ "{{define `100%`}}{{die}}{{end}}{{template `100%`}}", NULL,
	  "1:19: executing \"100%\" at <die>: error calling die: died" },
	{ "{{define `a`}}{{template `a`}}{{end}}{{template `a`}}", NULL,
	  "1:25: executing \"a\" at <{{template \"a\"}}>: exceeded maximum template depth "
	  "(100000)" },

	/* Go's own functions */
	{ "{{not true}} {{not 0}} {{not nil}}", "false true true", NULL },
	{ "{{and false 0}} {{and 1 0}} {{and 1 1}} {{or 0 0}} {{or 1 0}} {{or 0 true}}",
	  "false 0 1 0 1 true", NULL },
	{ "{{or 0 1 (die)}}{{and 1 0 (die)}}", "10", NULL },
	{ "{{or 0 0 (die)}}", NULL, "1:10: executing \"t\" at <die>: error calling die: died" },
	{ "{{1 | and 1}}{{0 | and 1}}{{0 | or 1}}{{2 | or 0}}", "1012", NULL },
	{ "{{and 1 .NO}}|{{(or .NO).x}}|{{(and nil).x}}", "<no value>|<no value>|<no value>",
	  NULL },
	{ "{{and}}", NULL,
	  "1:2: executing \"t\" at <and>: wrong number of args for and: want at least 1 got 0" },
	{ "{{index .L 0}}{{index .M `two`}}{{index .M `XX`}}{{index .smap `XX`}}|{{index `abc` 1}}",
	  "32<no value>|98", NULL },
	{ "{{index .deep `a` `b` `c`}}{{index .L}}", "d[3 4 5]", NULL },
	{ "{{(index .M `zz`).foo.bar}}", "<no value>", NULL },
	{ "{{index .L 9}}", NULL,
	  "1:2: executing \"t\" at <index .L 9>: error calling index: index out of range: 9" },
	{ "{{index .L 3}}", NULL,
	  "1:2: executing \"t\" at <index .L 3>: error calling index: reflect: slice index out of "
	  "range" },
	{ "{{index .X 1}}", NULL,
	  "1:2: executing \"t\" at <index .X 1>: error calling index: reflect: string index out of "
	  "range" },
	{ "{{index .L `a`}}", NULL,
	  "1:2: executing \"t\" at <index .L `a`>: error calling index: cannot index slice/array "
	  "with "
	  "type string" },
	{ "{{index .L nil}}", NULL,
	  "1:2: executing \"t\" at <index .L nil>: error calling index: cannot index slice/array "
	  "with "
	  "nil" },
	{ "{{index .M nil}}", NULL,
	  "1:2: executing \"t\" at <index .M nil>: error calling index: value is nil; should be of "
	  "type string" },
	{ "{{index .M 1}}", NULL,
	  "1:2: executing \"t\" at <index .M 1>: error calling index: value has type int; should "
	  "be "
	  "string" },
	{ "{{index .M `zz` 1}}", NULL,
	  "1:2: executing \"t\" at <index .M `zz` 1>: error calling index: index of nil pointer" },
	{ "{{index nil 1}}", NULL,
	  "1:2: executing \"t\" at <index nil 1>: error calling index: index of untyped nil" },
	{ "{{index .caps 1}}", NULL,
	  "1:2: executing \"t\" at <index .caps 1>: error calling index: can't index item of type "
	  "common.Capabilities" },
	{ "{{len .L}}{{len .M}}{{len .S}}{{len .files.a}}", "3331", NULL },
	{ "{{len 3}}", NULL,
	  "1:2: executing \"t\" at <len 3>: error calling len: len of type int" },
	{ "{{len .NO}}", NULL,
	  "1:2: executing \"t\" at <len .NO>: error calling len: len of nil pointer" },
	{ "{{len (.NO)}}", NULL,
	  "1:2: executing \"t\" at <len (.NO)>: error calling len: reflect: call of "
	  "reflect.Value.Type "
	  "on zero Value" },
	{ "{{len .caps}}", NULL,
	  "1:2: executing \"t\" at <len .caps>: error calling len: len of type "
	  "common.Capabilities" },
	{ "{{call .X}}", NULL,
	  "1:2: executing \"t\" at <call .X>: error calling call: non-function .X of type string" },
	{ "{{5 | call}}", NULL,
	  "1:6: executing \"t\" at <call>: error calling call: non-function <int Value> of type "
	  "int" },
	{ "{{call nil}}", NULL,
	  "1:2: executing \"t\" at <call nil>: error calling call: call of nil" },
	{ "{{print 1 2 `a` `b` 3 nil true}}|{{println 1 `a`}}", "1 2ab3 <nil> true|1 a\n", NULL },
	{ "{{html `<a b=\"c\">&'`}}{{html .NO}}",
	  "&lt;a b=&#34;c&#34;&gt;&amp;&#39;&lt;no value&gt;", NULL },
	{ "{{js `It'd \"be\" <ok>&=\\`}}", "It\\'d \\\"be\\\" \\u003Cok\\u003E\\u0026\\u003D\\\\",
	  NULL },
	{ "{{urlquery `http://a.b/ c`}}", "http%3A%2F%2Fa.b%2F+c", NULL },

	/* comparison */
	{ "{{eq 1 1}} {{eq 1 2}} {{eq 1 3 1}} {{eq `a` `a`}} {{eq true true}} {{eq 1.5 1.5}}",
	  "true false true true true true", NULL },
	{ "{{eq nil nil}} {{eq nil 1}} {{eq .NO nil}} {{eq .M nil}} {{eq (needNothing) nil}}",
	  "true false true false true", NULL },
	{ "{{eq .U16 16}} {{eq 16 .U16}} {{lt -1 .U16}} {{lt .U16 -1}} {{eq -1 .U16}}",
	  "true true true false false", NULL },
	{ "{{eq .kube .kube}} {{eq .caps .caps}} {{ne 1i 1i}}", "true true false", NULL },
	{ "{{lt 1 2}} {{le 2 2}} {{gt `b` `a`}} {{ge 1.5 2.5}} {{ne 1 2}}",
	  "true true true false true", NULL },
	{ "{{eq 1}}", NULL,
	  "1:2: executing \"t\" at <eq 1>: error calling eq: missing argument for comparison" },
	{ "{{eq 1 1.0}}", NULL,
	  "1:2: executing \"t\" at <eq 1 1.0>: error calling eq: incompatible types for "
	  "comparison: int "
	  "and float64" },
	{ "{{eq .M .M}}", NULL,
	  "1:2: executing \"t\" at <eq .M .M>: error calling eq: non-comparable type "
	  "map[one:%!s(int=1) three:%!s(int=3) two:%!s(int=2)]: map[string]interface {}" },
	{ "{{eq .strs .smap}}", NULL,
	  "1:2: executing \"t\" at <eq .strs .smap>: error calling eq: non-comparable types [p q]: "
	  "[]string, map[string]string: map[a:b]" },
	{ "{{lt nil 1}}", NULL,
	  "1:2: executing \"t\" at <lt nil 1>: error calling lt: invalid type for comparison" },
	{ "{{lt true true}}", NULL,
	  "1:2: executing \"t\" at <lt true true>: error calling lt: invalid type for comparison" },
	{ "{{gt 1 `a`}}", NULL,
	  "1:2: executing \"t\" at <gt 1 `a`>: error calling gt: incompatible types for "
	  "comparison: int "
	  "and string" },
};

#endif
