# Sourced by the other scripts: finds the top of the repository and installs what is missing.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top"

say() {
	printf '%s\n' "$*"
}

# is_there ENTRY: an entry is a Debian package, or COMMAND=PACKAGE where the command is enough.
is_there() {
	case $1 in
	*=*) command -v "${1%%=*}" >/dev/null 2>&1 ;;
	*) [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
	esac
}

# need_packages ENTRY...: installs what is not there.
need_packages() {
	if ! command -v dpkg-query >/dev/null 2>&1; then
		have_tools && return 0
		say "pintle needs a C11 compiler, meson 1.0 or newer, ninja, pkg-config, and the headers"
		say "of libyaml, pcre2, zlib, libdeflate and libcrypto (OpenSSL 3); its tests need cmocka, too."
		say "On Debian and its relatives the packages are: $*"
		exit 1
	fi
	missing=
	for entry in "$@"; do
		is_there "$entry" || missing="$missing ${entry#*=}"
	done
	[ -n "$missing" ] || return 0
	say "installing:$missing"
	as_root=
	[ "$(id -u)" = 0 ] || as_root=sudo
	$as_root apt-get update -qq >/dev/null
	# shellcheck disable=SC2086
	DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends \
		$missing >/dev/null
}

# Says whether what a build needs is there, on systems whose packages we do not know.
have_tools() {
	command -v cc >/dev/null && command -v meson >/dev/null && command -v ninja >/dev/null &&
		command -v pkg-config >/dev/null && pkg-config --exists zlib libdeflate libcrypto
}

build_packages="cc=gcc libc6-dev meson=meson ninja=ninja-build pkg-config=pkg-config libyaml-dev libpcre2-dev zlib1g-dev libdeflate-dev libssl-dev musl-dev libcrypt1"
