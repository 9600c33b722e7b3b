"""Says what python-cryptography says of each case on stdin, one JSON line each; an empty one where it takes it."""

import datetime
import json
import sys

from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store


def verify(asked):
    leaf, *behind = x509.load_pem_x509_certificates(asked["Chain"].encode())
    roots = x509.load_pem_x509_certificates(asked["Bundle"].encode())
    at = datetime.datetime.fromtimestamp(asked["At"], datetime.timezone.utc).replace(tzinfo=None)
    policy = PolicyBuilder().store(Store(roots)).time(at)
    try:
        if asked["IsClient"]:
            policy.build_client_verifier().verify(leaf, behind)
        else:
            policy.build_server_verifier(x509.DNSName(asked["Name"])).verify(leaf, behind)
    except Exception as error:
        return str(error)
    return ""


for line in sys.stdin:
    print(json.dumps(verify(json.loads(line))), flush=True)
