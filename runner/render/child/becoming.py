"""What objects look like after a transform: Manim moves points, and the object still names its first text."""

from collections.abc import Iterator
from typing import Any

from manim import AnimationGroup, DecimalNumber, Mobject, Transform

from runner.render.child.screen import TEXTS


class Becoming:
    """Remembers which object took on another one's looks."""

    def __init__(self) -> None:
        # With each comes the object itself, so that no other one gets its address.
        self._looks: dict[int, tuple[Mobject, Mobject]] = {}

    def note(self, animations: Any) -> None:
        """Notes what these animations, which have ended, made of their objects."""
        for transform in _transforms(animations):
            target = transform.target_mobject
            if transform.replace_mobject_with_target_in_scene or target is None:
                continue
            for part, look in zip(transform.mobject.get_family(), target.get_family(), strict=False):
                if isinstance(part, TEXTS) or isinstance(look, TEXTS):
                    self._note(part, self.look_of(look))

    def look_of(self, mobject: Mobject) -> Mobject:
        """The object whose looks this one has: mostly itself."""
        return self._looks.get(id(mobject), (mobject, mobject))[1]

    def _note(self, part: Mobject, look: Mobject) -> None:
        is_same = type(part) is type(look) and _words(part) == _words(look)
        if is_same and id(part) not in self._looks:
            return
        self._looks[id(part)] = (part, look)


def _words(mobject: Any) -> object:
    if isinstance(mobject, DecimalNumber):
        return mobject.get_value()
    return getattr(mobject, "tex_string", getattr(mobject, "text", None))


def _transforms(animations: Any) -> Iterator[Any]:
    for animation in animations or ():
        if isinstance(animation, AnimationGroup):
            yield from _transforms(animation.animations)
        elif isinstance(animation, Transform):
            yield animation
