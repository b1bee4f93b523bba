"""Finds what somebody said in quotation marks. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence

from runner.script.storyboard.visuals import Visual, VisualPart

_LEAST_WORDS = 4
_MAX_WIDTH = 220
_MAX_SOURCE_WIDTH = 40
_QUOTED = re.compile(
    r"“(?P<a>[^“”]{12,})”|„(?P<b>[^„“”]{12,})[“”]|«\s?(?P<c>[^«»]{12,}?)\s?»|\"(?P<d>[^\"]{12,})\""
)
_SAID = re.compile(
    r"(?:^|[,;] )(?P<who>[A-ZÀ-Ý][\w.’'-]*(?: [\w.’'-]+){0,4}?)(?: \w+ly)? (?:said|says|wrote|writes|"
    r"stated|states|asked|"
    r"declared|argued|remarked|replied|called it|adhered to the creed|sagte|schrieb|erklärte|meinte|"
    r"a dit|écrit|"
    r"écrivit|déclara|dit|dijo|escribió|afirmó|declaró)\b",
)


def find_quotations(beats: Sequence[str]) -> Iterator[Visual]:
    """A quotation for each beat that has one of several words."""
    for number, beat in enumerate(beats, 1):
        found = _QUOTED.search(beat)
        text = next((each for each in found.groups() if each), "").strip() if found else ""
        if found and len(text.split()) >= _LEAST_WORDS and len(text) <= _MAX_WIDTH and text[0].isupper():
            source = _source(beat[: found.start()])
            yield quotation_of(text, source, number)


def quotation_of(text: str, source: str, beat: int) -> Visual:
    """Somebody's words, and who said them if that is known."""
    texts = (text, source) if source else (text,)
    return Visual("Quotation", texts, tuple(VisualPart(each, beat) for each in texts))


def _source(before: str) -> str:
    found = _SAID.search(before)
    who = found["who"] if found else ""
    is_name = bool(who) and len(who) <= _MAX_SOURCE_WIDTH and who.split()[0] not in _NOBODY
    return who if is_name else ""


_NOBODY = frozenset(
    "He She They It We I You The Er Sie Es Il Elle Ils Elles Él Ella Ellos Many One This".split()
)
