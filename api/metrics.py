"""Prometheus metrics. Every label has few values; none names a video or a caller."""

import asyncio
import math
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest
from starlette.types import Scope

from contract.failure import FailureCode
from contract.result import Completed, VideoResult, code_of
from contract.result_parts import ModelResult
from contract.video import VideoStatus
from controller.facts import ControllerFacts
from stores.damage import DamageKind

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LAG_PERIOD_SECONDS = 0.5
_LATENCY = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10)
_STAGE = (1, 5, 15, 30, 60, 120, 300, 600, 1200, 2400)
_WAIT = (1, 5, 15, 60, 300, 900, 3600, 10800)
_LAG = (0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 5)


def no_facts() -> ControllerFacts:
    """For a process without a controller."""
    return ControllerFacts()


class Metrics:
    """The metrics of one process, in their own registry."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self._requests = Histogram(
            "podreel_api_seconds",
            "Seconds until a response started.",
            ("method", "route", "status"),
            buckets=_LATENCY,
            registry=registry,
        )
        self._streams = Gauge("podreel_event_streams", "Open event streams.", registry=registry)
        self._connections = Gauge("podreel_connections", "Open connections.", registry=registry)
        self._closed = Counter(
            "podreel_connections_closed",
            "Connections closed by the service, by what took too long, `room` or `invalid`.",
            ("reason",),
            registry=registry,
        )
        self._keys = Gauge("podreel_keys_are_faulty", "1 if the file of keys has a fault.", registry=registry)
        self._lag = Histogram(
            "podreel_loop_lag_seconds", "How late the event loop runs.", buckets=_LAG, registry=registry
        )
        self._wait = Histogram(
            "podreel_admission_wait_seconds",
            "Seconds from acceptance to admission.",
            buckets=_WAIT,
            registry=registry,
        )
        self._describe_ends(registry)
        self._calls = Counter("podreel_model_calls", "Answers of models.", ("model",), registry=registry)
        self._tokens = Counter(
            "podreel_model_tokens", "Tokens of models.", ("model", "direction"), registry=registry
        )
        self._cost = Counter("podreel_model_cost_usd", "Price of models' answers.", registry=registry)
        self._describe_queue(registry)

    def _describe_ends(self, registry: CollectorRegistry) -> None:
        self._outcomes = Counter(
            "podreel_videos", "Videos that ended.", ("outcome", "code"), registry=registry
        )
        # From 0 on, or Prometheus would not see the first of each as an increase.
        for outcome in (VideoStatus.COMPLETED, VideoStatus.CANCELLED):
            self._outcomes.labels(outcome.value, "")
        for code in FailureCode:
            self._outcomes.labels(VideoStatus.FAILED.value, code.value)
        self._stages = Histogram(
            "podreel_stage_seconds", "Seconds of each stage.", ("stage",), buckets=_STAGE, registry=registry
        )

    def _describe_queue(self, registry: CollectorRegistry) -> None:
        self._queue = Gauge("podreel_queue_depth", "Videos that wait for admission.", registry=registry)
        self._oldest = Gauge(
            "podreel_queue_oldest_seconds", "Age of the oldest waiting video.", registry=registry
        )
        self._running = Gauge("podreel_running_videos", "Videos being made.", registry=registry)
        self._trouble = Gauge(
            "podreel_postponed_videos", "Videos delayed by an internal error.", registry=registry
        )
        self._leader = Gauge("podreel_is_leader", "1 if this controller is the leader.", registry=registry)
        self._damaged = Gauge(
            "podreel_damaged_records",
            "Records and files that were found damaged since the start, and set aside.",
            ("kind",),
            registry=registry,
        )
        self._free = Gauge(
            "podreel_disk_free_bytes", "Free bytes on the videos' disk, if it is local.", registry=registry
        )
        self._pass = Gauge(
            "podreel_controller_pass_seconds", "Duration of the controller's last pass.", registry=registry
        )
        self._failed = Gauge(
            "podreel_controller_failed_turns",
            "Failures in a row of the controller's turns.",
            registry=registry,
        )
        self._silent = Gauge(
            "podreel_controller_silent_seconds",
            "Time since the controller's last turn ended.",
            registry=registry,
        )

    def watch_keys(self, is_faulty: Callable[[], bool]) -> None:
        """Shows whether the file of keys has a fault."""
        self._keys.set_function(is_faulty)

    def answered(self, scope: Scope, status: int, seconds: float) -> None:
        """Records that the response to a request started, by its route."""
        route = getattr(scope.get("route"), "path", "none")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._requests.labels(method, route, str(status)).observe(seconds)

    def count_connections(self, count: Callable[[], int]) -> None:
        """Shows what `count` returns as the number of open connections."""
        self._connections.set_function(count)

    def connection_closed(self, reason: str) -> None:
        self._closed.labels(reason).inc()

    def stream_started(self) -> None:
        self._streams.inc()

    def stream_ended(self) -> None:
        self._streams.dec()

    def video_admitted(self, wait_seconds: float) -> None:
        self._wait.observe(wait_seconds)

    def video_ended(self, result: VideoResult) -> None:
        """Counts a result. It is called once for each, when its record is first updated."""
        self._outcomes.labels(result.status.value, code_of(result) or "").inc()
        if isinstance(result, Completed):
            for stage, seconds in result.stage_seconds.items():
                self._stages.labels(stage).observe(seconds)
            if result.model_use is not None:
                self._count_models(result.model_use)

    def _count_models(self, use: ModelResult) -> None:
        self._cost.inc(use.cost_usd)
        for call in use.calls:
            self._calls.labels(call.model).inc()
            self._tokens.labels(call.model, "input").inc(call.usage.input_tokens)
            self._tokens.labels(call.model, "output").inc(call.usage.output_tokens)

    def page(self, facts: Callable[[], ControllerFacts]) -> bytes:
        """All metrics in Prometheus' text format."""
        now = facts()
        self._queue.set(now.waiting)
        self._oldest.set(now.oldest_waiting_seconds)
        self._running.set(now.running)
        self._trouble.set(now.in_trouble)
        self._leader.set(now.is_leader)
        self._pass.set(now.last_pass_seconds)
        self._failed.set(now.failed_turns)
        self._silent.set(now.silent_seconds)
        for kind in DamageKind:
            self._damaged.labels(kind.value).set(now.damaged.get(kind.value, 0))
        self._free.set(now.disk.free_bytes if now.disk else math.nan)
        return generate_latest(self._registry)

    async def watch_loop(self) -> None:
        """Measures the event loop's lag until it is cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due_at = loop.time() + LAG_PERIOD_SECONDS
            await asyncio.sleep(LAG_PERIOD_SECONDS)
            self._lag.observe(max(0.0, loop.time() - due_at))


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
