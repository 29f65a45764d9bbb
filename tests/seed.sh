#!/bin/sh
# The same seed gives the same bytes; certificates and hashes made with one are real: the openssl
# command verifies them. usage: seed.sh PROGRAM
set -eu
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/c/templates"
printf 'apiVersion: v2\nname: c\nversion: 0.1.0\n' >"$work/c/Chart.yaml"
cat >"$work/c/templates/t.yaml" <<'END'
{{- $ca := genCA "root" 365 }}
{{- $cert := genSignedCert "host" (list "10.0.0.1") (list "host.local") 365 $ca }}
ca: {{ $ca.Cert | b64enc }}
cert: {{ $cert.Cert | b64enc }}
key: {{ $cert.Key | b64enc }}
ec: {{ genPrivateKey "ecdsa" | b64enc }}
hash: {{ htpasswd "user" "secret" }}
text: {{ randAlphaNum 20 }} {{ uuidv4 }} {{ now | unixEpoch }}
END

render() { "$program" template r "$work/c" --seed "$1"; }
member() { sed -n "s/^$1: //p" "$work/a"; }

render one >"$work/a"
render one >"$work/b"
render two >"$work/other"
cmp -s "$work/a" "$work/b" || { echo "the same seed gave other bytes"; exit 1; }
for line in ca cert key ec hash text; do
	[ "$(member $line)" != "$(sed -n "s/^$line: //p" "$work/other")" ] ||
		{ echo "$line does not depend on the seed"; exit 1; }
done

# The moment at which a seeded clock stands.
then=$(member text | awk '{ print $3 }')
for name in ca cert key ec; do
	member $name | base64 -d >"$work/$name.pem"
done
openssl verify -attime "$((then + 60))" -CAfile "$work/ca.pem" "$work/cert.pem" >/dev/null
openssl rsa -check -noout -in "$work/key.pem" >/dev/null 2>&1
openssl ec -check -noout -in "$work/ec.pem" >/dev/null 2>&1
[ "$(openssl x509 -noout -pubkey -in "$work/cert.pem")" = \
	"$(openssl pkey -pubout -in "$work/key.pem")" ] || { echo "key and certificate differ"; exit 1; }
member hash | grep -q '^user:\$2a\$10\$[./A-Za-z0-9]\{53\}$' || { echo "no bcrypt hash"; exit 1; }
