"""A chain of causes and effects: boxes whose arrows pass a spark on; several may have one effect."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from manim import Arrow, FadeIn, GrowArrow, Line, ShowPassingFlash, VGroup

from scenekit.layout import Region
from scenekit.pictures.diagrams.boxes import arrow_between, text_box
from scenekit.pictures.diagrams.stages import place_stages
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_MARGIN = 0.1
_MOST_STAGES, _MOST_BESIDE = 6, 4
_SPARK = 0.5

Stage = str | Sequence[str]


class CauseChain(SpokenPicture):
    """What leads to what: each cause or effect is a box, and a spark runs along the arrow to its effect.

    Two to six stages of a few words; a stage may be a tuple of two to four causes, or effects, of the next.

        unrest = CauseChain(self, ("Failed harvests", "Heavy taxes"), "Hunger and anger", "Revolution")
        with self.beat(1) as beat:
            unrest.draw(beat)
        with self.beat(2) as beat:
            unrest.highlight(beat, "Hunger and anger", "Revolution")
    """

    def __init__(self, scene: NarratedScene, *stages: Stage, region: Region | None = None) -> None:
        super().__init__(scene, region)
        self.stages = [(stage,) if isinstance(stage, str) else tuple(stage) for stage in stages]
        _check(self.stages)
        is_mirrored = is_right_to_left(" ".join(text for stage in self.stages for text in stage))
        self.rooms, size = place_stages(self.stages, self.region.inset(_MARGIN), is_mirrored)
        self.arrows: dict[int, list[Arrow]] = {}
        self.parts = [
            self._part(stage, place, size or TYPE_SCALE.small)
            for stage, texts in enumerate(self.stages)
            for place in range(len(texts))
        ]
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def light(self, *parts: Part) -> list[Any]:
        """Animations that light up these parts, with a spark along the arrows that lead to them."""
        sparks = [self._spark(arrow) for part in parts for arrow in self.arrows[id(part)]]
        return [*super().light(*parts), *sparks]

    def _part(self, stage: int, place: int, size: float) -> Part:
        theme, room, text = self.scene.theme, self.rooms[stage][place], self.stages[stage][place]
        last = len(self.stages) - 1
        color = theme.secondary if stage == 0 else theme.tertiary if stage == last else theme.primary
        box, words = text_box(text, room, theme, color, size)
        before = self.rooms[stage - 1] if stage else ()
        arrows = [arrow_between(cause, room, theme.muted) for cause in before]

        def enter() -> list[Any]:
            grown = [GrowArrow(arrow) for arrow in arrows]
            return [*grown, *map(self._spark, arrows), FadeIn(VGroup(box, words), scale=0.85)]

        part = Part(text, VGroup(box, words, *arrows), box, enter)
        self.arrows[id(part)] = arrows
        return part

    def _spark(self, arrow: Arrow) -> ShowPassingFlash:
        way = Line(arrow.get_start(), arrow.get_end(), color=self.scene.theme.highlight, stroke_width=9)
        return ShowPassingFlash(way, time_width=_SPARK)


def _check(stages: Sequence[tuple[str, ...]]) -> None:
    if not 2 <= len(stages) <= _MOST_STAGES:
        raise ValueError(f"CauseChain takes 2 to {_MOST_STAGES} stages, not {len(stages)}: divide it")
    if not all(1 <= len(stage) <= _MOST_BESIDE for stage in stages):
        raise ValueError(f"CauseChain takes 1 to {_MOST_BESIDE} causes or effects at each stage")
    if any(min(len(one), len(other)) > 1 for one, other in pairwise(stages)):
        raise ValueError("CauseChain can't join several causes to several effects: put one text between them")
