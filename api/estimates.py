"""How long a video will be, and what its models will cost: roughly, before anything is made. Pure.

Tokens are those of a video of 96 seconds in four sections, as `python -m bench.models` measures them, and of
a mending as `python -m bench.mending` does. Models answer at once there, so how long true ones think is
assumed. Speed is the local engines', in 14 languages.
"""

import dataclasses
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from api.prices import ModelPrice
from contract.catalogue import OFFLINE_MODEL
from contract.lessons import lesson_named
from contract.model_roles import assign_roles, first_link
from contract.questions import RequestKind, is_spoken_as_written, kind_of
from contract.settings import Settings
from contract.sight import sees
from contract.unspaced import HAN, KANA
from contract.video import VideoRequest

USUAL_SECONDS = 120
_LETTERS_A_SECOND = 12.5
# A character of these scripts takes as long to say as so many letters of others.
_LETTERS_OF_A_CHARACTER = {re.compile(f"[{KANA}{HAN}]"): 4.6, re.compile("[\uac00-\ud7a3]"): 2.4}
# Engines and languages differ in speed; models write less or more than they are asked for.
_SPREAD_OF_SPEECH = (0.7, 1.5)
_SPREAD_OF_ANSWERS = (0.6, 1.5)
_SECONDS_A_SECTION = 30
_LEAST_SECTIONS = 2
_TEXT_TOKENS_A_SECOND = 3.4
_SECTION_TOKENS = 650
# Rules mend most; a model is first asked for the method that is left.
_MENDING_TOKENS, _METHOD_TOKENS = 7_900, 600
# The sheet of a section has twelve frames of 480 pixels; models that see small pictures only count less.
_SHEET_TOKENS = 2_371
_MOST_REVIEWS = 2
# In the dearest case a model thinks for three times the length of its answer, and nothing is cached.
_THOUGHT = 4

PriceOf = Callable[[str], ModelPrice | None]


@dataclass(frozen=True)
class Span:
    """A range."""

    low: float
    high: float

    def times(self, factors: tuple[float, float]) -> "Span":
        return Span(self.low * factors[0], self.high * factors[1])


@dataclass(frozen=True)
class Unknown:
    """What can't be estimated: why, in one sentence."""

    reason: str


class ModelRole(StrEnum):
    """The work of a model."""

    EXPLAIN = "explain"
    REFINE = "refine"
    WRITE = "write"
    REVIEW = "review"


@dataclass(frozen=True)
class _Calls:
    """Tokens of calls of one kind; `cacheable` are part of the input."""

    role: ModelRole
    input: float
    answer: float
    cacheable: float = 0
    times: int = 1

    def usd(self, price: ModelPrice, *, is_dear: bool) -> float:
        cached = 0 if is_dear else self.cacheable
        asked = (self.input - cached) * price.input_usd + cached * price.cached_usd
        answered = self.answer * price.output_usd * (_THOUGHT if is_dear else 1)
        return self.times * (asked + answered)


def estimate_seconds(request: VideoRequest) -> Span | Unknown:
    """The length of the video."""
    kind = kind_of(request)
    if kind is RequestKind.SCRIPT:
        return Unknown("The script itself decides the length.")
    if lesson := lesson_named(request.prompt, request.language) if kind is RequestKind.LESSON else None:
        return Span(lesson.seconds, lesson.seconds).times(_SPREAD_OF_SPEECH)
    if is_spoken_as_written(request):
        spoken = _letters(request.explanation or request.prompt) / _LETTERS_A_SECOND
        return Span(spoken, spoken).times(_SPREAD_OF_SPEECH)
    wanted = request.minutes * 60 if request.minutes else USUAL_SECONDS
    return Span(wanted, wanted).times(_SPREAD_OF_ANSWERS)


def _letters(text: str) -> float:
    slower = _LETTERS_OF_A_CHARACTER.items()
    return len(text) + sum((letters - 1) * len(script.findall(text)) for script, letters in slower)


def estimate_cost(request: VideoRequest, settings: Settings, price_of: PriceOf) -> Span | Unknown:
    """What the models of the video cost in USD."""
    seconds = estimate_seconds(request)
    if request.model == OFFLINE_MODEL or isinstance(seconds, Unknown):
        # A script asks no model.
        return Span(0, 0)
    prices: dict[ModelRole, ModelPrice] = {}
    links = asked_links(request, settings)
    for role, link in links.items():
        price = price_of(link)
        if price is None:
            return Unknown(f"The price of {link} is not known.")
        prices[role] = price
    is_seen = sees(links[ModelRole.REVIEW], settings.providers.model_server_sees)
    cheap = _calls(seconds.low, is_seen=is_seen)
    return Span(_usd(prices, cheap), _usd(prices, _dearer(seconds.high, is_seen=is_seen), is_dear=True))


def asked_links(request: VideoRequest, settings: Settings) -> dict[ModelRole, str]:
    """The vendor's model that is asked first in each role; none if no model is asked."""
    if request.model == OFFLINE_MODEL or request.script is not None:
        return {}
    names = dataclasses.asdict(assign_roles(request.model, settings))
    if is_spoken_as_written(request):
        del names[ModelRole.EXPLAIN]
    chains = {role: settings.models.chain(names[role]) for role in ModelRole if names.get(role)}
    return {role: first_link(names[role], settings) or links[0] for role, links in chains.items()}


def _usd(prices: Mapping[ModelRole, ModelPrice], calls: Iterable[_Calls], *, is_dear: bool = False) -> float:
    return sum(call.usd(prices[call.role], is_dear=is_dear) for call in calls if call.role in prices)


def _sections(seconds: float) -> int:
    return max(_LEAST_SECTIONS, math.ceil(seconds / _SECONDS_A_SECTION))


def _calls(seconds: float, *, is_seen: bool) -> tuple[_Calls, ...]:
    """The calls for a video of this length, if nothing fails and the reviewer, who may see it, is content."""
    text, sections = seconds * _TEXT_TOKENS_A_SECOND, _sections(seconds)
    return (
        _Calls(ModelRole.EXPLAIN, 700, text),
        _Calls(ModelRole.REFINE, 550 + text, text),
        _Calls(ModelRole.WRITE, 5_930 + text, 350 * sections),  # the plan
        _Calls(ModelRole.WRITE, 6_730, _SECTION_TOKENS, cacheable=4_680, times=sections),
        _Calls(ModelRole.REVIEW, _reviewed(sections, is_seen=is_seen), 0),
    )


def _dearer(seconds: float, *, is_seen: bool) -> tuple[_Calls, ...]:
    """Those, where each section is mended once and rewritten in both rounds of the review."""
    sections = _sections(seconds)
    *others, review = _calls(seconds, is_seen=is_seen)
    return (
        *others,
        _Calls(ModelRole.WRITE, _MENDING_TOKENS, _METHOD_TOKENS, times=sections),
        _Calls(ModelRole.REVIEW, review.input, _SECTION_TOKENS * sections, times=_MOST_REVIEWS),
    )


def _reviewed(sections: int, *, is_seen: bool) -> float:
    return 6_840 + (850 + is_seen * _SHEET_TOKENS) * sections
