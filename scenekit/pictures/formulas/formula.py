"""A formula: an equation from the text, in large type."""

from manim import FadeIn, SurroundingRectangle, VGroup, VMobject, Write

from scenekit.equation import equation_or_text
from scenekit.layout import Region
from scenekit.narration import Beat
from scenekit.pictures.pace import leaving_time, step_through
from scenekit.scene import NarratedScene
from scenekit.theme import TYPE_SCALE

_MAX_SCALE = 2.0


class Formula:
    """`tex` as an equation in a panel; `plain` is how the text says it."""

    def __init__(self, scene: NarratedScene, tex: str, plain: str, region: Region | None = None) -> None:
        room = (region or scene.layout.body).inset(0.35)
        self.scene = scene
        self.plain = plain
        self.formula: VMobject = equation_or_text(tex, plain, TYPE_SCALE.title, scene.theme.text)
        room.place(self.formula, _MAX_SCALE, smallest_text=0)
        self.panel = SurroundingRectangle(
            self.formula,
            color=scene.theme.primary,
            fill_color=scene.theme.panel,
            fill_opacity=1,
            stroke_width=3,
            buff=0.35,
            corner_radius=0.15,
        )
        self.mobject = VGroup(self.panel, self.formula)

    def draw(self, beat: Beat) -> None:
        """Writes the equation when it is spoken."""
        step_through(beat, [self.plain], self._write, wanted=1.4)

    def _write(self, _index: int, run_time: float) -> None:
        self.scene.play(FadeIn(self.panel, scale=0.9), run_time=run_time * 0.3)
        self.scene.play(Write(self.formula), run_time=run_time * 0.7)

    def leave(self, beat: Beat, before: str = "") -> None:
        """Clears the room for another picture, just before these words are spoken."""
        self.scene.play(self.mobject.animate.fade(1), run_time=leaving_time(beat, before))
        self.scene.remove(self.mobject)
