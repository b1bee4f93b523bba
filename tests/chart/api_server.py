"""A real API server without nodes, which judges what the chart renders."""

import base64
import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.chart.helm import BUILDER, NAMESPACE, Object, Refused, run_helm
from tests.fakes.built import program

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "k8s" / "control_plane.sh"
RESTRICTED = {
    "apiVersion": "v1",
    "kind": "Namespace",
    "metadata": {"name": NAMESPACE, "labels": {"pod-security.kubernetes.io/enforce": "restricted"}},
}
# What pods of the chart may name, and an operator's cluster has.
AROUND: tuple[Object, ...] = (
    RESTRICTED,
    {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": {"name": "low"}, "value": 1},
    {
        "apiVersion": "node.k8s.io/v1",
        "kind": "RuntimeClass",
        "metadata": {"name": "gvisor"},
        "handler": "runsc",
    },
)


@dataclass(frozen=True)
class ApiServer:
    """The server behind a kubeconfig."""

    kubeconfig: Path

    def kubectl(self, *arguments: str, stdin: str = "") -> str:
        """What kubectl prints; raises Refused with what it complains of."""
        command = [str(program("kubectl", BUILDER)), "--kubeconfig", str(self.kubeconfig), *arguments]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Refused(done.stderr + done.stdout)
        return done.stdout

    def apply(self, *objects: Object, is_trial: bool = False) -> str:
        """Applies on the server's side, as Helm 4 does: unknown and repeated fields are errors."""
        text = yaml.safe_dump_all(objects)
        trial = ["--dry-run=server"] if is_trial else []
        how = ["--server-side", "--force-conflicts", "--validate=strict", *trial]
        return self.kubectl("apply", "-n", NAMESPACE, *how, "-f", "-", stdin=text)

    def get(self, kind: str, name: str) -> Object:
        found: Object = json.loads(self.kubectl("get", kind, name, "-n", NAMESPACE, "-o", "json"))
        return found

    def names(self, kinds: str) -> set[str]:
        """What there is, as `kind/name`."""
        return set(self.kubectl("get", kinds, "-n", NAMESPACE, "-o", "name").split())

    def secret(self, name: str) -> dict[str, str]:
        data = self.get("secret", name)["data"]
        return {entry: base64.b64decode(value).decode() for entry, value in data.items()}

    def helm(self, *arguments: str, values: Mapping[str, Any] | None = None) -> str:
        """Helm against this server, with values from its standard input."""
        where = ["--kubeconfig", str(self.kubeconfig), "--namespace", NAMESPACE]
        return run_helm(*arguments, *where, stdin=json.dumps(values or {}))


@contextmanager
def serve(folder: Path) -> Iterator[ApiServer]:
    """A server in `folder`, with the namespace and the kinds that the chart needs; it ends with the block."""
    place = str(folder / "control-plane")
    started = subprocess.run(
        [SCRIPT, "up", place], stdout=subprocess.PIPE, text=True, check=False, env=os.environ
    )
    if started.returncode:
        raise RuntimeError(
            "The API server of the tests did not start: look at what k8s/control_plane.sh said."
        )
    try:
        server = ApiServer(Path(started.stdout.strip().splitlines()[-1]))
        server.kubectl("apply", "-f", str(Path(__file__).parent / "crds"))
        server.apply(*AROUND)
        server.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s")
        yield server
    finally:
        subprocess.run([SCRIPT, "down", place], check=False)
