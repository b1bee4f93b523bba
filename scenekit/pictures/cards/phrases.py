"""Key phrases along a line that grows with the voice: the spoken one lights up, the others are dim."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    Dot,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    ScaleInPlace,
    UpdateFromAlphaFunc,
    VGroup,
    config,
    interpolate,
    linear,
    there_and_back,
)

from scenekit.icon import Icon
from scenekit.layout import Region
from scenekit.lettering import Lines, Style, fit, set_lines
from scenekit.narration import Beat
from scenekit.pictures.cards.card import drawing, icon_in
from scenekit.pictures.pace import brief, elapsed, leaving_time, moments, step_through, wait_until
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_INDENT = 0.55
_DOT_RADIUS = 0.09
_GAP = 0.42
_DOT_ROOM = 0.16
_SPOKEN_SCALE = 1.3
_ROOMY, _FEW = 2.5, 6
_WIDE, _TALL = 1.6, 6.0
_ICON_SHARE, _LARGEST_ICON = 0.25, 3.0
_PULSE = 1.08
_DOT_PULSE, _STILL_SECONDS, _PULSE_SECONDS = 1.6, 2.0, 1.0
_LONGEST_ENTRANCE = 2.0
# What a voice says; where nothing else moves, a phrase lights up over twice the time.
_LETTERS_A_SECOND = 15.0


@dataclass(frozen=True, eq=False)
class _Row:
    phrase: str
    page: int
    text: VGroup
    dot: Dot


class KeyPhrases:
    """Phrases along a line that grows with the voice.

    One list a beat: each `speak` shows the next one, on a new page where there is no room. An icon of what
    they are about stands beside them.

        points = KeyPhrases(self, ("Two electrodes", "An electrolyte between them"), icon="battery")
        with self.beat(1) as beat:
            points.speak(beat)
    """

    def __init__(
        self, scene: NarratedScene, *groups: Sequence[str], icon: str = "", region: Region | None = None
    ) -> None:
        self.scene = scene
        self.is_mirrored = is_right_to_left(" ".join(phrase for group in groups for phrase in group))
        room = region or scene.layout.body
        self.icon, room = self._beside_icon(icon, room) if icon else (None, room)
        self.region = room.inset(0.06)
        self.groups = self._lay_out([list(group) for group in groups])
        self.entered: list[_Row] = []
        self.track, self.spine = VGroup(), list[Line]()
        self._spoken: _Row | None = None
        self._is_read = True
        self._grown: dict[_Row, float] = {}
        self._next = 0
        self._is_pictured = False

    @property
    def pages(self) -> list[VGroup]:
        """What is on screen together, for those who check the layout."""
        rows = [row for group in self.groups for row in group]
        numbers = sorted({row.page for row in rows})
        return [
            VGroup(*(VGroup(row.dot, row.text) for row in rows if row.page == number)) for number in numbers
        ]

    def _beside_icon(self, name: str, room: Region) -> tuple[Icon | None, Region]:
        """The icon where there is room for one, and what it leaves to the phrases."""
        if room.width > _WIDE * room.height:
            shares = (1 - _ICON_SHARE, _ICON_SHARE)
            first, second = room.columns(*(reversed(shares) if self.is_mirrored else shares))
            pictured, written = (first, second) if self.is_mirrored else (second, first)
        elif room.height > _TALL:
            pictured, written = room.rows(_ICON_SHARE, 1 - _ICON_SHARE)
        else:
            return None, room
        return icon_in(self.scene, name, pictured, _LARGEST_ICON), written

    def speak(self, beat: Beat) -> None:
        """Shows the phrases of the next list dim, and lights up each in the moment when it is spoken."""
        rows = self.groups[self._next]
        self._next += 1
        phrases = [row.phrase for row in rows]
        first = moments(beat, phrases)[0] - elapsed(beat)
        self._enter(rows, rows[0].page, max(brief(beat), min(first, _LONGEST_ENTRANCE)))
        step_through(
            beat,
            phrases,
            lambda index, seconds: self._show(rows, index, seconds),
            meanwhile=lambda index, seconds: self._go_on(rows[index:], seconds),
        )
        wait_until(beat, beat.duration, lambda seconds: self._go_on([], seconds))
        if self._spoken and not self._is_read:
            self._spoken.text.set_color(self.scene.theme.text)

    def leave(self, beat: Beat, before: str = "") -> None:
        """Clears the room for another picture, just before these words are spoken."""
        if self.entered:
            run_time = leaving_time(beat, before)
            shown = VGroup(self._on_screen(), *([self.icon] if self.icon else []))
            self.scene.play(FadeOut(shown), run_time=run_time)
        self._clear()

    def _lay_out(self, groups: list[list[str]]) -> list[list[_Row]]:
        style = Style(self.scene.theme.text, self._size(groups))
        width = self.region.width - _INDENT
        sizes = [fit(phrase, width, self.region.height, style).size for group in groups for phrase in group]
        style = Style(self.scene.theme.text, min(sizes, default=TYPE_SCALE.small))
        fitted = [[fit(phrase, width, self.region.height, style) for phrase in group] for group in groups]
        starts = _paginate(fitted, self.region.height)
        rows: list[list[_Row]] = [[] for _ in groups]
        for page, places in enumerate(starts):
            widest = max(fitted[group][index].width for group, index in places)
            x = self._start_x(widest)
            heights = [fitted[group][index].height for group, index in places]
            y = self.region.y + (sum(heights) + _GAP * (len(heights) - 1)) / 2
            for (group, index), height in zip(places, heights, strict=True):
                row = self._row(groups[group][index], fitted[group][index], page, (x, y, widest))
                rows[group].append(row)
                y -= height + _GAP
        return rows

    def _row(self, phrase: str, lines: Lines, page: int, place: tuple[float, float, float]) -> _Row:
        x, top, width = place
        sign = -1 if self.is_mirrored else 1
        region = Region(x + sign * (_INDENT + width / 2), top - lines.height / 2, width + 0.02, lines.height)
        mirrored_end = self.is_mirrored != is_right_to_left(phrase)
        style = Style(self.scene.theme.muted, lines.size, align="end" if mirrored_end else "start")
        dot = Dot((x, top - lines.pitch * 0.52, 0), _DOT_RADIUS, color=self.scene.theme.muted)
        return _Row(phrase, page, set_lines(lines, region, style), dot)

    def _size(self, groups: list[list[str]]) -> float:
        if self.region.height < _ROOMY:
            return TYPE_SCALE.body
        return TYPE_SCALE.title if sum(map(len, groups)) <= _FEW else TYPE_SCALE.heading

    def _start_x(self, widest: float) -> float:
        """The x position of the dots: the rows are centred together, whatever side they start on."""
        spare = max(0.0, self.region.width - _INDENT - widest) / 2
        inset = spare + _DOT_RADIUS
        return self.region.right - inset if self.is_mirrored else self.region.left + inset

    def _enter(self, rows: Sequence[_Row], page: int, run_time: float) -> None:
        """Brings in those of the rows that are on this page, on an empty page if it is a new one."""
        if self.entered and self.entered[-1].page != page:
            self.scene.play(FadeOut(self._on_screen()), run_time=run_time * 0.3)
            run_time *= 0.7
            self._clear()
        side = LEFT if self.is_mirrored else RIGHT
        animations: list[Any] = []
        if not self.entered:
            dots = [row.dot for row in self._page(page)]
            self.track = VGroup(Line(dots[0], dots[-1], color=self.scene.theme.panel), *dots)
            animations.append(FadeIn(self.track))
            if self.icon and not self._is_pictured:
                animations.append(drawing(self.icon))
                self._is_pictured = True
        coming = [row for row in rows if row.page == page]
        self.entered += coming
        animations += [FadeIn(row.text, shift=side * 0.2) for row in coming]
        self.scene.play(LaggedStart(*animations, lag_ratio=0.4), run_time=run_time)

    def _clear(self) -> None:
        self.entered, self.spine = [], []
        self._spoken, self._is_read = None, True

    def _show(self, rows: Sequence[_Row], index: int, run_time: float) -> None:
        row, theme = rows[index], self.scene.theme
        if row not in self.entered:
            self._enter(rows[index:], row.page, run_time * 0.6)
            run_time *= 0.4
        animations: list[Any] = [row.dot.animate.set_color(theme.highlight).scale(_SPOKEN_SCALE)]
        if self._spoken:
            dot = self._spoken.dot.animate.set_color(theme.primary).scale(1 / _SPOKEN_SCALE)
            animations += [*self._growth(row, 1.0), self._spoken.text.animate.set_color(theme.muted), dot]
        self.scene.play(*animations, run_time=run_time)
        self._spoken, self._is_read = row, False

    def _go_on(self, to_come: Sequence[_Row], seconds: float) -> None:
        """Lights up the phrase as it is read, and lets the line grow towards the next one."""
        row, idle = self._spoken, 0.0
        following = self._following(row) if row else None
        animations: list[Any] = []
        if following:
            animations += self._growth(following, 1.0 if to_come else 0.5, run_time=seconds)
        if row and not self._is_read:
            reading = len(row.phrase) / _LETTERS_A_SECOND * (1 if following else 2)
            animations.append(self._reading(row, min(reading, seconds)))
            self._is_read = True
            idle = 0.0 if following or self.icon else seconds - min(reading, seconds)
        if self.icon:
            animations.append(ScaleInPlace(self.icon, _PULSE, rate_func=there_and_back, run_time=seconds))
        idle = seconds if not animations else idle
        if animations:
            self.scene.play(*animations)
        self._idle(idle)

    def _idle(self, seconds: float) -> None:
        """Waits; the dot of what is spoken of pulses every few seconds."""
        while self._spoken and seconds > _STILL_SECONDS + _PULSE_SECONDS:
            self.scene.wait(_STILL_SECONDS)
            pulse = ScaleInPlace(self._spoken.dot, _DOT_PULSE, rate_func=there_and_back)
            self.scene.play(pulse, run_time=_PULSE_SECONDS)
            seconds -= _STILL_SECONDS + _PULSE_SECONDS
        if seconds >= 1 / config.frame_rate:
            self.scene.wait(seconds)

    def _following(self, row: _Row) -> _Row | None:
        """The row below it; None at the end of a page."""
        rows = self._page(row.page)
        return next(iter(rows[rows.index(row) + 1 :]), None)

    def _page(self, number: int) -> list[_Row]:
        return [row for group in self.groups for row in group if row.page == number]

    def _growth(self, row: _Row, share: float, **options: Any) -> list[Any]:
        """The line from the dot that is spoken to this one, as it grows to this share of its length."""
        before = self._grown.get(row, 0.0)
        if self._spoken is None or before >= share:
            return []
        self._grown[row] = share
        start = self._spoken.dot.get_center() + _DOT_ROOM * DOWN
        end = row.dot.get_center() - _DOT_ROOM * DOWN
        if not before:
            self.spine.append(Line(start, start + 0.01 * (end - start), color=self.scene.theme.primary))

        def grow(line: Any, done: float) -> None:
            line.set_points_by_ends(
                start, interpolate(start, end, max(interpolate(before, share, done), 0.01))
            )

        return [UpdateFromAlphaFunc(self.spine[-1], grow, rate_func=linear, **options)]

    def _reading(self, row: _Row, run_time: float) -> UpdateFromAlphaFunc:
        turn = -1 if is_right_to_left(row.phrase) else 1
        letters: list[Any] = [
            letter for line in row.text for letter in line.family_members_with_points()[::turn]
        ]

        def light(_: Any, done: float) -> None:
            VGroup(*letters[: round(done * len(letters))]).set_color(self.scene.theme.text)

        return UpdateFromAlphaFunc(row.text, light, rate_func=linear, run_time=run_time)

    def _on_screen(self) -> VGroup:
        return VGroup(self.track, *self.spine, *(row.text for row in self.entered))


def _paginate(fitted: list[list[Lines]], room: float) -> list[list[tuple[int, int]]]:
    """The rows of each page, in order; the rows of one beat stay together if possible."""
    pages: list[list[tuple[int, int]]] = [[]]
    used = 0.0
    for group, rows in enumerate(fitted):
        together = sum(lines.height + _GAP for lines in rows)
        if pages[-1] and used + together - _GAP > room:
            pages.append([])
            used = 0.0
        for index, lines in enumerate(rows):
            if pages[-1] and used + lines.height > room:
                pages.append([])
                used = 0.0
            pages[-1].append((group, index))
            used += lines.height + _GAP
    return [page for page in pages if page]
