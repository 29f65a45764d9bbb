#!/bin/sh
# fixed.sh DIFFER PROGRAM HELM: compares with the real Helm on the seeds that every test run gates on.
# The last line is 'N passed, N failed'.
set -eu

passed=0
failed=0
for seed in 1 2 3; do
	out=$("$1" --oracle "$3" --program "$2" --seed "$seed" --count 1000 --most 5) || true
	line=$(echo "$out" | tail -n 1)
	ok=$(echo "$line" | sed -n 's/^\([0-9]*\) passed, [0-9]* failed$/\1/p')
	bad=$(echo "$line" | sed -n 's/^[0-9]* passed, \([0-9]*\) failed$/\1/p')
	passed=$((passed + ${ok:-0}))
	failed=$((failed + ${bad:-1}))
	[ "${bad:-1}" = 0 ] || echo "$out" >&2
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
