#!/bin/sh
# Checks that bench/counts lets unchanged counts pass and refuses those that grew.
set -eu
cd "$1"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# changed CASE FACTOR: the table's counts, one of them multiplied.
changed() {
	awk -F '\t' -v name="$1" -v factor="$2" \
		'!/^#/ { printf "%s\t%d\n", $1, $2 * ($1 == name ? factor : 1) }' bench/counts.tsv
}

changed none 1 >"$folder/same"
changed airflow 1.02 >"$folder/noise"
changed airflow 1.04 >"$folder/grown"
changed airflow 0.5 >"$folder/less"
changed none 1 | sed '$d' >"$folder/missing"
for good in same noise less; do
	bench/counts --measured "$folder/$good" >"$folder/out" || { cat "$folder/out"; exit 1; }
done
for bad in grown missing; do
	! bench/counts --measured "$folder/$bad" >"$folder/out" || { cat "$folder/out"; exit 1; }
	tail -n 1 "$folder/out" | grep -q '1 failed$' || { cat "$folder/out"; exit 1; }
done
echo "5 passed, 0 failed"
