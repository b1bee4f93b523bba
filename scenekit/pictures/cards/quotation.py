"""A quotation: what somebody said or wrote, whose lines light up as they are spoken, and who it was."""

from typing import Any

from manim import LEFT, RIGHT, UP, Create, FadeIn, Line, VGroup

from scenekit.layout import Region
from scenekit.lettering import Lines, Style, common_size, fit, set_lines
from scenekit.narration import Beat
from scenekit.pictures.cards.card import drawing, icon_in
from scenekit.pictures.pace import brief, step_through
from scenekit.pictures.spoken_picture import Named, Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_LARGEST = 60.0
_MARGIN, _GAP, _RULE_LENGTH = 0.15, 0.35, 1.2
_SOURCE_SHARE = 0.3
_MARK_ROOM = 1.5


class Quotation(SpokenPicture):
    """What somebody said or wrote, word for word, and who it was.

    Its lines light up as they are spoken. At most 240 letters, in a third of the body 100. Its parts are the
    text and the source.

        words = Quotation(self, "A house divided against itself cannot stand.", "Abraham Lincoln, 1858")
        with self.beat(1) as beat:
            words.draw(beat)
            words.keep_moving(beat)
    """

    is_lit_at_entrance = False

    def __init__(
        self, scene: NarratedScene, text: str, source: str = "", region: Region | None = None
    ) -> None:
        super().__init__(scene, region)
        self.is_mirrored = is_right_to_left(text)
        inner = self.region.inset(_MARGIN)
        marked, room = self._rooms(inner)
        self.texts, below = _fitted(text, source, room)
        if not self.texts.is_whole:
            marked, room = None, inner
            self.texts, below = _fitted(text, source, room)
        self.mark = icon_in(scene, "quote", marked, _MARK_ROOM) if marked else VGroup()
        height = self.texts.height + (below.height + 2 * _GAP if below else 0)
        top = room.y + height / 2
        upper = Region(room.x, top - self.texts.height / 2, room.width, self.texts.height)
        style = Style(scene.theme.muted, self.texts.size, align=self._side(text))
        self.lines = set_lines(self.texts, upper, style)
        if marked and marked.y > room.y:
            self.mark.next_to(upper.center + self.texts.height / 2 * UP, UP, _GAP)
            self.mark.align_to(self.lines, RIGHT if self.is_mirrored else LEFT)
        quoted = Part(text, VGroup(self.mark, self.lines), self.mark if marked else self.lines)
        self.parts = [quoted]
        if below:
            self.parts.append(self._said_by(source, below, upper))
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def draw(self, beat: Beat, *parts: Named) -> None:
        """Shows the text dim and lights up each line when it is spoken, then names the source."""
        for part, cue in self._chosen(parts, [part for part in self.parts if not part.is_drawn]):
            if part is self.parts[0] and not part.is_drawn:
                self._recite(beat, part)
            else:
                super().draw(beat, (part.text, cue))

    def _recite(self, beat: Beat, part: Part) -> None:
        part.is_drawn = True
        entrance: list[Any] = [drawing(self.mark)] if len(self.mark) else []
        self.scene.play(*entrance, FadeIn(self.lines), run_time=brief(beat, 0.8))
        color = self.scene.theme.text
        step_through(
            beat,
            self.texts.texts[: len(self.lines)],
            lambda index, seconds: self.scene.play(
                self.lines[index].animate.set_color(color), run_time=seconds
            ),
            meanwhile=lambda _, seconds: self.idle(seconds),
        )

    def _said_by(self, source: str, lines: Lines, above: Region) -> Part:
        y = above.bottom - _GAP
        room = Region(above.x, y - _GAP - lines.height / 2, above.width, lines.height)
        theme = self.scene.theme
        text = set_lines(lines, room, Style(theme.text, lines.size, align=self._side(source)))
        start, sign = (above.right, -1) if self.is_mirrored else (above.left, 1)
        length = min(_RULE_LENGTH, above.width)
        rule = Line((start, y, 0), (start + sign * length, y, 0), color=theme.primary, stroke_width=6)
        return Part(source, VGroup(rule, text), rule, lambda: [Create(rule), FadeIn(text)])

    def _rooms(self, inner: Region) -> tuple[Region | None, Region]:
        """Where the mark stands, if there is room for it, and where the text does."""
        if inner.width > 1.2 * inner.height and inner.width > 4 * _MARK_ROOM:
            shares = (_MARK_ROOM, inner.width - _MARK_ROOM)
            first, second = inner.columns(*(reversed(shares) if self.is_mirrored else shares))
            return (second, first) if self.is_mirrored else (first, second)
        if inner.height > 3 * _MARK_ROOM:
            upper, lower = inner.rows(_MARK_ROOM, inner.height - _MARK_ROOM)
            return upper, lower
        return None, inner

    def _side(self, text: str) -> str:
        return "start" if is_right_to_left(text) == self.is_mirrored else "end"


def _fitted(text: str, source: str, room: Region) -> tuple[Lines, Lines | None]:
    """The lines of both; those of the source are never larger."""
    for size in (TYPE_SCALE.body, TYPE_SCALE.small):
        below = (
            fit(source, room.width, room.height * _SOURCE_SHARE, Style("#FFFFFF", size)) if source else None
        )
        height = room.height - (below.height + 2 * _GAP if below else 0)
        largest = common_size([(text, room.width, height)], Style("#FFFFFF", _LARGEST))
        above = fit(text, room.width, height, Style("#FFFFFF", largest or TYPE_SCALE.small))
        if above.size >= size:
            break
    return above, below
