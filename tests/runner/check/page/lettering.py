"""A font of this machine for pages in tests."""

import asyncio
from functools import cache

from runner.check.page.composing import Lettering
from runner.media.lettering import Font, find_font


@cache
def usual_font() -> Font:
    return asyncio.run(find_font(""))


def usual_lettering() -> Lettering:
    return Lettering(usual_font(), {})
