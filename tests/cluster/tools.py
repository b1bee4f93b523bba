"""The operator's commands: `kubectl` and `helm` against the development cluster."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fakes.built import cache

ROOT = Path(__file__).parents[2]
NAMESPACE = "podreel"
PATIENCE_SECONDS = 240
Object = Mapping[str, Any]


def run(*command: str, timeout: float = 600, env: Mapping[str, str] | None = None) -> str:
    """What the command printed; a failure shows all that it said."""
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=timeout, env=env, cwd=ROOT, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def wait_for(look: Callable[[], Any], what: str, seconds: float = PATIENCE_SECONDS) -> Any:
    """What `look` returns, once it is true of it."""
    ends_at = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < ends_at, f"it never came: {what}"
        time.sleep(0.25)
    return found


@dataclass(frozen=True)
class Tools:
    """The commands, with the cluster that they talk to; all in one namespace."""

    kubeconfig: Path
    namespace: str = NAMESPACE

    @property
    def environment(self) -> dict[str, str]:
        path = f"{cache() / 'bin'}:{os.environ['PATH']}"
        return {**os.environ, "KUBECONFIG": str(self.kubeconfig), "PATH": path}

    def run(self, *command: str, timeout: float = 420) -> str:
        return run(*command, timeout=timeout, env=self.environment)

    def kubectl(self, *arguments: str, timeout: float = 120) -> str:
        return self.run("kubectl", "--namespace", self.namespace, *arguments, timeout=timeout)

    def helm(self, *arguments: str, timeout: float = 420) -> str:
        with self.pods_are_shown_after_a_failure():
            return self.run("helm", "--namespace", self.namespace, *arguments, timeout=timeout)

    @contextmanager
    def pods_are_shown_after_a_failure(self) -> Iterator[None]:
        """Notes the state and the last words of all pods, since helm says only that some are not ready."""
        try:
            yield
        except AssertionError as failure:
            failure.add_note(self.kubectl("get", "pods", "--output", "wide"))
            every_pod = ("--selector", "app.kubernetes.io/name", "--all-containers", "--prefix")
            failure.add_note(self.kubectl("logs", *every_pod, "--tail", "8", "--ignore-errors"))
            raise

    def ctr(self, *arguments: str) -> str:
        """As `k3s ctr` on a machine with K3s, but of the built node's containerd."""
        node = '. k8s/versions.sh; exec ctr -a "$CONTAINERD_SOCKET" -n k8s.io "$@"'
        return self.run("bash", "-c", node, "ctr", *arguments)

    def get(self, kind: str, *arguments: str) -> list[Object]:
        """All objects of a kind."""
        items: list[Object] = json.loads(self.kubectl("get", kind, "--output", "json", *arguments))["items"]
        return items

    def job(self, video_id: str) -> Object | None:
        found = self.get("jobs", "--selector", f"podreel/video-id={video_id}")
        return found[0] if found else None

    def pods(self, video_id: str) -> list[Object]:
        return self.get("pods", "--selector", f"podreel/video-id={video_id}")


@contextmanager
def development_cluster() -> Iterator[Tools]:
    """With the images of this very code. One that runs already is left running; another one is stopped."""
    is_up = subprocess.run([ROOT / "k8s" / "kubeconfig.sh"], capture_output=True, check=False).returncode == 0
    run("k8s/cluster_up.sh", timeout=2_400)
    try:
        yield Tools(Path(run("k8s/kubeconfig.sh").strip()))
    finally:
        if not is_up:
            run("k8s/cluster_down.sh")
