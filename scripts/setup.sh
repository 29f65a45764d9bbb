# Sourced by the other scripts: finds the top of the repository and installs what is missing.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"

say() {
	printf '%s\n' "$*"
}

# need_packages NAME...: installs those Debian packages of the list that are not there.
need_packages() {
	missing=
	if command -v dpkg-query >/dev/null 2>&1; then
		for package in "$@"; do
			state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
			[ "$state" = installed ] || missing="$missing $package"
		done
		[ -n "$missing" ] || return 0
		say "installing:$missing"
		as_root=
		[ "$(id -u)" = 0 ] || as_root=sudo
		$as_root apt-get update -qq >/dev/null
		# shellcheck disable=SC2086
		DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq \
			--no-install-recommends $missing >/dev/null
		return 0
	fi
	have_tools && return 0
	say "pintle needs a C11 compiler, meson 1.0 or newer, ninja, pkg-config, and the headers of"
	say "libyaml, pcre2, zlib and libcrypto (OpenSSL 3); its tests need cmocka, too."
	say "On Debian and its relatives the packages are: $*"
	exit 1
}

# Says whether what a build needs is there, on systems whose packages we do not know.
have_tools() {
	command -v cc >/dev/null && command -v meson >/dev/null && command -v ninja >/dev/null &&
		command -v pkg-config >/dev/null && pkg-config --exists zlib libcrypto
}

build_packages="gcc libc6-dev meson ninja-build pkg-config libyaml-dev libpcre2-dev zlib1g-dev libssl-dev libcrypt1"
