#!/bin/sh
# Runs the programs that call helm, or their recorded command lines, with pintle in Helm's place, and
# compares standard output, standard error and exit code with the real Helm's (docs/callers.md).
# Argument: the program. Says why and exits 77 where the real Helm is not to be had.
set -u
program=$1
cd "$(dirname "$0")/.."
if [ -n "${PINTLE_HELM:-}" ]; then
	helm=$PINTLE_HELM
else
	helm=$(scripts/oracle 2>/dev/null) || {
		echo "the real Helm is not to be had here: callers are not compared"
		exit 77
	}
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home"
ln -s "$program" "$work/bin/helm"
cp -r charts "$work/charts"
printf 'replicaCount: 3\n' >"$work/values.yaml"
passed=0
failed=0

# report NAME STATUS: counts one comparison.
report() {
	if [ "$2" = 0 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "differs: $1"
	fi
}

# same NAME ARGUMENT...: one command line, from the work folder, with $input on standard input.
input=/dev/null
folder=.
same() {
	name=$1
	shift
	(cd "$work/$folder" && HOME=$work/home "$work/bin/helm" "$@" <"$input" >"$work/out" 2>"$work/err"
		echo $? >>"$work/err")
	(cd "$work/$folder" && HOME=$work/home "$helm" "$@" <"$input" >"$work/out.helm" 2>"$work/err.helm"
		echo $? >>"$work/err.helm")
	cmp -s "$work/out" "$work/out.helm" && cmp -s "$work/err" "$work/err.helm"
	report "$name" $?
}

# Argo CD's repo-server (util/helm/cmd.go), in the chart's folder.
folder=charts/fastapi
same "argo-cd: version" version --short
same "argo-cd: template" template . --name-template shop --namespace prod --kube-version 1.31.2 \
	--set replicaCount=2 --set-string image.tag=1.10 --values values/prod.yaml \
	--api-versions v1 --api-versions monitoring.coreos.com/v1 --include-crds
same "argo-cd: show values" show values .
same "argo-cd: show chart" show chart .
mkdir -p "$work/charts/needy"
printf 'apiVersion: v2\nname: needy\nversion: 1.0.0\ndependencies:\n- {name: gone, version: 1.x.x, repository: ""}\n' \
	>"$work/charts/needy/Chart.yaml"
folder=charts/needy
same "argo-cd: missing dependency" template . --name-template x --namespace y
folder=.

# flux-local (flux_local/helm.py).
same "flux-local" template shop charts/fastapi --namespace prod --repository-cache /tmp/x \
	--repository-config /tmp/y --skip-crds --skip-tests --kube-version 1.30.0 \
	--api-versions a/v1,b/v1 --is-upgrade --no-hooks --enable-dns \
	--disable-openapi-validation --skip-schema-validation --values values.yaml
# Tanka (pkg/helm/template.go): values on standard input, --flag=value.
input=$work/values.yaml
same "tanka" template shop charts/fastapi --values - --api-versions=x/v1 --include-crds --namespace=prod
input=/dev/null
# cdk8s (src/helm.ts): flags first.
same "cdk8s" template -f values.yaml --include-crds shop charts/mlflow
# helmfile, helm-diff, chartify, chartsnap, the Airflow chart's tests.
same "helmfile" template shop charts/platform --values values/none.yaml
same "helm-diff" template shop charts/fastapi --is-upgrade --set replicaCount=4
same "chartify" version '--template={{.Version}}+g{{.GitCommit}}'
same "chartsnap" template shop charts/mlflow --namespace default --values values.yaml
same "airflow tests" template x charts/airflow --values charts/airflow/values/dev.yaml \
	--kube-version 1.30.13 --namespace y --show-only templates/NOTES.txt
same "unknown flag" template shop charts/fastapi --nope

# kubectl kustomize calls the program itself.
if kubectl=$(scripts/oracle kubectl 2>/dev/null) && mkdir "$work/kustomize"; then
	cp -r charts "$work/kustomize/charts"
	cat >"$work/kustomize/kustomization.yaml" <<'YAML'
helmGlobals: {chartHome: charts}
helmCharts:
- {name: fastapi, releaseName: shop, namespace: shop, valuesInline: {replicaCount: 2}}
- {name: mlflow, releaseName: ml, includeCRDs: true, kubeVersion: "1.30"}
YAML
	"$kubectl" kustomize --enable-helm --helm-command "$work/bin/helm" "$work/kustomize" \
		>"$work/out" 2>/dev/null &&
		"$kubectl" kustomize --enable-helm --helm-command "$helm" "$work/kustomize" \
			>"$work/out.helm" 2>/dev/null &&
		[ -s "$work/out" ] && cmp -s "$work/out" "$work/out.helm"
	report "kubectl kustomize" $?
	# kubectl of 1.35 and older asks for the version as Helm 3 prints it.
	"$work/bin/helm" version -c --short | grep -q '^v3\.'
	report "kustomize before 5.8: version -c --short" $?
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
