"""Estimates how long the rest of a video takes, from its own pace; says nothing before it has one. Pure.

A plan from the video's length would be wrong by the load of the machine, which differs most of all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, pow

from runner.render.job import Picture

# Share of all frames, and seconds, that must have been seen before a pace is trusted.
_LEAST_SHARE = 0.04
_LEAST_SECONDS = 4.0
# How soon the pace of before is forgotten: the load of a machine changes.
_MEMORY_SECONDS = 30.0
# Measured on one idle core of a small cloud machine: drawing a frame, and for each megapixel of it.
_SECONDS_PER_FRAME = 0.022
_SECONDS_PER_MEGAPIXEL = 0.0015
# Measured there too: joining, which is mostly sound, for any video, and for each second of it.
_JOIN_SECONDS = 2.5
_JOIN_SHARE = 0.03
# A busy machine slows down this less than drawing: it is one process at a time.
_EXPONENT_OF_SLOWNESS = 0.75
# Checking as a share of joining, and for each megapixel that is decoded.
_CHECK_SHARE = 0.4
_CHECK_SHARE_OF_MEGAPIXEL = 0.5


@dataclass
class DrawingPace:
    """How fast the frames of some sections are drawn, by `workers` at a time.

    `totals` has the number of frames that each section is expected to have. Sections may be restored instead.
    """

    totals: Mapping[str, int]
    workers: int
    picture: Picture
    _drawn: dict[str, int] = field(default_factory=dict)
    _ended: dict[str, bool] = field(default_factory=dict)
    _seen_at: float | None = None
    _frames: int = 0
    _seconds: float = 0.0
    _recent_frames: float = 0.0
    _recent_core_seconds: float = 0.0

    def see(self, now: float, drawn: Mapping[str, int]) -> None:
        """Takes note of the number of frames of sections that are being drawn; `now` is in seconds."""
        before = {name: self._drawn.get(name, 0) for name in drawn}
        self._drawn |= {
            name: min(max(count, before[name]), self.totals[name]) for name, count in drawn.items()
        }
        if self._seen_at is not None:
            seconds = now - self._seen_at
            forgotten = exp(-seconds / _MEMORY_SECONDS)
            self._seconds += seconds
            self._recent_frames *= forgotten
            self._recent_core_seconds *= forgotten
            self._recent_core_seconds += seconds * min(self.workers, max(len(self._waiting), 1))
            self._count(sum(self._drawn[name] - before[name] for name in drawn))
        # The start of a process is no part of the pace.
        if self._seen_at is not None or any(self._drawn.values()):
            self._seen_at = now

    def end(self, name: str, *, is_restored: bool) -> None:
        """Takes note that a section has all its frames."""
        if not is_restored and self._seen_at is not None:
            self._count(self.totals[name] - self._drawn.get(name, 0))
        self._ended[name] = is_restored
        self._drawn[name] = self.totals[name]

    def _count(self, frames: int) -> None:
        self._frames += frames
        self._recent_frames += frames

    @property
    def fraction(self) -> float:
        """The share of all frames that is drawn, from 0 to 1."""
        total = sum(self.totals.values())
        return sum(self._drawn.values()) / total if total else 1.0

    @property
    def seconds_left(self) -> float | None:
        """Until all sections are drawn; None while it is not known."""
        pace = self._pace
        if pace is None:
            return None
        left = [self.totals[name] - self._drawn.get(name, 0) for name in self._waiting]
        return max(sum(left) / self.workers, *left, 0) / pace if left else 0.0

    @property
    def finish_seconds(self) -> float | None:
        """For joining the sections and checking the file; None while it is not known."""
        pace = self._pace
        if pace is None:
            return None
        slowness = 1 / pace / (_SECONDS_PER_FRAME + _SECONDS_PER_MEGAPIXEL * _megapixels(self.picture))
        video_seconds = sum(self.totals.values()) / self.picture.frame_rate
        joining = (_JOIN_SECONDS + _JOIN_SHARE * video_seconds) * pow(slowness, _EXPONENT_OF_SLOWNESS)
        return joining + check_seconds(joining, self.picture)

    @property
    def _waiting(self) -> list[str]:
        return [name for name in self.totals if name not in self._ended]

    @property
    def _pace(self) -> float | None:
        """Frames per second of one worker."""
        drawn_here = sum(self.totals[name] for name in self.totals if not self._ended.get(name, False))
        is_known = self._seconds >= _LEAST_SECONDS and self._frames >= max(_LEAST_SHARE * drawn_here, 1)
        return max(self._recent_frames, 1) / self._recent_core_seconds if is_known else None


def check_seconds(join_seconds: float, picture: Picture) -> float:
    """How long the finished file is checked, as far as joining it tells."""
    return join_seconds * (_CHECK_SHARE + _CHECK_SHARE_OF_MEGAPIXEL * _megapixels(picture))


def _megapixels(picture: Picture) -> float:
    return picture.width * picture.height / 1e6
