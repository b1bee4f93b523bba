"""Reads a formula that was pasted as plain text, such as `(1)/([A]_t)=kt`, as LaTeX. Pure.

Where the plain text could mean two things, such as `A_nx`, nothing is read: a formula on screen must be true.
"""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re

_DEEPEST = 8
_LONGEST_PRODUCT = 5
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ∆",
        "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
        "upsilon varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega Delta".split(),
        strict=True,
    )
)
# Capital letters that LaTeX has no command for, since they look like Latin ones.
_LATIN_LIKE = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True))
SIGNS = {
    "*": r"\cdot ",
    "·": r"\cdot ",
    "⋅": r"\cdot ",
    "×": r"\times ",
    "÷": r"\div ",
    "±": r"\pm ",
    "≈": r"\approx ",
    "≡": r"\equiv ",
    "≤": r"\le ",
    "≥": r"\ge ",
    "⇌": r"\rightleftharpoons ",
    "⟶": r"\longrightarrow ",
    "→": r"\rightarrow ",
    "−": "-",
    "–": "-",
    "∞": r"\infty ",
    "%": r"\%",
    "∂": r"\partial ",
    "°": r"^{\circ}",
    **{same: same for same in "=+-/,.<>[]|':"},
}
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n", strict=True))
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_FUNCTIONS = ("sin", "cos", "tan", "log", "ln", "exp")
_LETTER = rf"[^\W\d_{''.join(SUPERSCRIPTS)}{''.join(SUBSCRIPTS)}]"
_STATE = re.compile(r"\((?:aq|s|l|g)\)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT = re.compile(r"\s?(m/s|km/h|km|kg|cm|mm|Hz|Pa|kJ|mol|amu)(?![^\W_])")
_ONE_UNIT = r"(?:[kMGmµn]?(?:mol|Hz|Pa|eV|[msgNJWVAKLΩTC])|°[CF]|min|h)(?:[²³]|\^[23](?!\d))?"
UNIT = rf"(?:{_ONE_UNIT}(?:[/·]{_ONE_UNIT})*)(?![\w²³^(])"
"""A unit as it stands behind a number and a space."""
_SPACED_UNIT = re.compile(rf"\s({UNIT})(?=$|[,.;:)]|\s?[+−–*·×⋅/÷±=≈-])")
# Metres and a number without a unit can't be added: there, "2 m" is two times m.
_BARE_SUMMAND = re.compile(r"(?:^|[=≈+−–-])\s?\d+(?:[.,]\d+)*(?=\s?(?:$|[=≈+−–-]))")
_NAME = re.compile(r"(?=.*[aeiouáéíóúäöüèêà])[A-Za-zÀ-ÿ][a-zà-ÿ]{3,}|net|tot|max|min|avg")
_WORD = re.compile(f"{_LETTER}+")
_INDEX = re.compile(
    r"_(?:\{(\w{1,8})\}|(\d+)|([^\W\d_])(?![^\W_])|(?=[a-z]{0,7}[aeiou])([a-z]{3,8})(?![^\W_]))"
)
_POWER = re.compile(
    r"\^(?:\{([\w+−-]{1,8})\}|\(([\w+−-]{1,12})\)|(\d*[+−-])(?!\w)|([−-]?\d+)|([Δ∆]?\w)(?!\w))"
)
_CHARGE = re.compile(r"\^([n\d]*[+−-])")
_HAT = re.compile(rf"({_LETTER})\^(?![\w({{+−-])")
_VECTOR = re.compile(rf"({_LETTER})→(?=[_=·×+\-−)\]]|$)")
_RELATION = re.compile(r"[=≈≡⇌⟶]|(?<![^\W\d_])→|→(?=[^\W\d_])")
_RUN_TOGETHER = re.compile(r"[)\]][^\W\d_]{1,2}")


class _Unclear(Exception):
    """The text could mean something else."""


def tex_of(plain: str) -> str:
    """The formula as LaTeX; empty where it can't be read for certain."""
    is_reaction = any(arrow in plain for arrow in "⇌⟶") or "(aq)" in plain
    relations = len(_RELATION.findall(plain))
    if relations > 1 and (is_reaction or _RUN_TOGETHER.search(plain)):
        return ""
    try:
        reader = _Reader(plain.strip(), is_reaction)
        tex = reader.read("")
    except _Unclear:
        return ""
    return " ".join(tex.split())


class _Reader:
    """Reads from left to right; a group ends with its own closing bracket."""

    def __init__(self, text: str, is_reaction: bool) -> None:
        self.text, self.is_reaction = text, is_reaction
        self.has_units = not is_reaction and not _BARE_SUMMAND.search(text)
        self.at = 0
        self.depth = 0

    def read(self, closing: str) -> str:
        """Everything up to `closing`; fractions of two groups become fractions."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _Unclear
        pieces: list[str] = []
        while self.at < len(self.text) and self.text[self.at] != closing:
            pieces.append(self._piece())
        if closing and self.at >= len(self.text):
            raise _Unclear
        self.at += len(closing)
        self.depth -= 1
        return "".join(pieces)

    def _piece(self) -> str:
        mark = self.text[self.at]
        if mark == "(":
            return self._group()
        if mark == "√":
            self.at += 1
            inside = self._inside() if self.text[self.at : self.at + 1] == "(" else self._atom()
            return rf"\sqrt{{{inside}}}"
        if mark in "_^":
            return self._script()
        if mark in SUPERSCRIPTS or mark in SUBSCRIPTS:
            return self._raised(mark)
        return self._atom()

    def _group(self) -> str:
        state = _STATE.match(self.text, self.at) if self.is_reaction else None
        if state:
            self.at = state.end()
            return rf"\mathrm{{{state[0]}}}"
        inside = self._inside()
        if self.text[self.at : self.at + 2] == "/(":
            self.at += 1
            return rf"\frac{{{inside}}}{{{self._inside()}}}"
        return rf"\left({inside}\right)"

    def _inside(self) -> str:
        self.at += 1
        return self.read(")")

    def _script(self) -> str:
        charge = _CHARGE.match(self.text, self.at) if self.is_reaction else None
        if charge:
            self.at = charge.end()
            return f"^{{{_plain_signs(charge[1])}}}"
        pattern = _INDEX if self.text[self.at] == "_" else _POWER
        found = pattern.match(self.text, self.at)
        if found is None:
            raise _Unclear
        self.at = found.end()
        content = next(each for each in found.groups() if each)
        sign = found[0][0]
        return (
            f"{sign}{{\\mathrm{{{content}}}}}" if _is_name(content) else f"{sign}{{{_plain_signs(content)}}}"
        )

    def _raised(self, mark: str) -> str:
        table, sign = (SUPERSCRIPTS, "^") if mark in SUPERSCRIPTS else (SUBSCRIPTS, "_")
        content = ""
        while self.at < len(self.text) and self.text[self.at] in table:
            content += table[self.text[self.at]]
            self.at += 1
        return f"{sign}{{{content}}}"

    def _atom(self) -> str:
        for pattern, command in ((_VECTOR, "vec"), (_HAT, "hat")):
            found = pattern.match(self.text, self.at)
            if found and not self.is_reaction and found[1] not in GREEK:
                self.at = found.end()
                return rf"\{command}{{{found[1]}}}"
        number = _NUMBER.match(self.text, self.at)
        if number:
            unit = _UNIT.match(self.text, number.end())
            spaced = _SPACED_UNIT.match(self.text, number.end()) if self.has_units else None
            if spaced:
                self.at = spaced.end()
                return number[0].replace(",", "{,}") + rf"\,{_tex_of_unit(spaced[1])}"
            self.at = unit.end() if unit else number.end()
            return number[0].replace(",", "{,}") + (rf"\,\mathrm{{{unit[1]}}}" if unit else "")
        word = _WORD.match(self.text, self.at)
        if word:
            return self._letters(word[0])
        mark = self.text[self.at]
        self.at += 1
        if mark == " ":
            return r"\;" if self.depth > 1 else " "
        is_vague = mark == "→" and "=" in self.text and not self.is_reaction
        if mark not in SIGNS or is_vague:
            raise _Unclear
        return SIGNS[mark]

    def _letters(self, word: str) -> str:
        function = next((name for name in _FUNCTIONS if word.startswith(name)), "")
        if function:
            self.at += len(function)
            return rf"\{function} "
        if word[0] in GREEK:
            self.at += 1
            return rf"\{GREEK[word[0]]} "
        following = self.text[self.at + 1 : self.at + 2]
        if following in {"→", "^"} and not self.is_reaction and _HAT.match(self.text, self.at) is None:
            self.at += 1
            return word[0]
        word = re.split("[" + "".join(GREEK) + "]", word)[0]
        has_own_mark = not self.is_reaction and _followed_by_mark(self.text, self.at + len(word))
        taken = word[:-1] if len(word) > 1 and has_own_mark and not _is_name(word) else word
        self.at += len(taken)
        if _is_name(taken):
            return rf"\text{{{taken}}}"
        taken = "".join(_LATIN_LIKE.get(letter, letter) for letter in taken)
        if not taken.isascii() or len(taken) > _LONGEST_PRODUCT:
            raise _Unclear
        return rf"\mathrm{{{taken}}}" if self.is_reaction else taken


def _tex_of_unit(unit: str) -> str:
    signs = {"²": "^2", "³": "^3", "·": r"\cdot ", "°": r"^{\circ}", "µ": r"\mu ", "Ω": r"\Omega "}
    return rf"\mathrm{{{''.join(signs.get(each, each) for each in unit)}}}"


def _followed_by_mark(text: str, at: int) -> bool:
    return text[at : at + 1] in {"→", "^"}


def _is_name(word: str) -> bool:
    """Whether it is a word, such as "rate", and no product of letters, such as "kt"."""
    return bool(_NAME.fullmatch(word))


def _plain_signs(text: str) -> str:
    return "".join(rf"\{GREEK[each]} " if each in GREEK else SIGNS.get(each, each) for each in text)
