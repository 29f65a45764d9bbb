#!/bin/sh
# `pintle diff --from`: charts, values and rendered files of other revisions, read from git without
# touching the work tree. usage: diff_git.sh PROGRAM
set -eu
program=$1
command -v git >/dev/null 2>&1 || { echo "git is not installed: nothing was checked"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME="$folder/home" GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com \
	GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
# Memory that was freed shows at once: a comparison outlives the renders that it was made of.
export MALLOC_PERTURB_=94
mkdir "$HOME" "$folder/repo"
cd "$folder/repo"

bad=0
# expect NAME CODE PATTERN COMMAND...: the exit code, and a line of what is printed; '' is nothing.
expect() {
	name=$1 want=$2 pattern=$3
	shift 3
	code=0
	out=$("$@" 2>&1) || code=$?
	if [ "$code" != "$want" ]; then
		echo "$name: exit $code, want $want: $out"
		bad=1
	elif [ -z "$pattern" ] && [ -n "$out" ]; then
		echo "$name: printed: $out"
		bad=1
	elif ! printf '%s\n' "$out" | grep -q -e "$pattern"; then
		echo "$name: '$pattern' is not in: $out"
		bad=1
	fi
}

git init -q -b main .
mkdir -p charts/web/templates charts/web/values out shared
printf 'apiVersion: v2\nname: web\nversion: 1.0.0\n' >charts/web/Chart.yaml
printf 'replicas: 1\n' >charts/web/values.yaml
printf 'replicas: 2\n' >charts/web/values/prod.yaml
printf 'ignored.yaml\n' >charts/web/.helmignore
printf 'kind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: {{ .Values.replicas }}\n' \
	>charts/web/templates/d.yaml
printf '{{ this is no template' >charts/web/templates/ignored.yaml
printf 'kind: ConfigMap\nmetadata: {name: linked}\ndata: {a: "1"}\n' >shared/linked.yaml
ln -s ../../../shared/linked.yaml charts/web/templates/linked.yaml
printf 'kind: ConfigMap\nmetadata: {name: out}\ndata: {a: "1"}\n' >out/a.yaml
git add .
git commit -q -m one
git tag one
prod='-f charts/web/values/prod.yaml'

# shellcheck disable=SC2086
expect "nothing changed" 0 '' "$program" diff web charts/web $prod --from HEAD
printf 'replicas: 3\n' >charts/web/values/prod.yaml
# shellcheck disable=SC2086
expect "values in the work tree" 2 'spec.replicas: 2 -> 3' "$program" diff web charts/web $prod --from HEAD
printf 'kind: ConfigMap\nmetadata: {name: out}\ndata: {a: "2"}\n' >out/a.yaml
expect "a folder of files" 2 'data.a: "1" -> "2"' "$program" diff out --from HEAD
expect "a file" 2 'data.a: "1" -> "2"' "$program" diff out/a.yaml --from one
printf 'kind: ConfigMap\nmetadata: {name: linked}\ndata: {a: "2"}\n' >shared/linked.yaml
expect "what a link leads to" 2 'data.a: "1" -> "2"' "$program" diff web charts/web --from HEAD
git commit -q -a -m two
expect "two revisions" 2 'spec.replicas: 2 -> 3' \
	"$program" diff web charts/web -f charts/web/values/prod.yaml --from one --to main
expect "the same commit twice" 0 '' "$program" diff web charts/web --from main --to HEAD
cd charts/web/values
expect "from a folder below" 2 'spec.replicas: 2 -> 3' "$program" diff web .. -f prod.yaml --from one
cd "$folder/repo"
expect "from elsewhere" 2 'spec.replicas: 2 -> 3' \
	env -C / "$program" diff web "$folder/repo/charts/web" \
	-f "$folder/repo/charts/web/values/prod.yaml" --from one
ln -s repo "$folder/alias"
cd "$folder/alias"
expect "through a link" 2 'spec.replicas: 2 -> 3' \
	"$program" diff web charts/web -f charts/web/values/prod.yaml --from one
cd "$folder/repo"
mkdir -p charts/new/templates
printf 'apiVersion: v2\nname: new\nversion: 1.0.0\n' >charts/new/Chart.yaml
expect "a chart that was not there" 1 'charts/new is not in one' "$program" diff web charts/new --from one
printf 'a: 1\n' >new.yaml
expect "values that were not there" 1 'open new.yaml: no such file' \
	"$program" diff web charts/web -f new.yaml --from one

expect "no pintle.yaml" 1 'open pintle.yaml' "$program" diff --from HEAD
# All releases of a pintle.yaml, those of two revisions and two of one; however many threads.
cat >pintle.yaml <<END
matrices:
  - charts: [web]
    environments: [dev, prod]
    release: {values: ["charts/{chart}/values/{environment}.yaml"]}
END
printf 'replicas: 1\n' >charts/web/values/dev.yaml
git add .
git commit -q -m three
expect "nothing changed in any release" 0 '' "$program" diff --from HEAD
expect "two releases" 2 'spec.replicas: 1 -> 3' "$program" diff dev/web prod/web
expect "a release that there is not" 1 'no release "nope/web"' "$program" diff nope/web prod/web
sed -i 's/: 1/: 5/' charts/web/values/dev.yaml
expect "a release and its cause" 2 'spec.replicas: 1 -> 5  <- replicas' "$program" diff --from HEAD
expect "where the cause is" 2 'values/dev.yaml:1' "$program" diff pintle.yaml --from HEAD
expect "only some releases" 0 '' "$program" diff --from HEAD --only prod
sed -i 's/replicas:/number:/' charts/web/templates/d.yaml
expect "a template" 2 'd.yaml:4: replicas: {{ .Values.replicas }} -> number' "$program" diff --from HEAD
for threads in 1 2 3; do
	"$program" diff --from one --threads $threads -o json >"$folder/$threads" 2>&1 || true
done
cmp "$folder/1" "$folder/2"
cmp "$folder/1" "$folder/3"
git checkout -q charts
# One release by its id, with itself in another revision, and with files.
printf 'replicas: 6\n' >charts/web/values/dev.yaml
expect "a release of another revision" 2 'spec.replicas: 1 -> 6  <- replicas' "$program" diff dev/web --from HEAD
expect "releases below an id" 2 '1 changed, 1 the same' "$program" diff dev --from HEAD
expect "the same release" 0 '' "$program" diff prod/web --from HEAD
expect "no such release" 1 'no release "nope"' "$program" diff nope --from HEAD
expect "values of a release" 3 'stand in pintle.yaml' "$program" diff dev/web --b-set a=1
"$program" render --only dev --output-dir "$folder/dev" -q 2>/dev/null
printf 'replicas: 8\n' >charts/web/values/dev.yaml
expect "a file and a release" 2 'spec.replicas: 6 -> 8' "$program" diff "$folder/dev/dev/web/manifest.yaml" dev/web
expect "a release and a folder" 2 'spec.replicas: 8 -> 6' "$program" diff dev/web "$folder/dev/dev/web"
expect "a release and no file" 1 'open nope.yaml' "$program" diff dev/web nope.yaml
git checkout -q charts
# A release that is in another namespace now takes its objects along.
printf 'metadata: {name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}}\nkind: ConfigMap\n' \
	>charts/web/templates/n.yaml
cp pintle.yaml all.yml
cat >helm.yaml <<'END'
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: web, namespace: apps}
spec: {chart: {spec: {chart: charts/web}}, values: {replicas: 1}}
END
git add .
git commit -q -m four
sed -i 's/release: {/release: {namespace: other, /' pintle.yaml all.yml
expect "another namespace" 2 'deleted and created anew in another namespace' "$program" diff --from HEAD --only dev
expect "a list of releases by another name" 2 'in another namespace' "$program" diff all.yml --from HEAD
git show HEAD:all.yml >"$folder/old.yml"
sed -i "s|charts: \[web|charts: [$folder/repo/charts/web|; s|charts/{chart}/values|$folder/repo/charts/web/values|" "$folder/old.yml"
expect "two lists" 2 'ConfigMap other/web  metadata.namespace' "$program" diff "$folder/old.yml" all.yml
sed -i 's/replicas: 1/replicas: 4/' helm.yaml
expect "a HelmRelease as an object" 2 'HelmRelease apps/web' "$program" diff helm.yaml --from HEAD
expect "a HelmRelease, rendered" 2 'spec.replicas: 1 -> 4  <- replicas' "$program" diff helm.yaml --from HEAD --render
git checkout -q .
for threads in 1 2 3; do
	"$program" golden check --dir nowhere --threads $threads >"$folder/$threads" 2>&1 || [ $? = 2 ]
