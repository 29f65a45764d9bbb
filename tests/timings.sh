#!/bin/sh
# Checks what --timings prints: every phase once, on standard error, after success and failure.
set -eu
program=$1
chart=$2/charts/fastapi
want='load values schema parse execute split write other total'

# names_of ARGUMENT...: the words that lines of times begin with.
names_of() {
	"$program" template web "$chart" "$@" 2>&1 >/dev/null |
		sed -n 's/^\([a-z]*\)  *[0-9]*\.[0-9][0-9][0-9] ms$/\1/p' | xargs
}

for arguments in --timings '--timings --set replicaCount=no' '--timings --output-dir /dev/null'; do
	# shellcheck disable=SC2086
	[ "$(names_of $arguments)" = "$want" ] || { echo "wrong with $arguments"; exit 1; }
done
[ -z "$(names_of)" ] || { echo "times without --timings"; exit 1; }
echo "4 passed, 0 failed"
