"""Chapters of a video from its timeline, in whole frames. Pure."""

import unicodedata
from dataclasses import dataclass

from runner.media.timeline import VideoTimeline

# The Nero chapter list of an MP4 stores a title's length in one byte.
_MAX_TITLE_BYTES = 200
_MAX_TITLE_CHARACTERS = 80


@dataclass(frozen=True)
class Chapter:
    """A chapter from `start_frame` up to, but not including, `end_frame`."""

    title: str
    start_frame: int
    end_frame: int


def make_chapters(timeline: VideoTimeline) -> tuple[Chapter, ...]:
    """One chapter per section, without gaps from frame 0 to the end, each with a one-line title."""
    chapters = []
    start_frame = 0
    for number, section in enumerate(timeline.sections, start=1):
        end_frame = start_frame + section.frame_count
        chapters.append(Chapter(shorten_title(section.title) or str(number), start_frame, end_frame))
        start_frame = end_frame
    return tuple(chapters)


def shorten_title(title: str) -> str:
    """The title on one line without control characters, cut between characters if it is too long."""
    shown = clean_text(title)
    cut = shown[:_MAX_TITLE_CHARACTERS]
    while len(cut.encode()) > _MAX_TITLE_BYTES:
        cut = cut[:-1]
    return shown if cut == shown else cut.rstrip() + "…"


def clean_text(text: str) -> str:
    """The words on one line with single spaces; characters that files may not contain become spaces."""
    shown = "".join(" " if _is_unprintable(character) else character for character in text)
    return " ".join(shown.split())


def _is_unprintable(character: str) -> bool:
    # Noncharacters such as U+FFFE, or a BOM, make readers assume another encoding.
    is_noncharacter = ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF
    return unicodedata.category(character) in ("Cc", "Cs") or is_noncharacter or character == "\ufeff"
