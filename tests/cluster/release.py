"""An installed release, and a customer who reaches its API as a user of `kubectl port-forward` does."""

import base64
import contextlib
import json
import shlex
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.cluster.readme import readme_commands
from tests.cluster.tools import ROOT, Object, Tools, wait_for
from tests.fakes.ports import reserved_port
from tests.whole.customer import Customer

NAME = "podreel"
CHART = str(ROOT / "charts" / "podreel")


@dataclass(frozen=True, kw_only=True)
class Release(Customer):
    """What `helm install` made; it is asked as any service."""

    tools: Tools

    def upgrade(self, *options: str) -> None:
        self.tools.helm("upgrade", NAME, CHART, "--wait", "--reset-then-reuse-values", *options)
        # A forwarded port stays with its pod, and notices only when it is used that it is gone.
        wait_for(lambda: len(self.api_pods()) == 1, "the end of the old pod")
        wait_for(lambda: self.ask("list").status == 0, "an answer of the new pod")

    def wait_for_listed(self, video_id: str) -> None:
        wait_for(lambda: video_id in self.ask("list").stdout, f"{video_id} in the list")

    def api_pods(self) -> set[str]:
        """The names of the API's pods, also of those that are ending."""
        found = self.tools.get("pods", "--selector=app.kubernetes.io/component=api")
        return {pod["metadata"]["name"] for pod in found}

    def wait_for_job(self, video_id: str) -> Object:
        found: Object = wait_for(lambda: self.tools.job(video_id), f"a Job of {video_id}")
        return found

    def wait_for_pod(self, video_id: str, phase: str = "Running") -> str:
        """The name of a pod of the video that is in this phase."""

        def look() -> str:
            names = [
                pod["metadata"]["name"]
                for pod in self.tools.pods(video_id)
                if pod["status"]["phase"] == phase and "deletionTimestamp" not in pod["metadata"]
            ]
            return names[0] if names else ""

        return str(wait_for(look, f"a pod of {video_id} that is {phase}"))

    def health(self) -> Any:
        """What the service says of its parts."""
        answer = self.tools.kubectl(
            "exec", f"deployment/{NAME}-api", "--", "python", "-c", _READ_HEALTH, timeout=60
        )
        return json.loads(answer)


_READ_HEALTH = """
import urllib.error, urllib.request
try:
    answer = urllib.request.urlopen("http://127.0.0.1:8000/health/ready")
except urllib.error.HTTPError as not_ready:
    answer = not_ready
print(answer.read().decode())
"""


def install(tools: Tools, *options: str) -> None:
    """As README prints it: the chart finds the images of this very code by itself."""
    (printed,) = [line for line in readme_commands() if line.startswith("helm install")]
    with tools.pods_are_shown_after_a_failure():
        tools.run(*shlex.split(printed), "--wait", *options)


@contextmanager
def installed(tools: Tools, *options: str) -> Iterator[Release]:
    """`helm install` into a namespace of its own, which is gone afterwards."""
    install(tools, *options)
    try:
        with forwarded(tools, f"service/{NAME}-api") as url:
            yield Release(url, operator_key(tools), tools=tools)
    finally:
        remove(tools)


def remove(tools: Tools) -> None:
    """Uninstalls what is there, and removes its namespace."""
    with contextlib.suppress(AssertionError):
        tools.helm("uninstall", NAME, "--wait")
    tools.kubectl("delete", "namespace", tools.namespace, "--ignore-not-found", timeout=240)


def operator_key(tools: Tools) -> str:
    secret = json.loads(tools.kubectl("get", "secret", f"{NAME}-keys", "--output", "json"))
    return base64.b64decode(secret["data"]["operator-key"]).decode()


@contextmanager
def forwarded(tools: Tools, target: str, port: int = 80) -> Iterator[str]:
    """An address on this machine that leads to a service, also when its pods are exchanged for others."""
    with reserved_port() as local, _kept_forwarding(tools, target, f"{local}:{port}"):
        wait_for(lambda: _answers(local), f"an answer of {target}")
        yield f"http://127.0.0.1:{local}"


@contextmanager
def _kept_forwarding(tools: Tools, target: str, ports: str) -> Iterator[None]:
    over = threading.Event()
    command = ["kubectl", "--namespace", tools.namespace, "port-forward", target, ports]
    running: list[subprocess.Popen[bytes]] = []

    def keep_forwarding() -> None:
        while not over.is_set():
            quiet = subprocess.DEVNULL
            process = subprocess.Popen(command, env=tools.environment, stdout=quiet, stderr=quiet)
            running[:] = [process]
            process.wait()
            time.sleep(0.2)

    forwarding = threading.Thread(target=keep_forwarding)
    forwarding.start()
    try:
        yield
    finally:
        over.set()
        for process in running:
            process.terminate()
        forwarding.join()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True
