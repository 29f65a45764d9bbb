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

# A count that was raised in the file wants a new reason: tried on a repository of two files.
mkdir -p "$folder/repository/bench" "$folder/repository/scripts"
cp bench/counts bench/counts.tsv "$folder/repository/bench"
cp scripts/setup.sh "$folder/repository/scripts"
cd "$folder/repository"
git init -q
git add .
git -c user.name=x -c user.email=x@example.org commit -qm x
raise='!/^#/ && $1 == "airflow" { $2 = int($2 * 1.5); $3 = $3 reason } { print }'
for reason in '' ' and more'; do
	git show HEAD:bench/counts.tsv | awk -F '\t' -v OFS='\t' -v reason="$reason" "$raise" >bench/counts.tsv
	changed none 1 >"$folder/raised"
	status=0
	bench/counts --measured "$folder/raised" >"$folder/out" || status=$?
	want=1
	[ -z "$reason" ] || want=0
	[ "$status" = "$want" ] || { cat "$folder/out"; exit 1; }
done
echo "7 passed, 0 failed"
