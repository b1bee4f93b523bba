"""The transcript of a video in Markdown. Pure."""

import re

from runner.media.chapters import clean_text
from runner.media.timeline import VideoTimeline

_MARKUP = re.compile(r"([\\`*_\[\]<>&#|~$])")
_LIST_START = re.compile(r"^(\d+)([.)])|^([-+])(?=\s)")


def format_transcript(timeline: VideoTimeline) -> str:
    """Markdown: the title, then each section with its start time, and its beats with theirs."""
    blocks = [f"# {_escape(timeline.title) or 'Transcript'}"]
    start_frame = 0
    for number, section in enumerate(timeline.sections, start=1):
        time = _format_time(start_frame / timeline.frame_rate)
        blocks.append(f"## {time} · {_escape(section.title) or number}")
        for beat in section.beats:
            text = _escape(beat.text)
            if text:
                blocks.append(f"**{_format_time(beat.start_frame / timeline.frame_rate)}** {text}")
        start_frame += section.frame_count
    return "\n\n".join(blocks) + "\n"


def _escape(text: str) -> str:
    marked = _MARKUP.sub(r"\\\1", clean_text(text))
    return _LIST_START.sub(lambda found: found[0][:-1] + "\\" + found[0][-1], marked)


def _format_time(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
