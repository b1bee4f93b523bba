"""Finds the symbols of a formula in its LaTeX as wholes: `v` is not in `v_0`, nor in a command.

Pure: needs neither LaTeX nor Manim.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

_GROUP = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_WORD = rf"\\(?:text|textrm|mathrm|mathit|mathbf|operatorname)\s*{_GROUP}"
_ACCENTED = rf"\\(?:vec|bar|hat|dot|ddot|tilde|overline|boldsymbol)\s*(?:{_GROUP}|\\[A-Za-z]+|[A-Za-z])"
_INDEX = rf"_\s*(?:{_GROUP}|\\[A-Za-z]+|[A-Za-z0-9])"
_CORE = rf"{_WORD}|{_ACCENTED}|\\[A-Za-z]+|[A-Za-z]"
_ATOM = re.compile(rf"\\(?:begin|end)\s*{_GROUP}|(?P<core>{_CORE})(?P<prime>'*)(?P<index>(?:{_INDEX})?)")
_WRAPPING = re.compile(r"\\(?:text|textrm|mathrm|mathit|mathbf|operatorname)(?![A-Za-z])|[{}\s]|\\,")
_PLAIN_INDEX = re.compile(r"_(\w{2,})")
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho _ sigma tau "
    "upsilon phi chi psi omega".split()
)
_CAPITALS = frozenset("gamma delta theta lambda xi pi sigma upsilon phi psi omega".split())
_COMMANDS: Mapping[int, str] = MappingProxyType(
    {0x3B1 + place: f"\\{name} " for place, name in enumerate(_GREEK) if name != "_"}
    | {0x391 + place: f"\\{name.capitalize()} " for place, name in enumerate(_GREEK) if name in _CAPITALS}
    | {0x2080 + digit: f"_{digit}" for digit in range(10)}
)


@dataclass(frozen=True)
class _Atom:
    name: str
    start: int
    end: int


def tex_of_symbol(symbol: str) -> str:
    r"""A symbol as people write it, as LaTeX: `F_net` is `F_{net}`, `λ` is `\lambda`, `speed` is a word."""
    text = _PLAIN_INDEX.sub(r"_{\\text{\1}}", symbol.strip().translate(_COMMANDS)).strip()
    return rf"\text{{{text}}}" if re.fullmatch(r"[^\W\d_](?:[^\W_]|[ \-])+", text) else text


def find_symbol(tex: str, symbol: str) -> list[tuple[int, int]]:
    """Where the symbol stands in this formula, as spans of its LaTeX."""
    atoms = list(_atoms(tex))
    for wanted in (_names(tex_of_symbol(symbol)), _names(symbol)):
        found = [
            (atoms[place].start, atoms[place + len(wanted) - 1].end)
            for place in range(len(atoms) - len(wanted) + 1)
            if wanted and _is_run(tex, atoms[place : place + len(wanted)], wanted)
        ]
        if found:
            return found
    return []


def _is_run(tex: str, run: list[_Atom], wanted: list[str]) -> bool:
    between = (tex[one.end : other.start] for one, other in pairwise(run))
    return [atom.name for atom in run] == wanted and not any(gap.strip() for gap in between)


def _names(tex: str) -> list[str]:
    return [atom.name for atom in _atoms(tex)]


def _atoms(tex: str) -> Iterator[_Atom]:
    for found in _ATOM.finditer(tex):
        if found["core"]:
            name = "".join(_WRAPPING.sub("", part) for part in found.group("core", "prime", "index"))
            yield _Atom(name, found.start(), found.end())
