"""How long a video will be, and what its models will cost: roughly, before anything is made. Pure.

Tokens are those of a video of 96 seconds in four sections, as `python -m bench.models` measures them. Models
answer at once there, so how long true ones think is assumed. Speed is the local engines', in 14 languages.
"""

import dataclasses
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from api.prices import ModelPrice
from contract.catalogue import OFFLINE_MODEL
from contract.lessons import lesson_named
from contract.model_roles import assign_roles, first_link
from contract.questions import RequestKind, is_spoken_as_written, kind_of
from contract.settings import Settings
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
    for role, link in asked_links(request, settings).items():
        price = price_of(link)
        if price is None:
            return Unknown(f"The price of {link} is not known.")
        prices[role] = price
    return Span(_usd(prices, seconds.low), _usd(prices, seconds.high, is_dear=True))


def asked_links(request: VideoRequest, settings: Settings) -> dict[ModelRole, str]:
    """The vendor's model that is asked first in each role; none if no model is asked."""
    if request.model == OFFLINE_MODEL or request.script is not None:
        return {}
    names = dataclasses.asdict(assign_roles(request.model, settings))
    if is_spoken_as_written(request):
        del names[ModelRole.EXPLAIN]
    chains = {role: settings.models.chain(names[role]) for role in ModelRole if names.get(role)}
    return {role: first_link(names[role], settings) or links[0] for role, links in chains.items()}


def _usd(prices: Mapping[ModelRole, ModelPrice], seconds: float, *, is_dear: bool = False) -> float:
    sections = max(_LEAST_SECTIONS, math.ceil(seconds / _SECONDS_A_SECTION))
    calls = _calls(seconds * _TEXT_TOKENS_A_SECOND, sections, is_dear=is_dear)
    return sum(call.usd(prices[call.role], is_dear=is_dear) for call in calls if call.role in prices)


def _calls(text: float, sections: int, *, is_dear: bool) -> tuple[_Calls, ...]:
    """The calls for a text of so many tokens; in the dearest case each section is mended and rewritten."""
    return (
        _Calls(ModelRole.EXPLAIN, 600, text),
        _Calls(ModelRole.REFINE, 500 + text, text),
        _Calls(ModelRole.WRITE, 8_000 + text, 350 * sections),  # the plan
        _Calls(ModelRole.WRITE, 9_300, _SECTION_TOKENS),
        _Calls(ModelRole.WRITE, 9_300, _SECTION_TOKENS, cacheable=7_750, times=sections - 1),
        _Calls(ModelRole.WRITE, 12_650, _SECTION_TOKENS, times=sections if is_dear else 0),  # mended
        _Calls(ModelRole.REVIEW, 8_600 + 850 * sections, _SECTION_TOKENS * sections if is_dear else 0),
    )
