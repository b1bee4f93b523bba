"""Synchronises a scene with its narration: each beat starts on a frame and ends after its speech."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil

from manim import Scene, config

from scenekit.plan import BeatPlan, SectionPlan, WordCue


@dataclass(frozen=True)
class Beat:
    """The beat being narrated. `duration` is the length of its speech in seconds."""

    scene: Scene
    number: int
    plan: BeatPlan
    start_seconds: float
    _times_asked: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def duration(self) -> float:
        return self.plan.seconds

    @property
    def remaining(self) -> float:
        """Seconds of this beat's speech still to come, and never less than one frame."""
        left = self.start_seconds + self.plan.seconds - self.scene.renderer.time
        return max(left, 1 / config.frame_rate)

    def until(self, word: str, lead_seconds: float = 0.15) -> None:
        """Waits until `word` is about to be spoken; does nothing if that moment has passed or isn't known.

        `word` may be several words in a row; case doesn't matter, nor punctuation around them. Of what is
        spoken several times, the time nearest to now is meant: one that was just missed is not waited for
        again. A second call with the same word means a later time.
        """
        bare = "".join(map(_bare, word.split()))
        spoken = [self.start_seconds + start - lead_seconds for start in _starts_of(bare, self.plan.words)]
        left = spoken[self._times_asked.get(bare, 0) :]
        if not left:
            return
        now = self.scene.renderer.time
        moment = min(left, key=lambda moment: abs(moment - now))
        self._times_asked[bare] = spoken.index(moment) + 1
        frames = int((moment - now) * config.frame_rate)
        if frames >= 1:
            self.scene.wait(frames / config.frame_rate)


def _starts_of(wanted: str, cues: Sequence[WordCue]) -> Iterator[float]:
    """When the cues begin that together say `wanted`: a word, several, or several signs of one word."""
    bare = [_bare(cue.text) for cue in cues]
    for place, cue in enumerate(cues):
        said = ""
        for following in bare[place:] if bare[place] else ():
            said += following
            if not wanted.startswith(said) or said == wanted:
                break
        if said == wanted and wanted:
            yield cue.start_seconds


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    return re.sub(r"^\W+|\W+$", "", word).lower()


class NarrationClock:
    """The beats of one scene, and the frame that each one started with.

    `at_pictures_end` is called with a beat's number when its own pictures have ended, before the wait for the
    rest of its speech and the pause. `holds` counts such waits.
    """

    def __init__(self, scene: Scene, plan: SectionPlan) -> None:
        self._scene = scene
        self._plan = plan
        self._is_speaking = False
        self._has_paused = False
        self.start_frames: dict[int, int] = {}
        self.pictures_end_frames: dict[int, int] = {}
        self.at_pictures_end: Callable[[int], None] = lambda _number: None
        self.holds = 0

    @contextmanager
    def beat(self, number: int) -> Iterator[Beat]:
        """Starts the narration of beat `number` with the next frame; leaving waits for its end.

        Raises ValueError for a beat that is unknown, repeated, out of order, or inside another.
        """
        plan = self._plan.beat(number)
        if self._is_speaking:
            raise ValueError(f"beat({number}) starts inside another beat: close that one first")
        if self.start_frames and number <= max(self.start_frames):
            raise ValueError(f"beat({number}) comes after beat({max(self.start_frames)}): keep their order")
        self._speak_missing(number)
        self._open(number)
        self._is_speaking = True
        yield Beat(self._scene, number, plan, self.start_frames[number] / config.frame_rate)
        self._is_speaking = False
        self._close(number)

    def finish(self) -> None:
        """Gives beats that the script left out their time, and closes the section.

        A scene that never called `beat` has its narration laid over its pictures from the first frame.
        """
        count = len(self._plan.beats or ())
        if not self.start_frames and count:
            self._lay_over(count)
        self._speak_missing(count + 1)
        self._pause()

    def pause_after_last(self) -> None:
        """Waits for the section's pause already now if its last beat has ended."""
        if not self._is_speaking and len(self.start_frames) == len(self._plan.beats or ()):
            self._pause()

    @property
    def _frame(self) -> int:
        return round(self._scene.renderer.time * config.frame_rate)

    def _open(self, number: int) -> None:
        self.start_frames[number] = self._frame

    def _close(self, number: int) -> None:
        self.pictures_end_frames[number] = self._frame
        self.at_pictures_end(number)
        self._hold(self.start_frames[number] + self._frames(self._plan.beat(number)))

    def _pause(self) -> None:
        if not self._has_paused:
            self._has_paused = True
            self._hold(self._frame + ceil(self._plan.section_pause_seconds * config.frame_rate))

    def _frames(self, plan: BeatPlan) -> int:
        return ceil((plan.seconds + self._plan.beat_pause_seconds) * config.frame_rate)

    def _speak_missing(self, before: int) -> None:
        first = max(self.start_frames, default=0) + 1
        for number in range(first, before):
            self._open(number)
            self._close(number)

    def _lay_over(self, count: int) -> None:
        frame, pictures_end = 0, self._frame
        for number in range(1, count + 1):
            self.start_frames[number] = frame
            frame += self._frames(self._plan.beat(number))
            self.pictures_end_frames[number] = max(min(pictures_end, frame), self.start_frames[number])
        self._hold(frame)

    def _hold(self, frame: int) -> None:
        # Manim rounds a wait up or down by a frame, so repeat until the time is reached.
        while (missing := frame - self._frame) > 0:
            self.holds += 1
            self._scene.wait(missing / config.frame_rate)
