"""Results of ended videos, kept in memory for a while: they never change."""

from collections import OrderedDict

import structlog

from contract.record import VideoRecord
from contract.result import UnreadableResult, VideoResult
from stores.objects.base import ObjectStore
from stores.results import read_result

log = structlog.get_logger()
MAX_KEPT = 64


class ResultCache:
    """The results that were read last."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects
        self._kept: OrderedDict[tuple[str, int], VideoResult] = OrderedDict()

    async def of(self, record: VideoRecord) -> VideoResult | None:
        """How a video ended; None while it has not, and where its result can't be read."""
        if not record.status.is_terminal:
            return None
        key = (record.video_id, record.generation)
        try:
            result = self._kept.get(key) or await read_result(self._objects, *key)
        except UnreadableResult as error:
            # The record still says how the video ended.
            log.error("result_unreadable", video_id=record.video_id, reason=error.detail)
            return None
        if result is not None:
            self._kept[key] = result
            self._kept.move_to_end(key)
            if len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return result
