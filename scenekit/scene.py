"""NarratedScene, the base class of every section in a script."""

from contextlib import AbstractContextManager
from typing import Any, Self

from manim import ORIGIN, UP, Animation, Camera, FadeOut, ManimColor, Mobject, Scene, Text, VGroup, VMobject
from manim.mobject.text.tex_mobject import MathTex
from manim.typing import Vector3D

from icons import nearest_icon
from scenekit.baseline import baseline_of, line_up
from scenekit.changing import LabelChange
from scenekit.counting import Counting
from scenekit.emphasis import PULSE_SCALE, StrikeOut, pulse
from scenekit.equation import equation
from scenekit.icon import Icon
from scenekit.layout import Layout, current_layout
from scenekit.lettering import Lines, Style, first_baseline, paragraph, typeset
from scenekit.narration import Beat, NarrationClock
from scenekit.plan import current_plan
from scenekit.text import label
from scenekit.theme import THEMES, TYPE_SCALE, Theme
from scenekit.travelling import RunAlong, stay_beside, swap
from scenekit.viewing import CameraMove


class NarratedScene(Scene):  # type: ignore[misc, unused-ignore]
    """A Manim scene in step with its narration, with a theme and a layout that fit the frame.

    with self.beat(1) as beat:                  # the narration of beat 1 starts here
        self.play(Write(title), run_time=beat.duration * 0.4)
        beat.until("square")                    # wait until that word is spoken
        self.play(Create(square))               # leaving waits until the narration has ended
    """

    theme: Theme
    layout: Layout
    narration: NarrationClock

    def setup(self) -> None:
        super().setup()
        plan = current_plan()
        self.theme = THEMES[plan.theme]
        self.layout = current_layout()
        self.narration = NarrationClock(self, plan)
        if isinstance(self.camera, Camera):
            self.camera.background_color = ManimColor(self.theme.background)

    def tear_down(self) -> None:
        self.narration.finish()
        super().tear_down()

    def beat(self, number: int) -> AbstractContextManager[Beat]:
        """The narration of beat `number` (from 1) starts here; leaving waits until it has ended."""
        return self.narration.beat(number)

    def title(self, text: str) -> VMobject:
        """The section's title, placed in the title band; a long one becomes a group of lines."""
        region = self.layout.title
        line = region.place(label(text, TYPE_SCALE.title, self.theme.text, weight="BOLD"))
        if line.width <= region.width + 1e-6:
            baseline = first_baseline(Lines((text,), TYPE_SCALE.title), region)
            return region.keep_inside(line.shift(UP * (baseline - baseline_of(line))))
        style = Style(self.theme.text, TYPE_SCALE.title, "BOLD", "center")
        return typeset(text, region, style).move_to(region.center)

    def label(self, text: str, size: float = TYPE_SCALE.body, color: str | None = None) -> Text:
        """One line of text in the theme's colour."""
        return label(text, size, color or self.theme.text)

    def paragraph(
        self, text: str, width: float, size: float = TYPE_SCALE.body, color: str | None = None
    ) -> VGroup:
        """Text wrapped to `width` units."""
        return paragraph(text, width, size, color or self.theme.text)

    def equation(self, *parts: str, size: float = 52, colors: dict[str, str] | None = None) -> MathTex:
        """An equation of LaTeX parts in the theme's colour; `colors` maps parts to other colours."""
        return equation(*parts, font_size=size, color=self.theme.text, colors=colors)

    def icon(self, name: str, size: float = 1.6, color: str | None = None) -> Icon:
        """A line icon inside a square of `size` units: of this name, or the nearest to any noun."""
        nearest = nearest_icon(name, current_plan().language)
        return Icon(nearest, size, color or self.theme.primary)

    def line_up(self, first: Mobject, *others: Mobject) -> None:
        """Moves the others up or down so that words, numbers and equations stand on the first one's line."""
        line_up(first, *others)

    def change(self, old: VMobject, new: VMobject, edge: Vector3D = ORIGIN, **options: Any) -> Animation:
        """An animation: `new` words or another number where `old` stood, in its size and on its line, also in
        its group on screen. `edge=LEFT` keeps the left side in place, else it is the middle.
        """
        return LabelChange(old, new, edge, **options)

    def count(self, counter: Text, to: float, edge: Vector3D = ORIGIN, **options: Any) -> Animation:
        """An animation: the number in a label such as "0 km" counts to another, as the language writes it."""
        return Counting(counter, to, current_plan().language, edge, **options)

    def pulse(self, *mobjects: Mobject, scale: float = PULSE_SCALE, **options: Any) -> Animation:
        """An animation: each grows and shrinks back, and keeps its colours."""
        return pulse(*mobjects, scale=scale, **options)

    def strike_out(self, mobject: Mobject, color: str | None = None, **options: Any) -> Animation:
        """An animation: a line through its texts, or across it, which then belongs to it."""
        return StrikeOut(mobject, color or self.theme.red, **options)

    def swap(self, one: Mobject, other: Mobject, **options: Any) -> Animation:
        """An animation: both change places on arcs that keep them apart."""
        return swap(one, other, **options)

    def run_along(self, runner: Mobject, path: VMobject, **options: Any) -> Animation:
        """An animation: along a path at even speed, between the shares `start=0` and `end=1` of its length;
        `is_turning=True` turns it with the path.
        """
        return RunAlong(runner, path, **options)

    def stay_beside(
        self, label: Mobject, thing: Mobject, direction: Vector3D = UP, at: float | None = None
    ) -> Mobject:
        """Keeps a label beside what moves; with `at` beside a curve, this share along it."""
        return stay_beside(label, thing, direction, self.layout.safe, at)

    def closer(self, target: Mobject, **options: Any) -> Animation:
        """An animation: the camera goes closer until this fills the body; the title stays."""
        return CameraMove(self, self.layout, target, **options)

    def back(self, **options: Any) -> Animation:
        """An animation: the camera goes back to the whole picture."""
        return CameraMove(self, self.layout, **options)

    def remove(self, *mobjects: Mobject) -> Self:
        """Takes these off the screen with all their parts, also those that were added one by one."""
        return super().remove(*(part for mobject in mobjects for part in mobject.get_family()))

    def leave(self, run_time: float = 0.5, **options: Any) -> None:
        """Fades out all that is on screen, so that the next section starts clean.

        After the last beat the section's pause comes first, while there is something to look at.
        """
        if self.mobjects:
            self.narration.pause_after_last()
            self.play(*(FadeOut(mobject) for mobject in self.mobjects), run_time=run_time, **options)
