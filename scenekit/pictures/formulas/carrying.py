"""One line of a formula becomes the next: signs that both have move from one to the other."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from manim import FadeIn, Mobject, VMobject

from scenekit.changing import is_same_glyph


class CarryOver(FadeIn):
    """Brings in `new`: the signs that it shares with `old` come from there, the others fade in."""

    def __init__(self, old: VMobject, new: VMobject, **options: Any) -> None:
        self.origins: list[Any] = [glyph.copy() for glyph in signs_of(old)]
        self.kept = carried(signs_of(old), signs_of(new))
        super().__init__(new, **options)

    def create_starting_mobject(self) -> Mobject:
        start = super().create_starting_mobject()
        signs = signs_of(start)
        for one, other in self.kept:
            signs[other].become(self.origins[one])
        return start


def signs_of(mobject: Mobject) -> list[VMobject]:
    """Its letters and signs, in order."""
    return [part for part in mobject.family_members_with_points() if isinstance(part, VMobject)]


def carried(old: Sequence[VMobject], new: Sequence[VMobject]) -> list[tuple[int, int]]:
    """Pairs of places of the same sign: first runs in order, then what changed sides."""
    kinds = _kinds([*old, *new])
    before, after = kinds[: len(old)], kinds[len(old) :]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    pairs = [(block.a + step, block.b + step) for block in blocks for step in range(block.size)]
    left = [place for place in range(len(old)) if place not in {one for one, _ in pairs}]
    for place in range(len(new)):
        if place not in {other for _, other in pairs}:
            source = next((one for one in left if before[one] == after[place]), None)
            if source is not None:
                left.remove(source)
                pairs.append((source, place))
    return pairs


def _kinds(glyphs: Sequence[VMobject]) -> list[int]:
    """The same number for the same outline."""
    known: list[VMobject] = []
    kinds: list[int] = []
    for glyph in glyphs:
        kind = next((n for n, each in enumerate(known) if is_same_glyph(each, glyph)), len(known))
        if kind == len(known):
            known.append(glyph)
        kinds.append(kind)
    return kinds
