"""A simulated kubelet: moves the pods of one namespace as their prompts say, and serves their logs."""

import asyncio
import contextlib
import json
import ssl
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from controller.cluster.kubernetes.client import MERGE_PATCH, KubernetesClient, Request
from controller.cluster.kubernetes.errors import ApiRefusal
from controller.cluster.kubernetes.manifest import read_order
from tests.controller.cluster.words import words_of

Object = dict[str, Any]
_POLL_SECONDS = 0.05
# Long enough ago that the Job controller's pause after a failure, ten seconds or more, is over.
_LONG_AGO = timedelta(minutes=30)
_STOPPED, _TIME_USED_UP = 143, 75


class Kubelet:
    """The only node of a namespace. Runs inside `async with`."""

    def __init__(self, client: KubernetesClient, keys: Path) -> None:
        self._client = client
        self._keys = keys
        self._node = f"node-{client.namespace}"
        self._pods = f"/api/v1/namespaces/{client.namespace}/pods"
        self._started: dict[str, datetime] = {}
        self._tries: Counter[str] = Counter()
        self._logs: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/containerLogs/{namespace}/{pod}/{container}", self._serve_log)
        self._runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
        await self._runner.setup()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self._keys / "server.crt", self._keys / "server.key")
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=context).start()
        await self._register(self._runner.addresses[0][1])
        self._playing = asyncio.create_task(self._play())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._playing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._playing
        await self._runner.cleanup()
        await self._client.ask(Request("DELETE", f"/api/v1/nodes/{self._node}"))

    async def _register(self, port: int) -> None:
        node = {"apiVersion": "v1", "kind": "Node", "metadata": {"name": self._node}}
        await self._client.ask(Request("POST", "/api/v1/nodes", body=node))
        status = {
            "addresses": [{"type": "InternalIP", "address": "127.0.0.1"}],
            "daemonEndpoints": {"kubeletEndpoint": {"Port": port}},
        }
        await self._patch(f"/api/v1/nodes/{self._node}/status", {"status": status})

    async def _play(self) -> None:
        while True:
            for pod in (await self._client.ask(Request("GET", self._pods)))["items"]:
                # It may be gone, or changed by the Job controller at the same time.
                with contextlib.suppress(ApiRefusal):
                    await self._move(pod)
            await asyncio.sleep(_POLL_SECONDS)

    async def _move(self, pod: Object) -> None:
        name, is_leaving = pod["metadata"]["name"], "deletionTimestamp" in pod["metadata"]
        has_ended = pod["status"].get("phase") in {"Succeeded", "Failed"}
        if is_leaving and has_ended:
            options = {"apiVersion": "v1", "kind": "DeleteOptions", "gracePeriodSeconds": 0}
            await self._client.ask(Request("DELETE", f"{self._pods}/{name}", body=options))
        elif has_ended:
            return
        elif name not in self._started:
            await self._start(pod)
        elif is_leaving:
            await self._end(pod, _STOPPED)
        elif self._is_late(pod):
            await self._end(pod, _TIME_USED_UP, reason="DeadlineExceeded")

    async def _start(self, pod: Object) -> None:
        name, order = pod["metadata"]["name"], read_order(pod["metadata"]["annotations"])
        assert order is not None
        binding = {
            "apiVersion": "v1",
            "kind": "Binding",
            "metadata": {"name": name},
            "target": {"apiVersion": "v1", "kind": "Node", "name": self._node},
        }
        await self._client.ask(Request("POST", f"{self._pods}/{name}/binding", body=binding))
        self._started[name] = datetime.now(UTC)
        self._tries[order.name] += 1
        number, words = self._tries[order.name], words_of(order)
        word = words[min(number, len(words)) - 1]
        self._logs[name] = f"try {number} plays {word}\n"
        running = {"state": {"running": {"startedAt": self._told_start(name, number)}}}
        await self._tell(name, "Running", running)
        if word == "lost":
            await self._lose(pod)
        elif word.isdigit():
            await self._end(pod, int(word), number=number)

    async def _end(self, pod: Object, status: int, *, number: int = 1, reason: str = "") -> None:
        name = pod["metadata"]["name"]
        told = json.dumps({"event": "ended", "exit_status": status})
        self._logs[name] += told + "\n"
        ended = {
            "exitCode": status,
            "reason": "Completed" if status == 0 else "Error",
            "message": told,
            "startedAt": self._told_start(name, number),
            "finishedAt": self._told_start(name, number),
        }
        phase = "Succeeded" if status == 0 else "Failed"
        await self._tell(name, phase, {"state": {"running": None, "terminated": ended}}, reason)

    async def _lose(self, pod: Object) -> None:
        """Reports a pod as ended by a crash of its node, as a kubelet does."""
        unknown = {"exitCode": 137, "reason": "ContainerStatusUnknown", "message": "", "finishedAt": None}
        status = {"state": {"running": None, "terminated": unknown}}
        then = self._told_start(pod["metadata"]["name"], 0)
        conditions = [
            {"type": "DisruptionTarget", "status": "True", "reason": "TerminationByKubelet"},
            {"type": "Ready", "status": "False", "lastTransitionTime": then},
        ]
        await self._tell(pod["metadata"]["name"], "Failed", status, conditions=conditions)

    async def _tell(
        self, name: str, phase: str, runner: Object, reason: str = "", conditions: Sequence[Object] = ()
    ) -> None:
        container = {
            "name": "runner",
            "ready": False,
            "restartCount": 0,
            "image": "i",
            "imageID": "",
            **runner,
        }
        started_at = self._started[name].isoformat(timespec="seconds")
        status: Object = {"phase": phase, "startTime": started_at, "containerStatuses": [container]}
        status |= {"reason": reason} if reason else {}
        status |= {"conditions": list(conditions)} if conditions else {}
        await self._patch(f"{self._pods}/{name}/status", {"status": status})

    async def _patch(self, path: str, patch: Object) -> None:
        await self._client.ask(Request("PATCH", path, {}, patch, MERGE_PATCH))

    def _told_start(self, name: str, number: int) -> str:
        """Times are whole seconds, so each attempt starts in a different one."""
        started = self._started[name] - _LONG_AGO + timedelta(seconds=number)
        return started.isoformat(timespec="seconds")

    def _is_late(self, pod: Object) -> bool:
        allowed = timedelta(seconds=pod["spec"].get("activeDeadlineSeconds", 86_400))
        return datetime.now(UTC) >= self._started[pod["metadata"]["name"]] + allowed

    async def _serve_log(self, request: web.Request) -> web.Response:
        text = self._logs.get(request.match_info["pod"])
        if text is None:
            return web.Response(status=404)
        lines = text.splitlines(keepends=True)
        tail = int(request.query.get("tailLines", len(lines)))
        return web.Response(text="".join(lines[max(0, len(lines) - tail) :]))
