"""A text of any shape becomes a storyboard in time that grows with its length, and hits no bound."""

import time

import pytest

from contract.video import EXPLANATION_MAX_CHARACTERS
from runner.authors.models.answers.shaping import MAX_SECTION_BEATS
from runner.authors.offline.own_text import MANY_SECTIONS, SHORT_SECTION, explain_own_text
from runner.media.captions.cues import make_captions
from runner.media.timeline import BeatTime, SectionTime, VideoTimeline, lay_out
from runner.render.job import BeatJob, SectionFrames
from runner.script.source import read_script
from runner.script.storyboard.writer import storyboard_script
from runner.speech.engines.silence import reading_seconds
from runner.speech.voice import WordTime
from runner.text.pronunciation import spoken_words
from runner.text.sentences import weight
from tests.runner.shapes import SHAPES, text_of
from tests.work import calls_of

# Both are far more than is needed, and far less than a step needs whose time grows with the square.
MOST_SECONDS = 10.0
MOST_GROWTH = 2.5


def prepare(text: str, language: str = "en") -> str:
    """The script for the text, and everything else that is derived from the text alone."""
    explanation = explain_own_text(text, language, MAX_SECTION_BEATS)
    script = read_script(storyboard_script(explanation, language))
    sources = "".join(script.source_for(scene) for scene in script.scenes)
    sections: list[SectionTime] = []
    first = 0
    for section in explanation.sections:
        seconds = [reading_seconds(beat) for beat in section.beats]
        starts, count = lay_out(seconds, 15, 0.35)
        SectionFrames(frame_count=count, beat_start_frames=starts)
        beats = tuple(
            BeatTime(text=beat, start_frame=first + start, speech_seconds=length, words=times(beat, language))
            for beat, start, length in zip(section.beats, starts, seconds, strict=True)
        )
        assert all(BeatJob(seconds=length) for length in seconds)
        sections.append(SectionTime(title=section.title, start_frame=first, frame_count=count, beats=beats))
        first += count
    timeline = VideoTimeline(
        title=explanation.title, language=language, frame_rate=15, sections=tuple(sections)
    )
    return f"{sources}{make_captions(timeline)}"


def times(beat: str, language: str) -> tuple[WordTime, ...]:
    """Each word for a tenth of a second."""
    words = spoken_words(beat, language)
    return tuple(WordTime(word.text, at / 10, (at + 1) / 10) for at, word in enumerate(words))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_for_a_text_grows_with_its_length(shape: str) -> None:
    prepare(text_of(shape, 300))  # fills the caches
    started_at = time.process_time()
    small, large = (calls_of(lambda n=n: prepare(text_of(shape, n))) for n in (1_500, 3_000))  # type: ignore[misc]
    assert large < MOST_GROWTH * small
    # Steps inside a regular expression are no calls.
    assert time.process_time() - started_at < MOST_SECONDS


@pytest.mark.parametrize("shape", SHAPES)
def test_the_longest_text_of_any_shape_is_read_in_seconds(shape: str) -> None:
    text = text_of(shape, EXPLANATION_MAX_CHARACTERS)
    started_at = time.process_time()
    explain_own_text(text, "en", MAX_SECTION_BEATS)
    assert time.process_time() - started_at < MOST_SECONDS


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("length", [2_000, 10_000])
def test_there_are_no_more_sections_than_the_text_can_fill(shape: str, length: int) -> None:
    sections = explain_own_text(text_of(shape, length), "en").sections
    spoken = sum(weight(beat) for section in sections for beat in section.beats)
    # Joining may end a heading in one section and begin a part in the next.
    assert len(sections) <= 2 * max(MANY_SECTIONS, spoken // SHORT_SECTION)
