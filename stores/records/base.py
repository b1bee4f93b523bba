"""Records and events of videos for readers: the VideoStore protocol, and what all stores decide alike."""

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from contract.record import VideoChange, VideoRecord
from contract.video import VideoStatus

EVENTS_KEPT = 500
EVENTS_KEPT_SECONDS_AFTER_THE_END = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EVENT_ID = re.compile(r"([0-9]{1,15})-([0-9]{1,15})", re.ASCII)


@dataclass(frozen=True)
class VideoEvent:
    """A record as it was at one moment; ids (`milliseconds-sequence`) grow within one video."""

    event_id: str
    record: VideoRecord


@dataclass(frozen=True)
class Page:
    """Which records to list, newest first. `before` is the place of the last page's last record.

    `created_until` itself is not in it; `text` is looked for in prompts and ids, in whatever case.
    """

    limit: int = 50
    before: tuple[datetime, str] | None = None
    statuses: frozenset[VideoStatus] = frozenset()
    caller: str | None = None
    created_from: datetime | None = None
    created_until: datetime | None = None
    text: str = ""

    @property
    def has_filters(self) -> bool:
        """Whether some records of its time are left out."""
        return bool(self.statuses or self.text) or self.caller is not None

    def has(self, record: VideoRecord) -> bool:
        """Whether a record of its time belongs to it."""
        if self.statuses and record.status not in self.statuses:
            return False
        if self.caller is not None and record.caller != self.caller:
            return False
        prompt = record.request.prompt if record.request else ""
        return any(self.text.casefold() in text.casefold() for text in (prompt, record.video_id))

    @property
    def bounds(self) -> tuple[str, str | None]:
        """Sort keys: its records are at or above the first, and below the second."""
        ends = [sort_key(self.before)] if self.before else []
        ends += [_sortable(self.created_until)] if self.created_until else []
        return _sortable(self.created_from) if self.created_from else "", min(ends, default=None)


FIRST_PAGE = Page()


def place_of(record: VideoRecord) -> tuple[datetime, str]:
    """Where a record stands in lists, as `Page.before` wants it; one of unknown age is the oldest."""
    return record.created_at or _EPOCH, record.video_id


def sort_key(place: tuple[datetime, str]) -> str:
    """A text that sorts as places do."""
    return f"{_sortable(place[0])}:{place[1]}"


def _sortable(moment: datetime) -> str:
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{max(0, (moment - _EPOCH) // timedelta(microseconds=1)):018d}"


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


class VideoStore(Protocol):
    """A projection for readers. Every method raises PodreelError(unavailable) where the store is down."""

    async def project(self, record: VideoRecord) -> bool:
        """Writes a whole record unless what is there is newer or has ended (`may_replace`).

        Says whether the record now stands; one that stood already makes no event.
        """
        ...

    async def update(self, video_id: str, generation: int, attempt: int, change: VideoChange) -> bool:
        """A runner's own change (`changed`), atomically.

        False where the runner is not the latest, or nothing is there; a change of nothing makes no event.
        """
        ...

    async def get(self, video_id: str) -> VideoRecord | None: ...

    async def list(self, page: Page = FIRST_PAGE) -> tuple[VideoRecord, ...]:
        """Records by the time of their creation, the newest first."""
        ...

    async def events(self, video_id: str, after: str = "") -> tuple[VideoEvent, ...]:
        """The events so far with an id above `after`; only the record itself where some of them are gone."""
        ...

    def follow(self, video_id: str, after: str = "") -> AsyncGenerator[VideoEvent, None]:
        """The events so far, and each one as it comes, until a terminal one, or until the video is deleted.

        Raises where the store is down at the start; an outage later is outlasted. Where there is no such
        video it ends at once.
        """
        ...

    async def delete(self, video_id: str) -> None: ...

    async def check(self) -> None:
        """Returns where the store answers."""
        ...
