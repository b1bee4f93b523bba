"""A fault of one moment, before it is told: the objects at fault instead of their boxes."""

from dataclasses import dataclass

from runner.layout.colours import Colour
from runner.layout.finding import FindingKind
from runner.layout.picture import Placed

_LONGEST_QUOTE = 40
_VOWELS = frozenset("AEIOUaeiou")


@dataclass(frozen=True)
class LayoutFault:
    """`sentence` has no full stop; `measure` and `behind` are those of a `LayoutFinding`."""

    kind: FindingKind
    sentence: str
    objects: tuple[Placed, ...]
    measure: float
    behind: tuple[Colour, ...] = ()


def quoted(each: Placed) -> str:
    """How a sentence names an object: a text by its words, a shape by its class."""
    if not each.is_text:
        name = each.shown.kind or "shape"
        return f"{'an' if name[0] in _VOWELS else 'a'} {name}"
    words = " ".join(each.shown.text.split())
    return f"“{words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + '…'}”"
