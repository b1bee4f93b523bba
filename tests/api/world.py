"""The API over real parts: a desk, a cluster in memory, records in memory or Redis, files in a folder."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2

from api.app import create_app
from api.auth.api_keys import Authenticator, Keyless, hash_key
from api.auth.key_file import KEPT_SECONDS, KeyFile
from api.backends import ApiBackends, ApiOptions
from api.built_page import PAGE_FOLDER
from api.connections.limits import ConnectionLimits
from api.limits import OpenVideoLimit, RequestLimit
from api.server import ApiServer, bind
from api.voice_samples import Sampler
from contract.failure import FailureCode
from contract.model_settings import ModelSettings, ProviderSettings
from contract.names import companion_key, job_name, video_key
from contract.record import VideoRecord
from contract.result_parts import SyncResult
from contract.service_settings import ServiceSettings
from contract.settings import LimitSettings, Settings, SpeechSettings, StorageSettings
from contract.video import VideoStatus
from controller.backends import ControllerBackends
from controller.cluster.fake.cluster import FakeCluster
from controller.commands import VideoCommands
from controller.projection import ended_record
from stores.objects.base import ObjectStore
from stores.objects.directory import DirectoryStore
from stores.orders import write_order
from stores.records.base import FIRST_PAGE, Page, VideoStore
from stores.records.memory import MemoryStore
from stores.results import write_result
from tests.fakes.results import completed_result, failed_result

SECRET = b"a secret of tests only"
USER, OTHER, OPERATOR = "user-key", "other-key", "operator-key"
ORIGIN = "https://school.example"
BASE = "http://127.0.0.1:8000"
QUESTION = "Why is the sky blue in the daytime?"
WISH: Mapping[str, Any] = {"prompt": QUESTION, "model": "offline", "as_text": True}
SCRIPT = """NARRATION = {"title": "Sky", "sections": [{"scene": "Sky", "title": "Sky", "beats": ["Blue."]}]}


class Sky(NarratedScene):
    def construct(self):
        pass
