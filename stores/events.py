"""Events of videos for followers: the VideoEvents protocol, and the rules shared by all stores."""

import re
from collections.abc import AsyncGenerator
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


@dataclass(frozen=True)
class History:
    """A video's record, the ids of its newest and its first event, and the events still kept."""

    record: VideoRecord
    newest_id: str
    first_id: str
    kept: tuple[VideoEvent, ...]

    def since(self, after: str) -> tuple[VideoEvent, ...]:
        """The events later than `after`; only the current record if some are gone or `after` is unknown."""
        if after == self.newest_id:
            return ()
        known = {event.event_id for event in self.kept}
        if after in known or (not after and self.first_id in known):
            return tuple(event for event in self.kept if is_later(event.event_id, after))
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

    Every method raises PodreelError(unavailable) if the store is unreachable.
    """

    async def append(
        self, video_id: str, generation: int, attempt: int, change: VideoChange
    ) -> AppendOutcome:
        """Applies a runner's change (`changed`) to the record and adds an event, atomically."""
        ...

    async def since(self, video_id: str, after: str = "") -> tuple[VideoEvent, ...]:
        """The events so far with an id above `after`; only the current record if some of them are gone."""
        ...

    def follow(self, video_id: str, after: str = "") -> AsyncGenerator[VideoEvent, None]:
        """Yields the events so far and each new one, until a terminal one or until the video is deleted.

        Raises if the store is unreachable at the start; later outages are retried. Ends at once if there
        is no such video.
        """
        ...
