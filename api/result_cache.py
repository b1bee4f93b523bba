"""A cache of the results of ended videos, which never change."""

from collections import OrderedDict

import structlog

from contract.record import VideoRecord
from contract.result import UnreadableResult, VideoResult
from stores.objects.base import ObjectStore
from stores.results import read_result

log = structlog.get_logger()
MAX_KEPT = 64


class ResultCache:
    """Keeps the most recently read results, at most MAX_KEPT."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects
        self._kept: OrderedDict[tuple[str, int], VideoResult] = OrderedDict()

    async def of(self, record: VideoRecord) -> VideoResult | None:
        """The video's result; None if it has not ended, or its result can't be read."""
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
