#!/bin/sh
# Writes findings in the forms for other programs and has others read them: SARIF is checked against
# its published JSON schema by our own schema room, XML by a parser where there is one.
# Argument: the program. Says why and exits 77 where the schema is not to be had.
set -u
program=$1
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

say_failed() {
	echo "$1"
	failed=1
}

# A chart with something wrong in each file, in a folder whose name wants escaping.
chart="$work/a chart, 100%"
mkdir -p "$chart/templates" "$chart/crds" "$work/check"
cat >"$chart/Chart.yaml" <<'END'
apiVersion: v2
name: app
version: "1"
sources: [bad]
END
cat >"$chart/values.yaml" <<'END'
port: 80
name: "<A> & \"B\" ]]>"
END
cat >"$chart/values.schema.json" <<'END'
{"properties": {"port": {"type": "integer"}}}
END
cat >"$chart/templates/a.yaml" <<'END'
kind: Deployment
metadata:
  name: {{ .Values.name | quote }}
END
cat >"$chart/templates/b.yaml" <<'END'
data: {{ include "missing" . }}
END
printf 'kind: ConfigMap\n' >"$chart/crds/c.yaml"
printf '\n\nport: eighty\n' >"$work/prod.yaml"

# lint FORMAT [ARGUMENT...]: from the work folder, which the paths are relative to.
lint() {
	format=$1
	shift
	(cd "$work" && "$program" lint "a chart, 100%" --format "$format" "$@" 2>/dev/null)
}

# ---- rules ----

sed -n 's/^\t{ "\(.*\)", "\(.*\)" },$/| `\1` | \2 |/p' lib/report/rules.c >"$work/rules"
grep '^| `[a-z]*/' docs/findings.md | diff -u - "$work/rules" ||
	say_failed "docs/findings.md does not list the rules of lib/report/rules.c"

# ---- SARIF ----

schema=.cache/sarif/schema.json
if [ ! -f $schema ]; then
	mkdir -p .cache/sarif
	(cd .cache/sarif && npm pack --silent @microsoft/jest-sarif@1.0.0-beta.0 >/dev/null 2>&1 &&
		tar -xzf ./*.tgz package/lib/schemas/sarif-2.1.0-rtm.5.json &&
		mv package/lib/schemas/sarif-2.1.0-rtm.5.json schema.json
	rm -rf ./*.tgz package)
fi
[ -f $schema ] || {
	echo "the schema of SARIF is not to be had here: reports are not checked against it"
	exit 77
}
printf 'apiVersion: v2\nname: check\nversion: 0.1.0\n' >"$work/check/Chart.yaml"
cp $schema "$work/check/values.schema.json"

# meets FILE: says whether a report meets the schema: it is the values of a chart that has it.
meets() {
	"$program" template x "$work/check" -f "$1" >"$work/out" 2>&1
}

for arguments in "" "-f prod.yaml" "--set name=ok"; do
	# shellcheck disable=SC2086
	lint sarif $arguments >"$work/report.json"
	grep -q '"ruleId"' "$work/report.json" || say_failed "nothing was found with '$arguments'"
	meets "$work/report.json" || {
		say_failed "a report does not meet the schema of SARIF:"
		cat "$work/out"
	}
done
sed 's/"level": "error"/"level": "grave"/' "$work/report.json" >"$work/wrong.json"
meets "$work/wrong.json" && say_failed "a wrong level meets the schema of SARIF"
sed 's/"startLine": [0-9]*/"startLine": 0/' "$work/report.json" >"$work/wrong.json"
meets "$work/wrong.json" && say_failed "line 0 meets the schema of SARIF"

# The other commands that find something, in a chart that renders.
mkdir -p "$work/good/templates"
printf 'apiVersion: v2\nname: good\nversion: 0.1.0\n' >"$work/good/Chart.yaml"
printf 'used: 1\nlist: [1, 2]\nspare: 1\n' >"$work/good/values.yaml"
printf 'lsit: 1\nn: on\nused: 1\nused: 2\n' >"$work/over.yaml"
cat >"$work/good/templates/a.yaml" <<'END'
used: {{ .Values.used }}
list: {{ .Values.list }}
gone: {{ .Values.gone }}
key: {{ randAlphaNum 8 }}
END
for command in "values unused" "values undeclared" "values lint" volatile; do
	# shellcheck disable=SC2086
	(cd "$work" && "$program" $command r good -f over.yaml --format sarif 2>/dev/null) \
		>"$work/report.json"
	grep -q '"ruleId"' "$work/report.json" || say_failed "$command found nothing"
	meets "$work/report.json" || {
		say_failed "the report of $command does not meet the schema of SARIF:"
		cat "$work/out"
	}
done

# ---- JUnit, JSON ----

if command -v python3 >/dev/null; then
	lint junit -f prod.yaml >"$work/report.xml"
	lint json -f prod.yaml >"$work/report.json"
	python3 - "$work" <<'END' || failed=1
import json, sys, xml.etree.ElementTree
work = sys.argv[1]
root = xml.etree.ElementTree.parse(work + "/report.xml").getroot()
cases = root.findall("./testsuite/testcase")
found = json.load(open(work + "/report.json"))
assert len(cases) == len(found["findings"]) == int(root.get("tests")), "cases and findings differ"
assert len(root.findall(".//failure")) == found["errors"] == int(root.get("failures"))
port = [f for f in found["findings"] if "/port" in f["message"]]
assert [(f["file"], f["line"], f["column"]) for f in port] == [("prod.yaml", 3, 7)], port
END
fi
exit $failed
