"""Finds equations in sentences and converts them to LaTeX. Pure; uncertain ones are ignored."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence

from runner.script.storyboard.plain_maths import GREEK, SIGNS, SUBSCRIPTS, SUPERSCRIPTS, UNIT, tex_of
from runner.script.storyboard.visuals import Visual, VisualPart
from runner.text.characters import width_of
from runner.text.function_words import FUNCTION_WORDS

_LONGEST = 70
_GREEK_LETTERS = "".join(GREEK)
_FUNCTIONS = ("sin", "cos", "tan", "log", "ln", "exp")

_LETTER = f"[A-Za-z{_GREEK_LETTERS}]"
_UPPER = "[A-Z]"
_POWER = rf"(?:\^(?:\{{[\w+−-]{{1,6}}\}}|\([\w+−/-]{{1,6}}\)|[+−-]?\w{{1,3}}+)|[{''.join(SUPERSCRIPTS)}]++)?"
_INDEX = rf"(?:_\{{?\w{{1,4}}+\}}?|[{''.join(SUBSCRIPTS)}]++)?"
# Possessive quantifiers: there must be one way only to divide a run of digits or letters into factors.
_NUMBER = r"\d++(?:[.,]\d++)*+"
_NAME = rf"(?:(?={_LETTER}{{0,3}}{_UPPER}){_LETTER}{{1,4}}|{_LETTER}{{1,2}})(?!{_LETTER}){_INDEX}"
_INSIDE = rf"(?:{_NUMBER}|{_LETTER}{{1,2}}{_INDEX}|[ +*/×·−-]|{_POWER[:-1]}){{1,24}}+"
_GROUP = rf"(?:{'|'.join(_FUNCTIONS)}|√|{_LETTER})?\({_INSIDE}\)"
_FACTOR = rf"(?:{_GROUP}|{_NUMBER}|{_NAME}){_POWER}"
# A single letter after a space is a factor, unless it is a word in some language.
_FACTOR_NAME = rf"{_LETTER}{{1,2}}(?:(?<=\s.)|(?<=[{_GREEK_LETTERS}].))"
_SPACED = rf"\s(?![aAIeoyiuàé](?![\w^])){_FACTOR_NAME}{_INDEX}{_POWER}(?![\w-])"
# A number with its unit is one term; "2 m c" is none.
_QUANTITY = rf"{_NUMBER} {UNIT}(?=$|[,.;:)]|\s[+−–*·×⋅/÷±=≈-]|\s[a-z]{{2}})"
_TERM = rf"(?:{_QUANTITY}|(?!{_QUANTITY}){_FACTOR}(?:{_FACTOR}){{0,2}})"
_LEFT = rf"[+−±-]?{_TERM}(?:\s?[+−–*·×⋅/÷±-]\s?{_TERM}){{0,6}}"
_RIGHT = rf"[+−±-]?{_TERM}(?:{_SPACED}){{0,2}}(?:\s?[+−–*·×⋅/÷±-]\s?{_TERM}(?:{_SPACED}){{0,2}}){{0,6}}"
_UNIT = r"(?:\s?(?:m/s[²³]?|km/h|km|kg|cm|mm|m|s|N|J|W|V|K|Hz|°C|%)(?!\w))?"
_EQUATION = re.compile(rf"(?<![\w.?&/#\\$^({{+*=−-]){_LEFT}(?:\s?[=≈]\s?{_RIGHT}){{1,4}}{_UNIT}")
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
    | set(GREEK.values())
    | {"epsilon", "phi", "forall", "exists", "cup", "cap", "subset", "rightarrow"}
)


# A formula that was pasted without spaces; those around it must not belong to it.
_PASTED = re.compile(
    r"(?<!\S)[^\s=≈⇌⟶]+(?:[=≈⇌⟶][^\s=≈⇌⟶]+)+(?!\S)|\S\([^()\s]* [^()]*\)=|=\([^()\s]* [^()]*\)"
)
_BARE_VALUE = re.compile(rf"{_NAME}\s?[=≈]\s?[+−-]?{_NUMBER}{_UNIT}")
_UNFINISHED = tuple("_=+−^(")
_RELATIONS = "=≈≡⇌⟶"
_MOST_WORDS_INSIDE = 6
_NOT_MATHS = re.compile(r"==|://|[?&#{}<>\"`;]|[:.]\w")
_SETTING = re.compile(r"[^\W\d_]{3,}=[\w.]+")
_PART_BEFORE = re.compile(r"[\d+\-−–*/·×=<>(\[]+|[B-HJ-Zb-hj-np-xz]")
_PART_AFTER = re.compile(r"[+\-−–*/·×=<>^_(]|\S*[/=^_]")


def find_equations(beats: Sequence[str]) -> Iterator[Visual]:
    """At most one equation per beat: LaTeX between dollar signs, or an equation of letters or words."""
    for number, beat in enumerate(beats, 1):
        is_cut = number > 1 and beats[number - 2].rstrip()[-1:] in _UNFINISHED
        equation = None if is_cut else _latex(beat, number) or _pasted(beat, number)
        if equation is None and not is_cut and not _PASTED.search(beat):
            equation = _of_letters(beat, number) or _of_words(beat, number)
        if equation:
            yield equation


def without_bare_values(formulas: Sequence[Visual]) -> Sequence[Visual]:
    """Without values such as "m = 20 kg" where one of the formulas is a law."""
    laws = [each for each in formulas if not _BARE_VALUE.fullmatch(str(each.arguments[1]))]
    return laws or formulas


def _formula(tex: str, plain: str, number: int) -> Visual:
    return Visual("Formula", (tex, plain), (VisualPart(plain, number),))


def _latex(beat: str, number: int) -> Visual | None:
    for found in _BRACED.finditer(beat):
        tex = found[1]
        if tex == tex.strip() and _is_harmless(tex):
            return _formula(tex, tex, number)
    return None


def _is_harmless(tex: str) -> bool:
    """Whether it is safe to pass to LaTeX: known commands only, since others can read files."""
    commands = re.findall(r"\\([A-Za-z]+|.)", tex)
    is_balanced = tex.count("{") == tex.count("}")
    has_sign = bool(re.search(r"[=^_+<>]|\\[a-z]", tex))
    is_known = all(command in _COMMANDS or command in ",;! {}" for command in commands)
    return is_balanced and has_sign and is_known and tex.isascii() and not re.search(r"[%#&~\"@`]|\^\^", tex)


def _pasted(beat: str, number: int) -> Visual | None:
    words = beat.split()
    for index, word in enumerate(words):
        if any(sign in word[1:] for sign in _RELATIONS):
            last = _closing(words, index)
            plain = " ".join(words[index : last + 1]).rstrip(".,;:")
            before, after = words[index - 1 : index], words[last + 1 : last + 2]
            if plain[-1:].isdigit() and after and re.match(UNIT, after[0]):
                # The unit would be lost.
                return None
            is_alone = not any(map(_PART_BEFORE.fullmatch, before)) and not any(map(_PART_AFTER.match, after))
            tex = tex_of(plain) if is_alone and _is_formula(plain) else ""
            if tex:
                return _formula(tex, plain, number)
    return None


def _closing(words: Sequence[str], first: int) -> int:
    """The word in which all brackets are closed that the first one opens."""
    opened = 0
    for index in range(first, min(len(words), first + _MOST_WORDS_INSIDE)):
        opened += words[index].count("(") - words[index].count(")")
        if opened <= 0:
            return index
    return first


def _is_formula(plain: str) -> bool:
    is_short = len(plain) <= _LONGEST and _has_name(plain)
    return is_short and not _NOT_MATHS.search(plain) and not _SETTING.fullmatch(plain)


def _of_letters(beat: str, number: int) -> Visual | None:
    for found in _EQUATION.finditer(beat):
        before, after = beat[: found.start()], beat[found.end() :]
        is_whole = bool(_SAFE_AFTER.match(after)) and not _UNSAFE_BEFORE.search(before)
        is_whole = is_whole and not (found[0][-1] in "0123456789" and _OTHER_UNIT.match(after))
        if is_whole and _has_name(found[0]) and len(found[0]) <= _LONGEST:
            return _formula(tex_of(found[0]), found[0], number)
    return None


_OTHER_UNIT = re.compile(rf"\s(?!(?:{'|'.join(sorted(FUNCTION_WORDS))})\b)[^\W\d_]{{1,14}}\b")


def _has_name(equation: str) -> bool:
    return bool(re.search(_LETTER, equation))


def _of_words(beat: str, number: int) -> Visual | None:
    for clause in re.split(r"[.;!?,](?=\s|$)|[:：]\s*|[。；！？，]", beat):
        if _WORD_EQUATION.fullmatch(clause.strip()) and width_of(clause) <= _LONGEST:
            plain = clause.strip()
            tex = re.sub(_WORDS, lambda found: rf"\text{{{found[0]}}}", plain)
            return _formula("".join(SIGNS.get(each, each) for each in tex), plain, number)
    return None
