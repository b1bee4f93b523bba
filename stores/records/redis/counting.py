"""Counts the videos of a list in Redis, reading as little of them as it can."""

from dataclasses import dataclass, replace

from stores.records.base import Page
from stores.records.redis.listings import Listings
from stores.records.redis.reading import RecordReader

_AT_ONCE = 500


@dataclass(frozen=True)
class RecordCounter:
    """Counts under one prefix. Raises what the client raises."""

    listings: Listings
    reader: RecordReader

    async def count(self, page: Page) -> int | None:
        """How many videos pass the page's filters; None if that needs their requests, which are long."""
        if page.text or page.edited_from is not None:
            return None
        lowest, below = replace(page, before=None).bounds
        listing = self.listings.of_page(page)
        if self.listings.is_counted(page):
            return await self.reader.length(listing, below, lowest)
        end, counted = None if below is None else below.encode(), 0
        while entries := await self.reader.entries(listing, end, lowest, _AT_ONCE):
            named = [self.reader.video_id(entry) for entry in entries]
            counted += await self._matching([name for name in named if name is not None], page)
            end = entries[-1]
        return counted

    async def _matching(self, video_ids: list[str], page: Page) -> int:
        wanted = [name for name in video_ids if name.startswith(page.id_prefix)]
        if not page.statuses:
            return len(wanted)
        records = await self.reader.without_texts(wanted)
        return sum(record is not None and page.has(record) for record in records)
