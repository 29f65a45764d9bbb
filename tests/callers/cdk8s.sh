# Sourced by callers.sh: cdk8s renders bundled charts with its Helm construct, and with its own
# command line; both look for helm in PATH.

if cdk8s=$(scripts/cdk8s 2>/dev/null); then
	for home in "$work/ours" "$work/helm"; do
		cp tests/callers/cdk8s.js "$home/main.js"
		ln -s "$cdk8s" "$home/node_modules"
		rm -rf "$home/told"
		mkdir "$home/told"
		(cd "$home" && env -i PATH="$home/bin:$PATH" HOME="$home/home" TMPDIR="$home/home" \
			node_modules/.bin/cdk8s synth --check-upgrade=false --app 'node main.js' \
			--output told/dist >told/out 2>told/err) || echo "exit $?" >>"$home/told/err"
	done
	grep -q 'kind: Deployment' "$work"/ours/told/dist/*.k8s.yaml &&
		diff -r "$work/ours/told" "$work/helm/told" >"$work/difference" 2>&1
	status=$?
	report "cdk8s synth, with its Helm construct" $status
	[ $status = 0 ] || head -n 8 "$work/difference" "$work/ours/told/err"
else
	echo "cdk8s cannot be installed here: left out"
fi
