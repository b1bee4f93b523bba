"""Results of ended videos, kept in memory for a while: they never change."""

from collections import OrderedDict

from contract.record import VideoRecord
from controller.results import Ending, read_ending
from stores.objects.base import ObjectStore

MAX_KEPT = 64


class ResultCache:
    """The results that were read last."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects
        self._kept: OrderedDict[tuple[str, int], Ending] = OrderedDict()

    async def of(self, record: VideoRecord) -> Ending | None:
        """How a video ended; None while it has not."""
        if not record.status.is_terminal:
            return None
        key = (record.video_id, record.generation)
        ending = self._kept.get(key) or await read_ending(self._objects, *key)
        if ending is not None:
            self._kept[key] = ending
            self._kept.move_to_end(key)
            if len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return ending
