"""Any timeline gives legal chapters and a transcript."""

import unicodedata
from itertools import pairwise

from hypothesis import HealthCheck, given, settings

from runner.media.captions.transcript import format_transcript
from runner.media.chapters import make_chapters, shorten_title
from runner.media.language import find_mp4_language
from runner.media.timeline import VideoTimeline
from tests.runner.media.captions.texts import timelines, titles

many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(timelines())
@many
def test_chapters_cover_the_video_without_gap(timeline: VideoTimeline) -> None:
    chapters = make_chapters(timeline)
    assert chapters[0].start_frame == 0
    assert chapters[-1].end_frame == timeline.frame_count
    assert all(chapter.start_frame < chapter.end_frame for chapter in chapters)
    assert all(a.end_frame == b.start_frame for a, b in pairwise(chapters))
    assert all(chapter.title.strip() for chapter in chapters)


@given(titles)
@many
def test_titles_fit_one_short_line(title: str) -> None:
    shortened = shorten_title(title)
    assert len(shortened.encode()) <= 210
    assert not any(unicodedata.category(character) == "Cc" for character in shortened)


@given(timelines())
@many
def test_a_transcript_has_one_heading_a_section(timeline: VideoTimeline) -> None:
    lines = format_transcript(timeline).splitlines()
    assert sum(line.startswith("# ") for line in lines) == 1
    assert sum(line.startswith("## ") for line in lines) == len(timeline.sections)


def test_languages_become_three_letters() -> None:
    tags = {
        "en": "eng",
        "pt-BR": "por",
        "zh_Hant_TW": "zho",
        "fil": "fil",
        "": "und",
        "xx": "und",
        "EN": "eng",
    }
    assert {tag: find_mp4_language(tag) for tag in tags} == tags