"""
PATIENCE_SECONDS = 120


def write_keys(folder: Path, limits: Mapping[str, int] | None = None) -> Path:
    """A file with one key for a user, another user and an operator; `limits` are the first one's."""
    path = folder / "keys.jsonl"
    lines = [
        {"name": "user", "sha256": hash_key(USER), **({"limits": limits} if limits else {})},
        {"name": "other", "sha256": hash_key(OTHER)},
        {"name": "operator", "role": "operator", "sha256": hash_key(OPERATOR)},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def settings_of(**service: Any) -> Settings:
    """Settings as nobody's environment has them."""
    no_keys = {"openai_api_key": None, "anthropic_api_key": None, "model_server_url": None}
    return Settings(
        models=ModelSettings(),
        providers=ProviderSettings(**no_keys),
        speech=SpeechSettings(),
        storage=StorageSettings(object_store="directory", aws_access_key_id=None),
        limits=LimitSettings(),
        service=ServiceSettings(**{"cors_origins": (ORIGIN,), "public_url": None, **service}),
    )


@dataclass
class World:
    """One API and what is behind it; replace parts before it is asked for anything."""

    folder: Path
    store: VideoStore = field(default_factory=MemoryStore)
    limits: Mapping[str, int] | None = None
    redis_url: str | None = None
    is_keyless: bool = False
    keys_kept_seconds: float = KEPT_SECONDS
    options: ApiOptions = field(default_factory=ApiOptions)
    connections: ConnectionLimits = field(default_factory=ConnectionLimits)
    settings: Settings = field(default_factory=settings_of)
    sampler: Sampler | None = None
    page_folder: Path = PAGE_FOLDER
    namespace: str = ""
    objects: ObjectStore = field(init=False)
    cluster: FakeCluster = field(init=False)
    server: ApiServer | None = None

    def __post_init__(self) -> None:
        self.objects = DirectoryStore(self.folder / "objects")
        self.cluster = FakeCluster(_now)

    def backends(self) -> ApiBackends:
        access: Authenticator = Keyless("127.0.0.1")
        if not self.is_keyless:
            access = KeyFile(write_keys(self.folder, self.limits), kept_seconds=self.keys_kept_seconds)
        return ApiBackends(
            commands=VideoCommands(ControllerBackends(self.cluster, self.store, self.objects), SECRET, _now),
            records=self.store,
            events=self.store,
            objects=self.objects,
            cluster=self.cluster,
            settings=self.settings,
            access=access,
            secret=SECRET,
            request_limit=RequestLimit(self.redis_url),
            open_video_limit=OpenVideoLimit(self.store),
            options=self.options,
            connections=self.connections,
            namespace=self.namespace,
            sampler=self.sampler,
            page_folder=self.page_folder,
        )

    @contextlib.asynccontextmanager
    async def client(self, key: str | None = USER, **options: Any) -> AsyncIterator[httpx2.AsyncClient]:
        """Asks the app itself, without a network."""
        backends = self.backends()
        transport = httpx2.ASGITransport(app=create_app(backends))
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        async with httpx2.AsyncClient(
            transport=transport, base_url=BASE, headers=headers, **options
        ) as client:
            yield client
        await backends.request_limit.close()

    @contextlib.asynccontextmanager
    async def served(self, key: str | None = USER) -> AsyncIterator[httpx2.AsyncClient]:
        """Asks a real server on a free port, which stops with the block."""
        listening = bind("127.0.0.1", 0)
        server = self.server = ApiServer(create_app(self.backends()))
        running = asyncio.create_task(server.serve(sockets=[listening]))
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not server.started:  # noqa: ASYNC110 - uvicorn tells by nothing else
                await asyncio.sleep(0.01)
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            async with httpx2.AsyncClient(base_url=url, headers=headers, timeout=PATIENCE_SECONDS) as client:
                yield client
        finally:
            server.should_exit = True
            await running

    async def advance(self, video_id: str, **changes: Any) -> VideoRecord:
        """The video's record with these changes, as the controller would project them."""
        record = await self.store.get(video_id)
        assert record is not None
        changed = record.model_copy(update=changes)
        assert await self.store.project(changed)
        return changed

    async def complete(self, video_id: str, files: Mapping[str, bytes], notes: tuple[str, ...] = ()) -> None:
        """The video as its runner leaves it, with these files."""
        for name, data in files.items():
            key = video_key(video_id) if name == "video.mp4" else companion_key(video_id, name)
            await self.objects.put_bytes(key, data)
        record = await self.store.get(video_id)
        assert record is not None
        result = completed_result(
            video_id,
            record.generation,
            request=record.request,
            title="Der Himmel: “blau”\r\nX-Evil: 1",
            sync=SyncResult(max_offset_ms=12.0),
            notes=notes,
            files={name: len(data) for name, data in files.items()},
        )
        await write_result(self.objects, result)
        assert await self.store.project(ended_record(result, record, None))

    async def fail(self, video_id: str) -> None:
        """The video as the controller leaves it when its first run has failed: it can be retried."""
        job = await self.cluster.get(job_name(video_id, 1))
        assert job is not None
        await write_order(self.objects, job.order)
        await write_result(self.objects, failed_result(video_id))
        await self.advance(video_id, status=VideoStatus.FAILED, code=FailureCode.INTERNAL)
        await self.cluster.delete(job.name)


class BrokenRecords(MemoryStore):
    """Records with a fault in our own code."""

    fault: Exception = ZeroDivisionError("secret-of-the-house")

    async def list(self, page: Page = FIRST_PAGE) -> tuple[VideoRecord, ...]:
        raise self.fault


async def submit(client: httpx2.AsyncClient, **wishes: Any) -> str:
    """The id of a new video."""
    answer = await client.post("/api/v1/videos", json={**WISH, **wishes})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["video_id"])


def problem_of(answer: httpx2.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document that the answer is."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["detail"]
    assert problem["next_step"]
    return problem


def _now() -> datetime:
    return datetime.now(UTC)
