"""Estimates how wide text will be, from letter widths alone, and breaks it into lines.

Manim needs 2 ms per letter to draw a line, and a picture tries dozens of lines before it keeps one.
"""

# The look-alikes are meant.
# ruff: noqa: RUF001

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

# Advances of Noto Sans in em; other letters have those of their script or kind.
_ADVANCES: Mapping[str, float] = MappingProxyType(
    {
        character: advance
        for advance, characters in (
            (0.26, " '’ijl!,.:;·`"),
            (0.33, "()[]-"),
            (0.38, 'Ift/\\{}²"r“”'),
            (0.48, "?_zcsгзэтε"),
            (0.56, "vyFLkxETSae*$+0123456789<=>XYZ×|уквдлхсеая"),
            (0.63, "PRVobdgpqKhnuCAB#роцчбпийьθ"),
            (0.76, "&DGUHNOQПНЦИЧъфДЛыжм"),
            (0.85, "w%…юЖФ"),
            (0.95, "mMW@шщ"),
            (1.05, "—ШЩЮ"),
        )
        for character in characters
    }
)
_SCRIPTS = (("ARABIC", 0.5), ("HEBREW", 0.54), ("DEVANAGARI", 0.62), ("THAI", 0.53))
_CAPITAL = 0.72
_OTHER = 0.62
_CLOSING = "，。；：、！？」』）】》〉…,.;:!?)]}”’%％"
_PIECE = re.compile(rf"\s+|[^\s\u2e80-\u9fff\uac00-\ud7a3\uf900-\uffef]+|[^\s][{re.escape(_CLOSING)}]*")


def width_in_em(text: str) -> float:
    """The width of `text` in em, rather too much than too little."""
    return sum(_advance(character) for character in text)


def break_lines(text: str, limit: float) -> list[str]:
    """Lines of at most `limit` em, broken at spaces, beside Chinese characters, or inside a long word."""
    lines: list[str] = []
    line = ""
    for piece in (part for run in _PIECE.findall(text) for part in _parts(run, limit)):
        if width_in_em((line + piece).rstrip()) <= limit or not line.strip():
            line += piece if line or piece.strip() else ""
            continue
        lines.append(line.rstrip())
        line = piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines or [text]


def cut_to(text: str, limit: float) -> str:
    """The beginning of `text` that is at most `limit` em wide, marked with an ellipsis."""
    kept = next(iter(_parts(text, limit - _ADVANCES["…"])), "")
    return kept.rstrip(" ,;:.，；：、") + "…"


def _parts(piece: str, limit: float) -> list[str]:
    """The whole `piece` if it fits a line, else cut between grapheme clusters."""
    parts = [""]
    width = 0.0
    for index, character in enumerate(piece):
        advance = _advance(character)
        is_joined = index > 0 and (advance == 0 or piece[index - 1] == "\u200d")
        if width + advance > limit and parts[-1] and not is_joined:
            parts.append("")
            width = 0.0
        parts[-1] += character
        width += advance
    return parts


def _advance(character: str) -> float:
    known = _ADVANCES.get(character)
    if known is not None:
        return known
    if unicodedata.east_asian_width(character) in {"W", "F"}:
        return 1.0
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf"}:
        return 0.0
    if category == "Mc":
        return 0.3
    name = unicodedata.name(character, "")
    script = next((advance for script, advance in _SCRIPTS if name.startswith(script)), None)
    if script is not None:
        return script
    return _CAPITAL if category == "Lu" else _base(character)


def _base(character: str) -> float:
    """An accented letter is as wide as its plain one; a rare one may be as wide as any."""
    plain = unicodedata.normalize("NFD", character)[0]
    return _ADVANCES.get(plain, _OTHER if plain.isalpha() and ord(plain) < 0x600 else 1.0)
