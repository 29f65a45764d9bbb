#!/bin/sh
# fixed.sh DIFFER PROGRAM: compares with the real Helm on fixed seeds, when it is to be had.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
helm=${PINTLE_HELM:-$(command -v helm4 || "$top/scripts/oracle" 2>/dev/null || true)}
if [ ! -x "$helm" ]; then
	echo "the real Helm is not to be had here: nothing compared"
	exit 0
fi
status=0
for seed in 1 2 3; do
	"$1" --oracle "$helm" --program "$2" --seed "$seed" --count 2000 --most 5 || status=1
done
exit $status
