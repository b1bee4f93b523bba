"""The objects that the API's routes use. The program that starts the API creates them; tests use fakes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from starlette.requests import HTTPConnection

from api.auth.api_keys import Authenticator
from api.event_format import EventFormatter
from api.limits import OpenVideoLimit, RequestLimit
from api.metrics import Metrics, no_facts
from api.result_cache import ResultCache
from api.script_check import ScriptCheck
from api.voice_samples import Sampler, Samples
from contract.settings import Settings
from controller.cluster.base import Cluster
from controller.commands import VideoCommands
from controller.facts import ControllerFacts
from stores.events import VideoEvents
from stores.objects.base import ObjectStore
from stores.records.base import VideoRecords

SESSION_SECONDS = 7 * 86_400


@dataclass(frozen=True)
class ApiOptions:
    """Limits of single requests."""

    # Fits a script of the maximum size, as JSON.
    max_body_bytes: int = 1024 * 1024
    body_seconds: float = 30.0
    heartbeat_seconds: float = 15.0
    probe_seconds: float = 2.0


def never_stale() -> str:
    """For a service that never needs a restart."""
    return ""


@dataclass(frozen=True)
class ApiBackends:
    """Everything that routes use. All replicas share `secret`. Once `closing` is set, event streams end, so
    that the server can stop.
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
    metrics: Metrics = field(default_factory=Metrics)
    facts: Callable[[], ControllerFacts] = no_facts
    sampler: Sampler | None = None
    stale: Callable[[], str] = never_stale
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    @cached_property
    def results(self) -> ResultCache:
        return ResultCache(self.objects)

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
