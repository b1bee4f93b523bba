"""Turns a script's output into plain text without terminal controls, safe to print and to quote. Pure."""

import re

from runner.text.characters import INVISIBLE

MAX_LINE_CHARACTERS = 500
MAX_LINES = 2_000
_CUT = "…"
# Each alternative ends at the next escape or line at the latest, so matching takes linear time. The end of a
# sequence may be missing where a pipe ended or a limit cut it off.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # colours and cursor movements
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)?"  # titles, links
    r"|\x1b[ -/]*[0-~]?"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control characters; marks that reverse the direction of text; invisible letters, which only machines read.
_UNSHOWN = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{INVISIBLE}\U000e0000-\U000e0fff]")
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


def plain_lines(text: str, limit: int) -> str:
    """The end of the text in plain lines, at most `limit` characters; tabs are the only controls left."""
    lines = _plain(text).rsplit("\n", MAX_LINES)[-MAX_LINES:]
    kept: list[str] = []
    room = limit
    for line in map(_shorten, reversed(lines)):
        room -= len(line) + 1
        # The first kept line needs no line break before it.
        if room < -1:
            break
        kept.append(line)
    return "\n".join(reversed(kept))


def one_line(text: str, limit: int) -> str:
    """The text as a single plain line of at most `limit` characters, cut at its end."""
    words = " ".join(_plain(text).split())
    return words if len(words) <= limit else words[: limit - 1] + _CUT


def _plain(text: str) -> str:
    text = _LINE_ENDS.sub("\n", _ESCAPES.sub("", text))
    return _HALF_CHARACTERS.sub("\ufffd", _UNSHOWN.sub("", text))


def _shorten(line: str) -> str:
    return line if len(line) <= MAX_LINE_CHARACTERS else line[: MAX_LINE_CHARACTERS - 1] + _CUT
