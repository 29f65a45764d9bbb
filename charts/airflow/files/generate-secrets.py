"""Create the Secrets that are missing, through the API of the cluster.

WANTED is a JSON list of {name, key, kind}; kind is "fernet" or "token". Creating is all the
service account may do: a Secret that exists is neither read nor changed.
"""
import base64, json, os, secrets, ssl, sys, urllib.error, urllib.request

account = os.environ.get("ACCOUNT_DIR", "/var/run/secrets/kubernetes.io/serviceaccount")
address = "https://{KUBERNETES_SERVICE_HOST}:{KUBERNETES_SERVICE_PORT}".format(**os.environ)
url = f"{address}/api/v1/namespaces/{os.environ['NAMESPACE']}/secrets"
trust = ssl.create_default_context(cafile=f"{account}/ca.crt")
with open(f"{account}/token") as file:
    token = file.read().strip()

failed = False
for wanted in json.loads(os.environ["WANTED"]):
    if wanted["kind"] == "fernet":
        value = base64.urlsafe_b64encode(os.urandom(32)).decode()
    else:
        value = secrets.token_hex(32)
    body = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": wanted["name"], "labels": json.loads(os.environ["LABELS"])},
        "stringData": {wanted["key"]: value},
    }
    request = urllib.request.Request(url, json.dumps(body).encode(), method="POST")
    request.add_header("Authorization", f"Bearer {token}")
    request.add_header("Content-Type", "application/json")
    try:
        urllib.request.urlopen(request, context=trust, timeout=30).close()
        print(f"{wanted['name']}: created")
    except urllib.error.HTTPError as error:
        if error.code == 409:
            print(f"{wanted['name']}: exists")
        else:
            failed = True
            print(f"{wanted['name']}: {error.code} {error.read().decode()}", file=sys.stderr)
sys.exit(failed)
