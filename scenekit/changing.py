"""A label gets other words or another number: what stays the same stays in view, the rest changes."""

from typing import Any

import numpy as np
from manim import UP, FadeIn, Mobject, Scene, VMobject
from manim.typing import Vector3D

from scenekit.baseline import baseline_of, scale_of

# Of the same letter in two labels, in Manim units.
_ROUGHNESS = 1e-3


class LabelChange(FadeIn):
    """Shows `new` where `old` stood, also in its group on screen. `edge` is the side that keeps its place.

    Letters at the beginning and at the end that both have are not faded; they move if they must.
    """

    def __init__(self, old: VMobject, new: VMobject, edge: Vector3D, **options: Any) -> None:
        place_like(new, old, edge)
        self.old, self.new = old, new
        self.kept = _kept_glyphs(_glyphs(old), _glyphs(new))
        self.leaving = old.copy().clear_updaters()
        for one, _ in self.kept:
            _glyphs(self.leaving)[one].fade(1)
        self.seen, self.gone = self.leaving.copy(), self.leaving.copy().fade(1)
        super().__init__(new, **options)

    def create_starting_mobject(self) -> Mobject:
        start = super().create_starting_mobject()
        for one, other in self.kept:
            _glyphs(start)[other].become(_glyphs(self.old)[one])
        return start

    def interpolate_mobject(self, alpha: float) -> None:
        """The old letters are gone before the new ones come: two words on one another can't be read."""
        super().interpolate_mobject(max(0.0, 2 * alpha - 1))
        left = self.rate_func(min(1.0, 2 * alpha))
        glyphs = zip(*map(_glyphs, (self.leaving, self.seen, self.gone)), strict=True)
        for glyph, seen, gone in glyphs:
            glyph.interpolate_color(seen, gone, left)

    def _setup_scene(self, scene: Scene) -> None:
        if self.old in scene.get_mobject_family_members():
            scene.replace(self.old, self.new)
        else:
            scene.remove(*self.old.get_family())
        super()._setup_scene(scene)
        scene.add(self.leaving)

    def clean_up_from_scene(self, scene: Scene) -> None:
        super().clean_up_from_scene(scene)
        scene.remove(self.leaving)


def place_like(new: Mobject, old: Mobject, edge: Vector3D) -> None:
    """Gives `new` the size, the line, and the side `edge` of `old`."""
    new.scale(scale_of(old) / scale_of(new))
    new.move_to(old, aligned_edge=edge)
    new.shift(UP * (baseline_of(old) - baseline_of(new)))


def _glyphs(mobject: Mobject) -> list[VMobject]:
    return [part for part in mobject.get_family() if isinstance(part, VMobject) and len(part.points)]


def _kept_glyphs(old: list[VMobject], new: list[VMobject]) -> list[tuple[int, int]]:
    """The places of letters that both begin with, and end with, and that don't move far."""
    most = min(len(old), len(new))
    first = next((n for n in range(most) if not _is_kept(old[n], new[n])), most)
    last = next((n for n in range(most - first) if not _is_kept(old[-1 - n], new[-1 - n])), most - first)
    from_end = [(len(old) - 1 - n, len(new) - 1 - n) for n in range(last)]
    return [(n, n) for n in range(first)] + from_end


def is_same_glyph(one: VMobject, other: VMobject) -> bool:
    """Whether both have the same outline, wherever they stand."""
    if one.points.shape != other.points.shape:
        return False
    way = other.points[0] - one.points[0]
    return bool(np.allclose(one.points + way, other.points, rtol=0, atol=_ROUGHNESS))


def _is_kept(one: VMobject, other: VMobject) -> bool:
    return is_same_glyph(one, other) and _is_near(one, other)


def _is_near(one: VMobject, other: VMobject) -> bool:
    """Whether they are so close that a viewer sees one move to the other."""
    way = other.get_center() - one.get_center()
    return float(np.linalg.norm(way)) < 3 * max(one.height, one.width)
