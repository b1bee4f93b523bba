"""Turns LaTeX into text to speak: English words, or plain readable signs in any other language. Pure.

Runs in linear time for any text. Unknown commands are left out rather than guessed.
"""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re

from runner.text.formula_words import Wording, wording_of
from runner.text.latex_signs import FRACTIONS, FUNCTIONS, SIGNS, TEXT_WRAPPERS, UNSAID, WRAPPERS
from runner.text.symbols import GREEK_LETTERS

_DEEPEST = 20
_UNESCAPED = r"(?:[^\\$]|\\[^()\[\]])"
_DISPLAY = re.compile(
    rf"\$\$({_UNESCAPED}{{1,2000}})\$\$"
    rf"|\\\[({_UNESCAPED}{{1,2000}})\\\]"
    r"|\\begin\{(?:equation|align|gather|multline|displaymath)\*?\}((?:[^\\]|\\(?!begin|end)){1,2000})\\end\{"
    r"[a-z]{1,20}\*?\}"
)
_INLINE = re.compile(
    rf"\\\(({_UNESCAPED}{{1,1000}})\\\)|(?<![\w\\$])\$(?=[^\s$])((?:[^$\n\\]|\\.){{1,400}})(?<=\S)\$(?![\w$])"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OTHER_WORD = re.compile(r"[^\W\d_a-zA-Z]+|(?=[a-zA-Z]{0,29}?[aeiouyAEIOUY])[a-zA-Z]{3,30}")
_SIGNED_NUMBER = re.compile(r"[+\-−]?\d+")
_POWER = re.compile(r"\^(?:\{([^{}]{1,60})\}|\(([^()]{1,60})\)|([+\-−]?\w{1,12}))")
_LOOKS_LIKE_MATHS = re.compile(r"[\\^_=+<>{}]|^\S+$")
_SPACED = re.compile(r"\s+")
_BIG = {"∑", "∏", "∫"}


def say_display_maths(text: str, language: str) -> str:
    """`text` with its display formulas, which may span several lines, replaced by what to speak."""
    return _DISPLAY.sub(lambda found: f" {_say(found, language)} ", text)


def say_maths(text: str, language: str) -> str:
    """A line of text with its formulas, single commands and powers replaced by what to speak."""
    text = _INLINE.sub(lambda found: _say(found, language), say_display_maths(text, language))
    if "\\" in text:
        text = _Reader(text, wording_of(language)).prose()
    return _POWER.sub(lambda found: _say_power(found, language), text)


def _say(found: re.Match[str], language: str) -> str:
    formula = next(group for group in found.groups() if group is not None)
    if found[0][0] == "$" and not _LOOKS_LIKE_MATHS.search(formula):
        return found[0]
    return _Reader(formula, wording_of(language)).formula()


def _say_power(found: re.Match[str], language: str) -> str:
    wording = wording_of(language)
    exponent = next(group for group in found.groups() if group is not None)
    return wording.between + wording.power(_Reader(exponent, wording).formula())


class _Reader:
    """Reads LaTeX from left to right. Every step consumes at least one character, so it always ends."""

    def __init__(self, text: str, wording: Wording) -> None:
        self._text = text
        self._wording = wording
        self._at = 0
        self._depth = 0

    def prose(self) -> str:
        """The whole text: words unchanged, commands replaced by what to speak."""
        pieces: list[str] = []
        while (start := self._text.find("\\", self._at)) >= 0:
            pieces.append(self._text[self._at : start])
            self._at = start
            command = _COMMAND.match(self._text, start)
            known = command is not None and _is_known(command[1])
            pieces.append(f" {self._command()} " if known else self._escaped())
        return "".join([*pieces, self._text[self._at :]])

    def _escaped(self) -> str:
        """The character after the backslash, unchanged."""
        escaped = self._text[self._at + 1 : self._at + 2]
        self._at += 2
        return f" {escaped}" if escaped.isalpha() else escaped.replace("\\", " ")

    def formula(self) -> str:
        """What to speak for everything up to the end of the text, or of the group in braces."""
        pieces: list[str] = []
        while self._at < len(self._text):
            if self._text[self._at] == "}":
                if self._depth:
                    break
                self._at += 1
                continue
            pieces.append(self._atom())
        return self._wording.whole(_SPACED.sub(" ", self._wording.between.join(pieces)).strip())

    def _atom(self) -> str:
        character = self._text[self._at]
        if character == "\\":
            return self._command()
        if character == "{":
            return self._group()
        word = _NUMBER.match(self._text, self._at) or _OTHER_WORD.match(self._text, self._at)
        self._at += len(word[0]) if word else 1
        if word and not _is_greek(word[0]):
            return word[0]
        if character in "^_":
            part = self._raised()
            spoken = self._wording.power if character == "^" else self._wording.index
            return spoken(part) if part else ""
        if word:
            return self._wording.between.join(map(self._wording.sign, word[0]))
        return " " if character in "&~" or character.isspace() else self._wording.sign(character)

    def _group(self) -> str:
        self._at += 1
        if self._depth >= _DEEPEST:
            return ""
        self._depth += 1
        spoken = self.formula()
        self._depth -= 1
        self._at += 1
        return spoken

    def _raised(self) -> str:
        number = _SIGNED_NUMBER.match(self._text, self._at)
        if number:
            self._at = number.end()
            return number[0]
        return self._argument()

    def _argument(self) -> str:
        self._skip_spaces()
        if self._at >= len(self._text) or self._text[self._at] in "}^_" or self._depth >= _DEEPEST:
            return ""
        if self._text[self._at] in "{\\":
            self._depth += self._text[self._at] == "\\"
            is_command = self._text[self._at] == "\\"
            spoken = self._command() if is_command else self._group()
            self._depth -= is_command
            return spoken
        self._at += 1
        return self._wording.sign(self._text[self._at - 1])

    def _skip_spaces(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def _command(self) -> str:
        command = _COMMAND.match(self._text, self._at)
        if command is None:
            escaped = self._text[self._at + 1 : self._at + 2]
            self._at += 2
            return {"\\": ", "}.get(escaped, escaped if escaped in "%$#&_" else " ")
        self._at = command.end()
        name = command[1]
        sign = SIGNS.get(name, "")
        if sign in _BIG or name == "lim":
            return self._bounded(sign or name)
        if sign:
            return self._wording.sign(sign)
        return self._structure(name)

    def _structure(self, name: str) -> str:
        if name in FRACTIONS:
            above = self._argument()
            return self._wording.fraction(above, self._argument())
        if name == "sqrt":
            degree = self._degree()
            return self._wording.root(degree, self._argument())
        if name in TEXT_WRAPPERS and self._text[self._at : self._at + 1] == "{":
            return self._plain_group()
        if name in WRAPPERS:
            return self._argument()
        if name in UNSAID:
            self._plain_group()
            return ""
        return self._wording.function(name) if name in FUNCTIONS else " "

    def _plain_group(self) -> str:
        """The words of a group in braces, unchanged."""
        end = self._text.find("}", self._at, self._at + 200)
        if self._text[self._at : self._at + 1] != "{" or end < 0:
            return ""
        words = self._text[self._at + 1 : end]
        self._at = end + 1
        return words.replace("\\", " ").replace("{", " ")

    def _degree(self) -> str:
        end = self._text.find("]", self._at, self._at + 12)
        if self._text[self._at : self._at + 1] != "[" or end < 0:
            return ""
        degree = self._text[self._at + 1 : end].strip()
        self._at = end + 1
        return degree

    def _bounded(self, name: str) -> str:
        limits = {"_": "", "^": ""}
        for _ in limits:
            self._skip_spaces()
            mark = self._text[self._at : self._at + 1]
            if mark in limits and mark:
                self._at += 1
                limits[mark] = self._raised()
        return self._wording.bounded(name, limits["_"], limits["^"])


def _is_greek(word: str) -> bool:
    return all(character.lower() in GREEK_LETTERS for character in word)


def _is_known(name: str) -> bool:
    return name in SIGNS or name == "sqrt" or any(name in names for names in (FRACTIONS, WRAPPERS, FUNCTIONS))
