"""Particles in a box that never stand still: a gas, a mixture, a reaction."""

from itertools import accumulate, pairwise

from manim import DOWN, LEFT, RIGHT, Circle, FadeOut, Line, Rectangle, VGroup

from scenekit.baseline import line_up
from scenekit.layout import Region
from scenekit.lettering import Style, fit, set_lines
from scenekit.narration import Beat
from scenekit.pictures.pace import brief, moments, wait_until
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.pictures.things.motion import ParticleMotion
from scenekit.scene import NarratedScene
from scenekit.theme import TYPE_SCALE

MOST_KINDS, MOST_PARTICLES = 3, 60
_SPEED = 0.9
_LARGEST_RADIUS, _LEAST_RADIUS = 0.2, 0.07
_FILLING = 0.1
_KEY_GAP = 0.25
_SIGN = 0.3

Kind = tuple[str, int]
"""The name of a kind of particles, and how many there are."""


class ParticleBox(SpokenPicture):
    """Moving particles of up to three kinds in a box, at most 60: gases, heat, diffusion, reactions.
    With `is_divided` a wall keeps the first kind in the left half until `mix`.

        air = ParticleBox(self, ("Oxygen", 12), ("Nitrogen", 24), is_divided=True)
        with self.beat(1) as beat:
            air.draw(beat)
            air.mix(beat)
        with self.beat(2) as beat:
            air.heat(beat)
    """

    is_lit_at_entrance = False

    def __init__(
        self,
        scene: NarratedScene,
        *kinds: Kind,
        region: Region | None = None,
        is_divided: bool = False,
        seed: int = 1,
    ) -> None:
        super().__init__(scene, region)
        _check(kinds)
        keys = self._keys([name for name, _ in kinds])
        room = self.region.inset(0.05)
        height = room.height - float(VGroup(*keys).height) - _KEY_GAP
        self.box = Region(room.x, room.bottom + height / 2, room.width, height)
        count = sum(number for _, number in kinds)
        radius = (_FILLING * self.box.width * height / max(count, 1) / 3.15) ** 0.5
        radius = max(min(radius, _LARGEST_RADIUS), _LEAST_RADIUS)
        self.motion = ParticleMotion(self.box.inset(0.04), count, radius, _SPEED, seed)
        self.dots = [self._dot(index, radius) for index, (_, n) in enumerate(kinds) for _ in range(n)]
        self.is_divided = is_divided and len(kinds) > 1
        if self.is_divided:
            self.motion.split(kinds[0][1])
        self._place()
        theme = scene.theme
        walls = Rectangle(width=room.width, height=height, color=theme.muted, stroke_width=4)
        ends = (room.x, self.box.bottom, 0), (room.x, self.box.top, 0)
        self.wall = Line(*ends, color=theme.muted, stroke_width=4)
        self.frame = VGroup(walls.move_to(self.box.center), *([self.wall] if self.is_divided else []))
        starts = list(accumulate((number for _, number in kinds), initial=0))
        self.groups = [VGroup(*self.dots[start:end]) for start, end in pairwise(starts)]
        self.parts = [
            Part(name, VGroup(group, key), key)
            for (name, _), group, key in zip(kinds, self.groups, keys, strict=True)
        ]
        self.mobject = VGroup(self.frame, *(part.mobject for part in self.parts))

    def heat(self, beat: Beat, words: str = "", factor: float = 2.0) -> None:
        """Makes all particles faster when these words are spoken; slower with a factor below 1."""
        self._at(beat, words)
        self.motion.heat(factor)
        self.idle(brief(beat, 1.5))

    def mix(self, beat: Beat, words: str = "") -> None:
        """Takes the wall in the middle away when these words are spoken, so that the kinds mix."""
        self._at(beat, words)
        if self.is_divided:
            self.is_divided = False
            self.scene.play(FadeOut(self.wall), run_time=brief(beat, 0.8))
            self.frame.remove(self.wall)

    def react(self, beat: Beat, words: str = "") -> None:
        """Particles of the first two kinds join in pairs, when these words are spoken; the rest remain."""
        if len(self.groups) < 2:
            raise ValueError("react needs two kinds of particles in the box")
        self._at(beat, words)
        first, second = (len(group) for group in self.groups[:2])
        for place in range(min(first, second)):
            self.motion.join(place, first + place)
        self.idle(brief(beat, 2.5))

    def _enter(self, part: Part, run_time: float) -> None:
        super()._enter(part, run_time)
        group = self.groups[self.parts.index(part)]
        is_clock = not any(each.updaters for each in self.groups)
        group.add_updater(lambda _, dt: self._move(dt) if is_clock else None)

    def _move(self, seconds: float) -> None:
        self.motion.step(seconds, is_divided=self.is_divided)
        self._place()

    def _place(self) -> None:
        for dot, (x, y) in zip(self.dots, self.motion.places, strict=True):
            dot.move_to((float(x), float(y), 0.0))

    def _at(self, beat: Beat, words: str) -> None:
        if words:
            wait_until(beat, moments(beat, [words])[0], self.idle)

    def _keys(self, names: list[str]) -> list[VGroup]:
        """A dot and the name of each kind, in a row or below each other, at the top of the region."""
        theme = self.scene.theme
        room = self.region.inset(0.05)
        share = (room.width - _KEY_GAP * 2 * (len(names) - 1)) / len(names) - _SIGN
        sizes = [fit(name, share, 0.6, Style(theme.text, smallest=TYPE_SCALE.small)) for name in names]
        is_row = all(lines.is_whole and len(lines.texts) == 1 for lines in sizes)
        width = share if is_row else room.width - _SIGN
        size = min(fit(name, width, 0.6, Style(theme.text)).size for name in names)
        style = Style(theme.text, size, smallest=size)
        keys: list[VGroup] = []
        for index, name in enumerate(names):
            lines = fit(name, width, 2.0, style)
            sign = Circle(0.11, color=self._color(index), fill_opacity=1, stroke_width=0)
            place = Region(0, 0, lines.width + 0.02, lines.height)
            text = set_lines(lines, place, style)
            sign.next_to(text, LEFT, buff=0.12).match_y(text[0]) if len(text) else None
            keys.append(VGroup(sign, text))
        block = VGroup(*keys)
        if is_row:
            block.arrange(RIGHT, buff=2 * _KEY_GAP)
            line_up(*keys)
        else:
            block.arrange(DOWN, buff=0.1, aligned_edge=LEFT)
        block.move_to((room.x, room.top - float(block.height) / 2, 0))
        return keys

    def _color(self, index: int) -> str:
        theme = self.scene.theme
        return (theme.primary, theme.secondary, theme.tertiary)[index]

    def _dot(self, index: int, radius: float) -> Circle:
        return Circle(radius, color=self._color(index), fill_opacity=1, stroke_width=0)


def _check(kinds: tuple[Kind, ...]) -> None:
    if not 1 <= len(kinds) <= MOST_KINDS:
        raise ValueError(f"ParticleBox takes 1 to {MOST_KINDS} kinds of particles, not {len(kinds)}")
    counts = [count for _, count in kinds]
    if min(counts) < 1 or sum(counts) > MOST_PARTICLES:
        raise ValueError(f"ParticleBox takes 1 to {MOST_PARTICLES} particles, not {counts}")
