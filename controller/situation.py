"""Reads the facts that a decision needs."""

import structlog

from contract.failure import PodreelError
from contract.names import WHOLE_JOB, log_key, tombstone_key
from controller.backends import ControllerBackends
from controller.cluster.base import ObservedJob
from controller.reconcile import Situation, StoredState
from stores.orders import has_order

log = structlog.get_logger()


async def read_situation(
    backends: ControllerBackends, job: ObservedJob, *, is_chosen: bool = False
) -> Situation:
    """The state of a Job's generation. Raises PodreelError if the object store is unreachable."""
    order = job.order
    known = await read_stored_state(backends, order.video_id, order.generation, has_pods=bool(job.pods))
    try:
        record = await backends.records.get(order.video_id)
    except PodreelError as error:
        log.warning("records_unavailable", reason=error.detail)
        return Situation(job, known, are_records_unreachable=True, is_chosen=is_chosen)
    return Situation(job, known, record, is_chosen=is_chosen)


async def read_stored_state(
    backends: ControllerBackends, video_id: str, generation: int, *, has_pods: bool = False
) -> StoredState:
    """What the object store holds of a generation; looks for archived logs only if `has_pods`."""
    objects = backends.objects
    if await objects.head(tombstone_key(video_id)) is not None:
        return StoredState(is_deleted=True)
    result = await backends.results.of(video_id, generation)
    is_ordered = await has_order(objects, video_id)
    has_logs = not has_pods or await objects.head(log_key(video_id, generation, WHOLE_JOB)) is not None
    return StoredState(result, has_order=is_ordered, has_logs=has_logs)
