"""Numbers as each language writes them: its decimal mark, and how it groups digits. Pure, without Manim."""

# The look-alikes are meant.
# ruff: noqa: RUF001

from collections.abc import Mapping
from math import floor, inf, isfinite, isnan, log10
from types import MappingProxyType
from typing import NamedTuple

_MINUS = "\u2212"
_THIN = "\u202f"
_SIGNIFICANT = 10
# Beyond these, digits are written as a power of ten.
_LARGEST, _SMALLEST = 1e15, 1e-6
_MOST_DECIMALS = 12
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class _Marks(NamedTuple):
    """`least` digits at least stand before the first group; groups after that one are `later` digits long."""

    decimal: str
    group: str
    least: int = 1
    later: int = 3


_POINT = _Marks(".", ",")
_INDIAN = _Marks(".", ",", later=2)
_COMMA = _Marks(",", ".")
_SPACE = _Marks(",", _THIN)
_MARKS: Mapping[str, _Marks] = MappingProxyType(
    dict.fromkeys("hi mr ne".split(), _INDIAN)
    | dict.fromkeys("ca da de el hr id it nl pt-BR ro sl sr tr vi".split(), _COMMA)
    | dict.fromkeys("cs eo fi fr hu lt nb ru sk sv uk".split(), _SPACE)
    | dict.fromkeys("bg et lv pl pt".split(), _SPACE._replace(least=2))
    | {"es": _COMMA._replace(least=2), "es-419": _POINT}
)


def numeral(value: float, language: str = "en", decimals: int | None = None) -> str:
    """`value` as `language` writes it: 1,234.5 in English, 1.234,5 in German.

    Without `decimals` it has as many as it needs. Very large and very small values become powers of ten.
    Raises ValueError for what is no number.
    """
    if isnan(value):
        raise ValueError("nan is no number: leave the value out")
    sign = _MINUS if value < 0 else ""
    size = abs(value)
    if not isfinite(size):
        return f"{sign}∞"
    if size >= _LARGEST or (decimals is None and 0 < size < _SMALLEST):
        return sign + _as_power(size, language)
    written = f"{size:.{_needed(size) if decimals is None else max(decimals, 0)}f}"
    if not written.strip("0."):
        sign = ""
    whole, _, fraction = written.partition(".")
    marks = _marks(language)
    return sign + _grouped(whole, marks) + (marks.decimal + fraction if fraction else "")


def decimals_of(step: float) -> int:
    """How many decimals tell numbers apart that are `step` from each other."""
    return min(max(0, -floor(log10(step) + 1e-9)), _MOST_DECIMALS) if 0 < step < inf else 0


def _marks(language: str) -> _Marks:
    return _MARKS.get(language) or _MARKS.get(language.split("-")[0], _POINT)


def _needed(size: float) -> int:
    """The decimals of the shortest form that keeps the significant digits."""
    if size == 0:
        return 0
    room = min(max(0, _SIGNIFICANT - 1 - floor(log10(size))), _MOST_DECIMALS + 6)
    return len(f"{size:.{room}f}".rstrip("0").partition(".")[2])


def _as_power(size: float, language: str) -> str:
    digits, _, exponent = f"{size:.3e}".partition("e")
    factor = digits.rstrip("0").rstrip(".").replace(".", _marks(language).decimal)
    power = "10" + str(int(exponent)).translate(_RAISED)
    return power if factor == "1" else f"{factor} × {power}"


def _grouped(digits: str, marks: _Marks) -> str:
    if len(digits) < 3 + marks.least:
        return digits
    groups = [digits[-3:]]
    left = digits[:-3]
    while left:
        groups.insert(0, left[-marks.later :])
        left = left[: -marks.later]
    return marks.group.join(groups)
