"""The VideoRecords protocol, pages of lists, and VideoStore, which holds records and events."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from contract.record import VideoRecord
from contract.video import VideoStatus
from stores.events import VideoEvents

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """Which records to list, newest first. `before` is the `place_of` the previous page's last record.

    `created_until` is exclusive; `text` is searched in prompts and ids, ignoring case.
    `id_prefix` is what the ids begin with; `edited_from` is the video that they are edits of.
    """

    limit: int = 50
    before: tuple[datetime, str] | None = None
    statuses: frozenset[VideoStatus] = frozenset()
    caller: str | None = None
    created_from: datetime | None = None
    created_until: datetime | None = None
    text: str = ""
    id_prefix: str = ""
    edited_from: str | None = None

    @property
    def has_filters(self) -> bool:
        """Whether it filters by more than time."""
        return bool(self.statuses or self.text or self.id_prefix) or self.caller is not None

    def has(self, record: VideoRecord) -> bool:
        """Whether a record within its time passes its filters."""
        if not record.video_id.startswith(self.id_prefix):
            return False
        if self.statuses and record.status not in self.statuses:
            return False
        if self.caller is not None and record.caller != self.caller:
            return False
        if self.edited_from is not None and record.edited_from != self.edited_from:
            return False
        prompt = record.request.prompt if record.request else ""
        return any(self.text.casefold() in text.casefold() for text in (prompt, record.video_id))

    @property
    def bounds(self) -> tuple[str, str | None]:
        """The range of sort keys of its records: from the first, inclusive, to the second, exclusive."""
        ends = [sort_key(self.before)] if self.before else []
        ends += [_sortable(self.created_until)] if self.created_until else []
        return _sortable(self.created_from) if self.created_from else "", min(ends, default=None)


FIRST_PAGE = Page()


def place_of(record: VideoRecord) -> tuple[datetime, str]:
    """A record's place in lists, for `Page.before`; one of unknown age counts as the oldest."""
    return record.created_at or _EPOCH, record.video_id


def sort_key(place: tuple[datetime, str]) -> str:
    """A text that sorts like places do."""
    return f"{_sortable(place[0])}:{place[1]}"


def _sortable(moment: datetime) -> str:
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{max(0, (moment - _EPOCH) // timedelta(microseconds=1)):018d}"


class VideoRecords(Protocol):
    """The current record of every video, for readers: a projection that can be rebuilt.

    Every method raises PodreelError(unavailable) if the store is unreachable.
    """

    async def project(self, record: VideoRecord) -> bool:
        """Writes a whole record unless the stored one is newer or has ended (`may_replace`).

        Returns whether the record is stored now. If it changed, followers get it as an event.
        """
        ...

    async def get(self, video_id: str) -> VideoRecord | None: ...

    async def list(self, page: Page = FIRST_PAGE) -> tuple[VideoRecord, ...]:
        """The records of a page by creation time, newest first."""
        ...

    async def count(self, page: Page) -> int | None:
        """How many records all pages with the same filters have.

        None if only reading every record would tell, as for a `text` or for edits.
        """
        ...

    async def delete(self, video_id: str) -> None:
        """Deletes the record, and ends the streams of the video's followers."""
        ...

    async def check(self) -> None:
        """Raises if the store does not answer."""
        ...

    @property
    def is_damaged(self) -> bool:
        """Whether this process met a record or list that can't be read, since the last `mend`."""
        ...

    async def mend(self) -> int:
        """Removes what can't be read, so that it counts as lost, and lists all other records again.

        Returns how many records and lists were removed.
        """
        ...


class VideoStore(VideoRecords, VideoEvents, Protocol):
    """Both in one store, which writes a record and its event in one atomic step.

    Callers ask for VideoRecords or VideoEvents, never for this, so that the two can be separate: with records
    in a database, `project` would write the row and pass the record on as an event, `delete` would also end
    the followers, and changes of runners would reach the rows through the events.
    """
