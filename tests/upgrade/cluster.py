"""A Kubernetes cluster of which the API server is scripted, and the kubelet starts real runners."""

import asyncio
import copy
import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from tests.fakes.kubernetes_api import NAMESPACE, KubernetesApi
from tests.fakes.kubernetes_objects import KubernetesObjects
from tests.upgrade.programs import WAIT_SECONDS, Version

ResultT = TypeVar("ResultT")
Object = dict[str, Any]
_LABELS = {"app.kubernetes.io/instance": "podreel", "app.kubernetes.io/component": "video"}
_RUNNER = {
    "name": "runner",
    "image": "podreel/runner",
    "command": ["python", "-m", "runner", "make"],
    "args": ["--data=/work/data", "--request=/podreel/order/request.json"],
}
TEMPLATE: Object = {
    "apiVersion": "batch/v1",
    "kind": "Job",
    "metadata": {"labels": _LABELS},
    "spec": {
        "backoffLimit": 2,
        "ttlSecondsAfterFinished": 604_800,
        "podReplacementPolicy": "Failed",
        "template": {"spec": {"restartPolicy": "Never", "containers": [_RUNNER]}},
    },
}


@dataclass(frozen=True)
class Cluster:
    """What the API server holds, and where it listens."""

    api: KubernetesApi
    loop: asyncio.AbstractEventLoop
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "KUBECONFIG": str(self.folder / "kubeconfig"),
            "PODREEL_JOB_TEMPLATE": str(self.folder / "job.yaml"),
        }

    def do(self, action: Callable[[KubernetesObjects], ResultT]) -> ResultT:
        """Looks at the objects, or changes them, between two requests."""

        async def act() -> ResultT:
            return action(self.api.objects)

        return asyncio.run_coroutine_threadsafe(act(), self.loop).result(WAIT_SECONDS)

    def job(self, name: str) -> Object:
        return self.do(lambda objects: copy.deepcopy(objects.get("jobs", name)))

    def all(self, kind: str) -> list[Object]:
        return self.do(lambda objects: copy.deepcopy(list(objects.kinds[kind].values())))

    def put(self, kind: str, item: Object) -> None:
        """An object as it was in another server."""
        self.do(lambda objects: objects._store(kind, "ADDED", copy.deepcopy(item)))

    def is_admitted(self, name: str) -> bool:
        jobs = self.do(lambda objects: dict(objects.kinds["jobs"]))
        return name in jobs and not jobs[name]["spec"].get("suspend")

    def start_pod(self, version: Version, name: str, **env: str) -> "Pod":
        """Starts the runner of an admitted Job, as its pod template says."""
        self.create_pod(name)
        return Pod(self, name, self._start_runner(version, self.job(name), env))

    def create_pod(self, name: str) -> None:
        """A running pod of an admitted Job, without a runner."""
        job, began = self.job(name), _now()
        template = job["spec"]["template"]
        metadata = {
            "name": f"{name}-abcde",
            "labels": {**template["metadata"]["labels"], "batch.kubernetes.io/job-name": name},
            "annotations": template["metadata"]["annotations"],
            "ownerReferences": [{"kind": "Job", "name": name, "uid": job["metadata"]["uid"]}],
        }
        running = {"name": "runner", "state": {"running": {"startedAt": began}}}
        status = {"phase": "Running", "startTime": began, "containerStatuses": [running]}
        self.do(lambda objects: objects.create("pods", {"metadata": metadata, "status": status}))
        self._patch("jobs", name, {"startTime": began, "active": 1, "ready": 1})

    def _start_runner(self, version: Version, job: Object, env: dict[str, str]) -> "subprocess.Popen[bytes]":
        template = job["spec"]["template"]
        request = self.folder / f"{job['metadata']['name']}.json"
        annotations = template["metadata"]["annotations"]
        # Pods of 0.1.0 carry the request alone.
        request.write_text(annotations.get("podreel/order") or annotations["podreel/request"])
        runner = next(one for one in template["spec"]["containers"] if one["name"] == "runner")
        places = {"/work/data": str(self.folder / "data"), "/podreel/order/request.json": str(request)}
        words = [*runner["command"], *runner["args"]]
        for path, here in places.items():
            words = [word.replace(path, here) for word in words]
        return version.start(*words, log=request.with_suffix(".log"), env=env)

    def _patch(self, kind: str, name: str, status: Object) -> None:
        self.do(lambda objects: objects.change(kind, name, {"status": status}))


@dataclass(frozen=True)
class Pod:
    """A try of a Job."""

    cluster: Cluster
    job: str
    runner: "subprocess.Popen[bytes]"

    def end(self) -> int:
        """Waits for the runner, shows its end, and returns its exit status."""
        status = self.runner.wait(WAIT_SECONDS)
        lines = (self.cluster.folder / f"{self.job}.log").read_text().splitlines()
        last = [line for line in lines if '"event": "ended"' in line]
        show_end(self.cluster, self.job, status, last[-1] if last else "")
        return status


def show_end(cluster: Cluster, job: str, status: int, told: str = "") -> None:
    """What kubelet and Job controller write where a runner ended with this status."""
    now, reason = _now(), "Completed" if status == 0 else "Error"
    ended = {"exitCode": status, "reason": reason, "message": told, "finishedAt": now}
    phase = "Succeeded" if status == 0 else "Failed"
    container = {"name": "runner", "state": {"terminated": ended}}
    cluster._patch("pods", f"{job}-abcde", {"phase": phase, "containerStatuses": [container]})
    if status == 0:
        done = {"succeeded": 1, "completionTime": now, **_ended("SuccessCriteriaMet", "Complete")}
    else:
        done = {"failed": 1, **_ended("FailureTarget", "Failed", reason="PodFailurePolicy")}
    cluster._patch("jobs", job, {"active": 0, "ready": 0, **done})


def _ended(*kinds: str, reason: str = "CompletionsReached") -> Object:
    condition = {"status": "True", "reason": reason, "lastTransitionTime": _now()}
    return {"conditions": [{"type": kind, **condition} for kind in kinds]}


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def open_cluster(folder: Path) -> Iterator[Cluster]:
    """An empty one, with its kubeconfig and Job template in `folder`."""
    (folder / "data").mkdir(parents=True)
    (folder / "job.yaml").write_text(json.dumps(TEMPLATE))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    api = KubernetesApi()
    try:
        asyncio.run_coroutine_threadsafe(api.__aenter__(), loop).result(WAIT_SECONDS)
        (folder / "kubeconfig").write_text(json.dumps(_kubeconfig(api.url)))
        yield Cluster(api, loop, folder)
    finally:
        asyncio.run_coroutine_threadsafe(api.__aexit__(), loop).result(WAIT_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _kubeconfig(url: str) -> Object:
    context = {"cluster": "it", "user": "me", "namespace": NAMESPACE}
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "here",
        "contexts": [{"name": "here", "context": context}],
        "clusters": [{"name": "it", "cluster": {"server": url}}],
        "users": [{"name": "me", "user": {"token": "none"}}],
    }
