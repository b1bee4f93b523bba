"""When something was, from how a text writes it: years, days, centuries, ages before ours."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_BEFORE_CHRIST = re.compile(
    r"\bB\.? ?C\.?(?: ?E\.?)?(?!\w)|\bv(?:\.|or) ?(?:Chr|u\. ?Z)|\bav(?:\.|ant) ?J|\ba\. ?(?:de )?C\b",
    re.IGNORECASE,
)
_NUMBER = r"(\d+(?:[.,  ]\d+)*)"
_UNIT = (
    r"(mil millones|thousand|tausend|mil|mille|million(?:s|en)?|mio\.?|millones|millón|mya|ma"
    r"|milliards?|milliarden?|mrd\.?|billions?|bya|ga)\b"
)
_AGE = re.compile(rf"{_NUMBER} *(?:{_UNIT})?", re.IGNORECASE)
_AGO = re.compile(
    r"\by(?:ea)?rs? ago\b|\bvor \D{0,10}\d|\bil y a\b|\bhace\b|\d *(?:mya|ma|bya|ga)\b", re.IGNORECASE
)
_THOUSANDS = ("thousand", "tausend", "mil", "mille")
_MILLIARDS = ("mil millones", "milliard", "mrd", "billion", "bya", "ga")
# Ages are counted from about now.
_NOW = 2000
_CENTURY = re.compile(
    r"\b(\d{1,2}|[IVX]+)(?:st|nd|rd|th|\.|e|er|ème)?\s*(?:century|cent\.|jahrhundert|jh\.?|siècle)",
    re.IGNORECASE,
)
_SPANISH_CENTURY = re.compile(r"\bsiglo\s+(\d{1,2}|[IVX]+)", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b")
_GERMAN = re.compile(r"\b(\d{1,2})\. ?(\d{1,2})\. ?(\d{3,4})\b")
_YEAR = re.compile(r"(?<![\d.,:])([-\u2212]?)(\d{3,4})(?![\d:]| ?%|[.,]\d)")
_SHORT_YEAR = re.compile(r"(?<![\d.,])(\d{1,4})(?!\d)")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|\.)?(?![\d%])")
_ROMAN: Mapping[str, int] = MappingProxyType({"I": 1, "V": 5, "X": 10})
# The beginnings of the months in English, German, French and Spanish.
_MONTHS = (
    ("jan", "jän", "ene"),
    ("feb", "fév", "fev"),
    ("mar", "mär"),
    ("apr", "avr", "abr"),
    ("may", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aoû", "ago"),
    ("sep",),
    ("oct", "okt"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)


def year_of(text: str) -> float | None:
    """The year, with its part of a year where month and day are told; before Christ it is negative."""
    for read in (_age, _century, _numbered_day):
        year = read(text)
        if year is not None:
            return year
    is_before = bool(_BEFORE_CHRIST.search(text))
    found = _YEAR.search(text) or (_SHORT_YEAR.search(text) if is_before or _is_after_christ(text) else None)
    if found is None:
        return None
    year = float(found.group(found.lastindex or 0))
    if is_before or found.group(1) in {"-", "\u2212"}:
        return -year
    return year + _part_of_year(text.replace(found.group(0), " "))


def _is_after_christ(text: str) -> bool:
    return bool(re.search(r"\bA\.?D\b|\bC\.?E\b|\bn\. ?Chr|\bapr?\. ?J|\bd\. ?C\b", text))


def _age(text: str) -> float | None:
    found = _AGE.search(text) if _AGO.search(text) else None
    if found is None:
        return None
    number, unit = found.group(1), (found.group(2) or "").lower()
    if not unit:
        return _NOW - float(re.sub(r"\D", "", number))
    factor = 1e3 if unit in _THOUSANDS else 1e9 if unit.startswith(_MILLIARDS) else 1e6
    return _NOW - float(re.sub(r"[,  ]", ".", number, count=1)) * factor


def _century(text: str) -> float | None:
    found = _CENTURY.search(text) or _SPANISH_CENTURY.search(text)
    if found is None:
        return None
    number = found.group(1)
    century = int(number) if number.isdigit() else _from_roman(number.upper())
    return -(century - 0.5) * 100 if _BEFORE_CHRIST.search(text) else (century - 0.5) * 100


def _from_roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    return sum(-one if one < next_ else one for one, next_ in zip(values, [*values[1:], 0], strict=True))


def _numbered_day(text: str) -> float | None:
    if iso := _ISO.search(text):
        year, month, day = iso.group(1), iso.group(2), iso.group(3) or "1"
    elif german := _GERMAN.search(text):
        day, month, year = german.groups()
    else:
        return None
    return int(year) + (int(month) - 1) / 12 + (int(day) - 1) / 372


def _part_of_year(rest: str) -> float:
    words = re.findall(r"[^\W\d_]{3,}", rest.lower())
    months = (number for word in words for number, names in enumerate(_MONTHS) if word.startswith(names))
    month = next(months, None)
    if month is None:
        return 0.0
    day = _DAY.search(rest)
    return month / 12 + (min(int(day.group(1)), 31) - 1) / 372 if day else month / 12
