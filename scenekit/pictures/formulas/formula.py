"""A formula in large type, with what its symbols stand for."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from typing import Any

from manim import (
    DOWN,
    FadeIn,
    ManimColor,
    Succession,
    SurroundingRectangle,
    VGroup,
    VMobject,
    Write,
    interpolate_color,
)

from scenekit.layout import Region
from scenekit.lettering import Style
from scenekit.narration import Beat
from scenekit.pictures.formulas.legend import SymbolName, set_legend
from scenekit.pictures.formulas.typesetting import LARGEST, SetFormula, set_formula
from scenekit.pictures.spoken_picture import Named, Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.theme import TYPE_SCALE

MOST_SYMBOLS = 6
_MARGIN = 0.35
_GAP = 0.5
_LEGEND_SHARE = 0.72
_WIDE = 1.8
_ROOMY_SIZE = 80.0


class Formula(SpokenPicture):
    """A formula in large type, and what its symbols stand for. Each is lit in the formula while it is named.

    `plain` is how the text says it. Up to six symbols: LaTeX, or as written (`F_net`, `λ`).

        law = Formula(self, "F = m a", "F = ma", {"F": "force", "m": "mass", "a": "acceleration"})
        with self.beat(1) as beat:
            law.draw(beat)
            law.highlight(beat, "mass", "acceleration")
    """

    entrance_seconds = 1.4

    def __init__(
        self,
        scene: NarratedScene,
        tex: str,
        plain: str,
        symbols: Mapping[str, str] | None = None,
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        if len(symbols or {}) > MOST_SYMBOLS:
            raise ValueError(f"Formula names at most {MOST_SYMBOLS} symbols, not {len(symbols or {})}")
        self.plain = plain
        self.is_beside = True
        self.names = _colored(symbols or {}, scene)
        self.rows, self.set = self._laid_out(tex, self.region.inset(_MARGIN))
        self.formula: VMobject = self.set.mobject
        theme = scene.theme
        self.panel = SurroundingRectangle(
            self.formula,
            color=theme.primary,
            fill_color=interpolate_color(ManimColor(theme.background), ManimColor(theme.panel), 0.4),
            fill_opacity=1,
            stroke_width=3,
            buff=_MARGIN,
            corner_radius=0.15,
        )
        equation = Part(plain, VGroup(self.panel, self.formula), self.panel, self._written)
        self.parts = [equation, *map(self._named, self.names, self.rows)]
        self.mobject = VGroup(*(part.mobject for part in self.parts))
        if self.rows and not self.is_beside:
            VGroup(*self.rows).next_to(self.panel, DOWN, buff=_GAP).set_x(self.region.x)
            self.mobject.set_y(self.region.y)

    def draw(self, beat: Beat, *parts: Named) -> None:
        """Writes the formula when it is spoken, then names its symbols, each on its words."""
        if parts and not self.parts[0].is_drawn and self.plain not in map(_text, parts):
            parts = ((self.plain, _text(parts[0])), *parts)
        super().draw(beat, *parts)

    def _chosen(self, named: Sequence[Named], otherwise: Sequence[Part]) -> list[tuple[Part, str]]:
        """Symbols name their parts too."""
        names = {each.symbol: each.name for each in self.names}
        pairs = [(name, names.get(name, name)) if isinstance(name, str) else name for name in named]
        return super()._chosen([(names.get(text, text), cue) for text, cue in pairs], otherwise)

    def _laid_out(self, tex: str, room: Region) -> tuple[list[VGroup], SetFormula]:
        """The names beside a short formula in a wide region, else under it."""
        if not self.names:
            return [], self._set(tex, room)
        if room.width > _WIDE * room.height:
            left, right = room.columns(1, 1, gap=_GAP + 2 * _MARGIN)
            made = self._set(tex, left)
            if made.size >= _ROOMY_SIZE:
                return set_legend(self.names, right, self.scene.theme.text), made
        self.is_beside = False
        height = room.height * _LEGEND_SHARE
        below = Region(room.x, room.bottom + height / 2, room.width, height)
        rows = set_legend(self.names, below, self.scene.theme.text)
        taken = float(VGroup(*rows).height) + _GAP + _MARGIN
        return rows, self._set(tex, Region(room.x, room.y + taken / 2, room.width, room.height - taken))

    def _set(self, tex: str, room: Region) -> SetFormula:
        style = Style(self.scene.theme.text, LARGEST, smallest=TYPE_SCALE.small)
        made = set_formula(tex, self.plain, room, style, [each.symbol for each in self.names])
        for each in self.names:
            VGroup(*made.places.get(each.symbol, ())).set_color(each.color)
        return made

    def _named(self, each: SymbolName, row: VGroup) -> Part:
        return Part(each.name, row, also_lit=self.set.places.get(each.symbol, ()))

    def _written(self) -> Sequence[Any]:
        return [Succession(FadeIn(self.panel, scale=0.9, run_time=0.3), Write(self.formula, run_time=0.7))]


def _text(name: Named) -> str:
    return name if isinstance(name, str) else name[0]


def _colored(symbols: Mapping[str, str], scene: NarratedScene) -> list[SymbolName]:
    """A colour for each of up to three symbols, else one for all: repeated ones would seem to mean more."""
    theme = scene.theme
    colors = (theme.primary, theme.secondary, theme.tertiary)
    chosen = colors if len(symbols) <= len(colors) else colors[:1]
    return [
        SymbolName(symbol, name, color)
        for (symbol, name), color in zip(symbols.items(), cycle(chosen), strict=False)
    ]
