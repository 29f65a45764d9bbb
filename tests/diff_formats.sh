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
# A second page has what only follows, and texts side by side.
side() {
	printf 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: m}\ndata:\n  f: |\n    one\n    level=%s here\n    end\n' "$2"
	printf -- '---\nkind: Deployment\napiVersion: apps/v1\nmetadata: {name: web}\nspec: {template: {metadata: {'
	printf 'annotations: {checksum/config: "%s"}}}}\n' "$(printf %s "$2" | sha256sum | cut -c1-64)"
	printf -- '---\nkind: Service\napiVersion: v1\nmetadata: {name: s-%s}\n' "$2"
}
mkdir "$work/e" "$work/f"
mkdir "$work/e/shop" "$work/f/shop"
side "" debug >"$work/e/shop/a.yaml"
side "" trace >"$work/f/shop/a.yaml"
"$program" diff "$work/e" "$work/f" --no-renames -o html >"$work/html2" || [ $? = 2 ]
grep -q '<mark>debug</mark>' "$work/html2" || { echo "html: what differs in a line is not marked"; exit 1; }

# try PAGE WIDTH SCRIPT: runs a script in the page, which says what holds.
try() {
	{
		cat "$1"
		echo "<script>"
		cat <<'END'
const say = [];
const check = (what, ok) => say.push((ok ? 'ok ' : 'FAILED ') + what);
const objects = [...document.querySelectorAll('details.object')];
const key = (k) => document.dispatchEvent(new KeyboardEvent('keydown', { key: k, bubbles: true }));
const input = document.getElementById('filter');
const type = (text) => { input.value = text; input.dispatchEvent(new Event('input')); };
const shown = () => objects.filter((o) => !o.hidden).length;
const visible = (e) => getComputedStyle(e).display !== 'none' && e.getClientRects().length > 0;
END
		cat "$3"
		cat <<'END'
check('width', document.documentElement.scrollWidth <= window.innerWidth + 1);
setTimeout(() => { document.body.textContent = 'RESULT ' + say.join('; ') + ' END'; }, 200);
</script>
END
	} >"$work/page.html"
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --user-data-dir="$work/profile" --window-size="$2,900" \
		--virtual-time-budget=3000 --dump-dom "file://$work/page.html" 2>/dev/null |
		sed -n 's/.*RESULT \(.*\) END.*/\1/p' >"$work/result"
	grep -q 'ok width' "$work/result" && ! grep -q FAILED "$work/result" ||
		{ echo "page, $2 wide: $(cat "$work/result")"; exit 1; }
}

cat >"$work/many.js" <<'END'
check('tools are shown', !document.querySelector('.tools').hidden);
type('deployment web');
check('filter', shown() === 1);
key('j');
check('next', document.querySelectorAll('.current').length === 1);
key('o');
check('fold', !document.querySelector('.current').open);
key('e');
check('unfold all', document.querySelector('.current').open);
key('c');
check('fold all', !document.querySelector('.current').open);
type('');
check('all again', shown() > 1000);
END
cat >"$work/few.js" <<'END'
const web = objects.find((o) => o.textContent.includes('Deployment web'));
check('what follows is hidden', web.hidden);
key('f');
check('and shown', !web.hidden && shown() === 4);
key('f');
type('shop');
check('filter by release', shown() === 3);
type('nothing such');
check('nothing is left', shown() === 0 && document.querySelector('h2').hidden);
const link = document.querySelector('.effects a[href="#' + web.id + '"]');
location.hash = link.getAttribute('href');
setTimeout(() => {
  check('a link shows what it leads to', !web.hidden && web.open && web.classList.contains('current'));
}, 100);
type('');
key('j');
key('j');
key('k');
check('there and back', objects.indexOf(document.querySelector('.current')) === 0);
const [a, b] = document.querySelectorAll('tr.lines:not(.same) td');
const side = a.getBoundingClientRect().top === b.getBoundingClientRect().top;
check('side by side, or below one another', side === window.innerWidth > 800);
check('what is the same stands there once where it is narrow',
  visible(document.querySelector('tr.same td.b')) === window.innerWidth > 800);
END
try "$work/html" 1280 "$work/many.js"
try "$work/html" 500 "$work/many.js"
try "$work/html2" 1280 "$work/few.js"
try "$work/html2" 500 "$work/few.js"
# Without scripts all of it is there.
sed '/<script>/,/<\/script>/d' "$work/html2" >"$work/plain.html"
grep -q 'class=tools hidden' "$work/plain.html" && [ "$(grep -c '<details class=object' "$work/plain.html")" = 4 ]
