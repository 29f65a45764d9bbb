#!/bin/sh
# Checks that the programs of bench/ do what they say, and refuse what they cannot do.
set -eu
built=$1
cd "$2"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
checks=0

fail() {
	echo "$1"
	exit 1
}

# refused COMMAND...: succeeds when the command fails with a message.
refused() {
	! "$@" >"$folder/out" 2>"$folder/err" && [ -s "$folder/err" ] || fail "not refused: $*"
	checks=$((checks + 1))
}

bench/charts "$folder" tiny data:3 copies:2
"$built/pair" 2 /bin/true -- /bin/false >"$folder/pairs"
[ "$(cut -d ' ' -f 1,5 "$folder/pairs" | tr '\n' ,)" = "a 0,b 1,b 1,a 0," ] || fail "pair: order or codes"
refused "$built/pair" 2 /bin/true
refused "$built/pair" 0 /bin/true -- /bin/true
refused "$built/pair" 2 /nowhere -- /bin/true

[ "$("$built/floor" "$folder/tiny" 100 | wc -c)" -eq 100 ] || fail "floor: output"
refused "$built/floor" "$folder/tiny"

echo '{{ range .Values.services }}{{ .name }} {{ end }}' >"$folder/names"
[ "$("$built/render" --output "$folder/names" "$folder/data-3/data.json")" = "service-0 service-1 service-2 " ] ||
	fail "render: a template's text"
echo '{{ fail "no" }}' >"$folder/failing"
refused "$built/render" --output "$folder/failing" "$folder/data-3/data.json"
refused "$built/render" "$folder/nowhere"
for template in bench/pure/*.tmpl; do
	"$built/render" --output "$template" "$folder/data-3/data.json" >"$folder/out"
	grep -q -e service-2 -e number=2 "$folder/out" || fail "$template: no output"
	checks=$((checks + 1))
done
refused bench/charts "$folder" nothing:3
echo "$((checks + 3)) passed, 0 failed"