done
cmp "$folder/1" "$folder/2"
cmp "$folder/1" "$folder/3"
printf '{{ fail (print "cannot use " .Values.password) }}' >charts/web/templates/f.yaml
printf 'replicas: 1\npassword: PLANTED-secret\n' >charts/web/values/dev.yaml
expect "a release that fails" 1 'release dev/web (b).*cannot use <secret' "$program" diff --from HEAD
rm charts/web/templates/f.yaml
git checkout -q charts

expect "an unknown revision" 1 'there is no revision "nowhere"' "$program" diff web charts/web --from nowhere
expect "an option as a revision" 3 'is no revision' "$program" diff web charts/web --from=--help
expect "a path as a revision" 3 'is no revision' "$program" diff web charts/web --from HEAD:charts
expect "--to alone" 3 'needs --from' "$program" diff web charts/web --to HEAD
mkdir "$folder/empty"
cp -r charts/web "$folder/empty/web" 2>/dev/null || true
expect "no repository" 1 'is in no git repository' "$program" diff web "$folder/empty/web" --from HEAD
expect "no git" 1 'cannot run git' env PATH=/nowhere "$program" diff web charts/web --from HEAD

[ -z "$(git status --porcelain | grep -v '^?? ')" ] || { echo "the work tree was touched"; bad=1; }
exit $bad
