"""A balance with two pans that tips by what lies on them."""

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

from manim import (
    DOWN,
    UP,
    FadeIn,
    FadeOut,
    Line,
    RoundedRectangle,
    Triangle,
    VGroup,
    smooth,
    squish_rate_func,
)

from scenekit.layout import Region
from scenekit.lettering import Style, common_size, typeset
from scenekit.narration import Beat
from scenekit.pictures.pace import step_through
from scenekit.pictures.spoken_picture import Named, Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.theme import TYPE_SCALE

_MOST = 4
_PAN = 0.41
_STEM = 0.12
_STAND = 0.24
_TALLEST = 1.3
_TIP, _MOST_TIP = 0.09, 0.45
_LEAST_TIP = 0.35
_LEAST_BLOCK, _TALLEST_BLOCK = 0.5, 2.2
_SIGN = 0.14
_LARGEST = 60.0

Weight = tuple[str, float]
"""A label, and how heavy it is."""


class Balance(SpokenPicture):
    """A balance that tips by what lies on its pans: equations, forces, arguments.

    Up to four weights `("label", how heavy)` a pan; "=", "<" or ">" stands between them.

        balance = Balance(self, [("x", 4), ("3", 3)], [("4", 4), ("3", 3)])
        with self.beat(1) as beat:
            balance.draw(beat)
        with self.beat(2) as beat:
            balance.take(beat, "3", "3")
    """

    entrance_seconds = 1.0

    def __init__(
        self,
        scene: NarratedScene,
        left: Sequence[Weight],
        right: Sequence[Weight],
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        _check(left, right)
        inner = self.region.inset(0.05)
        room = Region(inner.x, inner.y, inner.width, min(inner.height, _TALLEST * inner.width))
        # So that sums of the largest weights stay numbers.
        heaviest = max((weight for _, weight in (*left, *right)), default=0.0) or 1.0
        self._weights = [[weight / heaviest for _, weight in side] for side in (left, right)]
        self._tip = min(_TIP * room.height, _MOST_TIP)
        self._middle = Region(room.x, room.bottom + _STAND * room.height, room.width, 0.0)
        self._pans = self._pan_rooms(room)
        self._sides = [VGroup(self._plate(pan)) for pan in self._pans]
        self._beam = Line(*self._beam_ends(0.0), color=scene.theme.muted, stroke_width=8)
        self.frame = VGroup(self._stand(room), self._beam, *self._sides)
        is_row = self._fits_in_rows(left) and self._fits_in_rows(right)
        self._on_sides: list[list[Part]] = [
            [self._block(side, place, is_row, weight) for place, weight in enumerate(weights)]
            for side, weights in enumerate((left, right))
        ]
        self.parts = [part for side in self._on_sides for part in side] or [Part("", self._beam)]
        self._tilt = 0.0
        self._sign = VGroup()
        self.mobject = VGroup(self.frame, *(part.mobject for part in self.parts), self._sign)

    @property
    def on_screen(self) -> VGroup:
        """What is drawn so far."""
        return VGroup(*super().on_screen, self._sign) if len(self._sign) else super().on_screen

    @property
    def sign(self) -> str:
        """How the left pan compares with the right one; nothing while one of them is empty."""
        left, right = self._loads()
        if not all(any(part.is_drawn for part in side) for side in self._on_sides):
            return ""
        return "=" if abs(left - right) < 1e-9 else "<" if left < right else ">"

    def take(self, beat: Beat, *weights: Named) -> None:
        """Takes these weights off, each when it is spoken; the balance tips."""
        pairs = [name if isinstance(name, tuple) else (name, name) for name in weights]
        step_through(
            beat,
            [cue for _, cue in pairs],
            lambda index, run_time: self._take(pairs[index][0], run_time),
            wanted=1.0,
            meanwhile=lambda _, seconds: self.idle(seconds),
        )

    def _take(self, text: str, run_time: float) -> None:
        lying = [part for part in self.parts if part.text == text and part.is_drawn]
        if not lying:
            raise ValueError(f"no weight {text!r} lies on the balance: draw it first")
        self.scene.play(*self.dim(), FadeOut(lying[0].mobject, shift=0.5 * UP), run_time=_half(run_time))
        lying[0].is_drawn = False
        self._settle(_half(run_time))

    def _enter(self, part: Part, run_time: float) -> None:
        super()._enter(part, _half(run_time))
        self._settle(_half(run_time))

    def _settle(self, run_time: float) -> None:
        """Tips the beam, and the pans with all that lies on them, until it is at rest."""
        before, self._tilt = self._tilt, self._wanted_tilt()
        animations: list[Any] = [self._beam.animate.put_start_and_end_on(*self._beam_ends(self._tilt))]
        for sign, plate, side in zip((1, -1), self._sides, self._on_sides, strict=True):
            way = sign * (self._tilt - before) * UP
            lying = [part.mobject for part in side if part.is_drawn]
            for part in side:
                if not part.is_drawn:
                    part.mobject.shift(way)
            animations += [each.animate.shift(way) for each in (plate, *lying)]
        self.scene.play(*animations, *self._sign_changes(), run_time=run_time)

    def _sign_changes(self) -> list[Any]:
        gone, text = self._sign, self.sign
        self.mobject.remove(gone)
        self._sign = VGroup()
        changes: list[Any] = [FadeOut(gone, rate_func=squish_rate_func(smooth, 0, 0.4))] if len(gone) else []
        if text:
            pan = self._pans[0]
            place = Region(self._middle.x, pan.y, _SIGN * self._middle.width, min(pan.height, 1.0))
            style = Style(self.scene.theme.highlight, _LARGEST, "BOLD", "center")
            self._sign = typeset(text, place, style)
            changes.append(FadeIn(self._sign, rate_func=squish_rate_func(smooth, 0.6, 1)))
        self.mobject.add(self._sign)
        return changes

    def _loads(self) -> list[float]:
        return [
            sum(weight for part, weight in zip(side, weights, strict=True) if part.is_drawn)
            for side, weights in zip(self._on_sides, self._weights, strict=True)
        ]

    def _wanted_tilt(self) -> float:
        """How far the left pan is above its place of rest."""
        left, right = self._loads()
        if abs(right - left) < 1e-9:
            return 0.0
        share = (right - left) / max(left, right)
        sign = 1 if share > 0 else -1
        return self._tip * sign * (_LEAST_TIP + (1 - _LEAST_TIP) * abs(share))

    def _pan_rooms(self, room: Region) -> list[Region]:
        """Where weights may lie on each pan while the beam is level."""
        width = _PAN * room.width
        # A plate's inner end stays above the beam when it tips.
        bottom = self._middle.y + _STEM + 0.75 * self._tip
        height = room.top - self._tip - bottom
        places = (room.left + width / 2, room.right - width / 2)
        return [Region(x, bottom + height / 2, width, height) for x in places]

    def _beam_ends(self, tilt: float) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        left, right = self._pans
        return (left.x, self._middle.y + tilt, 0.0), (right.x, self._middle.y - tilt, 0.0)

    def _plate(self, pan: Region) -> VGroup:
        color = self.scene.theme.muted
        stem = Line((pan.x, self._middle.y, 0), (pan.x, pan.bottom, 0), color=color, stroke_width=6)
        plate = Line(
            (pan.left, pan.bottom - 0.03, 0), (pan.right, pan.bottom - 0.03, 0), color=color, stroke_width=8
        )
        return VGroup(stem, plate)

    def _stand(self, room: Region) -> VGroup:
        theme = self.scene.theme
        height = self._middle.y - room.bottom
        foot = Triangle(color=theme.muted, fill_color=theme.panel, fill_opacity=1, stroke_width=4)
        foot.stretch_to_fit_height(height).stretch_to_fit_width(min(1.2 * height, 0.3 * room.width))
        return VGroup(foot.move_to((room.x, room.bottom + height / 2, 0)))

    def _fits_in_rows(self, weights: Sequence[Weight]) -> bool:
        """Whether the weights have room beside each other, without breaking a word."""
        width = 0.9 * self._pans[0].width / max(1, len(weights)) - 0.2
        height = _LEAST_BLOCK * min(self._pans[0].height, _TALLEST_BLOCK * (width + 0.2)) - 0.16
        return common_size([(label, width, height) for label, _ in weights], Style("#FFFFFF")) > 0

    def _block(self, side: int, place: int, is_row: bool, weight: Weight) -> Part:
        pan, share, count = self._pans[side], self._weights[side][place], len(self._weights[side])
        if is_row:
            slot = pan.columns(*[1] * count, gap=0)[place]
            width = min(0.9 * slot.width, 1.1 * pan.height)
            height = min(pan.height, _TALLEST_BLOCK * width) * (_LEAST_BLOCK + 0.45 * share)
            box = Region(slot.x, pan.bottom + height / 2, width, height)
        else:
            slot = pan.rows(*[1] * count, gap=0)[count - 1 - place]
            height = min(0.92 * slot.height, 1.6)
            box = Region(
                pan.x, pan.bottom + height * (place + 0.5) * 1.04, pan.width * (0.7 + 0.28 * share), height
            )
        theme = self.scene.theme
        color = (theme.primary, theme.secondary)[side]
        drawn = RoundedRectangle(
            corner_radius=0.08,
            width=box.width,
            height=box.height,
            color=color,
            fill_color=theme.panel,
            fill_opacity=1,
        ).move_to(box.center)
        style = Style(theme.text, _LARGEST, align="center")
        inner = box.inset(0.08)
        size = common_size([(weight[0], inner.width, inner.height)], style) or TYPE_SCALE.small
        text = typeset(weight[0], inner, replace(style, largest=size))
        block = VGroup(drawn, text)
        return Part(weight[0], block, shape=drawn, entrance=lambda: [FadeIn(block, shift=0.5 * DOWN)])


def _half(run_time: float) -> float:
    return run_time / 2


def _check(left: Sequence[Weight], right: Sequence[Weight]) -> None:
    if max(len(left), len(right)) > _MOST:
        raise ValueError(f"a pan has room for {_MOST} weights: put some of them together")
    if not all(isfinite(weight) and weight >= 0 for _, weight in (*left, *right)):
        raise ValueError("a weight on a balance is a number from zero on: put it on the other pan instead")
