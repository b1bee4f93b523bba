"""Finds equations in sentences and converts them to LaTeX. Pure; uncertain ones are ignored."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence

from runner.script.storyboard.visuals import EquationVisual
from runner.text.characters import width_of

_LONGEST = 70
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n", strict=True))
_SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ∆",
        "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau "
        "upsilon varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega Delta".split(),
        strict=True,
    )
)
_SIGNS = {
    "*": r"\cdot ",
    "·": r"\cdot ",
    "⋅": r"\cdot ",
    "×": r"\times ",
    "÷": r"\div ",
    "±": r"\pm ",
    "≈": r"\approx ",
}
_SIGNS |= {"−": "-", "–": "-", "∞": r"\infty ", "%": r"\%", "√": r"\surd "}
_FUNCTIONS = ("sin", "cos", "tan", "log", "ln", "exp")

_LETTER = f"[A-Za-z{''.join(_GREEK)}]"
_UPPER = "[A-Z]"
_POWER = rf"(?:\^(?:\{{[\w+−-]{{1,6}}\}}|\([\w+−/-]{{1,6}}\)|[+−-]?\w{{1,3}}+)|[{''.join(_SUPERSCRIPTS)}]++)?"
_INDEX = rf"(?:_\{{?\w{{1,4}}+\}}?|[{''.join(_SUBSCRIPTS)}]++)?"
# Possessive quantifiers: there must be one way only to divide a run of digits or letters into factors.
_NUMBER = r"\d++(?:[.,]\d++)*+"
_NAME = rf"(?:(?={_LETTER}{{0,3}}{_UPPER}){_LETTER}{{1,4}}|{_LETTER}{{1,2}})(?!{_LETTER}){_INDEX}"
_INSIDE = rf"(?:{_NUMBER}|{_LETTER}{{1,2}}{_INDEX}|[ +*/×·−-]|{_POWER[:-1]}){{1,24}}+"
_GROUP = rf"(?:{'|'.join(_FUNCTIONS)}|√|{_LETTER})?\({_INSIDE}\)"
_FACTOR = rf"(?:{_GROUP}|{_NUMBER}|{_NAME}){_POWER}"
# A single letter after a space is a factor, unless it is a word in some language.
_FACTOR_NAME = rf"{_LETTER}{{1,2}}(?:(?<=\s.)|(?<=[{''.join(_GREEK)}].))"
_SPACED = rf"\s(?![aAIeoyiuàé](?![\w^])){_FACTOR_NAME}{_INDEX}{_POWER}(?![\w-])"
_TERM = rf"{_FACTOR}(?:{_FACTOR}){{0,2}}"
_LEFT = rf"[+−±-]?{_TERM}(?:\s?[+−–*·×⋅/÷±-]\s?{_TERM}){{0,6}}"
_RIGHT = rf"[+−±-]?{_TERM}(?:{_SPACED}){{0,2}}(?:\s?[+−–*·×⋅/÷±-]\s?{_TERM}(?:{_SPACED}){{0,2}}){{0,6}}"
_UNIT = r"(?:\s?(?:m/s[²³]?|km/h|km|kg|cm|mm|m|s|N|J|W|V|K|Hz|°C|%)(?!\w))?"
_EQUATION = re.compile(rf"(?<![\w.?&/#\\$^({{+*=−-]){_LEFT}(?:\s?[=≈]\s?{_RIGHT}){{1,2}}{_UNIT}")
_SAFE_AFTER = re.compile(
    r"$|[.,;:!?)»”\"'](?:\s|$)|[，。；、：！？）]|\s[–—]\s|\s+(?!(?:sin|cos|tan|log|ln|exp|mod)\b)"
    r"(?:[a-zà-ÿа-яё]{2,}|[\u0590-\u0dff\u2e80-\uffdc]+)(?![\w^=(*/+])"
)
_UNSAFE_BEFORE = re.compile(rf"(?:^|\s)(?:(?![aAI]\s){_LETTER}|\d+|[+*/×·=−-])\s$")
_WORDS = r"[^\W\d_]{2,}(?: [^\W\d_]+){0,2}"
_WORD_EQUATION = re.compile(rf"{_WORDS} = {_WORDS}(?: [×*/÷·+−] {_WORDS}){{1,3}}")
_BRACED = re.compile(r"\$([^$\n]{3,80})\$")
_COMMANDS = (
    frozenset(
        "frac dfrac tfrac sqrt sum prod int lim infty cdot times div pm mp le leq ge geq ne neq approx "
        "equiv to in left right sin cos tan log ln exp partial nabla vec hat bar dot ldots cdots quad "
        "text mathrm mathbf binom".split()
    )
    | set(_GREEK.values())
    | {"epsilon", "phi", "forall", "exists", "cup", "cap", "subset", "rightarrow"}
)


def find_equations(beats: Sequence[str]) -> Iterator[EquationVisual]:
    """At most one equation per beat: LaTeX between dollar signs, or an equation of letters or words."""
    for number, beat in enumerate(beats, 1):
        equation = _latex(beat, number) or _of_letters(beat, number) or _of_words(beat, number)
        if equation:
            yield equation


def to_tex(plain: str) -> str:
    """A plain equation as LaTeX: powers, indices, fractions of two simple terms, Greek letters."""
    text = re.sub(r"√\(([^()]*)\)", r"\\sqrt{\1}", plain)
    text = re.sub(r"\^\(([^()]*)\)", r"^{\1}", text)
    text = re.sub(r"\^([+−-]?\w+)", r"^{\1}", text)
    text = re.sub(r"_(\w+)", r"_{\1}", text)
    text = re.sub(f"[{''.join(_SUPERSCRIPTS)}]+", lambda found: _script("^", found[0], _SUPERSCRIPTS), text)
    text = re.sub(f"[{''.join(_SUBSCRIPTS)}]+", lambda found: _script("_", found[0], _SUBSCRIPTS), text)
    text = re.sub(r"(?<=\d),(?=\d)", "{,}", text)
    text = re.sub(rf"\b({'|'.join(_FUNCTIONS)})(?=\()", r"\\\1", text)
    text = re.sub(r"(?<![\\\w])([A-Z]{3,4})(?!\w)", r"\\mathrm{\1}", text)
    text = re.sub(r"(?<=\d)\s?(m/s|km/h|km|kg|cm|mm|Hz)\b", r"\\,\\mathrm{\1}", text)
    text = "".join(f"\\{_GREEK[c]} " if c in _GREEK else _SIGNS.get(c, c) for c in text)
    return " ".join(text.split())


def _script(mark: str, found: str, table: dict[str, str]) -> str:
    return f"{mark}{{{''.join(table[character] for character in found)}}}"


def _latex(beat: str, number: int) -> EquationVisual | None:
    for found in _BRACED.finditer(beat):
        tex = found[1]
        if tex == tex.strip() and _is_harmless(tex):
            return EquationVisual(tex, tex, number)
    return None


def _is_harmless(tex: str) -> bool:
    """Whether it is safe to pass to LaTeX: known commands only, since others can read files."""
    commands = re.findall(r"\\([A-Za-z]+|.)", tex)
    is_balanced = tex.count("{") == tex.count("}")
    has_sign = bool(re.search(r"[=^_+<>]|\\[a-z]", tex))
    is_known = all(command in _COMMANDS or command in ",;! {}" for command in commands)
    return is_balanced and has_sign and is_known and tex.isascii() and not re.search(r"[%#&~\"@`]|\^\^", tex)


def _of_letters(beat: str, number: int) -> EquationVisual | None:
    for found in _EQUATION.finditer(beat):
        before, after = beat[: found.start()], beat[found.end() :]
        is_whole = bool(_SAFE_AFTER.match(after)) and not _UNSAFE_BEFORE.search(before)
        if is_whole and _has_name(found[0]) and len(found[0]) <= _LONGEST:
            return EquationVisual(to_tex(found[0]), found[0], number)
    return None


def _has_name(equation: str) -> bool:
    return bool(re.search(_LETTER, equation))


def _of_words(beat: str, number: int) -> EquationVisual | None:
    for clause in re.split(r"[.;!?,](?=\s|$)|[:：]\s*|[。；！？，]", beat):
        if _WORD_EQUATION.fullmatch(clause.strip()) and width_of(clause) <= _LONGEST:
            plain = clause.strip()
            tex = re.sub(_WORDS, lambda found: rf"\text{{{found[0]}}}", plain)
            return EquationVisual(
                "".join(_SIGNS.get(character, character) for character in tex), plain, number
            )
    return None
