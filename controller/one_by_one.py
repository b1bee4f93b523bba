"""A step for each of many videos, of which one that fails holds up no other."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import structlog

from controller.turns import TROUBLES
from stores.damage import DamageKind, DamageRegister

log = structlog.get_logger()
# So many failures in one run are an outage, not damage: the rest waits for the next run.
_MOST_FAILURES = 20


class OneByOne:
    """Remembers the videos whose last step failed: they come last, so that they can't hold up the others."""

    def __init__(self, damage: DamageRegister) -> None:
        self._damage = damage
        self._failing: set[str] = set()

    async def each(
        self, video_ids: Iterable[str], act: Callable[[str], Awaitable[None]], at_once: int = 1
    ) -> None:
        """Calls `act` for each video. Raises a failure of cluster or store only if it is new: an outage."""
        new: list[Exception] = []
        failures = 0
        order = sorted(set(video_ids), key=lambda one: (one in self._failing, one))
        for start in range(0, len(order), at_once):
            some = order[start : start + at_once]
            ends = await asyncio.gather(*map(act, some), return_exceptions=True)
            for video_id, end in zip(some, ends, strict=True):
                if end is None:
                    self._failing.discard(video_id)
                    self._damage.mended(DamageKind.VIDEO, video_id)
                    continue
                if not isinstance(end, Exception):
                    raise end
                failures += 1
                if video_id not in self._failing and isinstance(end, TROUBLES):
                    new.append(end)
                self._note(video_id, end)
            if failures >= _MOST_FAILURES:
                break
        if new:
            raise new[0]

    def _note(self, video_id: str, error: Exception) -> None:
        self._failing.add(video_id)
        if isinstance(error, TROUBLES):
            log.info("video_postponed", video_id=video_id, reason=str(error))
        else:
            self._damage.found(DamageKind.VIDEO, video_id, f"{type(error).__name__}: {error}")
