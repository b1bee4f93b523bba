"""Makes captions from the timeline: groups words into cues, breaks lines and sets times. Pure."""

from dataclasses import dataclass
from itertools import chain, groupby

from runner.media.captions.grouping import MAX_CUE_MS, MIN_CUE_MS, break_lines, group_units
from runner.media.captions.units import Unit, measure_width, split_beat
from runner.media.timeline import BeatTime, VideoTimeline

# A cue stays this long after its last word, to give time to read; a shorter gap would flicker.
_LINGER_MS = 400
_SPEECHLESS_SECONDS_PER_LETTER = 1 / 15


@dataclass(frozen=True)
class Cue:
    """Up to two lines of text, shown from `start_ms` up to `end_ms` of the video."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Captions:
    """All cues in order, without overlaps; `words_are_estimated` if no engine reported the times of words."""

    cues: tuple[Cue, ...]
    words_are_estimated: bool


@dataclass(frozen=True)
class _Window:
    """The beats that start at the same time, and the time until the next ones start."""

    beats: tuple[BeatTime, ...]
    start_ms: int
    end_ms: int


def make_captions(timeline: VideoTimeline) -> Captions:
    """Every word of every beat, in cues of at most two lines and 7 seconds.

    If a beat has less than one millisecond per cue, its cues are joined: text is never lost.
    """
    cues: list[Cue] = []
    is_estimated = False
    for window in _find_windows(timeline):
        made, guessed = _make_cues(window)
        cues += made
        is_estimated = is_estimated or guessed
    return Captions(_stretch(cues, _to_ms(timeline.seconds)), is_estimated)


def _find_windows(timeline: VideoTimeline) -> list[_Window]:
    total_ms = max(_to_ms(timeline.seconds), 1)

    def find_start_ms(beat: BeatTime) -> int:
        return min(_to_ms(beat.start_frame / timeline.frame_rate), total_ms - 1)

    grouped = groupby(sorted(timeline.beats, key=lambda beat: beat.start_frame), find_start_ms)
    groups = [(start_ms, tuple(beats)) for start_ms, beats in grouped]
    ends = [*(start_ms for start_ms, _ in groups), total_ms][1:]
    return [_Window(beats, start_ms, end) for (start_ms, beats), end in zip(groups, ends, strict=True)]


def _to_ms(seconds: float) -> int:
    return round(seconds * 1000)


def _make_cues(window: _Window) -> tuple[list[Cue], bool]:
    room_seconds = (window.end_ms - window.start_ms) / 1000
    units: list[Unit] = []
    is_estimated = False
    for beat in window.beats:
        wanted = beat.speech_seconds or measure_width(beat.text) * _SPEECHLESS_SECONDS_PER_LETTER
        timed = split_beat(beat, min(wanted, room_seconds))
        units += timed.units
        is_estimated = is_estimated or (bool(timed.units) and timed.is_estimated)
    groups = _fit_groups(group_units(units), window.end_ms - window.start_ms)
    starts = [window.start_ms + _to_ms(group[0].start_seconds) for group in groups]
    _spread(starts, window)
    cues = []
    for start_ms, group in zip(starts, groups, strict=True):
        last_ms = window.start_ms + _to_ms(group[-1].end_seconds)
        cues.append(Cue(start_ms, max(start_ms + 1, min(last_ms, window.end_ms)), break_lines(group)))
    return cues, is_estimated


def _fit_groups(groups: list[list[Unit]], room_ms: int) -> list[list[Unit]]:
    """Joins groups until there are no more than `room_ms`, since a cue needs at least 1 ms."""
    if len(groups) <= room_ms:
        return groups
    per_cue = -(-len(groups) // max(room_ms, 1))
    return [list(chain(*groups[index : index + per_cue])) for index in range(0, len(groups), per_cue)]


def _spread(starts: list[int], window: _Window) -> None:
    """Moves starts apart by at least 1 ms, keeping them inside the window."""
    for index in range(len(starts)):
        earliest = window.start_ms if index == 0 else starts[index - 1] + 1
        latest = window.end_ms - (len(starts) - index)
        starts[index] = min(max(starts[index], earliest), latest)


def _stretch(cues: list[Cue], total_ms: int) -> tuple[Cue, ...]:
    """Extends each cue by its linger time and to its minimum duration, if the next cue leaves room."""
    limits = [*(cue.start_ms for cue in cues), max(total_ms, 1)][1:]
    stretched = []
    for cue, limit_ms in zip(cues, limits, strict=True):
        wanted_ms = max(cue.end_ms + _LINGER_MS, cue.start_ms + MIN_CUE_MS)
        if limit_ms - wanted_ms < _LINGER_MS:
            wanted_ms = limit_ms
        end_ms = min(wanted_ms, limit_ms, cue.start_ms + MAX_CUE_MS)
        stretched.append(Cue(cue.start_ms, end_ms, cue.lines))
    return tuple(stretched)
