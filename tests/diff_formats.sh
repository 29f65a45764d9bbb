#!/bin/sh
# Every form of `diff`: no secret in any of them, comments that fit, a page that needs nothing else
# and, where there is a Chromium, works: filter, folding, keys. usage: diff_formats.sh PROGRAM
set -eu
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# side FILE WORD COUNT: objects in which a marked secret stands wherever one may.
side() {
	secret=PLANTED-$2-secret
	coded=$(printf %s "$secret" | base64)
	cat >"$1" <<END
apiVersion: v1
kind: Secret
metadata: {name: s, annotations: {note: "it is $secret"}}
data: {password: $coded}
stringData: {token: $secret}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {annotations: {checksum/secret: "$(printf %s "$secret" | sha256sum | cut -c1-64)"}}
    spec:
      containers:
        - name: web
          image: web:$2
          args: ["--password=$secret"]
          env: [{name: DB_PASSWORD, value: $secret}, {name: PLAIN, value: "a <b> & \`\`\`\` $coded"}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: m}
data:
  file: |
    first
    uses $secret here
    last $2
END
	i=0
	while [ $i -lt "$3" ]; do
		printf -- '---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c%s}\ndata: {a: "%s %s"}\n' \
			$i "$2" $i >>"$1"
		i=$((i + 1))
	done
}
side "$work/a.yaml" one 1100
side "$work/b.yaml" two 1100
side "$work/c.yaml" one 0
side "$work/d.yaml" two 0

for form in text json markdown github html; do
	code=0
	"$program" diff "$work/a.yaml" "$work/b.yaml" -o $form >"$work/$form" 2>"$work/err" || code=$?
	[ $code = 2 ] || { echo "$form: exit code $code"; cat "$work/err"; exit 1; }
	for side in one two; do
		secret=PLANTED-$side-secret
		for shape in "$secret" "$(printf %s "$secret" | base64)"; do
			if grep -qF -- "$shape" "$work/$form" "$work/err"; then
				echo "$form: a secret is printed"
				exit 1
			fi
		done
	done
	grep -q 'web' "$work/$form" || { echo "$form: nothing about the Deployment"; exit 1; }
done

size=$(wc -c <"$work/markdown")
[ "$size" -le 65536 ] || { echo "markdown: $size characters"; exit 1; }
grep -q 'objects are left out here' "$work/markdown"
"$program" diff "$work/c.yaml" "$work/d.yaml" -o markdown >"$work/small" || [ $? = 2 ]
grep -q '^`````diff$' "$work/small" || { echo "markdown: the fence is too short"; exit 1; }
[ "$(grep -c '<details>' "$work/markdown")" = "$(grep -c '</details>' "$work/markdown")" ]
! grep -qE 'https?://|<link|src=' "$work/html" || { echo "html: something from outside"; exit 1; }
grep -q '&lt;b&gt; &amp;' "$work/html"

command -v chromium >/dev/null || { echo "no chromium here: the page itself is not tried"; exit 0; }
{
	cat "$work/html"
	cat <<'END'
<script>
const say = [];
const check = (what, ok) => say.push((ok ? 'ok ' : 'FAILED ') + what);
const objects = [...document.querySelectorAll('details.object')];
const key = (k) => document.dispatchEvent(new KeyboardEvent('keydown', { key: k, bubbles: true }));
const input = document.getElementById('filter');
check('tools are shown', !document.querySelector('.tools').hidden);
input.value = 'deployment web';
input.dispatchEvent(new Event('input'));
check('filter', objects.filter((o) => !o.hidden).length === 1);
key('j');
check('next', document.querySelectorAll('.current').length === 1);
key('o');
check('fold', !document.querySelector('.current').open);
key('e');
check('unfold all', document.querySelector('.current').open);
input.value = '';
input.dispatchEvent(new Event('input'));
check('all again', objects.filter((o) => !o.hidden).length > 1000);
check('width', document.documentElement.scrollWidth <= window.innerWidth + 1);
document.body.textContent = 'RESULT ' + say.join('; ') + ' END';
</script>
END
} >"$work/page.html"
chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
	--disable-component-update --disable-sync --user-data-dir="$work/profile" --dump-dom \
	"file://$work/page.html" 2>/dev/null | sed -n 's/.*RESULT \(.*\) END.*/\1/p' >"$work/result"
grep -q 'ok width' "$work/result" && ! grep -q FAILED "$work/result" ||
	{ echo "page: $(cat "$work/result")"; exit 1; }
