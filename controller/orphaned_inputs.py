"""Deletes inputs of requests that were never accepted: the Job was refused, or the API died before it."""

from collections.abc import Set as AbstractSet

import structlog

from contract.names import INPUTS_PREFIX, ORDERS_PREFIX, job_name
from controller.backends import ControllerBackends
from controller.deletion import delete_inputs
from controller.job_cache import JobCache
from controller.video_ids import ids_below

log = structlog.get_logger()


async def sweep_orphans(
    backends: ControllerBackends, job_cache: JobCache, known: AbstractSet[str]
) -> frozenset[str]:
    """Deletes the inputs of the videos in `known` that still have neither Job nor order.

    Returns the ids of further such videos, for the next pass: inputs are stored before their Job is
    created, so only those found twice are deleted. Raises what cluster and object store raise.
    """
    with_jobs = {job.order.video_id for job in job_cache.jobs}
    without_jobs = await ids_below(backends.objects, INPUTS_PREFIX) - with_jobs
    # One list instead of a question for each video: most have ended, and their orders are still stored.
    ordered = await ids_below(backends.objects, ORDERS_PREFIX) if without_jobs else set()
    found = set()
    for video_id in without_jobs - ordered:
        # The Job may be newer than the list.
        if await backends.cluster.get(job_name(video_id, 1)) is not None:
            continue
        if video_id in known:
            await delete_inputs(backends.objects, video_id)
            log.info("orphaned_inputs_deleted", video_id=video_id)
        else:
            found.add(video_id)
    return frozenset(found)
