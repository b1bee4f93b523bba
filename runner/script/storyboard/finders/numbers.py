"""Finds numbers to chart: two or more consecutive labelled numbers of the same unit. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from runner.script.storyboard.numbers_in_text import are_alike, value_of
from runner.script.storyboard.visuals import Visual, VisualPart
from runner.text.characters import width_of
from runner.text.function_words import FUNCTION_WORDS

_MAX_BARS = 8
_MOST_SLICES = 8
_ROUNDING = 0.6
_PERCENT = re.compile(r"[%٪]|per ?cent|Prozent|pour cent|por ciento", re.IGNORECASE)
_MAX_LABEL_WIDTH = 26
_MAX_LABEL_WORDS = 4
_SPLIT = re.compile(r"[,;.!?](?=\s|$)|[，；。、！？،؛।]|\s(?:and|und|et|y|e|и|و)\s")
_ITEM = re.compile(
    r"""(?P<label>[^\d:：=()（）]{1,60}?)
        (?P<sign>\s*[:：=]\s*|\s[–—-]\s|\s*[(（]\s*|\s*)
        (?P<shown>[$€£¥₹]?(?P<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,٫]\d+)*)
        (?:\s?(?P<unit>[%‰٪]|°?[^\W\d_]{1,12}[²³]?(?:/[^\W\d_]{1,6}[²³]?)?(?:\s[^\W\d_]{1,12})?))?)
        [)）]?""",
    re.VERBOSE,
)
_ORDINALS = frozenset({"st", "nd", "rd", "th"})


@dataclass(frozen=True)
class BarValue:
    """A labelled number, its form in the text, and the beat that says it."""

    label: str
    value: float
    shown: str
    beat: int
    spoken: str = ""


@dataclass(frozen=True)
class _Reading:
    bar: BarValue
    unit: str
    number: str


def find_charts(beats: Sequence[str]) -> Iterator[Visual]:
    """Bar charts of consecutive numbers with the same unit."""
    for run in _runs(beats):
        for _, same_unit in groupby(run, key=lambda reading: reading.unit):
            readings = list(same_unit)
            if _is_chart(readings):
                yield chart_of([reading.bar for reading in readings])


def chart_of(bars: Sequence[BarValue]) -> Visual:
    """Shares that make a whole as a pie, other numbers as bars."""
    is_whole = (
        all(_PERCENT.search(bar.shown) for bar in bars)
        and abs(sum(bar.value for bar in bars) - 100) <= _ROUNDING
    )
    are_shares = is_whole and all(bar.value > 0 for bar in bars)
    return Visual(
        "PieChart" if are_shares and len(bars) <= _MOST_SLICES else "BarChart",
        tuple((bar.label, bar.value, bar.shown) for bar in bars),
        tuple(VisualPart(bar.label, bar.beat, bar.spoken) for bar in bars),
    )


def _runs(beats: Sequence[str]) -> Iterator[list[_Reading]]:
    run: list[_Reading] = []
    for number, beat in enumerate(beats, 1):
        for clause in (part.strip() for part in _SPLIT.split(beat)):
            reading = _read(clause, number)
            if reading:
                run.append(reading)
            elif clause and run:
                yield run
                run = []
    yield run


def _read(clause: str, beat: int) -> _Reading | None:
    found = _ITEM.fullmatch(clause) or _ITEM.fullmatch(re.split(r"[:：]\s*", clause, maxsplit=1)[-1])
    if found is None or re.search(r"[-−–]$", found["label"] + found["sign"]):
        return None
    label = found["label"].strip(" -–—•*")
    unit = (found["unit"] or "").strip()
    is_named = bool(found["sign"].strip()) or bool(unit)
    if not is_named or unit.lower() in _ORDINALS or not _is_label(label):
        return None
    prefix = found["shown"][0] if found["shown"][0] in "$€£¥₹" else ""
    return _Reading(
        BarValue(label, value_of(found["number"]), found["shown"].strip(), beat),
        prefix + unit,
        found["number"],
    )


def _is_label(label: str) -> bool:
    words = label.lower().split()
    if not any(character.isalpha() for character in label) or width_of(label) > _MAX_LABEL_WIDTH:
        return False
    return len(words) <= _MAX_LABEL_WORDS and not any(word in FUNCTION_WORDS for word in words)


def _is_chart(readings: Sequence[_Reading]) -> bool:
    values = [reading.bar.value for reading in readings]
    labels = {reading.bar.label.lower() for reading in readings}
    if not 2 <= len(readings) <= _MAX_BARS or len(labels) < len(readings):
        return False
    if min(values) < 0 or max(values) <= 0:
        return False
    are_years = not readings[0].unit and all(1000 <= value <= 2100 and value % 1 == 0 for value in values)
    return not are_years and are_alike([reading.number for reading in readings])
