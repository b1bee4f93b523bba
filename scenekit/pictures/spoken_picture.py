"""What all pictures share: parts that come on screen, and light up, when they are spoken of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from manim import FadeIn, FadeOut, MoveToTarget, ScaleInPlace, VGroup, VMobject, config, there_and_back

from scenekit.layout import Region
from scenekit.narration import Beat
from scenekit.pictures.pace import elapsed, leaving_time, step_through
from scenekit.scene import NarratedScene

# Viewers notice that nothing moves after a little more than this.
_STILL_SECONDS = 2.4
_PULSE_SECONDS = 0.8
_PULSE_SCALE = 1.05
_LIT_STROKE = 5.0

Named = str | tuple[str, str]
"""The text of a part; or that, and the words that are spoken for it."""


@dataclass(eq=False)
class Part:
    """A part of a picture. `text` names it, and it comes when these words are spoken.

    `mobject` holds all that comes with it. `shape` is what changes colour while the part is spoken of, by
    default all of it; `also_lit` is what stands elsewhere and changes along with it. `entrance` makes the
    animations that bring `mobject` in, by default it fades in.
    """

    text: str
    mobject: VMobject
    shape: VMobject | None = None
    entrance: Callable[[], Sequence[Any]] | None = None
    also_lit: Sequence[VMobject] = ()
    is_drawn: bool = False

    @property
    def lit_shape(self) -> VMobject:
        return self.shape if self.shape is not None else self.mobject

    @property
    def lit_shapes(self) -> tuple[VMobject, ...]:
        return (self.lit_shape, *self.also_lit)


class SpokenPicture:
    """A picture in a region, by default the body.

    A subclass fills `parts`, in the order in which they are drawn, `frame` with what comes along with the
    first of them (such as axes), and `mobject` with all of it. `is_lit_at_entrance` says whether a part that
    comes is lit until the next one comes, `entrance_seconds` how long its coming takes where there is time.
    """

    is_lit_at_entrance = True
    entrance_seconds = 0.6

    def __init__(self, scene: NarratedScene, region: Region | None = None) -> None:
        self.scene = scene
        self.region = region or scene.layout.body
        self.parts: list[Part] = []
        self.frame = VGroup()
        self.mobject = VGroup()
        self._lit: list[tuple[VMobject, VMobject]] = []

    def draw(self, beat: Beat, *parts: Named) -> None:
        """Draws these parts, or all that remain, each when its text is spoken; a pair names other words."""
        chosen = self._chosen(parts, [part for part in self.parts if not part.is_drawn])
        step_through(
            beat,
            [cue for _, cue in chosen],
            lambda index, run_time: self._enter(chosen[index][0], run_time),
            wanted=self.entrance_seconds,
            meanwhile=lambda _, seconds: self.idle(seconds),
        )

    def highlight(self, beat: Beat, *parts: Named) -> None:
        """Lights up these parts, or all one after another, each until the next is spoken of."""
        chosen = self._chosen(parts, [part for part in self.parts if part.is_drawn])
        step_through(
            beat,
            [cue for _, cue in chosen],
            lambda index, run_time: self.scene.play(*self.light(chosen[index][0]), run_time=run_time),
            meanwhile=lambda _, seconds: self.idle(seconds),
        )

    def leave(self, beat: Beat, before: str = "") -> None:
        """Clears the room for another picture, just before these words are spoken."""
        run_time = leaving_time(beat, before)
        if shown := self.on_screen:
            self.scene.play(FadeOut(shown), run_time=run_time)

    def keep_moving(self, beat: Beat) -> None:
        """Fills what is left of the beat, so that nothing stands still for long."""
        self.idle(beat.duration - elapsed(beat))

    def __getitem__(self, text: str) -> VMobject:
        """What is drawn for the part with this text."""
        return self.part(text).mobject

    def part(self, text: str) -> Part:
        """The part with this text, one that isn't drawn yet if there are several.

        Raises ValueError if there is none.
        """
        found = [part for part in self.parts if part.text == text]
        if not found:
            known = ", ".join(repr(part.text) for part in self.parts)
            raise ValueError(f"{type(self).__name__} has no part {text!r}: its parts are {known}")
        return next((part for part in found if not part.is_drawn), found[0])

    @property
    def on_screen(self) -> VGroup:
        """What is drawn so far."""
        drawn = [part.mobject for part in self.parts if part.is_drawn]
        return VGroup(self.frame, *drawn) if drawn else VGroup()

    def light(self, *parts: Part) -> list[Any]:
        """Animations that light up these parts, and give what was lit its own colours back."""
        shapes = [shape for part in parts for shape in part.lit_shapes]
        # What is lit already keeps the look that it had before.
        looks = {id(shape): look for shape, look in self._lit if any(shape is each for each in shapes)}
        self._lit = [pair for pair in self._lit if id(pair[0]) not in looks]
        return self.dim() + self._lighting(shapes, looks)

    def dim(self) -> list[Any]:
        """Animations that give what is lit its own colours back."""
        before, self._lit = self._lit, []
        return [shape.animate.match_style(look) for shape, look in before]

    def idle(self, seconds: float) -> None:
        """Waits; what is lit, or else the picture, pulses gently every few seconds."""
        left = round(seconds * config.frame_rate)
        still, pulse = (round(part * config.frame_rate) for part in (_STILL_SECONDS, _PULSE_SECONDS))
        while left > still + pulse and (pulses := self._pulses()):
            self.scene.wait(still / config.frame_rate)
            self.scene.play(*pulses, run_time=pulse / config.frame_rate)
            left -= still + pulse
        if left > 0:
            self.scene.wait(left / config.frame_rate)

    def _pulses(self) -> list[Any]:
        """One gentle movement of what is spoken of, which leaves everything as it was."""
        lit = [shape for shape, _ in self._lit]
        shapes = lit or [part.lit_shape for part in self.parts if part.is_drawn][-1:]
        return pulses_of(shapes)

    def _enter(self, part: Part, run_time: float) -> None:
        is_first = not any(each.is_drawn for each in self.parts)
        animations: list[Any] = [FadeIn(self.frame)] if is_first and len(self.frame) else []
        part.is_drawn = True
        if self.is_lit_at_entrance:
            animations += self.dim()
            self._lit = [(part.lit_shape, part.lit_shape.copy())]
            self._light_up(part.lit_shape)
            animations += self._lighting(part.also_lit)
        animations += part.entrance() if part.entrance else [FadeIn(part.mobject)]
        self.scene.play(*animations, run_time=run_time)

    def _lighting(
        self, shapes: Iterable[VMobject], looks: Mapping[int, VMobject] = MappingProxyType({})
    ) -> list[Any]:
        animations: list[Any] = []
        for shape in shapes:
            self._lit.append((shape, looks[id(shape)] if id(shape) in looks else shape.copy()))
            shape.generate_target()
            self._light_up(shape.target)
            animations.append(MoveToTarget(shape))
        return animations

    def _light_up(self, shape: VMobject) -> VMobject:
        return light_up(shape, self.scene.theme.highlight)

    def _chosen(self, named: Sequence[Named], otherwise: Sequence[Part]) -> list[tuple[Part, str]]:
        if not named:
            return [(part, part.text) for part in otherwise]
        pairs = [(name, name) if isinstance(name, str) else name for name in named]
        return [(self.part(text), cue) for text, cue in pairs]


def pulses_of(shapes: Sequence[VMobject]) -> list[Any]:
    """A gentle pulse of each of these that has anything to show."""
    return [
        ScaleInPlace(shape, _PULSE_SCALE, rate_func=there_and_back) for shape in shapes if shape.width > 0
    ]


def light_up(mobject: VMobject, color: str) -> VMobject:
    """Gives lines and edges this colour, and what has none of them its fill: texts on it stay legible."""
    for each in mobject.family_members_with_points():
        if each.get_stroke_width() > 0 and each.get_stroke_opacity() > 0:
            each.set_stroke(color, width=max(float(each.get_stroke_width()), _LIT_STROKE))
        else:
            each.set_fill(color)
    return mobject
