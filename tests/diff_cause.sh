#!/bin/sh
# One value of a bundled chart is another one: `diff --from HEAD` over all releases tells of that
# change, of where the value and the template line are, and of what it does to the cluster; and of
# nothing else, in every form. usage: diff_cause.sh PROGRAM SOURCES
set -eu
program=$(realpath "$1")
sources=$2
command -v git >/dev/null 2>&1 || { echo "git is not installed: nothing was checked"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work/home" GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com \
	GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
mkdir -p "$HOME" "$work/repo"
cp -R "$sources/charts" "$sources/pintle.yaml" "$work/repo"
cd "$work/repo"
git init -q -b main .
git add .
git commit -q -m "as it is"

fail() {
	echo "$1"
	[ $# = 1 ] || cat "$2"
	exit 1
}

# run FORM...: compares, with an exit code that says that there are differences.
run() {
	code=0
	"$program" diff --from HEAD "$@" >"$work/got" 2>"$work/err" || code=$?
	[ "$code" = 2 ] || fail "diff $*: exit code $code" "$work/err"
	[ ! -s "$work/err" ] || fail "diff $*: a message" "$work/err"
}

# same NAME: what was printed is what stands on standard input.
same() {
	cat >"$work/want"
	diff -u "$work/want" "$work/got" || fail "$1: something else"
}

# The number of the first line of a file that holds a text.
line() {
	grep -nF -- "$2" "$1" | head -1 | cut -d: -f1
}

values=charts/fastapi/values/prod.yaml
template=charts/fastapi/templates/_helpers.tpl
deployment=charts/fastapi/templates/deployment.yaml:1
v=$values:$(line $values CANARY_PERCENT)
t=$template:$(line $template 'toJson $value | quote')
field='spec.template.spec.containers[fastapi].env[CANARY_PERCENT].value'
total=$("$program" render --stdout 2>/dev/null | grep -c '^kind: ')
rest=$((total - 1))

code=0
"$program" diff --from HEAD >"$work/got" 2>&1 || code=$?
[ "$code" = 0 ] && [ ! -s "$work/got" ] || fail "nothing changed, and yet:" "$work/got"
sed -i 's/CANARY_PERCENT: 10/CANARY_PERCENT: 25/' $values

run
same text <<END
  env.CANARY_PERCENT: 10 -> 25  $v  1 change

== prod/fastapi

Deployment fastapi-prod/fastapi  $deployment
  ~ $field: "10" -> "25"  <- env.CANARY_PERCENT  $t

* Deployment fastapi-prod/fastapi restarts its pods, one after the other

1 changed, $rest the same
END

run --unified
[ "$(head -2 "$work/got" | cut -c5- | uniq)" = "${deployment%:1} Deployment fastapi-prod/fastapi" ] &&
	[ "$(grep -c '^@@' "$work/got")" = 1 ] &&
	[ "$(grep '^[-+]  ' "$work/got" | tr -s ' ' | tr '\n' ' ')" = '- value: "10" + value: "25" ' ] ||
	fail "unified: something else" "$work/got"

run -o markdown
same markdown <<END
### Manifests: 1 changed, $rest the same

<ul>
<li><code>env.CANARY_PERCENT</code>: <code>10</code> &rarr; <code>25</code> in $v: 1 change</li>
</ul>

<ul>
<li><b>interrupts:</b> Deployment <b>fastapi-prod/fastapi</b> restarts its pods, one after the other</li>
</ul>

<details><summary>prod/fastapi: Deployment <b>fastapi-prod/fastapi</b> changed</summary>

\`\`\`diff
# env.CANARY_PERCENT  $t
- $field: "10"
+ $field: "25"
\`\`\`

</details>
END

run -o github
at="file=$values,line=${v##*:},col=19"
same github <<END
::warning $at,title=diff/restart::Deployment fastapi-prod/fastapi restarts its pods, one after the other
::notice $at,title=diff/cause::env.CANARY_PERCENT: 10 -> 25, 1 change%0ADeployment fastapi-prod/fastapi $field: "10" -> "25", $t
END

run -o json
python3 - "$work/got" "$v" "$t" "$field" "$rest" <<'END' || fail "json: something else" "$work/got"
import json, sys
got, value, template, field, rest = sys.argv[1:]
d = json.load(open(got))
at = lambda p: f'{p["file"]}:{p["line"]}'
assert d["summary"] == {"added": 0, "removed": 0, "changed": 1, "renamed": 0, "same": int(rest)}
[o], [e], [c] = d["objects"], d["effects"], d["causes"]
[f] = o["changes"]
assert (o["release"], o["a"]["kind"], o["b"]["name"]) == ("prod/fastapi", "Deployment", "fastapi")
assert (f["kind"], f["path"], f["a"]["value"], f["b"]["value"]) == ("changed", field, "10", "25")
assert f["causes"] == [0] and at(f["template"]["a"]) == at(f["template"]["b"]) == template
assert (c["kind"], c["name"]) == ("value", "env.CANARY_PERCENT") and c["changes"] == 1
assert (c["a"]["value"], c["b"]["value"]) == (10, 25)
assert at(c["a"]["place"]) == at(c["b"]["place"]) == value
assert (e["kind"], e["severity"], e["object"], e["change"]) == ("restart", "warning", 0, 0)
END

run -o html
python3 - "$work/got" "$v" "$t" "$field" "$rest" <<'END' || fail "html: something else" "$work/got"
import html, re, sys
got, value, template, field, rest = sys.argv[1:]
page = open(got).read()
page = re.sub("</?mark>", "", page[page.index("<body>"):page.index("<script>")])
text = lambda s: " ".join(html.unescape(re.sub("<[^>]*>", " ", s)).split())
assert f"1 changed, {rest} the same" in page
[effects] = re.findall("<ul class=effects>(.*?)</ul>", page, re.S)
assert text(effects) == "Deployment fastapi-prod/fastapi restarts its pods, one after the other"
[causes] = re.findall("<details class=causes.*?</table>", page, re.S)
assert text(causes) == f"1 cause env.CANARY_PERCENT {value} 1 change 10 25", text(causes)
[o] = re.findall("<details class=object.*?</table>", page, re.S)
[row] = re.findall("<tr><th scope=row>.*?</tr>", o, re.S)
assert text(row) == f'{field} from env.CANARY_PERCENT {template} "10" "25"', text(row)
[yaml] = re.findall("<details class=yaml>.*?</details>", page, re.S)
assert [text(s) for s in re.findall("<(?:ins|del)>.*?</(?:ins|del)>", yaml)] == \
    ['- value: "10"', '+ value: "25"']
END

# What follows from the change of a ConfigMap is folded under it: checksums, names made of them.
git checkout -q .
values=charts/airflow/values/prod.yaml
sed -i 's/remote_log_conn_id: aws_default/remote_log_conn_id: aws_logs/' $values
run
[ "$(grep -c '^  [-+~>] ' "$work/got")" = 3 ] || fail "checksums: more than the text and two names" "$work/got"
grep -q "^  config.logging.remote_log_conn_id: aws_default -> aws_logs  $values:" "$work/got"
grep -q '^= Deployment airflow-prod/airflow-scheduler  spec.template.metadata.annotations.checksum/config$' "$work/got"
grep -q '^\* Deployment airflow-prod/airflow-scheduler restarts its pods' "$work/got"
run -o json
python3 - "$work/got" <<'END' || fail "json: a checksum does not follow" "$work/got"
import json, sys
d = json.load(open(sys.argv[1]))
changes = [(o, c) for o in d["objects"] for c in o["changes"]]
follow = [c for _, c in changes if "follows" in c]
assert len(follow) == 6 and all(c["path"].endswith(".checksum/config") for c in follow)
assert all(d["objects"][c["follows"]["object"]]["b"]["kind"] == "ConfigMap" for c in follow)
assert len(d["causes"]) == 1
END
run -o markdown
grep -q '4 objects in which changes only follow' "$work/got"
! grep -q '^[-+] .*checksum' "$work/got" || fail "markdown: a checksum is shown" "$work/got"
