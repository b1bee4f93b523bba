"""Pronunciation: for each word of a text, what the speech engine is given to speak. Pure.

Captions show the text itself, so the words must stay unchanged.
"""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from contract.punctuation import UNSPACED_CLAUSE_ENDS, UNSPACED_SENTENCE_ENDS
from contract.unspaced import HAN
from runner.text.characters import is_readable
from runner.text.symbols import (
    ENGLISH_SHORT_FORMS,
    ENGLISH_SIGNS,
    FOREIGN_SIGNS,
    GREEK_LETTERS,
    LATIN_LETTERS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    TYPOGRAPHIC,
    UNSPEAKABLE_ABROAD,
)


@dataclass(frozen=True)
class SpokenWord:
    """One word of the text, and what is spoken for it: one word, several, or nothing.

    `is_glued` means that there is no space before it, as between Chinese characters.
    """

    text: str
    spoken: str
    is_glued: bool = False


_STOPS = UNSPACED_SENTENCE_ENDS + UNSPACED_CLAUSE_ENDS
_HAN_PIECE = re.compile(rf"[^{HAN}\w]*(?:[{HAN}]|[^\W{HAN}]+)(?:[^\w{HAN}]*$|[{_STOPS}）」』”’,.!?;:)]*)")
_HAN_OR_STOP = re.compile(f"[{HAN}{_STOPS}]")
_SIGN = re.compile("|".join(re.escape(sign) for sign in sorted(ENGLISH_SIGNS, key=len, reverse=True)))
_FOREIGN_SIGN = re.compile(f"[{re.escape(UNSPEAKABLE_ABROAD)}]")
_POWER = re.compile(f"[{''.join(SUPERSCRIPTS)}]+")
_CARET_POWER = re.compile(r"\^\s*[({]?([+-]?\w+)[)}]?")
_INDEX = re.compile(f"[{''.join(SUBSCRIPTS)}]+")
_ATOM = r"(?:[A-Za-z]|\d+(?:\.\d+)?)"
_MATHS = re.compile(rf"[=+<>×·⋅÷±√≤≥≠≈→^/∞∑∫∈{''.join(SUPERSCRIPTS)}]")
_ARTICLE = re.compile(r"\b[aA]\b")
# "a plus b", but not "that is a plus."
_AFTER_A_LETTER = re.compile(r"(?:squared|cubed)\b.*|plus|minus|times|equals|over")
_DASH = "-–—−"
_POWER_WORDS = {"2": "squared", "3": "cubed"}

# The order matters: each rule leaves text that the next ones understand.
_ENGLISH_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\$(\d[\d,.]*\d|\d)", r"\1 dollars"),
        (r"€(\d[\d,.]*\d|\d)", r"\1 euros"),
        (r"£(\d[\d,.]*\d|\d)", r"\1 pounds"),
        (r"\b1/2\b", "one half"),
        (r"\b1/3\b", "one third"),
        (r"\b1/4\b", "one quarter"),
        (rf"(?<![\w.])({_ATOM})/({_ATOM})(?!\w)", r"\1 over \2"),
        (rf"(?<!\w)({_ATOM})\*({_ATOM})(?!\w)", r"\1 times \2"),
        (r"(?<![A-Za-z])([A-Za-z])\(", r"\1 of ("),
        (r"\blog\(", "log of ("),
        (r"\bsin\(", "sine of ("),
        (r"\bcos\(", "cosine of ("),
        (r"(?<=\d)[-–](?=\d)", " to "),
        (rf"(?<!\w)[-−–](?={_ATOM}(?!\w))", "minus "),
        (r"(?<!\w)[-−–](?=\d)", "minus "),
        (rf"(?<!\w)({_ATOM})[-−]({_ATOM})(?!\w)", r"\1 minus \2"),
        (r"(?<![A-Za-z])n!", "n factorial"),
        (r"(?<=[A-Za-z]{2})\.(?=[A-Za-z]{2})", " dot "),
        (r"(?<=\d):(?=\d(?!\d))", " to "),
        (r"—", ", "),
    )
)
_UNSAID_BEFORE_LAST = (
    (re.compile(r"(?<=[A-Za-z])\.(?=[A-Za-z])"), " "),
    (re.compile(r"[^A-Za-z0-9'.,;:!? ]+"), " "),
    (re.compile(r"(?<![A-Za-z])'|'(?![A-Za-z])"), ""),
    (re.compile(r"([,;:!?.])(?=[A-Za-z])"), r"\1 "),
    (re.compile(r"([;!?])(?=\S)"), r"\1 "),
    (re.compile(r"(\d)(?=[A-Za-z])(?!(?:st|nd|rd|th|s)\b)"), r"\1 "),
    (re.compile(r"([A-Za-z])(?=\d)"), r"\1 "),
    (re.compile(r"(?<=[A-Za-z0-9])\s+(?=[.,;:!?]+(?:\s|$))"), ""),
)


