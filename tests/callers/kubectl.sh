# Sourced by callers.sh: kubectl kustomize, which runs the program itself.

if kubectl=$(scripts/oracle kubectl 2>/dev/null); then
	cat >"$work/kustomization.yaml" <<'YAML'
helmGlobals: {chartHome: charts}
helmCharts:
- {name: fastapi, releaseName: shop, namespace: shop, valuesInline: {replicaCount: 2}}
- {name: fastapi, releaseName: two, valuesFile: charts/fastapi/values/prod.yaml, additionalValuesFiles: [values.yaml]}
- {name: mlflow, releaseName: ml, includeCRDs: true, kubeVersion: "1.30", apiVersions: [x/v1, y/v1]}
- {name: airflow, releaseName: flow, skipTests: true, skipHooks: true, valuesMerge: override}
YAML
	for home in "$work/ours" "$work/helm"; do
		cp "$work/kustomization.yaml" "$home"
		(cd "$home" && "$kubectl" kustomize --enable-helm --helm-command "$home/bin/helm" . \
			>"$home/told/out" 2>"$home/told/err")
		sed -i "s|$home|HOME|g" "$home/told/out" "$home/told/err"
	done
	[ -s "$work/ours/told/out" ] && cmp -s "$work/ours/told/out" "$work/helm/told/out" &&
		cmp -s "$work/ours/told/err" "$work/helm/told/err"
	report "kubectl kustomize --enable-helm --helm-command" $?
	# kubectl of 1.35 and older asks for the version as Helm 3 prints it.
	"$work/ours/bin/helm" version -c --short | grep -q '^v3\.'
	report "kustomize before 5.8: version -c --short" $?
else
	echo "kubectl is not to be had here: left out"
fi
