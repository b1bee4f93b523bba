"""Finds quantities of one unit within sentences: "A cell gives 1.5 V, and two cells give 3 V". Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract.punctuation import FULL_STOPS
from runner.script.storyboard.finders.numbers import BarValue, chart_of
from runner.script.storyboard.finders.verbs import subject_and_rest
from runner.script.storyboard.numbers_in_text import are_alike, value_of
from runner.script.storyboard.statements import Sentence, is_complete, is_short, is_stated, sentences_of
from runner.script.storyboard.visuals import Visual, VisualPart

_MAX_LABEL_WIDTH = 34
_MAX_LABEL_WORDS = 5
_MOST_BARS = 8
_MAX_CAPTION_WIDTH = 110
_UNIT = (
    r"%|‰|percent|per cent|Prozent|pour cent|por ciento|°\s?[CF]|"
    r"(?:milli|kilo|mega|giga)?(?:volts?|watts?|amperes?|joules?|newtons?|gram(?:s|m|mes|mos)?|met(?:er|re|ro)s?|"
    r"mètres?|hertz|lit(?:er|re|ro)s?)|(?:kilo|centi|milli)m(?:eter|etre|ètre|etro|ètro)s?|miles?|degrees?|Grad|"
    r"(?:million|billion|Millionen|Milliarden|millions|milliards|millones) ?"
    r"(?:people|tons|tonnes|dollars|euros|Menschen|Tonnen|Euro|personnes|habitants|personas|habitantes)?|"
    r"(?:years|days|hours|minutes|seconds|people|inhabitants|students|workers|tons|tonnes|dollars|euros|"
    r"Jahre|Tage|Stunden|Minuten|Sekunden|Menschen|Einwohner|Tonnen|Euro|ans|jours|heures|secondes|habitants|"
    r"años|días|horas|minutos|segundos|habitantes|toneladas)|"
    r"[kMGTmµn]?(?:Wh|Hz|Pa|eV|W|V|A|J|N)|[kMm]?Ah|k?cal|[kmµ]?g|[kcmnµ]?m[²³23]?(?:/s[²2]?|/h)?|km/h|mph|g/(?:cm|L|l)[³3]?|"
    r"m[lL]|[lL]|ms|min|h|K|amu|mol|dB|€|\$|£"
)
_NUMBER = r"[-−]?\d{1,3}(?:[,.  ]\d{3})+(?:[.,]\d+)?|[-−]?\d+(?:[.,]\d+)?"
_QUANTITY = re.compile(
    rf"(?<![\w.,–/-])(?P<shown>(?:[$€£]\s?)?(?P<number>{_NUMBER})"
    rf"(?:[\s\u00a0]?(?P<unit>{_UNIT})(?![\w²³/]))?)(?![\w/])"
)
_LINK = re.compile(
    r"^[\s,;]*(?:and|but|while|whereas|or|und|aber|während|et|mais|tandis que|y|pero|mientras que)?[\s,]*",
    re.I,
)
_MOST_WORDS_OF_VERB = 5
_BEFORE_NAME = re.compile(
    r"^\s?(?:(?:of|for|from|in|by|with|are|is|goes to|comes from|für|von|aus|im|in der|de|du|des|d[’']|"
    r"pour|en|para|por) )?"
    r"(?:the |der |die |das |le |la |les |el |los |las )?",
    re.IGNORECASE,
)
_NAME_END = re.compile(r"[,;.]|\s(?:and|und|et|y|while|but)\s|$")
_PLACE_NAME = re.compile(
    r"^(?:it|they|he|she|this|that|these|those|which|who|there|es|er|sie|il|elle|est[aeo]s?)\b", re.I
)


@dataclass(frozen=True)
class _Quantity:
    number: str
    unit: str
    shown: str
    start: int
    end: int


def find_quantities(beats: Sequence[str]) -> Iterator[Visual]:
    """A chart for each sentence whose quantities all have one unit and a name each."""
    for sentence in sentences_of(beats):
        bars = bars_in(sentence)
        if bars:
            yield chart_of(bars)


def find_big_numbers(beats: Sequence[str]) -> Iterator[Visual]:
    """A large number for each short sentence that has just one, and a unit."""
    for sentence in sentences_of(beats):
        found = _quantities(sentence.text)
        caption = sentence.text.rstrip(f" {FULL_STOPS}")
        is_lone = len(found) == 1 and bool(found[0].unit) and "=" not in caption and is_stated(sentence)
        if is_lone and is_short(caption, _MAX_CAPTION_WIDTH) and is_complete(caption):
            only = found[0]
            arguments = (value_of(only.number), only.shown, caption)
            yield Visual("BigNumber", arguments, (VisualPart(caption, sentence.beat, only.shown),))


def bars_in(sentence: Sentence) -> list[BarValue]:
    """All quantities of the sentence with their names; none if one of them has no name or another unit."""
    text = sentence.text.rstrip(f" {FULL_STOPS};!")
    found = _quantities(text)
    if not 2 <= len(found) <= _MOST_BARS or not is_stated(sentence):
        return []
    is_one_kind = len({each.unit.lower() for each in found}) == 1 and bool(found[0].unit)
    if not is_one_kind or not are_alike([each.number for each in found]):
        return []
    names = _names_after(text, found) or _names_before(text, found)
    if len({name.lower() for name in names}) < len(found):
        return []
    return [
        BarValue(name, value_of(each.number), each.shown, sentence.beat, _first_spoken(name, each, text))
        for name, each in zip(names, found, strict=True)
    ]


def _first_spoken(name: str, quantity: _Quantity, text: str) -> str:
    """The bar grows with whatever is said first, its name or its number."""
    return "" if text.find(name) < quantity.start else quantity.shown


def _quantities(text: str) -> list[_Quantity]:
    found = [
        _Quantity(each["number"], each["unit"] or "", each["shown"].strip(), each.start(), each.end())
        for each in _QUANTITY.finditer(text)
    ]
    # "3 and 4.5 V": the unit of a number without one is that of the next.
    return [] if any(not each.unit for each in found) else found


def _names_before(text: str, found: Sequence[_Quantity]) -> list[str]:
    starts = [0, *(each.end for each in found[:-1])]
    names = [_name_before(text[start : each.start]) for start, each in zip(starts, found, strict=True)]
    return [name for name in names if name] if all(names) else []


def _name_before(piece: str) -> str:
    """The name in what stands before a quantity: all of it, or what comes before a verb."""
    clause = re.split(r"[,;:]\s", _LINK.sub("", piece).rstrip(" ,:(–—="))[-1].strip()
    clause = _LINK.sub("", clause)
    told = subject_and_rest(clause)
    name, rest = told or (clause, "")
    return _tidy(name) if len(rest.split()) <= _MOST_WORDS_OF_VERB else ""


def _names_after(text: str, found: Sequence[_Quantity]) -> list[str]:
    ends = [*(each.start for each in found[1:]), len(text)]
    names = [_name_after(text[each.end : end]) for each, end in zip(found, ends, strict=True)]
    return [name for name in names if name] if all(names) else []


def _name_after(piece: str) -> str:
    rest = _BEFORE_NAME.sub("", piece, count=1)
    end = _NAME_END.search(rest)
    name = rest[: end.start()] if end else rest
    is_last = not rest[end.end() :].strip(" ,;") if end else True
    return _tidy(name) if piece[:1].isspace() and is_last and subject_and_rest(f"{name} x") is None else ""


def _tidy(name: str) -> str:
    name = re.sub(
        r"^(?:the|an?|der|die|das|eine?|les?|la|une?|el|los|las|una?) ", "", name.strip(), flags=re.I
    )
    is_name = is_short(name, _MAX_LABEL_WIDTH) and len(name.split()) <= _MAX_LABEL_WORDS
    if not is_name or _PLACE_NAME.match(name) or not is_complete(name) or any(map(str.isdigit, name)):
        return ""
    return name[:1].upper() + name[1:]
