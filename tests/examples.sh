#!/bin/sh
# Installs the library into a temporary folder, builds the examples against it as a user would, and
# runs them. Arguments: build folder, source folder.
set -eu
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
"$stage/memory" | grep -q '^  text: "hello, pintle"$'
"$stage/host_function" | grep -q '^secret: vault/team-a/db$'
"$stage/threads" "$source/charts/fastapi" | grep -q '^green: 50 manifests, [1-9]'

# The headers are C++, too.
printf '#include <pintle/pintle.h>\nint main() { return pintle_version()[0] == 0; }\n' >"$stage/a.cc"
if command -v c++ >/dev/null 2>&1; then
	# shellcheck disable=SC2046
	c++ -Wall -Wextra -Werror "$stage/a.cc" -o "$stage/a" $(pkg-config --cflags --libs pintle)
	"$stage/a"
fi
