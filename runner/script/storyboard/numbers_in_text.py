"""Reads numbers as texts of many languages write them. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Sequence

_MINUS = "-\u2212\u2013"


def value_of(number: str) -> float:
    """The value of a number with either mark for decimals and for thousands; -1 where it can't be told."""
    if number[:1] in _MINUS:
        return -value_of(number[1:].strip())
    digits = re.sub(r"[ \u00a0\u202f]", "", number).replace("٫", ".")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        return float(digits.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+", digits):
        return float(digits.replace(".", "").replace(",", "."))
    if digits.count(",") + digits.count(".") > 1:
        return -1.0
    return float(digits.replace(",", "."))


def are_alike(numbers: Sequence[str]) -> bool:
    """Whether their marks mean the same: 1.234 is a thousand in some languages, and doubtful beside 1.2."""
    doubtful = [bool(re.fullmatch(r"\d{1,3}\.\d{3}", number)) for number in numbers]
    return all(doubtful) or not any(doubtful)
