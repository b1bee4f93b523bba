"""Runs once after `helm uninstall`: ends the Jobs of videos, and removes what the API made beside them.

Only the standard library, and the token of a service account that lives as long as this.
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
# Longer than a pod's grace and the API's own.
PATIENCE_SECONDS = float(os.environ.get("PATIENCE_SECONDS", "90"))


def main() -> int:
    """0 also where a pod of a lost node stays: no one should have to uninstall twice."""
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
        # As long as the API stops, it may still accept a video.
        left = names(f"{core}/pods", f"{ours} in (api,video)")
        if not left and not found:
            break
        if time.monotonic() > until:
            print(f"Still ending: {', '.join(left)}. Look at them with: kubectl get pods -n {namespace}")
            break
        time.sleep(1)
    for name in names(f"{core}/pods", f"{ours}=test"):
        ask("DELETE", f"{core}/pods/{name}")
    ask("DELETE", f"/apis/coordination.k8s.io/v1/namespaces/{namespace}/leases/{os.environ['LEASE']}")
    print(f"Removed {len(jobs)} Jobs of videos.")
    return 0


def names(path: str, selector: str) -> list[str]:
    """Names of the objects that a selector finds."""
    listed = ask("GET", f"{path}?{urllib.parse.urlencode({'labelSelector': selector})}")
    return [item["metadata"]["name"] for item in listed.get("items", ())]


def ask(method: str, path: str) -> dict[str, Any]:
    """The API server's answer; empty where there is no such object. Ends with a sentence where it refuses."""
    host, port = os.environ["KUBERNETES_SERVICE_HOST"], os.environ["KUBERNETES_SERVICE_PORT"]
    shown = f"[{host}]" if ":" in host else host
    token = (ACCOUNT / "token").read_text(encoding="utf-8").strip()
    request = urllib.request.Request(
        f"https://{shown}:{port}{path}", method=method, headers={"Authorization": f"Bearer {token}"}
    )
    trust = ssl.create_default_context(cafile=str(ACCOUNT / "ca.crt"))
    # As kubectl does: the authorities of many clusters lack extensions that Python 3.13 else insists on.
    trust.verify_flags &= ~ssl.VERIFY_X509_STRICT
    try:
        with urllib.request.urlopen(request, timeout=30, context=trust) as answer:  # noqa: S310
            content: dict[str, Any] = json.load(answer)
            return content
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return {}
        sys.exit(f"The API server refuses to {method} {path}: {error.reason}. This Job tries again.")
    except OSError as error:
        sys.exit(f"The API server gives no answer: {error}. This Job tries again.")


if __name__ == "__main__":
    sys.exit(main())
