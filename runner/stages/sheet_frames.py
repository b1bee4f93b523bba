"""Chooses the frames that stand for a section: each beat's middle and end, and moments between. Pure.

A picture that stays the same from the middle to the end is shown once. A beat whose end is empty, because the
screen was cleared, shows what was there before. The room that is left goes to what middles and ends miss: the
middles of long movements, and quarters of beats.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from math import ceil, sqrt

from pydantic import BaseModel, ConfigDict

from runner.render.job import BEAT_PAUSE_SECONDS, Picture, SectionJob
from runner.render.record import DryRunRecord, FrameSpan

LONGER_SIDE_PIXELS = 480
# A square picture of the same longer side would take twice the room of a wide one.
_MOST_PIXELS = 480 * 270
_MOST_BETWEEN = 2
# Nearer frames tell little more than one.
_APART_SECONDS = 0.5


class Place(StrEnum):
    """Where in its beat a frame lies."""

    MIDDLE = "middle"
    END = "end"
    # From the middle on, nothing changes.
    MIDDLE_AND_END = "middle and end"
    # The end itself is empty.
    BEFORE_CLEARING = "before it is cleared"
    # Neither: on the way.
    BETWEEN = "between"


class SheetFrame(BaseModel):
    """A frame of a section, counted from 0. Beats count from 1; a scene without beats has the beat 0."""

    model_config = ConfigDict(frozen=True)

    beat: int
    place: Place
    frame: int
    seconds: float

    @property
    def label(self) -> str:
        """Such as "beat 2 · middle · 7.4 s", or "beat 2 · 5.1 s" for a frame between."""
        beat = f"beat {self.beat}" if self.beat else ""
        place = "" if self.place is Place.BETWEEN else str(self.place)
        return " · ".join(part for part in (beat, place, f"{self.seconds:.1f} s") if part)


@dataclass(frozen=True)
class ChosenFrames:
    """The frames to show, and the middles and ends for which there was no room, both in order."""

    shown: tuple[SheetFrame, ...]
    left_out: tuple[SheetFrame, ...] = ()


@dataclass(frozen=True)
class _Stretch:
    """The frames of a beat, or of a call of `play` where there are no beats, from `start` on, up to `end`."""

    beat: int
    start: int
    end: int
    is_empty_at_end: bool


def still_picture(picture: Picture) -> Picture:
    """The size of a frame on a sheet, for a video of this size: it is drawn anew, so a small one grows."""
    across, down = picture.width, picture.height
    share = min(LONGER_SIDE_PIXELS / max(across, down), sqrt(_MOST_PIXELS / (across * down)))
    return picture.scaled(share)


def frame_of_moment(record: DryRunRecord, moment_frame: int) -> int:
    """The frame that shows what a moment of the record tells.

    A moment is recorded when a movement has ended: the next frame shows it if the picture then stands still,
    else the last frame of the movement comes nearest.
    """
    frame = min(moment_frame, record.times.frame_count - 1)
    return frame if _is_still(record.spans, frame, frame) else max(frame - 1, 0)


def choose_frames(record: DryRunRecord, job: SectionJob, most: int) -> ChosenFrames:
    """At most `most` frames of the section of this job, which ran dry as the record tells.

    If they are too many, ends go before middles, and middles of long beats before those of short ones. Where
    there is room for more, each beat shows one moment between, then a second, long beats first.
    """
    rate = job.picture.frame_rate
    ends: dict[int, SheetFrame] = {}
    middles: dict[int, SheetFrame] = {}
    stretches = sorted(
        _beats(record, job) if job.beats else _plays(record),
        key=lambda stretch: stretch.end - stretch.start,
        reverse=True,
    )
    for stretch in stretches:
        for place, frame in _places(stretch, record.spans):
            told = SheetFrame(beat=stretch.beat, place=place, frame=frame, seconds=frame / rate)
            (middles if place is Place.MIDDLE else ends)[frame] = told
    kept = _spread(sorted(ends), most)
    kept |= set([frame for frame in middles if frame not in ends][: most - len(kept)])
    found = middles | ends
    between = _between(stretches, record.spans, found, ceil(_APART_SECONDS * rate))
    more = [
        SheetFrame(beat=stretch.beat, place=Place.BETWEEN, frame=frame, seconds=frame / rate)
        for stretch, frame in islice(between, most - len(kept))
    ]
    shown = [*(found[frame] for frame in kept), *more]
    return ChosenFrames(
        shown=tuple(sorted(shown, key=lambda each: each.frame)),
        left_out=tuple(found[frame] for frame in sorted(found) if frame not in kept),
    )


def _beats(record: DryRunRecord, job: SectionJob) -> Iterator[_Stretch]:
    """Each beat with its pause, or with its pictures where they take longer."""
    rate, times = job.picture.frame_rate, record.times
    empty = {moment.beat for moment in record.moments if not moment.objects and not moment.omitted}
    limits = (*times.beat_start_frames[1:], times.frame_count)
    beats = zip(job.beats, times.beat_start_frames, record.pictures_end_frames, limits, strict=True)
    for number, (beat, start, pictures_end, limit) in enumerate(beats, 1):
        speech_end = start + ceil((beat.seconds + BEAT_PAUSE_SECONDS) * rate)
        yield _Stretch(number, start, min(max(pictures_end, speech_end), limit), number in empty)


def _plays(record: DryRunRecord) -> Sequence[_Stretch]:
    """The calls of `play` of a scene without beats, each with the stillness behind it."""
    stretches: list[_Stretch] = []
    start, last = 0, record.times.frame_count
    for moment in record.moments:
        end = min(moment.frame, last)
        if end <= start:
            continue
        stretch = _Stretch(0, start, end, not moment.objects and not moment.omitted)
        if stretches and _is_still(record.spans, start, end - 1):
            stretch = replace(stretches.pop(), end=end)
        stretches.append(stretch)
        start = end
    return stretches or [_Stretch(0, 0, last, is_empty_at_end=False)]


def _places(stretch: _Stretch, spans: Sequence[FrameSpan]) -> Iterator[tuple[Place, int]]:
    end, place = stretch.end - 1, Place.END
    if stretch.is_empty_at_end:
        starts = [span.start for span in spans if span.moves and stretch.start < span.start <= end]
        end, place = (max(starts) - 1, Place.BEFORE_CLEARING) if starts else (end, place)
    middle = (stretch.start + end) // 2
    if place is Place.END and _is_still(spans, middle, end):
        yield Place.MIDDLE_AND_END, end
        return
    yield place, end
    yield Place.MIDDLE, middle


def _between(
    stretches: Sequence[_Stretch], spans: Sequence[FrameSpan], shown: Iterable[int], apart: int
) -> Iterator[tuple[_Stretch, int]]:
    """Frames that tell what those shown do not: one of each stretch, then a second of each that has one.

    They lie at least `apart` frames from all others, and their picture is not shown yet.
    """
    taken = set(shown)
    for _ in range(_MOST_BETWEEN):
        for stretch in stretches:
            for frame in _moments(stretch, spans):
                if not any(_tell_the_same(spans, frame, other, apart) for other in taken):
                    taken.add(frame)
                    yield stretch, frame
                    break


def _moments(stretch: _Stretch, spans: Sequence[FrameSpan]) -> Iterator[int]:
    """The middles of a stretch's movements, longest first; then its quarter and its three quarters."""
    clipped = [(max(span.start, stretch.start), min(span.end, stretch.end)) for span in spans if span.moves]
    moving = [(start, end) for start, end in clipped if start < end]
    for start, end in sorted(moving, key=lambda each: each[0] - each[1]):
        yield (start + end) // 2
    quarter = (stretch.end - stretch.start) // 4
    if quarter:
        yield stretch.start + quarter
        yield stretch.end - quarter


def _tell_the_same(spans: Sequence[FrameSpan], frame: int, other: int, apart: int) -> bool:
    first, last = sorted((frame, other))
    return last - first < apart or _is_still(spans, first, last)


def _is_still(spans: Sequence[FrameSpan], first: int, last: int) -> bool:
    """Whether these two frames, and all between, show the same picture."""
    return any(not span.moves and span.start <= first and last < span.end for span in spans)


def _spread(frames: Sequence[int], most: int) -> set[int]:
    """All of these frames; the last and evenly spread others where there is room for `most` only."""
    if len(frames) <= most:
        return set(frames)
    step = (len(frames) - 1) / max(most - 1, 1)
    return {frames[round(len(frames) - 1 - number * step)] for number in range(most)}
