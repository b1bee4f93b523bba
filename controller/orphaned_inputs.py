"""Deletes inputs of requests that were never accepted: the Job was refused, or the API died before it."""

from collections.abc import Set as AbstractSet

import structlog

from contract.names import INPUTS_PREFIX, job_name, order_key
from controller.backends import ControllerBackends
from controller.deletion import delete_inputs
from controller.job_cache import JobCache

log = structlog.get_logger()


async def sweep_orphans(
    backends: ControllerBackends, job_cache: JobCache, known: AbstractSet[str]
) -> frozenset[str]:
    """Deletes the inputs of the videos in `known` that still have neither Job nor order.

    Returns the ids of further such videos, for the next pass: inputs are stored before their Job is
    created, so only those found twice are deleted. Raises what cluster and object store raise.
    """
    with_jobs = {job.order.video_id for job in job_cache.jobs}
    stored = {facts.key.removeprefix(INPUTS_PREFIX) for facts in await backends.objects.list(INPUTS_PREFIX)}
    found = set()
    for video_id in {key.partition("/")[0] for key in stored} - with_jobs:
        if not await _is_orphan(backends, video_id):
            continue
        if video_id in known:
            await delete_inputs(backends.objects, video_id)
            log.info("orphaned_inputs_deleted", video_id=video_id)
        else:
            found.add(video_id)
    return frozenset(found)


async def _is_orphan(backends: ControllerBackends, video_id: str) -> bool:
    if await backends.objects.head(order_key(video_id)) is not None:
        return False
    # The Job may be newer than the list.
    return await backends.cluster.get(job_name(video_id, 1)) is None
