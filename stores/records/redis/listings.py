"""Which sorted sets in Redis list a video: all, its caller's, and its caller's open ones. Pure.

Whoever asks for one caller's videos, or counts the open ones, so reads no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from contract.names import redis_callers_listing_key, redis_listing_key, redis_open_listing_key
from contract.record import VideoRecord
from stores.records.base import Page


@dataclass(frozen=True)
class Listings:
    """The keys below one prefix."""

    prefix: str

    def of_record(self, record: VideoRecord | None) -> Sequence[str]:
        """Those that the record belongs into; one that is not there, or can't be read, leaves that of all."""
        keys = [redis_listing_key(self.prefix)]
        if record is not None:
            keys.append(redis_callers_listing_key(self.prefix, record.caller))
            if not record.status.is_terminal:
                keys.append(redis_open_listing_key(self.prefix, record.caller))
        return keys

    def of_page(self, page: Page) -> str:
        """The shortest that has all of the page's videos."""
        if page.caller is None:
            return redis_listing_key(self.prefix)
        if page.statuses and not any(status.is_terminal for status in page.statuses):
            return redis_open_listing_key(self.prefix, page.caller)
        return redis_callers_listing_key(self.prefix, page.caller)
