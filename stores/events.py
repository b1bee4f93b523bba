"""What happens to videos, for who follows them: the VideoEvents protocol, and rules that all stores share."""

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
    """A record as it was at one moment; ids (`milliseconds-sequence`) grow within one video."""

    event_id: str
    record: VideoRecord


def event_number(event_id: str) -> tuple[int, int] | None:
    """An event's id as numbers that can be compared; None where the text is no id."""
    found = _EVENT_ID.fullmatch(event_id)
    return (int(found[1]), int(found[2])) if found else None


def is_later(event_id: str, than: str) -> bool:
    """Whether an event came after another."""
    return (event_number(event_id) or (0, 0)) > (event_number(than) or (0, 0))


@dataclass(frozen=True)
class History:
    """A video at one moment: its record, ids of its newest and very first event, and events still kept."""

    record: VideoRecord
    newest_id: str
    first_id: str
    kept: tuple[VideoEvent, ...]

    def since(self, after: str) -> tuple[VideoEvent, ...]:
        """The events above `after`; where some are gone, or it is no id of ours, the record as it is."""
        if after == self.newest_id:
            return ()
        known = {event.event_id for event in self.kept}
        if after in known or (not after and self.first_id in known):
            return tuple(event for event in self.kept if is_later(event.event_id, after))
        return (VideoEvent(self.newest_id, self.record),)


class AppendOutcome(Enum):
    """What became of a runner's change."""

    APPENDED = auto()
    """The record has it; what it had already makes no event."""
    NO_RECORD = auto()
    """No record is there that it could follow, or only one of an earlier generation: try again later."""
    SUPERSEDED = auto()
    """The video has ended, or has a newer generation or attempt: nothing of this runner is taken any more."""


def refusal_of(current: VideoRecord | None, generation: int, attempt: int) -> AppendOutcome:
    """Why a change of this generation and attempt can't follow the record."""
    if current is None or current.generation < generation:
        return AppendOutcome.NO_RECORD
    is_newer = (current.generation, current.attempt) > (generation, attempt)
    is_superseded = is_newer or current.status.is_terminal
    return AppendOutcome.SUPERSEDED if is_superseded else AppendOutcome.NO_RECORD


class VideoEvents(Protocol):
    """What runners report, and readers follow.

    Every method raises PodreelError(unavailable) where the store is down.
    """

    async def append(
        self, video_id: str, generation: int, attempt: int, change: VideoChange
    ) -> AppendOutcome:
        """A runner's own change (`changed`): the record after it becomes the newest event, atomically."""
        ...

    async def since(self, video_id: str, after: str = "") -> tuple[VideoEvent, ...]:
        """The events so far with an id above `after`; only the record itself where some of them are gone."""
        ...

    def follow(self, video_id: str, after: str = "") -> AsyncGenerator[VideoEvent, None]:
        """The events so far, and each one as it comes, until a terminal one, or until the video is deleted.

        Raises where the store is down at the start; an outage later is outlasted. Where there is no such
        video it ends at once.
        """
        ...
