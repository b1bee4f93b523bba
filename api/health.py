"""Whether videos can be asked for, made and read now, and the state of each part that this needs."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal

from api.backends import ApiBackends
from api.schemas.service import HealthAnswer, PartHealth
from contract.catalogue import OFFLINE_MODEL
from contract.failure import PodreelError
from contract.names import job_name
from contract.settings import usable_providers
from controller.cluster.base import ClusterForbidden, ClusterUnavailable
from controller.disk import DiskUse
from controller.facts import ControllerFacts

# No video has this id: looking up its Job shows whether the cluster responds.
_NOBODY = "00000000-0000-0000-0000-000000000000"
_PROBE_KEY = "private/probe.txt"
# The pauses between three failures add up to two seconds and more.
FAILED_TURNS = 3
# Longer than a turn that writes many thousand records again.
SILENT_SECONDS = 300.0
_WAITS = "Accepted videos are kept, and made once this is over."


async def check_health(backends: ApiBackends) -> HealthAnswer:
    """Checks all parts at once. Ready means that videos can be accepted, made and read."""
    parts = await _check_stores(backends)
    parts |= {"keys": _keys(backends), "models": _models(backends), **_parts_of(backends.facts())}
    return _answer(backends, parts)


async def check_accepting(backends: ApiBackends) -> HealthAnswer:
    """Whether requests should be sent to this replica.

    At first it must reach all that it needs, as a wrong address is then its own fault. Later only its keys
    and the cluster, which holds accepted videos, are needed: the stores are away for every replica alike, and
    each can still accept a video and give the reason why none can be read.
    """
    is_known = backends.was_ready.is_set()
    parts = {"cluster": await _check_cluster(backends)} if is_known else await _check_stores(backends)
    return _answer(backends, {**parts, "keys": _keys(backends)})


def why_nothing_starts(backends: ApiBackends) -> str:
    """Why no video is started now, as one sentence for users; empty if this replica knows of no reason."""
    facts = backends.facts()
    parts = _parts_of(facts).values()
    troubles = [part.sentence for part in parts if part.state == "down"]
    return next((text for text in (backends.redis_trouble(), *troubles, facts.closed_because) if text), "")


def _answer(backends: ApiBackends, parts: dict[str, PartHealth]) -> HealthAnswer:
    is_ready = all(part.state != "down" for part in parts.values())
    if is_ready:
        backends.was_ready.set()
    return HealthAnswer(status="ready" if is_ready else "not_ready", parts=parts)


async def _check_stores(backends: ApiBackends) -> dict[str, PartHealth]:
    cluster, records, objects = await asyncio.gather(
        _check_cluster(backends),
        _probe(backends, "redis", backends.records.check),
        _probe(backends, "object_store", lambda: backends.objects.head(_PROBE_KEY)),
    )
    if trouble := backends.redis_trouble():
        records = _down(trouble, _WAITS)
    return {"cluster": cluster, "redis": records, "object_store": objects}


async def _check_cluster(backends: ApiBackends) -> PartHealth:
    return await _probe(backends, "cluster", lambda: backends.cluster.get(job_name(_NOBODY, 1)))


async def _probe(backends: ApiBackends, part: str, ask: Callable[[], Awaitable[object]]) -> PartHealth:
    """Anyone may ask without a key, so all who ask at the same time share one probe."""
    return await backends.probes.result(part, lambda: _ask(ask, backends.options.probe_seconds))


async def _ask(ask: Callable[[], Awaitable[object]], seconds: float) -> PartHealth:
    try:
        async with asyncio.timeout(seconds):
            await ask()
    except TimeoutError:
        return _down(f"No response within {seconds:g} s.", f"Check that it is running. {_WAITS}")
    except PodreelError as error:
        return _down(error.detail, error.next_step)
    except (ClusterUnavailable, ClusterForbidden) as error:
        return _down(str(error) or "No response.", _WAITS)
    return _ok("Reachable.")


def _parts_of(facts: ControllerFacts) -> dict[str, PartHealth]:
    """The controller, and the disk for videos if it is this machine's. Pure."""
    parts = {"controller": _controller(facts)}
    if facts.disk is not None:
        parts["disk"] = _disk(facts.disk)
    return parts


def _controller(facts: ControllerFacts) -> PartHealth:
    if facts.failed_turns >= FAILED_TURNS:
        return _down(
            f"No video is started, because each turn of the controller fails: {facts.failing_because}",
            f"The service's log has it as `turn_failed`. {_WAITS}",
        )
    if facts.silent_seconds > SILENT_SECONDS:
        return _down(
            f"The controller's turn has not ended for {facts.silent_seconds:.0f} s.",
            "If it does not end by itself, restart the service: videos are kept, and running ones go on.",
        )
    return _ok(
        "It starts videos."
        if facts.is_leader
        else "It does not hold the lease; the one that does starts videos."
    )


def _disk(use: DiskUse) -> PartHealth:
    if use.is_low:
        return _down(use.shortage, f"Free some space on it. {_WAITS}")
    return _ok(f"{use.free_bytes / 2**30:.1f} GB free.")


def _keys(backends: ApiBackends) -> PartHealth:
    access = backends.access
    if access.is_keyless:
        return _ok("None: only this machine may use the service.")
    if fault := access.fault:
        state: Literal["limited", "down"] = "limited" if access.is_usable else "down"
        return PartHealth(state=state, sentence=fault, next_step="Correct the file of keys.")
    return _ok("Readable.")


def _models(backends: ApiBackends) -> PartHealth:
    providers = usable_providers(backends.settings) - {OFFLINE_MODEL}
    if providers:
        return _ok(f"Configured: {', '.join(sorted(providers))}.")
    return PartHealth(
        state="limited",
        sentence="Only the offline model is available: no provider is configured.",
        next_step="Set a provider's key to have questions answered by models.",
    )


def _ok(sentence: str) -> PartHealth:
    return PartHealth(state="ok", sentence=sentence)


def _down(sentence: str, next_step: str) -> PartHealth:
    return PartHealth(state="down", sentence=sentence, next_step=next_step)
