"""Records and events of videos for readers: the VideoStore protocol and its in-memory implementation."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

from contract.video import VideoRecord, can_follow


@dataclass(frozen=True)
class VideoEvent:
    """A record as it was at one moment; ids grow within one video."""

    event_id: int
    record: VideoRecord


class VideoStore(Protocol):
    """A projection for readers; never the only place that holds a fact."""

    async def project(self, record: VideoRecord) -> bool:
        """Writes a record unless a newer generation, or an end of the same one, is there. Says if it did."""
        ...

    async def get(self, video_id: str) -> VideoRecord | None: ...

    async def list(self) -> tuple[VideoRecord, ...]:
        """All records, the one projected last first."""
        ...

    def events(self, video_id: str, after: int = 0) -> AsyncIterator[VideoEvent]:
        """The events so far with an id above `after`."""
        ...

    async def delete(self, video_id: str) -> None: ...


@dataclass
class MemoryStore:
    """A VideoStore in this process's memory, of equal rank in every test."""

    _records: dict[str, VideoRecord] = field(default_factory=dict)
    _events: dict[str, list[VideoEvent]] = field(default_factory=dict)

    async def project(self, record: VideoRecord) -> bool:
        current = self._records.get(record.video_id)
        if current is not None and not _may_replace(current, record):
            return False
        self._records.pop(record.video_id, None)
        self._records[record.video_id] = record
        stream = self._events.setdefault(record.video_id, [])
        stream.append(VideoEvent(len(stream) + 1, record))
        return True

    async def get(self, video_id: str) -> VideoRecord | None:
        return self._records.get(video_id)

    async def list(self) -> tuple[VideoRecord, ...]:
        return tuple(reversed(self._records.values()))

    async def events(self, video_id: str, after: int = 0) -> AsyncIterator[VideoEvent]:
        for event in self._events.get(video_id, [])[after:]:
            yield event

    async def delete(self, video_id: str) -> None:
        self._records.pop(video_id, None)
        self._events.pop(video_id, None)


def _may_replace(current: VideoRecord, new: VideoRecord) -> bool:
    if new.generation != current.generation:
        return new.generation > current.generation
    return can_follow(current.status, new.status)
