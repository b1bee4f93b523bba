"""The sorted sets in Redis that list a video: all, its caller's, its caller's unfinished ones, edits. Pure.

So a list of one caller's videos, or of one video's edits, or a count of unfinished ones, reads no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contract.names import (
    redis_callers_listing_key,
    redis_edits_listing_key,
    redis_listing_key,
    redis_open_listing_key,
)
from contract.record import VideoRecord
from contract.video import OPEN_STATUSES
from stores.records.base import Page


@dataclass(frozen=True)
class Listings:
    """The keys of the listings under one prefix."""

    prefix: str

    def of_record(self, record: VideoRecord | None) -> Sequence[str]:
        """The listings of a record; only that of all videos if the record is missing or unreadable."""
        keys = [redis_listing_key(self.prefix)]
        if record is not None:
            keys.append(redis_callers_listing_key(self.prefix, record.caller))
            if not record.status.is_terminal:
                keys.append(redis_open_listing_key(self.prefix, record.caller))
            if record.edited_from is not None:
                keys.append(redis_edits_listing_key(self.prefix, record.edited_from))
        return keys

    def is_counted(self, page: Page) -> bool:
        """Whether the page's listing contains only its videos, so that its length is their number."""
        has_open_listing = page.caller is not None and page.statuses == OPEN_STATUSES
        return not page.text and not page.id_prefix and (has_open_listing or not page.statuses)

    def of_page(self, page: Page) -> str:
        """The shortest listing that contains all of the page's videos."""
        if page.edited_from is not None:
            return redis_edits_listing_key(self.prefix, page.edited_from)
        if page.caller is None:
            return redis_listing_key(self.prefix)
        if page.statuses and not any(status.is_terminal for status in page.statuses):
            return redis_open_listing_key(self.prefix, page.caller)
        return redis_callers_listing_key(self.prefix, page.caller)
