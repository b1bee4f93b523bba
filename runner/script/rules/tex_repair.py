"""Repairs texts that LaTeX refuses. Pure: from a text to a better one.

A text may hold `FIELD` signs, which stand for what is known only when the script runs.
"""

import re
from collections.abc import Callable, Iterator

from runner.script.rules.literals import FIELD
from runner.script.rules.tex_signs import AROUND, IN_TEXT, LOWERED, OTHER_COMMANDS, RAISED, SIGNS

# Beginnings of commands that Python reads as control characters: "\nabla", "\theta", "\frac".
_CONTROL = {"\n": "n", "\t": "t", "\r": "r", "\a": "a", "\b": "b", "\f": "f", "\v": "v"}
_SWALLOWED = re.compile(
    r"[\r\a\b\f\v]|\t(?=(?:heta|ext|imes|an|au|o|frac|extbf|ilde|op|herefore|riangle)(?![a-z]))"
    r"|\n(?=(?:abla|eq|e|u|ot|otin|i|earrow|exists)(?![a-zA-Z]))"
)
_TEXT_COMMANDS = frozenset(
    """textbf textit texttt text textsc textrm emph underline small large Large LARGE huge Huge tiny
    item begin end hline newline centering bfseries itshape quad qquad hspace vspace noindent par LaTeX
    TeX""".split()
)
_DOLLAR = re.compile(r"(?<!\\)\$")
_PLAIN_WORD = re.compile(r"(?<![\\a-zA-Z{])[A-Za-z]{3,}(?![a-zA-Z}]|\()")
_FUNCTIONS = frozenset(
    "sin cos tan log exp max min det lim arg deg dim gcd ker sup inf sinh cosh tanh arctan".split()
)
_MATH_BOX = re.compile(r"\\(?:text|mbox|textbf|textit|textrm|mathrm|operatorname|begin|end)\{[^{}]*\}")
_SUBSCRIPT = re.compile(r"(?<![A-Za-z\\])(?:[A-Za-z]|\\[a-zA-Z]+)_")
_DOUBLE_SCRIPT = re.compile(r"([\^_])(\{[^{}]*\}|\\[a-zA-Z]+|[^\\{\s])(?=\1)")
_OUTER = re.compile(
    r"\s*(?:\$\$?(?P<dollar>[^$]*)\$\$?|\\\[(?P<square>.*)\\\]|\\\((?P<round>.*)\\\))\s*", re.DOTALL
)
_MATH_ENVIRONMENT = re.compile(
    r"\\(begin|end)\{(align|gather|equation|eqnarray|multline|displaymath|math)(\*?)\}"
)
_INNER = {"align": "aligned", "gather": "gathered", "eqnarray": "aligned", "multline": "gathered"}
_IN_BOX = re.compile(r"(\\(?:text|mbox|textbf|textit|textrm)\{)([^{}]*)(\})")

_RAISED, _LOWERED = (re.compile(f"[{re.escape(''.join(marks))}]+") for marks in (RAISED, LOWERED))
_AROUND = re.compile(rf"\\({'|'.join(AROUND)})(?![a-zA-Z])\s*\{{([^{{}}]*)\}}")
Repair = Callable[[str], str]
"""From a text to a better one."""


def restore_commands(text: str) -> str:
    """The text with the commands that Python has read as control characters."""
    return _SWALLOWED.sub(lambda found: "\\" + _CONTROL[found[0]], text)


def define_commands(text: str) -> str:
    """The text with known commands in the place of unknown ones."""
    text = re.sub(r"\\(?:text)?color\s*\{[^{}]*\}", "", text)
    text = _AROUND.sub(_surrounded, text)
    return re.sub(
        r"\\([a-zA-Z]+)", lambda found: _followed(OTHER_COMMANDS.get(found[1], found[0]), found), text
    )


def _surrounded(found: re.Match[str]) -> str:
    before, behind = AROUND[found[1]]
    return before + found[2] + behind


def _followed(command: str, found: re.Match[str]) -> str:
    """The command, apart from a letter behind it."""
    behind = found.string[found.end() : found.end() + 1]
    return command + " " if command[-1].isalpha() and command != found[0] and behind.isalpha() else command


def spell_signs(text: str) -> str:
    """Commands for the signs of a formula that LaTeX does not know."""
    text = _RAISED.sub(lambda found: f"^{{{''.join(map(RAISED.__getitem__, found[0]))}}}", text)
    text = _LOWERED.sub(lambda found: f"_{{{''.join(map(LOWERED.__getitem__, found[0]))}}}", text)
    text = re.sub(r"√\s*(\([^()]*\)|[A-Za-z0-9]+)", lambda found: rf"\sqrt{{{_bare(found[1])}}}", text)
    pattern = "[" + re.escape("".join(SIGNS)) + "]"
    return re.sub(pattern, lambda found: _apart(SIGNS[found[0]], found), text)


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith("(") else text


