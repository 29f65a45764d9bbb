#!/bin/sh
# The files for the places where reviewers work, each run as far as it can be here: the action for
# GitHub, the template for GitLab, the plugin for Argo CD, the hooks of pre-commit.
# usage: integrations.sh PROGRAM SOURCE_ROOT
set -eu
program=$1
root=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/pintle"
PATH=$work/bin:$PATH

fail() {
	echo "$*"
	exit 1
}

# member FILE PATH: prints a member of a YAML file, read by a template.
member() {
	rm -rf "$work/reader"
	mkdir -p "$work/reader/templates"
	cp "$1" "$work/reader/file.yaml"
	printf 'apiVersion: v2\nname: reader\nversion: 0.1.0\n' >"$work/reader/Chart.yaml"
	printf '{{- $f := .Files.Get "file.yaml" | fromYaml }}\nx: {{ %s | b64enc }}\n' "$2" \
		>"$work/reader/templates/x.yaml"
	pintle template r "$work/reader" | sed -n 's/^x: //p' | base64 -d
}

# A repository with a chart, two releases, and golden files.
mkdir -p "$work/repo"
cd "$work/repo"
mkdir -p shop/templates
printf 'apiVersion: v2\nname: shop\nversion: 0.1.0\n' >shop/Chart.yaml
printf 'color: red\n' >shop/values.yaml
cat >shop/templates/a.yaml <<'END'
apiVersion: v1
kind: ConfigMap
metadata: {name: {{ .Release.Name }}}
data: {color: {{ .Values.color }}}
END
cat >pintle.yaml <<'END'
releases:
  - {name: one, id: dev/one, chart: shop}
  - {name: two, id: prod/two, chart: shop, set: [color=blue]}
END
pintle golden update --quiet
git init -q
git config user.email someone@example.com
git config user.name someone
git add -A
git commit -qm first

# ---- Argo CD: the plugin's command prints the releases that its environment chooses ----
[ "$(member "$root/integrations/argocd/plugin.yaml" '$f.spec.generate.command | join " "')" = "sh -c" ]
member "$root/integrations/argocd/plugin.yaml" 'index $f.spec.generate.args 0' >"$work/generate"
[ "$(sh "$work/generate" | grep -c '^kind: ConfigMap')" = 2 ] || fail "argo cd: all releases"
[ "$(ARGOCD_ENV_PINTLE_ONLY=prod KUBE_VERSION=1.33.0 KUBE_API_VERSIONS=v1,apps/v1 sh "$work/generate" |
	grep -c '^kind: ConfigMap')" = 1 ] || fail "argo cd: one release"

# ---- GitHub ----
member "$root/integrations/github/action.yml" '(index $f.runs.steps 1).run' >"$work/step"
GITHUB_ACTION_PATH=$root/integrations/github GITHUB_STEP_SUMMARY=$work/summary GITHUB_OUTPUT=$work/outputs
export GITHUB_ACTION_PATH GITHUB_STEP_SUMMARY GITHUB_OUTPUT
sh "$work/step" >"$work/log" || fail "github: a clean tree fails: $(cat "$work/log")"
grep -q '^differs=false$' "$work/outputs" || fail "github: differs"
sed -i 's/red/green/' shop/values.yaml
code=0
PINTLE_FROM=HEAD PINTLE_COMMENT_FILE=$work/comment sh "$work/step" >"$work/log" || code=$?
[ $code = 2 ] || fail "github: exit code $code: $(cat "$work/log")"
grep -q '^differs=true$' "$work/outputs" || fail "github: does not differ"
grep -q 'pintle golden update' "$work/summary" || fail "github: no way out is named"
grep -q 'Manifests: 1 changed' "$work/summary" || fail "github: no comparison"
cmp -s "$work/comment" /dev/null && fail "github: no comment"
grep -q '^::notice ' "$work/log" || fail "github: no annotation"

# ---- GitLab ----
member "$root/integrations/gitlab/pintle.yml" '$f.pintle.script | join "\n"' >"$work/script"
git checkout -q .
PINTLE_FILE=pintle.yaml sh -e "$work/script" >"$work/log" || fail "gitlab: $(cat "$work/log")"
sed -i 's/red/green/' shop/values.yaml
pintle golden update --quiet
PINTLE_FILE=pintle.yaml CI_MERGE_REQUEST_DIFF_BASE_SHA=HEAD sh -e "$work/script" >"$work/log" ||
	fail "gitlab: $(cat "$work/log")"
grep -q '</html>' pintle-diff.html || fail "gitlab: no page"
rm pintle-diff.html
git checkout -q .

# ---- pre-commit ----
for entry in $(sed -n 's/^  entry: pintle //p' "$root/.pre-commit-hooks.yaml" | tr ' ' _); do
	# shellcheck disable=SC2046
	pintle $(echo "$entry" | tr _ ' ') >/dev/null || fail "pre-commit: pintle $entry"
done
if command -v pre-commit >/dev/null; then
	mkdir "$work/hooks"
	cp "$root/.pre-commit-hooks.yaml" "$work/hooks"
	(cd "$work/hooks" && git init -q && git add -A &&
		git -c user.email=a@example.com -c user.name=a commit -qm hooks)
	export HOME="$work" PRE_COMMIT_HOME="$work/cache"
	pre-commit try-repo "$work/hooks" pintle-golden --all-files >"$work/log" 2>&1 ||
		fail "pre-commit: $(cat "$work/log")"
	sed -i 's/red/green/' shop/values.yaml
	if pre-commit try-repo "$work/hooks" pintle-golden --all-files >"$work/log" 2>&1; then
		fail "pre-commit: a difference passes"
	fi
	grep -q changed "$work/log" || fail "pre-commit: $(cat "$work/log")"
else
	echo "no pre-commit here: its hooks are run by hand only"
fi
