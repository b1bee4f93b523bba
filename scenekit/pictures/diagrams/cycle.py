"""A cycle: steps on a ring, with arrows from each to the next and from the last to the first."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import ArcBetweenPoints, Create, CurvedArrow, FadeIn, ShowPassingFlash, VGroup
from manim.typing import Point3D

from scenekit.layout import Region
from scenekit.lettering import Style, typeset
from scenekit.narration import Beat
from scenekit.pictures.diagrams.boxes import text_box
from scenekit.pictures.diagrams.rings import MIDDLE, choose_ring
from scenekit.pictures.pace import step_through
from scenekit.pictures.spoken_picture import Named, Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_MARGIN = 0.1
_LEAST_STEPS, _MOST_STEPS = 3, 8
_BEND = 0.5
_BUFF = 0.08


class CycleDiagram(SpokenPicture):
    """Steps that go round and begin again: boxes on a ring, with an arrow from each to the next.

    Three to eight steps of a few words, not in a narrow column; `middle` may name the whole.

        rain = CycleDiagram(self, "Vapour rises", "Clouds form", "Rain falls", "Rivers flow", middle="Water")
        with self.beat(1) as beat:
            rain.draw(beat)
        with self.beat(2) as beat:
            rain.step(beat)
    """

    def __init__(
        self, scene: NarratedScene, *steps: str, middle: str = "", region: Region | None = None
    ) -> None:
        super().__init__(scene, region)
        if not _LEAST_STEPS <= len(steps) <= _MOST_STEPS:
            raise ValueError(f"CycleDiagram takes {_LEAST_STEPS} to {_MOST_STEPS} steps, not {len(steps)}")
        self.ring = choose_ring(steps, self.region.inset(_MARGIN), middle)
        self.is_mirrored = is_right_to_left(" ".join(steps))
        if middle:
            style = Style(scene.theme.primary, MIDDLE.largest, MIDDLE.weight, "center")
            self.frame = VGroup(typeset(middle, self.ring.middle, style))
        self.arrows = [self._arrow(index) for index in range(len(steps))]
        self.parts = [self._part(index, steps) for index in range(len(steps))]
        self.mobject = VGroup(self.frame, *(part.mobject for part in self.parts))

    def step(self, beat: Beat, *steps: Named) -> None:
        """Goes round: a spark runs to these steps, or to all and back to the first, each on its words."""
        around = [*self.parts, self.parts[0]]
        chosen = self._chosen(steps, around)
        step_through(
            beat,
            [cue for _, cue in chosen],
            lambda index, run_time: self.scene.play(*self.light(chosen[index][0]), run_time=run_time),
            wanted=0.9,
            meanwhile=lambda _, seconds: self.idle(seconds),
        )

    def light(self, *parts: Part) -> list[Any]:
        """Animations that light up these steps, with a spark along the arrow that leads to each."""
        sparks = [self._spark(self.parts.index(part) - 1) for part in parts]
        return [*super().light(*parts), *sparks]

    def _part(self, index: int, steps: Sequence[str]) -> Part:
        theme = self.scene.theme
        box, text = text_box(
            steps[index], self._room(index), theme, theme.primary, self.ring.size or TYPE_SCALE.small
        )
        arrows = self.arrows[index - 1 : index] if index else []
        if index == len(steps) - 1:
            arrows = [*arrows, self.arrows[index]]

        def enter() -> list[Any]:
            return [*(Create(arrow) for arrow in arrows), FadeIn(VGroup(box, text), scale=0.85)]

        return Part(steps[index], VGroup(box, text, *arrows), box, enter)

    def _room(self, index: int) -> Region:
        room = self.ring.rooms[index % len(self.ring.rooms)]
        x = 2 * self.region.x - room.x if self.is_mirrored else room.x
        return Region(x, room.y, room.width, room.height)

    def _arrow(self, index: int) -> CurvedArrow:
        """From this step to the next, bent along a round ring."""
        start, end = self._ends(index)
        return CurvedArrow(
            start, end, angle=self._bend, color=self.scene.theme.muted, stroke_width=6, tip_length=0.22
        )

    def _spark(self, index: int) -> ShowPassingFlash:
        color = self.scene.theme.highlight
        way = ArcBetweenPoints(*self._ends(index), angle=self._bend, color=color, stroke_width=9)
        return ShowPassingFlash(way, time_width=0.5)

    @property
    def _bend(self) -> float:
        if not self.ring.is_round:
            return -1e-3
        return _BEND if self.is_mirrored else -_BEND

    def _ends(self, index: int) -> tuple[Point3D, Point3D]:
        start, end = self._room(index), self._room(index + 1)
        return _leaving(start, end.center), _leaving(end, start.center)


def _leaving(room: Region, toward: Point3D) -> Point3D:
    """Where the way from the middle of a room to a point leaves it, a little outside."""
    way = toward - room.center
    reach = min(
        (room.width / 2 + _BUFF) / max(abs(way[0]), 1e-6), (room.height / 2 + _BUFF) / max(abs(way[1]), 1e-6)
    )
    return np.array(room.center + way * min(reach, 0.45))
