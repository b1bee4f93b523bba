"""Runs Helm on the chart, and gives what it renders as objects."""

import functools
import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.fakes.built import program

BUILDER = "k8s/build_node.sh"
CHART = Path(__file__).parents[2] / "charts" / "podreel"
VALUE_FILES = ("values.yaml", "values-k3s.yaml", "values-kind.yaml", "values-16gb.yaml", "values-tls.yaml")
# What Helm takes for the cluster's version, where it asks none.
KUBERNETES = "1.34.4"
NAMESPACE = "podreel"

Object = dict[str, Any]
Values = Mapping[str, Any]

# Everything that is off by default, at once.
EVERYTHING: Values = {
    "imagePullSecrets": [{"name": "registry"}],
    "secrets": {"anthropicApiKey": "sk-ant-1", "openaiApiKey": "sk-oa-1", "speechServerKey": "sp-1"},
    "auth": {"keys": [{"name": "teacher", "role": "user", "sha256": "a" * 64}]},
    "api": {
        "replicas": 3,
        "publicUrl": "https://podreel.example.org",
        "ingress": {"enabled": True, "className": "nginx", "host": "podreel.example.org", "tlsSecret": "tls"},
        "httpRoute": {"enabled": True, "parentRefs": [{"name": "web"}], "hostnames": ["podreel.example.org"]},
        "autoscaling": {"enabled": True},
        "extraEnv": {"SSL_CERT_FILE": "/etc/ssl/own.pem"},
        "podLabels": {"team": "media"},
        "topologySpreadConstraints": [
            {
                "maxSkew": 1,
                "topologyKey": "kubernetes.io/hostname",
                "whenUnsatisfiable": "ScheduleAnyway",
                "labelSelector": {"matchLabels": {"app.kubernetes.io/component": "api"}},
            }
        ],
    },
    "video": {
        "nodeSelector": {"pool": "render"},
        "tolerations": [{"key": "render", "operator": "Exists"}],
        "priorityClassName": "low",
        "runtimeClassName": "gvisor",
        "hostUsers": False,
        "podAnnotations": {"note": "a video"},
        "extraEnv": {"PODREEL_COST_LIMIT_USD": 2},
    },
    "s3": {"publicEndpointUrl": "https://s3.example.org", "storage": {"className": "fast"}},
    "networkPolicy": {"apiFrom": [{"namespaceSelector": {}}], "videoEgress": [{"to": [{"podSelector": {}}]}]},
    "metrics": {
        "serviceMonitor": {"enabled": True, "labels": {"release": "prometheus"}},
        "alerts": {"enabled": True, "labels": {"release": "prometheus"}},
        "dashboard": {"enabled": True},
    },
}
# Nothing embedded, and every secret the operator's own.
EXTERNAL: Values = {
    "auth": {"existingSecret": "own-keys"},
    "secrets": {"existingSecret": "own-providers"},
    "providers": ["anthropic", "bedrock"],
    "redis": {"embedded": False, "existingSecret": "own-redis"},
    "s3": {"embedded": False, "existingSecret": "own-s3", "endpointUrl": "https://s3.example.org:9000"},
}


@dataclass(frozen=True)
class Rendered:
    """The objects of one rendering."""

    objects: tuple[Object, ...]

    def all(self, kind: str) -> list[Object]:
        return [item for item in self.objects if item["kind"] == kind]

    def one(self, kind: str, name: str) -> Object:
        """The object of this kind and name; an AssertionError where there is not exactly one."""
        found = [item for item in self.all(kind) if item["metadata"]["name"] == name]
        assert len(found) == 1, f"{len(found)} {kind} named {name} among {self.names()}"
        return found[0]

    def names(self) -> set[tuple[str, str]]:
        return {(item["kind"], item["metadata"]["name"]) for item in self.objects}

    @property
    def job(self) -> Object:
        """The Job that videos are made from."""
        job: Object = yaml.safe_load(self.one("ConfigMap", "podreel-job")["data"]["job.yaml"])
        return job

    def pods(self) -> Iterator[tuple[str, Object]]:
        """Every pod's spec, with what it is of; the video's is one of them."""
        for item in (*self.objects, {**self.job, "metadata": {"name": "vid"}}):
            whose = f"{item['kind']} {item['metadata']['name']}"
            if item["kind"] == "Pod":
                yield whose, item["spec"]
            elif item["kind"] in {"Deployment", "StatefulSet", "Job", "DaemonSet", "CronJob"}:
                yield whose, item["spec"]["template"]["spec"]

    def containers(self) -> Iterator[tuple[str, Object]]:
        for whose, pod in self.pods():
            for container in (*pod.get("initContainers", ()), *pod["containers"]):
                yield f"{whose}: {container['name']}", container


class Refused(Exception):
    """Helm said no."""


def run_helm(*arguments: str, stdin: str = "") -> str:
    """What Helm prints; raises Refused with what it complains of."""
    command = [str(program("helm", BUILDER)), *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(done.stderr + done.stdout)
    return done.stdout


def render(values: Values | None = None, file: str = "values.yaml", release: str = "podreel") -> Rendered:
    """The chart with a file of values, and `values` over it."""
    return _render(json.dumps(values or {}), file, release)


@functools.cache
def _render(values: str, file: str, release: str) -> Rendered:
    where = ["--namespace", NAMESPACE, "--kube-version", KUBERNETES]
    text = run_helm("template", release, str(CHART), *where, "-f", str(CHART / file), "-f", "-", stdin=values)
    return Rendered(tuple(item for item in yaml.safe_load_all(text) if item))
