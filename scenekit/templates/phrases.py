"""Key phrases along a line that grows with the voice: the spoken one is bright, earlier ones are dim."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from manim import DOWN, LEFT, RIGHT, Create, Dot, FadeIn, FadeOut, GrowFromCenter, Line, VGroup

from scenekit.layout import Region
from scenekit.lettering import Lines, Style, fit, set_lines
from scenekit.narration import Beat
from scenekit.scene import NarratedScene
from scenekit.templates.pace import brief, step_through
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_INDENT = 0.55
_DOT_RADIUS = 0.09
_GAP = 0.42


@dataclass(frozen=True)
class _Row:
    phrase: str
    page: int
    text: VGroup
    dot: Dot


class KeyPhrases:
    """Phrases of several beats, one list a beat; each `speak` shows the next list."""

    def __init__(self, scene: NarratedScene, *groups: Sequence[str], region: Region | None = None) -> None:
        self.scene = scene
        self.region = (region or scene.layout.body).inset(0.06)
        self.is_mirrored = is_right_to_left(" ".join(phrase for group in groups for phrase in group))
        self.groups = self._lay_out([list(group) for group in groups])
        self.shown: list[_Row] = []
        self.spine: list[Line] = []
        self._next = 0

    @property
    def pages(self) -> list[VGroup]:
        """What is on screen together, for those who check the layout."""
        rows = [row for group in self.groups for row in group]
        numbers = sorted({row.page for row in rows})
        return [
            VGroup(*(VGroup(row.dot, row.text) for row in rows if row.page == number)) for number in numbers
        ]

    def speak(self, beat: Beat) -> None:
        """Shows the phrases of the next list, each in the moment when it is spoken."""
        rows = self.groups[self._next]
        self._next += 1
        step_through(beat, [row.phrase for row in rows], lambda index, time: self._show(rows[index], time))

    def leave(self, beat: Beat) -> None:
        """Clears the room for another picture."""
        if self.shown:
            self.scene.play(FadeOut(self._on_screen()), run_time=brief(beat, 0.3))
        self.shown, self.spine = [], []

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
        style = Style(self.scene.theme.text, lines.size, align="end" if mirrored_end else "start")
        dot = Dot((x, top - lines.pitch * 0.52, 0), _DOT_RADIUS, color=self.scene.theme.highlight)
        return _Row(phrase, page, set_lines(lines, region, style), dot)

    def _size(self, groups: list[list[str]]) -> float:
        count = sum(len(group) for group in groups)
        is_roomy = self.region.height > 2.5 and count <= 8
        return TYPE_SCALE.heading if is_roomy else TYPE_SCALE.body

    def _start_x(self, widest: float) -> float:
        """The x position of the dots: the rows are centred together, whatever side they start on."""
        spare = max(0.0, self.region.width - _INDENT - widest) / 2
        inset = spare + _DOT_RADIUS
        return self.region.right - inset if self.is_mirrored else self.region.left + inset

    def _show(self, row: _Row, run_time: float) -> None:
        if self.shown and self.shown[-1].page != row.page:
            self.scene.play(FadeOut(self._on_screen()), run_time=run_time * 0.4)
            run_time *= 0.6
            self.shown, self.spine = [], []
        side = LEFT if self.is_mirrored else RIGHT
        animations: list[Any] = [GrowFromCenter(row.dot), FadeIn(row.text, shift=side * 0.2)]
        if self.shown:
            last = self.shown[-1]
            link = Line(
                last.dot.get_center() + DOWN * 0.16,
                row.dot.get_center() - DOWN * 0.16,
                color=self.scene.theme.primary,
            )
            self.spine.append(link)
            animations += [
                Create(link),
                last.text.animate.set_color(self.scene.theme.muted),
                last.dot.animate.set_color(self.scene.theme.primary),
            ]
        self.shown.append(row)
        self.scene.play(*animations, run_time=run_time)

    def _on_screen(self) -> VGroup:
        return VGroup(*self.spine, *(VGroup(row.dot, row.text) for row in self.shown))


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
