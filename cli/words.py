"""Ids, times and spans as people read them. Pure."""

import re
from collections.abc import Iterable
from datetime import datetime

SHORT_ID = 8
"""Characters of an id that tell a few thousand videos apart."""


# What a terminal could take for orders, and what separates cells and lines.
_ORDERS = dict.fromkeys((*range(32), *range(127, 160)), " ")
_NO_WORDS = re.compile(r"[^\w.,?-]+")


def without_orders(text: object) -> str:
    """The text of somebody else, with spaces for what a terminal could take for orders."""
    return str(text).translate(_ORDERS)


def short_id(video_id: str, among: Iterable[str] = ()) -> str:
    """The id's beginning, long enough to differ from all `among` which it is listed."""
    others = {other for other in among if other != video_id}
    length = SHORT_ID
    while any(other.startswith(video_id[:length]) for other in others):
        length += 1
    return video_id[:length]


def span(seconds: float) -> str:
    """Such as 0:07, 1:32 or 1:02:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def minute_of(moment: datetime | None) -> str:
    """A time of the API, which is in UTC, without its seconds; empty for none."""
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M")


def one_line(text: str, most: int) -> str:
    """The text without line breaks and the mark of a first heading, cut to so many characters."""
    line = " ".join(text.split()).lstrip("# ")
    return line if len(line) <= most else f"{line[: most - 1]}…"


def plain_words(text: str, most: int) -> str:
    """The text of somebody else in a list of choices, which some shells evaluate: no quotes, no `$`."""
    return one_line(_NO_WORDS.sub(" ", text), most)
