"""Ways to point at what is on screen that leave its colours as they are."""

from typing import Any

from manim import AnimationGroup, Create, Line, Mobject, ScaleInPlace, VGroup, there_and_back

from scenekit.baseline import baseline_of, texts_in

PULSE_SCALE = 1.15
_PAST_THE_END = 0.08
_STRUCK_HEIGHT = 0.42
_STROKE = 6.0


def pulse(*mobjects: Mobject, scale: float = PULSE_SCALE, **options: Any) -> AnimationGroup:
    """Each grows and shrinks back in its place."""
    return AnimationGroup(
        *(ScaleInPlace(mobject, scale, rate_func=there_and_back) for mobject in mobjects), **options
    )


class StrikeOut(Create):
    """Draws a line through each text of `struck`, or across it if there is none; it then belongs to it."""

    def __init__(self, struck: Mobject, color: str, **options: Any) -> None:
        self.struck = struck
        lines = [_line_through(text) for text in texts_in(struck)] or [_line_across(struck)]
        super().__init__(VGroup(*lines).set_stroke(color, width=_STROKE), **options)

    def clean_up_from_scene(self, scene: Any) -> None:
        super().clean_up_from_scene(scene)
        scene.remove(self.mobject)
        texts = list(texts_in(self.struck)) or [self.struck]
        for text, line in zip(texts, self.mobject, strict=True):
            text.add(line)


def _line_through(text: Any) -> Line:
    """Through the middle of its small letters."""
    line = baseline_of(text)
    height = line + _STRUCK_HEIGHT * (float(text.get_top()[1]) - line)
    left, right = float(text.get_left()[0]), float(text.get_right()[0])
    return Line((left - _PAST_THE_END, height, 0), (right + _PAST_THE_END, height, 0))


def _line_across(mobject: Mobject) -> Line:
    return Line(mobject.get_corner((-1, -1, 0)), mobject.get_corner((1, 1, 0)))
