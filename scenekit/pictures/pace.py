"""Synchronises the parts of a picture with the voice: each appears when its words are spoken."""

from collections.abc import Callable, Sequence
from functools import partial

from manim import config

from scenekit.narration import Beat

_LEAD_SECONDS = 0.15
_LAST_SECONDS = 0.35
_LEAVING_SECONDS = 0.3
_SHORT = 2


def moments(beat: Beat, texts: Sequence[str]) -> list[float]:
    """When each text is spoken, in seconds from the start of the beat; evenly spread if that is unknown."""
    spoken, starts, ends = _letters(beat)
    now = elapsed(beat)
    latest = max(now, beat.duration - _LAST_SECONDS * len(texts))
    found: list[float] = []
    place = 0
    for index, text in enumerate(texts):
        wanted = "".join(character for character in text.lower() if character.isalnum())[:16]
        at = spoken.find(wanted, place) if wanted else -1
        while at >= 0 and _is_short(wanted) and not {at, at + len(wanted)} <= ends:
            at = spoken.find(wanted, at + 1)
        spread = now + (beat.duration - now) * index / len(texts)
        moment = starts[at] - _LEAD_SECONDS if at >= 0 else spread
        place = at + 1 if at >= 0 else place
        earliest = found[-1] if found else now
        found.append(min(max(moment, earliest), latest + _LAST_SECONDS * index))
    return found


def step_through(
    beat: Beat,
    texts: Sequence[str],
    show: Callable[[int, float], None],
    wanted: float = 0.6,
    meanwhile: Callable[[int, float], None] | None = None,
) -> None:
    """Calls `show(index, run_time)` for each text when it is spoken; `run_time` ends before the next one.

    `meanwhile(index, seconds)` fills the time before the text of this index; without it nothing moves then.
    """
    starts = moments(beat, texts)
    for index, start in enumerate(starts):
        wait_until(beat, start, meanwhile and partial(meanwhile, index))
        following = starts[index + 1] if index + 1 < len(starts) else beat.duration
        show(index, run_time(min(wanted, 0.9 * (following - elapsed(beat)))))


def wait_until(beat: Beat, moment: float, meanwhile: Callable[[float], None] | None = None) -> None:
    """Waits, or does something of so many seconds, until this moment of the beat if it is still to come."""
    frames = int((moment - elapsed(beat)) * config.frame_rate)
    if frames >= 1:
        (meanwhile or beat.scene.wait)(frames / config.frame_rate)


def leaving_time(beat: Beat, words: str) -> float:
    """The run time of leaving, which begins just before these words are spoken, if any are given."""
    if words:
        wait_until(beat, moments(beat, [words])[0] - _LEAVING_SECONDS)
    return brief(beat, _LEAVING_SECONDS)


def elapsed(beat: Beat) -> float:
    """Seconds since the beat began."""
    return float(beat.scene.renderer.time) - beat.start_seconds


def run_time(seconds: float) -> float:
    """`seconds`, but never less than one frame."""
    return max(seconds, 1 / float(config.frame_rate))


def brief(beat: Beat, wanted: float = 0.4) -> float:
    """A run time of `wanted` seconds, or a quarter of the beat if that is shorter."""
    return run_time(min(wanted, beat.remaining / 4))


def _is_short(wanted: str) -> bool:
    """Whether it occurs inside other words, as names such as A or x do."""
    return len(wanted) <= _SHORT and wanted.isascii()


def _letters(beat: Beat) -> tuple[str, list[float], set[int]]:
    """All letters that are spoken, when the word of each begins, and where words begin and end."""
    letters: list[str] = []
    starts: list[float] = []
    ends = {0}
    for cue in beat.plan.words:
        for character in cue.text.lower():
            if character.isalnum():
                letters.append(character)
                starts.append(cue.start_seconds)
        ends.add(len(letters))
    return "".join(letters), starts, ends
