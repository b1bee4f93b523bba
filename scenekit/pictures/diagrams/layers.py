"""Layers: bands on one another, or shells that contain each other."""

from typing import Any

from manim import DOWN, FadeIn, Rectangle, VGroup

from scenekit.layout import Region
from scenekit.lettering import Lines, Style, common_size, typeset
from scenekit.pictures.diagrams.boxes import PADDING, panel
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_MARGIN = 0.06
_MOST_BANDS, _MOST_SHELLS = 8, 5
_GAP = 0.12
_STRIPE = 0.24
_SHELL_STEP = 0.22


class LayerDiagram(SpokenPicture):
    """What lies on what, or in what: bands from top to bottom, or nested shells from outside in.

    Two to eight bands, or two to five shells (`nested=True`), of a few words each.

        earth = LayerDiagram(self, "Crust", "Mantle of hot rock", "Liquid outer core", "Solid inner core")
        with self.beat(1) as beat:
            earth.draw(beat)
        with self.beat(2) as beat:
            earth.highlight(beat, "Liquid outer core")
    """

    def __init__(
        self, scene: NarratedScene, *layers: str, nested: bool = False, region: Region | None = None
    ) -> None:
        super().__init__(scene, region)
        most = _MOST_SHELLS if nested else _MOST_BANDS
        if not 2 <= len(layers) <= most:
            raise ValueError(f"LayerDiagram takes 2 to {most} layers, not {len(layers)}: join some of them")
        self.is_mirrored = is_right_to_left(" ".join(layers))
        room = self.region.inset(_MARGIN)
        self.bands = _shells(len(layers), room) if nested else room.rows(*(1 for _ in layers), gap=_GAP)
        self.rooms = [self._text_room(index, nested) for index in range(len(layers))]
        if self.rooms[0].height < Lines(("",), TYPE_SCALE.small).pitch - 1e-6:
            raise ValueError(
                f"LayerDiagram has no room for {len(layers)} layers here: give it a larger region"
            )
        fitted = [(text, room.width, room.height) for text, room in zip(layers, self.rooms, strict=True)]
        size = common_size(fitted, Style("#FFFFFF", TYPE_SCALE.title)) or TYPE_SCALE.small
        self.style = Style(scene.theme.text, size, align="center")
        self.parts = [self._part(index, text, nested) for index, text in enumerate(layers)]
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def _part(self, index: int, text: str, nested: bool) -> Part:
        theme, band = self.scene.theme, self.bands[index]
        color = (theme.primary, theme.secondary, theme.tertiary)[index % 3]
        box, words = panel(band, theme, color), typeset(text, self.rooms[index], self.style)
        if nested:
            shell = VGroup(box, words)
            return Part(text, shell, box, lambda: [FadeIn(shell, scale=1.05)])
        edge = band.right if self.is_mirrored else band.left
        x = edge + (-1 if self.is_mirrored else 1) * (_STRIPE / 2 + PADDING)
        height = band.height - 2 * PADDING
        stripe = Rectangle(
            width=_STRIPE, height=height, stroke_width=0, fill_color=color, fill_opacity=1
        ).move_to((x, band.y, 0))
        layer = VGroup(box, stripe, words)

        def enter() -> list[Any]:
            return [FadeIn(layer, shift=DOWN * 0.4)]

        return Part(text, layer, box, enter)

    def _text_room(self, index: int, nested: bool) -> Region:
        band = self.bands[index]
        if not nested:
            width = band.width - 2 * (_STRIPE + 2 * PADDING)
            return Region(band.x, band.y, width, band.height - 2 * min(PADDING, 0.06 * band.height))
        below = self.bands[index + 1].top if index + 1 < len(self.bands) else band.bottom
        height = band.top - below
        middle = band.top - height / 2
        inside = height - 2 * min(PADDING, 0.06 * height)
        return Region(band.x, middle, band.width - 4 * PADDING, inside)


def _shells(count: int, room: Region) -> tuple[Region, ...]:
    """Rooms in one another, each with a band at its top that is as high as the innermost room."""
    band = (room.height - _SHELL_STEP * (count - 1)) / count
    return tuple(
        Region(
            room.x,
            room.y - (band - _SHELL_STEP) * index / 2,
            room.width - 2 * _SHELL_STEP * index,
            room.height - (band + _SHELL_STEP) * index,
        )
        for index in range(count)
    )
