#!/bin/sh
# Holds the rule of the house: a file includes its own room, doors of rooms on lower levels, and
# the public headers (docs/design.md). Prints every arrow that breaks it.
set -eu
cd "${1:-$(dirname "$0")/..}"

# The level of each room; rooms on one level do not know each other.
levels='base 0
regex 1
semver 1
time 1
tmpl 1
value 2
crypto 2
codec 3
exec 3
func 4
schema 4
chart 4
report 4
render 5
lint 6
pack 6
reads 6
review 7
diff 8
api 9
project 10'

level_of() {
	printf '%s\n' "$levels" | awk -v room="$1" '$1 == room { print $2 }'
}

bad=0
for file in lib/*/*.c lib/*/*.h; do
	room=${file#lib/}
	room=${room%%/*}
	own=$(level_of "$room")
	if [ -z "$own" ]; then
		echo "$file: room $room has no level in tests/levels.sh"
		bad=1
		continue
	fi
	for other in $(sed -n 's/^#include "\([a-z0-9_]*\)\/.*/\1/p' "$file" | sort -u); do
		[ "$other" = "$room" ] && continue
		level=$(level_of "$other")
		if [ -z "$level" ] || [ "$level" -ge "$own" ]; then
			echo "$file (level $own) includes $other (level ${level:-unknown})"
			bad=1
		fi
	done
done
if grep -n '^#include "' cli/*.c cli/*.h examples/*.c 2>/dev/null |
	grep -v -e '"cli/' -e 'include "[a-z_0-9]*\.h"'; then
	echo "the command line and the examples use only the public headers"
	bad=1
fi
if grep -ln '#include <yaml.h>' lib/*/*.[ch] | grep -v '^lib/codec/'; then
	echo "libyaml is included in codec only"
	bad=1
fi
if grep -l -e '#include <pcre2.h>' -e PCRE2_CODE_UNIT_WIDTH lib/*/*.[ch] | grep -v '^lib/regex/'; then
	echo "pcre2 is included in regex only"
	bad=1
fi
if grep -l '#include <openssl/' lib/*/*.[ch] | grep -v '^lib/crypto/'; then
	echo "OpenSSL is included in crypto only"
	bad=1
fi
exit $bad
