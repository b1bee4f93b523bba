"""A VideoStore in the memory of this process; it passes the same tests as the other stores."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from contract.record import VideoChange, VideoRecord, changed, may_replace
from stores.events import EVENTS_KEPT, AppendOutcome, History, VideoEvent, refusal_of
from stores.records.base import FIRST_PAGE, Page, place_of, sort_key


@dataclass
class _Video:
    record: VideoRecord
    first_id: str
    kept: deque[VideoEvent] = field(default_factory=lambda: deque(maxlen=EVENTS_KEPT))


@dataclass
class MemoryStore:
    """Keeps everything until the process ends. Belongs to one event loop."""

    _videos: dict[str, _Video] = field(default_factory=dict)
    _followers: defaultdict[str, set[asyncio.Event]] = field(default_factory=lambda: defaultdict(set))
    _newest: tuple[int, int] = (0, 0)

    async def project(self, record: VideoRecord) -> bool:
        video = self._videos.get(record.video_id)
        if video is not None and not may_replace(video.record, record):
            return False
        self._write(record)
        return True

    async def append(
        self, video_id: str, generation: int, attempt: int, change: VideoChange
    ) -> AppendOutcome:
        current = await self.get(video_id)
        record = changed(current, generation, attempt, change) if current else None
        if record is None:
            return refusal_of(current, generation, attempt)
        self._write(record)
        return AppendOutcome.APPENDED

    async def get(self, video_id: str) -> VideoRecord | None:
        video = self._videos.get(video_id)
        return video.record if video else None

    async def list(self, page: Page = FIRST_PAGE) -> tuple[VideoRecord, ...]:
        lowest, end = page.bounds
        keyed = {sort_key(place_of(video.record)): video.record for video in self._videos.values()}
        keys = sorted((key for key in keyed if lowest <= key and (end is None or key < end)), reverse=True)
        found = [keyed[key] for key in keys if page.has(keyed[key])]
        return tuple(found[: max(0, page.limit)])

    async def count(self, page: Page) -> int | None:
        if page.text or page.edited_from is not None:
            return None
        return len(await self.list(replace(page, before=None, limit=len(self._videos))))

    async def since(self, video_id: str, after: str = "") -> tuple[VideoEvent, ...]:
        history = self._history(video_id)
        return history.since(after) if history else ()

    async def follow(self, video_id: str, after: str = "") -> AsyncGenerator[VideoEvent, None]:
        with self._signal_of(video_id) as has_news:
            while history := self._history(video_id):
                has_news.clear()
                for event in history.since(after):
                    after = event.event_id
                    yield event
                if history.record.status.is_terminal:
                    return
                await has_news.wait()

    async def delete(self, video_id: str) -> None:
        self._videos.pop(video_id, None)
        self._tell(video_id)

    async def check(self) -> None:
        return

    @property
    def is_damaged(self) -> bool:
        return False

    async def mend(self) -> int:
        return 0

    def _history(self, video_id: str) -> History | None:
        video = self._videos.get(video_id)
        if video is None:
            return None
        return History(video.record, video.kept[-1].event_id, video.first_id, tuple(video.kept))

    def _write(self, record: VideoRecord) -> None:
        video = self._videos.get(record.video_id)
        if video is not None and video.record == record:
            return
        # All videos share one sequence of ids, so that a video recreated after its deletion gets higher ones.
        self._newest = max((time.time_ns() // 1_000_000, 0), (self._newest[0], self._newest[1] + 1))
        event = VideoEvent("{}-{}".format(*self._newest), record)
        if video is None:
            video = self._videos[record.video_id] = _Video(record, event.event_id)
        video.record = record
        video.kept.append(event)
        self._tell(record.video_id)

    def _tell(self, video_id: str) -> None:
        for signal in self._followers.get(video_id, ()):
            signal.set()

    @contextmanager
    def _signal_of(self, video_id: str) -> Iterator[asyncio.Event]:
        signal = asyncio.Event()
        self._followers[video_id].add(signal)
        try:
            yield signal
        finally:
            self._followers[video_id].discard(signal)
            if not self._followers[video_id]:
                del self._followers[video_id]
