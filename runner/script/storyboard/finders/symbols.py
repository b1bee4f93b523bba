"""Finds what the symbols of a formula stand for: "where F is the force and m the mass". Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from runner.script.storyboard.statements import is_complete, is_short
from runner.script.storyboard.visuals import Visual, VisualPart

_MOST_SYMBOLS = 6
_MAX_MEANING_WIDTH = 32
_BEATS_AFTER = 2
_SYMBOL = r"[A-Za-zΑ-Ωα-ωΔ]{1,3}(?:_\{?\w{1,5}\}?|[₀-₉]+)?"
_INTRODUCED = re.compile(
    r"(?:\bwhere|\bwherein|\bhere,?|\bwith|\bwobei|\bdabei|\bhier|\boù|\bavec|\bdonde|\bsiendo|\baquí|;|"
    r",|^)\s+(?P<rest>"
    rf"{_SYMBOL} (?:is|are|denotes|stands for|ist|steht für|bezeichnet|est|désigne|es|representa) .+)",
    re.IGNORECASE,
)
_ITEM = re.compile(
    rf"(?P<symbol>{_SYMBOL}) (?:is|are|denotes|stands for|ist|steht für|bezeichnet|est|désigne|es|"
    rf"representa) "
    r"(?P<meaning>[^,;.]+)"
)
_NEXT = re.compile(r"\s*[,;]\s*(?:and |und |et |y )?|\s+(?:and|und|et|y) (?=\S{1,5} (?:is|ist|est|es) )")
_ARTICLE = re.compile(r"(?:the|an?|der|die|das|eine?|les?|la|une?|el|los|las|una?) |l[’']", re.IGNORECASE)


def with_symbols(formula: Visual, beats: Sequence[str], others: Collection[int] = ()) -> Visual:
    """The formula with the names of its symbols, as far as its own beat and the next ones tell them.

    `others`: beats with a formula of their own, whose symbols are told there.
    """
    plain = str(formula.arguments[1])
    first = formula.parts[0].beat
    named: dict[str, VisualPart] = {}
    for number in range(first, min(len(beats), first + _BEATS_AFTER) + 1):
        if number > first and number in others:
            break
        for symbol, meaning in _meanings(beats[number - 1]):
            if _has_symbol(plain, symbol) and symbol not in named:
                named[symbol] = VisualPart(meaning, number)
    if not named or len(named) > _MOST_SYMBOLS or len({part.text for part in named.values()}) < len(named):
        return formula
    symbols = {symbol: part.text for symbol, part in named.items()}
    return replace(
        formula, parts=(*formula.parts, *named.values()), options=(*formula.options, ("symbols", symbols))
    )


def _has_symbol(plain: str, symbol: str) -> bool:
    """Whether it stands there without an index: F is another one than F_net."""
    return bool(re.search(re.escape(symbol) + r"(?![_₀-₉])", plain))


def _meanings(beat: str) -> list[tuple[str, str]]:
    found = _INTRODUCED.search(beat)
    told: list[tuple[str, str]] = []
    for piece in _NEXT.split(found["rest"]) if found else ():
        item = _ITEM.fullmatch(piece.strip(" ."))
        if item is None:
            break
        meaning = _ARTICLE.sub("", item["meaning"].strip(), count=1)
        if is_short(meaning, _MAX_MEANING_WIDTH) and is_complete(meaning):
            told.append((item["symbol"], meaning))
    return told
