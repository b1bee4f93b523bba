"""Formats captions as WebVTT and SRT files, valid for any text and without losing any of it. Pure."""

from runner.media.captions.cues import Captions

# An invisible character: a mark that follows it is no longer read as mark-up. SRT has no escapes.
_WORD_JOINER = "\u2060"


def format_webvtt(captions: Captions, language: str) -> str:
    """The content of a WebVTT file; a note says if word times are estimated."""
    note = f"NOTE Language: {language}."
    if captions.words_are_estimated:
        note += " The times of single words are estimated."
    blocks = ["WEBVTT", note]
    for number, cue in enumerate(captions.cues, start=1):
        times = f"{_format_time(cue.start_ms, '.')} --> {_format_time(cue.end_ms, '.')}"
        blocks.append("\n".join((str(number), times, *map(_escape_webvtt, cue.lines))))
    return "\n\n".join(blocks) + "\n"


def format_srt(captions: Captions) -> str:
    """The content of a SubRip file, to be stored as UTF-8, which current players expect."""
    blocks = []
    for number, cue in enumerate(captions.cues, start=1):
        times = f"{_format_time(cue.start_ms, ',')} --> {_format_time(cue.end_ms, ',')}"
        blocks.append("\n".join((str(number), times, *map(_escape_srt, cue.lines))) + "\n")
    return "\n".join(blocks)


def _format_time(milliseconds: int, mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


def _escape_webvtt(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escape_srt(line: str) -> str:
    for mark in ("<", "{"):
        line = line.replace(mark, mark + _WORD_JOINER)
    return line.replace("-->", f"--{_WORD_JOINER}>")
