#!/bin/sh
# Checks that the shared library exports pintle_* and nothing else.
set -eu
names=$(nm -D --defined-only "$1" | awk '$2 != "A" { print $3 }' | sed 's/@.*//')
bad=$(printf '%s\n' "$names" | grep -v '^pintle_' || true)
[ -n "$names" ] || { echo "no symbol is exported"; exit 1; }
[ -z "$bad" ] || { echo "exported besides pintle_*:"; printf '%s\n' "$bad"; exit 1; }
