"""A scripted Kubernetes API server over real HTTP: one namespace, and the troubles of such servers."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from tests.fakes.kubernetes_objects import Failed, KubernetesObjects, Object

NAMESPACE = "podreel"
_POLL_SECONDS = 0.01


@dataclass
class Trouble:
    """What meets the next calls of this method to paths with this word, `times` times.

    `status` answers without doing anything; `is_lost` does it and then drops the connection, or, where
    `is_hanging`, keeps it open in silence; `is_cut` drops it first. A `foreign` object is there before.
    """

    method: str
    word: str
    status: int = 0
    reason: str = ""
    message: str = "told so"
    headers: dict[str, str] = field(default_factory=dict)
    is_lost: bool = False
    is_cut: bool = False
    is_hanging: bool = False
    foreign: Object | None = None
    times: int = 1


@dataclass
class WatchScript:
    """How one watch goes whose path has this `word`.

    `max_events` ends it after so many; `is_silent` sends nothing, not even an end; `error` is sent as an
    ERROR event; `loses` and `repeats` are about every event; `bookmarks` sends only those.
    """

    word: str = ""
    max_events: int | None = None
    is_silent: bool = False
    error: int = 0
    loses: bool = False
    repeats: bool = False
    bookmarks: bool = False


class KubernetesApi:
    """Listens while it is entered. `calls` has method, path and query of every request.

    A list has `max_items` a page, and so many `expired_pages` are refused.
    """

    def __init__(self) -> None:
        self.objects = KubernetesObjects()
        self.troubles: list[Trouble] = []
        self.watches: list[WatchScript] = []
        self.calls: list[tuple[str, str, dict[str, str]]] = []
        self.bodies: list[Any] = []
        self.tokens: set[str] | None = None
        self.logs: dict[str, str] = {}
        self.denied: set[str] = set()
        self.max_items = 500
        self.expired_pages = 0
        self._ended = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**22)
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._ended.set()
        await self._runner.cleanup()

    def count(self, method: str, word: str) -> int:
        return sum(call[0] == method and word in call[1] for call in self.calls)

    def watched(self, kind: str) -> int:
        """How many watches of this kind were begun."""
        return len(self._watches_of(kind))

    def watched_from(self, kind: str) -> int:
        """Where the last of them began; 0 before the first."""
        begun = self._watches_of(kind)
        return int(begun[-1]["resourceVersion"]) if begun else 0

    def _watches_of(self, kind: str) -> list[dict[str, str]]:
        return [query for _, path, query in self.calls if "watch" in query and path.endswith(kind)]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        query = dict(request.query)
        self.calls.append((request.method, request.path, query))
        body = json.loads(await request.text() or "null")
        self.bodies.append(body)
        if self.tokens is not None and request.headers.get("authorization", "")[7:] not in self.tokens:
            return _failed(Failed(401, "Unauthorized", "Unauthorized"))
        trouble = self._trouble(request)
        if trouble is not None and (answer := await self._meet(trouble, request)) is not None:
            return answer
        try:
            if query.get("watch"):
                return await self._watch(request, query)
            answer = self._answer(request, query, body)
        except Failed as failed:
            answer = _failed(failed)
        if trouble is not None and trouble.is_hanging:
            await self._ended.wait()
        if trouble is not None and (trouble.is_lost or trouble.is_hanging):
            _drop(request)
        return answer

    def _trouble(self, request: web.Request) -> Trouble | None:
        for trouble in self.troubles:
            if trouble.method == request.method and trouble.word in request.path:
                trouble.times -= 1
                if trouble.times <= 0:
                    self.troubles.remove(trouble)
                return trouble
        return None

    async def _meet(self, trouble: Trouble, request: web.Request) -> web.StreamResponse | None:
        if trouble.foreign is not None:
            self.objects.create(_kind(request.path), trouble.foreign)
        if trouble.is_cut:
            _drop(request)
            return web.Response()
        if trouble.status:
            return _failed(Failed(trouble.status, trouble.reason, trouble.message), trouble.headers)
        return None

    def _answer(self, request: web.Request, query: dict[str, str], body: Any) -> web.Response:
        if request.path.endswith("/selfsubjectaccessreviews"):
            wanted = body["spec"]["resourceAttributes"]
            is_allowed = f"{wanted['verb']} {wanted['resource']}" not in self.denied
            return web.json_response({"status": {"allowed": is_allowed}}, status=201)
        kind, name = _kind(request.path), _name(request.path)
        if request.path.endswith("/log"):
            return self._log(name, query)
        if request.method == "GET" and not name:
            return web.json_response(self._page(kind, query))
        return web.json_response(self._act(request, kind, name, body), status=200)

    def _act(self, request: web.Request, kind: str, name: str, body: Any) -> Object:
        match request.method:
            case "POST" if "dryRun" in request.query:
                return dict(body)
            case "POST":
                return self.objects.create(kind, body)
            case "PUT":
                return self.objects.put(kind, name, body)
            case "PATCH" if isinstance(body, list):
                return self.objects.apply(kind, name, body)
            case "PATCH":
                return self.objects.change(kind, name, body)
            case "DELETE":
                uid = ((body or {}).get("preconditions") or {}).get("uid")
                return self.objects.delete(kind, name, uid)
        return self.objects.get(kind, name)

    def _log(self, name: str, query: dict[str, str]) -> web.Response:
        if name not in self.logs:
            raise Failed(400, "BadRequest", f"container in pod {name} is waiting to start")
        lines = self.logs[name].splitlines(keepends=True)
        tail = int(query.get("tailLines", len(lines)))
        return web.Response(text="".join(lines[len(lines) - min(tail, len(lines)) :]))

    def _page(self, kind: str, query: dict[str, str]) -> Object:
        items = self.objects.listed(kind, query.get("labelSelector", ""))
        if "involvedObject.name" in (field := query.get("fieldSelector", "")):
            items = [item for item in items if item["involvedObject"]["name"] == field.split("=")[1]]
        start, limit = int(query.get("continue") or 0), int(query.get("limit") or 0) or len(items)
        limit = min(limit, self.max_items)
        if start and self.expired_pages:
            self.expired_pages -= 1
            raise Failed(410, "Expired", "The provided continue parameter is too old")
        metadata = {"resourceVersion": str(self.objects.version)}
        if start + limit < len(items):
            metadata["continue"] = str(start + limit)
        return {"metadata": metadata, "items": items[start : start + limit]}

    async def _watch(self, request: web.Request, query: dict[str, str]) -> web.StreamResponse:
        fits = [script for script in self.watches if script.word in request.path]
        script = fits[0] if fits else WatchScript()
        if fits:
            self.watches.remove(script)
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        self.objects.require(int(query["resourceVersion"]))
        await response.prepare(request)
        if script.is_silent:
            await response.write(b"")
            await self._ended.wait()
            return response
        if script.error:
            await response.write(_line("ERROR", Failed(script.error, "Expired", "too old").as_status()))
            return response
        async with asyncio.timeout(float(query["timeoutSeconds"]) + 5):
            with contextlib.suppress(ConnectionResetError):
                async for line in self._events(request, query, script):
                    await response.write(line)
        return response

    async def _events(
        self, request: web.Request, query: dict[str, str], script: WatchScript
    ) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        until, sent = loop.time() + float(query["timeoutSeconds"]), 0
        version, kind = int(query["resourceVersion"]), _kind(request.path)
        while loop.time() < until and not self._ended.is_set() and sent != script.max_events:
            news = self.objects.since(version, kind, query["labelSelector"])
            for at, change, item in news[:1]:
                version, sent = at, sent + 1
                for _ in range(0 if script.loses else 2 if script.repeats else 1):
                    yield _line(change, item)
            if script.bookmarks:
                yield _line("BOOKMARK", {"metadata": {"resourceVersion": str(self.objects.version)}})
            await asyncio.sleep(0 if news else _POLL_SECONDS)


def _line(change: str, item: Object) -> bytes:
    return json.dumps({"type": change, "object": item}).encode() + b"\n"


def _kind(path: str) -> str:
    return path.split(f"/namespaces/{NAMESPACE}/")[1].split("/")[0]


def _name(path: str) -> str:
    return [*path.split(f"/namespaces/{NAMESPACE}/")[1].split("/"), ""][1]


def _failed(failed: Failed, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response(failed.as_status(), status=failed.code, headers=headers)


def _drop(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
