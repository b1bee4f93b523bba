"""String literals as they are written, and as they read: each character of the value has its place. Pure."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from runner.script.rules.edits import Edit

FIELD = "\ue000"
"""Stands in a value for a field of an f-string."""
_START = re.compile(r"(?P<prefix>[rRbBuUfF]{0,2})(?P<quote>'''|\"\"\"|'|\")")
_BETWEEN = re.compile(r"(?:\s|\\\n|#[^\n]*)*")
_ESCAPE = re.compile(
    r"\\(?:[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]+\}|\n|.)", re.DOTALL
)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\n": ""}
_WRITTEN = {"\0": "\\x00", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\"}


@dataclass(frozen=True)
class Literal:
    """One literal. `value` is its text; `spans` are the places of the value's characters in the script."""

    value: str
    spans: tuple[tuple[int, int], ...]
    end: int
    """Where its closing quote begins."""
    quote: str
    is_raw: bool
    is_formatted: bool

    def rewritten(self, value: str) -> tuple[Edit, ...] | None:
        """The edits that make it read `value`; None if that can't be written in this kind of literal."""
        edits = []
        backslashes = len(value) - len(value.rstrip("\\"))
        if self.is_raw and backslashes % 2:
            return None
        changes = SequenceMatcher(None, self.value, value, autojunk=False).get_opcodes()
        for kind, first, last, new_first, new_last in changes:
            if kind == "equal":
                continue
            text = self._written(value[new_first:new_last])
            if text is None:
                return None
            start = self.spans[first][0] if first < len(self.spans) else self.end
            edits.append(Edit(start, self.spans[last - 1][1] if last > first else start, text))
        return tuple(edits)

    def _written(self, text: str) -> str | None:
        if FIELD in text or (self.is_raw and (self.quote[0] in text or "\n" in text)):
            return None
        if not self.is_raw:
            text = "".join(_WRITTEN.get(character, character) for character in text)
            text = text.replace(self.quote[0], f"\\{self.quote[0]}")
        return text.replace("{", "{{").replace("}", "}}") if self.is_formatted else text


def is_text(node: ast.AST) -> bool:
    """Whether it is a string that is written in the script, without fields."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def literals_in(text: str, start: int, end: int) -> Sequence[Literal]:
    """The literals that follow each other between two places, as in `"a" "b"`; none if anything else does."""
    found = []
    place = _behind_space(text, start)
    while place < end:
        opening = _START.match(text, place)
        literal = _read(text, opening) if opening else None
        if literal is None:
            return ()
        found.append(literal)
        place = _behind_space(text, literal.end + len(literal.quote))
    return found


def _behind_space(text: str, place: int) -> int:
    """The first place from here on that is neither space nor a comment."""
    between = _BETWEEN.match(text, place)
    return between.end() if between else place


def _read(text: str, opening: re.Match[str]) -> Literal | None:
    prefix, quote = opening["prefix"].lower(), opening["quote"]
    if "b" in prefix:
        return None
    characters: list[str] = []
    spans: list[tuple[int, int]] = []
    place = opening.end()
    for character, start, place in _characters(text, place, quote, prefix):  # noqa: B020
        characters.append(character)
        spans += [(start, place)] * len(character)
    if not text.startswith(quote, place):
        return None
    return Literal("".join(characters), tuple(spans), place, quote, "r" in prefix, "f" in prefix)


def _characters(text: str, place: int, quote: str, prefix: str) -> Iterator[tuple[str, int, int]]:
    """Each part of the value with its place, up to the closing quote."""
    while place < len(text) and not text.startswith(quote, place):
        start = place
        if text[place] == "\\":
            escape = _ESCAPE.match(text, place)
            if escape is None:
                return
            if "r" in prefix:
                place += 2 if text[place + 1] in "\\'\"" else 1
                yield text[start:place], start, place
            else:
                place = escape.end()
                yield _unescaped(escape[0]), start, place
        elif "f" in prefix and text[place] in "{}":
            is_double = text[place : place + 2] in {"{{", "}}"}
            place = place + 2 if is_double else _end_of_field(text, place)
            yield (text[start] if is_double else FIELD), start, place
        else:
            place += 1
            yield text[start], start, place


def _unescaped(escape: str) -> str:
    kind = escape[1]
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if kind in "01234567xuUN":
        return escape.encode().decode("unicode_escape")
    return kind if kind in "\\'\"" else escape


def _end_of_field(text: str, place: int) -> int:
    """The place behind the field of an f-string that begins here."""
    depth, inside = 0, ""
    for position in range(place, min(len(text), place + 2000)):
        character = text[position]
        if inside:
            inside = "" if character == inside else inside
        elif character in "'\"" and depth:
            inside = character
        elif character in "{[(":
            depth += 1
        elif character in "}])":
            depth -= 1
            if depth <= 0:
                return position + 1
    return place + 1
