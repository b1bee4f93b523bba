"""A release of the chart, asked with kubectl and helm; and how this program stops."""

import json
import subprocess
from dataclasses import dataclass
from typing import Any

INVALID, UNAVAILABLE, STOPPED = ("invalid_request", 64), ("unavailable", 69), ("stopped", 130)
Object = dict[str, Any]


class Stop(Exception):
    """Ends the program: what is wrong, what to do, and a code and exit status of Podreel's table."""

    def __init__(self, sentence: str, next_step: str, reason: tuple[str, int] = INVALID) -> None:
        super().__init__(sentence)
        self.next_step = next_step
        self.code, self.exit_status = reason


@dataclass(frozen=True)
class Release:
    """A release of the chart in a namespace, asked with kubectl and helm."""

    name: str
    namespace: str

    def kubectl(self, *arguments: str, **files: Any) -> str:
        return run("kubectl", "--namespace", self.namespace, *arguments, **files)

    def helm(self, *arguments: str, **files: Any) -> str:
        return run("helm", "--namespace", self.namespace, *arguments, **files)

    def facts(self) -> Object | None:
        """What `helm list` says of it; None if it is not installed."""
        found = json.loads(self.helm("list", "--all", "--filter", f"^{self.name}$", "--output", "json"))
        return found[0] if found else None

    def api(self) -> Object:
        """The Deployment of the API."""
        labels = f"app.kubernetes.io/instance={self.name},app.kubernetes.io/component=api"
        items: list[Object] = json.loads(self.kubectl("get", "deployments", "-l", labels, "-o", "json"))[
            "items"
        ]
        if not items:
            raise Stop(f"The release {self.name} has no API.", "Name Podreel's release with --release.")
        return items[0]


def run(*command: str, **files: Any) -> str:
    """What a program printed. Raises Stop with the end of what it complained of."""
    try:
        done = subprocess.run(
            command, **{"stdout": subprocess.PIPE, **files}, stderr=subprocess.PIPE, text=True, check=False
        )
    except FileNotFoundError as error:
        raise Stop(f"{command[0]} is missing.", f"Install {command[0]}.", UNAVAILABLE) from error
    if done.returncode:
        said = " ".join(done.stderr.split()[-60:])
        raise Stop(f"{' '.join(command[:4])} … failed: {said}", "Mend that and try again.", UNAVAILABLE)
    return done.stdout or ""
