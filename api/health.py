"""Whether requests can be accepted now, and the state of the services that Podreel needs."""

import asyncio
from collections.abc import Awaitable, Callable

from api.backends import ApiBackends
from api.schemas.service import HealthAnswer, PartHealth
from contract.catalogue import OFFLINE_MODEL
from contract.failure import PodreelError
from contract.names import job_name
from contract.settings import usable_providers
from controller.cluster.base import ClusterForbidden, ClusterUnavailable

# No video has this id: looking up its Job shows whether the cluster responds.
_NOBODY = "00000000-0000-0000-0000-000000000000"
_PROBE_KEY = "private/probe.txt"


async def check_health(backends: ApiBackends) -> HealthAnswer:
    """Checks all at once. The cluster, which holds accepted videos, must respond; keys must be there."""
    seconds = backends.options.probe_seconds
    cluster, records, objects = await asyncio.gather(
        _probe(lambda: backends.cluster.get(job_name(_NOBODY, 1)), seconds),
        _probe(backends.records.check, seconds),
        _probe(lambda: backends.objects.head(_PROBE_KEY), seconds),
    )
    found = {"cluster": cluster, "redis": records, "object_store": objects, "models": _models(backends)}
    found["keys"] = keys = _keys(backends)
    is_ready = cluster.state == "ok" and keys.state != "down"
    return HealthAnswer(status="ready" if is_ready else "not_ready", parts=found)


async def _probe(ask: Callable[[], Awaitable[object]], seconds: float) -> PartHealth:
    try:
        async with asyncio.timeout(seconds):
            await ask()
    except TimeoutError:
        return PartHealth(state="down", sentence=f"No response within {seconds:g} s.")
    except PodreelError as error:
        return PartHealth(state="down", sentence=error.detail)
    except (ClusterUnavailable, ClusterForbidden) as error:
        return PartHealth(state="down", sentence=str(error) or "No response.")
    return PartHealth(state="ok", sentence="Reachable.")


def _keys(backends: ApiBackends) -> PartHealth:
    access = backends.access
    if access.is_keyless:
        return PartHealth(state="ok", sentence="None: only this machine may use the service.")
    if fault := access.fault:
        return PartHealth(state="limited" if access.is_usable else "down", sentence=fault)
    return PartHealth(state="ok", sentence="Readable.")


def _models(backends: ApiBackends) -> PartHealth:
    providers = usable_providers(backends.settings) - {OFFLINE_MODEL}
    if providers:
        return PartHealth(state="ok", sentence=f"Configured: {', '.join(sorted(providers))}.")
    return PartHealth(
        state="limited", sentence="Only the offline model is available: no provider is configured."
    )
