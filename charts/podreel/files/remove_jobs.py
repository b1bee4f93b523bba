"""Runs once after `helm uninstall`: deletes the videos' Jobs, and the Lease that the API created.

It uses only the standard library, and the token of a service account that exists only for this Job.
"""

import json
import os
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

ACCOUNT = Path(os.environ.get("SERVICE_ACCOUNT_FOLDER", "/var/run/secrets/kubernetes.io/serviceaccount"))
# Longer than the termination grace periods of a video's pod and of the API.
PATIENCE_SECONDS = float(os.environ.get("PATIENCE_SECONDS", "90"))


def main() -> int:
    """Returns 0 even if a pod on a lost node remains, so that nobody has to uninstall twice."""
    namespace, release = os.environ["NAMESPACE"], os.environ["RELEASE"]
    core, batch = f"/api/v1/namespaces/{namespace}", f"/apis/batch/v1/namespaces/{namespace}"
    ours = f"app.kubernetes.io/instance={release},app.kubernetes.io/component"
    until = time.monotonic() + PATIENCE_SECONDS
    jobs: set[str] = set()
    while True:
        found = names(f"{batch}/jobs", f"{ours}=video")
        for name in found:
            ask("DELETE", f"{batch}/jobs/{name}?propagationPolicy=Background")
        jobs |= set(found)
        # Until the API has stopped, it may still accept a video.
        left = names(f"{core}/pods", f"{ours} in (api,video)")
        if not left and not found:
            break
        if time.monotonic() > until:
            print(f"Still terminating: {', '.join(left)}. Check with: kubectl get pods -n {namespace}")
            break
        time.sleep(1)
    for name in names(f"{core}/pods", f"{ours}=test"):
        ask("DELETE", f"{core}/pods/{name}")
    ask("DELETE", f"/apis/coordination.k8s.io/v1/namespaces/{namespace}/leases/{os.environ['LEASE']}")
    print(f"Deleted {len(jobs)} Jobs of videos.")
    return 0


def names(path: str, selector: str) -> list[str]:
    """Names of the objects that match a selector."""
    listed = ask("GET", f"{path}?{urllib.parse.urlencode({'labelSelector': selector})}")
    return [item["metadata"]["name"] for item in listed.get("items", ())]


def ask(method: str, path: str) -> dict[str, Any]:
    """The API server's answer; empty if the object does not exist. Exits with a message if it refuses."""
    host, port = os.environ["KUBERNETES_SERVICE_HOST"], os.environ["KUBERNETES_SERVICE_PORT"]
    shown = f"[{host}]" if ":" in host else host
    token = (ACCOUNT / "token").read_text(encoding="utf-8").strip()
    request = urllib.request.Request(
        f"https://{shown}:{port}{path}", method=method, headers={"Authorization": f"Bearer {token}"}
    )
    trust = ssl.create_default_context(cafile=str(ACCOUNT / "ca.crt"))
    # Like kubectl: the certificate authorities of many clusters lack extensions that Python 3.13 requires.
    trust.verify_flags &= ~ssl.VERIFY_X509_STRICT
    try:
        with urllib.request.urlopen(request, timeout=30, context=trust) as answer:  # noqa: S310
            content: dict[str, Any] = json.load(answer)
            return content
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return {}
        sys.exit(f"The API server refused {method} {path}: {error.reason}. This Job will retry.")
    except OSError as error:
        sys.exit(f"The API server is unreachable: {error}. This Job will retry.")


if __name__ == "__main__":
    sys.exit(main())
