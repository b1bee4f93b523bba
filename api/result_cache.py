"""A cache of the results of ended videos, which never change."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable

from contract.record import VideoRecord
from contract.result import LaterResult, VideoResult

MAX_KEPT = 64


class ResultCache:
    """Keeps the most recently read results, at most MAX_KEPT."""

    def __init__(self, read: Callable[[str, int], Awaitable[VideoResult | None]]) -> None:
        """`read` gets a video's id and generation; it may raise LaterResult."""
        self._read = read
        self._kept: OrderedDict[tuple[str, int], VideoResult] = OrderedDict()

    async def of(self, record: VideoRecord) -> VideoResult | None:
        """The video's result; None if it has not ended, or a later version wrote its result."""
        if not record.status.is_terminal:
            return None
        key = (record.video_id, record.generation)
        try:
            result = self._kept.get(key) or await self._read(*key)
        except LaterResult:
            # The record still says how the video ended.
            return None
        if result is not None:
            self._kept[key] = result
            self._kept.move_to_end(key)
            if len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return result
