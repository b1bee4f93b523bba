"""The numbers on the way to one that a text has, each written as the text writes that one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from scenekit.numerals import numeral

# Digits with the signs that group them, and the minus of typesetters.
_NUMERAL = re.compile("[-\u2212]?\\d(?:[\\d.,'\u2019\u00a0\u202f ]*\\d)?")
_GROUPING = str.maketrans("\u2212\u2019", "-'", "\u00a0\u202f ")
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class Writing:
    """How a text writes a value: what stands before and after it, and how its digits look."""

    before: str
    after: str
    digits: Callable[[float], str]

    def of(self, value: float) -> str:
        """Another value, written in the same way."""
        return f"{self.before}{self.digits(value)}{self.after}"


def writing_of(value: float, shown: str, language: str) -> Writing | None:
    """How `shown` writes the value; None if it isn't there as a number that can be counted to."""
    found = _NUMERAL.search(shown)
    if not found or not isfinite(value):
        return None
    wanted = found.group().translate(_GROUPING)
    for decimals in range(_MOST_DECIMALS + 1):
        for digits in (_grouped(language, decimals), _plain(language, decimals)):
            if digits(value).translate(_GROUPING) == wanted:
                return Writing(shown[: found.start()], shown[found.end() :], digits)
    return None


def _grouped(language: str, decimals: int) -> Callable[[float], str]:
    return lambda value: numeral(value, language, decimals)


def _plain(language: str, decimals: int) -> Callable[[float], str]:
    mark = numeral(0.5, language, 1)[1]
    return lambda value: f"{value:.{decimals}f}".replace(".", mark)
