"""The objects that the API's routes use. The program that starts the API creates them; tests use fakes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import cast

from starlette.requests import HTTPConnection

from api.auth.access_changes import AccessChanges
from api.auth.api_keys import Authenticator
from api.auth.grant_book import GrantBook
from api.auth.links import LINK_PLACE, Links
from api.auth.recent_grants import LookUpTimes
from api.auth.sessions import SESSION_PLACE, Sessions
from api.auth.signed_tokens import LINK_PURPOSE, SESSION_PURPOSE, Signer
from api.built_page import PAGE_FOLDER
from api.connections.limits import ConnectionLimits
from api.event_format import EventFormatter
from api.limits import AddressLimit, OpenVideoLimit, RequestLimit
from api.long_requests import LongRequests
from api.metrics import Metrics, no_facts
from api.result_cache import ResultCache
from api.schemas.service import PartHealth
from api.script_check import ScriptCheck
from api.shared_work import SharedWork
from api.voice_samples import Sampler, Samples
from contract.settings import Settings
from controller.cluster.base import Cluster
from controller.commands import VideoCommands
from controller.facts import ControllerFacts
from stores.damage import DamageRegister
from stores.events import VideoEvents
from stores.grants import GrantFiles
from stores.objects.base import ObjectStore
from stores.records.base import VideoRecords


@dataclass(frozen=True)
class ApiOptions:
    """Limits of single requests."""

    # Fits a script of the maximum size, as JSON.
    max_body_bytes: int = 1024 * 1024
    body_seconds: float = 30.0
    # Bodies above 16 KiB that are in memory at the same time.
    most_uploads: int = 128
    heartbeat_seconds: float = 15.0
    probe_seconds: float = 2.0
    # By address, of callers without a valid key.
    failed_per_minute: int = 60
    metrics_per_minute: int = 60
    # How often the access of an open stream is checked.
    access_seconds: float = 3.0
    look_up: LookUpTimes = field(default_factory=LookUpTimes)


def never_stale() -> str:
    """For a service that never needs a restart."""
    return ""


def no_trouble() -> str:
    """For a service whose Redis is somebody else's."""
    return ""


@dataclass(frozen=True)
class ApiBackends:
    """Everything that routes use. All replicas share `secret`. Once `closing` is set, event streams end, so
    that the server can stop. `redis_trouble` returns why an embedded Redis does not run, or an empty text.
    `page_folder` holds the built web page.
    `namespace` is that of the videos' Jobs in Kubernetes; empty if they are made elsewhere.
    """

    commands: VideoCommands
    records: VideoRecords
    events: VideoEvents
    objects: ObjectStore
    cluster: Cluster
    settings: Settings
    access: Authenticator
    secret: bytes
    request_limit: RequestLimit
    open_video_limit: OpenVideoLimit
    options: ApiOptions = field(default_factory=ApiOptions)
    connections: ConnectionLimits = field(default_factory=ConnectionLimits)
    metrics: Metrics = field(default_factory=Metrics)
    facts: Callable[[], ControllerFacts] = no_facts
    sampler: Sampler | None = None
    stale: Callable[[], str] = never_stale
    redis_trouble: Callable[[], str] = no_trouble
    namespace: str = ""
    was_ready: asyncio.Event = field(default_factory=asyncio.Event)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    damage: DamageRegister = field(default_factory=DamageRegister)
    page_folder: Path = PAGE_FOLDER

    @cached_property
    def event_streams(self) -> LongRequests:
        return LongRequests("event streams", self.connections.most * 3 // 4, self.connections.most // 4)

    @cached_property
    def downloads(self) -> LongRequests:
        # Fewer, because each holds a piece of its file in memory.
        return LongRequests("downloads", self.connections.most // 8, self.connections.most // 16)

    @cached_property
    def uploads(self) -> LongRequests:
        return LongRequests("large uploads", self.options.most_uploads, self.options.most_uploads // 2)

    @cached_property
    def metrics_limit(self) -> AddressLimit:
        return AddressLimit(self.options.metrics_per_minute)

    @cached_property
    def probes(self) -> SharedWork[PartHealth]:
        return SharedWork()

    @cached_property
    def results(self) -> ResultCache:
        return ResultCache(self.commands.result)

    @cached_property
    def access_changes(self) -> AccessChanges:
        return AccessChanges()

    @property
    def _grant_files(self) -> GrantFiles:
        return GrantFiles(self.objects, self.damage)

    @cached_property
    def sessions(self) -> Sessions:
        book = GrantBook(SESSION_PLACE, self._grant_files, self.access_changes, self.options.look_up)
        return Sessions(book, self.access, Signer(self.secret, SESSION_PURPOSE))

    @cached_property
    def links(self) -> Links:
        book = GrantBook(LINK_PLACE, self._grant_files, self.access_changes, self.options.look_up)
        return Links(book, self.access, Signer(self.secret, LINK_PURPOSE))

    @cached_property
    def event_formatter(self) -> EventFormatter:
        return EventFormatter()

    @cached_property
    def script_check(self) -> ScriptCheck:
        return ScriptCheck()

    @cached_property
    def samples(self) -> Samples:
        return Samples(self.objects, self.settings, self.sampler)


def backends_of(connection: HTTPConnection) -> ApiBackends:
    """The backends of the app that serves this request."""
    return cast(ApiBackends, connection.app.state.backends)
