#!/bin/sh
# Runs the programs that call helm, or their recorded command lines, with pintle in Helm's place, and
# compares standard output, standard error, exit code and written files with the real Helm's
# (docs/callers.md). Argument: the program. Says why and exits 77 where the real Helm is not to be had.
#
# tests/callers/NAME.calls holds the command lines of one caller, a line each:
#   call ARGUMENT...    as a shell reads them
#   in FOLDER           where the calls that follow are made
#   input FILE          their standard input
#   env NAME=VALUE...   their environment, besides PATH and HOME; values are folders in the work folder
set -u
program=$(realpath "$1")
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

# furnish FOLDER PROGRAM: puts charts and files there, and the program under the name helm.
furnish() {
	mkdir -p "$1/bin" "$1/home" "$1/needy" "$1/broken/templates"
	ln -s "$2" "$1/bin/helm"
	cp -r charts "$1/charts"
	printf 'replicaCount: 3\n' >"$1/values.yaml"
	printf 'replicaCount: [\n' >"$1/bad.yaml"
	printf 'apiVersion: v2\nname: needy\nversion: 1.0.0\ndependencies:\n- {name: gone, version: 1.x.x, repository: ""}\n' \
		>"$1/needy/Chart.yaml"
	printf 'apiVersion: v2\nname: broken\nversion: 1.0.0\n' >"$1/broken/Chart.yaml"
	printf 'a: {{ .Values.a.b }}\n' >"$1/broken/templates/a.yaml"
}

# run_in FOLDER ARGUMENT...: one call; what came of it lies in FOLDER/told. The folder's own path is
# replaced, so that both may be compared.
run_in() {
	home=$1
	shift
	rm -rf "$home/told"
	mkdir "$home/told"
	code=0
	# shellcheck disable=SC2086
	(cd "$home/$folder" && env -i PATH="$home/bin:$PATH" HOME="$home/home" $(settings "$home") helm "$@" \
		<"${input:-/dev/null}" >"$home/told/out" 2>"$home/told/err") || code=$?
	echo "$code" >"$home/told/code"
	[ ! -e "$home/$folder/out" ] || mv "$home/$folder/out" "$home/told/files"
	sed -i "s|$home|HOME|g" "$home/told/out" "$home/told/err"
}

# settings FOLDER: the variables of the caller, their values as folders below.
settings() {
	for variable in $variables; do
		case $variable in
		*HOME=*) echo "${variable%%=*}=$1/${variable#*=}" ;;
		*) echo "$variable" ;;
		esac
	done
}

# same NAME ARGUMENT...: one command line through both programs.
same() {
	name=$1
	shift
	run_in "$work/ours" "$@"
	run_in "$work/helm" "$@"
	diff -r "$work/ours/told" "$work/helm/told" >"$work/difference" 2>&1
	status=$?
	report "$name: $*" $status
	[ $status = 0 ] || head -n 8 "$work/difference"
}

# play FILE: the command lines of one caller.
play() {
	folder=.
	input=
	variables=
	caller=$(basename "$1" .calls)
	while read -r word rest; do
		case $word in
		call) eval "same $caller $rest" ;;
		in) folder=$rest ;;
		input) input=$work/ours/$rest ;;
		env) variables=$rest ;;
		esac
	done <"$1"
}

furnish "$work/ours" "$program"
furnish "$work/helm" "$helm"
for file in tests/callers/*.calls; do
	play "$file"
done
. tests/callers/kubectl.sh
. tests/callers/cdk8s.sh

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
