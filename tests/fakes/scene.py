"""A scene that only keeps time: fast enough for hundreds of examples, and it rounds as Manim does."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil


@dataclass
class FakeRenderer:
    """Holds the time that has been drawn, in seconds."""

    time: float = 0.0


@dataclass
class FakeScene:
    """Waits and plays by counting frames.

    Manim cuts a still wait to whole frames, and draws a moving one up to a frame longer: `round_wait` says
    which.
    """

    frame_rate: int
    round_wait: Callable[[float], int] = int
    renderer: FakeRenderer = field(default_factory=FakeRenderer)

    def wait(self, seconds: float) -> None:
        if seconds <= 0:
            raise ValueError("a wait must last")
        step = 1 / self.frame_rate
        self._advance(self.round_wait(max(seconds, step) / step))

    def play(self, seconds: float) -> None:
        """An animation: Manim draws one frame for each step that begins within it."""
        self._advance(max(ceil(seconds * self.frame_rate), 1))

    def _advance(self, frames: int) -> None:
        self.renderer.time += frames * (1 / self.frame_rate)