def _apart(command: str, found: re.Match[str]) -> str:
    behind = found.string[found.end() : found.end() + 1]
    is_letter = behind.isalpha() or behind == FIELD
    return command + " " if command[-1].isalpha() and is_letter else command


def as_formula(text: str) -> str:
    """A text for math mode: without signs of text mode, environments that nest, and what boxes can't hold."""
    text = spell_signs(define_commands(restore_commands(text)))
    outer = _OUTER.fullmatch(text)
    if outer:
        text = next(part for part in outer.groups() if part is not None)
    signs = _DOLLAR.findall(text)
    text = _DOLLAR.sub("" if len(signs) % 2 == 0 else r"\\$", text)
    text = _MATH_ENVIRONMENT.sub(
        lambda found: rf"\{found[1]}{{{_INNER[found[2]]}}}" if found[2] in _INNER else "", text
    )
    text = _IN_BOX.sub(lambda found: found[1] + escape_text(found[2]) + found[3], text)
    text = re.sub(r"(?<!\\)([#%])", r"\\\1", text)
    return _DOUBLE_SCRIPT.sub(r"{\1\2}", text)


def escape_text(text: str) -> str:
    r"""Text for text mode without formulas: `&`, `_` and the like are escaped."""
    text = re.sub(r"(?<!\\)([&#%_])", r"\\\1", text)
    return re.sub(r"(?<!\\)\^", r"\\textasciicircum{}", text)


def is_formula(text: str) -> bool:
    """Whether a text without `$` is a formula as a whole: it has its signs, and no words."""
    bare = _MATH_BOX.sub("", text)
    words = [word for word in _PLAIN_WORD.findall(bare) if word.lower() not in _FUNCTIONS]
    commands = [name for name in re.findall(r"\\([a-zA-Z]+)", text) if name not in _TEXT_COMMANDS]
    has_signs = bool(commands) or bool(re.search(r"[\^_=+<>]", text)) or spell_signs(text) != text
    return has_signs and not words


def as_text(text: str) -> str:
    """A text for text mode: formulas inside `$`, and signs that text mode knows."""
    text = _paired(define_commands(restore_commands(text)))
    parts = re.split(
        r"((?<!\\)\$\$?[^$]*(?<!\\)\$\$?|\\begin\{[^}]*\}.*\\end\{[^}]*\})", text, flags=re.DOTALL
    )
    return "".join(_inside(part) if number % 2 else _outside(part) for number, part in enumerate(parts))


def _paired(text: str) -> str:
    """The text with a partner for each `$`, or with `$` as a sign."""
    signs = _DOLLAR.findall(text)
    if len(signs) % 2 == 0:
        return text
    before, _, behind = text.rpartition("$")
    return f"{before}${behind}$" if is_formula(behind) else rf"{before}\${behind}"


def _inside(part: str) -> str:
    return spell_signs(part)


def _outside(part: str) -> str:
    """A part outside of formulas, with `$` around what belongs into one."""
    for sign, text in IN_TEXT.items():
        part = part.replace(sign, text)
    pieces = re.split(r"(\s+)", part)
    flags = [_is_math(piece) for piece in pieces]
    return "".join(_joined(pieces, flags))


def _joined(pieces: list[str], flags: list[bool]) -> Iterator[str]:
    """Runs of formula pieces, each between two `$`, and escaped text between them."""
    index = 0
    while index < len(pieces):
        end = index
        while end < len(pieces) and flags[end]:
            end += 1
            # A space or an operator between two pieces of a formula belongs to it.
            if (
                end + 1 < len(pieces)
                and not pieces[end].strip()
                and (flags[end + 1] or _is_joint(pieces, flags, end))
            ):
                end += 1 + (not flags[end + 1])
                end += (
                    end < len(pieces) and not pieces[end].strip() and end + 1 < len(pieces) and flags[end + 1]
                )
        if end > index:
            yield f"${spell_signs(''.join(pieces[index:end]))}$"
            index = end
        else:
            yield escape_text(pieces[index])
            index += 1


def _is_joint(pieces: list[str], flags: list[bool], space: int) -> bool:
    """Whether an operator stands behind this space, and a formula behind the operator."""
    following = [piece for piece in pieces[space + 1 : space + 4]]
    return len(following) == 3 and following[0] in {"=", "+", "-", "<", ">", "/"} and flags[space + 3]


def _is_math(piece: str) -> bool:
    if not piece.strip():
        return False
    commands = re.findall(r"\\([a-zA-Z]+)", piece)
    if any(name not in _TEXT_COMMANDS for name in commands):
        return True
    if commands:
        return False
    return bool(_SUBSCRIPT.search(piece)) or "^" in piece or spell_signs(piece) != piece
