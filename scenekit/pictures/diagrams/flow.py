"""A flow: steps in boxes, connected by arrows, with decisions that branch and come together again."""

from typing import Any

from manim import FadeIn, GrowArrow, VGroup

from scenekit.baseline import line_up_alike
from scenekit.layout import Region
from scenekit.pictures.diagrams.boxes import arrow_between, text_box
from scenekit.pictures.diagrams.decisions import FlowBox, Step, stages_of
from scenekit.pictures.diagrams.event_cards import CardType, DatedText, choose_type, set_card
from scenekit.pictures.diagrams.stages import place_stages
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_MARGIN = 0.1


class Flow(SpokenPicture):
    """The steps of a process in their order, in boxes with arrows; a decision branches.

    One to ten steps of a few words; up to six stages if one is a decision of two or three branches.

        check = Flow(self, "Measure", ("Too hot?", ("Yes", "Cool it"), ("No", "Go on")), "Write it down")
        with self.beat(1) as beat:
            check.draw(beat)
        with self.beat(2) as beat:
            check.highlight(beat, "Too hot?", "Cool it")
    """

    def __init__(self, scene: NarratedScene, *steps: Step, region: Region | None = None) -> None:
        super().__init__(scene, region)
        self.stages = stages_of(steps)
        self.is_mirrored = is_right_to_left(" ".join(box.text for stage in self.stages for box in stage))
        shown = [[f"{box.answer} {box.text}".strip() for box in stage] for stage in self.stages]
        self.rooms, size = place_stages(shown, self.region.inset(_MARGIN), self.is_mirrored)
        self.type = self._choose_type(size or TYPE_SCALE.small)
        self.texts: list[VGroup] = []
        self.parts = [
            self._part(stage, place) for stage, boxes in enumerate(self.stages) for place in range(len(boxes))
        ]
        self._line_up()
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def _choose_type(self, size: float) -> CardType:
        """One size for all boxes: that of plain ones, or a smaller one if answers above steps need it."""
        pairs = zip(self.stages, self.rooms, strict=True)
        boxes = [pair for stage, rooms in pairs for pair in zip(stage, rooms, strict=True)]
        kinds = [choose_type([_answer(box)], room, may_be_beside=False) for box, room in boxes if box.answer]
        return CardType(min([size, *(kind.size for kind in kinds)]), 0.0)

    def _line_up(self) -> None:
        """Steps beside each other stand on one line."""
        if all(len(stage) == 1 for stage in self.stages):
            for y in {rooms[0].y for rooms in self.rooms}:
                pairs = zip(self.texts, self.rooms, strict=True)
                line_up_alike(*(text for text, rooms in pairs if rooms[0].y == y))

    def _part(self, stage: int, place: int) -> Part:
        theme, room, shown = self.scene.theme, self.rooms[stage][place], self.stages[stage][place]
        if shown.answer:
            box, text = set_card(_answer(shown), room, self.type, theme, self.is_mirrored)
        else:
            color = theme.secondary if shown.is_question else theme.primary
            box, text = text_box(shown.text, room, theme, color, self.type.size)
        self.texts.append(text)
        before = self.rooms[stage - 1] if stage else ()
        arrows = [arrow_between(start, room, theme.muted) for start in before]

        def enter() -> list[Any]:
            return [*map(GrowArrow, arrows), FadeIn(VGroup(box, text), scale=0.85)]

        return Part(shown.text, VGroup(*arrows, box, text), box, enter)


def _answer(box: FlowBox) -> DatedText:
    return DatedText(box.answer, box.text)
