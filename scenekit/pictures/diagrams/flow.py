"""A flow: steps in boxes, connected by arrows, in rows of alternating direction if one is not enough."""

from collections.abc import Sequence
from typing import Any

from manim import FadeIn, GrowArrow, VGroup

from scenekit.baseline import line_up_alike
from scenekit.layout import Region
from scenekit.pictures.diagrams.boxes import arrow_between, text_box
from scenekit.pictures.diagrams.grids import choose_grid
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_MARGIN = 0.1
_MOST_STEPS = 10


class Flow(SpokenPicture):
    """The steps of a process in their order, in boxes with arrows.

    One to ten steps of a few words.

        sugar = Flow(self, "Sunlight", "Chlorophyll", "Sugar", "Growth")
        with self.beat(1) as beat:
            sugar.draw(beat)
        with self.beat(2) as beat:
            sugar.highlight(beat, "Sugar")
    """

    def __init__(self, scene: NarratedScene, *steps: str, region: Region | None = None) -> None:
        super().__init__(scene, region)
        if not 1 <= len(steps) <= _MOST_STEPS:
            raise ValueError(f"Flow takes 1 to {_MOST_STEPS} steps, not {len(steps)}: divide it into two")
        self.is_mirrored = is_right_to_left(" ".join(steps))
        self.grid = choose_grid(steps, self.region.inset(_MARGIN))
        self.texts: list[VGroup] = []
        self.parts = [self._part(index, steps) for index in range(len(steps))]
        for start in range(0, len(steps), self.grid.columns):
            line_up_alike(*self.texts[start : start + self.grid.columns])
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def _part(self, index: int, steps: Sequence[str]) -> Part:
        theme, room = self.scene.theme, self.grid.place(index, self.is_mirrored)
        box, text = text_box(steps[index], room, theme, theme.primary, self.grid.size or TYPE_SCALE.small)
        self.texts.append(text)
        if index == 0:
            return Part(steps[index], VGroup(box, text), box, lambda: [FadeIn(VGroup(box, text), scale=0.85)])
        arrow = arrow_between(self.grid.place(index - 1, self.is_mirrored), room, theme.muted)

        def enter() -> list[Any]:
            return [GrowArrow(arrow), FadeIn(VGroup(box, text), scale=0.85)]

        return Part(steps[index], VGroup(arrow, box, text), box, enter)
