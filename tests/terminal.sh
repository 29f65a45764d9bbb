#!/bin/sh
# What errors look like on a terminal: rich and in colours, unless told otherwise.
# Argument: the program. Says why and exits 77 where there is no python3, which makes the terminal.
set -u
program=$1
cd "$(dirname "$0")/../testdata/errors/01-nil-below-two-includes" || exit 1
command -v python3 >/dev/null || {
	echo "there is no python3 here: errors are not looked at on a terminal"
	exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$program" "$work/helm"
ln -s "$program" "$work/pintle"
failed=0

# on_terminal NAME [ARGUMENT...]: what the program under that name writes on a terminal.
on_terminal() {
	name=$1
	shift
	python3 - "$work/$name" template shop chart "$@" <<'END'
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
out = b""
while True:
    try:
        more = os.read(fd, 65536)
    except OSError:
        break
    if not more:
        break
    out += more
os.waitpid(pid, 0)
sys.stdout.buffer.write(out.replace(b"\r\n", b"\n"))
END
}

# holds TEXT WHAT; lacks TEXT WHAT: look for a text in $out.
holds() {
	case $out in
	*"$1"*) ;;
	*) echo "$2: no '$1' in:" && printf '%s\n' "$out" && failed=1 ;;
	esac
}
lacks() {
	case $out in
	*"$1"*) echo "$2: '$1' in:" && printf '%s\n' "$out" && failed=1 ;;
	esac
}
escape=$(printf '\033')

unset NO_COLOR HELM_COLOR
out=$(on_terminal pintle)
holds "did you mean ingress.tsl?" "by default"
holds "$escape[" "by default"
out=$(NO_COLOR=1 on_terminal pintle)
holds "did you mean ingress.tsl?" "with NO_COLOR"
lacks "$escape[" "with NO_COLOR"
out=$(on_terminal pintle --color=never)
lacks "$escape[" "with --color=never"
out=$(on_terminal pintle --errors=helm)
lacks "did you mean" "with --errors=helm"
holds "Use --debug flag" "with --errors=helm"
out=$(on_terminal helm)
lacks "did you mean" "under the name helm"
lacks "$escape[" "under the name helm"
out=$(on_terminal helm --errors=rich)
holds "did you mean ingress.tsl?" "under the name helm, when asked for"
exit $failed