def spoken_words(text: str, language: str) -> tuple[SpokenWord, ...]:
    """The words of `text` in order. Together they contain every character except the spaces."""
    tokens = text.split()
    if language.split("-")[0] == "en":
        return tuple(
            SpokenWord(token, _say_in_english(token, _neighbours(tokens, position)))
            for position, token in enumerate(tokens)
        )
    words: list[SpokenWord] = []
    for token in tokens:
        for position, piece in enumerate(_pieces(token)):
            words.append(SpokenWord(piece, _say_abroad(piece, language), is_glued=position > 0))
    return tuple(words)


def has_speech(words: Sequence[SpokenWord]) -> bool:
    """Whether there is anything to speak."""
    return any(character.isalnum() for word in words for character in word.spoken)


def _pieces(token: str) -> list[str]:
    """Splits Chinese into single characters, each with adjacent punctuation; other tokens stay whole."""
    if not _HAN_OR_STOP.search(token):
        return [token]
    pieces: list[str] = []
    end = 0
    for found in _HAN_PIECE.finditer(token):
        pieces.append(token[end : found.end()])
        end = found.end()
    if end < len(token):
        # Punctuation alone has no character to attach to.
        pieces[-1:] = ["".join(pieces[-1:]) + token[end:]]
    return pieces


def _neighbours(tokens: Sequence[str], position: int) -> tuple[str, str]:
    before = tokens[position - 1] if position else ""
    after = tokens[position + 1] if position + 1 < len(tokens) else ""
    return before, after


def _say_in_english(token: str, neighbours: tuple[str, str]) -> str:
    short_form = ENGLISH_SHORT_FORMS.get(token.lower())
    if short_form:
        return short_form
    if token in _DASH:
        return _say_dash(token, neighbours)
    token = "".join(TYPOGRAPHIC.get(character, character) for character in token)
    is_maths = (
        _MATHS.search(token)
        or any(_MATHS.fullmatch(beside) for beside in neighbours)
        or _AFTER_A_LETTER.fullmatch(neighbours[1])
    )
    spoken_form = _say_signs(_say_powers(_apply(_ENGLISH_RULES, token)))
    spoken_form = " ".join(_apply(_UNSAID_BEFORE_LAST, _to_ascii(spoken_form)).split())
    # Next to a sign, written or spelled out, "a" is the letter, not the article.
    return _ARTICLE.sub("eigh", spoken_form) if is_maths or neighbours[1] in {"-", "−"} else spoken_form


def _say_dash(dash: str, neighbours: tuple[str, str]) -> str:
    is_between_atoms = all(re.match(rf"{_ATOM}(?!\w)|[√(]|[\w.]*[²³^]", beside) for beside in neighbours)
    return "minus" if is_between_atoms and dash != "—" else ","


def _say_powers(text: str) -> str:
    text = _CARET_POWER.sub(lambda found: f" {_say_power(found[1])} ", text)
    text = _POWER.sub(lambda found: f" {_say_power(''.join(SUPERSCRIPTS[c] for c in found[0]))} ", text)
    return _INDEX.sub(lambda found: f" {''.join(SUBSCRIPTS[c] for c in found[0])} ", text)


def _say_power(exponent: str) -> str:
    words = exponent.replace("-", "minus ").replace("+", "plus ")
    return _POWER_WORDS.get(exponent, f"to the power of {words}")


def _say_signs(text: str) -> str:
    text = _SIGN.sub(lambda found: f" {ENGLISH_SIGNS[found[0]]} ", text)
    return "".join(f" {GREEK_LETTERS[c.lower()]} " if c.lower() in GREEK_LETTERS else c for c in text)


def _apply(rules: Sequence[tuple[re.Pattern[str], str]], text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


def _to_ascii(text: str) -> str:
    latin = "".join(LATIN_LETTERS.get(character, character) for character in text)
    return unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()


def _say_abroad(token: str, language: str) -> str:
    signs = FOREIGN_SIGNS.get(language.split("-")[0], {})
    spoken_form = _FOREIGN_SIGN.sub(lambda found: f" {signs.get(found[0], '')} ", token)
    printable = (c if is_readable(c) and unicodedata.category(c) != "So" else " " for c in spoken_form)
    return " ".join("".join(printable).split())
