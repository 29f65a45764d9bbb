#!/bin/sh
# No secret is told by the commands that reviewers and their logs see: marked values stand wherever
# a chart may have one, and are looked for in all that `diff`, `golden` and the errors of `render`
# print, in every form, on every way out. usage: secrets.sh PROGRAM
set -eu
program=$(realpath "$1")
command -v git >/dev/null 2>&1 || { echo "git is not installed: nothing was checked"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work/home" GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com \
	GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
mkdir "$HOME" "$work/repo"
cd "$work/repo"
bad=0 runs=0

# ---- what is looked for: the marked words, and what base64 makes of them at any offset ----
shapes() {
	for word in PLANTED-one PLANTED-two PLANTED-set; do
		echo "$word"
		for before in '' x xx; do
			# The first and the last characters depend on what stands around.
			printf %s%s "$before" "$word" | base64 | sed 's/=*$//; s/^...//; s/..$//'
		done
		printf %s "$word" | od -An -tx1 | tr -d ' \n'
		echo
		printf %s "$word" | sha256sum | cut -c1-64
	done
}
shapes >"$work/shapes"

# hides CODE COMMAND...: the exit code, and that no marked word is printed.
hides() {
	want=$1
	shift
	runs=$((runs + 1))
	code=0
	"$@" >"$work/out" 2>"$work/err" </dev/null || code=$?
	[ "$code" = "$want" ] || { echo "exit code $code, not $want: $*"; head -5 "$work/err"; bad=1; }
	if grep -aoF -f "$work/shapes" "$work/out" "$work/err" >"$work/found"; then
		echo "a secret is printed: $*"
		head -3 "$work/found"
		bad=1
	fi
	[ -s "$work/out" ] || [ -s "$work/err" ] || [ "$want" = 0 ] || { echo "nothing is printed: $*"; bad=1; }
}

# ---- a chart with secrets everywhere ----
git init -q -b main .
mkdir -p shop/templates shop/values
printf 'apiVersion: v2\nname: shop\nversion: 0.1.0\n' >shop/Chart.yaml
cat >shop/templates/all.yaml <<'END'
apiVersion: v1
kind: Secret
metadata:
  name: s
  annotations:
    note: "it is {{ .Values.db.password }}, and {{ .Values.db.password | sha256sum }}"
data:
  password: {{ .Values.db.password | b64enc }}
  config: {{ printf "user=me\npassword=%s\n" .Values.db.password | b64enc }}
stringData:
  token: {{ .Values.token }}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      annotations: {checksum/secret: {{ .Values.db.password | sha256sum }}}
    spec:
      containers:
        - name: web
          image: web
          args: ["--password={{ .Values.db.password }}", "--token", {{ .Values.token | quote }}]
          env:
            - {name: DB_PASSWORD, value: {{ .Values.db.password | quote }}}
            - {name: URL, value: "postgres://me:{{ .Values.db.password }}@db/x"}
            - {name: PLAIN, value: {{ .Values.token | quote }}}
            - {name: CODED, value: {{ .Values.token | b64enc | quote }}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: m}
data:
  app.ini: |
    [db]
    replicas = {{ .Values.replicas }}
    password = {{ .Values.db.password }}
    again {{ .Values.token }} in a line
  json: {{ dict "password" .Values.db.password "n" .Values.replicas | toJson | quote }}
{{- range $i, $e := .Values.more }}
---
apiVersion: v1
kind: Secret
metadata: {name: more-{{ $i }}}
stringData: {k: {{ $e }}}
{{- end }}
END
printf 'The password is {{ .Values.db.password }}, the token {{ .Values.token }}.\n' >shop/templates/NOTES.txt
# side FILE WORD REPLICAS: values with marked secrets.
side() {
	cat >"$1" <<END
replicas: $3
db: {password: PLANTED-$2-password}
token: PLANTED-$2-token
END
}
side shop/values.yaml one 1
side shop/values/dev.yaml one 1
side shop/values/prod.yaml two 2
cat >pintle.yaml <<'END'
matrices:
  - charts: [shop]
    environments: [dev, prod]
    release: {namespace: "{environment}", values: ["shop/values/{environment}.yaml"]}
END
mkdir out
"$program" template shop shop >out/a.yaml
"$program" template shop shop -f shop/values/prod.yaml >"$work/b.yaml"
"$program" golden update -q
git add .
git commit -q -m one
side shop/values/dev.yaml two 3
printf 'more: [PLANTED-two-more]\n' >>shop/values/dev.yaml
cp "$work/b.yaml" out/a.yaml

# ---- every form, of every kind of sides ----
for form in text json markdown github html; do
	hides 2 "$program" diff --from HEAD -o $form
	hides 2 "$program" diff shop shop -f shop/values/dev.yaml --from HEAD -o $form
	hides 2 "$program" diff dev/shop prod/shop -o $form
	hides 2 "$program" diff out --from HEAD -o $form
	hides 2 "$program" diff out/a.yaml shop/values/../../golden -o $form
	hides 2 "$program" diff shop:values/dev.yaml shop:values/prod.yaml -o $form
	hides 2 "$program" diff shop shop --a-set token=PLANTED-set-1 --b-set db.password=PLANTED-set-2 -o $form
	hides 2 "$program" diff shop shop --a-set-json '{"db":{"password":"PLANTED-set-1"}}' \
		--b-set-string token=PLANTED-set-2 -o $form
	hides 2 "$program" diff shop shop --set token=PLANTED-set-1 --a-values shop/values/dev.yaml -o $form
	hides 2 "$program" diff shop shop --no-renames --a-values shop/values/dev.yaml --color always -o $form --debug
done
hides 2 "$program" diff --from HEAD --unified
hides 2 "$program" diff --from HEAD --unified --color always
hides 2 "$program" diff shop shop --a-values shop/values/dev.yaml --unified
hides 2 "$program" diff --from HEAD --color always --threads 1 --debug
for form in text json markdown github html; do
	hides 2 "$program" golden check -o $form
done
hides 2 "$program" golden check --unified
hides 2 "$program" golden check --quiet
hides 2 "$program" golden check --color always --split object --debug
hides 2 "$program" golden check --dir out
hides 0 "$program" golden update --dir "$work/golden"
hides 0 "$program" render --output-dir "$work/rendered" --debug
grep -q PLANTED-two-token "$work/rendered/dev/shop/manifest.yaml" || { echo "nothing was rendered"; bad=1; }

# ---- every way out that is an error ----
failing() {
	printf '%s\n' "$1" >shop/templates/fail.yaml
	for errors in helm rich; do
		hides 1 "$program" diff --from HEAD --errors $errors
		hides 1 "$program" diff --from HEAD --errors $errors -o json --debug
		hides 1 "$program" diff dev/shop prod/shop --errors $errors
		hides 1 "$program" diff shop shop -f shop/values/dev.yaml --from HEAD --errors $errors
		hides 1 "$program" diff shop shop --b-set db.password=PLANTED-set-2 --errors $errors --debug
		hides 1 "$program" diff out/a.yaml shop:values/prod.yaml --errors $errors
		hides 1 "$program" golden check --errors $errors --debug
		hides 1 "$program" golden update --dir "$work/golden" --errors $errors
		hides 1 "$program" render --output-dir "$work/rendered" --errors $errors --debug
		hides 1 "$program" render --stdout --errors $errors
	done
	rm shop/templates/fail.yaml
}
failing '{{ fail (printf "cannot use %s" .Values.db.password) }}'
failing '{{ fail (printf "cannot use %s" (.Values.token | b64enc)) }}'
failing '{{ .Values.db.password.x }}'
failing '{{ index .Values.db .Values.token "a" }}'
failing '{{ tpl (printf "{{ nope %s }}" .Values.token) . }}'
failing 'a: {{ .Values.token }}: {{ .Values.db.password }}: x'
failing 'kind: K
a: "{{ .Values.token }}
b: {{ .Values.db.password }}'
failing '{{ .Values.token | atoi | required "x" }}{{ add1 "x" | fail }}'
failing '{{ toDate "2006-01-02" .Values.token | mustToDate "x" }}'
failing '{{ mustRegexMatch (printf "(%s" .Values.db.password) "x" }}'
failing '{{ genCA .Values.token "x" }}'
failing '{{ fromYaml .Values.token | toYaml }}{{ mustFromJson .Values.token }}'

# Values that are refused: by a schema, on the command line, in their files.
cat >shop/values.schema.json <<'END'
{"properties": {"token": {"pattern": "^never$"}, "db": {"properties": {"password": {"enum": ["x"]}}}}}
END
for errors in helm rich; do
	hides 1 "$program" diff shop shop --b-values shop/values/dev.yaml --errors $errors
	hides 1 "$program" diff --from HEAD --errors $errors
	hides 1 "$program" golden check --errors $errors
	hides 1 "$program" render --stdout --errors $errors
done
rm shop/values.schema.json
hides 1 "$program" diff shop shop --b-set 'db[x]=PLANTED-set-1'
hides 1 "$program" diff shop shop --b-set 'token=PLANTED-set-1,x[y]=1'
hides 1 "$program" diff shop shop --b-set-json 'token=PLANTED-set-1'
hides 1 "$program" diff shop shop --b-set 'token.x=PLANTED-set-1' --a-set 'db=PLANTED-set-2'
printf 'db: {password: PLANTED-two-x\ntoken: [PLANTED-two-y: PLANTED-two-z: 1\n' >shop/values/dev.yaml
for errors in helm rich; do
	hides 1 "$program" diff shop shop --b-values shop/values/dev.yaml --errors $errors
	hides 1 "$program" diff --from HEAD --errors $errors
	hides 1 "$program" golden check --errors $errors
	hides 1 "$program" render --stdout --errors $errors
done

# A warning that tells what a value overwrites.
git checkout -q shop
printf 'sub: {db: {password: PLANTED-one-sub}}\n' >>shop/values.yaml
printf 'sub: {db: PLANTED-two-x}\n' >>shop/values/dev.yaml
git commit -q -a -m two
printf 'replicas: 7\n' >>shop/values/dev.yaml
sed -i '/^replicas: 1$/d' shop/values/dev.yaml
mkdir -p shop/charts/sub
printf 'apiVersion: v2\nname: sub\nversion: 0.1.0\n' >shop/charts/sub/Chart.yaml
"$program" template shop shop -f shop/values/dev.yaml 2>&1 >/dev/null | grep -q 'map.*PLANTED-one' ||
	{ echo "there is no warning to hide anything in"; bad=1; }
hides 2 "$program" diff shop shop --b-values shop/values/dev.yaml
hides 2 "$program" diff --from HEAD --debug
hides 2 "$program" golden check --debug
hides 0 "$program" render --output-dir "$work/rendered"
git checkout -q shop
rm -r shop/charts
printf 'kind: Secret\nstringData: {a: PLANTED-one-x, b: "PLANTED-one-y\n' >"$work/broken.yaml"
hides 1 "$program" diff "$work/broken.yaml" out/a.yaml
hides 1 "$program" diff out/a.yaml "$work/broken.yaml" -o json
printf 'kind: Secret\nstringData: {a: PLANTED-one-x, b: "PLANTED-one-y\n' >golden/dev/shop/manifest.yaml
hides 2 "$program" golden check
hides 3 "$program" diff shop --b-set token=PLANTED-set-1 --nope
hides 3 "$program" diff shop shop shop --b-set token=PLANTED-set-1

# What --show-secrets shows shows that there was something to hide.
"$program" diff shop:values/dev.yaml shop:values/prod.yaml --show-secrets >"$work/out" || [ $? = 2 ]
grep -q PLANTED-two-password "$work/out" || { echo "--show-secrets hides them"; bad=1; }
echo "$runs runs"
exit $bad
