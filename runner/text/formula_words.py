"""Pronunciation of formula parts: English words, or plain signs for any other language. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from typing import Protocol

from runner.text.latex_signs import (
    ENGLISH_FRACTIONS,
    ENGLISH_MATHS,
    ENGLISH_POWERS,
    ENGLISH_ROOTS,
    FUNCTIONS,
)
from runner.text.symbols import ENGLISH_SIGNS, GREEK_LETTERS, SUBSCRIPTS, SUPERSCRIPTS

_ATOM = re.compile(r"\w*|√\w+")
_FUNCTION_CALL = re.compile(r"\b([fgh]) \(")


class Wording(Protocol):
    """Turns the parts of a formula into text to speak."""

    between: str

    def whole(self, formula: str) -> str: ...

    def sign(self, sign: str) -> str: ...

    def function(self, name: str) -> str: ...

    def fraction(self, above: str, below: str) -> str: ...

    def root(self, degree: str, inside: str) -> str: ...

    def power(self, exponent: str) -> str: ...

    def index(self, index: str) -> str: ...

    def bounded(self, name: str, lower: str, upper: str) -> str: ...


class _English:
    between = " "

    def whole(self, formula: str) -> str:
        tidy = formula.replace("( ", "(").replace(" )", ")").replace(" ,", ",")
        return _FUNCTION_CALL.sub(r"\1 of (", tidy)

    def sign(self, sign: str) -> str:
        if sign.lower() in GREEK_LETTERS:
            name = GREEK_LETTERS[sign.lower()]
            return name.capitalize() if sign.isupper() else name
        return ENGLISH_MATHS.get(sign) or ENGLISH_SIGNS.get(sign, sign)

    def function(self, name: str) -> str:
        return FUNCTIONS.get(name, name)

    def fraction(self, above: str, below: str) -> str:
        return ENGLISH_FRACTIONS.get((above, below)) or f"{above} over {below}"

    def root(self, degree: str, inside: str) -> str:
        return f"the {ENGLISH_ROOTS.get(degree) or degree + 'th'} root of {inside}"

    def power(self, exponent: str) -> str:
        return ENGLISH_POWERS.get(exponent) or f"to the power of {exponent}"

    def index(self, index: str) -> str:
        return f"sub {index}"

    def bounded(self, name: str, lower: str, upper: str) -> str:
        if name == "lim":
            return f"the limit as {lower.replace(' to ', ' goes to ')} of" if lower else "the limit of"
        sign_name = ENGLISH_SIGNS[name].removesuffix(" of")
        return f"{sign_name}{lower and f' from {lower}'}{upper and f' to {upper}'} of"


class _Signs:
    between = ""

    def whole(self, formula: str) -> str:
        return formula

    def sign(self, sign: str) -> str:
        return sign

    def function(self, name: str) -> str:
        return f" {name} "

    def fraction(self, above: str, below: str) -> str:
        return f"{_enclosed(above)}/{_enclosed(below)}"

    def root(self, degree: str, inside: str) -> str:
        return {"": "√", "2": "√", "3": "∛", "4": "∜"}.get(degree, f"{degree}√") + _enclosed(inside)

    def power(self, exponent: str) -> str:
        if exponent in {"°", "′"}:
            return exponent
        raised = _translated(exponent, {sign: raised for raised, sign in SUPERSCRIPTS.items()})
        return raised or (f"^{exponent}" if len(exponent) == 1 else f"^({exponent})")

    def index(self, index: str) -> str:
        return _translated(index, {sign: lowered for lowered, sign in SUBSCRIPTS.items()}) or f" {index}"

    def bounded(self, name: str, lower: str, upper: str) -> str:
        limits = "…".join(part for part in (lower, upper) if part)
        return f"{name}{limits and f' ({limits}) '}"


def wording_of(language: str) -> Wording:
    return _English() if language.split("-")[0] == "en" else _Signs()


def _enclosed(part: str) -> str:
    return part if _ATOM.fullmatch(part) else f"({part})"


def _translated(text: str, signs: dict[str, str]) -> str:
    """`text` with each character replaced by its entry in `signs`; empty if one has no entry."""
    return "".join(signs[sign] for sign in text) if all(sign in signs for sign in text) else ""
