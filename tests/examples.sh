#!/bin/sh
# Installs the library into a temporary folder, builds the examples against it as a user would, and
# runs them, under $WRAPPER if that is given. Arguments: build folder, source folder.
set -eu
wrapper=${WRAPPER:-}
build=$1
source=$2
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

DESTDIR=$stage meson install -C "$build" --no-rebuild --quiet
pc=$(find "$stage" -name pintle.pc)
[ -n "$pc" ] || { echo "no pintle.pc was installed"; exit 1; }
PKG_CONFIG_PATH=$(dirname "$pc")
PKG_CONFIG_SYSROOT_DIR=$stage
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR
LD_LIBRARY_PATH=$(dirname "$(find "$stage" -name 'libpintle.so' | head -n 1)")
export LD_LIBRARY_PATH

for name in memory host_function threads; do
	# shellcheck disable=SC2046
	cc -std=c11 -Wall -Wextra -Werror "$source/examples/$name.c" -o "$stage/$name" \
		$(pkg-config --cflags --libs pintle) -pthread
done
# prints PATTERN PROGRAM ARGUMENT...: runs an example that prints a line like the pattern.
prints() {
	pattern=$1
	shift
	$wrapper "$@" >"$stage/output"
	grep -q "$pattern" "$stage/output"
}

prints '^  text: "hello, pintle"$' "$stage/memory"
prints '^secret: vault/team-a/db$' "$stage/host_function"
prints '^green: 50 manifests, [1-9]' "$stage/threads" "$source/charts/fastapi"

# The headers are C++, too.
printf '#include <pintle/pintle.h>\nint main() { return pintle_version()[0] == 0; }\n' >"$stage/a.cc"
if command -v c++ >/dev/null 2>&1; then
	# shellcheck disable=SC2046
	c++ -Wall -Wextra -Werror "$stage/a.cc" -o "$stage/a" $(pkg-config --cflags --libs pintle)
	$wrapper "$stage/a"
fi
echo "3 passed, 0 failed"
