"""Events of videos for followers: the VideoEvents protocol, and the rules shared by all stores."""

import re
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from contract.record import VideoChange, VideoRecord

EVENTS_KEPT = 500
EVENTS_KEPT_SECONDS_AFTER_THE_END = 86_400
_EVENT_ID = re.compile(r"([0-9]{1,15})-([0-9]{1,15})", re.ASCII)


@dataclass(frozen=True)
class VideoEvent:
    """A record after one change; ids (`milliseconds-sequence`) increase within a video."""

    event_id: str
    record: VideoRecord


def event_number(event_id: str) -> tuple[int, int] | None:
    """An event's id as comparable numbers (milliseconds, sequence); None if the text is not an id."""
    found = _EVENT_ID.fullmatch(event_id)
    return (int(found[1]), int(found[2])) if found else None


def is_later(event_id: str, than: str) -> bool:
    """Whether an event came after another."""
    return (event_number(event_id) or (0, 0)) > (event_number(than) or (0, 0))


def of_newest_generation(events: Iterable[VideoEvent]) -> tuple[VideoEvent, ...]:
    """The events that no retry has overtaken."""
    found = tuple(events)
    newest = max((event.record.generation for event in found), default=0)
    return tuple(event for event in found if event.record.generation == newest)


@dataclass(frozen=True)
class History:
    """A video's record, the ids of its newest and its first event, and the events still kept."""

    record: VideoRecord
    newest_id: str
    first_id: str
    kept: tuple[VideoEvent, ...]

    def since(self, after: str) -> tuple[VideoEvent, ...]:
        """The current generation's events later than `after`, or than the beginning if that is empty.

        Only the current record if some of them are gone or `after` is unknown.
        """
        if after == self.newest_id:
            return ()
        known = {event.event_id for event in self.kept}
        has_earlier = any(event.record.generation < self.record.generation for event in self.kept)
        is_whole = after in known if after else has_earlier or self.first_id in known
        if is_whole and self.newest_id in known:
            return of_newest_generation(event for event in self.kept if is_later(event.event_id, after))
        return (VideoEvent(self.newest_id, self.record),)


class AppendOutcome(Enum):
    """The outcome of a runner's change."""

    APPENDED = auto()
    """The record contains the change; one that it contained already makes no event."""
    NO_RECORD = auto()
    """There is no record yet, or only one of an earlier generation: retry later."""
    SUPERSEDED = auto()
    """The video has ended, or has a newer generation or attempt: this runner's changes are refused."""


def refusal_of(current: VideoRecord | None, generation: int, attempt: int) -> AppendOutcome:
    """Why a change of this generation and attempt can't follow the record."""
    if current is None or current.generation < generation:
        return AppendOutcome.NO_RECORD
    is_newer = (current.generation, current.attempt) > (generation, attempt)
    is_superseded = is_newer or current.status.is_terminal
    return AppendOutcome.SUPERSEDED if is_superseded else AppendOutcome.NO_RECORD


class VideoEvents(Protocol):
    """Events that runners append and readers follow.

    A follower gets events of the generation that is current when it gets them, and its end once. After a
    retry it gets nothing of what was before, whether it is new or resumes after an event of that time.
    Every method raises PodreelError(unavailable) if the store is unreachable.
    """

    async def append(
        self, video_id: str, generation: int, attempt: int, change: VideoChange
    ) -> AppendOutcome:
        """Applies a runner's change (`changed`) to the record and adds an event, atomically."""
        ...

    async def since(self, video_id: str, after: str = "") -> tuple[VideoEvent, ...]:
        """The current generation's events with an id above `after`; only its record if some are gone."""
        ...

    def follow(self, video_id: str, after: str = "") -> AsyncGenerator[VideoEvent, None]:
        """Yields what `since` has and each new event, until a terminal one or until the video is deleted.

        Raises if the store is unreachable at the start; later outages are retried. Ends at once if there
        is no such video.
        """
        ...
