"""Records of videos: the VideoRecords protocol, pages of lists, and the store that keeps events as well."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from contract.record import VideoRecord
from contract.video import VideoStatus
from stores.events import VideoEvents

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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


class VideoRecords(Protocol):
    """Every video as it stands, for readers: a projection that can be rebuilt.

    Every method raises PodreelError(unavailable) where the store is down.
    """

    async def project(self, record: VideoRecord) -> bool:
        """Writes a whole record unless what is there is newer or has ended (`may_replace`).

        Says whether the record now stands. Unless it stood already, followers get it as an event.
        """
        ...

    async def get(self, video_id: str) -> VideoRecord | None: ...

    async def list(self, page: Page = FIRST_PAGE) -> tuple[VideoRecord, ...]:
        """Records by the time of their creation, the newest first."""
        ...

    async def delete(self, video_id: str) -> None:
        """Forgets the record, and ends the streams of those who follow the video."""
        ...

    async def check(self) -> None:
        """Returns where the store answers."""
        ...


class VideoStore(VideoRecords, VideoEvents, Protocol):
    """Both in one place, where a record and its event are written in one atomic step.

    Callers ask for VideoRecords or VideoEvents, never for this, so that the two can live apart: records in a
    database, opened with the events beside them. Its `project` writes the row and passes the record on as an
    event, its `delete` ends the followers too, and what runners append reaches the rows by way of the events.
    """
